"""Words for the codes of this app, Thai first."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.plans.models import DEADLINE_KINDS, STATUSES, Occurrence, WorkItem
from prongsai.core import plan as core
from prongsai.core.deadline_rule.options import options_of
from prongsai.core.thai.deadline_words import explain_deadline
from prongsai.core.thai.digits import to_thai_digits
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
ROUNDS: dict[str, str | Promise] = {
    "": gettext_lazy("แผน"),
    "half_year": gettext_lazy("รอบ 6 เดือน"),
    "full_year": gettext_lazy("รอบ 12 เดือน"),
}
DUTIES: dict[str, str | Promise] = {"does": "", "compiles": gettext_lazy("รวบรวม"), "publishes": gettext_lazy("เผยแพร่")}
REPAIRS = {
    "white_space": gettext_lazy("ตัดช่องว่าง"),
    "slashes": gettext_lazy("แก้เครื่องหมายทับ"),
    "scheme": gettext_lazy("เติม http"),
    "percent_encoding": gettext_lazy("เข้ารหัสอักษรไทย"),
    "escapes": gettext_lazy("แก้อักขระพิเศษ"),
    "host_lookalike": gettext_lazy("ชื่อเว็บสะกดต่างจากเว็บของหน่วยงาน"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "status": dict(STATUSES),
    "responsible.role": DUTIES,
    "deadline": dict(DEADLINE_KINDS),
    "import.round": ROUNDS,
}
"""Codes in the history's fields."""
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
    "event_recorded": gettext_lazy("บันทึกวันที่เกิดเหตุการณ์"),
    "event_withdrawn": gettext_lazy("ถอนเหตุการณ์ที่บันทึก"),
    "extension_asked": gettext_lazy("ขอขยายเวลา"),
    "extension_granted": gettext_lazy("อนุมัติขยายเวลา"),
    "extension_refused": gettext_lazy("ไม่อนุมัติขยายเวลา"),
    "closure_added": gettext_lazy("เพิ่มวันปิดสำนักงาน"),
    "closure_removed": gettext_lazy("ลบวันปิดสำนักงาน"),
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
    options = options_of(deadline)
    often = check_words(options)
    if often:
        until = shown(deadline.until_on)
        return _("ต่อเนื่อง %(often)s ถึง %(day)s") % {"often": often, "day": until} if until else often
    if options.due_day:
        return _("ทุกเดือน ภายในวันที่ %(day)s ของเดือนถัดไป") % {"day": shown_number(options.due_day)}
    if deadline.kind == "monthly":
        until = shown(deadline.until_on)
        return _("ทุกเดือน ถึง %(day)s") % {"day": until} if until else _("ทุกเดือน")
    if deadline.kind == "continuous":
        until = shown(deadline.until_on)
        return _("ต่อเนื่อง ถึง %(day)s") % {"day": until} if until else _("ต่อเนื่อง")
    return _("ไม่มีวันกำหนด")


def check_words(options: core.DeadlineOptions) -> str:
    """How often continuous work is looked at; "" where nobody set it."""
    if not options.check_every:
        return ""
    number = {"number": shown_number(options.check_every)}
    return _("ตรวจทุก %(number)s วัน") % number if options.check_unit == "days" else _("ตรวจทุก %(number)s เดือน") % number


def occurrence_words(deadline: core.Deadline | None, row: Occurrence) -> str:
    """When one occurrence is due, in a few words: the period of recurring work, the day that counts after extensions."""
    if deadline is None or row.due_on is None:
        return deadline_words(deadline)
    due = _("ภายใน %(day)s") % {"day": shown_day(row.due_on)}
    if row.due_on != row.original_due_on:
        due = _("ขยายถึง %(day)s") % {"day": shown_day(row.due_on)}
    period = period_words(deadline, row)
    return f"{period} · {due}" if period else due


def period_words(deadline: core.Deadline | None, row: Occurrence) -> str:
    """What one occurrence is about: a month, a span of days, the day of an event; "" for work with a single due day."""
    return span_words(deadline.kind, row.period_from, row.period_to) if deadline is not None else ""


def span_words(kind: str, period_from: date | None, period_to: date | None) -> str:
    """`period_words` by the kind of deadline ("" without one) and the period."""
    if period_from is None:
        return ""
    if kind == "relative":
        return _("หลังเหตุการณ์วันที่ %(day)s") % {"day": shown_day(period_from)}
    if kind == "monthly":
        digits = current_reading().digits == "thai" and not is_english()
        month = show_month(period_from, english=is_english(), thai_digits=digits)
        return _("ทุกเดือน: งวดเดือน%(month)s") % {"month": month}
    if kind == "continuous" and period_to is not None:
        span = {"first": shown_day(period_from), "last": shown_day(period_to)}
        return _("ต่อเนื่อง: %(first)s ถึง %(last)s") % span
    return ""


def parts_words(item: WorkItem) -> str:
    """How many occurrences of recurring work are done, from counts (queries.with_children); "" for a single one."""
    total, done = item.occurrence_count, item.done_count  # type: ignore[attr-defined]
    if total < 2:
        return ""
    late = item.late_count  # type: ignore[attr-defined]
    numbers = {"done": shown_number(done), "total": shown_number(total), "late": shown_number(late)}
    if late:
        return _("แล้วเสร็จ %(done)s จาก %(total)s งวด เกินกำหนด %(late)s งวด") % numbers
    return _("แล้วเสร็จ %(done)s จาก %(total)s งวด") % numbers


def shown_day(day: date) -> str:
    """A day as the person reads days."""
    digits = current_reading().digits == "thai" and not is_english()
    return show_day(day, english=is_english(), thai_digits=digits)


def shown_number(number: int) -> str:
    """A number in the person's digits."""
    is_thai = current_reading().digits == "thai" and not is_english()
    return to_thai_digits(str(number)) if is_thai else str(number)


def deadline_why(deadline: core.Deadline | None) -> str:
    """How a deadline was computed: as the reader said it, in English from its fields."""
    if deadline is None:
        return ""
    return explain_deadline(deadline, "en") if is_english() else deadline.why
