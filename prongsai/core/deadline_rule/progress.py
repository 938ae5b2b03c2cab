"""What occurrences amount to for the work they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.core.plan import Status, combined_status
from prongsai.core.thai.format import format_date, format_month


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one occurrence. `is_recorded` once a person recorded it here, not only a document."""

    status: Status
    period_from: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    note: str | None = None
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Status, day done and note of a whole piece of work."""

    status: Status
    done_on: date | None = None
    note: str | None = None


def work_progress(parts: Sequence[Recorded], printed: Progress, *, today: date, year_end: date) -> Progress:
    """Done only when every occurrence of the plan's year that has come due is done.

    While none has come due yet, all of them count. As printed until a person records something here. Occurrences
    after the year do not change how the year went.
    """
    if not any(part.is_recorded for part in parts):
        return printed
    of_year = [part for part in parts if part.period_from is None or part.period_from <= year_end] or list(parts)
    counted = [part for part in of_year if part.due_on is not None and part.due_on <= today] or of_year
    status = combined_status([part.status for part in counted], printed.status)
    if status == "not_started" and any(part.status in ("in_progress", "done") for part in of_year):
        status = "in_progress"
    days = [part.done_on for part in counted if part.done_on is not None]
    return Progress(status, max(days, default=None) if status == "done" else None, _told(of_year))


def _told(parts: Sequence[Recorded]) -> str | None:
    """The notes of all occurrences; each with its period when there are several."""
    told = [(part, part.note) for part in parts if part.note]
    if len(told) <= 1:
        return told[0][1] if told else None
    return "\n".join(f"{_period_of(part)}: {note}" if part.period_from else note for part, note in told)


def _period_of(part: Recorded) -> str:
    if part.period_from is None:
        return ""
    return format_month(part.period_from) if part.period_from.day == 1 else format_date(part.period_from)
