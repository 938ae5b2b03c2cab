"""Builds the parts of last year's result: read it, check it, analyse it, propose measures, write the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from prongsai.wiring import _pdf_reader, framework_files

if TYPE_CHECKING:
    from prongsai.core.finding import Finding
    from prongsai.core.result import Analysis, EntryWindow, Proposals, Trend, UnitsByTopic, YearResult
    from prongsai.documents.analysis import AnalysisFacts
    from prongsai.intake.results import ReadResults

RESULT_MAX_BYTES = 10_000_000
ANALYSIS_FORMATS = ("pdf", "docx", "html")


def read_result_file(
    content: bytes,
    name: str,
    *,
    fiscal_year: int | None = None,
    agency_name: str = "",
    former_names: Sequence[str] = (),
) -> ReadResults:
    """The results of a file in any format. Raises PersonError, one sentence, when it holds none.

    `former_names` are names that the agency had before: what a table lists under them is taken for its own.
    """
    from prongsai.intake.readers import read_source
    from prongsai.intake.results.reader import read_result_json, read_results

    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_result_json(content, name)
    source = read_source(content, name=name, pdf=_pdf_reader() if b"%PDF-" in content[:1024] else None)
    return read_results(
        source,
        frameworks=framework_files().get,
        fiscal_year=fiscal_year,
        agency_name=agency_name,
        former_names=former_names,
    )


def check_year_result(result: YearResult) -> list[Finding]:
    """Every finding of a result, worst first."""
    from prongsai.core.result import check_result

    files = framework_files()
    return check_result(result, files.get(result.fiscal_year), {year: files.get(year) for year in files.years()})


def analyse_result(result: YearResult) -> Analysis:
    """The analysis of a result by its own year's framework."""
    from prongsai.core.result import analyse

    return analyse(result, framework_files().get(result.fiscal_year))


def trend_of_results(results: Sequence[YearResult]) -> Trend:
    """Results of several years side by side."""
    from prongsai.core.result import trend_of

    files = framework_files()
    return trend_of(results, {one.fiscal_year: files.get(one.fiscal_year) for one in results}, files.crosswalk())


def entry_window(fiscal_year: int) -> EntryWindow | None:
    """When OIT is entered in a year: its own window, else the newest known one moved into it."""
    from prongsai.core.result import find_entry_window

    files = framework_files()
    return find_entry_window(files.get(fiscal_year), [files.get(year) for year in files.years()])


def propose_measures(
    analysis: Analysis, plan_year: int, *, today: date, units: UnitsByTopic | None = None
) -> Proposals:
    """Measures for the plan of a year after this result."""
    from prongsai.core.result import UnitsByTopic, propose

    files = framework_files()
    return propose(
        analysis,
        files.get(plan_year),
        files.crosswalk(),
        today=today,
        window=entry_window(plan_year),
        units=units or UnitsByTopic({}, {}),
    )


def usual_units_by_topic(names: Mapping[str, str]) -> dict[str, str]:
    """By topic, the name of the first usual unit that there is; `names` are the units' names by code."""
    from prongsai.adapters.topic_units import read_topic_units

    found = {}
    for topic, codes in read_topic_units().items():
        code = next((one for one in codes if one in names), None)
        if code is not None:
            found[topic] = names[code]
    return found


def write_analysis(facts: AnalysisFacts, formats: Sequence[str]) -> dict[str, bytes]:
    """The analysis document in each format ("pdf", "docx", "html"): built once, drawn for each."""
    from prongsai.documents.analysis import build_analysis

    report = build_analysis(facts)
    drawn: dict[str, bytes] = {}
    for one in formats:
        if one == "pdf":
            from prongsai.documents.pdf import draw_pdf

            drawn[one] = draw_pdf(report, attached_plan_json=None)
        elif one == "docx":
            from prongsai.documents.docx import draw_docx

            drawn[one] = draw_docx(report)
        else:
            from prongsai.documents.html import draw_html

            drawn[one] = draw_html(report).encode()
    return drawn
