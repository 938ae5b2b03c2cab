"""A total that stands in a sentence ("ได้คะแนนรวม 88.41 คะแนน อยู่ในระดับ A"); any other score in one is named."""

import re
from collections.abc import Sequence
from decimal import Decimal

from prongsai.core.framework.model import Framework
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import Paragraph
from prongsai.intake.results.agencies import is_same_agency
from prongsai.intake.results.labels import Key, squash
from prongsai.intake.results.readings import Findings, Reading, say_given_twice

AGENCY = re.compile(r"(?:เทศบาล(?:นคร|เมือง|ตำบล)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)\s?[ก-๛]{2,40}")
_NUMBER = re.compile(
    r"(?<![\d.,/:])(?P<number>\d{1,3}(?:[.,]\d{1,4})?)(?![\d/:]|[.,]\d)(?P<unit>\s*(?:คะแนน|%|points?))?"
)
_OF_RESULT = re.compile(r"\bITA\b|คะแนน|ผลการประเมิน", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    r"(?:คะแนน|ผล)(?:ผล)?\s*(?:การประเมิน|ประเมิน)?\s*(?:เฉลี่ย)?\s*(?:รวม|ภาพรวม|\(?ITA\)?)[^\d]{0,40}$", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"IIT|EIT|OIT|ตัวชี้วัด|ผู้มีส่วนได้ส่วนเสีย|(?:ของ|ระดับ|เฉลี่ย|ภาพรวม|รวม)(?:ทั้ง|ใน)?\s*(?:จังหวัด|ประเทศ|ภาค|อำเภอ|กลุ่ม)"
    r"|เพิ่มขึ้น|ลดลง|เปลี่ยนแปลง|ผลต่าง|เป้าหมาย|เกณฑ์|ไม่น้อยกว่า|ไม่ต่ำกว่า|ตั้งแต่|ขึ้นไป|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|น้ำหนัก"
)
_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_LONGEST = 90


class Sentences:
    """Reads paragraphs of one document, whose year and whose agency's names are known as far as they are."""

    def __init__(self, framework: Framework, year: int | None, names: Sequence[str]) -> None:
        self._year = year
        self._names = [squash(name) for name in names if name]
        levels = sorted((re.escape(level.name_th) for level in framework.levels), key=len, reverse=True)
        self._level = re.compile(rf"ระดับ[\s\"“:]*(?P<level>{'|'.join(levels)})(?![A-Za-zก-๛])") if levels else None

    def read(self, paragraph: Paragraph, reading: Reading, findings: Findings) -> bool:
        """Add the total that a sentence gives, or name the numbers in it that look like scores; False where it has none."""
        text = to_arabic_digits(" ".join(paragraph.text.split()))
        numbers = [match for match in _NUMBER.finditer(text) if _is_score(match, text)]
        if not numbers or not _OF_RESULT.search(text):
            return False
        if len(numbers) > 1 or not self._is_total(text[: numbers[0].start()], text):
            _say_unused(paragraph, text, [match["number"] for match in numbers], findings)
            return True
        key, score = Key("total"), Decimal(numbers[0]["number"].replace(",", "."))
        known = reading.scores.setdefault(key, score)
        if known != score:
            first, other = (known, reading.places.get(key, "")), (score, paragraph.where)
            say_given_twice(findings, ("คะแนนรวม", "total"), first, other)
            return True
        reading.places.setdefault(key, paragraph.where)
        level = self._level.search(text) if self._level is not None else None
        if level is not None:
            reading.level = reading.level or level["level"]
        return True

    def _is_total(self, before: str, text: str) -> bool:
        """Whether the number after these words is the total of one's own agency in the document's year."""
        if not _TOTAL_BEFORE.search(before) or _OF_OTHERS.search(text):
            return False
        if self._year is not None and any(int(year) != self._year for year in _YEAR.findall(text)):
            return False
        agencies = [squash(match[0]) for match in AGENCY.finditer(text)]
        return all(any(is_same_agency(agency, name) for name in self._names) for agency in agencies if self._names)


def _is_score(match: re.Match[str], text: str) -> bool:
    """Whether a number has decimals or a unit of scores, and is neither full marks nor over 100."""
    before = text[: match.start()].rstrip()
    says = bool(match["unit"]) or re.search(r"[.,]", match["number"]) is not None or before.endswith("ร้อยละ")
    return says and not before.endswith("เต็ม") and Decimal(match["number"].replace(",", ".")) <= 100


def _say_unused(paragraph: Paragraph, text: str, numbers: Sequence[str], findings: Findings) -> None:
    said, short = ", ".join(numbers[:12]), text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
    findings.say(
        "result_number_not_used",
        "warning",
        paragraph.where,
        f'ตัวเลขในข้อความ "{short}" ที่ไม่ได้อ่าน: {said} กรุณาตรวจว่าเป็นคะแนนหรือไม่',
        f'numbers in the text "{short}" that were not read: {said}; see whether they are scores',
    )
