"""What people get on the screen: findings and small tables, widths counted the way a terminal shows Thai."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from prongsai.core.finding import Finding

_SEVERITY_WORDS = {
    "error": "ผิดพลาด / error",
    "warning": "ควรดู / warning",
    "note": "หมายเหตุ / note",
}


def print_json(value: object) -> None:
    """One JSON document on standard output, Thai letters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_json_line(value: object) -> None:
    """One JSON Lines row on standard output, flushed so that a pipe sees it at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """A finding as in plan.json."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "measure": finding.measure,
        "where": finding.where,
        "message_th": finding.message_th,
        "message_en": finding.message_en,
    }


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings under a heading a severity; Thai sentence first, English beneath it."""
    for severity, words in _SEVERITY_WORDS.items():
        chosen = [finding for finding in findings if finding.severity == severity]
        if not chosen:
            continue
        print(f"\n{words}: {len(chosen)}")
        for finding in chosen:
            place = f"มาตรการที่ {finding.measure}" if finding.measure is not None else "ทั้งแผน"
            if finding.where and finding.where != place:
                place += f" {finding.where}"
            print(f"  [{finding.code}] {place}")
            print(f"      {finding.message_th}")
            print(f"      {finding.message_en}")
    counts = ", ".join(
        f"{words} {sum(1 for finding in findings if finding.severity == severity)}"
        for severity, words in _SEVERITY_WORDS.items()
    )
    print(f"\nรวม / total: {counts}")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with columns as wide as their longest cell, in terminal columns."""
    lines = [list(headings), *[list(row) for row in rows]]
    widths = [max(shown_width(line[column]) for line in lines) for column in range(len(headings))]
    for position, line in enumerate(lines):
        print("  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if position == 0:
            print("  ".join("-" * width for width in widths))


def shown_width(text: str) -> int:
    """Terminal columns of a text: Thai marks above and below the line take none."""
    return sum(
        0
        if unicodedata.category(sign) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def _pad(text: str, width: int) -> str:
    return text + " " * (width - shown_width(text))
