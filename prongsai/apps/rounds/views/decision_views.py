"""Decisions: made in a round, reported on by their unit, sent on or withdrawn by the executive."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.agencies.permissions import RECORD_PROGRESS, RECORD_ROUND, SIGN_ROUND, may
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.views import own_conflict_words, person
from prongsai.apps.rounds import actions, labels, queries
from prongsai.apps.rounds.forms import DecisionForm, ReasonForm, ReportForm
from prongsai.apps.rounds.models import Decision
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


def decide(request: HttpRequest, round_id: int) -> HttpResponse:
    """A new decision: the executive's in an open round, the clerk's copy of what stands on a signed memo."""
    row = queries.round_for(person(request), round_id)
    is_paper = row.state == "recorded_on_paper"
    if not may(person(request), row.agency, RECORD_ROUND if is_paper else SIGN_ROUND):
        raise Http404
    units = {str(unit.pk): unit for unit in list_units(row.agency)}
    form = DecisionForm([(key, unit.name) for key, unit in units.items()], request.POST or None)
    error = ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        act = actions.record_decision if is_paper else actions.decide
        try:
            act(
                round_=row,
                text=values["text"],
                unit=units.get(values["unit"]),
                due_on=values["due_on"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as refused:
            error = said(refused)
        else:
            messages.success(request, _("บันทึกข้อสั่งการแล้ว ผู้รับผิดชอบจะเห็นในงานของตน"))
            return redirect("rounds:round_detail", row.pk)
    context = {"section": "rounds", "round": row, "form": form, "error": error, "is_paper": is_paper}
    return render(request, "rounds/decide.html", context, status=422 if request.method == "POST" else 200)


def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision: how far it is; its unit reports, the executive sends it on or withdraws it."""
    if request.method != "POST":
        return _show(request, queries.decision_for(person(request), decision_id))
    row = queries.decision_for(person(request), decision_id, RECORD_PROGRESS)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form=form, status=422)
    values = form.cleaned_data
    try:
        actions.report_decision(
            decision=row,
            version=values["version"],
            report=values["report"],
            done_on=values["done_on"],
            by=person(request),
            at=timezone.now(),
        )
    except (PersonError, ChangedMeanwhile) as error:
        return _refused(request, decision_id, error, form=form)
    messages.success(request, _("บันทึกแล้ว ผู้บริหารจะเห็นในรอบถัดไป"))
    return redirect("rounds:decision", decision_id)


@require_POST
def reopen(request: HttpRequest, decision_id: int) -> HttpResponse:
    """What was reported as done is not enough."""
    return _with_reason(request, decision_id, actions.reopen_decision, _("ให้ทำต่อแล้ว"))


@require_POST
def withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The executive takes the decision back."""
    return _with_reason(request, decision_id, actions.withdraw_decision, _("ยกเลิกข้อสั่งการแล้ว"))


def _with_reason(request: HttpRequest, decision_id: int, act: Any, told: str) -> HttpResponse:
    row = queries.decision_for(person(request), decision_id, SIGN_ROUND)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, row, reason_form=form, status=422)
    values = form.cleaned_data
    try:
        act(
            decision=row,
            version=values["version"],
            reason=values["reason"],
            by=person(request),
            at=timezone.now(),
        )
    except (PersonError, ChangedMeanwhile) as error:
        return _refused(request, decision_id, error)
    messages.success(request, told)
    return redirect("rounds:decision", decision_id)


def _refused(
    request: HttpRequest, decision_id: int, error: PersonError | ChangedMeanwhile, *, form: ReportForm | None = None
) -> HttpResponse:
    row = queries.decision_for(person(request), decision_id)
    if isinstance(error, PersonError):
        return _show(request, row, form=form, error=said(error), status=422)
    if form is not None:
        form = ReportForm(initial={**form.cleaned_data, "version": row.version})
    if form is None or row.back_why:  # by whom it was changed last the row does not say
        told = _("ข้อนี้ถูกบันทึกหลังจากเปิดหน้านี้ ตรวจแล้วบันทึกอีกครั้ง")
    else:
        told = own_conflict_words(request, error) or _("มีผู้อื่นบันทึกข้อนี้ก่อนคุณ ตรวจแล้วบันทึกอีกครั้ง")
    return _show(request, row, form=form, error=told, status=409)


def _show(
    request: HttpRequest,
    row: Decision,
    *,
    form: ReportForm | None = None,
    reason_form: ReasonForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    may_sign = may(user, row.round.agency, SIGN_ROUND)
    version = {"version": row.version}
    context = {
        "section": "rounds",
        "decision": row,
        "word": labels.DECISION_WORDS[row.state],
        "is_late": row.state == "open" and row.due_on < bangkok_today(),
        "form": form or ReportForm(initial={**version, "report": row.report}),
        "reason_form": reason_form or ReasonForm(initial=version),
        "may_report": row.state == "open"
        and may(user, row.round.agency, RECORD_PROGRESS)
        and queries.may_report(user, row),
        "may_reopen": may_sign and row.state == "done",
        "may_withdraw": may_sign and row.state != "withdrawn",
        "error": error,
    }
    return render(request, "rounds/decision.html", context, status=status)
