"""Which of an agency's opened years stands in front, and which are still looked after."""

from collections.abc import Iterable
from datetime import date

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.core.fiscal_year import year_in_front


def find_year_in_front(agency: Agency, today: date) -> DisclosureYear | None:
    """The opened year to show first (see `year_in_front`), None where none is open; one query."""
    years = {one.fiscal_year: one for one in agency.disclosure_years.all()}
    front = year_in_front(years, today)
    return years[front] if front is not None else None


def years_looked_after(years: Iterable[DisclosureYear], today: date) -> list[DisclosureYear]:
    """Of an agency's years the one in front, the one opened before it, whose result is not out yet, and any to come.

    Newest first.
    """
    known = sorted(years, key=lambda one: one.fiscal_year, reverse=True)
    front = year_in_front((one.fiscal_year for one in known), today)
    past = [one for one in known if front is not None and one.fiscal_year < front]
    return known[: len(known) - len(past) + 1]
