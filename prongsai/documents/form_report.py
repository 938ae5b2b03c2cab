"""The frozen form and the clarification as official documents: content said once, drawn by the report's drawers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from prongsai.core.submission import Answer
from prongsai.core.submission.answer import word_of
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date
from prongsai.documents.report import (
    Column,
    Cover,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signature,
    Signatures,
    TableCell,
)


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """A frozen form with who kept and who confirmed it. Moments are Bangkok time."""

    agency: str
    fiscal_year: int
    number: int
    answers: tuple[Answer, ...]
    sha256: str
    entered_on: date
    frozen_by: str
    frozen_at: datetime
    confirmed_by: str = ""
    capacity: str = ""
    confirmed_at: datetime | None = None
    executive_post: str = ""


@dataclass(frozen=True, slots=True)
class ContestedRow:
    """One contested item as it goes into the clarification. `proofs` are lines such as "ใบรับรองการตรวจ …"."""

    code: str
    title: str
    score: int
    said: str
    reason: str
    addresses: tuple[str, ...]
    explanation: str
    proofs: tuple[str, ...] = ()


def build_frozen_form(facts: FrozenFacts, *, made_on: date) -> Report:
    """The document of a form as it was entered: a table of all answers, and who stands for it."""
    grid = Grid(
        "form",
        "",
        (
            Column("code", "รหัส", 0.6, "center"),
            Column("title", "รายการ", 2.2),
            Column("has", "มี/ไม่มี", 0.7, "center"),
            Column("addresses", "ที่อยู่ (URL)", 2.6),
            Column("explanation", "คำอธิบาย", 2.6),
        ),
        tuple(
            (
                _cell(one.code),
                _cell(one.title),
                _cell(word_of(one.has)),
                TableCell(tuple(Line(address, link=address) for address in one.addresses)),
                _cell(one.explanation),
            )
            for one in facts.answers
        ),
    )
    kept = (
        f"บันทึกโดย {facts.frozen_by} เมื่อ {_moment(facts.frozen_at)} กรอกในระบบการประเมินเมื่อวันที่ {_day(facts.entered_on)}"
    )
    lines = [Line(kept)]
    if facts.confirmed_at is not None:
        lines.append(Line(f"ยืนยันโดย {facts.confirmed_by} {facts.capacity} เมื่อ {_moment(facts.confirmed_at)}"))
    else:
        lines.append(Line("ยังไม่ได้ยืนยันโดยผู้บริหารสูงสุด", bold=True))
    lines.append(Line(f"รหัสเนื้อหา SHA-256: {facts.sha256}"))
    signers = (
        Signature("ผู้บันทึก", "", facts.frozen_by),
        Signature("ผู้ยืนยัน", facts.capacity or facts.executive_post, facts.confirmed_by or None),
    )
    year = to_thai_digits(str(facts.fiscal_year))
    title = f"แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ตามที่กรอก ฉบับที่ {to_thai_digits(str(facts.number))}"
    return Report(
        title=f"{title} ปีงบประมาณ พ.ศ. {year} {facts.agency}",
        subject=title,
        author=facts.agency,
        cover=Cover((title,), (f"ประจำปีงบประมาณ พ.ศ. {year}",), (facts.agency,)),
        sections=(
            Section((Heading("คำตอบตามที่กรอก", 1), grid), landscape=True),
            Section((Prose(tuple(lines)), Signatures(signers)), landscape=True, follows_on=True),
        ),
        made_on=made_on,
        footer=facts.agency,
    )


def build_clarification(
    rows: Sequence[ContestedRow],
    *,
    agency: str,
    fiscal_year: int,
    closes_at: datetime | None,
    executive_post: str,
    made_on: date,
) -> Report:
    """The clarification: a part for each contested item with what the form said, what was given, and why it is contested."""
    year = to_thai_digits(str(fiscal_year))
    title = "คำชี้แจงเพิ่มเติมผลการประเมิน OIT"
    blocks: list[Heading | Prose | Grid | Signatures] = []
    for row in rows:
        blocks += [
            Heading(f"{row.code} {row.title}", 2),
            Prose(tuple(_contested_lines(row)), is_list=True),
        ]
    due = f"ส่งภายใน {_moment(closes_at)}" if closes_at is not None else ""
    lead = Prose((Line(f"หน่วยงานขอชี้แจงเพิ่มเติมจำนวน {to_thai_digits(str(len(rows)))} รายการ {due}".strip()),))
    return Report(
        title=f"{title} ปีงบประมาณ พ.ศ. {year} {agency}",
        subject=title,
        author=agency,
        cover=Cover((title,), (f"ประจำปีงบประมาณ พ.ศ. {year}",), (agency,)),
        sections=(
            Section((Heading("รายการที่ขอชี้แจง", 1), lead, *blocks)),
            Section((Signatures((Signature("ผู้ชี้แจง", executive_post),)),), follows_on=True),
        ),
        made_on=made_on,
        footer=agency,
    )


def _contested_lines(row: ContestedRow) -> list[Line]:
    lines = [Line(f"คะแนนเบื้องต้น: {to_thai_digits(str(row.score))}")]
    if row.said:
        lines.append(Line(f"ความเห็นของผู้ประเมิน: {row.said}"))
    lines.append(Line(f"คำชี้แจง: {row.reason}"))
    lines += [Line(f"ที่อยู่ที่กรอกไว้: {address}", link=address) for address in row.addresses]
    if row.explanation:
        lines.append(Line(f"คำอธิบายที่กรอกไว้: {row.explanation}"))
    return lines + [Line(f"หลักฐานแนบ: {proof}") for proof in row.proofs]


def _cell(text: str) -> TableCell:
    return TableCell((Line(text),) if text else ())


def _day(day: date) -> str:
    return to_thai_digits(format_date(day))


def _moment(moment: datetime) -> str:
    return f"{_day(moment.date())} เวลา {to_thai_digits(f'{moment:%H.%M}')} น."
