"""The round report: preview and downloads."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from prongsai.apps.history.queries import get_head, last_stamp
from prongsai.apps.plans import queries
from prongsai.apps.plans.chain_port import chain
from prongsai.apps.plans.deadline_pages import granted_extensions
from prongsai.apps.plans.deadlines import keep_plan_current
from prongsai.apps.plans.forms import ReportForm
from prongsai.apps.plans.models import Plan
from prongsai.apps.plans.views import person
from prongsai.core.plan_json import plan_to_json
from prongsai.core.reporting_round import RoundKind
from prongsai.documents.content import HistoryStamp
from prongsai.web.security import DOCUMENT_POLICY
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import (
    BANGKOK,
    REPORT_FORMATS,
    ReportRequest,
    bangkok_today,
    report_purpose,
    stated_plan,
    write_report,
)

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


@require_safe
def report(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Choose the report, see it, download it."""
    plan = queries.plan_for(person(request), plan_id)
    content, audience = _choice(request, plan)
    context = {
        "section": "plans",
        "plan": plan,
        "form": ReportForm(initial={"content": content, "audience": audience}),
        "purpose": in_language(report_purpose(plan.fiscal_year, cast("RoundKind", content)))
        if content != "plan"
        else "",
        "query": f"content={content}&audience={audience}",
        "formats": [
            ("pdf", "PDF"),
            ("docx", "Word (DOCX)"),
            ("xlsx", "Excel (XLSX)"),
            ("html", "HTML"),
            ("txt", "TXT"),
            ("json", "plan.json"),
        ],
    }
    return render(request, "plans/report.html", context)


@require_safe
@xframe_options_sameorigin
def report_preview(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The report as a page of its own, shown inside the report page; it may not run or load anything."""
    plan = queries.plan_for(person(request), plan_id)
    sheet = f'<link rel="stylesheet" href="{static("web/document.css")}">\n</head>'
    document = _draw(request, plan, "html").replace(b"</head>", sheet.encode(), 1)
    response = HttpResponse(document, content_type=CONTENT_TYPES["html"])
    response["Content-Security-Policy"] = DOCUMENT_POLICY
    return response


@require_safe
def report_download(request: HttpRequest, plan_id: int, file_format: str) -> HttpResponse:
    """The report as a file."""
    if file_format not in CONTENT_TYPES:
        raise Http404
    plan = queries.plan_for(person(request), plan_id)
    content, audience = _choice(request, plan)
    name = f"{plan.agency.slug}-{plan.fiscal_year}-{content.replace('_', '-')}"
    name += "-internal" if audience == "internal" else ""
    response = HttpResponse(_draw(request, plan, file_format), content_type=CONTENT_TYPES[file_format])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{file_format}") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _choice(request: HttpRequest, plan: Plan) -> tuple[str, str]:
    content = request.GET.get("content", "")
    if content not in {"half_year", "full_year", "plan"}:
        content = plan.round_kind or "half_year"
    return content, "internal" if request.GET.get("audience") == "internal" else "public"


def _stamp(agency: str) -> HistoryStamp | None:
    row = last_stamp(agency)
    if row is None or row.stamped_at is None:
        return None
    return HistoryStamp(row.hash, row.stamped_at.astimezone(BANGKOK), row.authority)


def _draw(request: HttpRequest, plan: Plan, file_format: str) -> bytes:
    content, audience = _choice(request, plan)
    keep_plan_current(plan, bangkok_today())
    public = audience == "public"
    kind = cast("RoundKind", content) if content != "plan" else None
    facts = queries.get_report_facts(plan, kind)
    wanted = ReportRequest(
        round_kind=kind,
        plan_only=kind is None,
        public=public,
        history_head=get_head(plan.agency.slug),
        history_stamp=_stamp(plan.agency.slug),
        extensions=granted_extensions(queries.granted_extensions(plan)),
        waived=chain().list_waived(plan),
        paper_rounds=queries.list_paper_rounds(plan, facts, kind),
    )
    if file_format == "json":
        return plan_to_json(stated_plan(facts, wanted)).encode()
    assert file_format in REPORT_FORMATS
    return write_report(facts, file_format, wanted)
