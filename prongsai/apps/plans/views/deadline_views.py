"""More days for an occurrence, and the days on which the office is closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.agencies.permissions import EDIT_PLANS, EXTEND_DEADLINE, VIEW_PLANS, may
from prongsai.apps.plans import deadline_pages, deadlines, queries
from prongsai.apps.plans.deadline_forms import AskExtensionForm, ClosureForm, DecideExtensionForm
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today, public_holidays


def extension_ask(request: HttpRequest, work_id: int, number: int) -> HttpResponse:
    """Ask for more days."""
    row = queries.occurrence_for(person(request), work_id, number)
    item = row.work_item
    form = AskExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deadlines.ask_extension(occurrence=row, **form.cleaned_data, by=person(request), at=timezone.now())
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("ส่งคำขอขยายเวลาแล้ว รอผู้มีอำนาจพิจารณา"))
            return redirect("plans:work_occurrence", item.pk, row.number)
    context = {
        "section": "plans",
        "plan": item.measure.plan,
        "measure": item.measure,
        "item": item,
        "once": deadline_pages.occurrence_line(item, row, bangkok_today()),
        "form": form,
    }
    return render(request, "plans/extension_ask.html", context, status=422 if form.errors else 200)


def extension_list(request: HttpRequest) -> HttpResponse:
    """The agency's requests for more days: those that wait first."""
    agency = current_agency(request, VIEW_PLANS)
    may_decide = may(person(request), agency, EXTEND_DEADLINE)
    page = page_of(request, queries.list_extensions(agency))
    lines = deadline_pages.extension_lines(page, decider=person(request).pk if may_decide else None)
    return render(request, "plans/extension_list.html", {"section": "work", "page": page, "lines": lines})


def extension_decide(request: HttpRequest, extension_id: int) -> HttpResponse:
    """Grant or refuse one request."""
    extension = queries.extension_for(person(request), extension_id)
    form = DecideExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deadlines.decide_extension(
                extension=extension,
                grant=form.cleaned_data["decision"] == "grant",
                answer=form.cleaned_data["answer"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกผลการพิจารณาแล้ว"))
            return redirect("plans:extension_list")
    (line,) = deadline_pages.extension_lines([extension], decider=person(request).pk)
    item = extension.occurrence.work_item
    context = {"section": "work", "plan": item.measure.plan, "measure": item.measure, "line": line, "form": form}
    return render(request, "plans/extension_decide.html", context, status=422 if form.errors else 200)


def closure_list(request: HttpRequest) -> HttpResponse:
    """Days that are no working days: the office's own, which are entered here, and the public holidays known."""
    agency = current_agency(request, EDIT_PLANS)
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            deadlines.add_closure(
                agency=agency,
                from_on=values["from_on"],
                to_on=values["to_on"] or values["from_on"],
                why=values["why"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกวันปิดสำนักงานแล้ว กำหนดที่นับเป็นวันทำการคำนวณใหม่แล้ว"))
            return redirect("plans:closure_list")
    today = bangkok_today()
    holidays = [(day, why) for day, why in public_holidays(today.year, today.year + 1).items() if day >= today]
    context = {
        "section": "plans",
        "page": page_of(request, agency.closures.order_by("-from_on", "-pk")),
        "holidays": deadline_pages.holiday_lines(holidays),
        "form": form,
    }
    return render(request, "plans/closure_list.html", context, status=422 if form.errors else 200)


def closure_remove(request: HttpRequest, closure_id: int) -> HttpResponse:
    """Asks once, then opens the office again on those days."""
    closure = queries.closure_for(person(request), closure_id)
    if request.method == "POST":
        deadlines.remove_closure(closure=closure, by=person(request), at=timezone.now())
        messages.success(request, _("ลบวันปิดสำนักงานแล้ว"))
        return redirect("plans:closure_list")
    return render(request, "plans/closure_remove.html", {"section": "plans", "closure": closure})
