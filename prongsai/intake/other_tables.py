"""Tables that are no table of measures: what they are, told from the words of their headings."""

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.core.thai.text import squash
from prongsai.intake.blocks import Table
from prongsai.intake.columns import Header
from prongsai.intake.grid import paragraphs_of

_ROWS_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of table in words. A heading word of `certain` settles it; of `hints` two are needed."""

    name_th: str
    name_en: str
    certain: tuple[str, ...]
    hints: tuple[str, ...] = ()


_KINDS = (
    OtherKind(
        "ทะเบียนความเสี่ยง",
        "a risk register",
        ("เหตุการณ์ความเสี่ยง", "ระดับความเสี่ยง", "โอกาสเกิด", "ค่าความเสี่ยง", "riskscore", "ประเด็นความเสี่ยง", "โอกาส/ความเสี่ยง"),
        ("ผลกระทบ", "ความรุนแรง"),
    ),
    OtherKind(
        "รายการจัดซื้อจัดจ้าง",
        "a list of procurements",
        (
            "ราคากลาง",
            "ผู้เสนอราคา",
            "วิธีซื้อหรือจ้าง",
            "วิธีจัดซื้อจัดจ้าง",
            "งานที่จัดซื้อจัดจ้าง",
            "งานที่จัดซื้อหรือจัดจ้าง",
            "ผู้ได้รับการคัดเลือก",
            "คาดว่าจะประกาศ",
            "เลขที่สัญญา",
            "วงเงินที่จัดซื้อ",
            "รหัสแผนจัดซื้อ",
        ),
        ("จัดซื้อ", "วงเงิน", "สัญญา", "ผู้ขาย", "ผู้รับจ้าง"),
    ),
    OtherKind(
        "รายชื่อผู้บริหารหรือบุคลากร",
        "a list of executives or staff",
        ("ชื่อ-สกุล", "ชื่อ–สกุล", "ชื่อ-นามสกุล", "ชื่อสกุล", "ชื่อนามสกุล", "รายชื่อผู้บริหาร", "กรอบอัตรากำลัง"),
        ("ตำแหน่ง", "เบอร์โทร", "โทรศัพท์", "วุฒิ", "ระดับตำแหน่ง", "อีเมล"),
    ),
    OtherKind(
        "ตารางงบประมาณหรือรายรับรายจ่าย",
        "a table of budget or spending",
        (
            "ประเภทรายจ่าย",
            "หมวดรายจ่าย",
            "ประมาณการรายรับ",
            "งบประมาณอนุมัติ",
            "งบประมาณคงเหลือ",
            "รายรับจริง",
            "รายจ่ายจริง",
            "แหล่งงบประมาณ",
            "โอนเพิ่ม",
            "โอนลด",
        ),
        ("เบิกจ่าย", "คงเหลือ", "จำนวนเงิน", "ร้อยละ", "รายรับ", "รายจ่าย", "งบประมาณ"),
    ),
    OtherKind(
        "บัญชีโครงการของแผนดำเนินงาน (ผด.02)",
        "the project list of an operation plan (form PD.02)",
        ("รายละเอียดของโครงการ", "รายละเอียดโครงการ", "สถานที่ดำเนินการ", "รายละเอียดของกิจกรรม"),
    ),
    OtherKind(
        "รายการข้อมูล OIT",
        "a list of OIT items",
        ("องค์ประกอบด้านข้อมูล", "องค์ประกอบข้อมูล"),
    ),
    OtherKind(
        "สถิติ",
        "statistics",
        (),
        ("จำนวนผู้", "จำนวนราย", "จำนวนเรื่อง", "จำนวนครั้ง", "รวม", "หน่วยนับ", "ร้อยละ", "s.d", "ค่าเฉลี่ย", "ระดับความพึงพอใจ"),
    ),
)


def find_other_kind(table: Table, header: Header | None) -> OtherKind | None:
    """The kind of a table that is surely not one of measures; None where its headings do not say so.

    Headings of measures ("ประเด็น…", "มาตรการ…" beside ผู้รับผิดชอบ or ระยะเวลา) are believed unless a certain word stands
    beside them.
    """
    texts = _heading_texts(table, header)
    looks_right = header is not None and header.is_of_measures
    own_words = any("ประเด็น" in text or "มาตรการ" in text for text in texts)
    for kind in _KINDS:
        certain = sum(any(word in text for word in kind.certain) for text in texts)
        hints = sum(any(word in text for word in kind.hints) for text in texts)
        if certain >= 2 or (certain and not (looks_right and own_words)):
            return kind
        if kind.name_en == "a risk register" and certain:
            return kind
        if not looks_right and hints >= 2:
            return kind
    return None


def _heading_texts(table: Table, header: Header | None) -> list[str]:
    if header is not None and header.last_row >= 0:
        return [squash(column.heading) for column in header.columns if column.heading]
    return [
        squash(" ".join(paragraphs_of(cell)))
        for row in table.rows[:_ROWS_LOOKED_AT]
        for cell in row.cells
        if sum(map(len, cell.paragraphs)) <= 120
    ]


def describe_tables(kinds: Iterable[OtherKind | None]) -> tuple[str, str]:
    """What tables were found instead, in Thai and English: "รายการจัดซื้อจัดจ้าง, ตารางอื่น"."""
    found = list(dict.fromkeys(kinds))
    th = ", ".join(kind.name_th if kind else "ตารางที่ไม่รู้จักหัวช่อง" for kind in found)
    en = ", ".join(kind.name_en if kind else "a table with unknown headings" for kind in found)
    return th, en
