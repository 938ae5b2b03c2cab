"""Proposed measures for a year's plan: the list, editing one, accepting, setting aside."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_RESULTS, VIEW_RESULTS, may
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.editor import MeasureEditor
from prongsai.apps.plans.views import current_agency, person
from prongsai.apps.results import pages, proposal_actions, queries
from prongsai.apps.results.facts import measure_from_json, result_facts
from prongsai.apps.results.models import Proposal as ProposalRow
from prongsai.apps.results.proposing import proposals_for
from prongsai.core.errors import PersonError
from prongsai.core.plan import Measure
from prongsai.core.result import Proposal, Proposals
from prongsai.web.templatetags.reading import in_language, n, said
from prongsai.wiring import bangkok_today, framework_note
from prongsai.wiring.results import analyse_result


@require_safe
def proposal_list(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """What the plan of the year should hold after the newest earlier result."""
    agency = current_agency(request, VIEW_RESULTS)
    base = queries.find_newest_before(agency, fiscal_year)
    made = _proposals(agency, base, fiscal_year)
    rows = queries.list_proposals(agency, fiscal_year)
    plan = queries.find_plan(agency, fiscal_year)
    covered = queries.items_with_measures(plan)
    views = [
        pages.proposal_view(one, _measure(one, rows.get(one.key)), rows.get(one.key), covered)
        for one in (made.proposals if made else ())
    ]
    context = {
        "section": "results",
        "year": fiscal_year,
        "base": base,
        "plan": plan,
        "open": [one for one in views if one.state not in ("accepted", "set_aside")],
        "accepted": [one for one in views if one.state == "accepted"],
        "set_aside": [one for one in views if one.state == "set_aside"],
        "gone": pages.gone_lines(made.gone) if made else (),
        "window": made.window if made else None,
        "doubt": in_language(framework_note(fiscal_year)),
        "may_edit": may(person(request), agency, EDIT_RESULTS),
    }
    return render(request, "results/proposal_list.html", context)


@require_POST
def proposal_accept(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Put the ticked proposals into the plan: all of them or none."""
    agency = current_agency(request, EDIT_RESULTS)
    chosen = _ticked(request, agency, fiscal_year)
    if not chosen:
        messages.error(request, _("ยังไม่ได้เลือกข้อเสนอ"))
        return redirect("results:proposal_list", fiscal_year)
    try:
        with transaction.atomic():
            for one, measure, version in chosen:
                proposal_actions.accept_proposal(**_deed(request, agency, fiscal_year, one, measure, version))
    except PersonError as error:
        messages.error(request, said(error))
    except ChangedMeanwhile:
        messages.error(request, _changed_words())
    else:
        count = len(chosen)
        messages.success(request, _("เพิ่ม %(count)s มาตรการเข้าแผนแล้ว") % {"count": n(count)})
    return redirect("results:proposal_list", fiscal_year)


def proposal_edit(request: HttpRequest, fiscal_year: int, key: str) -> HttpResponse:
    """Change a proposal before it is accepted, then keep it or accept it at once."""
    agency = current_agency(request, EDIT_RESULTS)
    one, row = _one(agency, fiscal_year, key)
    if row is not None and row.state == "accepted":
        messages.error(request, _("รับข้อเสนอนี้เข้าแผนแล้ว แก้ไขได้ที่มาตรการในแผน"))
        return redirect("results:proposal_list", fiscal_year)
    measure = _measure(one, row)
    keys = {"step": list(range(len(measure.steps))), "follow_up": list(range(len(measure.follow_ups)))}
    data = request.POST if request.method == "POST" else None
    editor = MeasureEditor(measure, keys, data, tuple(agency.hosts))
    version = _number(request.POST.get("version")) if data is not None else (row.version if row else 0)
    error = ""
    if data is not None and editor.is_valid():
        act = proposal_actions.accept_proposal if "accept" in data else proposal_actions.edit_proposal
        try:
            act(**_deed(request, agency, fiscal_year, one, editor.edited().facts, version))
        except PersonError as refused:
            error = said(refused)
        except ChangedMeanwhile:
            error = _changed_words()
        else:
            done = _("เพิ่มเข้าแผนแล้ว") if "accept" in data else _("บันทึกข้อเสนอแล้ว ยังไม่อยู่ในแผน")
            messages.success(request, done)
            return redirect("results:proposal_list", fiscal_year)
    context = {
        "section": "results",
        "year": fiscal_year,
        "key": key,
        "editor": editor,
        "version": version,
        "error": error,
        "reasons": [in_language(words) for words in one.reasons],
        "cautions": [in_language(words) for words in one.cautions],
    }
    code = 422 if data is not None and not editor.adds else 200
    return render(request, "results/proposal_edit.html", context, status=code)


@require_POST
def proposal_aside(request: HttpRequest, fiscal_year: int, key: str) -> HttpResponse:
    """Set a proposal aside; it can be taken up again from the list."""
    agency = current_agency(request, EDIT_RESULTS)
    one, row = _one(agency, fiscal_year, key)
    version = _number(request.POST.get("version"))
    act = proposal_actions.edit_proposal if row and row.state == "set_aside" else proposal_actions.set_proposal_aside
    try:
        act(**_deed(request, agency, fiscal_year, one, _measure(one, row), version))
    except PersonError as error:
        messages.error(request, said(error))
    except ChangedMeanwhile:
        messages.error(request, _changed_words())
    else:
        messages.success(request, _("บันทึกแล้ว"))
    return redirect("results:proposal_list", fiscal_year)


def _proposals(agency: Agency, base: Any, fiscal_year: int) -> Proposals | None:
    if not 2564 <= fiscal_year <= 2650:
        raise Http404
    if base is None:
        return None
    return proposals_for(agency, analyse_result(result_facts(base)), fiscal_year, today=bangkok_today())


def _one(agency: Agency, fiscal_year: int, key: str) -> tuple[Proposal, ProposalRow | None]:
    made = _proposals(agency, queries.find_newest_before(agency, fiscal_year), fiscal_year)
    found = next((one for one in (made.proposals if made else ()) if one.key == key), None)
    if found is None:
        raise Http404
    return found, queries.list_proposals(agency, fiscal_year).get(key)


def _measure(one: Proposal, row: ProposalRow | None) -> Measure:
    """What a person made of the proposal, else what was proposed."""
    return measure_from_json(row.facts) if row is not None and row.facts else one.measure


def _ticked(request: HttpRequest, agency: Agency, fiscal_year: int) -> list[tuple[Proposal, Measure, int]]:
    """The chosen proposals as "O12:3": key and the version that was shown."""
    asked = dict(text.partition(":")[::2] for text in request.POST.getlist("proposal"))
    made = _proposals(agency, queries.find_newest_before(agency, fiscal_year), fiscal_year)
    rows = queries.list_proposals(agency, fiscal_year)
    return [
        (one, _measure(one, rows.get(one.key)), _number(asked[one.key]))
        for one in (made.proposals if made else ())
        if one.key in asked
    ]


def _deed(
    request: HttpRequest, agency: Agency, fiscal_year: int, one: Proposal, measure: Measure, version: int
) -> dict[str, Any]:
    return {
        "agency": agency,
        "fiscal_year": fiscal_year,
        "key": one.key,
        "kind": one.kind,
        "facts": measure,
        "version": version,
        "by": person(request),
        "at": timezone.now(),
    }


def _changed_words() -> str:
    return _("มีผู้อื่นแก้ข้อเสนอนี้ก่อน ยังไม่ได้บันทึก กรุณาเปิดหน้านี้ใหม่")


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else 0
