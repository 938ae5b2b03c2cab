"""Whether the year a page covers is the one its item asks for."""

from typing import Final

from prongsai.audit.judge.year import YearJudged
from prongsai.audit.judged import YearFits
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start, month_start_in_fiscal_year
from prongsai.core.framework.model import Period
from prongsai.core.frozen import frozen

_YEAR_BEFORE: frozenset[Period] = frozenset(("previous_fy",))


@frozen
class Rounds:
    """The rounds that a text names: six months, the second six, the whole year."""

    half_year: bool = False
    second_half: bool = False
    whole_year: bool = False


NO_ROUNDS: Final = Rounds()


def wanted_year(period: Period, fiscal_year: int) -> int:
    """The fiscal year whose data an item of this period asks for, assessed in `fiscal_year`."""
    return fiscal_year - 1 if period in _YEAR_BEFORE else fiscal_year


ONE_IS_ENOUGH: Final[frozenset[str]] = frozenset(("news", "proc_notice"))
"""Topics whose pages list entries of many days: one of the year asked for is enough, whatever the others are."""


def has_entry_of_year(topic: str, period: Period, fiscal_year: int, year: YearJudged) -> bool:
    """Whether a page that lists entries has one of the year asked for."""
    return topic in ONE_IS_ENOUGH and wanted_year(period, fiscal_year) in (*year.fiscal_years, *year.other_years)


def year_fits(
    period: Period, fiscal_year: int, year: YearJudged, rounds: Rounds = NO_ROUNDS, *, topic: str = ""
) -> YearFits:
    """ "no" only when the text clearly covers something else; unsure is "cannot_tell"."""
    if period == "evergreen" or has_entry_of_year(topic, period, fiscal_year, year):
        return "yes"
    if year.fiscal_year is None:
        return "cannot_tell"
    wanted = wanted_year(period, fiscal_year)
    covers = wanted in year.fiscal_years
    if period == "multi_year_covering_current_fy":
        if not covers:
            return "no"
        return "yes" if len(year.fiscal_years) > 1 else "cannot_tell"
    if period == "analysis_of_previous_fy_result":
        if covers:
            return "yes"
        return "cannot_tell" if fiscal_year - 1 in year.fiscal_years else "no"
    if not covers:
        return "cannot_tell" if year.by_date_only and abs(year.fiscal_year - wanted) == 1 else "no"
    if len(year.fiscal_years) > 1 and period == "previous_fy":
        return "cannot_tell"
    if period == "first_half_current_fy":
        return _first_half(fiscal_year, year, rounds)
    if period == "previous_fy":
        return _whole_year(wanted, year, rounds)
    return "yes"


def _first_half(fiscal_year: int, year: YearJudged, rounds: Rounds) -> YearFits:
    """The months from October to March; data of the whole year hold them too."""
    second = month_start_in_fiscal_year(4, fiscal_year)
    if year.period_from is not None and year.period_to is not None:
        if year.period_from >= second:
            return "no"
        return (
            "yes"
            if year.period_from <= fiscal_year_start(fiscal_year) and (second - year.period_to).days <= 1
            else "cannot_tell"
        )
    if rounds.half_year or rounds.whole_year:
        return "no" if rounds.second_half and not rounds.whole_year else "yes"
    return "cannot_tell" if year.by_date_only else "yes"


def _whole_year(wanted: int, year: YearJudged, rounds: Rounds) -> YearFits:
    """All twelve months of a year."""
    if year.period_from is not None and year.period_to is not None:
        is_whole = year.period_from <= fiscal_year_start(wanted) and year.period_to >= fiscal_year_end(wanted)
        return "yes" if is_whole else "cannot_tell"
    if rounds.half_year and not rounds.whole_year:
        return "cannot_tell"
    return "yes"
