"""Plain data the templates of reminders show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prongsai.apps.reminders import labels
from prongsai.apps.reminders.digest_text import tone_on, when_words
from prongsai.apps.reminders.models import Reminder
from prongsai.wiring import bangkok_today


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder as its person finds it."""

    id: int
    sign: str
    word: str
    what: str
    unit: str
    agency: str
    due_on: date | None
    when: str
    said_on: date
    is_opened: bool
    is_closed: bool


def reminder_lines(rows: Iterable[Reminder]) -> list[ReminderLine]:
    """Rows of `queries.own_reminders`."""
    today = bangkok_today()
    return [
        ReminderLine(
            id=row.pk,
            sign=labels.TONE_SIGNS[tone_on(row, today)],
            word=labels.tone_words(tone_on(row, today)),
            what=row.what,
            unit=row.unit_name,
            agency=row.agency.name,
            due_on=row.due_on,
            when=when_words(row, today),
            said_on=row.said_on,
            is_opened=row.opened_at is not None,
            is_closed=row.closed_at is not None,
        )
        for row in rows
    ]
