"""What an event tells before and after, in words: codes, days, people; a personal value only when it may be shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prongsai.apps.chronicle.labels import person_words, value_words
from prongsai.apps.history.models import Event
from prongsai.web.templatetags.reading import day, moment

HIDDEN = "•••"
PEOPLE = frozenset({"user", "scheduled_by", "actor"})
"""Fields that hold the number of a person's account."""

DAYS_WITH_WORDS = frozenset({"days_off"})
"""Fields of days that each say what they are; a day that somebody typed stays as it was typed."""
_DAY_OR_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", re.ASCII)
_CODE_IN_TEXT = re.compile(r"(?:(?P<number>\d+): )?(?P<code>[a-z_]+|-)(?: (?P<hash>[0-9a-f]{16}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what a value is told: the action, the kind of object and the field around it say which codes it may hold."""

    names: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def inside(self, name: str) -> "Scope":
        """The same within a field."""
        return Scope((name, *self.names), self.values, self.people)


def write_value(value: object, values: Mapping[str, str], field: str = "", scope: Scope | None = None) -> str:
    """A value of an event in words, days as the reader reads them; a personal one only when it is among `values`."""
    return _written(value, field, scope or Scope(values=values))


def list_people(events: Iterable[Event]) -> set[str]:
    """The ids of the people whom events name in what they tell, or are about."""
    found: set[str] = set()
    for event in events:
        for side in (event.before, event.after):
            told = side if isinstance(side, dict) else {}
            found |= {str(told[name]) for name in PEOPLE & set(told) if told[name] is not None}
        if event.object_type == "user":
            found.add(event.object_id)
    return found


def _written(value: object, field: str, scope: Scope) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, dict):
        if set(value) == {"salted_sha256"}:
            return scope.values.get(str(value["salted_sha256"]), HIDDEN)
        if set(value) == {"th", "en"}:
            return str(value["en" if get_language() == "en" else "th"])
        inner = scope.inside(field)
        return _joined(" ", (_written(part, name, inner) for name, part in value.items()))
    if isinstance(value, list):
        return _joined(", ", (_written(part, field, scope) for part in value))
    text = str(value)
    if field in PEOPLE and text:
        return person_words(text, scope.people)
    return _coded(text, value_words(field, scope.names)) or _in_days(text, field)


def _joined(sign: str, parts: Iterator[str]) -> str:
    return sign.join(filter(None, parts))


def _coded(text: str, words: Mapping[str, object]) -> str:
    """A code in words, alone or as "2: there" and "pdf 0123456789abcdef"; "" for any other text."""
    if text in words:
        return str(words[text])
    found = _CODE_IN_TEXT.fullmatch(text)
    if found is None or found["code"] not in words:
        return ""
    number = f"{found['number']}: " if found["number"] else ""
    return f"{number}{words[found['code']]}{' ' + found['hash'] if found['hash'] else ''}"


def _in_days(text: str, field: str) -> str:
    """A day or moment as it is kept, as people read it; also a span of days and, in the fields for it, a day with words; any other text as it is."""
    if not _DAY_OR_MOMENT.match(text):
        return text
    first, _blank, words = text.partition(" ")
    try:
        if field in DAYS_WITH_WORDS:
            return f"{_one_day(first)} {words}".rstrip()
        return " - ".join(_one_day(part) for part in text.split(" - "))
    except ValueError:  # the 30th of February, typed by somebody
        return text


def _one_day(text: str) -> str:
    """The day or moment of a text. Raises ValueError for any other text."""
    if not _DAY_OR_MOMENT.fullmatch(text):
        raise ValueError(text)
    return day(date.fromisoformat(text)) if len(text) == 10 else moment(datetime.fromisoformat(text))
