"""Words of the public pages for codes, in the language of the page being drawn."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.evidence.labels import NO_SUCH_HOST_WORD, VERDICTS

KINDS = {
    "file": _("ไฟล์"),
    "page": _("ข้อความ"),
    "table": _("ตาราง"),
    "link": _("ลิงก์ภายนอก"),
    "nothing": _("ไม่มีรายการในงวดนี้"),
}
CHANGES = {
    "year_opened": _("เปิดปีงบประมาณ"),
    "published": pgettext_lazy("state", "เผยแพร่"),
    "replaced": _("เผยแพร่ฉบับใหม่แทนฉบับเดิม"),
    "withdrawn": pgettext_lazy("state", "ถอนออก"),
}
SEEN = {
    "there": ("✓", "y", _("มี")),
    "not_there": ("✕", "o", _("ไม่พบ")),
    "cannot_tell": ("?", "x", _("บอกไม่ได้")),
    "": ("○", "", _("ยังไม่ได้ตรวจ")),
}
"""Sign, class and word for what was seen of an element."""

CAPACITIES = {
    "acting_in_post": _("รักษาการ"),
    "clerk_as_executive": _("ปฏิบัติหน้าที่แทน"),
}
FILES = {
    "file": _("ไฟล์ที่เผยแพร่"),
    "masked": _("ฉบับปกปิดข้อมูลส่วนบุคคล"),
    "pdf": _("ฉบับ PDF"),
    "csv": _("ข้อมูล CSV"),
    "xlsx": _("ข้อมูล Excel"),
}

__all__ = ["CAPACITIES", "CHANGES", "FILES", "KINDS", "NO_SUCH_HOST_WORD", "SEEN", "VERDICTS"]
