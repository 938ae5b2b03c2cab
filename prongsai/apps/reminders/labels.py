"""Words for the codes of this app, Thai first."""

from django.utils.translation import gettext_lazy

from prongsai.apps.reminders.models import CHANNELS, STATES, TONES

CHANNEL_WORDS = dict(CHANNELS)
STATE_WORDS = dict(STATES)
TONE_WORDS = dict(TONES)
TONE_SIGNS = {
    "soon": "unchecked",
    "late": "overdue",
    "waits": "unchecked",
    "returned": "overdue",
    "escalated": "overdue",
}
ACTIONS = {
    "reminders_planned": gettext_lazy("เตือนงานประจำวัน"),
    "reminder_opened": gettext_lazy("เปิดดูการเตือน"),
    "reminder_rule_changed": gettext_lazy("เปลี่ยนกติกาการเตือน"),
    "webhook_key_renewed": gettext_lazy("เปลี่ยนกุญแจเว็บฮุก"),
    "reminder_channels_chosen": gettext_lazy("เลือกช่องทางการเตือน"),
    "line_code_made": gettext_lazy("ออกรหัสผูก LINE"),
    "line_linked": gettext_lazy("ผูก LINE"),
    "line_unlinked": gettext_lazy("เลิกผูก LINE"),
    "calendar_made": gettext_lazy("ออกที่อยู่ปฏิทินส่วนตัว"),
    "calendar_revoked": gettext_lazy("ยกเลิกที่อยู่ปฏิทินส่วนตัว"),
}
OBJECTS = {"reminders": gettext_lazy("การเตือน")}
VALUES = {"channels": CHANNEL_WORDS}
"""Codes in the history's fields."""
FIELDS = {
    "reminders.number": gettext_lazy("กุญแจดอกที่"),
    "people": gettext_lazy("จำนวนคน"),
    "channels": gettext_lazy("ช่องทาง"),
    "days_before": gettext_lazy("เตือนล่วงหน้ากี่วัน"),
    "chase_every": gettext_lazy("เตือนซ้ำทุกกี่วัน"),
}


def tone_words(tone: str) -> str:
    """The words of a tone in the person's language."""
    return str(TONE_WORDS[tone])
