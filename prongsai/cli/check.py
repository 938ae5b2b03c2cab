"""`prongsai check`: every finding of a plan, by severity."""

import argparse

from prongsai.cli.files import read_input
from prongsai.cli.screen import finding_to_dict, print_findings, print_json, print_json_line


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when there are errors."""
    from prongsai.wiring import check_plan, load_plan

    content, label = read_input(arguments.plan)
    findings = check_plan(load_plan(content, label))
    if arguments.json:
        print_json([finding_to_dict(finding) for finding in findings])
    elif arguments.jsonl:
        for finding in findings:
            print_json_line(finding_to_dict(finding))
    else:
        print_findings(findings)
    return 1 if any(finding.severity == "error" for finding in findings) else 0
