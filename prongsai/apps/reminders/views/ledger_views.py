"""The agency's rule, its ledger, and the list to print."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import MANAGE_REMINDERS
from prongsai.apps.agencies.queries import list_colleagues
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.apps.reminders import actions, ledger_pages, queries
from prongsai.apps.reminders.forms import LedgerForm, RuleForm, rule_initial
from prongsai.apps.reminders.models import ReminderRule
from prongsai.apps.reminders.sources import OF_UNITS, list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.reminders.webhook_key import webhook_key
from prongsai.wiring import bangkok_today


def rule(request: HttpRequest) -> HttpResponse:
    """When the agency reminds, and whom."""
    agency = current_agency(request, MANAGE_REMINDERS)
    row = queries.find_rule(agency) or ReminderRule(agency=agency)
    form = RuleForm(request.POST or None, initial=rule_initial(row))
    if request.method == "POST" and form.is_valid():
        actions.set_rule(agency=agency, values=form.values(), by=person(request), at=timezone.now())
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("reminders:rule")
    key = webhook_key(row) if row.webhook_url else ""
    context = {"section": "agency", "form": form, "rule": row, "webhook_key": key}
    return render(request, "reminders/rule.html", context, status=422 if form.is_bound else 200)


@require_POST
def webhook_key_renew(request: HttpRequest) -> HttpResponse:
    """Another key from now on."""
    agency = current_agency(request, MANAGE_REMINDERS)
    actions.renew_webhook_key(agency=agency, by=person(request), at=timezone.now())
    messages.success(request, _("เปลี่ยนกุญแจแล้ว กุญแจเดิมใช้ไม่ได้อีก"))
    return redirect("reminders:rule")


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """What was said to whom, through which channel, and what became of it."""
    agency = current_agency(request, MANAGE_REMINDERS)
    people = list(list_colleagues(agency).values_list("pk", "display_name"))
    form = LedgerForm(people, request.GET or None)
    values = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = values.get("person") or None
    rows = queries.list_digests(
        agency,
        channel=values.get("channel", ""),
        state=values.get("state", ""),
        person=int(chosen) if chosen else None,
    )
    page = page_of(request, rows)
    context = {
        "section": "agency",
        "form": form,
        "is_filtered": any(values.values()),
        "page": page,
        "lines": [ledger_pages.digest_line(row) for row in page],
        "totals": ledger_pages.total_lines(queries.count_states(agency)),
    }
    return render(request, "reminders/ledger.html", context)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """What is late or near, unit by unit, for those who read paper."""
    agency = current_agency(request, MANAGE_REMINDERS)
    today = bangkok_today()
    frame = frame_of(agency, today)
    lines = ledger_pages.printed_lines(list_open(frame, OF_UNITS), frame.rule, today)
    groups = [(unit, list(found)) for unit, found in groupby(lines, key=lambda line: line.unit)]
    context = {"section": "agency", "agency": agency, "groups": groups, "today": today}
    return render(request, "reminders/printed.html", context)
