"""Answers the page of notices and the bell."""

from collections.abc import Sequence

from django.db.models import Count, Expression, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.reminders import pages, queries
from prongsai.apps.reminders.digest_text import in_order
from prongsai.apps.reminders.shown import note_shown

MOST_LINES = 20


class Bell:
    """What `evidence.reminder_port` asks for."""

    def count_unread(self, user: User) -> Expression:
        """Reminders neither opened nor overtaken."""
        rows = queries.own_reminders(user).filter(opened_at=None, closed_at=None).order_by()
        return Coalesce(Subquery(rows.values("user").annotate(count=Count("pk")).values("count")), 0)

    def lines(self, user: User) -> Sequence[pages.ReminderLine]:
        """The newest that are still open, what is late first."""
        note_shown(user, timezone.now())
        return pages.reminder_lines(in_order(queries.own_reminders(user).filter(closed_at=None)[:MOST_LINES]))
