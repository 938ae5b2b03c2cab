"""`prongsai report`: the official report of a round, in as many formats as asked for."""

import argparse
from pathlib import Path
from typing import cast

from prongsai.cli.files import read_input, write_output
from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError
from prongsai.core.reporting_round import RoundKind
from prongsai.wiring import REPORT_FORMATS, ReportFormat, ReportRequest, load_plan, report_purpose, write_reports


def run(arguments: argparse.Namespace) -> int:
    """Writes <kind>-<year>[-round][-public].<format> into the folder; all formats or none."""
    formats = _formats(arguments.to)
    if arguments.output == "-" and len(formats) > 1:
        raise PersonError("ออกทางจอได้ครั้งละหนึ่งแบบ", "standard output takes one format at a time")
    content, label = read_input(arguments.plan)
    plan = load_plan(content, label)
    kind = cast("RoundKind | None", arguments.round.replace("-", "_") if arguments.round else None)
    request = ReportRequest(round_kind=kind, plan_only=arguments.plan_only, public=arguments.public)
    files = write_reports(plan, formats, request)
    if arguments.output == "-":
        write_output("-", files[formats[0]])
        return 0
    shown_kind = kind or (plan.round.kind if plan.round else "half_year")
    stem = (
        f"plan-{plan.fiscal_year}"
        if arguments.plan_only
        else f"report-{plan.fiscal_year}-{shown_kind.replace('_', '-')}"
    )
    stem += "-public" if arguments.public else ""
    written = {one: str(Path(arguments.output) / f"{stem}.{one}") for one in formats}
    for one, path in written.items():
        write_output(path, files[one])
    if arguments.json:
        print_json({"files": written})
    else:
        for path in written.values():
            print(f"เขียนแล้ว / written: {path}")
        if not arguments.plan_only:
            purpose_th, purpose_en = report_purpose(plan.fiscal_year, shown_kind)
            print(f"{purpose_th}\n{purpose_en}")
    return 0


def _formats(text: str) -> list[ReportFormat]:
    asked = [part.strip().lower() for part in text.split(",") if part.strip()]
    unknown = [one for one in asked if one not in REPORT_FORMATS]
    if unknown or not asked:
        allowed = ", ".join(REPORT_FORMATS)
        raise PersonError(
            f"ไม่รู้จักรูปแบบ {', '.join(unknown) or text!r} ใช้ได้: {allowed}",
            f"unknown format {', '.join(unknown) or text!r}; use: {allowed}",
        )
    return cast("list[ReportFormat]", list(dict.fromkeys(asked)))
