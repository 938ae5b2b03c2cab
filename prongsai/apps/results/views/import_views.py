"""Reading a document with results: choose it, look at what was understood, then store it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.agencies.permissions import EDIT_RESULTS
from prongsai.apps.agencies.queries import list_former_names
from prongsai.apps.history.queries import actor_id
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.scanning import require_harmless
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.apps.results import actions, pages, queries
from prongsai.apps.results.forms import NewResultForm, ResultImportForm
from prongsai.apps.results.models import ResultDraft
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.result import result_from_dict
from prongsai.web.done_before import lead_to_done
from prongsai.web.templatetags.reading import said
from prongsai.wiring import framework_files
from prongsai.wiring.results import RESULT_MAX_BYTES, analyse_result, check_year_result, read_result_file


@limited_uploads
def result_import(request: HttpRequest) -> HttpResponse:
    """Choose a document, and the drafts not yet accepted."""
    agency = current_agency(request, EDIT_RESULTS)
    form = ResultImportForm(request.POST or None, request.FILES or None)
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                draft = _read(request, form)
            except PersonError as error:
                form.add_error("file" if form.cleaned_data.get("file") else "text", said(error))
            else:
                return redirect("results:draft_detail", draft.pk)
    page = page_of(request, queries.list_drafts(agency))
    years = framework_files().years()
    context = {"section": "results", "form": form, "page": page, "years": years[::-1]}
    return render(request, "results/result_import.html", context, status=code)


def _read(request: HttpRequest, form: ResultImportForm) -> ResultDraft:
    agency = current_agency(request, EDIT_RESULTS)
    upload = form.cleaned_data["file"]
    if upload:
        if upload.size > RESULT_MAX_BYTES:
            size, most = -(-upload.size // 1_000_000), RESULT_MAX_BYTES // 1_000_000
            raise PersonError(
                f'ไฟล์ "{upload.name}" มีขนาด {size} MB เกินขีดจำกัด {most} MB กรุณาแยกเฉพาะตารางคะแนน',
                f'"{upload.name}" is {size} MB, over the limit of {most} MB: keep only the table of scores',
            )
        name, content = upload.name, upload.read()
        if not require_harmless(content, name):  # it would be read at once: there is nothing to mark and look at later
            raise PersonError(
                f'ยังตรวจไวรัสไฟล์ "{name}" ไม่ได้ กรุณาลองใหม่ภายหลัง หรือวางข้อความแทน',
                f'"{name}" could not be scanned for viruses: try again later, or paste the text instead',
            )
    else:
        name, content = _("ข้อความที่วาง") + ".txt", form.cleaned_data["text"].replace("\r\n", "\n").encode()
    read = read_result_file(
        content,
        name,
        fiscal_year=form.cleaned_data["fiscal_year"],
        agency_name=agency.name,
        former_names=list_former_names(agency),
    )
    return actions.save_draft(
        agency=agency,
        name=name,
        content=content,
        results=read.results,
        findings=read.findings,
        by=person(request),
        at=timezone.now(),
    )


@require_safe
def result_template(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The blank workbook of a year."""
    from prongsai.intake.results.template import blank_result_xlsx

    agency = current_agency(request, EDIT_RESULTS)
    if not 2550 <= fiscal_year <= 2650:
        raise Http404
    content = blank_result_xlsx(framework_files().get(fiscal_year), agency_name=agency.name)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    headers = {"Content-Disposition": f'attachment; filename="prongsai-result-{fiscal_year}.xlsx"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
def draft_detail(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What was understood of a document, with the findings, before anything is stored."""
    try:
        draft = queries.draft_for(person(request), draft_id)
    except Http404:
        return _accepted_before(request, draft_id)
    taken = queries.list_years(draft.agency)
    results = []
    for one in map(result_from_dict, draft.results):
        analysis = analyse_result(one)
        results.append(
            {
                "facts": one,
                "total": pages.score_words(one.total),
                "level": pages.announced_level(one.level, analysis.framework),
                "tools": [(code, pages.score_words(score)) for code, score in one.tools.items()],
                "parts": pages.part_lines(analysis, {}),
                "lost": pages.lost_lines(analysis),
                "findings": check_year_result(one),
                "is_taken": one.fiscal_year in taken,
            }
        )
    context = {
        "section": "results",
        "draft": draft,
        "results": results,
        "findings": [Finding(**one) for one in draft.findings],
        "any_taken": any(one["is_taken"] for one in results),
        "form": NewResultForm(initial={"fiscal_year": draft.results[0]["fiscal_year"]}) if len(results) == 1 else None,
    }
    return render(request, "results/draft_detail.html", context)


@require_POST
def draft_move(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Correct the year of a single result."""
    draft = queries.draft_for(person(request), draft_id)
    form = NewResultForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("results:draft_detail", draft.pk)
    try:
        actions.move_draft(
            draft=draft,
            fiscal_year=cast("int", form.cleaned_data["fiscal_year"]),
            version=_number(request.POST.get("version")),
            by=person(request),
            at=timezone.now(),
        )
    except ChangedMeanwhile:
        messages.error(request, _("มีผู้อื่นแก้ร่างนี้ก่อน ยังไม่ได้บันทึก กรุณาตรวจร่างล่าสุดแล้วแก้อีกครั้ง"))
    else:
        messages.success(request, _("แก้ปีแล้ว"))
    return redirect("results:draft_detail", draft.pk)


@require_POST
def draft_accept(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Store the ticked years."""
    try:
        draft = queries.draft_for(person(request), draft_id)
    except Http404:
        return _accepted_before(request, draft_id)
    years = [year for text in request.POST.getlist("year") if (year := _number(text))]
    try:
        stored = actions.accept_draft(
            draft=draft,
            years=years,
            replace="replace" in request.POST,
            version=_number(request.POST.get("version")),
            by=person(request),
            at=timezone.now(),
        )
    except PersonError as error:
        messages.error(request, said(error))
        return redirect("results:draft_detail", draft.pk)
    except ChangedMeanwhile:
        messages.error(request, _("มีผู้อื่นแก้ร่างนี้ก่อน ยังไม่ได้บันทึก กรุณาตรวจร่างล่าสุดแล้วแก้อีกครั้ง"))
        return redirect("results:draft_detail", draft.pk)
    messages.success(request, _("บันทึกผลการประเมินแล้ว ขั้นต่อไป: ดูการวิเคราะห์และข้อเสนอมาตรการ"))
    return redirect("results:result_detail", stored[-1].fiscal_year)


@require_POST
def draft_discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    draft = queries.draft_for(person(request), draft_id)
    actions.discard_draft(draft=draft, by=person(request), at=timezone.now())
    messages.success(request, _("ทิ้งร่างแล้ว"))
    return redirect("results:result_import")


def _accepted_before(request: HttpRequest, draft_id: int) -> HttpResponse:
    """To what a draft became; 404 for one that became nothing, or of an agency whose results the user does not edit."""
    event = queries.find_accepted(current_agency(request, EDIT_RESULTS), draft_id)
    if event is None or not event.after:
        raise Http404
    by = actor_id(event)
    user = User.objects.filter(pk=by or 0).first()
    address = reverse("results:result_detail", args=(event.after["fiscal_years"][-1],))
    return lead_to_done(request, address, by=by, name=str(user or ""), at=event.at)


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else 0
