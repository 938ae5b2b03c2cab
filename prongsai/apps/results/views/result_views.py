"""Results by year: the list with its trend, one year's result, typing it in, correcting it, taking it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.permissions import EDIT_RESULTS, VIEW_RESULTS, may
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.views import current_agency, page_of, person
from prongsai.apps.results import actions, pages, queries
from prongsai.apps.results.facts import result_facts
from prongsai.apps.results.forms import NewResultForm, ResultForm
from prongsai.core.errors import PersonError
from prongsai.documents.analysis import before_of, computed_before_of
from prongsai.web.templatetags.reading import in_language, said
from prongsai.wiring import framework_files, framework_note
from prongsai.wiring.results import analyse_result, check_year_result, trend_of_results


@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    """Every year's result, latest first, with the trend over years."""
    agency = current_agency(request, VIEW_RESULTS)
    page = page_of(request, queries.list_results(agency))
    known = queries.list_result_facts(agency)
    trend = trend_of_results(known) if known else None
    files = framework_files()
    context = {
        "section": "results",
        "page": page,
        "lines": [pages.result_line(row, files.get(row.fiscal_year)) for row in page],
        "may_edit": may(person(request), agency, EDIT_RESULTS),
        "chart": pages.trend_svg(trend),
        "years": trend.years if trend else (),
        "has_computed": trend is not None and trend.has_computed,
        "rows": pages.trend_rows(trend) if trend else [],
    }
    return render(request, "results/result_list.html", context)


@require_safe
def result_detail(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """One year's result: what was announced, what does not fit, what was lost."""
    agency = current_agency(request, VIEW_RESULTS)
    row = queries.result_for(person(request), agency, fiscal_year)
    facts = result_facts(row)
    analysis = analyse_result(facts)
    known = queries.list_result_facts(agency, up_to=fiscal_year)
    trend = trend_of_results(known)
    before = before_of(trend, fiscal_year)
    context = {
        "section": "results",
        "row": row,
        "year": fiscal_year,
        "facts": facts,
        "total": pages.score_words(analysis.total),
        "total_is_computed": row.total is None and analysis.total is not None,
        "tools": [
            (tool.code, pages.score_words(analysis.reckoning.tools.get(tool.code)), tool.code not in facts.tools)
            for tool in analysis.framework.tools
        ],
        "announced": pages.announced_level(row.level, analysis.framework),
        "level": pages.level_words(analysis.reckoning.level),
        "level_mark": pages.confidence_mark(analysis.level.confidence) if analysis.level else "",
        "next_level": pages.next_words(analysis.next_level),
        "parts": pages.part_lines(analysis, before, computed_before_of(trend, fiscal_year)),
        "has_before": bool(before),
        "chart": pages.indicator_svg(analysis, before),
        "lost": pages.lost_lines(analysis),
        "lost_points": pages.score_words(analysis.lost_points) if analysis.lost else "",
        "findings": check_year_result(facts),
        "may_edit": may(person(request), agency, EDIT_RESULTS),
    }
    return render(request, "results/result_detail.html", context)


def result_new(request: HttpRequest) -> HttpResponse:
    """Which year's result is typed in."""
    agency = current_agency(request, EDIT_RESULTS)
    form = NewResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("results:result_edit", form.cleaned_data["fiscal_year"])
    context = {"section": "results", "form": form, "taken": queries.list_years(agency)}
    return render(request, "results/result_new.html", context, status=422 if request.method == "POST" else 200)


def result_edit(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Type in a year's result, or correct it; a second writer is told and nothing is lost."""
    agency = current_agency(request, EDIT_RESULTS)
    if not 2550 <= fiscal_year <= 2650:
        raise Http404
    row = queries.find_result(agency, fiscal_year)
    facts = result_facts(row) if row else None
    framework = framework_files().get(fiscal_year)
    data = request.POST if request.method == "POST" else None
    form = ResultForm(framework, facts, data, initial={"version": row.version if row else 0})
    code = 200
    if data is not None:
        code = 422
        if form.is_valid():
            try:
                _save(request, agency, row, form)
            except PersonError as error:
                form.add_error(None, said(error))
            except ChangedMeanwhile:
                form.add_error(None, _("มีผู้อื่นแก้ผลของปีนี้ก่อน ยังไม่ได้บันทึก กรุณาเปิดหน้านี้ใหม่ในอีกหน้าต่างแล้วเทียบกัน"))
            else:
                messages.success(request, _("บันทึกผลการประเมินแล้ว"))
                return redirect("results:result_detail", fiscal_year)
    context = {
        "section": "results",
        "form": form,
        "year": fiscal_year,
        "is_new": row is None,
        "doubt": in_language(framework_note(fiscal_year)),
    }
    return render(request, "results/result_edit.html", context, status=code)


def _save(request: HttpRequest, agency: Any, row: Any, form: ResultForm) -> None:
    result, by, at = form.result(), person(request), timezone.now()
    if row is None:
        actions.add_result(agency=agency, result=result, by=by, at=at)
    else:
        actions.change_result(row=row, result=result, version=form.cleaned_data["version"] or 0, by=by, at=at)


def result_remove(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Take a result away, after asking once."""
    agency = current_agency(request, EDIT_RESULTS)
    row = queries.result_for(person(request), agency, fiscal_year, EDIT_RESULTS)
    if request.method == "POST":
        actions.remove_result(row=row, by=person(request), at=timezone.now())
        messages.success(request, _("ลบผลการประเมินแล้ว ประวัติยังอยู่"))
        return redirect("results:result_list")
    return render(request, "results/result_remove.html", {"section": "results", "row": row, "year": fiscal_year})
