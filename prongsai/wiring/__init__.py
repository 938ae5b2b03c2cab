"""Builds the parts into what a command or a page asks for: read a document, check a plan, write a report.

Imports stand inside the functions: `prongsai --help` must not load a PDF library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from prongsai.core.finding import Finding, sort_findings

if TYPE_CHECKING:
    from prongsai.adapters.framework_files import FrameworkFiles
    from prongsai.core.deadline_rule.extension import GrantedExtension
    from prongsai.core.framework import Framework
    from prongsai.core.handover import WaivedApproval
    from prongsai.core.monthly_round import PaperRound
    from prongsai.core.plan import Plan
    from prongsai.core.reporting_round import RoundKind
    from prongsai.core.rollover import RollOver
    from prongsai.core.thai.words import Words
    from prongsai.documents.content import HistoryStamp, ReportOptions
    from prongsai.documents.order import OrderFacts
    from prongsai.intake.pdf_port import PdfReader

ReportFormat = Literal["pdf", "docx", "xlsx", "html", "txt"]
REPORT_FORMATS: tuple[ReportFormat, ...] = ("pdf", "docx", "xlsx", "html", "txt")

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What report to write. `round_kind` None takes the plan's own round, else the half year."""

    round_kind: RoundKind | None = None
    plan_only: bool = False
    public: bool = False
    made_on: date | None = None
    history_head: str | None = None
    history_stamp: HistoryStamp | None = None
    extensions: tuple[GrantedExtension, ...] = ()
    waived: tuple[WaivedApproval, ...] = ()
    paper_rounds: tuple[PaperRound, ...] = ()


def bangkok_today() -> date:
    """Today's date in Bangkok."""
    return datetime.now(BANGKOK).date()


def bangkok_date(at: datetime) -> date:
    """The date in Bangkok at a moment (aware)."""
    return at.astimezone(BANGKOK).date()


def public_holidays(first_year: int, last_year: int) -> Mapping[date, Words]:
    """Days off of Thai government offices in Christian years, with their names."""
    from prongsai.adapters.public_holidays import public_holidays as listed

    return listed(first_year, last_year)


def framework_files(extra_folder: Path | None = None) -> FrameworkFiles:
    """The frameworks of all years: the package's own and those an office added in its data folder."""
    from prongsai.settings import read_settings

    return _framework_files(extra_folder or read_settings().home / "frameworks")


@cache
def _framework_files(extra_folder: Path) -> FrameworkFiles:
    from prongsai.adapters.framework_files import FrameworkFiles

    return FrameworkFiles(extra_folder)


def read_document(content: bytes, name: str, *, fiscal_year: int | None = None, agency_name: str | None = None) -> Plan:
    """A report or plan in any format as a Plan; its findings are the reader's and those of all checks.

    `fiscal_year` (Buddhist era) and `agency_name` say what the document itself leaves out.
    Raises PersonError when the document cannot be used.
    """
    from prongsai.intake.plan_reader import read_plan
    from prongsai.intake.readers import read_source

    source = read_source(content, name=name, pdf=_pdf_reader() if b"%PDF-" in content[:1024] else None)
    plan = read_plan(source, frameworks=framework_files().get, fiscal_year=fiscal_year, agency_name=agency_name)
    return replace(plan, findings=tuple(check_plan(plan)))  # a plan attached to a PDF brings findings of its own


def check_plan(plan: Plan) -> list[Finding]:
    """Every finding of a plan: what its reader said, and all checks run anew."""
    from prongsai.core.checks import CHECK_CODES

    said_by_reader = [finding for finding in plan.findings if finding.code not in CHECK_CODES]
    return sort_findings([*said_by_reader, *_run_checks(plan)])


def load_plan(content: bytes, name: str) -> Plan:
    """A plan from plan.json; any other document is read as `read_document` does."""
    from prongsai.core.plan_json import plan_from_json

    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return plan_from_json(content.removeprefix(b"\xef\xbb\xbf"), name)
    return read_document(content, name)


def write_report(plan: Plan, to: ReportFormat, request: ReportRequest) -> bytes:
    """The report of a plan in one format, as the bytes of a file (text formats are UTF-8)."""
    return write_reports(plan, [to], request)[to]


