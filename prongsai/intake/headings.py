"""What a column heading or a label means, whatever words an office uses for it.

Thai puts the head noun first ("ผลการดำเนินการตามมาตรการ" is a result, "มาตรการ/ผู้รับผิดชอบ" a measure), so the
keyword that begins earliest decides, the longer one where two begin together.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from prongsai.core.thai.text import squash

ColumnKind = Literal[
    "number",
    "item",
    "indicator",
    "sub_indicator",
    "issue",
    "measure",
    "steps",
    "responsible",
    "time",
    "follow_up",
    "budget",
    "result",
    "status",
    "done_on",
    "evidence",
    "problems",
    "remarks",
    "month",
    "other",
]

WORK_KINDS: frozenset[ColumnKind] = frozenset({"issue", "measure", "steps"})
"""What is to be done: a table of measures has at least one of these."""

CHAIN_KINDS: frozenset[ColumnKind] = frozenset(
    {"responsible", "time", "follow_up", "result", "status", "evidence", "month", "done_on"}
)
"""Who, when, with what result: a table of measures has at least one of these too."""

_KEYWORDS: dict[ColumnKind, str] = {
    "number": "ลำดับ",
    "item": "ข้อoit รหัสoit รายการข้อมูล ข้อมูลoit รหัสข้อ ข้อมูลตามแบบoit รหัสรายการ รายการoit ข้อคำถาม",
    "indicator": "ตัวชี้วัด เครื่องมือการประเมิน เครื่องมือ แบบวัด แบบตรวจ indicator",
    "sub_indicator": "ตัวชี้วัดย่อย",
    "issue": (
        "ประเด็น จุดอ่อน จุดที่ต้อง จุดที่ควร ข้อบกพร่อง เรื่องที่ต้อง เรื่องที่ควร สิ่งที่ต้อง ข้อที่ต้อง ข้อที่ควร ข้อค้นพบ ผลการวิเคราะห์ "
        "ปัญหาที่พบ หัวข้อการ หัวข้อที่ issue ด้านที่ต้อง รายการที่ต้อง ผลการประเมินที่ต้อง"
    ),
    "measure": "มาตรการ แนวทาง โครงการ กิจกรรม วิธีแก้ไข การปรับปรุงแก้ไข การแก้ไขปรับปรุง measure",
    "steps": (
        "ขั้นตอน วิธีการ วิธีดำเนิน วิธีปฏิบัติ รายละเอียดการดำเนิน รายละเอียดมาตรการ รายละเอียดกิจกรรม รายละเอียดขั้นตอน กระบวนการ "
        "แนวปฏิบัติ แนวทางปฏิบัติ งานที่ต้องทำ สิ่งที่จะดำเนิน steps"
    ),
    "responsible": (
        "ผู้รับผิดชอบ เจ้าหน้าที่ผู้รับผิดชอบ ดำเนินการโดย รับผิดชอบ หน่วยงานรับผิดชอบ หน่วยงานที่รับผิดชอบ หน่วยงานเจ้าของ หน่วยงานหลัก "
        "หน่วยงานผู้ ส่วนราชการ ส่วนงาน เจ้าภาพ ผู้ดำเนินการ ผู้ดำเนินงาน ผู้ปฏิบัติ กองฝ่าย สำนักกอง กองงาน responsible"
    ),
    "time": (
        "ระยะเวลา กำหนด กำหนดเวลา กำหนดแล้วเสร็จ กำหนดการ กำหนดส่ง กำหนดวัน กำหนดระยะเวลา ห้วงเวลา ห้วงระยะเวลา ช่วงเวลา ช่วงระยะเวลา "
        "เวลาดำเนิน เวลาที่ เวลาแล้วเสร็จ วันครบกำหนด วันเดือนปีที่ดำเนิน วันเดือนปี ปฏิทิน ไตรมาส เดือนที่ดำเนิน เดือนที่แล้วเสร็จ "
        "ห้วงการดำเนิน แล้วเสร็จภายใน deadline duedate"
    ),
    "follow_up": (
        "การรายงานผล การรายงาน รายงานผลและ การกำกับ กำกับติดตาม กำกับและติดตาม การติดตาม ติดตามผล วิธีการกำกับ วิธีการติดตาม "
        "วิธีการรายงาน แนวทางการกำกับ แนวทางการติดตาม แนวทางการรายงาน แนวทางกำกับ แนวทางติดตาม แนวทางรายงาน ระบบการติดตาม"
    ),
    "budget": "งบประมาณ วงเงิน ค่าใช้จ่าย budget",
    "result": (
        "ผลการดำเนิน การดำเนินการ การดำเนินงาน ผลดำเนิน ผลการปฏิบัติ ความก้าวหน้า ความคืบหน้า ผลความก้าวหน้า ผลการติดตาม "
        "ผลการกำกับ ผลงาน ผลที่ได้ รายงานผลการดำเนิน รายงานการดำเนิน รายงานความ สรุปผล ผลสำเร็จ ผลการนำ result"
    ),
    "status": "สถานะ สถานภาพ ร้อยละความ ร้อยละของความ ระดับความสำเร็จ ระดับความก้าวหน้า status",
    "done_on": (
        "วันที่แล้วเสร็จ วันแล้วเสร็จ วันที่ดำเนินการแล้วเสร็จ วันที่ดำเนินการเสร็จ วันที่เสร็จ แล้วเสร็จเมื่อ วันที่เผยแพร่ วันเดือนปีที่แล้วเสร็จ "
        "วันเดือนปีที่ดำเนินการแล้วเสร็จ วันที่ดำเนินการ"
    ),
    "evidence": (
        "หลักฐาน เอกสารหลักฐาน เอกสารอ้างอิง เอกสารประกอบ เอกสารแนบ ลิงก์ ลิงค์ ลิ้งค์ ลิ้งก์ link url เว็บไซต์ ที่อยู่เว็บ แหล่งข้อมูล "
        "แหล่งอ้างอิง qrcode คิวอาร์โค้ด"
    ),
    "problems": "ปัญหา อุปสรรค ข้อจำกัด",
    "remarks": "หมายเหตุ remark note",
    "other": (
        "ตัวชี้วัดความสำเร็จ ตัวชี้วัดผลสำเร็จ ตัวชี้วัดผลผลิต ตัวชี้วัดโครงการ ตัวชี้วัดของ ตัวชี้วัดและเป้าหมาย ตัวชี้วัดและค่าเป้าหมาย "
        "ตัวชี้วัดเป้าหมาย ตัวชี้วัดกิจกรรม เป้าหมาย ค่าเป้าหมาย "
        "ผลผลิต ผลลัพธ์ ผลที่คาดว่า ผลสัมฤทธิ์ ผลคะแนน kpi วัตถุประสงค์ ข้อเสนอแนะ ข้อคิดเห็น ผู้กำกับ ผู้ติดตาม ผู้รายงาน "
        "ช่องทางการเผยแพร่ ช่องทาง คะแนน งบประมาณที่ใช้ เบิกจ่าย กลุ่มเป้าหมาย แนวทางแก้ไขปัญหา แนวทางการแก้ไขปัญหา"
    ),
}

_EXACT: dict[ColumnKind, str] = {
    "number": "ที่ no no. ข้อที่ ลำดับที่ #",
    "item": "oit ข้อ o รหัส code",
    "issue": "เรื่อง หัวข้อ ด้าน รายการ รายละเอียด",
    "measure": "แผนงาน งาน แผน",
    "responsible": "กอง ฝ่าย หน่วยงาน สำนัก เจ้าหน้าที่ ผู้เกี่ยวข้อง unit งานที่รับผิดชอบ หน่วยงานดำเนินการ หน่วยงานที่ดำเนินการ",
    "time": "เวลา เดือน วันที่ กำหนด แล้วเสร็จ time วันเวลา",
    "result": "ผล",
    "follow_up": "รายงานผล ติดตาม กำกับ",
    "done_on": "วันที่ทำเสร็จ",
}

_MONTHS = {
    10: "ตค ตุลาคม",
    11: "พย พฤศจิกายน",
    12: "ธค ธันวาคม",
    1: "มค มกราคม",
    2: "กพ กุมภาพันธ์",
    3: "มีค มีนาคม",
    4: "เมย เมษายน",
    5: "พค พฤษภาคม",
    6: "มิย มิถุนายน",
    7: "กค กรกฎาคม",
    8: "สค สิงหาคม",
    9: "กย กันยายน",
}

_QUARTER = re.compile(r"(?:ไตรมาส(?:ที่)?|q)([1-4])(?:(?:พศ|ปี(?:งบประมาณ)?)?(?:25)?\d\d|[ก-ฮ]{2}[ก-ฮ\d]*)?")
"""A column of one quarter, "ไตรมาส 1", "ไตรมาสที่ ๒ (ม.ค.-มี.ค.)"."""

LONGEST_HEADING = 90
"""Letters of the longest heading believed, white space apart."""

_LATEST_START = 8
"""How far into a heading its keyword may begin: "ชื่อโครงการ", "กรอบระยะเวลา", "วัน/เดือน/ปี"."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading understood. `month` is 1 to 12 for the column of a month, -1 to -4 for that of a quarter. `share` is the part of its letters that the keyword covers, 0 to 1; `start` where it begins."""

    kind: ColumnKind
    share: float
    month: int | None = None
    start: int = 0


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, ColumnKind], dict[str, ColumnKind], dict[str, int], dict[str, list[str]]]:
    keywords = {squash(word): kind for kind, words in _KEYWORDS.items() for word in words.split()}
    exact = {squash(word): kind for kind, words in _EXACT.items() for word in words.split()}
    months = {squash(word): month for month, words in _MONTHS.items() for word in words.split()}
    by_first: dict[str, list[str]] = {}
    for word in sorted(keywords, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    return keywords, exact, months, by_first


def _letters(text: str) -> str:
    """Squashed, lower case, without what stands in brackets and without signs."""
    body = squash(text).lower()
    outside, depth = [], 0
    for letter in body:
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif not depth and (letter.isalnum() or "\u0e30" <= letter <= "\u0e4e"):
            outside.append(letter)
    return "".join(outside)


def read_heading(text: str) -> Heading | None:
    """What a heading or label means; None when no known word begins it."""
    return _read_heading(text) if len(text) <= 3 * LONGEST_HEADING else None


@lru_cache(maxsize=2048)
def _read_heading(text: str) -> Heading | None:
    letters = _letters(text)
    if not letters or len(letters) > LONGEST_HEADING:
        return None
    keywords, exact, months, by_first = _tables()
    if letters in exact:
        return Heading(exact[letters], 1.0)
    quarter = _QUARTER.fullmatch(letters)
    if quarter is not None:
        return Heading("month", 1.0, -int(quarter[1]))
    month = months.get(letters.rstrip("0123456789"))
    if month is not None:
        return Heading("month", 1.0, month)
    for start in range(min(len(letters), _LATEST_START)):
        for word in by_first.get(letters[start], ()):
            if letters.startswith(word, start):
                return Heading(keywords[word], len(word) / len(letters), start=start)
    return None


def heading_key(text: str) -> str:
    """A heading's letters, for telling whether two headings are the same."""
    return _letters(text)
