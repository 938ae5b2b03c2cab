"""Which fiscal years (Buddhist era) an agency may open, and which of them is offered first."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Value

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.plans.models import Plan
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today, framework_files


@dataclass(frozen=True, slots=True)
class YearToOpen:
    """A year that may be opened. `is_draft`: its list is taken from an earlier year's, for no file of its own is known."""

    fiscal_year: int
    has_plan: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class YearsToOpen:
    """The years that may be opened, newest first, and the most useful of them, None where there is none; those that are."""

    years: tuple[YearToOpen, ...]
    first: int | None
    opened: frozenset[int]

    def has(self, fiscal_year: int | None) -> bool:
        """Whether the year may be opened."""
        return any(one.fiscal_year == fiscal_year for one in self.years)


def latest_year_to_open() -> int:
    """The fiscal year after today's in Bangkok: no later one is opened, for an opened year is public."""
    return fiscal_year_of(bangkok_today()) + 1


def years_to_open(agency: Agency) -> YearsToOpen:
    """What the agency may open now; one query."""
    rows = DisclosureYear.objects.filter(agency=agency).order_by().annotate(is_open=Value(True))
    plans = Plan.objects.filter(agency=agency).order_by().annotate(is_open=Value(False))
    pairs = list(rows.values_list("fiscal_year", "is_open").union(plans.values_list("fiscal_year", "is_open")))
    opened = frozenset(year for year, is_open in pairs if is_open)
    planned = {year for year, is_open in pairs if not is_open}
    known = framework_files().years()
    years, first = choose_years(opened, planned, latest_year_to_open() - 1, min(known))
    return YearsToOpen(tuple(YearToOpen(year, year in planned, year not in known) for year in years), first, opened)


def choose_years(
    opened: Collection[int], planned: Collection[int], this_year: int, first_known: int
) -> tuple[list[int], int | None]:
    """The years not opened yet that may be, newest first, and the one to offer.

    They are the year after the newest opened one (this year where none is open), the years that have a plan, and every
    year from the earliest plan or opened year to this one; none before the first known list, none after the next year.
    Offered is the following year once it has begun, else the newest begun one with a plan, else the newest.
    """
    begun = [*opened, *planned]
    following = max(opened) + 1 if opened else this_year
    between = range(min(begun), this_year + 1) if begun else ()
    wanted = {following, *planned, *between}.difference(opened)
    years = sorted((year for year in wanted if first_known <= year <= this_year + 1), reverse=True)
    with_plan = [year for year in years if year in planned and year <= this_year]
    if opened and following in years and following <= this_year:
        return years, following
    if with_plan:
        return years, with_plan[0]
    if following in years:
        return years, following
    return years, years[0] if years else None
