"""The board of a year, its calendar, and opening the next one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import APPROVE_PUBLICATION, MANAGE_DISCLOSURE, VIEW_PLANS, may
from prongsai.apps.disclosure import board, carry_over, labels, pages, queries, year_actions
from prongsai.apps.disclosure.broken_links import list_broken_of_year
from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.disclosure.forms import WindowsForm
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.disclosure.opening import Windows, propose_year
from prongsai.apps.disclosure.views import SECTION
from prongsai.apps.disclosure.year_closing import YearInUse, close_year, require_empty
from prongsai.apps.disclosure.years_at_work import find_year_in_front
from prongsai.apps.disclosure.years_to_open import years_to_open
from prongsai.apps.plans.views import current_agency, person
from prongsai.core.errors import PersonError
from prongsai.core.item_standing import STATES
from prongsai.core.scoring import format_points
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import n, said
from prongsai.wiring import bangkok_today, framework_files, framework_note


@require_safe
def year_home(request: HttpRequest) -> HttpResponse:
    """The year in front, that is the running one; where none is open, what to do."""
    agency = current_agency(request, VIEW_PLANS)
    year = find_year_in_front(agency, bangkok_today())
    if year is not None:
        return redirect("disclosure:board", year.pk)
    context = {"section": SECTION, "may_manage": may(person(request), agency, MANAGE_DISCLOSURE)}
    return render(request, "disclosure/year_none.html", context)


@require_safe
def year_board(request: HttpRequest, year_id: int) -> HttpResponse:
    """Every item with where it stands, the one worth most first."""
    year, years = queries.year_among_years(person(request), year_id)
    agency, today = year.agency, bangkok_today()
    items = board.list_board(year, today)
    units = sorted({one.row.unit for one in items if one.row.unit}, key=lambda unit: (unit.position, unit.pk))
    indicators = sorted(
        {one.indicator for one in items if one.indicator}, key=lambda code: [int(part) for part in code.split(".")]
    )
    unit = _known(request, "unit", {str(one.pk) for one in units} | {"none"})
    indicator = _known(request, "indicator", set(indicators))
    state = _known(request, "state", set(STATES))
    shown = [
        one
        for one in items
        if (not unit or unit == (str(one.row.unit_id) if one.row.unit_id else "none"))
        and (not indicator or one.indicator == indicator)
    ]
    counts = board.count_states(shown)
    lines = [pages.board_line(one, today) for one in shown if not state or one.standing.state == state]
    context = {
        "section": SECTION,
        "year": year,
        "years": years,
        "lines": lines,
        "total": len(shown),
        "counts": [(code, labels.BOARD_WORDS[code], counts.get(code, 0)) for code in STATES if counts.get(code)],
        "stake": format_points(board.at_stake(shown), "en" if is_english() else "th"),
        "points_known": any(one.points is not None for one in items),
        "units": units,
        "indicators": indicators,
        "unit": unit,
        "indicator": indicator,
        "state": state,
        "doubt": framework_note(year.fiscal_year),
        "broken": pages.broken_lines(list_broken_of_year(year, years)),
        "may_manage": may(person(request), agency, MANAGE_DISCLOSURE),
        "is_empty": not any(one.published.public or one.published.making for one in items),
        "may_approve_publications": may(person(request), agency, APPROVE_PUBLICATION),
    }
    return render(request, "disclosure/board.html", context)


def year_open(request: HttpRequest) -> HttpResponse:
    """What a year would open with, then opening it: the one the form carries, which is the one the page shows."""
    agency = current_agency(request, MANAGE_DISCLOSURE)
    choice = years_to_open(agency)
    asked = _year_in(request.POST.get("fiscal_year") if request.method == "POST" else request.GET.get("year"))
    if asked is not None and asked in choice.opened:
        return _opened_already(request, agency, asked)
    if request.method == "POST" and not choice.has(asked):
        messages.error(request, _("ปีที่ขอเปิดไม่อยู่ในปีที่เปิดได้ ยังไม่ได้เปิดปีใด กรุณาดูปีที่แสดงแล้วกดอีกครั้ง"))
        return redirect("disclosure:year_open")
    fiscal_year = asked if choice.has(asked) else choice.first
    form = WindowsForm(request.POST if request.method == "POST" else None)
    windows: Windows | None = None
    if fiscal_year is not None and request.method == "POST" and form.is_valid():
        windows = form.windows()
        if "open" in request.POST:
            try:
                year = year_actions.open_year(
                    agency=agency, fiscal_year=fiscal_year, windows=windows, by=person(request), at=timezone.now()
                )
            except PersonError as error:
                if queries.find_year(agency, fiscal_year):  # somebody else was faster
                    return _opened_already(request, agency, fiscal_year)
                form.add_error(None, said(error))
            else:
                messages.success(request, _("เปิดปีงบประมาณแล้ว ทุกข้อมีหน้าสาธารณะแล้ว"))
                return redirect(
                    "disclosure:carry_over" if carry_over.list_to_carry_over(year) else "disclosure:board", year.pk
                )
    context: dict[str, object] = {"section": SECTION, "choices": choice.years, "fiscal_year": fiscal_year, "form": form}
    if fiscal_year is not None:
        context |= _opening(agency, fiscal_year, windows, form)
    return render(request, "disclosure/year_open.html", context, status=422 if form.errors else 200)


def _year_in(text: str | None) -> int | None:
    return int(text) if text and len(text) == 4 and text.isascii() and text.isdigit() else None


def _opened_already(request: HttpRequest, agency: Agency, fiscal_year: int) -> HttpResponse:
    year = agency.disclosure_years.get(fiscal_year=fiscal_year)
    told = _("ปีงบประมาณ %(year)s เปิดอยู่แล้ว จึงไม่ได้เปิดปีใดเพิ่ม") % {"year": n(year.fiscal_year)}
    messages.warning(request, told)
    return redirect("disclosure:board", year.pk)


def _opening(agency: Agency, fiscal_year: int, windows: Windows | None, form: WindowsForm) -> dict[str, object]:
    proposal = propose_year(agency, fiscal_year, windows)
    if not form.is_bound:
        form = WindowsForm(initial=WindowsForm.initial_of(proposal.windows))
    return {
        "proposal": proposal,
        "lines": [
            {
                "code": one.item.code,
                "title": pages.item_title(one.item, one.item.code),
                "unit": one.unit.name if one.unit else "",
                "unit_why": one.unit_why,
                "due_on": one.due.due_on,
                "due_why": one.due.why,
                "before": [old.code for old in one.before],
                "is_new": one.is_new,
            }
            for one in proposal.items
        ],
        "dropped": [
            (old.code, _old_title(proposal.last_year, old.code), move.near_codes) for old, move in proposal.dropped
        ],
        "new_count": sum(one.is_new for one in proposal.items),
        "doubt": framework_note(fiscal_year),
        "form": form,
    }


def year_calendar(request: HttpRequest, year_id: int) -> HttpResponse:
    """The agency's calendar of a year; the computed due days follow."""
    year = queries.year_for(person(request), year_id, MANAGE_DISCLOSURE)
    now = Windows(year.entry_opens_at, year.entry_closes_at, year.contest_opens_at, year.contest_closes_at)
    form = WindowsForm(request.POST or None, initial=WindowsForm.initial_of(now))
    if request.method == "POST" and form.is_valid():
        try:
            moved = year_actions.set_windows(year=year, windows=form.windows(), by=person(request), at=timezone.now())
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกปฏิทินแล้ว กำหนดของ %(count)d ข้อเปลี่ยนตาม") % {"count": moved})
            return redirect("disclosure:board", year.pk)
    context = {"section": SECTION, "year": year, "form": form}
    return render(request, "disclosure/year_calendar.html", context, status=422 if form.errors else 200)


