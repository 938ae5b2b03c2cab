"""Answers the page of notices and the bell."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.reminders import pages, queries
from prongsai.apps.reminders.digest_text import in_order
from prongsai.apps.reminders.models import Reminder
from prongsai.apps.reminders.shown import note_shown

MOST_LINES = 20


class Bell:
    """What `evidence.reminder_port` asks for."""

    def unread(self, user: User, agencies: Collection[int]) -> QuerySet[Reminder]:
        """Reminders neither opened nor overtaken."""
        rows = Reminder.objects.filter(user=user, agency__in=agencies, opened_at=None, closed_at=None)
        return rows if user.is_active else rows.none()

    def lines(self, user: User) -> Sequence[pages.ReminderLine]:
        """The newest that are still open, what is late first."""
        note_shown(user, timezone.now())
        return pages.reminder_lines(in_order(queries.own_reminders(user).filter(closed_at=None)[:MOST_LINES]))
