"""The report of a round, or the plan alone, as neutral content in the official form (docs/report-form.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.handover import WaivedApproval
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import Measure, Plan
from prongsai.core.plan_same import without_results
from prongsai.core.report_form.day_words import format_day, format_month, last_of_month
from prongsai.core.report_form.issue_cell import write_issue, write_responsible
from prongsai.core.report_form.result_cell import write_result
from prongsai.core.report_form.words import FORM_MARK, NO_MEASURES, ROUND_WORDS, TABLE_HEADINGS
from prongsai.core.report_form.work_cell import DeadlineReader, write_works
from prongsai.core.reporting_round import ReportingRound, RoundKind, round_of
from prongsai.core.thai.digits import to_thai_digits
from prongsai.documents.content_annexes import list_annexes
from prongsai.documents.posts import clerk_post, executive_post
from prongsai.documents.printed_plan import (
    printed_extensions,
    printed_paper_rounds,
    printed_plan,
    printed_waived,
    public_plan,
)
from prongsai.documents.report import (
    Block,
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

if TYPE_CHECKING:
    from prongsai.core.framework import Framework

_REPORT_TITLE = ("รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ภายในหน่วยงาน")
_PLAN_TITLE = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",)
# What the signers sign. It also goes with them where they must begin a new page.
_REPORT_LEAD = "ขอรับรองว่ารายงานข้างต้นถูกต้องตรงกับผลการดำเนินการของหน่วยงาน"
_PLAN_LEAD = "ขอรับรองว่ามาตรการข้างต้นเป็นมาตรการของหน่วยงานตามปีงบประมาณที่ระบุไว้"
_WEIGHTS = (2.9, 2.3, 5.9, 5.9, 4.2)
_COLUMN_KEYS = ("issue", "responsible", "steps", "follow_up", "result")


@dataclass(frozen=True, slots=True)
class HistoryStamp:
    """A hash of the agency's history that an authority outside stamped; `stamped_at` is in Bangkok time."""

    hash: str
    stamped_at: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What report to build. `made_on` is the Bangkok date printed on it.

    `public` leaves persons out and names the officer in charge instead; `plan_only` leaves results out.
    `round_kind` None takes the plan's own round; a plan without one is reported as the half year.
    `history_head` is the last hash of the agency's history, printed at the end with the newest one that has a time stamp; `extensions` are listed with the deadlines, `waived`
    approvals and `paper_rounds` with the monthly follow-up.
    """

    made_on: date
    public: bool = False
    plan_only: bool = False
    round_kind: RoundKind | None = None
    digits: Literal["thai"] = "thai"
    history_head: str | None = None
    history_stamp: HistoryStamp | None = None
    extensions: tuple[GrantedExtension, ...] = ()
    waived: tuple[WaivedApproval, ...] = ()
    paper_rounds: tuple[PaperRound, ...] = ()


def plan_in_report(plan: Plan, options: ReportOptions) -> Plan:
    """The plan that the report shows, as data: with its round, and without what the options leave out."""
    if options.round_kind and (plan.round is None or plan.round.kind != options.round_kind):
        plan = replace(plan, round=round_of(options.round_kind, plan.fiscal_year))
    if options.plan_only:
        plan = without_results(plan)
    return public_plan(plan) if options.public else plan


def build_report(plan: Plan, *, framework: "Framework | None", options: ReportOptions) -> Report:
    """The whole document: cover, introduction, the table, signatures and annexes.

    `framework` gives names of indicators and items; None leaves them out.
    """
    # Persons stay in the plan until the cell is written: a public report says that an officer is in charge.
    shown = plan_in_report(plan, replace(options, public=False))
    shown = printed_plan(shown, is_public=options.public)
    period = shown.round or round_of("half_year", shown.fiscal_year)
    title = _PLAN_TITLE if options.plan_only else _REPORT_TITLE
    year = to_thai_digits(f"ประจำปีงบประมาณ พ.ศ. {shown.fiscal_year}")
    main = Section(
        (*_introduction(shown, year), _table(shown, framework, options), _signatures(shown, options)), landscape=True
    )
    annexes = list_annexes(
        shown,
        period,
        framework,
        _deadline_reader(shown.fiscal_year),
        has_results=not options.plan_only,
        extensions=printed_extensions(options.extensions, plan, is_public=options.public),
        waived=printed_waived(options.waived, plan, is_public=options.public),
        made_on=options.made_on,
        paper_rounds=printed_paper_rounds(options.paper_rounds, plan, is_public=options.public),
        is_public=options.public,
    )
    return Report(
        title=f"{''.join(title)} {shown.agency.name} {year}",
        subject=year if options.plan_only else f"{year} {_round_line(period)}",
        author=shown.agency.name,
        cover=Cover(title, (year,) if options.plan_only else (year, _round_line(period)), _agency_lines(shown)),
        sections=(main, *_with_closing(annexes, options)),
        made_on=options.made_on,
        footer=FORM_MARK,
        keywords=("ITA", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", year),
    )


def _agency_lines(plan: Plan) -> tuple[str, ...]:
    agency = plan.agency
    place = [f"อำเภอ{agency.district}" if agency.district else "", f"จังหวัด{agency.province}" if agency.province else ""]
    return tuple(filter(None, (agency.name, " ".join(filter(None, place)))))


def _round_line(period: ReportingRound) -> str:
    whole_months = period.from_on.day == 1 and period.to_on == last_of_month(period.to_on)
    if whole_months:
        return f"{ROUND_WORDS[period.kind]} (เดือน{format_month(period.from_on)} - {format_month(period.to_on)})"
    return f"{ROUND_WORDS[period.kind]} ({format_day(period.from_on)} - {format_day(period.to_on)})"


def _introduction(plan: Plan, year: str) -> Iterable[Block]:
    name, based_on = plan.agency.name, plan.based_on_fiscal_year
    basis = to_thai_digits(f"ประจำปีงบประมาณ พ.ศ. {based_on}") if based_on is not None else "ที่ผ่านมา"
    yield Heading(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสของ {name} {year}", level=1)
    yield Prose(
        (
            Line(
                f"จากการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน {basis} "
                "นำมาสู่ข้อเสนอแนะในการกำหนดมาตรการในการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานของ "
                f"{name} ดังนี้"
            ),
        )
    )


def _table(plan: Plan, framework: "Framework | None", options: ReportOptions) -> Grid:
    count = 4 if options.plan_only else 5
    columns = tuple(
        Column(key, heading, weight)
        for key, heading, weight in zip(_COLUMN_KEYS, TABLE_HEADINGS["measures"], _WEIGHTS, strict=True)
    )[:count]
    names = {indicator.number: indicator.name_th for indicator in framework.indicators} if framework else {}
    read = _deadline_reader(plan.fiscal_year)
    rows = tuple(
        _row(measure, names.get(measure.indicator or 0, ""), read, options)[:count] for measure in plan.measures
    )
    nothing = ((TableCell((Line(NO_MEASURES),), span=count),),)
    return Grid(
        "measures", "ตารางมาตรการ" if options.plan_only else "ตารางผลการดำเนินการตามมาตรการ", columns, rows or nothing
    )


def _row(measure: Measure, indicator_name: str, read: DeadlineReader, options: ReportOptions) -> tuple[TableCell, ...]:
    issue = write_issue(measure, indicator_name)
    return (
        TableCell((Line(issue[0], bold=True), *map(Line, issue[1:]))),
        _cell(write_responsible(measure.responsible, is_public=options.public)),
        _cell(write_works(measure.steps, read)),
        _cell(write_works(measure.follow_ups, read)),
        TableCell(tuple(Line(line.text, link=line.link) for line in write_result(measure))),
    )


def _cell(paragraphs: Iterable[str]) -> TableCell:
    return TableCell(tuple(Line(text) for text in paragraphs))


def _signatures(plan: Plan, options: ReportOptions) -> Signatures:
    return Signatures(
        (
            Signature("ผู้จัดทำ", ""),
            Signature("ผู้ตรวจสอบ", clerk_post(plan.agency)),
            Signature("ผู้รับรอง", executive_post(plan.agency)),
        ),
        lead=_PLAN_LEAD if options.plan_only else _REPORT_LEAD,
    )


def _with_closing(annexes: tuple[Section, ...], options: ReportOptions) -> tuple[Section, ...]:
    lines = [Line(f"จัดทำเมื่อวันที่ {format_day(options.made_on)}")]
    if options.history_head:
        lines.append(Line(f"รหัสท้ายสุดของบันทึกประวัติเมื่อจัดทำ: {options.history_head}"))
    if options.history_stamp:
        lines.append(Line(_stamp_line(options.history_stamp)))
    if options.public:
        lines.append(Line("ฉบับเผยแพร่: ไม่ระบุชื่อบุคคล"))
    closing = Prose((*lines, Line(FORM_MARK)), is_list=True)
    *before, last = annexes
    return (*before, replace(last, blocks=(*last.blocks, closing)))


def _stamp_line(stamp: HistoryStamp) -> str:
    day, clock = format_day(stamp.stamped_at.date()), to_thai_digits(f"{stamp.stamped_at:%H.%M}")
    return f"รหัสที่มีตราประทับเวลา (RFC 3161) โดย {stamp.authority} เมื่อวันที่ {day} เวลา {clock} น.: {stamp.hash}"


def _deadline_reader(fiscal_year: int) -> DeadlineReader:
    from prongsai.core.thai.deadline import read_deadline

    return lambda text: read_deadline(text, fiscal_year=fiscal_year)
