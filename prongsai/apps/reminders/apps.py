"""The app that reminds people of what is open, and keeps the ledger of it."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Rules, reminders, digests, deliveries, people's channels, calendar feeds."""

    name = "prongsai.apps.reminders"
    label = "reminders"

    def ready(self) -> None:
        from prongsai.apps.evidence.reminder_port import set_reminders
        from prongsai.apps.reminders.bell import Bell

        set_reminders(Bell())
