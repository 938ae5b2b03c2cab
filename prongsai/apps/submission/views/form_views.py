"""The form of a year: what to enter, the proposals, the walk, the last looks, and the files to copy from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE, VIEW_PLANS, may
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.disclosure.queries import year_for
from prongsai.apps.disclosure.years_at_work import find_year_in_front
from prongsai.apps.jobs.queue import enqueue
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.views import current_agency, person
from prongsai.apps.submission import actions, queries
from prongsai.apps.submission.documents import TYPES, draw_form
from prongsai.apps.submission.forms import AnswerForm, WalkForm
from prongsai.apps.submission.jobs import walk_site
from prongsai.apps.submission.labels import LOOK_WORDS
from prongsai.apps.submission.models import SiteWalk
from prongsai.apps.submission.pages import count_states, form_lines
from prongsai.apps.submission.proposals import Proposal, propose
from prongsai.apps.submission.standing import (
    form_of,
    framework_of,
    list_to_look,
    shown_titles,
    standings,
    total_at_risk,
    total_points,
)
from prongsai.apps.submission.walking import is_own, item_addresses, make_walk, own_front
from prongsai.core.errors import PersonError
from prongsai.core.submission import Answer, looks_before, problems_of
from prongsai.web.templatetags.reading import in_language, said
from prongsai.wiring import bangkok_today, framework_note


@require_safe
def form_now(request: HttpRequest) -> HttpResponse:
    """The form of the year in front, that is the running one; where none is open, what to do."""
    agency = current_agency(request, VIEW_PLANS)
    year = find_year_in_front(agency, bangkok_today())
    if year is None:
        return render(request, "submission/form_none.html", {"section": "year"})
    return redirect("submission:form_detail", year.pk)


@require_safe
def form_detail(request: HttpRequest, year_id: int) -> HttpResponse:
    """All items of the form with answer, proposal and what is wrong."""
    year, years = queries.years_around(person(request), year_id)
    items = queries.list_items(year)
    standing = standings(year, items)
    problems = problems_of(standing)
    walk = queries.last_walk(year)
    lines = form_lines(items, standing, propose(year, items, walk), problems, shown_titles(framework_of(year)))
    only = request.GET.get("only", "")
    shown = [line for line in lines if _is_shown(line.state, bool(line.problems), only)]
    frozen = queries.newest_frozen(year)
    to_look = list_to_look(problems, standing)
    context = {
        "section": "year",
        "year": year,
        "years": years,
        "lines": shown,
        "counts": count_states(lines),
        "only": only,
        "at_risk": total_at_risk(problems, standing),
        "to_look": len(to_look),
        "to_look_points": total_points(to_look),
        "walk": walk,
        "walk_form": WalkForm(initial={"start": walk.start if walk else own_front(year)}),
        "not_found": sum(not line.proposal.is_found for line in lines) if walk and walk.made_at else 0,
        "untaken": sum(line.may_take for line in lines),
        "unexplained": sum(line.may_explain for line in lines),
        "frozen": frozen,
        "note": in_language(framework_note(year.fiscal_year)),
        "walk_failed": in_language((walk.failed_why, walk.failed_why_en)) if walk else "",
        "may_manage": may(person(request), year.agency, MANAGE_DISCLOSURE),
    }
    return render(request, "submission/form_detail.html", context)


@require_POST
def take(request: HttpRequest, year_id: int) -> HttpResponse:
    """Take the proposal for every item nobody decided."""
    year = year_for(person(request), year_id, MANAGE_DISCLOSURE)
    taken = actions.take_proposals(year=year, proposals=_proposed(year), by=person(request), at=timezone.now())
    messages.success(request, _("ใช้คำตอบที่ระบบเสนอแล้ว %(count)s รายการ") % {"count": taken})
    return redirect("submission:form_detail", year.pk)


@require_POST
def explain_items(request: HttpRequest, year_id: int) -> HttpResponse:
    """Write the click paths of the last walk into the explanations that are empty."""
    year = year_for(person(request), year_id, MANAGE_DISCLOSURE)
    taken = actions.take_explanations(year=year, proposals=_proposed(year), by=person(request), at=timezone.now())
    messages.success(request, _("ใส่ทางที่เดินพบเป็นคำอธิบายแล้ว %(count)s รายการ") % {"count": taken})
    return redirect("submission:form_detail", year.pk)


@require_POST
def start_walk(request: HttpRequest, year_id: int) -> HttpResponse:
    """Walk our own site at once; a walk over another site is made by the worker, a page a second."""
    year = year_for(person(request), year_id, MANAGE_DISCLOSURE)
    form = WalkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("ใส่ที่อยู่หน้าแรกให้ถูกต้อง ขึ้นต้นด้วย https:// หรือ http://"))
        return redirect("submission:form_detail", year.pk)
    start, now = form.cleaned_data["start"], timezone.now()
    row = SiteWalk.objects.create(year=year, start=start, asked_at=now, targets=list(item_addresses(year).values()))
    if is_own(start):
        make_walk(row, at=now)
    else:
        enqueue(walk_site, walk_id=row.pk)
        messages.success(request, _("ระบบกำลังเดินดูเว็บไซต์นั้นทีละหน้า เปิดหน้านี้ใหม่ในอีกหนึ่งนาที"))
    return redirect("submission:form_detail", year.pk)


@require_safe
def looks(request: HttpRequest, year_id: int) -> HttpResponse:
    """The last looks before the form closes, and what is still worth points now."""
    year = year_for(person(request), year_id)
    items = queries.list_items(year)
    standing = standings(year, items)
    problems = problems_of(standing)
    made = queries.list_looks(year)
    planned = []
    if year.entry_closes_at is not None:
        known = {row.kind for row in made if row.closes_at == year.entry_closes_at}
        planned = [
            (LOOK_WORDS[look.kind], look.due_at)
            for look in looks_before(year.entry_closes_at)
            if look.kind not in known
        ]
    context = {
        "section": "year",
        "year": year,
        "problems": problems,
        "ids": {item.code: item.pk for item in items},
        "at_risk": total_at_risk(problems, standing),
        "made": [(LOOK_WORDS[row.kind], row) for row in made],
        "planned": planned,
        "is_closed": year.entry_closes_at is not None and timezone.now() >= year.entry_closes_at,
    }
    return render(request, "submission/looks.html", context)


@require_safe
def form_download(request: HttpRequest, year_id: int, file_format: str) -> HttpResponse:
    """The form to copy from, as a sheet or as text."""
    year = year_for(person(request), year_id)
    if file_format not in ("xlsx", "txt"):
        raise Http404
    content = draw_form(form_of(year), file_format, at=timezone.now())  # type: ignore[arg-type]
    return attachment(content, f"oit-{year.agency.slug}-{year.fiscal_year}.{file_format}", file_format)


def item_edit(request: HttpRequest, item_id: int) -> HttpResponse:
    """The answer for one item."""
    item = queries.item_for(person(request), item_id, MANAGE_DISCLOSURE)
    year: DisclosureYear = item.year
    entry = getattr(item, "form_entry", None)
    [standing] = standings(year, [item])
    proposal = propose(year, [item], queries.last_walk(year))[item.code]
    values = _initial(entry, proposal)
    form = AnswerForm(request.POST or None, initial=values)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_item(
                item=item,
                has=form.cleaned_data["has"],
                addresses=form.cleaned_data["addresses"],
                explanation=form.cleaned_data["explanation"],
                version=form.cleaned_data["version"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as refused:
            error = said(refused)
        except ChangedMeanwhile as changed:
            error = _("%(name)s แก้รายการนี้ก่อนท่านบันทึก สิ่งที่ท่านพิมพ์ยังอยู่ในหน้านี้ กรุณาเปิดหน้าใหม่ดูก่อนบันทึก") % {
                "name": changed.changed_by
            }
        else:
            messages.success(request, _("บันทึกคำตอบของ %(code)s แล้ว") % {"code": item.code})
            return redirect("submission:form_detail", year.pk)
    context = {
        "section": "year",
        "year": year,
        "item": item,
        "title": shown_titles(framework_of(year)).get(item.code, ""),
        "form": form,
        "error": error,
        "proposal": proposal,
        "problems": problems_of([standing]),
    }
    return render(request, "submission/item_edit.html", context, status=422 if request.method == "POST" else 200)


def attachment(content: bytes, name: str, file_format: str) -> HttpResponse:
    """A file to keep, never shown in the page."""
    response = HttpResponse(content, content_type=TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _proposed(year: DisclosureYear) -> dict[str, Answer]:
    found = propose(year, queries.list_items(year), queries.last_walk(year))
    return {code: one.answer(code) for code, one in found.items()}


def _is_shown(state: str, is_wrong: bool, only: str) -> bool:
    return {"": True, "open": state == "open", "wrong": is_wrong, "has_not": state == "has_not"}.get(only, True)


def _initial(entry: object, proposal: Proposal) -> dict[str, object]:
    if entry is None:
        has = "yes" if proposal.has else ""
        values = (0, has, proposal.addresses, proposal.explanation)
    else:
        has = {True: "yes", False: "no", None: ""}[entry.has]  # type: ignore[attr-defined]
        values = (entry.version, has, entry.addresses, entry.explanation)  # type: ignore[attr-defined]
    version, has, addresses, explanation = values
    return {"version": version, "has": has, "addresses": "\n".join(addresses), "explanation": explanation}
