"""One time at which a piece of work is wanted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Slot:
    """The period the work is about, with the last day that counts. All None: wanted once, on no day that is known.

    `period_from` alone is the day of an event. `as_ruled_on` is the day the rule names before it moved to a working
    day; None where it did not move.
    """

    period_from: date | None = None
    period_to: date | None = None
    due_on: date | None = None
    as_ruled_on: date | None = None
