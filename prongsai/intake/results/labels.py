"""What a cell of a table of results names: a tool, an indicator, an item, the total, the level, the year, the agency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from prongsai.core.framework.model import Framework
from prongsai.core.framework.printed_code import read_printed_code
from prongsai.core.thai.digits import to_arabic_digits

Kind = Literal["tool", "indicator", "sub", "item", "total", "level", "year", "agency", "score", "ignored"]
SCORED: frozenset[str] = frozenset({"tool", "indicator", "sub", "item", "total"})
LONGEST_LABEL = 300


@dataclass(frozen=True, slots=True)
class Key:
    """What is named; `code` is "IIT", "9", "9.1", "O7", a year as "2566", "100" of FULL_MARKS, or ""."""

    kind: Kind
    code: str = ""


FULL_MARKS = Key("ignored", "100")
"""A heading such as "คะแนนเต็ม 100": full marks, or the scores themselves where no other column has them."""

_TOOL = re.compile(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", re.IGNORECASE)
_ITEM = re.compile(
    r"^[\s(\[]*(?:OIT[\s.:_-]*(?:ข้อ\s*)?|ข้อ\s*(?:ที่\s*)?O?|[OoОο0])[\s.:_-]{0,2}0?[1-9]\d?(?![\d.]|\s*(?:%|คะแนน))"
)
_SUB = re.compile(r"^[\s(]*(?:ตัวชี้วัด\s*(?:ย่อย)?\s*(?:ที่)?\s*)?(?P<code>(?:9|10)\.[1-9])(?!\d|\.\d)")
_INDICATOR = re.compile(r"^[\s(]*(?:ตัวชี้วัด\s*(?:ที่)?|ตชว\.?|[Ii]ndicator|INDICATOR|I)\s*(?P<number>10|[1-9])(?![\d.])")
_NUMBERED = re.compile(r"^[\s(]*(?P<number>10|[1-9])\s*[.)]?\s+(?P<rest>\D.*)$", re.DOTALL)
_YEAR = re.compile(
    r"^(?:ผล)?(?:คะแนน)?(?:ที่ได้)?(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?|fy)?(?P<year>25\d\d|\d\d)$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"^(?:ผล)?(?:การประเมิน|คะแนน)?(?:ita)?(?:คะแนน)?(?:เฉลี่ย)?(?:รวม|ภาพรวม)(?:ทั้งหมด|ทั้งสิ้น|ita|ทุกเครื่องมือ|\(ita\)|หน่วยงาน)?(?:ถ่วงน้ำหนัก)?$"
    r"|^(?:คะแนน|ผลคะแนน|ผลการประเมิน)(?:ita)$|^ita(?:score|\d*)$|^(?:total|overall|average)(?:ita)?(?:score)?$|^คะแนนรวม"
    r"|^(?=.*(?:คะแนน|เฉลี่ย|ผล|ร้อยละ))(?:ผล|ค่า|การประเมิน|คะแนน|เฉลี่ย|รวม|ที่ได้|ร้อยละ|ของหน่วยงาน|[()%])*ita"
    r"(?:คะแนน|เฉลี่ย|รวม|ที่ได้|ร้อยละ|ของหน่วยงาน|[()%]|\(?100\)?)*$"
)
_OF_FULL_MARKS = re.compile(r"\((?:คะแนน)?เต็ม(?:100|ร้อย)(?:คะแนน)?\)|\(100คะแนน\)")
_LEVEL = re.compile(r"^(?:ระดับ(?:ผล)?(?:การประเมิน|คะแนน)?|ผลระดับ|เกรด|ผลการประเมินระดับ|level|rating|grade)$")
_AGENCY = re.compile(r"^(?:ชื่อ)?(?:หน่วยงาน|หน่วยงานที่(?:รับ|เข้ารับ)การประเมิน|อปท\.?|องค์กรปกครองส่วนท้องถิ่น|agency(?:name)?)$")
_YEAR_HEADING = re.compile(r"^(?:ประจำ)?(?:ปี|ปีงบประมาณ|ปีที่ประเมิน|fiscalyear|year)(?:พ\.?ศ\.?)?$")
_IGNORED = re.compile(
    r"น้ำหนัก|เต็ม|ลำดับ|จำนวน|weight|rank|อันดับ|max"
    r"|ผู้ตอบ|ตอบแบบ|แบบตอบ|ตัวอย่าง|ประชากร|\(คน\)|\(ราย\)|respondent|sample"
    r"|เปลี่ยนแปลง|ผลต่าง|ส่วนต่าง|เพิ่มขึ้น|ลดลง|เพิ่ม/ลด|change|difference"
    r"|เป้าหมาย|ขั้นต่ำ|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|target|previous|minimum"
    r"|(?:เฉลี่ย|ระดับ|ภาพรวม|ของ)(?:ของ)?(?:ทั้ง)?(?:จังหวัด|ประเทศ|ภาค|อำเภอ|กลุ่ม)"
)
_FULL_MARKS = re.compile(r"^(?:ค่า|ผล)?(?:คะแนน|ร้อยละ)?เต็ม(?:100|ร้อย)(?:คะแนน)?$")
_SCORE = re.compile(
    r"^(?:ผล)?(?:คะแนน|ร้อยละ|score|ค่าคะแนน|result)(?:ที่ได้|ที่ได้รับ|การประเมิน|เฉลี่ย|ร้อยละ|\(ร้อยละ\)|\(100\)|เต็ม100)?$|^ผลการประเมิน$|^ผล$"
)
_TOOL_WORDS = (
    ("ผู้มีส่วนได้ส่วนเสียภายใน", "IIT"),
    ("ผู้มีส่วนได้ส่วนเสียภายนอก", "EIT"),
    ("การเปิดเผยข้อมูลสาธารณะ", "OIT"),
    ("internalintegrity", "IIT"),
    ("externalintegrity", "EIT"),
    ("opendataintegrity", "OIT"),
)


class Labels:
    """Reads labels of one year's list, whose names of indicators and sub-indicators it knows."""

    def __init__(self, framework: Framework) -> None:
        self._names: Mapping[str, Key] = {
            **{squash(entry.name_th): Key("sub", entry.code) for entry in framework.sub_indicators},
            **{
                squash(name): Key("indicator", str(entry.number))
                for entry in framework.indicators
                for name in (entry.name_th, *entry.other_names_th)
            },
        }
        self._seen: dict[str, Key | None] = {}

    def read(self, text: str) -> Key | None:
        """What a cell names, None when it names nothing of a result."""
        if text not in self._seen:
            self._seen[text] = self._read(text)
        return self._seen[text]

    def _read(self, text: str) -> Key | None:
        if not text or len(text) > LONGEST_LABEL:
            return None
        plain = " ".join(to_arabic_digits(text).split())
        tight = _OF_FULL_MARKS.sub("", squash(plain))  # "คะแนนรวม (เต็ม 100)" is a score, "คะแนนเต็ม" is none
        return _coded(plain, tight) or _worded(tight) or self._named(plain, tight)

    def _named(self, plain: str, tight: str) -> Key | None:
        known = self._names.get(tight)
        if known is not None:
            return known
        match = _NUMBERED.match(plain)  # "9. การเปิดเผยข้อมูล": its number must be that of the name
        if match is not None:
            named = self._names.get(squash(match["rest"]))
            if named is not None and named.kind == "indicator" and named.code == match["number"]:
                return named
        return None


