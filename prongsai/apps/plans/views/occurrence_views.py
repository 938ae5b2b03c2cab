"""Recording work, occurrence by occurrence, and the events that start its deadlines."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.accounts.rate_limit import limited_uploads
from prongsai.apps.plans import deadline_pages, deadlines, pages, progress, queries
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.chain_port import chain
from prongsai.apps.plans.deadline_forms import EventForm
from prongsai.apps.plans.deadline_links import deadline_links
from prongsai.apps.plans.forms import ProgressForm
from prongsai.apps.plans.models import Occurrence, WorkItem
from prongsai.apps.plans.uploads import read_files
from prongsai.apps.plans.views import own_conflict_words, page_of, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


@limited_uploads
def work_progress(request: HttpRequest, work_id: int) -> HttpResponse:
    """Record progress of work with a single occurrence; of other work, its list of occurrences."""
    item = queries.work_item_for(person(request), work_id)
    deadlines.keep_plan_current(item.measure.plan, bangkok_today())
    rows = list(item.occurrences.all()[:2])
    if len(rows) > 1 or item.deadline_kind == "relative":
        return redirect("plans:work_occurrences", item.pk)
    return _record(request, item, rows[0], of_item=True)


@limited_uploads
def work_occurrence(request: HttpRequest, work_id: int, number: int) -> HttpResponse:
    """Record progress of one occurrence."""
    row = queries.occurrence_for(person(request), work_id, number)
    return _record(request, row.work_item, row, of_item=False)


def work_occurrences(request: HttpRequest, work_id: int) -> HttpResponse:
    """All occurrences of a work item, and the events it counts from; a new event is recorded here."""
    item = queries.work_item_for(person(request), work_id)
    today = bangkok_today()
    deadlines.keep_plan_current(item.measure.plan, today)
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deadlines.record_event(item=item, **form.cleaned_data, by=person(request), at=timezone.now())
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกวันที่เกิดเหตุการณ์แล้ว"))
            return redirect("plans:work_occurrences", item.pk)
    page = page_of(request, queries.list_occurrences(item))
    context = {
        "section": "plans",
        "plan": item.measure.plan,
        "measure": item.measure,
        "item": item,
        "page": page,
        "lines": [deadline_pages.occurrence_line(item, row, today) for row in page],
        "has_events": item.deadline_kind == "relative",
        "events": list(item.events.all()),
        "form": form,
    }
    return render(request, "plans/work_occurrences.html", context, status=422 if form.errors else 200)


def event_withdraw(request: HttpRequest, event_id: int) -> HttpResponse:
    """Asks once, then takes an event back."""
    event = queries.event_for(person(request), event_id)
    item = event.work_item
    if request.method == "POST":
        deadlines.withdraw_event(event=event, by=person(request), at=timezone.now())
        messages.success(request, _("ถอนเหตุการณ์แล้ว"))
        return redirect("plans:work_occurrences", item.pk)
    context = {"section": "plans", "event": event, "item": item, "measure": item.measure, "plan": item.measure.plan}
    return render(request, "plans/event_withdraw.html", context)


def _record(request: HttpRequest, item: WorkItem, row: Occurrence, *, of_item: bool) -> HttpResponse:
    if address := chain().address_of(row, at=timezone.now()):
        return redirect(address)
    held = item if of_item else row
    initial = {"version": held.version, "status": row.status, "done_on": row.done_on, "note": row.note}
    form = ProgressForm(request.POST or None, request.FILES or None, initial=initial)
    conflict: ChangedMeanwhile | None = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            progress.record_progress(
                item=item,
                occurrence=None if of_item else row,
                version=values["version"],
                status=values["status"],
                done_on=values["done_on"],
                note=values["note"],
                links=values["links"],
                files=read_files(values["uploads"]),
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        except IntegrityError:
            form.add_error("links", _("มีลิงก์นี้อยู่แล้ว"))
        except ChangedMeanwhile as changed:
            conflict = changed
            item.refresh_from_db()
            row.refresh_from_db()
            data = request.POST.copy()
            data["version"] = str(changed.version)
            form = ProgressForm(data)
            form.is_valid()
        else:
            messages.success(request, _("บันทึกความก้าวหน้าแล้ว"))
            return redirect("plans:measure_detail", item.measure.pk)
    line = pages.work_line(item, queries.evidence_of(row))
    context = {
        "section": "plans",
        "plan": item.measure.plan,
        "measure": item.measure,
        "item": item,
        "line": line,
        "once": deadline_pages.occurrence_line(item, row, bangkok_today()),
        "evidence": line.evidence,
        "recorded": row,
        "links": deadline_links(person(request), row),
        "form": form,
        "conflict": conflict,
        "own_conflict": own_conflict_words(request, conflict),
    }
    code = 409 if conflict else 422 if request.method == "POST" else 200
    return render(request, "plans/work_progress.html", context, status=code)
