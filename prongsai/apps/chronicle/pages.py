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
    field_word,
    label_words,
    object_words,
    role_word,
)
from prongsai.apps.chronicle.told import Scope, list_people, write_value
from prongsai.apps.history.models import Event, HeadStamp

__all__ = ("Detail", "EventLine", "StampLine", "list_lines", "names_of", "with_people", "write_value")


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
    """Events as lines; `names` are people by their id (those of told.list_people too), `values` the personal values that
    may be shown."""
    return [
        EventLine(
            seq=event.seq,
            at=event.at,
            what=action_words().get(event.action, event.action),
            whom=names.get(event.actor, f"#{event.actor}"),
            role=role_word(event.role),
            device=event.device,
            object_type=object_words().get(event.object_type, event.object_type),
            label=_label(event, names),
            hash=event.hash,
            prev=event.prev,
            details=tuple(_details(event, Scope((event.action, event.object_type), values, names))),
        )
        for event in events
    ]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The people behind actors' ids as they are called today, and the system itself."""
    ids = {int(actor) for actor in actors if actor.isascii() and actor.isdigit()}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "display_name")}
    return names | {"system": _("ระบบ")}


def with_people(names: Mapping[str, str], events: Iterable[Event]) -> dict[str, str]:
    """`names` and those of the people whom the events tell of: one query where somebody is not among them yet."""
    missing = list_people(events) - set(names)
    return {**(names_of(missing) if missing else {}), **names}


def _details(event: Event, scope: Scope) -> Iterable[Detail]:
    old = event.before if isinstance(event.before, dict) else {}
    new = event.after if isinstance(event.after, dict) else {}
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            before, after = (write_value(side.get(name), scope.values, name, scope) for side in (old, new))
            yield Detail(field_word(name, scope.names), before, after)


def _label(event: Event, people: Mapping[str, str]) -> str:
    """What the event is about; a person's account by the person's name."""
    if event.object_type == "user" and people.get(event.object_id) and event.object_label == f"user {event.object_id}":
        return people[event.object_id]
    return label_words(event.object_label)
