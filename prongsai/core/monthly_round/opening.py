"""Which rounds must stand open on a day: one a month, from its first working day to its last day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.monthly_round.rules import State


@dataclass(frozen=True, slots=True)
class Opening:
    """A round to open. `month` is its first day, `due_on` the last day on which it can be signed.

    `is_late` says that its opening day has passed: nothing ran that day.
    """

    month: date
    opens_on: date
    due_on: date
    is_late: bool = False


def opens_on(month: date, calendar: WorkCalendar) -> date:
    """The first working day of a month."""
    return calendar.next_working_day(month.replace(day=1))


def rounds_to_open(
    known_from: date, opened: Collection[date], today: date, calendar: WorkCalendar
) -> tuple[Opening, ...]:
    """The rounds missing on a day, oldest first, those of months that passed unnoticed too.

    `known_from` is the day the agency's first plan came; `opened` holds the months (first days) that have a round. The
    first round is that of the first month whose opening day is not before `known_from`.
    """
    found = []
    month = known_from.replace(day=1)
    while month <= today:
        first = opens_on(month, calendar)
        if known_from <= first <= today and month not in opened:
            found.append(Opening(month, first, month_end(month), is_late=first < today))
        month = add_months(month, 1)
    return tuple(found)


def stands_as(state: State, due_on: date, today: date) -> State:
    """The state a round has on a day: one left open past its last day is missed, whether or not that was noted yet."""
    return "missed" if state == "open" and today > due_on else state
