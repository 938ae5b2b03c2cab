"""A person's own reminders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.apps.plans.views import page_of, person
from prongsai.apps.reminders import actions, pages, queries
from prongsai.apps.reminders.shown import note_shown


@require_safe
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Everything the person was reminded of, newest first."""
    note_shown(person(request), timezone.now())
    page = page_of(request, queries.own_reminders(person(request)))
    lines = pages.reminder_lines(page)
    return render(request, "reminders/reminder_list.html", {"section": "notices", "page": page, "lines": lines})


@require_safe
def reminder_open(request: HttpRequest, reminder_id: int) -> HttpResponse:
    """Where a reminder's link leads: it is noted as opened, then the work is shown."""
    row = queries.reminder_for(person(request), reminder_id)
    if request.method == "GET":
        actions.open_reminder(reminder=row, by=person(request), at=timezone.now())
    return redirect(row.path)
