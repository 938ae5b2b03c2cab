"""One item: its elements, what is published for it, and who is responsible."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE, VIEW_PLANS
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.disclosure import gate, labels, pages, queries, year_actions
from prongsai.apps.disclosure.forms import ElementForm, ItemForm
from prongsai.apps.disclosure.item_history import list_history
from prongsai.apps.disclosure.models import KINDS
from prongsai.apps.disclosure.nothing_work import list_offers
from prongsai.apps.disclosure.permissions import ChainCover, cover_of, steps_of
from prongsai.apps.disclosure.recording import label_of
from prongsai.apps.disclosure.views import SECTION, crumbs_of, rights
from prongsai.apps.disclosure.whole_item import load_item
from prongsai.apps.disclosure.work_actions import take_nothing_from_work
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.core import public_address
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today

EVIDENCE_SHOWN = 20


@require_safe
def item_detail(request: HttpRequest, item_id: int) -> HttpResponse:
    """Everything about one item of the year."""
    row = queries.item_for(person(request), item_id)
    agency, today = row.year.agency, bangkok_today()
    whole = load_item(row, today)
    one = whole.board
    allowed = rights(request, agency, row, cover_of(row, row))
    past = list_history(row) if allowed["history"] else None
    context = crumbs_of(agency, row) | {
        "line": pages.board_line(one, today),
        "framework_item": one.item,
        "asked": pages.asked_days(one.item, row.year.fiscal_year),
        "elements": pages.element_lines(whole.elements, one.item),
        "seen": list(labels.SEEN_WORDS.items()),
        "publications": [pages.publication_line(each, agency.slug) for each in whole.publications],
        "evidence": [(each, auditor().line_of(each)) for each in whole.evidence[:EVIDENCE_SHOWN]],
        "offers": list_offers(row, steps_of(row)) if allowed["publish"] and steps_of(row) else (),
        "history": past,
        "history_about": label_of(row),
        "kinds": KINDS,
        "rights": allowed,
        "public": public_address.item_path(agency.slug, row.year.fiscal_year, row.code),
    }
    return render(request, "disclosure/item_detail.html", context)


def item_change(request: HttpRequest, item_id: int) -> HttpResponse:
    """Who is responsible, and by when."""
    row = queries.item_for(person(request), item_id, MANAGE_DISCLOSURE)
    units = {str(unit.pk): unit for unit in list_units(row.year.agency)}
    initial = {"version": row.version, "unit": str(row.unit_id or ""), "due_on": row.due_on}
    choices = [(key, unit.name) for key, unit in units.items()]
    form = ItemForm(choices, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            year_actions.change_item(
                item=row,
                version=values["version"],
                unit=units.get(values["unit"]),
                due_on=values["due_on"],
                reason=values["reason"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error("reason", said(error))
        except ChangedMeanwhile as changed:
            data = request.POST.copy()
            data["version"] = str(changed.version)
            form = ItemForm(choices, data)
            form.add_error(None, _("มีผู้อื่นบันทึกข้อนี้ก่อนคุณ ตรวจค่าด้านล่างแล้วบันทึกอีกครั้ง"))
        else:
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("disclosure:item_detail", row.pk)
    context = crumbs_of(row.year.agency, row) | {"form": form}
    return render(request, "disclosure/item_change.html", context, status=422 if form.errors else 200)


@require_POST
def element_state(request: HttpRequest, item_id: int, position: int) -> HttpResponse:
    """A person's word on one element."""
    row = queries.item_to_write(person(request), item_id)
    form = ElementForm(request.POST)
    if form.is_valid():
        try:
            year_actions.state_element(
                item=row,
                position=position,
                state=form.cleaned_data["state"],
                reason=form.cleaned_data["reason"],
                by=person(request),
                at=timezone.now(),
            )
            messages.success(request, _("บันทึกแล้ว"))
        except PersonError as error:
            messages.error(request, said(error))
    else:
        messages.error(request, _("เลือก มี ไม่มี หรือบอกไม่ได้"))
    return redirect("disclosure:item_detail", row.pk)


@require_POST
def take_nothing(request: HttpRequest, item_id: int, handover_id: int) -> HttpResponse:
    """What the units wrote of a period without anything becomes a statement, ready to be published."""
    row = queries.item_for(person(request), item_id, MANAGE_DISCLOSURE)
    handover = queries.handover_of(row, handover_id)
    try:
        version = take_nothing_from_work(handover=handover, item=row, by=person(request), at=timezone.now())
    except PersonError as error:
        messages.error(request, said(error))
        return redirect("disclosure:item_detail", row.pk)
    gate.look(version, at=timezone.now())
    messages.success(request, _("นำคำแจ้งมาเตรียมเผยแพร่แล้ว ยังไม่เผยแพร่จนกว่าจะกดเผยแพร่"))
    return redirect("disclosure:version_detail", version.pk)


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """The agency's news: what is published without an item."""
    agency = current_agency(request, VIEW_PLANS)
    page = page_of(request, queries.list_news(agency))
    context = {
        "section": SECTION,
        "page": page,
        "publications": [pages.publication_line(each, agency.slug) for each in page],
        "rights": rights(request, agency, None, ChainCover()),
        "kinds": KINDS,
    }
    return render(request, "disclosure/news_list.html", context)
