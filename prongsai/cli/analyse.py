"""`prongsai analyse`: the analysis of a result, with its trend and the measures it asks for, as documents."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prongsai.cli.files import read_input, write_output
from prongsai.cli.screen import finding_to_dict, print_findings, print_json, print_table
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding, sort_findings
from prongsai.core.plan import Agency
from prongsai.core.result import Analysis, Proposals, YearResult, result_to_dict
from prongsai.core.scoring import format_points


def run(arguments: argparse.Namespace) -> int:
    """Analyses the newest year of all files; writes analysis-<year>.<format> (analysis-<year>-en.<format>) into the folder, all formats or none.

    Exit code 1 when a finding is an error. Of two results of one year the one of the later file is taken.
    """
    from prongsai.documents.analysis import AnalysisFacts
    from prongsai.documents.posts import executive_post
    from prongsai.wiring import bangkok_today
    from prongsai.wiring.results import (
        analyse_result,
        check_year_result,
        propose_measures,
        trend_of_results,
        write_analysis,
    )

    formats = _formats(arguments.to)
    results, said = _read_all(arguments)
    newest = results[max(results)]
    analysis = analyse_result(newest)
    findings = sort_findings([*said, *check_year_result(newest)])
    plan_year = arguments.plan_year or newest.fiscal_year + 1
    if plan_year <= newest.fiscal_year:
        raise PersonError(
            f"ปีของแผนต้องอยู่หลังปีของผล ({newest.fiscal_year})",
            f"the plan's year comes after that of the result ({newest.fiscal_year})",
        )
    today = bangkok_today()
    proposals = propose_measures(analysis, plan_year, today=today)
    facts = AnalysisFacts(
        analysis=analysis,
        findings=findings,
        made_on=today,
        trend=trend_of_results(list(results.values())) if len(results) > 1 else None,
        proposals=proposals,
        executive_post=executive_post(Agency(newest.agency_name)),
        language=arguments.language,
    )
    mark = "" if arguments.language == "th" else f"-{arguments.language}"
    files = {
        str(Path(arguments.output) / f"analysis-{newest.fiscal_year}{mark}.{one}"): content
        for one, content in write_analysis(facts, formats).items()
    }
    for path, content in files.items():
        write_output(path, content)
    if arguments.json:
        print_json(_as_json(analysis, proposals, findings, list(files)))
    else:
        _show(analysis, findings, list(files))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _read_all(arguments: argparse.Namespace) -> tuple[dict[int, YearResult], list[Finding]]:
    from prongsai.wiring.results import RESULT_MAX_BYTES, read_result_file

    results: dict[int, YearResult] = {}
    said: list[Finding] = []
    for name in arguments.results:
        content, label = read_input(name, max_bytes=RESULT_MAX_BYTES)
        read = read_result_file(content, label, fiscal_year=arguments.fiscal_year, agency_name=arguments.agency or "")
        results |= {one.fiscal_year: one for one in read.results}
        said += read.findings
    return results, said


def _as_json(analysis: Analysis, proposals: Proposals, findings: list[Finding], files: list[str]) -> dict[str, Any]:
    level = analysis.level
    oit = analysis.reckoning.oit
    return {
        "result": result_to_dict(analysis.result),
        "total": None if analysis.total is None else format_points(analysis.total),
        "level": None if level is None else level.code,
        "oit": None if oit is None else format_points(oit.score),
        "strengths": [part.code for part in analysis.strengths],
        "weaknesses": [part.code for part in analysis.weaknesses],
        "lost": [
            {"code": one.code, "title": one.title, "points": None if one.points is None else format_points(one.points)}
            for one in analysis.lost
        ],
        "proposals": [
            {
                "key": one.key,
                "kind": one.kind,
                "issue": one.measure.issue,
                "points": None if one.points is None else format_points(one.points),
                "reasons": [words._asdict() for words in one.reasons],
                "cautions": [words._asdict() for words in one.cautions],
                "steps": [step.text for step in one.measure.steps],
                "follow_ups": [
                    {
                        "text": line.text,
                        "due_on": _day(line.deadline),
                        "why": line.deadline.why if line.deadline else "",
                    }
                    for line in one.measure.follow_ups
                ],
            }
            for one in proposals.proposals
        ],
        "entry_window": _window(proposals),
        "findings": [finding_to_dict(finding) for finding in findings],
        "files": files,
    }


def _window(proposals: Proposals) -> dict[str, Any] | None:
    if proposals.window is None:
        return None
    days = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in asdict(proposals.window).items()
    }
    return {**days, "is_assumed": proposals.window.is_assumed}


def _day(deadline: Any) -> str | None:
    return deadline.due_on.isoformat() if deadline is not None and deadline.due_on is not None else None


def _show(analysis: Analysis, findings: list[Finding], files: list[str]) -> None:
    year = analysis.result.fiscal_year
    total = "–" if analysis.total is None else format_points(analysis.total)
    level = analysis.level.name_th if analysis.level else "–"
    print(f"ปี {year}: คะแนนรวม / total {total}, ระดับตามเกณฑ์ / level {level}")
    if analysis.lost:
        print_table(
            ("ข้อ / item", "คะแนนที่เสีย / points", "รายการ / title"),
            [(one.code, format_points(one.points), one.title) for one in analysis.lost],
        )
    print_findings(findings)
    for path in files:
        print(f"เขียนแล้ว / written: {path}")


def _formats(text: str) -> list[str]:
    from prongsai.wiring.results import ANALYSIS_FORMATS

    asked = [part.strip().lower() for part in text.split(",") if part.strip()]
    unknown = [one for one in asked if one not in ANALYSIS_FORMATS]
    if unknown or not asked:
        allowed = ", ".join(ANALYSIS_FORMATS)
        raise PersonError(
            f"ไม่รู้จักรูปแบบ {', '.join(unknown) or text!r} ใช้ได้: {allowed}",
            f"unknown format {', '.join(unknown) or text!r}; use: {allowed}",
        )
    return list(dict.fromkeys(asked))
