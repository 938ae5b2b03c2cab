"""The annexes of the report: facts and item codes, evidence, deadlines, monthly follow-up."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.handover import Step, WaivedApproval
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import Deadline, Evidence, Measure, Plan, Work
from prongsai.core.report_form.day_words import format_day
from prongsai.core.report_form.evidence_row import write_link_kind, write_owner, write_proof
from prongsai.core.report_form.fact_rows import write_extras, write_facts, write_list, write_month
from prongsai.core.report_form.result_cell import WorkColumn
from prongsai.core.report_form.words import EMPTY, NOT_CHECKED, TABLE_HEADINGS, verdict_words
from prongsai.core.report_form.work_cell import DeadlineReader
from prongsai.core.reporting_round import ReportingRound
from prongsai.core.thai.digits import to_thai_digits
from prongsai.documents.report import Column, Grid, Heading, Line, Section, TableCell

if TYPE_CHECKING:
    from prongsai.core.framework import Framework

_FIRST_LETTER = "ก"
_BANGKOK = timezone(timedelta(hours=7))

STEP_WORDS: dict[Step, str] = {
    "check": "หัวหน้าส่วนงานตรวจ",
    "compile": "สำนักปลัดรวบรวม",
    "endorse": "ปลัดเห็นควร",
    "acknowledge": "นายกทราบหรือสั่งการ",
    "publish": "เผยแพร่",
    "close": "ปิดงาน",
}

_Row = tuple[TableCell, ...]


def list_annexes(
    plan: Plan,
    period: ReportingRound,
    framework: "Framework | None",
    read_deadline: DeadlineReader,
    *,
    has_results: bool,
    extensions: Sequence[GrantedExtension] = (),
    waived: Sequence[WaivedApproval] = (),
    made_on: date | None = None,
    paper_rounds: Sequence[PaperRound] = (),
    is_public: bool = True,
) -> tuple[Section, ...]:
    """Annex ก always; evidence (ข) and monthly follow-up (ง) only in a report; deadlines (ค) always.

    With the deadlines stand the extensions granted, and with the monthly follow-up the approvals by a maker, where there
    are any; `is_public` leaves out who granted, approved or recorded. Months to come on `made_on` are not called missed.
    """
    sections = [_facts_and_items(plan, framework)]
    if has_results:
        sections.append(_section("ข", "รายการหลักฐานและผลการตรวจสอบ", _evidence_grid(plan)))
    letter = "ค" if has_results else "ข"
    grids = [_deadline_grid(plan)]
    if extensions:
        grids.append(_extension_grid(extensions, is_public=is_public))
    sections.append(_section(letter, "กำหนดเวลาและวิธีคำนวณ", *grids))
    if has_results:
        followed = [_month_grid(plan, period, made_on, paper_rounds, is_public=is_public)]
        if waived:
            followed.append(_waived_grid(waived, is_public=is_public))
        sections.append(_section("ง", "การกำกับติดตามรายเดือนของผู้บริหาร", *followed))
    return tuple(sections)


def _section(letter: str, name: str, *grids: Grid) -> Section:
    heading = Heading(f"ภาคผนวก {letter} {name}", level=1)
    return Section((heading, *grids), landscape=True, follows_on=letter != _FIRST_LETTER)


def _facts_and_items(plan: Plan, framework: "Framework | None") -> Section:
    facts = _grid(
        "facts", "ข้อมูลหน่วยงานและรอบการรายงาน", (3, 7), [_row(label, value) for label, value in write_facts(plan)]
    )
    titles = {item.code: item.title_th for item in framework.items} if framework else {}
    items = _grid(
        "items",
        "รายการข้อมูลที่แต่ละมาตรการรับผิดชอบ",
        (1.4, 4, 3, 8),
        [_item_row(measure, titles) for measure in plan.measures],
        centred=1,
    )
    extras = [(measure, heading, text) for measure in plan.measures for heading, text in write_extras(measure)]
    rows = [
        _row(_number(position), write_owner(measure.number, None, 0), heading, text)
        for position, (measure, heading, text) in enumerate(extras, 1)
    ]
    grids = [facts, items]
    if rows:
        grids.append(_grid("extras", "รายละเอียดเพิ่มเติมของมาตรการ", (1, 2, 4, 8), rows, centred=1))
    return _section(_FIRST_LETTER, "ข้อมูลประกอบมาตรการ", *grids)


def _item_row(measure: Measure, titles: dict[str, str]) -> _Row:
    named = [f"{code} {to_thai_digits(titles[code])}" for code in measure.item_codes if code in titles]
    return (
        _cell(_number(measure.number)),
        _cell(measure.issue or EMPTY),
        _cell(write_list(measure.item_codes)),
        _cell(*(named or [EMPTY])),
    )


def _evidence_grid(plan: Plan) -> Grid:
    rows: list[_Row] = []
    for measure in plan.measures:
        for column, number, one in _evidence_of(measure):
            owner = write_owner(measure.number, column, number)
            proof = TableCell(tuple(Line(text, link=link) for text, link in write_proof(one)))
            rows.append(
                (_cell(_number(len(rows) + 1)), _cell(owner), proof, _cell(*write_link_kind(one)), _cell(_verdict(one)))
            )
    return _grid("evidence", "หลักฐานและผลการตรวจสอบ", (1, 3.1, 6.4, 4.2, 2.8), rows, nothing="ไม่มีหลักฐาน", centred=1)


def _evidence_of(measure: Measure) -> Iterator[tuple[WorkColumn | None, int, Evidence]]:
    for one in measure.evidence:
        yield None, 0, one
    for column, work in _works_of(measure):
        for one in work.evidence:
            yield column, work.number, one


def _works_of(measure: Measure) -> Iterator[tuple[WorkColumn, Work]]:
    for step in measure.steps:
        yield "step", step
    for follow_up in measure.follow_ups:
        yield "follow_up", follow_up


def _verdict(evidence: Evidence) -> str:
    audit = evidence.audit
    if audit is None:
        return NOT_CHECKED
    words = verdict_words(audit.verdict, audit.why)
    if audit.verdict == "gone":
        words += " (ยืนยันแล้วสองวัน)" if audit.confirmed else " (รอยืนยันวันที่สอง)"
    checked_on = _bangkok_day(audit.checked_at)
    return f"{words} ตรวจเมื่อ {format_day(checked_on)}" if checked_on else words


def _bangkok_day(checked_at: str | None) -> date | None:
    """The Bangkok day of a moment in UTC, or in the zone it names; None for what is no moment."""
    if not checked_at:
        return None
    try:
        moment = datetime.fromisoformat(checked_at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(_BANGKOK).date()
    except (ValueError, OverflowError):
        return None


def _deadline_grid(plan: Plan) -> Grid:
    rows: list[_Row] = []
    for measure in plan.measures:
        for column, work in _works_of(measure):
            if work.deadline is not None:
                owner = write_owner(measure.number, column, work.number)
                rows.append(_row(_number(len(rows) + 1), owner, *_deadline_cells(work.deadline)))
    return _grid(
        "deadlines",
        "กำหนดเวลาของงานที่ระบุเวลาไว้",
        (0.6, 3.25, 2.7, 5.95, 6.4),
        rows,
        nothing="ไม่มีงานที่ระบุเวลาไว้",
        centred=1,
    )


def _deadline_cells(deadline: Deadline) -> tuple[str, str, str]:
    from prongsai.core.thai.deadline import explain_deadline

    return (
        deadline.as_printed or EMPTY,
        to_thai_digits(explain_deadline(deadline, "th")),
        to_thai_digits(deadline.why) or ("ไม่มีข้อความกำหนดเวลา" if deadline.kind == "none" else "ตามที่ผู้จัดทำแผนกำหนด"),
    )


def _extension_grid(extensions: Sequence[GrantedExtension], *, is_public: bool) -> Grid:
    rows: list[_Row] = []
    for one in extensions:
        owner = write_owner(one.measure, one.column, one.number)
        granted = f"อนุมัติเมื่อ {format_day(one.granted_on)}" + ("" if is_public else f" โดย {one.granted_by}")
        rows.append(
            (
                _cell(_number(len(rows) + 1)),
                _cell(*filter(None, (owner, one.period))),
                _cell(format_day(one.old_due_on)),
                _cell(format_day(one.new_due_on), f"(เพิ่ม {_number(one.days)} วัน นับจากวันครบกำหนดเดิม)"),
                _cell(one.reason, granted),
            )
        )
    return _grid("extensions", "การขยายเวลา", (0.9, 4.2, 3, 4.2, 6.6), rows, centred=1)


def _waived_grid(waived: Sequence[WaivedApproval], *, is_public: bool) -> Grid:
    rows: list[_Row] = []
    for one in waived:
        owner = write_owner(one.measure, one.column, one.number)
        order = f"ตามคำสั่งหรือบันทึกที่ {to_thai_digits(one.order_number)}" if one.order_number else ""
        rows.append(
            (
                _cell(_number(len(rows) + 1)),
                _cell(*filter(None, (owner, one.period, one.unit))),
                _cell(STEP_WORDS[one.step], *([] if is_public else [f"โดย {one.taken_by}"])),
                _cell(format_day(one.taken_on)),
                _cell(*filter(None, (one.reason, order))),
            )
        )
    return _grid("waived", "การตรวจโดยผู้ทำเองตามข้อยกเว้น", (1.4, 4.6, 4, 3, 6.4), rows, centred=1)


def _month_grid(
    plan: Plan, period: ReportingRound, made_on: date | None, paper_rounds: Sequence[PaperRound], *, is_public: bool
) -> Grid:
    papers = {one.month: _paper_lines(one, is_public=is_public) for one in paper_rounds}
    held = {one.month: one for one in plan.monthly_rounds}
    months = {f"{month.year:04d}-{month.month:02d}": month for month in _months_of(plan, period)}
    for key in held:
        if key not in months and (month := _first_day(key)):
            months[key] = month
    rows = [
        tuple(
            _cell(*cell) for cell in write_month(months[key], held.get(key), made_on=made_on, paper=papers.get(key, ()))
        )
        for key in sorted(months)
    ]
    return _grid("months", "การกำกับติดตามรายเดือน", (3, 3.4, 4, 8), rows, nothing="ไม่มีเดือนในรอบ")


def _paper_lines(one: PaperRound, *, is_public: bool) -> tuple[str, ...]:
    by = "" if is_public else f" โดย {one.recorded_by}"
    return (
        f"ลงนามบนกระดาษ บันทึกข้อความที่ {to_thai_digits(one.memo_number)} ลงวันที่ {format_day(one.memo_on)}",
        f"บันทึกเข้าระบบ{by} เมื่อ {format_day(one.recorded_on)}",
    )


def _months_of(plan: Plan, period: ReportingRound) -> Iterator[date]:
    first = max(period.from_on, fiscal_year_start(plan.fiscal_year - 1))
    last = min(period.to_on, fiscal_year_end(plan.fiscal_year + 1))
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _first_day(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None


def _grid(
    key: str, caption: str, weights: tuple[float, ...], rows: Iterable[_Row], nothing: str = "ไม่มี", centred: int = 0
) -> Grid:
    columns = tuple(
        Column(f"{key}-{position}", heading, weight, align="center" if position <= centred else "left")
        for position, (heading, weight) in enumerate(zip(TABLE_HEADINGS[key], weights, strict=True), 1)
    )
    filled = tuple(rows) or ((TableCell((Line(nothing),), span=len(columns)),),)
    return Grid(key, caption, columns, filled, is_small=True)


def _row(*texts: str) -> _Row:
    return tuple(_cell(text) for text in texts)


def _cell(*paragraphs: str) -> TableCell:
    return TableCell(tuple(Line(text) for text in paragraphs))


def _number(number: int) -> str:
    return to_thai_digits(str(number))
