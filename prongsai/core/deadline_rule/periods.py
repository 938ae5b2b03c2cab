"""Periods that follow each other: months, and spans of days or months."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal


def month_end(day: date) -> date:
    """The last day of the month a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months on; the last day of that month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(start: date, last: date) -> Iterator[tuple[date, date]]:
    """Each month from the one of `start` on, as far as it lies between the two days."""
    first = start
    while first <= last:
        end = month_end(first)
        yield first, min(end, last)
        first = end + timedelta(days=1)


def spans_from(
    start: date, every: int, unit: Literal["days", "months"], last: date | None, begins_by: date
) -> Iterator[tuple[date, date]]:
    """Spans of so many days or months one after the other, while they begin by a day; the last one ends at `last`.

    Counted in months each begins on the day of the month of `start`, so that 31 January is followed by 28 February
    and 31 March.
    """

    def begin(number: int) -> date:
        return start + timedelta(days=number * every) if unit == "days" else add_months(start, number * every)

    number = 0
    while begin(number) <= begins_by and (last is None or begin(number) <= last):
        end = begin(number + 1) - timedelta(days=1)
        yield begin(number), end if last is None else min(end, last)
        number += 1
