"""A deadline said in words, Thai or English: as a rule, and as the due day of one of its occurrences."""

from datetime import date, timedelta
from typing import Literal

from prongsai.core.deadline_rule.options import options_of
from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.plan import Deadline
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date, format_month, format_month_range
from prongsai.core.thai.words import Words

Language = Literal["th", "en"]


def explain_deadline(deadline: Deadline, language: Language) -> str:
    """The deadline as a person would say it, from its fields: "ภายในเดือนมกราคม ๒๕๖๖ (ครบกำหนด ๓๑ มกราคม ๒๕๖๖)".

    Thai has Thai digits and Buddhist-era years; English has Christian years. What was not printed is said.
    """
    words = _in_thai(deadline) if language == "th" else _in_english(deadline)
    if "year" in deadline.inferred and deadline.kind == "date":
        words += " ปีคำนวณจากปีงบประมาณของแผน" if language == "th" else ", year taken from the plan's fiscal year"
    return words


def explain_slot(deadline: Deadline | None, slot: Slot, calendar: WorkCalendar) -> Words:
    """How the due day of one occurrence was computed, every day not counted named.

    "ภายใน ๗ วันทำการหลังวันที่ ๓ มี.ค. ๒๕๖๖ (ไม่นับวันหยุด: เสาร์ อาทิตย์, ๖ มี.ค. ๒๕๖๖ วันมาฆบูชา) = ๑๕ มี.ค. ๒๕๖๖"
    """
    if deadline is None or deadline.kind == "none":
        return Words("ไม่ได้กำหนดวัน", "no date set")
    if deadline.kind == "relative":
        return _after_event(deadline, slot, calendar)
    if slot.due_on is None:
        return Words(explain_deadline(deadline, "th"), explain_deadline(deadline, "en"))
    ruled_on = slot.as_ruled_on or slot.due_on
    said = _of_period(deadline, slot, ruled_on)
    if slot.as_ruled_on is None:
        return said
    why = _why_off(slot.as_ruled_on, calendar)
    return Words(
        f"{said.th} ซึ่งเป็นวันหยุด ({why.th}) จึงเลื่อนเป็นวันทำการถัดไป = {_short_th(slot.due_on)}",
        f"{said.en}, a day off ({why.en}), so the next working day = {_day(slot.due_on)}",
    )


def _of_period(deadline: Deadline, slot: Slot, ruled_on: date) -> Words:
    """The due day as the rule names it."""
    options = options_of(deadline)
    due = Words(_short_th(ruled_on), _day(ruled_on))
    first, last = slot.period_from, slot.period_to
    if deadline.kind == "monthly" and first and last:
        of = Words(f"งวดเดือน{format_month(first)}", f"for {_month(first)}")
        if options.due_day:
            day = to_thai_digits(str(options.due_day))
            return Words(
                f"{of.th} ภายในวันที่ {day} ของเดือนถัดไป = {due.th}",
                f"{of.en}, by day {options.due_day} of the following month = {due.en}",
            )
        edge = Words("ภายในสิ้นเดือน", "by its last day") if _is_month_end(last) else Words("ถึงวันสุดท้าย", "to the end")
        return Words(f"{of.th} {edge.th} = {due.th}", f"{of.en}, {edge.en} = {due.en}")
    if deadline.kind == "continuous" and first and last and options.check_every:
        every = to_thai_digits(str(options.check_every))
        is_days = options.check_unit == "days"
        unit = "day" if is_days else "month"
        often = unit if options.check_every == 1 else f"{options.check_every} {unit}s"
        return Words(
            f"ทำต่อเนื่อง ตรวจทุก {every} {'วัน' if is_days else 'เดือน'} ช่วง {_short_th(first)} ถึง {_short_th(last)} = {due.th}",
            f"kept up, looked at every {often}: {_day(first)} to {_day(last)} = {due.en}",
        )
    if deadline.kind == "continuous" and first and last and last != deadline.until_on:
        return Words(
            f"ทำต่อเนื่องหลังสิ้นปีของแผน {_short_th(first)} ถึง {_short_th(last)} = {due.th}",
            f"kept up after the plan's year, {_day(first)} to {_day(last)} = {due.en}",
        )
    return Words(explain_deadline(deadline, "th"), explain_deadline(deadline, "en"))


def _after_event(deadline: Deadline, slot: Slot, calendar: WorkCalendar) -> Words:
    days, event_on, due_on = deadline.days_after_event, slot.period_from, slot.due_on
    if event_on is None or due_on is None or days is None:
        rule = Words(explain_deadline(deadline, "th"), explain_deadline(deadline, "en"))
        return Words(f"{rule.th} ยังไม่ได้บันทึกวันที่ของเหตุการณ์", f"{rule.en}; the day of the event is not recorded yet")
    ruled_on = slot.as_ruled_on or due_on
    unit = Words("วันทำการ", "working days") if deadline.working_days else Words("วัน", "days")
    left_out = _days_off(event_on, ruled_on, calendar) if deadline.working_days else Words("", "")
    said = Words(
        f"{to_thai_digits(f'ภายใน {days} {unit.th}')}หลังวันที่ {_short_th(event_on)}{left_out.th} = {_short_th(ruled_on)}",
        f"within {days} {unit.en} after {_day(event_on)}{left_out.en} = {_day(ruled_on)}",
    )
    if slot.as_ruled_on is None:
        return said
    why = _why_off(slot.as_ruled_on, calendar)
    return Words(
        f"{said.th} ซึ่งเป็นวันหยุด ({why.th}) จึงเลื่อนเป็นวันทำการถัดไป = {_short_th(due_on)}",
        f"{said.en}, a day off ({why.en}), so the next working day = {_day(due_on)}",
    )


def _days_off(after: date, until: date, calendar: WorkCalendar) -> Words:
    """In brackets what was not counted between two days; "" when every day counted."""
    th, en = [], []
    span = [after + timedelta(days=number) for number in range(1, (until - after).days + 1)]
    if any(day.weekday() >= 5 for day in span):
        th.append("เสาร์ อาทิตย์")
        en.append("Saturdays, Sundays")
    for off in calendar.days_off(after, until):
        if off.day.weekday() < 5:
            th.append(f"{_short_th(off.day)} {off.why.th}")
            en.append(f"{_day(off.day)} {off.why.en}")
    if not th:
        return Words("", "")
    return Words(f" (ไม่นับวันหยุด: {', '.join(th)})", f" (days off not counted: {', '.join(en)})")


def _why_off(day: date, calendar: WorkCalendar) -> Words:
    named = calendar.named.get(day)
    if named is not None:
        return named
    return Words("วันเสาร์", "Saturday") if day.weekday() == 5 else Words("วันอาทิตย์", "Sunday")


def _short_th(day: date) -> str:
    return format_date(day, "short")


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
