"""Import: read a document, look at what was understood, correct it, accept it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.permissions import EDIT_PLANS
from prongsai.apps.history.queries import actor_id, list_events
from prongsai.apps.plans import actions, labels, pages, queries
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.draft_cells import draft_cells
from prongsai.apps.plans.editor import MeasureEditor
from prongsai.apps.plans.forms import ImportForm, ImportHeadForm
from prongsai.apps.plans.models import Import
from prongsai.apps.plans.scanning import require_harmless
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.plan_json import plan_from_dict
from prongsai.core.reporting_round import RoundKind, round_of
from prongsai.web.done_before import lead_to_done
from prongsai.web.templatetags.reading import said
from prongsai.wiring import check_plan, load_plan, read_document


@limited_uploads
def import_list(request: HttpRequest) -> HttpResponse:
    """Start an import, and the drafts not yet accepted."""
    agency = current_agency(request, EDIT_PLANS)
    form = ImportForm(request.POST or None, request.FILES or None)
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                draft = _read(request, form)
            except PersonError as error:
                form.add_error("file" if form.cleaned_data.get("file") else "text", said(error))
            else:
                return redirect("plans:import_detail", draft.pk)
    page = page_of(request, queries.list_drafts(agency))
    return render(request, "plans/import_list.html", {"section": "imports", "form": form, "page": page}, status=code)


@require_safe
def blank_template(request: HttpRequest) -> HttpResponse:
    """A blank workbook with the agency's name, to fill in and import."""
    from prongsai.intake.template import blank_template_xlsx

    agency = current_agency(request, EDIT_PLANS)
    content = blank_template_xlsx(agency_name=agency.name)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Content-Disposition": 'attachment; filename="prongsai-template.xlsx"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _read(request: HttpRequest, form: ImportForm) -> Import:
    agency = current_agency(request, EDIT_PLANS)
    upload = form.cleaned_data["file"]
    if upload:
        limit = settings.IMPORT_MAX_BYTES
        if upload.size > limit:
            size, most = -(-upload.size // 1_000_000), limit // 1_000_000
            raise PersonError(
                f'ไฟล์ "{upload.name}" มีขนาด {size} MB เกินขีดจำกัด {most} MB กรุณาย่อไฟล์',
                f'"{upload.name}" is {size} MB, over the limit of {most} MB: make it smaller',
            )
        name, content = upload.name, upload.read()
        if not require_harmless(content, name):  # it would be read at once: there is nothing to mark and look at later
            raise PersonError(
                f'ยังตรวจไวรัสไฟล์ "{name}" ไม่ได้ กรุณาลองใหม่ภายหลัง หรือวางข้อความแทน',
                f'"{name}" could not be scanned for viruses: try again later, or paste the text instead',
            )
    else:
        text = form.cleaned_data["text"]
        name, content = _("ข้อความที่วาง") + ".txt", text.replace("\r\n", "\n").encode()
    year = form.cleaned_data["fiscal_year"]
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        plan = load_plan(content, name)
    else:
        plan = read_document(content, name, fiscal_year=year, agency_name=agency.name)
    return actions.save_import(
        agency=agency, name=name, content=content, plan=plan, by=person(request), at=timezone.now()
    )


def import_detail(request: HttpRequest, import_id: int) -> HttpResponse:
    """The original beside what was understood, with the findings at their place."""
    try:
        draft = queries.import_for(person(request), import_id)
    except Http404:
        return _accepted_before(request, import_id)
    plan = plan_from_dict(draft.plan)
    findings = check_plan(plan)
    by_measure: dict[int | None, list[Finding]] = {}
    for finding in findings:
        by_measure.setdefault(finding.measure, []).append(finding)
    page = page_of(request, list(enumerate(plan.measures)))
    rows = [pages.draft_view(measure, index, by_measure.get(measure.number, ())) for index, measure in page]
    numbered = [
        (index, row, draft_cells(measure, row.findings), _loud(row.findings))
        for (index, measure), row in zip(page, rows, strict=True)
    ]
    proposals = any(one.proposed_url for row in rows for one in _all_evidence(row))
    context = {
        "section": "imports",
        "draft": draft,
        "plan": plan,
        "page": page,
        "rows": numbered,
        "plan_findings": by_measure.get(None, []),
        "plan_loud": _loud(by_measure.get(None, [])),
        "counts": [
            (code, labels.SEVERITIES[code], sum(finding.severity == code for finding in findings))
            for code in ("error", "warning", "note")
        ],
        "form": _head_form(draft, plan),
        "other_agency": plan.agency.name
        if plan.agency.name and _squash(plan.agency.name) != _squash(draft.agency.name)
        else "",
        "taken": plan.fiscal_year in queries.list_years_taken(draft.agency),
        "has_proposals": proposals,
        "round_name": labels.ROUNDS[plan.round.kind if plan.round else ""],
    }
    return render(request, "plans/import_detail.html", context)


@require_POST
def import_head(request: HttpRequest, import_id: int) -> HttpResponse:
    """Correct year and round, or accept the proposed addresses that are ticked."""
    draft = queries.import_for(person(request), import_id)
    plan = plan_from_dict(draft.plan)
    if "ticks" in request.POST:
        changed = accept_proposals(plan, set(request.POST.getlist("proposal")))
    else:
        form = ImportHeadForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
            return redirect("plans:import_detail", draft.pk)
        year = cast("int", form.cleaned_data["fiscal_year"])
        kind = form.cleaned_data["round_kind"]
        made = round_of(cast("RoundKind", kind), year) if kind else None
        changed = replace(plan, fiscal_year=year, round=made)
    _correct(request, draft, changed, request.POST.get("version", ""))
    return redirect("plans:import_detail", draft.pk)


def import_measure(request: HttpRequest, import_id: int, index: int) -> HttpResponse:
    """Correct one measure of a draft."""
    draft = queries.import_for(person(request), import_id)
    plan = plan_from_dict(draft.plan)
    if not 0 <= index < len(plan.measures):
        raise Http404
    measure = plan.measures[index]
    keys = {"step": list(range(len(measure.steps))), "follow_up": list(range(len(measure.follow_ups)))}
    hosts = tuple(draft.agency.hosts) or plan.agency.hosts
    editor = MeasureEditor(measure, keys, request.POST if request.method == "POST" else None, hosts)
    if request.method == "POST" and editor.is_valid():
        edited = editor.edited().facts
        measures = (*plan.measures[:index], edited, *plan.measures[index + 1 :])
        if _correct(request, draft, replace(plan, measures=measures), request.POST.get("version", "")):
            return redirect(f"{_address(draft)}#m{index}")
    findings = [finding for finding in check_plan(plan) if finding.measure == measure.number]
    context = {
        "section": "imports",
        "draft": draft,
        "index": index,
        "editor": editor,
        # What was opened, not what is stored now: a form sent again must not pass over someone else's correction.
        "version": request.POST.get("version", "") if request.method == "POST" else draft.version,
        "row": pages.draft_view(measure, index, findings),
    }
    code = 422 if request.method == "POST" and not editor.adds else 200
    return render(request, "plans/import_measure.html", context, status=code)


@require_POST
def import_measure_remove(request: HttpRequest, import_id: int, index: int) -> HttpResponse:
    """Leave one measure out of a draft; the original keeps it."""
    draft = queries.import_for(person(request), import_id)
    plan = plan_from_dict(draft.plan)
    if not 0 <= index < len(plan.measures):
        raise Http404
    measures = plan.measures[:index] + plan.measures[index + 1 :]
    _correct(request, draft, replace(plan, measures=measures), request.POST.get("version", ""))
    return redirect("plans:import_detail", draft.pk)


@require_POST
def import_accept(request: HttpRequest, import_id: int) -> HttpResponse:
    """Make the draft the plan of its year."""
    try:
        draft = queries.import_for(person(request), import_id)
    except Http404:
        return _accepted_before(request, import_id)
    try:
        plan = actions.accept_import(draft=draft, by=person(request), at=timezone.now())
    except PersonError as error:
        messages.error(request, said(error))
        return redirect("plans:import_detail", draft.pk)
    messages.success(request, _("นำเข้าแผนแล้ว ขั้นต่อไป: บันทึกความก้าวหน้าของแต่ละมาตรการ"))
    return redirect("plans:plan_detail", plan.pk)


@require_POST
def import_discard(request: HttpRequest, import_id: int) -> HttpResponse:
    """Throw a draft away."""
    draft = queries.import_for(person(request), import_id)
    actions.discard_import(draft=draft, by=person(request), at=timezone.now())
    messages.success(request, _("ทิ้งร่างแล้ว"))
    return redirect("plans:import_list")


@require_safe
def import_original(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The document as it came, always as a download."""
    draft = queries.import_for(person(request), import_id)
    response = FileResponse(
        draft.original.open("rb"), as_attachment=True, filename=draft.name, content_type="application/octet-stream"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def accept_proposals(plan: core.Plan, ticked: set[str]) -> core.Plan:
    """The plan with the proposed addresses used whose names ("measure:kind:line:evidence") are ticked."""

    def used(evidence: tuple[core.Evidence, ...], name: str) -> tuple[core.Evidence, ...]:
        return tuple(
            replace(one, url=one.proposed_url, proposed_url=None, needs_review=False)
            if one.proposed_url and f"{name}:{place}" in ticked
            else one
            for place, one in enumerate(evidence)
        )

    return replace(
        plan,
        measures=tuple(
            replace(
                measure,
                evidence=used(measure.evidence, f"{index}:measure:0"),
                steps=tuple(
                    replace(step, evidence=used(step.evidence, f"{index}:step:{place}"))
                    for place, step in enumerate(measure.steps)
                ),
                follow_ups=tuple(
                    replace(line, evidence=used(line.evidence, f"{index}:follow_up:{place}"))
                    for place, line in enumerate(measure.follow_ups)
                ),
            )
            for index, measure in enumerate(plan.measures)
        ),
    )


def _correct(request: HttpRequest, draft: Import, plan: core.Plan, version: str) -> bool:
    try:
        actions.correct_import(
            draft=draft,
            plan=plan,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
            by=person(request),
            at=timezone.now(),
        )
    except ChangedMeanwhile:
        messages.error(request, _("มีผู้อื่นแก้ร่างนี้ก่อน ยังไม่ได้บันทึก กรุณาตรวจร่างล่าสุดแล้วแก้อีกครั้ง"))
        return False
    messages.success(request, _("บันทึกแล้ว"))
    return True


def _loud(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    severities = [finding.severity for finding in findings]
    return severities.count("error"), severities.count("warning")


def _head_form(draft: Import, plan: core.Plan) -> ImportHeadForm:
    return ImportHeadForm(
        initial={
            "version": draft.version,
            "fiscal_year": plan.fiscal_year,
            "round_kind": plan.round.kind if plan.round else "",
        }
    )


def _all_evidence(row: pages.MeasureView) -> list[pages.EvidenceLine]:
    return [*row.evidence, *(one for line in (*row.steps, *row.follow_ups) for one in line.evidence)]


def _address(draft: Import) -> str:
    from django.urls import reverse

    return reverse("plans:import_detail", args=[draft.pk])


def _squash(text: str) -> str:
    return "".join(text.split())


def _accepted_before(request: HttpRequest, import_id: int) -> HttpResponse:
    plan = queries.plan_of_import(person(request), import_id)
    events = list_events(plan.agency.slug, object_type="plan", object_ids=[str(plan.pk)])
    event = events.filter(action="import_accepted").first()
    by = actor_id(event)
    user = User.objects.filter(pk=by or 0).first()
    address = reverse("plans:plan_detail", args=(plan.pk,))
    return lead_to_done(request, address, by=by, name=str(user or ""), at=event.at if event is not None else None)
