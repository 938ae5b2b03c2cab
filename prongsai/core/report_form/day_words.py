"""Days and deadlines as the form words them, and back."""

import re
from dataclasses import fields
from datetime import date, timedelta
from functools import cache

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.plan import Deadline
from prongsai.core.report_form.marked_text import squashed
from prongsai.core.thai.digits import to_thai_digits

# Spelled here and not taken from the formatter: these words are a file format once a report is issued.
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip

_MONTH = f"({'|'.join(MONTHS)})"
_DAY = rf"(\d{{1,2}}){_MONTH}(\d{{3,5}})"
_KIND_WORDS = {"date": "มีกำหนดวัน", "monthly": "ทุกเดือน", "continuous": "ต่อเนื่อง", "relative": "นับจากเหตุ"}
_LEFT_OUT = frozenset({"as_printed", "inferred", "why"})


def format_day(day: date) -> str:
    """๓๑ มกราคม ๒๕๖๖."""
    return to_thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE_OFFSET}")


def format_month(day: date) -> str:
    """มกราคม ๒๕๖๖."""
    return to_thai_digits(f"{MONTHS[day.month - 1]} {day.year + BE_OFFSET}")


def find_day(text: str) -> date | None:
    """The first day that `format_day` would write in a text; None when there is none."""
    match = _day_pattern().search(squashed(text))
    return _day(*match.groups()) if match else None


def find_month(text: str) -> date | None:
    """First day of the month that `format_month` would write in a text; None when there is none."""
    match = re.search(rf"{_MONTH}(\d{{3,5}})", squashed(text))
    return _day("1", *match.groups()) if match else None


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def same_deadline(left: Deadline | None, right: Deadline | None) -> bool:
    """Whether two deadlines say the same time, however they were printed or computed."""
    if left is None or right is None:
        return left is right
    return all(
        getattr(left, spec.name) == getattr(right, spec.name) for spec in fields(Deadline) if spec.name not in _LEFT_OUT
    )


def format_deadline(deadline: Deadline) -> str:
    """The words inside the bracket of a deadline, such as "ภายในวันที่ ๓๑ มกราคม ๒๕๖๖"; `parse_deadline` reads them."""
    words = _plain_words(deadline)
    back = parse_deadline(words) if words else None
    return words if words and same_deadline(back, deadline) else _listed_words(deadline)


def parse_deadline(words: str) -> Deadline | None:
    """The deadline that `format_deadline` worded; None for words of any other form."""
    text = squashed(words)
    for parse in (_parse_date, _parse_running, _parse_relative, _parse_listed):
        found = parse(text)
        if found is not None:
            return found
    return None


def _plain_words(deadline: Deadline) -> str:
    start, end = deadline.from_on, deadline.until_on
    if deadline.kind == "none":
        return "ไม่กำหนดเวลา"
    if deadline.kind == "date" and deadline.due_on:
        due = deadline.due_on
        if start is None:
            return f"ภายในวันที่ {format_day(due)}"
        if start.day == 1 and due == last_of_month(start):
            return f"ในเดือน{format_month(due)}"
        return f"ตั้งแต่วันที่ {format_day(start)} ถึงวันที่ {format_day(due)}"
    if deadline.kind == "relative" and deadline.days_after_event is not None:
        unit = "วันทำการ" if deadline.working_days else "วัน"
        return to_thai_digits(f"ภายใน {deadline.days_after_event} {unit}หลังเสร็จสิ้นแต่ละครั้ง")
    if deadline.kind in ("monthly", "continuous"):
        words = _KIND_WORDS[deadline.kind]
        if start and end and start.day == 1 and end == last_of_month(end):
            return f"{words} {format_month(start)} - {format_month(end)}"
        words += f" ตั้งแต่วันที่ {format_day(start)}" if start else ""
        return words + (f" ถึงวันที่ {format_day(end)}" if end else "")
    return ""


