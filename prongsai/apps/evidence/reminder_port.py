"""What the page of notices asks of the app that reminds; that app, which stands above this one, puts itself here."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from django.db.models import QuerySet

from prongsai.apps.accounts.models import User


class Reminders(Protocol):
    """Knows what people were reminded of."""

    def unread(self, user: User, agencies: Collection[int]) -> QuerySet[Any]:
        """The reminders of these agencies that wait unread: the bell asks once for all that it counts."""
        ...

    def lines(self, user: User) -> Sequence[object]:
        """The newest reminders still open, as reminders/reminder_lines.html shows them."""
        ...


class _NoReminders:
    def unread(self, user: User, agencies: Collection[int]) -> QuerySet[Any]:
        return User.objects.none()

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
