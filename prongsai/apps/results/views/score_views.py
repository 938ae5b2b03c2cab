"""The score of today as an outside assessor would give it, and what would be if chosen items were mended."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.agencies.permissions import EDIT_RESULTS, VIEW_RESULTS, may
from prongsai.apps.plans.views import current_agency, person
from prongsai.apps.results import actions, pages, queries
from prongsai.apps.results.forms import ScoreField, ToolForm
from prongsai.apps.results.standing_source import list_item_facts
from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.result import score_today, what_if
from prongsai.web.templatetags.reading import in_language, said
from prongsai.wiring import bangkok_today, framework_files, framework_note


@require_safe
def score_now(request: HttpRequest) -> HttpResponse:
    """The score of the running fiscal year."""
    current_agency(request, VIEW_RESULTS)
    return redirect("results:score", fiscal_year_of(bangkok_today()))


@require_safe
def score(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Every item of the year with its mark of today and why; with items ticked, what they would bring."""
    return _show(request, fiscal_year, ToolForm())


@require_POST
def tool_enter(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Enter IIT or EIT of the year with its source; a blank score takes the entry back."""
    agency = current_agency(request, EDIT_RESULTS)
    _require_year(fiscal_year)
    form = ToolForm(request.POST)
    if not form.is_valid():
        return _show(request, fiscal_year, form, status=422)
    tool, value = form.cleaned_data["tool"], form.cleaned_data["score"]
    by, at = person(request), timezone.now()
    try:
        if value is None:
            actions.clear_tool(agency=agency, fiscal_year=fiscal_year, tool=tool, by=by, at=at)
        else:
            source = form.cleaned_data["source"]
            actions.enter_tool(
                agency=agency, fiscal_year=fiscal_year, tool=tool, score=value, source=source, by=by, at=at
            )
    except PersonError as error:
        form.add_error(None, said(error))
        return _show(request, fiscal_year, form, status=422)
    messages.success(request, _("บันทึกคะแนนแล้ว") if value is not None else _("ลบคะแนนที่กรอกแล้ว"))
    return redirect("results:score", fiscal_year)


def _show(request: HttpRequest, fiscal_year: int, form: ToolForm, status: int = 200) -> HttpResponse:
    agency = current_agency(request, VIEW_RESULTS)
    _require_year(fiscal_year)
    framework = framework_files().get(fiscal_year)
    entries = queries.known_tools(agency, fiscal_year)
    asked, refused = _asked_tools(request)
    typed = {code: request.GET.get(code.lower(), "")[:20] for code in refused}
    tools: dict[Any, Decimal] = {**{code: one.score for code, one in entries.items()}, **asked}
    facts = list_item_facts(agency, framework)
    today = score_today(framework, facts, tools)
    ticked = [code for code in request.GET.getlist("fix") if framework.has_item(code)]
    tried = what_if(framework, today.sure_scores, tools, ticked) if ticked or asked else None
    lines = pages.item_lines(today, framework, ticked)
    context = {
        "section": "score",
        "year": fiscal_year,
        "years": [
            year for year in (fiscal_year - 1, fiscal_year + 1) if 2563 <= year <= fiscal_year_of(bangkok_today())
        ],
        "lines": lines,
        "is_bare": not facts,
        "counts": [(mark, sum(line.mark == mark for line in lines)) for mark in ("full", "zero", "open")],
        "sure": pages.outcome_view(today.sure),
        "possible": pages.outcome_view(today.possible),
        "is_settled": today.is_settled,
        "can_compute": today.sure.oit is not None,
        "tried": pages.outcome_view(tried) if tried else None,
        "ticked": ticked,
        "tools": [
            (code, pages.score_words(tools.get(code)), entries.get(code), typed.get(code), refused.get(code, ""))
            for code in ("IIT", "EIT")
        ],
        "is_refused": bool(refused),
        "asked": {code: str(value) for code, value in asked.items()},
        "tool_form": form,
        "doubt": in_language(framework_note(fiscal_year)),
        "may_edit": may(person(request), agency, EDIT_RESULTS),
    }
    return render(request, "results/score.html", context, status=status)


def _asked_tools(request: HttpRequest) -> tuple[dict[str, Decimal], dict[str, str]]:
    """IIT and EIT typed into the what-if form, and a sentence for each that is no score; nothing is stored here."""
    found, refused = {}, {}
    for code in ("IIT", "EIT"):
        try:
            value = ScoreField().clean(request.GET.get(code.lower(), ""))
        except ValidationError as error:
            refused[code] = " ".join(error.messages)
            continue
        if value is not None:
            found[code] = value
    return found, refused


def _require_year(fiscal_year: int) -> None:
    if not 2563 <= fiscal_year <= 2650:
        raise Http404