def write_reports(plan: Plan, to: Sequence[ReportFormat], request: ReportRequest) -> dict[ReportFormat, bytes]:
    """Several formats of one report: the content is built once and drawn for each."""
    from prongsai.core.plan_json import plan_to_json
    from prongsai.documents.content import build_report, plan_in_report

    options = _options(request)
    report = build_report(plan, framework=_framework_of(plan), options=options)
    drawn: dict[ReportFormat, bytes] = {}
    for one in to:
        if one == "pdf":
            from prongsai.documents.pdf import draw_pdf

            drawn[one] = draw_pdf(report, attached_plan_json=plan_to_json(plan_in_report(plan, options)))
        elif one == "docx":
            from prongsai.documents.docx import draw_docx

            drawn[one] = draw_docx(report)
        elif one == "xlsx":
            from prongsai.documents.xlsx import draw_xlsx

            drawn[one] = draw_xlsx(report)
        elif one == "html":
            from prongsai.documents.html import draw_html

            drawn[one] = draw_html(report).encode()
        else:
            from prongsai.documents.text import draw_text

            drawn[one] = draw_text(report).encode()
    return drawn


def report_purpose(fiscal_year: int, round_kind: RoundKind) -> tuple[str, str]:
    """What the report of a round is good for in the assessments of its year and the next: (Thai, English) sentences."""
    from prongsai.core.framework.labels import is_unverified
    from prongsai.core.framework.report_wanted import purpose_of_report

    files = framework_files()
    same_year = purpose_of_report(files.get(fiscal_year), round_kind, fiscal_year)
    next_year = purpose_of_report(files.get(fiscal_year + 1), round_kind, fiscal_year)
    chosen = next_year if same_year.is_internal and not next_year.is_internal else same_year
    if is_unverified(chosen.confidence):
        return f"{chosen.text_th} (ยังไม่ได้ยืนยันกับคู่มือ)", f"{chosen.text_en} (not verified)"
    return chosen.text_th, chosen.text_en


def framework_note(fiscal_year: int) -> tuple[str, str] | None:
    """What a page must say of a year whose list is a draft or recalled: (Thai, English); None when it is verified."""
    from prongsai.core.framework.doubt import framework_doubt

    return framework_doubt(framework_files().get(fiscal_year))


def stated_plan(plan: Plan, request: ReportRequest) -> Plan:
    """The plan as the report of this request states it: what is attached to the PDF, and the JSON download."""
    from prongsai.documents.content import plan_in_report

    return plan_in_report(plan, _options(request))


def roll_over_plan(plan: Plan, to_fiscal_year: int) -> RollOver:
    """Next year's plan from this one, with what moved, what is new and what was dropped."""
    from prongsai.core.rollover import roll_over

    files = framework_files()
    return roll_over(
        plan,
        to_fiscal_year=to_fiscal_year,
        source=files.get(plan.fiscal_year),
        target=files.get(to_fiscal_year),
        crosswalk=files.crosswalk(),
    )


def draw_order(facts: OrderFacts, file_format: str, *, made_on: date) -> bytes:
    """The order appointing a working group, as "pdf" or "docx"."""
    from prongsai.documents.order import build_order
    from prongsai.documents.order_docx import draw_order_docx
    from prongsai.documents.order_pdf import draw_order_pdf

    draw = {"pdf": draw_order_pdf, "docx": draw_order_docx}[file_format]
    return draw(build_order(facts), author=facts.agency, made_on=made_on)


def _options(request: ReportRequest) -> ReportOptions:
    from prongsai.documents.content import ReportOptions

    return ReportOptions(
        public=request.public,
        plan_only=request.plan_only,
        round_kind=request.round_kind,
        made_on=request.made_on or bangkok_today(),
        history_head=request.history_head,
        history_stamp=request.history_stamp,
        extensions=request.extensions,
        waived=request.waived,
        paper_rounds=request.paper_rounds,
    )


def _run_checks(plan: Plan) -> list[Finding]:
    from prongsai.core.checks import run_checks

    return run_checks(plan, _framework_of(plan))


def _framework_of(plan: Plan) -> Framework:
    return framework_files().get(plan.fiscal_year)


def _pdf_reader() -> PdfReader:
    from prongsai.adapters.pdf_text import PdfText

    return PdfText()
