"""The key that signs an agency's webhook. It is stored nowhere: the site's secret and a number give it."""

from django.utils.crypto import salted_hmac

from prongsai.apps.reminders.models import ReminderRule


def webhook_key(rule: ReminderRule) -> str:
    """Hex of 32 bytes; another number gives another key."""
    value = f"{rule.agency_id}:{rule.webhook_number}"
    return salted_hmac("prongsai.reminders.webhook", value, algorithm="sha256").hexdigest()
