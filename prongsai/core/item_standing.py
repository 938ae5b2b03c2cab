"""Where one item of the year stands, and which item the next hour of work earns most on.

An item scores 100 or 0, and one missing element zeroes it: so all its points are at stake until it is whole. What
cannot be told is never counted as missing: a person looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start, month_start_in_fiscal_year
from prongsai.core.framework.model import Period
from prongsai.core.scoring import points_sort_key

State = Literal["missing", "in_progress", "incomplete", "to_look", "complete"]
STATES: tuple[State, ...] = ("missing", "in_progress", "incomplete", "to_look", "complete")
_NEAREST_DONE: tuple[State, ...] = ("to_look", "incomplete", "in_progress", "missing", "complete")


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of an item. `elements` holds the state of each required element, "" where nobody looked.

    `public` counts its publications the public can read, `in_the_making` those with a version on its way;
    `months_missing` are the first days of months that are asked for and that no publication is about.
    """

    code: str
    position: int
    elements: tuple[str, ...]
    public: int
    in_the_making: int
    months_missing: tuple[date, ...] = ()
    points: Decimal | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an item, with how many of its elements are there, not there, and still to be looked at."""

    state: State
    there: int
    not_there: int
    to_look: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be missing and everything was seen."""
        return self.state == "complete"


def standing_of(facts: ItemFacts) -> Standing:
    """Where the item stands."""
    there = facts.elements.count("there")
    not_there = facts.elements.count("not_there")
    to_look = len(facts.elements) - there - not_there
    if not facts.public:
        state: State = "in_progress" if facts.in_the_making else "missing"
    elif not_there or facts.months_missing:
        state = "incomplete"
    else:
        state = "to_look" if to_look else "complete"
    return Standing(state, there, not_there, to_look)


def work_order(facts: ItemFacts, standing: Standing) -> tuple[object, ...]:
    """Sorts items so that the next hour of work earns most.

    First what is not complete; of that what is worth most; of equals what is nearest to being done, then due first.
    """
    return (
        standing.is_complete,
        points_sort_key(facts.points),
        _NEAREST_DONE.index(standing.state),
        standing.not_there + len(facts.months_missing),
        facts.due_on or date.max,
        facts.position,
    )


def months_missing(
    period: Period, fiscal_year: int, covered: Sequence[tuple[date, date]], until: date
) -> tuple[date, ...]:
    """First days of the months that a monthly item asks for, up to the last month over by `until`, and nothing covers.

    A span covers each month that lies wholly in it. Empty for items that are not monthly.
    """
    if period != "monthly_current_fy":
        return ()
    last = min(until, fiscal_year_end(fiscal_year))
    missing = []
    for month in (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9):
        first = month_start_in_fiscal_year(month, fiscal_year)
        end = _month_end(first)
        if end > last:
            break
        if not any(start <= first and end <= stop for start, stop in covered):
            missing.append(first)
    return tuple(missing)


def period_of(period: Period, fiscal_year: int) -> tuple[date, date] | None:
    """The first and last day that an item's data must be about; None for what is current when opened or of several years."""
    if period in ("current_fy", "monthly_current_fy"):
        return fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    if period == "first_half_current_fy":
        return fiscal_year_start(fiscal_year), _month_end(month_start_in_fiscal_year(3, fiscal_year))
    if period in ("previous_fy", "analysis_of_previous_fy_result"):
        return fiscal_year_start(fiscal_year - 1), fiscal_year_end(fiscal_year - 1)
    return None


def seen_by_machine(seen: Sequence[str], *, all_were_read: bool) -> str:
    """What the machine says of one element from what it saw in each thing published or handed in.

    One that has it is enough. It is missing only where everything was read and nothing has it; nothing read is no word.
    """
    if "found" in seen:
        return "there"
    if not seen:
        return "cannot_tell" if not all_were_read else ""
    return "not_there" if all_were_read and set(seen) == {"not_found"} else "cannot_tell"


def _month_end(first: date) -> date:
    after = first.replace(year=first.year + 1, month=1) if first.month == 12 else first.replace(month=first.month + 1)
    return date.fromordinal(after.toordinal() - 1)
