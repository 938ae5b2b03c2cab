"""Plain data the history pages show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.chronicle.labels import (
    STAMP_PROBLEMS,
    action_words,
    field_words,
    label_words,
    object_words,
    role_word,
)
from prongsai.apps.history.models import Event, HeadStamp

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Detail:
    """One field before and after."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as a line of the list."""

    seq: int
    at: datetime
    what: str | Promise
    whom: str
    role: str | Promise
    device: str
    object_type: str | Promise
    label: str
    hash: str
    prev: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class StampLine:
    """One time stamp, or why there is none, as a line of the list."""

    pk: int
    seq: int
    hash: str
    authority: str
    asked_at: datetime
    stamped_at: datetime | None
    serial: str
    problem: str | Promise

    @classmethod
    def of(cls, row: HeadStamp) -> "StampLine":
        """A row as the page shows it."""
        problem = STAMP_PROBLEMS.get(row.problem, row.problem)
        return cls(row.pk, row.seq, row.hash, row.authority, row.asked_at, row.stamped_at, row.serial, problem)


def list_lines(events: Iterable[Event], names: Mapping[str, str], values: Mapping[str, str]) -> list[EventLine]:
    """Events as lines; `names` are people by their id, `values` the personal values that may be shown."""
    return [
        EventLine(
            seq=event.seq,
            at=event.at,
            what=action_words().get(event.action, event.action),
            whom=names.get(event.actor, f"#{event.actor}"),
            role=role_word(event.role),
            device=event.device,
            object_type=object_words().get(event.object_type, event.object_type),
            label=label_words(event.object_label),
            hash=event.hash,
            prev=event.prev,
            details=tuple(_details(event.before, event.after, values)),
        )
        for event in events
    ]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The people behind actors' ids as they are called today, and the system itself."""
    ids = {int(actor) for actor in actors if actor.isascii() and actor.isdigit()}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "display_name")}
    return names | {"system": _("ระบบ")}


def _details(before: object, after: object, values: Mapping[str, str]) -> Iterable[Detail]:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            before, after = (write_value(side.get(name), values) for side in (old, new))
            yield Detail(field_words().get(name, name), before, after)


def write_value(value: object, values: Mapping[str, str]) -> str:
    """A value of an event in words; a personal one only when it is among `values`."""
    if value is None:
        return ""
    if isinstance(value, dict):
        if set(value) == {"salted_sha256"}:
            return values.get(str(value["salted_sha256"]), HIDDEN)
        return " ".join(filter(None, (write_value(part, values) for part in value.values())))
    if isinstance(value, list):
        return ", ".join(filter(None, (write_value(part, values) for part in value)))
    return str(value)
