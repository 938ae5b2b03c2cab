"""What is to be said on a day. Only the state counts, and what was said before: no day is special, so none can be missed.

A thing passes through stages: seven days before, one day before, late for the first time, for the second, and so on.
On a day the stage reached last is said, if it was not said yet. After days without a worker the stages passed
meanwhile are not made up one by one: the last one says it all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from prongsai.core.reminder.rule import Level, Rule
from prongsai.core.reminder.who import Person, people_of

Kind = Literal["due", "returned", "step", "extension", "decision", "link"]
Tone = Literal["soon", "late", "waits", "returned", "escalated"]
_BEFORE, _WAITS, _LATE = 0, 1_000, 100_000
"""Where the ranks of each sort of stage begin: what comes later in the life of a thing is the higher number."""


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that is open and waits for the people of a level.

    `key` names it for good; `marker` changes when it comes round again (returned a second time). `since` is the day it
    began to wait for somebody who need not ask for it (a step, a return); None for work that is simply to be done.
    """

    key: str
    kind: Kind
    level: Level
    units: frozenset[int] = frozenset()
    due_on: date | None = None
    since: date | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One stage of a thing that a person was told. `on` is the day of the clock then, which may have been wrong."""

    person: int
    thing: str
    line: str
    rank: int
    on: date


@dataclass(frozen=True, slots=True)
class Saying:
    """One stage of a thing to be told to a person. `line` and `rank` are kept: see `Said`.

    `days` are days left (tone soon), late (late, escalated) or waited (waits, returned).
    """

    person: int
    thing: OpenThing
    tone: Tone
    line: str
    rank: int
    days: int

    @property
    def stage(self) -> str:
        """What makes a second saying of the same recognisable."""
        return f"{self.line}:{self.rank}"


def list_sayings(
    things: Iterable[OpenThing], people: Sequence[Person], rule: Rule, said: Iterable[Said], today: date
) -> list[Saying]:
    """All that is to be said today and was not said before; a person hears of a thing once a day.

    What a clock that ran ahead said (`Said.on` after today) holds back nothing but its own stage.
    """
    spoken: set[tuple[int, str, str, int]] = set()
    reached: dict[tuple[int, str, str], int] = {}
    for one in said:
        spoken.add((one.person, one.thing, one.line, one.rank))
        if one.on <= today:
            key = (one.person, one.thing, one.line)
            reached[key] = max(one.rank, reached.get(key, -1))
    found = []
    for thing in things:
        for saying in _stages_of(thing, people, rule, today).values():
            key = (saying.person, thing.key, saying.line)
            if (*key, saying.rank) not in spoken and saying.rank > reached.get(key, -1):
                found.append(saying)
    return found


def _stages_of(thing: OpenThing, people: Sequence[Person], rule: Rule, today: date) -> Mapping[int, Saying]:
    """The stage each person has reached with a thing; the holders' own comes before what is told higher up."""
    found: dict[int, Saying] = {}
    own = _stage_of_holder(thing, rule, today)
    if own is not None:
        tone, rank, days = own
        line = "@".join(filter(None, (_mark(thing), thing.due_on.isoformat() if thing.due_on else "")))
        for person in people_of(thing.level, thing.units, people):
            found[person.id] = Saying(person.id, thing, tone, line, rank, days)
    late = (today - thing.due_on).days if thing.due_on else 0
    # One line for all levels: where some are empty, somebody who stands in for several is chased as for one.
    for level, after in sorted(rule.escalate_after, key=lambda pair: pair[1]):
        if late < after:
            break
        line = f"escalated@{thing.due_on}"
        for person in people_of(level, thing.units, people):
            wave = _LATE + rule.wave_of(late - after)
            found.setdefault(person.id, Saying(person.id, thing, "escalated", line, wave, late))
    return found


def _mark(thing: OpenThing) -> str:
    return f"{thing.kind}.{thing.marker}" if thing.marker else thing.kind


def _stage_of_holder(thing: OpenThing, rule: Rule, today: date) -> tuple[Tone, int, int] | None:
    left = (thing.due_on - today).days if thing.due_on else None
    if left is not None and left < 0:
        return "late", _LATE + rule.wave_of(-left - 1), -left
    passed = [days for days in rule.days_before if left is not None and left <= days]
    if thing.since is not None:
        # What waits is told at once and chased like late work; a due day coming near is told in between.
        waited = max((today - thing.since).days, 0)
        rank = _WAITS + 10 * rule.wave_of(waited) + len(passed)
        return ("returned" if thing.kind == "returned" else "waits"), rank, waited
    if not passed or left is None:
        return None
    return "soon", _BEFORE + len(passed), left
