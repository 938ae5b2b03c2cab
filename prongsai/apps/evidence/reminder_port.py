"""What the page of notices asks of the app that reminds; that app, which stands above this one, puts itself here."""

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Expression, IntegerField, Value

from prongsai.apps.accounts.models import User


class Reminders(Protocol):
    """Knows what people were reminded of."""

    def count_unread(self, user: User) -> Expression:
        """How many reminders wait unread, as a part of a query: the bell asks once for all."""
        ...

    def lines(self, user: User) -> Sequence[object]:
        """The newest reminders still open, as reminders/reminder_lines.html shows them."""
        ...


class _NoReminders:
    def count_unread(self, user: User) -> Expression:
        return Value(0, output_field=IntegerField())

    def lines(self, user: User) -> Sequence[object]:
        return ()


_reminders: Reminders = _NoReminders()


def reminders() -> Reminders:
    """The reminders of this site; none where no such app is installed."""
    return _reminders


def set_reminders(new: Reminders) -> None:
    """Called once, when the app that reminds starts."""
    global _reminders
    _reminders = new
