"""Words of this app: what was done, to what, and the marks of items."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTIONS: dict[str, str | Promise] = {
    "result_added": gettext_lazy("กรอกผลการประเมิน"),
    "result_changed": gettext_lazy("แก้ไขผลการประเมิน"),
    "result_removed": gettext_lazy("ลบผลการประเมิน"),
    "result_imported": gettext_lazy("นำเข้าผลการประเมิน"),
    "result_read": gettext_lazy("อ่านเอกสารผลการประเมิน"),
    "result_draft_moved": gettext_lazy("แก้ปีของผลที่อ่านได้"),
    "result_draft_accepted": gettext_lazy("ยืนยันผลที่อ่านได้"),
    "result_draft_discarded": gettext_lazy("ทิ้งผลที่อ่านได้"),
    "tool_entered": gettext_lazy("กรอกคะแนน IIT หรือ EIT"),
    "tool_cleared": gettext_lazy("ลบคะแนน IIT หรือ EIT ที่กรอก"),
    "proposal_edited": gettext_lazy("แก้ไขข้อเสนอมาตรการ"),
    "proposal_set_aside": gettext_lazy("พักข้อเสนอมาตรการ"),
    "proposal_accepted": gettext_lazy("รับข้อเสนอเข้าแผน"),
}
OBJECTS: dict[str, str | Promise] = {
    "result": gettext_lazy("ผลการประเมิน"),
    "result_draft": gettext_lazy("ผลการประเมินที่อ่านได้"),
    "proposal": gettext_lazy("ข้อเสนอมาตรการ"),
}
FIELDS: dict[str, str | Promise] = {
    "tools": gettext_lazy("คะแนนรายเครื่องมือ"),
    "tool": gettext_lazy("เครื่องมือ"),
    "score": gettext_lazy("คะแนน"),
    "total": gettext_lazy("คะแนนรวม"),
    "level": gettext_lazy("ระดับ"),
    "indicators": gettext_lazy("ตัวชี้วัด"),
    "items_lost": gettext_lazy("ข้อที่เสียคะแนน"),
    "items": gettext_lazy("จำนวนข้อ"),
    "source": gettext_lazy("ที่มา"),
    "fiscal_years": gettext_lazy("ปีงบประมาณ"),
    "replaced": gettext_lazy("แทนที่ผลเดิม"),
    "measure": gettext_lazy("เลขที่มาตรการ"),
}
MARKS: dict[str, tuple[str, str | Promise]] = {
    "full": ("✓", gettext_lazy("ได้ 100")),
    "zero": ("✕", gettext_lazy("ได้ 0")),
    "open": ("?", gettext_lazy("ยังบอกไม่ได้")),
}
PROPOSAL_KINDS: dict[str, str | Promise] = {
    "lost": gettext_lazy("เสียคะแนนปีก่อน"),
    "new": gettext_lazy("ข้อใหม่"),
    "indicator": gettext_lazy("ตัวชี้วัดคะแนนต่ำ"),
}
TOPIC_STATES: dict[str, str | Promise] = {
    "kept": gettext_lazy("ได้"),
    "lost": gettext_lazy("เสีย"),
    "not_asked": gettext_lazy("ไม่ถาม"),
    "unknown": gettext_lazy("ไม่ทราบ"),
}
