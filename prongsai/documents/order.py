"""คำสั่ง appointing the year's working group: its words once, drawn as PDF and DOCX.

Form: domain notes on official forms, section 1.4. Head, "ที่ number/year", เรื่อง, text with numbered ข้อ,
"ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", "สั่ง ณ วันที่", signature. What is not known yet stays as dots to fill in by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import THAI_MONTHS
from prongsai.core.working_group import DUTY_WORDS, GroupLine
from prongsai.documents.thai_print import printed

DOTS = "." * 20


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the order appointing a working group says. `number` and `ordered_on` may be unknown: a draft to be signed."""

    agency: str
    fiscal_year: int
    number: str
    ordered_on: date | None
    members: tuple[GroupLine, ...]
    signer_name: str
    signer_post: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the table: all in Thai digits."""

    number: str
    name: str
    post: str
    duty: str


@dataclass(frozen=True, slots=True)
class Order:
    """The order as text, ready to draw. `clauses` are the numbered ข้อ after the table."""

    title: str
    heading: str
    number_line: str
    subject: str
    opening: tuple[str, ...]
    rows: tuple[MemberRow, ...]
    items_lead: str
    items: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    effect: str
    date_line: str
    signer_name: str
    signer_post: str


def build_order(facts: OrderFacts) -> Order:
    """The words of the order."""
    year = to_thai_digits(str(facts.fiscal_year))
    assessment = f"การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {year}"
    subject = f"แต่งตั้งคณะทำงานขับเคลื่อน{assessment} ของ{facts.agency}"
    opening = (
        f"ด้วย{facts.agency}จะเข้ารับ{assessment} เพื่อให้การจัดเตรียมข้อมูล การเปิดเผยข้อมูลต่อสาธารณะ และการติดตามผล"
        "เป็นไปด้วยความเรียบร้อย ถูกต้อง และทันตามกำหนดเวลา",
        "จึงแต่งตั้งคณะทำงาน ประกอบด้วยผู้มีชื่อและตำแหน่งดังต่อไปนี้",
    )
    rows = tuple(
        MemberRow(to_thai_digits(str(at)), printed(one.name), printed(one.post_title), DUTY_WORDS[one.duty])
        for at, one in enumerate(facts.members, start=1)
    )
    items = tuple((printed(one.name), _codes(one.item_codes)) for one in facts.members if one.item_codes)
    return Order(
        title=f"คำสั่ง{facts.agency} เรื่อง {subject}",
        heading=f"คำสั่ง{facts.agency}",
        number_line=f"ที่ {printed(facts.number) if facts.number else DOTS}",
        subject=f"เรื่อง {subject}",
        opening=opening,
        rows=rows,
        items_lead="ให้คณะทำงานรับผิดชอบจัดทำและตรวจสอบข้อมูลตามตัวชี้วัดย่อย ดังนี้" if items else "",
        items=items,
        clauses=_clauses(),
        effect="ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
        date_line=_date_line(facts.ordered_on),
        signer_name=facts.signer_name or "." * 40,
        signer_post=facts.signer_post,
    )


def _clauses() -> tuple[str, ...]:
    """Duties of the group: wording of our own, as customary in such orders."""
    duties = (
        "จัดทำ รวบรวม และตรวจสอบข้อมูลและหลักฐานของตัวชี้วัดที่ได้รับมอบหมายให้ถูกต้อง ครบถ้วน เป็นปัจจุบัน และส่งภายในกำหนด",
        "เผยแพร่ข้อมูลต่อสาธารณะบนเว็บไซต์ของหน่วยงาน และตรวจสอบให้เปิดดูได้ตลอดระยะเวลาการประเมิน",
        "รายงานความก้าวหน้า ปัญหา และอุปสรรคต่อผู้บริหารทุกเดือน",
        "ปฏิบัติหน้าที่อื่นตามที่ได้รับมอบหมาย",
    )
    return tuple(f"{to_thai_digits(str(at))}. {words}" for at, words in enumerate(duties, start=1))


def _codes(codes: Sequence[str]) -> str:
    """O1, O2: codes stay as printed in the item list."""
    return ", ".join(codes)


def _date_line(day: date | None) -> str:
    if day is None:
        return f"สั่ง ณ วันที่ {'.' * 8} เดือน {'.' * 20} พ.ศ. {'.' * 10}"
    number, year = to_thai_digits(str(day.day)), to_thai_digits(str(day.year + BE_OFFSET))
    return f"สั่ง ณ วันที่ {number} {THAI_MONTHS[day.month - 1]} พ.ศ. {year}"
