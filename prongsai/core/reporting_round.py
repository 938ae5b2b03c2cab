"""The two reporting rounds of a fiscal year."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prongsai.core.fiscal_year import BE_OFFSET, fiscal_year_end, fiscal_year_start

RoundKind = Literal["half_year", "full_year"]


@dataclass(frozen=True, slots=True)
class ReportingRound:
    """A round of a plan. Days are Bangkok dates, both included."""

    kind: RoundKind
    from_on: date = field(metadata={"json": "from"})
    to_on: date = field(metadata={"json": "to"})


def round_of(kind: RoundKind, fiscal_year_be: int) -> ReportingRound:
    """Half year: 1 October to 31 March; full year: 1 October to 30 September."""
    if kind == "half_year":
        return ReportingRound(kind, fiscal_year_start(fiscal_year_be), date(fiscal_year_be - BE_OFFSET, 3, 31))
    return ReportingRound(kind, fiscal_year_start(fiscal_year_be), fiscal_year_end(fiscal_year_be))