def squash(text: str) -> str:
    """Without blanks and case, digits Arabic."""
    return "".join(to_arabic_digits(text).split()).casefold()


def _coded(plain: str, tight: str) -> Key | None:
    match = _SUB.match(plain)
    if match is not None:
        return Key("sub", match["code"])
    match = _INDICATOR.match(plain)
    if match is not None:
        return Key("indicator", match["number"])
    if _ITEM.match(plain):
        printed = read_printed_code(plain)
        own = [code for code in printed.codes if code.startswith("O")]
        if len(own) == 1 and printed.certain:
            return Key("item", own[0])
    if _FULL_MARKS.match(tight):
        return FULL_MARKS
    if _IGNORED.search(tight):
        return Key("ignored")
    tools = {found.upper() for found in _TOOL.findall(plain)}
    if len(tools) == 1:
        return Key("tool", tools.pop())
    for words, code in _TOOL_WORDS:
        if words in tight:
            return Key("tool", code)
    return None


def _worded(tight: str) -> Key | None:
    tight = tight.strip(":.()*")
    year = _YEAR.match(tight)
    if year is not None and (len(year["year"]) == 4 or "ปี" in tight):
        return Key("year", year["year"] if len(year["year"]) == 4 else f"25{year['year']}")
    for pattern, kind in _WORDED:
        if pattern.search(tight):
            return Key(kind)
    return None


_WORDED: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_YEAR_HEADING, "year"),
    (_AGENCY, "agency"),
    (_LEVEL, "level"),
    (_TOTAL, "total"),
    (_SCORE, "score"),
)
