"""Who hears of a thing: those of the level it waits for, else the next level up, so that nothing is said to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.reminder.rule import LEVELS, Level


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the agency that day. `works_in` are the units they record for, `heads` those they head.

    `works_anywhere` marks an officer of no unit, who records for all.
    """

    id: int
    roles: frozenset[str]
    works_in: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()
    works_anywhere: bool = False


def people_of(level: Level, units: frozenset[int], people: Sequence[Person]) -> tuple[Person, ...]:
    """Whoever of a level answers for work of these units (none: work of no known unit).

    An empty level hands the thing to the one above; where nobody is left, the administrators hear of it.
    """
    for one in LEVELS[LEVELS.index(level) :]:
        if found := tuple(person for person in people if _answers(person, one, units)):
            return found
        if one == "unit" and (found := tuple(person for person in people if person.works_anywhere)):
            return found
    return tuple(person for person in people if "agency_admin" in person.roles)


def _answers(person: Person, level: Level, units: frozenset[int]) -> bool:
    if level == "unit":
        return not units.isdisjoint(person.works_in)
    if level == "unit_head":
        return not units.isdisjoint(person.heads)
    return level in person.roles
