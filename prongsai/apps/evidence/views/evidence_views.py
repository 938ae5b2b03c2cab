"""One piece of evidence: what was seen, what people answered, and the buttons."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import ASK_FOR_MENDING, RECORD_PROGRESS, may
from prongsai.apps.evidence import actions, pages, queries
from prongsai.apps.evidence.auditor import verdict_line
from prongsai.apps.evidence.forms import AnswerForm
from prongsai.apps.evidence.snapshots import draw_certificate_of
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.queries import may_change_evidence
from prongsai.apps.plans.views import page_of, person
from prongsai.core.errors import PersonError
from prongsai.web.dates import BANGKOK
from prongsai.web.own_address import own_address
from prongsai.web.templatetags.reading import said


@require_safe
def evidence_detail(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Everything known of one piece of evidence."""
    evidence = queries.evidence_for(person(request), evidence_id)
    return _show(request, evidence, AnswerForm())


@require_safe
def verdict(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """The verdict alone, for a page that waits for it; the whole page to whoever opens the address."""
    evidence = queries.evidence_for(person(request), evidence_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("evidence:evidence_detail", evidence.pk)
    line = verdict_line(evidence, now=timezone.now())
    return render(request, "evidence/verdict.html", {"line": line, "name": str(evidence)})


@require_safe
def certificate(request: HttpRequest, check_id: int) -> HttpResponse:
    """What was public at the address when it was checked, as a PDF of one page."""
    row = queries.check_for(person(request), check_id)
    name = f"certificate-{row.evidence_id}-{row.checked_at.astimezone(BANGKOK):%Y%m%d-%H%M}.pdf"
    drawn = draw_certificate_of(row, at=timezone.now())
    actions.note_certificate(check=row, by=person(request), at=timezone.now())
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def check(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Have it checked now."""
    evidence = queries.evidence_for(person(request), evidence_id, RECORD_PROGRESS)
    actions.ask_for_check(evidence=evidence, by=person(request), at=timezone.now())
    return _back(request, evidence)


@require_POST
def answer(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Answer a finding."""
    evidence = queries.evidence_for(person(request), evidence_id, RECORD_PROGRESS)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_finding(evidence=evidence, by=person(request), at=timezone.now(), **form.cleaned_data)
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกคำตอบแล้ว"))
            return redirect("evidence:evidence_detail", evidence.pk)
    return _show(request, evidence, form, status=422)


@require_POST
def answer_withdraw(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Take an answer back."""
    row = queries.answer_for(person(request), answer_id)
    actions.withdraw_answer(answer=row, by=person(request), at=timezone.now())
    messages.success(request, _("ถอนคำตอบแล้ว ข้อตรวจพบกลับมารอคำตอบ"))
    return redirect("evidence:evidence_detail", row.evidence_id)


@require_POST
def ask(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Ask those responsible to mend it."""
    evidence = queries.evidence_for(person(request), evidence_id, ASK_FOR_MENDING)
    made = actions.ask_officer(evidence=evidence, by=person(request), at=timezone.now())
    messages.success(request, _("แจ้ง %(whom)s แล้ว") % {"whom": pages.asked_words(made)})
    return _back(request, evidence)


def _show(request: HttpRequest, evidence: Evidence, form: AnswerForm, status: int = 200) -> HttpResponse:
    line = verdict_line(evidence, now=timezone.now())
    if line is None:
        raise Http404
    user, agency = person(request), evidence.measure.plan.agency
    state = getattr(evidence, "check_state", None)
    newest = state.newest if state else None
    answers = queries.list_answers(evidence)
    codes = evidence.measure.item_codes
    page = page_of(request, queries.list_checks(evidence))
    asked = queries.find_open_request(evidence)
    may_ask = may(user, agency, ASK_FOR_MENDING)
    needs_mending = state is not None and state.group in ("loses", "doubt", "unknown")
    context = {
        "section": "evidence",
        "evidence": evidence,
        "measure": evidence.measure,
        "plan": evidence.measure.plan,
        "line": line,
        "newest": newest,
        "findings": pages.finding_lines(newest, codes, answers) if newest else [],
        "judged": pages.judged_view(newest, codes, evidence.measure.plan.fiscal_year) if newest else None,
        "facts": pages.visit_facts(newest) if newest else [],
        "withdrawn": [one for one in answers if one.withdrawn_at is not None],
        "page": page,
        "checks": pages.check_lines(list(page)),
        "asked": asked,
        "asked_of": pages.asked_words(asked),
        "form": form,
        "may_record": may_change_evidence(user, evidence),
        "can_ask": may_ask and asked is None and needs_mending and not line.is_answered,
        "here": reverse("evidence:evidence_detail", args=(evidence.pk,)),
    }
    return render(request, "evidence/evidence_detail.html", context, status=status)


def _back(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """To the page the button stood on."""
    return redirect(own_address(request, reverse("evidence:evidence_detail", args=(evidence.pk,))))
