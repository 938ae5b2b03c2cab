"""The analysis of one year's result, on the page and as a document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import VIEW_RESULTS
from prongsai.apps.plans.views import current_agency, person
from prongsai.apps.results import pages, queries
from prongsai.apps.results.facts import result_facts
from prongsai.apps.results.proposing import proposals_for
from prongsai.documents.analysis import AnalysisFacts, before_of
from prongsai.documents.analysis_words import lost_sentences, overall_sentences, trend_sentences
from prongsai.documents.posts import executive_post
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import bangkok_today
from prongsai.wiring.results import (
    ANALYSIS_FORMATS,
    analyse_result,
    check_year_result,
    trend_of_results,
    write_analysis,
)

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_safe
def analysis(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Strengths, weaknesses, lost items and their worth, and the trend up to the year."""
    agency = current_agency(request, VIEW_RESULTS)
    facts = _facts(request, agency, fiscal_year, with_proposals=False)
    known, trend = facts.analysis, facts.trend
    before = before_of(trend, fiscal_year)
    context = {
        "section": "results",
        "year": fiscal_year,
        "plan_year": fiscal_year + 1,
        "overall": [in_language(words) for words in overall_sentences(known)],
        "strengths": pages.part_rows(known.strengths),
        "weaknesses": pages.part_rows(known.weaknesses),
        "is_relative": known.is_relative,
        "has_parts": bool(known.parts),
        "lost": pages.lost_lines(known),
        "lost_said": [in_language(words) for words in lost_sentences(known)] if known.lost else [],
        "has_items": bool(known.result.items),
        "chart": pages.trend_svg(trend),
        "years": trend.years if trend else (),
        "has_computed": trend is not None and trend.has_computed,
        "rows": pages.trend_rows(trend) if trend else [],
        "trend_said": [in_language(words) for words in trend_sentences(trend)] if trend else [],
        "repeated": pages.topic_rows(trend) if trend else [],
        "bars": pages.indicator_svg(known, before),
        "has_before": bool(before),
        "findings": facts.findings,
        "formats": ANALYSIS_FORMATS,
    }
    return render(request, "results/analysis.html", context)


@require_safe
def analysis_download(request: HttpRequest, fiscal_year: int, file_format: str) -> HttpResponse:
    """The analysis document in the page's language, with the measures proposed for the year after."""
    agency = current_agency(request, VIEW_RESULTS)
    if file_format not in ANALYSIS_FORMATS:
        raise Http404
    facts = _facts(request, agency, fiscal_year, with_proposals=True)
    content = write_analysis(facts, [file_format])[file_format]
    mark = "" if facts.language == "th" else f"-{facts.language}"
    name = f"analysis-{fiscal_year}{mark}.{file_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=_TYPES[file_format], headers=headers)


def _facts(request: HttpRequest, agency: Agency, fiscal_year: int, *, with_proposals: bool) -> AnalysisFacts:
    row = queries.result_for(person(request), agency, fiscal_year)
    result = result_facts(row)
    known = analyse_result(result)
    today = bangkok_today()
    place = [
        f"อำเภอ{agency.district}" if agency.district else "",
        f"จังหวัด{agency.province}" if agency.province else "",
    ]
    return AnalysisFacts(
        analysis=known,
        findings=check_year_result(result),
        made_on=today,
        trend=trend_of_results(queries.list_result_facts(agency, up_to=fiscal_year)),
        proposals=proposals_for(agency, known, fiscal_year + 1, today=today) if with_proposals else None,
        place=" ".join(filter(None, place)),
        executive_post=executive_post(agency.facts()),
        language="en" if is_english() else "th",
    )
