"""Rounds that were signed on paper, as a report lists them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperRound:
    """The memo of a month ("YYYY-MM"): its number and day, and who recorded it on which Bangkok day."""

    month: str
    memo_number: str
    memo_on: date
    recorded_by: str
    recorded_on: date
