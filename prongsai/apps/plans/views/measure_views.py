"""One measure: see, edit, remove; evidence of the measure."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.permissions import EDIT_PLANS, RECORD_PROGRESS, RECORD_SUPERVISION, may
from prongsai.apps.plans import actions, pages, progress, queries
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.chain_port import chain
from prongsai.apps.plans.deadlines import keep_plan_current
from prongsai.apps.plans.editor import MeasureEditor
from prongsai.apps.plans.facts import measure_facts, plan_facts
from prongsai.apps.plans.forms import HandInForm
from prongsai.apps.plans.models import Measure
from prongsai.apps.plans.scanning import require_harmless
from prongsai.apps.plans.uploads import read_files
from prongsai.apps.plans.views import own_conflict_words, person, rights_in
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today, check_plan


def measure_detail(request: HttpRequest, measure_id: int) -> HttpResponse:
    """A measure with its steps, follow-ups, evidence and what the checks say of it."""
    measure = queries.measure_for(person(request), measure_id, children=False)
    return _show_measure(request, measure, HandInForm())


def _show_measure(request: HttpRequest, measure: Measure, form: HandInForm, status: int = 200) -> HttpResponse:
    today = bangkok_today()
    keep_plan_current(measure.plan, today)
    rows = list(queries.measures_of(measure.plan, today, counting_of=measure.pk))  # checks look at the whole plan
    facts = plan_facts(measure.plan, rows)
    findings = [finding for finding in check_plan(facts) if finding.measure == measure.number]
    shown = next(row for row in rows if row.pk == measure.pk)
    shown.plan = measure.plan
    may_record = queries.may_record(person(request), shown)
    may_supervise = may(person(request), measure.plan.agency, RECORD_SUPERVISION)
    held = chain().list_held(shown, list(shown.evidence.all())) if may_record or may_supervise else frozenset()
    context = {
        "section": "plans",
        "measure": measure,
        "plan": measure.plan,
        "row": pages.measure_view(
            shown, findings, today=today, held=held, counted=queries.occurrences_that_count(shown)
        ),
        "may": {**rights_in(request, measure.plan.agency), "record": may_record, "supervise": may_supervise},
        "form": form,
        "here": reverse("plans:measure_detail", args=(measure.pk,)),
    }
    return render(request, "plans/measure_detail.html", context, status=status)


@require_POST
@limited_uploads
def evidence_add(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Evidence for a measure as a whole."""
    measure = queries.measure_for(person(request), measure_id, RECORD_PROGRESS)
    if not queries.may_record(person(request), measure):
        return _no_right()
    form = HandInForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            progress.add_evidence(
                measure=measure,
                links=form.cleaned_data["links"],
                files=read_files(form.cleaned_data["uploads"]),
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("เพิ่มหลักฐานแล้ว"))
            return redirect("plans:measure_detail", measure.pk)
    return _show_measure(request, measure, form, status=422)


def _no_right() -> HttpResponse:
    from django.http import Http404

    raise Http404