def year_close(request: HttpRequest, year_id: int) -> HttpResponse:
    """Asks once, then closes a year opened by mistake; one with something in it says why it stays."""
    year = queries.year_for(person(request), year_id, MANAGE_DISCLOSURE)
    in_use: YearInUse | None = None
    try:
        if request.method == "POST":
            close_year(year=year, by=person(request), at=timezone.now())
            messages.success(request, _("ปิดปีงบประมาณ %(year)s แล้ว") % {"year": n(year.fiscal_year)})
            return redirect("disclosure:year_home")
        require_empty(year)
    except YearInUse as error:
        in_use = error
    context = {"section": SECTION, "year": year, "in_use": in_use}
    return render(request, "disclosure/year_close.html", context, status=422 if request.method == "POST" else 200)


def year_carry_over(request: HttpRequest, year_id: int) -> HttpResponse:
    """The publications of the year opened before that may go along, evergreen ones ticked."""
    year = queries.year_for(person(request), year_id, MANAGE_DISCLOSURE)
    found = carry_over.list_to_carry_over(year)
    if request.method == "POST":
        chosen = [one.publication.pk for one in found if str(one.publication.pk) in set(request.POST.getlist("chosen"))]
        made = carry_over.carry_over(year=year, publications=chosen, by=person(request), at=timezone.now())
        if not made:
            messages.warning(request, _("ยังไม่ได้เลือกรายการใด"))
            return redirect("disclosure:carry_over", year.pk)
        messages.success(request, _("ยกมาเป็นร่างแล้ว %(count)d รายการ ต้องอนุมัติก่อนเผยแพร่") % {"count": len(made)})
        return redirect("disclosure:board", year.pk)
    framework = framework_files().get(year.fiscal_year)
    lines = [
        {
            "id": one.publication.pk,
            "title": public_title(one.publication.current) if one.publication.current else "",
            "from_code": one.publication.item.code if one.publication.item else "",
            "code": one.item.code,
            "item_title": pages.item_title(framework.find_item(one.item.code), one.item.code),
            "is_evergreen": one.is_evergreen,
        }
        for one in found
    ]
    return render(request, "disclosure/carry_over.html", {"section": SECTION, "year": year, "lines": lines})


def _known(request: HttpRequest, name: str, known: set[str]) -> str:
    given = request.GET.get(name, "")
    return given if given in known else ""


def _old_title(year: DisclosureYear | None, code: str) -> str:
    if year is None:
        raise Http404
    return pages.item_title(framework_files().get(year.fiscal_year).find_item(code), code)
