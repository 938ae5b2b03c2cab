"""Words for what is done to people, posts and units, Thai first."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from prongsai.apps.agencies.models import CAPACITIES, DUTIES, KINDS, POST_KINDS

ACTIONS = {
    "unit_changed": gettext_lazy("แก้ข้อมูลส่วนงาน"),
    "post_added": gettext_lazy("เพิ่มตำแหน่ง"),
    "posts_added": gettext_lazy("เพิ่มตำแหน่งตามแบบ"),
    "post_changed": gettext_lazy("แก้ตำแหน่ง"),
    "posts_renamed": gettext_lazy("เปลี่ยนชื่อตำแหน่งตามประเภทใหม่ของหน่วยงาน"),
    "post_removed": gettext_lazy("ลบตำแหน่ง"),
    "post_filled": gettext_lazy("แต่งตั้งผู้ดำรงตำแหน่ง"),
    "post_left": gettext_lazy("พ้นจากตำแหน่ง"),
    "appointment_cancelled": gettext_lazy("ยกเลิกการแต่งตั้ง"),
    "work_handed_on": gettext_lazy("ส่งต่องานให้ผู้ดำรงตำแหน่งคนใหม่"),
    "person_invited": gettext_lazy("เชิญผู้ใช้"),
    "invitation_mailed": gettext_lazy("ส่งคำเชิญทางอีเมล"),
    "invitation_renewed": gettext_lazy("ออกคำเชิญใหม่"),
    "invitation_revoked": gettext_lazy("ยกเลิกคำเชิญ"),
    "invitation_accepted": gettext_lazy("รับคำเชิญ"),
    "working_group_saved": gettext_lazy("บันทึกคำสั่งคณะทำงาน ITA"),
}
OBJECTS = {
    "invitation": gettext_lazy("คำเชิญ"),
    "post": gettext_lazy("ตำแหน่ง"),
    "working_group": gettext_lazy("คณะทำงาน ITA"),
}
FIELDS: dict[str, str | Promise] = {
    "post.title": gettext_lazy("ชื่อตำแหน่ง"),
    "post.kind": gettext_lazy("ประเภทตำแหน่ง"),
    "agency.kind": gettext_lazy("ประเภท"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "kind": {**dict(KINDS), **dict(POST_KINDS)},
    "capacity": dict(CAPACITIES),
    "language": {"th": "ไทย", "en": "English"},
    "digits": {"thai": "๑๒๓", "arabic": "123", "": gettext_lazy("ตามหน่วยงาน")},
    "working_group.duty": dict(DUTIES),
    "confidence": {
        "recalled": gettext_lazy("ชื่อที่ระบบเสนอ ยังไม่มีผู้ยืนยัน"),
        "single_source": gettext_lazy("พบในแหล่งเดียว"),
        "verified": gettext_lazy("ตรวจแล้ว"),
        "": gettext_lazy("มีผู้ยืนยันแล้ว"),
    },
}
"""Codes in the history's fields."""