def measure_edit(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Edit a measure; a second writer sees what the first one changed beside their own words."""
    measure = queries.measure_for(person(request), measure_id, EDIT_PLANS)
    facts = measure_facts(measure)
    editor = MeasureEditor(facts, _keys(measure), request.POST if request.method == "POST" else None, _hosts(measure))
    version = str(measure.version)
    conflict: ChangedMeanwhile | None = None
    differences: list[pages.Difference] = []
    if request.method == "POST":
        version = request.POST.get("version", "")
        if editor.is_valid():
            edited = editor.edited()
            try:
                actions.change_measure(
                    measure=measure,
                    facts=edited.facts,
                    work_keys=edited.work_keys,
                    version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
                    by=person(request),
                    at=timezone.now(),
                )
            except ChangedMeanwhile as changed:
                conflict = changed
                version = str(changed.version)
                differences = pages.measure_differences(queries.get_measure_facts(measure.pk), edited.facts)
            else:
                messages.success(request, _("บันทึกมาตรการแล้ว"))
                return redirect("plans:measure_detail", measure.pk)
    context = {
        "section": "plans",
        "plan": measure.plan,
        "measure": measure,
        "editor": editor,
        "version": version,
        "conflict": conflict,
        "own_conflict": own_conflict_words(request, conflict),
        "differences": differences,
        "row": pages.measure_view(measure),
    }
    return render(request, "plans/measure_edit.html", context, status=_code(request, editor, conflict))


def measure_add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A new measure."""
    plan = queries.plan_for(person(request), plan_id, EDIT_PLANS)
    number = plan.measures.count() + 1
    blank = core.Measure(number=number, issue="", status="not_started")
    editor = MeasureEditor(
        blank,
        {"step": [], "follow_up": []},
        request.POST if request.method == "POST" else None,
        tuple(plan.agency.hosts),
    )
    if request.method == "POST" and editor.is_valid():
        measure = actions.add_measure(plan=plan, facts=editor.edited().facts, by=person(request), at=timezone.now())
        messages.success(request, _("เพิ่มมาตรการแล้ว"))
        return redirect("plans:measure_detail", measure.pk)
    context = {"section": "plans", "plan": plan, "editor": editor, "version": "", "row": None}
    return render(request, "plans/measure_edit.html", context, status=_code(request, editor, None))


def measure_remove(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Asks once, then takes the measure out of the plan."""
    measure = queries.measure_for(person(request), measure_id, EDIT_PLANS)
    plan = measure.plan
    if request.method == "POST":
        actions.remove_measure(measure=measure, by=person(request), at=timezone.now())
        messages.success(request, _("ลบมาตรการแล้ว ประวัติยังเก็บอยู่"))
        return redirect("plans:plan_detail", plan.pk)
    return render(request, "plans/measure_remove.html", {"section": "plans", "plan": plan, "measure": measure})


@require_safe
def evidence_file(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """A handed-in file, always as a download."""
    evidence = queries.evidence_for(person(request), evidence_id)
    if not evidence.file:
        return _no_right()
    if evidence.is_unscanned:
        with evidence.file.open("rb") as file:
            require_harmless(file.read(), evidence.file_name)
    response = FileResponse(
        evidence.file.open("rb"),
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def evidence_remove(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Asks once, then removes the evidence."""
    evidence = queries.evidence_for(person(request), evidence_id, RECORD_PROGRESS)
    measure = evidence.measure
    if request.method == "POST":
        progress.remove_evidence(evidence=evidence, by=person(request), at=timezone.now())
        messages.success(request, _("ลบหลักฐานแล้ว"))
        return redirect("plans:measure_detail", measure.pk)
    chain().require_changeable(evidence)
    context = {"section": "plans", "evidence": evidence, "measure": measure, "plan": measure.plan}
    return render(request, "plans/evidence_remove.html", context)


@require_POST
def evidence_accept(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Use the proposed address."""
    evidence = queries.evidence_for(person(request), evidence_id, RECORD_PROGRESS)
    progress.accept_proposed_address(evidence=evidence, by=person(request), at=timezone.now())
    messages.success(request, _("ใช้ที่อยู่ที่เสนอแล้ว"))
    return redirect("plans:measure_detail", evidence.measure.pk)


def _keys(measure: Measure) -> dict[str, list[int]]:
    work = list(measure.work.all())
    return {kind: [item.pk for item in work if item.kind == kind] for kind in ("step", "follow_up")}


def _hosts(measure: Measure) -> tuple[str, ...]:
    return tuple(measure.plan.agency.hosts)


def _code(request: HttpRequest, editor: MeasureEditor, conflict: ChangedMeanwhile | None) -> int:
    if conflict:
        return 409
    return 422 if request.method == "POST" and not editor.adds else 200
