"""A deadline said in words, Thai or English."""

from datetime import date, timedelta
from typing import Literal

from prongsai.core.plan import Deadline
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date, format_month, format_month_range

Language = Literal["th", "en"]


def explain_deadline(deadline: Deadline, language: Language) -> str:
    """The deadline as a person would say it, from its fields: "ภายในเดือนมกราคม ๒๕๖๖ (ครบกำหนด ๓๑ มกราคม ๒๕๖๖)".

    Thai has Thai digits and Buddhist-era years; English has Christian years. What was not printed is said.
    """
    words = _in_thai(deadline) if language == "th" else _in_english(deadline)
    if "year" in deadline.inferred and deadline.kind == "date":
        words += " ปีคำนวณจากปีงบประมาณของแผน" if language == "th" else ", year taken from the plan's fiscal year"
    return words


def _in_thai(deadline: Deadline) -> str:
    start, due, until = deadline.from_on, deadline.due_on, deadline.until_on
    if deadline.kind == "date" and due:
        if start is None:
            return f"ภายในวันที่ {format_date(due)}"
        if _is_whole_month(start, due):
            return f"ภายในเดือน{format_month(due)} (ครบกำหนด {format_date(due)})"
        return f"ตั้งแต่ {format_date(start)} ถึง {format_date(due)}"
    if deadline.kind == "relative" and deadline.days_after_event is not None:
        unit = "วันทำการ" if deadline.working_days else "วัน"
        return to_thai_digits(f"ภายใน {deadline.days_after_event} {unit}หลังเสร็จสิ้นแต่ละครั้ง")
    if deadline.kind in ("monthly", "continuous"):
        words = "ทุกเดือน" if deadline.kind == "monthly" else "ทำต่อเนื่อง"
        if start and until:
            if start.day == 1 and _is_month_end(until):
                return f"{words} ตั้งแต่เดือน{format_month_range(start, until)}".replace(" - ", " ถึงเดือน")
            return f"{words} ตั้งแต่ {format_date(start)} ถึง {format_date(until)}"
        return words + (f" ถึง {format_date(until)}" if until else f" ตั้งแต่ {format_date(start)}" if start else "")
    return "ไม่ได้กำหนดวัน"


def _in_english(deadline: Deadline) -> str:
    start, due, until = deadline.from_on, deadline.due_on, deadline.until_on
    if deadline.kind == "date" and due:
        if start is None:
            return f"by {_day(due)}"
        if _is_whole_month(start, due):
            return f"by the end of {_month(due)} ({_day(due)})"
        return f"from {_day(start)} to {_day(due)}"
    if deadline.kind == "relative" and deadline.days_after_event is not None:
        unit = "working days" if deadline.working_days else "days"
        return f"within {deadline.days_after_event} {unit} of each event"
    if deadline.kind in ("monthly", "continuous"):
        words = "every month" if deadline.kind == "monthly" else "continuously"
        if start and until:
            if start.day == 1 and _is_month_end(until):
                return f"{words} from {_month(start)} to {_month(until)}"
            return f"{words} from {_day(start)} to {_day(until)}"
        return words + (f" until {_day(until)}" if until else f" from {_day(start)}" if start else "")
    return "no date set"


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _is_whole_month(start: date, end: date) -> bool:
    return (start.year, start.month, start.day) == (end.year, end.month, 1) and _is_month_end(end)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month(day: date) -> str:
    return f"{day:%B %Y}"
