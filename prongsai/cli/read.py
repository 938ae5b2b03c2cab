"""`prongsai read`: a report or plan in any format into plan.json, with every finding on the screen."""

import argparse
from pathlib import Path

from prongsai.cli.files import read_input, write_output
from prongsai.cli.screen import print_findings, print_json, print_json_line, print_table
from prongsai.core.errors import PersonError
from prongsai.core.plan import Measure, Plan, Work
from prongsai.core.plan_json import plan_to_dict, plan_to_json


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when any finding is an error, 2 when a file could not be used (the others are still read)."""
    if arguments.template:
        return _write_template(arguments)
    if not arguments.files:
        raise PersonError(
            "กรุณาระบุไฟล์ที่จะอ่าน เช่น prongsai read รายงาน.docx", "name a file, such as prongsai read report.docx"
        )
    if arguments.json and len(arguments.files) > 1:
        raise PersonError("หลายไฟล์ใช้ --jsonl แทน --json", "with several files use --jsonl instead of --json")
    targets = _targets(arguments.files, arguments.output)
    plans = [_read_one(name, arguments) for name in arguments.files]
    for plan, target in zip(plans, targets, strict=True):
        if target:
            write_output(target, _file_of(plan, target))
    for name, plan, target in zip(arguments.files, plans, targets, strict=True):
        if arguments.json:
            print_json(plan_to_dict(plan))
        elif arguments.jsonl:
            print_json_line(plan_to_dict(plan))
        elif target != "-":
            _show(name, plan, target)
    return 1 if any(finding.severity == "error" for plan in plans for finding in plan.findings) else 0


def _read_one(name: str, arguments: argparse.Namespace) -> Plan:
    from prongsai.wiring import read_document

    content, label = read_input(name)
    return read_document(content, label, fiscal_year=arguments.fiscal_year, agency_name=arguments.agency)


def _targets(names: list[str], output: str | None) -> list[str | None]:
    """Where each plan goes: nowhere, the file named, or one file each inside the folder named."""
    if output is None:
        return [None] * len(names)
    if len(names) == 1 and not output.endswith(("/", "\\")) and not Path(output).is_dir():
        return [output]
    stems = [Path(name).stem if name != "-" else "standard-input" for name in names]
    if len(set(stems)) < len(stems):
        stems = [f"{position:02d}-{stem}" for position, stem in enumerate(stems, 1)]
    return [str(Path(output) / f"{stem}.plan.json") for stem in stems]


def _file_of(plan: Plan, target: str) -> bytes:
    if target.lower().endswith(".xlsx"):
        from prongsai.wiring import ReportRequest, write_report

        return write_report(plan, "xlsx", ReportRequest(plan_only=plan.round is None))
    return plan_to_json(plan).encode()


def _write_template(arguments: argparse.Namespace) -> int:
    from prongsai.intake.template import blank_template_xlsx

    target = arguments.output or "prongsai-template.xlsx"
    write_output(target, blank_template_xlsx(agency_name=arguments.agency, fiscal_year=arguments.fiscal_year))
    if target != "-":
        print(f"เขียนแบบเปล่าแล้ว: {target} / blank template written")
    return 0


def _show(name: str, plan: Plan, target: str | None) -> None:
    place = " ".join(part for part in (plan.agency.name, plan.agency.district, plan.agency.province) if part)
    print(f"{name}: {place} ปีงบประมาณ {plan.fiscal_year} / fiscal year {plan.fiscal_year}")
    print_table(
        ("ที่/no", "ประเด็น/issue", "ข้อ/items", "ขั้นตอน/steps", "กำหนด/due", "สถานะ/status"),
        (
            (
                str(measure.number),
                measure.issue[:48],
                ", ".join(measure.item_codes) or "-",
                str(len(measure.steps)),
                _due_days(measure),
                measure.status,
            )
            for measure in plan.measures
        ),
    )
    print_findings(plan.findings)
    if target:
        print(f"เขียนแผนแล้ว / plan written: {target}")


def _due_days(measure: Measure) -> str:
    work: list[Work] = [*measure.steps, *measure.follow_ups]
    days = sorted({one.deadline.due_on for one in work if one.deadline and one.deadline.due_on})
    if not days:
        return "-"
    return days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()} … {days[-1].isoformat()}"
