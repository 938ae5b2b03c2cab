"""Reads what a result or status cell says was done: the status, the day it was done, the words without addresses."""

import re
from dataclasses import dataclass
from datetime import date

from prongsai.core.plan import Status
from prongsai.core.thai.dates import read_date
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import squash

_NOT_STARTED = re.compile(
    r"ยังไม่(?:ได้|มีการ|เริ่ม|ถึง)?(?:เริ่ม)?(?:ดำเนิน|ดําเนิน|จัดทำ|ปฏิบัติ|เผยแพร่|รายงาน|ถึงกำหนด|ถึงเวลา|ถึงช่วง|ถึงรอบ|ครบกำหนด)?|ไม่ได้(?:ดำเนิน|ดําเนิน|จัดทำ|ปฏิบัติ|เผยแพร่|รายงาน)"
    r"|ไม่มีการดำเนิน|ไม่ดำเนินการ|ยังมิได้|มิได้ดำเนิน|ยกเลิก|ไม่สามารถดำเนิน|รอดำเนินการ|รอการดำเนินการ|notstarted|ยังไม่เริ่ม|☒ยังไม่"
)
_PARTLY = re.compile(
    r"ยังไม่(?:แล้ว)?(?:เสร็จ|ครบ|สมบูรณ์|เรียบร้อย|สิ้นสุด)|ไม่แล้วเสร็จ|ไม่ครบถ้วน|ดำเนินการบางส่วน|แล้วบางส่วน|บางส่วนแล้ว|แล้วเสร็จบางส่วน|เสร็จบางส่วน"
    r"|อยู่ระหว่าง|อยู่ในระหว่าง|ระหว่างดำเนินการ|กำลังดำเนิน|กำลังจัดทำ|กำลังปรับปรุง|ดำเนินการอยู่|อยู่ในขั้นตอน|inprogress|ongoing|ใกล้แล้วเสร็จ"
)
_DONE = re.compile(
    r"ดำเนินการ(?:เสร็จ|เรียบร้อย|แล้ว|ครบ|สำเร็จ|เป็นที่เรียบร้อย|ตามมาตรการแล้ว|ตามแผนแล้ว)|ดำเนินงาน(?:เสร็จ|เรียบร้อย|แล้ว|ครบ)|แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|เสร็จแล้ว|เรียบร้อย"
    r"|(?:เผยแพร่|จัดทำ|รายงาน|ประชาสัมพันธ์|จัดกิจกรรม|ประกาศ|ปรับปรุง|แต่งตั้ง|ส่ง)[\u0e00-\u0e7f./-]{0,60}?แล้ว|(?:จัดทำ|เผยแพร่|รายงาน|ประกาศ)[\u0e00-\u0e7f./-]{0,60}?ครบถ้วน|บรรลุ|สำเร็จ|ครบทุก|ได้ดำเนินการ|ได้จัดทำ|ได้เผยแพร่|ได้มีการ"
    r"|^(?:done|completed|complete|เสร็จ|ครบถ้วน|ดำเนินการแล้ว|มีการดำเนินการ)$|☑ดำเนินการแล้ว"
)
_FUTURE = re.compile(r"(?:จะ|ให้|ต้อง|คาดว่าจะ|คาดว่า|กำหนดให้|เพื่อให้|เร่ง\S{0,20}ให้)$")
_PERCENT = re.compile(
    r"(?:ร้อยละ(?:ความสำเร็จ|ความก้าวหน้า|ผลสำเร็จ|ความคืบหน้า|ของความสำเร็จ)?|คิดเป็น)[:=]?(\d{1,3}(?:\.\d+)?)|(\d{1,3}(?:\.\d+)?)%"
)
_NEGATED = re.compile(r"(?:ยังไม่|ไม่|มิ|มิได้|ยังมิได้|ไม่ได้|ยังไม่ได้|ยังดำเนินการไม่|ไม่สามารถดำเนินการให้)$")
_ON = re.compile(
    r"(?:เมื่อ|แล้วเสร็จ|เสร็จ(?:สิ้น)?|เรียบร้อย(?:แล้ว)?|เผยแพร่|ประกาศ|ดำเนินการแล้ว|จัดทำแล้ว|รายงาน[\u0e00-\u0e7f]{0,20}|ลง)\s*(?:เมื่อ)?\s*วัน(?:ที่)?\s*(?=\d)|"
    r"(?:เมื่อ|แล้วเสร็จ|เรียบร้อย(?:แล้ว)?|ดำเนินการแล้ว)\s*(?=\d{1,2}\s*(?:/|[\u0e00-\u0e7f]))"
)
_DAY = re.compile(
    r"\d{1,2}\s*(?:/|-)\s*\d{1,2}\s*(?:/|-)\s*\d{2,4}|\d{1,2}\s*(?:เดือน)?\s*[\u0e00-\u0e7f.]{3,12}\s*(?:พ\.\s*ศ\.\s*)?\d{2,4}|\d{1,2}\s*[\u0e00-\u0e7f.]{3,12}"
)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """`done_on` only where the words say that the work was done on that one day."""

    status: Status
    done_on: date | None = None


def read_status(text: str) -> Status:
    """The status that words claim; "unknown" where they claim none. What is negated or only hoped for is not done."""
    letters = to_arabic_digits(squash(text)).lower().replace("ํา", "ำ")
    if not letters:
        return "unknown"
    percent = _percent(letters)
    if percent is not None:
        return "done" if percent >= 100 else "in_progress" if percent > 0 else "not_started"
    if _PARTLY.search(letters):
        return "in_progress"
    refused = _NOT_STARTED.search(letters)
    done = _is_done(letters)
    if refused and done:
        return "in_progress"
    if refused:
        return "not_started"
    return "done" if done else "unknown"


def _is_done(letters: str) -> bool:
    for match in _DONE.finditer(letters):
        before = letters[max(0, match.start() - 30) : match.start()]
        if not _NEGATED.search(before) and not _FUTURE.search(before):
            return True
    return False


def _percent(letters: str) -> float | None:
    """The one share of the work that a text gives; a share of money, points or content people is none."""
    found = list(_PERCENT.finditer(letters))
    if len(found) != 1 or re.search(r"เบิกจ่าย|งบประมาณ|พึงพอใจ|คะแนน", letters):
        return None
    share = float(found[0][1] or found[0][2])
    before = letters[max(0, found[0].start() - 25) : found[0].end()]
    is_of_work = len(letters) <= 20 or re.search(r"ดำเนินการ|สำเร็จ|ก้าวหน้า|คืบหน้า|แล้วเสร็จ|เสร็จสิ้น", before)
    return share if is_of_work and share <= 100 else None


def read_done_on(text: str, *, fiscal_year: int, is_date_cell: bool = False) -> date | None:
    """The one day a text says the work was done; None when it names none, several, or one that needs review."""
    plain = to_arabic_digits(text)
    days: set[date] = set()
    starts = [match.end() for match in _ON.finditer(plain)]
    if is_date_cell and not starts:
        first = re.search(r"\d", plain)
        starts = [first.start()] if first else []
    for start in starts:
        match = _DAY.match(plain, start)
        reading = read_date(match.group(), fiscal_year=fiscal_year) if match else None
        if reading is None or reading.kind != "date" or reading.needs_review or reading.from_on is None:
            continue
        days.add(reading.from_on)
    return days.pop() if len(days) == 1 else None
