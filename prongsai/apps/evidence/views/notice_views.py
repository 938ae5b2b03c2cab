"""A person's notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.evidence import actions, pages, queries
from prongsai.apps.evidence.reminder_port import reminders
from prongsai.apps.plans.views import page_of, person


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What others asked of this person and the alarms of the watch, latest first."""
    page = page_of(request, queries.list_notices(person(request)))
    lines = [pages.notice_line(row) for row in page]
    reminded = reminders().lines(person(request)) if page.number == 1 else ()
    context = {"section": "notices", "page": page, "lines": lines, "reminders": reminded}
    return render(request, "evidence/notice_list.html", context)


@require_POST
def notice_open(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark it as read and go to the evidence."""
    notice = queries.notice_for(person(request), notice_id)
    actions.mark_notice_read(notice=notice, by=person(request), at=timezone.now())
    return redirect("evidence:evidence_detail", notice.evidence.pk)
