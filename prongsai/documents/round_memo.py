"""The memo of a monthly round: the sheet of the round as the text of a บันทึกข้อความ to the executive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from prongsai.core.monthly_round import DecisionLine, Sheet, WaitingLine, WorkLine
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date, format_month
from prongsai.documents.memo import Memo, MemoOpinion, MemoParagraph, MemoSigner
from prongsai.documents.thai_print import printed
from prongsai.documents.words import shorten

NAMED = 3
"""Lines named under each number; the sheet on the screen holds more."""


@dataclass(frozen=True, slots=True)
class RoundMemoFacts:
    """What a round's memo says beside its sheet.

    `reporter` signs the memo, `executive` the opinion under it. `comment` and `signed` are of a round that was signed
    on screen: "" leaves room to write by hand.
    """

    sheet: Sheet
    fiscal_year: int
    from_unit: str
    number: str
    dated_on: date | None
    reporter: MemoSigner
    executive: MemoSigner
    made_on: date
    comment: str = ""
    signed: str = ""
    garuda_png: bytes = b""


def build_round_memo(facts: RoundMemoFacts) -> Memo:
    """The memo in the words of an official document, Thai digits."""
    sheet = facts.sheet
    month, year = format_month(sheet.month), to_thai_digits(str(facts.fiscal_year))
    agency = printed(sheet.agency)
    return Memo(
        from_unit=printed(facts.from_unit),
        number=printed(facts.number),
        dated_on=facts.dated_on,
        subject=f"รายงานผลการติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำเดือน{month}",
        to=printed(facts.executive.post),
        paragraphs=(
            MemoParagraph(
                f"ตามที่{agency} ได้กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {year} "
                "และกำหนดให้ผู้บริหารกำกับติดตามเป็นประจำทุกเดือน นั้น"
            ),
            MemoParagraph(f"ในการนี้ ได้รวบรวมผลการดำเนินการ ณ วันที่ {format_date(sheet.as_of)} แล้ว สรุปได้ดังนี้"),
            *_items(sheet),
            MemoParagraph("จึงเรียนมาเพื่อโปรดทราบและพิจารณาสั่งการ"),
        ),
        signer=facts.reporter,
        opinions=(_opinion(facts),),
        made_on=facts.made_on,
        author=agency,
        garuda_png=facts.garuda_png,
    )


def _items(sheet: Sheet) -> Iterator[MemoParagraph]:
    """One number a line, in the order of the page; what is named stands under it."""
    counts = sheet.counts
    earlier = [one for one in sheet.decisions if one.month < sheet.month]
    groups: tuple[tuple[str, int, list[str]], ...] = (
        (f"งานที่เกินกำหนด {counts.late} รายการ (เกินกำหนดใหม่ {counts.new_late} รายการ)", counts.late, _works(sheet.late)),
        (_due_words(sheet), counts.due, _works(sheet.due)),
        (f"งานที่แล้วเสร็จตั้งแต่วันที่ {_day(sheet.since)} จำนวน {counts.done} รายการ", counts.done, _works(sheet.done)),
        (f"งานที่ส่งกลับให้แก้ไข {counts.returned} รายการ", counts.returned, _waiting(sheet.returned)),
        (f"เรื่องที่รอผู้บริหารพิจารณา {counts.waiting} รายการ", counts.waiting, _waiting(sheet.waiting)),
        (f"ข้อสั่งการของรอบก่อน {len(earlier)} ข้อ", len(earlier), _decisions(earlier)),
    )
    for at, (words, count, named) in enumerate(groups, start=1):
        more = f" และอีก {count - len(named)} รายการ" if named and count > len(named) else ""
        listed = f" ได้แก่ {'; '.join(named)}{more}" if named else ""
        yield MemoParagraph(printed(f"{at}. {words}{listed}"), is_item=True)


def _due_words(sheet: Sheet) -> str:
    """All of the month, as the chart has it; which of it is done or late already."""
    month = sheet.due_in_month
    parts = [f"แล้วเสร็จ {month.done}"] if month.done else []
    parts += [f"เกินกำหนดแล้ว {month.late}"] if month.late else []
    if parts:
        parts.append(f"ยังไม่ถึงวันครบกำหนด {sheet.counts.due}")
    return f"งานที่ถึงกำหนดภายในเดือนนี้ {month.total} รายการ" + (f" ({' '.join(parts)})" if parts else "")


_STAGES = {
    "handed_in": "ส่งแล้ว",
    "checked": "ตรวจแล้ว",
    "compiled": "รวบรวมแล้ว",
    "endorsed": "ปลัดเห็นควรแล้ว",
    "acknowledged": "ผู้บริหารทราบแล้ว",
    "returned": "ส่งกลับให้แก้ไข",
}


def _stage(state: str) -> str:
    return f" [{_STAGES[state]}]" if state in _STAGES else ""


def _works(lines: Iterable[WorkLine]) -> list[str]:
    return [
        f"({at}) {_short(one.text or one.measure)}{_when(one.due_on)}{_who(one.units)}{_stage(one.state)}"
        for at, one in enumerate(list(lines)[:NAMED], start=1)
    ]


def _waiting(lines: Iterable[WaitingLine]) -> list[str]:
    return [f"({at}) {_short(one.text or one.measure)}" for at, one in enumerate(list(lines)[:NAMED], start=1)]


def _decisions(lines: Iterable[DecisionLine]) -> list[str]:
    words = {"open": "ยังไม่แล้วเสร็จ", "done": "แล้วเสร็จ", "withdrawn": "ยกเลิก"}
    return [
        f"({at}) {_short(one.text)} {words[one.state]}{_when(one.due_on) if one.state == 'open' else ''}"
        for at, one in enumerate(list(lines)[:NAMED], start=1)
    ]


def _opinion(facts: RoundMemoFacts) -> MemoOpinion:
    own = [one for one in facts.sheet.decisions if one.month == facts.sheet.month and one.state != "withdrawn"]
    lines = [printed(line) for line in facts.comment.splitlines() if line.strip()] if facts.signed else []
    if facts.signed and not lines and not own:
        lines = ["ทราบ"]
    for at, one in enumerate(own, start=1):
        lines.append(printed(f"{at}. {one.text} ({one.unit or 'ทั้งหน่วยงาน'} ภายในวันที่ {_day(one.due_on)})"))
    return MemoOpinion(
        heading="ความเห็นและข้อสั่งการของผู้บริหาร",
        signer=facts.executive,
        lines=tuple(lines),
        signed=facts.signed,
    )


def _when(day: date | None) -> str:
    return f" (กำหนด {_day(day)})" if day else ""


def _who(units: tuple[str, ...]) -> str:
    shown = ", ".join(units[:2])
    return f" {shown}{' และอื่น ๆ' if len(units) > 2 else ''}" if shown else ""


def _day(day: date) -> str:
    return format_date(day, "short")


def _short(text: str, most: int = 90) -> str:
    return shorten(" ".join(text.split()), most)
