"""`prongsai rollover`: next fiscal year's plan from this one."""

import argparse
from dataclasses import asdict, replace

from prongsai.cli.files import read_input, write_output
from prongsai.cli.screen import finding_to_dict, print_findings, print_json
from prongsai.core.plan_json import plan_to_dict, plan_to_json


def run(arguments: argparse.Namespace) -> int:
    """Writes plan-<year>.json unless -o names another; what moved is said on the screen."""
    from prongsai.wiring import check_plan, load_plan, roll_over_plan

    content, label = read_input(arguments.plan)
    rolled = roll_over_plan(load_plan(content, label), arguments.to)
    findings = [*rolled.findings, *check_plan(replace(rolled.plan, findings=()))]
    plan = replace(rolled.plan, findings=tuple(findings))
    target = arguments.output or (None if arguments.json else f"plan-{arguments.to}.json")
    if target:
        write_output(target, plan_to_json(plan).encode())
    if arguments.json:
        lines = [asdict(line) for line in rolled.lines]
        print_json({"plan": plan_to_dict(plan), "lines": lines, "findings": [finding_to_dict(one) for one in findings]})
    elif target != "-":
        print_findings(rolled.findings)
        print(f"เขียนแผนปี {arguments.to} แล้ว / plan of {arguments.to} written: {target}")
    return 0