def _listed_words(deadline: Deadline) -> str:
    parts = [f"แบบ{_KIND_WORDS.get(deadline.kind, 'ไม่กำหนดเวลา')}"]
    named = (("ครบกำหนด", deadline.due_on), ("เริ่ม", deadline.from_on), ("สิ้นสุด", deadline.until_on))
    parts += [f"{word}วันที่ {format_day(day)}" for word, day in named if day]
    if deadline.days_after_event is not None:
        parts.append(to_thai_digits(f"{deadline.days_after_event} วันหลังเหตุ"))
    parts += ["นับเฉพาะวันทำการ"] if deadline.working_days else []
    return ", ".join(parts)


def _parse_date(text: str) -> Deadline | None:
    if match := re.fullmatch(f"ภายในวันที่{_DAY}", text):
        due = _day(*match.groups())
        return Deadline("date", due_on=due) if due else None
    if match := re.fullmatch(rf"ในเดือน{_MONTH}(\d{{3,5}})", text):
        first = _day("1", *match.groups())
        return Deadline("date", due_on=last_of_month(first), from_on=first) if first else None
    if match := re.fullmatch(f"ตั้งแต่วันที่{_DAY}ถึงวันที่{_DAY}", text):
        first, due = _day(*match.groups()[:3]), _day(*match.groups()[3:])
        return Deadline("date", due_on=due, from_on=first) if first and due else None
    return Deadline("none") if text == "ไม่กำหนดเวลา" else None


def _parse_running(text: str) -> Deadline | None:
    for kind in ("monthly", "continuous"):
        words = _KIND_WORDS[kind]
        if not text.startswith(words):
            continue
        rest = text[len(words) :]
        if match := re.fullmatch(rf"{_MONTH}(\d{{3,5}})[-–]{_MONTH}(\d{{3,5}})", rest):
            first, end = _day("1", *match.groups()[:2]), _day("1", *match.groups()[2:])
            return Deadline(kind, from_on=first, until_on=last_of_month(end)) if first and end else None
        if match := re.fullmatch(f"(?:ตั้งแต่วันที่{_DAY})?(?:ถึงวันที่{_DAY})?", rest):
            days = match.groups()
            start = _day(*days[:3]) if days[0] else None
            end = _day(*days[3:]) if days[3] else None
            return Deadline(kind, from_on=start, until_on=end)
    return None


def _parse_relative(text: str) -> Deadline | None:
    match = re.fullmatch(r"ภายใน(-?\d{1,9})(วันทำการ|วัน)หลังเสร็จสิ้นแต่ละครั้ง", text)
    if match is None:
        return None
    return Deadline("relative", days_after_event=int(match[1]), working_days=match[2] == "วันทำการ")


def _parse_listed(text: str) -> Deadline | None:
    kinds = {f"แบบ{words}": kind for kind, words in _KIND_WORDS.items()} | {"แบบไม่กำหนดเวลา": "none"}
    head, *parts = text.split(",")
    if head not in kinds:
        return None
    days: dict[str, date | None] = {}
    after, working = None, False
    for part in parts:
        if match := re.fullmatch(f"(ครบกำหนด|เริ่ม|สิ้นสุด)วันที่{_DAY}", part):
            days[match[1]] = _day(match[2], match[3], match[4])
        elif match := re.fullmatch(r"(-?\d{1,9})วันหลังเหตุ", part):
            after = int(match[1])
        elif part == "นับเฉพาะวันทำการ":
            working = True
        else:
            return None
    return Deadline(
        kinds[head],  # type: ignore[arg-type]
        due_on=days.get("ครบกำหนด"),
        from_on=days.get("เริ่ม"),
        until_on=days.get("สิ้นสุด"),
        days_after_event=after,
        working_days=working,
    )


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(_DAY)


def _day(day: str, month: str, year_be: str) -> date | None:
    try:
        return date(int(year_be) - BE_OFFSET, MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None
