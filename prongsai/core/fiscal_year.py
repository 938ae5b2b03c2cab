"""The Thai fiscal year: 1 October of the year before to 30 September, named in the Buddhist era."""

from collections.abc import Iterable
from datetime import date

BE_OFFSET = 543
"""Buddhist-era year minus Christian year."""


def fiscal_year_start(fiscal_year_be: int) -> date:
    """1 October of the year before: fiscal_year_start(2566) is 2022-10-01."""
    return date(fiscal_year_be - BE_OFFSET - 1, 10, 1)


def fiscal_year_end(fiscal_year_be: int) -> date:
    """30 September: fiscal_year_end(2566) is 2023-09-30."""
    return date(fiscal_year_be - BE_OFFSET, 9, 30)


def fiscal_year_of(day: date) -> int:
    """Buddhist-era fiscal year that a day belongs to; October to December belong to the next year's."""
    return day.year + BE_OFFSET + (1 if day.month >= 10 else 0)


def month_start_in_fiscal_year(month: int, fiscal_year_be: int) -> date:
    """First day of calendar month 1..12 as it falls inside the fiscal year: 10..12 lie in the calendar year before."""
    year = fiscal_year_be - BE_OFFSET - (1 if month >= 10 else 0)
    return date(year, month, 1)


def year_in_front(years: Iterable[int], today: date) -> int | None:
    """Of some fiscal years the one to show first: the running one, else the latest before it, else the soonest to come.

    None of none.
    """
    running, known = fiscal_year_of(today), set(years)
    return max((year for year in known if year <= running), default=min(known, default=None))
