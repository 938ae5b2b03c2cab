"""The year's working group and its order."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.agencies import working_groups
from prongsai.apps.agencies.group_forms import GroupForm, GroupLines, initial_lines, read_lines
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_CHAIN, VIEW_PLANS, may
from prongsai.apps.agencies.queries import find_signer
from prongsai.apps.agencies.views import current, person
from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.working_group import list_left_out
from prongsai.documents.order import OrderFacts
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today, draw_order

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """The working groups of all years."""
    agency = current(request, VIEW_PLANS)
    rows = working_groups.list_groups(agency)
    now = fiscal_year_of(bangkok_today())
    years = sorted({now, now + 1} - {row.fiscal_year for row in rows})
    may_edit = may(person(request), agency, MANAGE_CHAIN)
    context = {"section": "agency", "rows": rows, "years": years, "may_edit": may_edit}
    return render(request, "agencies/group_list.html", context)


def group_edit(request: HttpRequest, group_year: int) -> HttpResponse:
    """The order, its people and their items; a new year is proposed from the posts."""
    agency = current(request, MANAGE_CHAIN)
    _require_year(group_year)
    facts = working_groups.find_group(agency, group_year)
    shown = facts or working_groups.propose_group(agency, group_year, bangkok_today())
    initial = {"version": shown.version, "order_number": shown.order_number, "order_on": shown.order_on}
    form = GroupForm(request.POST or None, initial=initial)
    # What was sent stands alone: beside what is saved by now, a line like the one there would count as left empty.
    given = None if request.method == "POST" else initial_lines(shown.members)
    lines = GroupLines(request.POST or None, initial=given, prefix="line")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            working_groups.save_group(
                agency=agency,
                fiscal_year=group_year,
                members=read_lines(lines),
                by=person(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกคณะทำงานแล้ว"))
            return redirect("agencies:group_edit", group_year)
    context = {
        "section": "agency",
        "year": group_year,
        "form": form,
        "lines": lines,
        "is_saved": facts is not None,
        "left_out": list_left_out(shown.members, working_groups.list_item_codes(group_year)) if facts else [],
    }
    return render(request, "agencies/group_edit.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def group_order(request: HttpRequest, group_year: int, file_format: str) -> HttpResponse:
    """The order as PDF or DOCX, to be signed."""
    agency = current(request, VIEW_PLANS)
    facts = working_groups.find_group(agency, group_year)
    if facts is None or file_format not in TYPES:
        raise Http404
    content = draw_order(_order_facts(agency, facts), file_format, made_on=facts.order_on or bangkok_today())
    response = HttpResponse(content, content_type=TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="order-ita-{group_year}.{file_format}"'
    return response


def _order_facts(agency: Agency, facts: working_groups.GroupFacts) -> OrderFacts:
    name, post = find_signer(agency, facts.order_on or bangkok_today())
    return OrderFacts(
        agency=agency.name,
        fiscal_year=facts.fiscal_year,
        number=facts.order_number,
        ordered_on=facts.order_on,
        members=facts.members,
        signer_name=name,
        signer_post=post,
    )


def _require_year(fiscal_year: int) -> None:
    if not 2550 <= fiscal_year <= 2650:
        raise Http404
