"""The agency's chain: which steps it uses, and its waivers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_CHAIN
from prongsai.apps.handover import chain_actions, labels, queries
from prongsai.apps.handover.forms import ChainForm, WaiverForm
from prongsai.apps.handover.opening import find_chain_rule
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.core.handover import STEPS
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


def chain(request: HttpRequest) -> HttpResponse:
    """The steps used, and the waivers recorded."""
    agency = current_agency(request, MANAGE_CHAIN)
    rule = find_chain_rule(agency)
    initial = {"is_used": rule is not None, "steps": list(rule.steps) if rule else list(STEPS)}
    form = ChainForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        steps = values["steps"] if values["is_used"] else []
        chain_actions.set_chain(agency=agency, steps=steps, by=person(request), at=timezone.now())
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("handover:chain")
    return _show(request, agency, form, WaiverForm(initial={"from_on": bangkok_today()}))


@require_POST
def waiver_add(request: HttpRequest) -> HttpResponse:
    """Record a waiver."""
    agency = current_agency(request, MANAGE_CHAIN)
    form = WaiverForm(request.POST)
    if form.is_valid():
        try:
            chain_actions.record_waiver(agency=agency, **form.cleaned_data, by=person(request), at=timezone.now())
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกข้อยกเว้นแล้ว"))
            return redirect("handover:chain")
    rule = find_chain_rule(agency)
    initial = {"is_used": rule is not None, "steps": list(rule.steps) if rule else list(STEPS)}
    return _show(request, agency, ChainForm(initial=initial), form, status=422)


@require_POST
def waiver_end(request: HttpRequest, waiver_id: int) -> HttpResponse:
    """The waiver ends today."""
    row = queries.waiver_for(person(request), waiver_id, MANAGE_CHAIN)
    chain_actions.end_waiver(waiver=row, last_on=bangkok_today(), by=person(request), at=timezone.now())
    messages.success(request, _("ยุติข้อยกเว้นแล้ว"))
    return redirect("handover:chain")


def _show(
    request: HttpRequest, agency: Agency, form: ChainForm, waiver_form: WaiverForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "agency",
        "agency": agency,
        "form": form,
        "hints": [(labels.STEP_WORDS[step], labels.STEP_HINTS[step]) for step in STEPS],
        "waivers": queries.list_waivers(agency),
        "waiver_form": waiver_form,
        "today": bangkok_today(),
    }
    return render(request, "handover/chain.html", context, status=status)
