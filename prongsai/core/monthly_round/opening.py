"""Which rounds must stand open on a day: one a month, from its first working day to its last day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.deadline_rule.working_days import DayOff, WorkCalendar
from prongsai.core.monthly_round.rules import State


@dataclass(frozen=True, slots=True)
class Opening:
    """A round to open. `month` is its first day, `due_on` the last day on which it can be signed.

    `is_late` says that its opening day has passed: nothing ran that day. `days_off` are the named days before it in its
    month, weekends aside: why it opens no sooner.
    """

    month: date
    opens_on: date
    due_on: date
    is_late: bool = False
    days_off: tuple[DayOff, ...] = ()


def opens_on(month: date, calendar: WorkCalendar) -> date:
    """The first working day of a month; its first day where the office works on none, for the month counts all the same."""
    begin = month.replace(day=1)
    first = calendar.next_working_day(begin)
    return first if first <= month_end(begin) else begin


def days_off_before(first: date, calendar: WorkCalendar) -> tuple[DayOff, ...]:
    """The named days off from the beginning of a month to its opening day, that day not counted."""
    eve = timedelta(days=1)
    return tuple(calendar.days_off(first.replace(day=1) - eve, first - eve))


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
            days_off = days_off_before(first, calendar)
            found.append(Opening(month, first, month_end(month), is_late=first < today, days_off=days_off))
        month = add_months(month, 1)
    return tuple(found)


def stands_as(state: State, due_on: date, today: date) -> State:
    """The state a round has on a day: one left open past its last day is missed, whether or not that was noted yet."""
    return "missed" if state == "open" and today > due_on else state
