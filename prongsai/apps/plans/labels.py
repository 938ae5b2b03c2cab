"""Words for the codes of this app, Thai first."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core import plan as core
from prongsai.core.thai.deadline_words import explain_deadline
from prongsai.web.dates import show_day, show_month
from prongsai.web.reading import current_reading, is_english

BUCKETS = {
    "overdue": gettext_lazy("เกินกำหนด"),
    "week": gettext_lazy("สัปดาห์นี้"),
    "month": gettext_lazy("เดือนนี้"),
    "later": gettext_lazy("ถัดไป"),
    "no_date": gettext_lazy("ไม่มีวันกำหนด"),
}
SEVERITIES = {
    "error": gettext_lazy("ต้องแก้ไข"),
    "warning": gettext_lazy("ควรตรวจ"),
    "note": gettext_lazy("หมายเหตุ"),
}
ROUNDS = {
    "": gettext_lazy("แผน"),
    "half_year": gettext_lazy("รอบ 6 เดือน"),
    "full_year": gettext_lazy("รอบ 12 เดือน"),
}
DUTIES = {"does": "", "compiles": gettext_lazy("รวบรวม"), "publishes": gettext_lazy("เผยแพร่")}
REPAIRS = {
    "white_space": gettext_lazy("ตัดช่องว่าง"),
    "slashes": gettext_lazy("แก้เครื่องหมายทับ"),
    "scheme": gettext_lazy("เติม http"),
    "percent_encoding": gettext_lazy("เข้ารหัสอักษรไทย"),
    "escapes": gettext_lazy("แก้อักขระพิเศษ"),
    "host_lookalike": gettext_lazy("ชื่อเว็บสะกดต่างจากเว็บของหน่วยงาน"),
}
ACTIONS = {
    "agency_created": gettext_lazy("ตั้งหน่วยงาน"),
    "agency_changed": gettext_lazy("แก้ข้อมูลหน่วยงาน"),
    "units_changed": gettext_lazy("แก้รายชื่อส่วนงาน"),
    "member_added": gettext_lazy("เพิ่มผู้ใช้"),
    "member_changed": gettext_lazy("เปลี่ยนบทบาท"),
    "member_removed": gettext_lazy("นำผู้ใช้ออก"),
    "plan_started": gettext_lazy("เปิดแผนใหม่"),
    "plan_stored": gettext_lazy("บันทึกแผน"),
    "plan_rolled_over": gettext_lazy("ยกแผนมาจากปีก่อน"),
    "plan_deleted": gettext_lazy("ลบแผน"),
    "import_started": gettext_lazy("อ่านเอกสาร"),
    "import_corrected": gettext_lazy("แก้ร่างที่อ่านได้"),
    "import_accepted": gettext_lazy("ยืนยันเอกสารเป็นแผน"),
    "import_discarded": gettext_lazy("ทิ้งร่าง"),
    "measure_added": gettext_lazy("เพิ่มมาตรการ"),
    "measure_changed": gettext_lazy("แก้มาตรการ"),
    "measure_removed": gettext_lazy("ลบมาตรการ"),
    "progress_recorded": gettext_lazy("บันทึกความก้าวหน้า"),
    "evidence_added": gettext_lazy("เพิ่มหลักฐาน"),
    "evidence_removed": gettext_lazy("ลบหลักฐาน"),
    "evidence_address_accepted": gettext_lazy("ใช้ที่อยู่ที่เสนอ"),
    "evidence_check_asked": gettext_lazy("สั่งตรวจหลักฐาน"),
    "evidence_checked": gettext_lazy("ตรวจหลักฐาน"),
    "evidence_check_failed": gettext_lazy("ตรวจหลักฐานไม่สำเร็จ"),
    "evidence_finding_answered": gettext_lazy("ตอบข้อตรวจพบของหลักฐาน"),
    "evidence_answer_withdrawn": gettext_lazy("ถอนคำตอบ"),
    "evidence_fix_asked": gettext_lazy("ขอให้ผู้รับผิดชอบแก้ไขหลักฐาน"),
    "notice_read": gettext_lazy("เปิดอ่านการแจ้งเตือน"),
}


def deadline_words(deadline: core.Deadline | None) -> str:
    """A deadline in a few words; "" where the document says nothing."""
    if deadline is None:
        return ""
    digits = current_reading().digits == "thai" and not is_english()

    def shown(day: date | None) -> str:
        return show_day(day, english=is_english(), thai_digits=digits) if day else ""

    if deadline.kind == "date":
        return _("ภายใน %(day)s") % {"day": shown(deadline.due_on)}
    if deadline.kind == "relative":
        if deadline.working_days:
            return _("ภายใน %(days)s วันทำการหลังเหตุการณ์") % {"days": deadline.days_after_event}
        return _("ภายใน %(days)s วันหลังเหตุการณ์") % {"days": deadline.days_after_event}
    if deadline.kind == "monthly":
        until = shown(deadline.until_on)
        return _("ทุกเดือน ถึง %(day)s") % {"day": until} if until else _("ทุกเดือน")
    if deadline.kind == "continuous":
        until = shown(deadline.until_on)
        return _("ต่อเนื่อง ถึง %(day)s") % {"day": until} if until else _("ต่อเนื่อง")
    return _("ไม่มีวันกำหนด")


def due_words(deadline: core.Deadline | None, falls_due_on: date | None) -> str:
    """As `deadline_words`; monthly work names the month it is due for now, not only the end of the year."""
    if deadline is None or deadline.kind != "monthly" or falls_due_on is None:
        return deadline_words(deadline)
    digits = current_reading().digits == "thai" and not is_english()
    month = show_month(falls_due_on, english=is_english(), thai_digits=digits)
    return _("ทุกเดือน: งวดเดือน%(month)s") % {"month": month}


def deadline_why(deadline: core.Deadline | None) -> str:
    """How a deadline was computed: as the reader said it, in English from its fields."""
    if deadline is None:
        return ""
    return explain_deadline(deadline, "en") if is_english() else deadline.why


def period_words(first: date | None, last: date | None) -> str:
    """The period an occurrence is about: a month by its name, else from day to day; "" for work that comes once."""
    if first is None or last is None:
        return ""
    thai_digits = current_reading().digits == "thai" and not is_english()
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        return _("งวดเดือน%(month)s") % {"month": show_month(last, english=is_english(), thai_digits=thai_digits)}
    days = [show_day(day, english=is_english(), thai_digits=thai_digits) for day in (first, last)]
    return " – ".join(days)
