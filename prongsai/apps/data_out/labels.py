"""Words for the codes of this app, Thai first."""

from django.utils.translation import gettext_lazy

from prongsai.apps.data_out.models import SCOPES

SCOPE_WORDS = dict(SCOPES)
ACTIONS = {
    "api_key_made": gettext_lazy("ออกรหัส API"),
    "api_key_revoked": gettext_lazy("ยกเลิกรหัส API"),
    "webhook_added": gettext_lazy("เพิ่มที่อยู่รับการแจ้งเปลี่ยนแปลง"),
    "webhook_removed": gettext_lazy("นำที่อยู่รับการแจ้งเปลี่ยนแปลงออก"),
    "webhook_switched_on": gettext_lazy("เปิดการแจ้งเปลี่ยนแปลงอีกครั้ง"),
    "webhook_given_up": gettext_lazy("หยุดแจ้งเปลี่ยนแปลง ปลายทางไม่รับ"),
}
OBJECTS = {"api_key": gettext_lazy("รหัส API"), "webhook": gettext_lazy("ที่อยู่รับการแจ้งเปลี่ยนแปลง")}
VALUES = {
    "scopes": SCOPE_WORDS,
    "webhook.problem": {
        "address is not public": gettext_lazy("ที่อยู่นี้ไม่เปิดสู่สาธารณะ"),
        "bad address": gettext_lazy("ที่อยู่ไม่ถูกต้อง"),
    },
}
"""Codes in the history's fields."""
FIELDS = {
    "scopes": gettext_lazy("สิ่งที่ทำได้"),
    "expires_on": gettext_lazy("ใช้ได้ถึง"),
    "new_key": gettext_lazy("เปลี่ยนกุญแจลงนาม"),
    "problem": gettext_lazy("ปัญหา"),
}
