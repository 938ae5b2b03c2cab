"""The gate: what was found in a version, and what a person decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.agencies.permissions import CONFIRM_PERSONAL, VIEW_PLANS, may
from prongsai.apps.disclosure import gate, gate_actions, labels, pages, queries
from prongsai.apps.disclosure.contents import gate_of
from prongsai.apps.disclosure.forms import GateForm
from prongsai.apps.disclosure.models import IN_THE_MAKING
from prongsai.apps.disclosure.views import crumbs_of
from prongsai.apps.plans.views import person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said


def personal(request: HttpRequest, version_id: int) -> HttpResponse:
    """What was found by place; to decide the person must be allowed to."""
    user = person(request)
    version = queries.version_for(user, version_id, CONFIRM_PERSONAL if request.method == "POST" else VIEW_PLANS)
    agency, item = version.publication.agency, version.publication.item
    form = GateForm(request.POST or None, initial={"seen": version.content_sha256})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        at = timezone.now()
        try:
            if values["choice"] == "confirm":
                gate_actions.confirm_personal(
                    version=version, seen_sha256=values["seen"], reason=values["reason"], by=user, at=at
                )
                messages.success(request, _("บันทึกการยืนยันแล้ว"))
            else:
                masked = gate.masked_content(version)
                gate_actions.take_masked(
                    version=version,
                    seen_sha256=values["seen"],
                    masked=masked,
                    reason=values["reason"],
                    by=user,
                    at=at,
                )
                messages.success(request, _("ใช้ฉบับปกปิดแล้ว ตรวจดูก่อนเผยแพร่"))
            return redirect("disclosure:version_detail", version.pk)
        except PersonError as error:
            form.add_error(None, said(error))
    decision = gate_of(version)
    may_decide = may(user, agency, CONFIRM_PERSONAL) and version.state in IN_THE_MAKING
    masked_line, not_maskable = pages.masked_line(version, decision), ""
    found = pages.found_lines(list(version.personal_findings.all()))
    if masked_line is None and found and may_decide and version.kind != "file" and gate_actions.is_looked_at(version):
        try:
            masked_line = pages.proposed_line(version, gate.masked_content(version))
        except PersonError as error:
            not_maskable = said(error)
    context = crumbs_of(agency, item) | {
        "version": version,
        "line": pages.version_line(version),
        "found": found,
        "gate": decision,
        "gate_word": labels.GATE_WORDS[decision.outcome] if decision else "",
        "is_looked_at": gate_actions.is_looked_at(version),
        "may_decide": may_decide,
        "masked": masked_line,
        "not_maskable": not_maskable,
        "form": form,
    }
    return render(request, "disclosure/personal.html", context, status=422 if form.errors else 200)
