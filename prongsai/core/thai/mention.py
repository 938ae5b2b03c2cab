"""A time said somewhere in a text, before it is decided which one the text is about."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prongsai.core.thai.words import Words

Kind = Literal[
    "date", "datetime", "month", "interval", "quarter", "fiscal_year", "academic_year", "duration", "recurrence",
    "ambiguous", "none",
]  # fmt: skip
Marker = Literal["", "within", "before", "during"]


@dataclass(slots=True)
class Mention:
    """`value` None with a doubt: a time was meant but cannot be made out. `is_year_printed`: not taken from the context."""

    kind: Kind
    start: int
    end: int
    value: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    marker: Marker = ""
    marker_at: int | None = None
    is_year_printed: bool = True
    has_odd_year: bool = False
    label: str = ""
    number: int = 0
    notes: list[Words] = field(default_factory=list)
    doubts: list[Words] = field(default_factory=list)
