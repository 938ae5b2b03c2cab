"""Cold command lines against their limits: python -m benchmarks.commands [DOCUMENT]

DOCUMENT is a report in any format; without it the example's own text report is used.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import machine, time_command

EXAMPLE = Path(__file__).parents[1] / "examples" / "report-2566.txt"
PRONGSAI = str(Path(sys.executable).with_name("prongsai"))


def main() -> None:
    """Prints one line a command: limit, median and spread."""
    document = sys.argv[1] if len(sys.argv) > 1 else str(EXAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        plan = f"{folder}/plan.json"
        report = [PRONGSAI, "report", plan, "--round", "half-year", "-o", folder]
        lines = [
            ("--help", 0.15, [PRONGSAI, "--help"]),
            ("read", 0.6, [PRONGSAI, "read", document, "-o", plan]),
            ("check", None, [PRONGSAI, "check", plan]),
            ("report --to pdf", 1.5, [*report, "--to", "pdf"]),
            ("report --to pdf,docx,xlsx,html", 2.5, [*report, "--to", "pdf,docx,xlsx,html"]),
        ]
        print(f"cold start to finished result, {machine()}")
        for name, limit, words in lines:
            timing = time_command(words)
            verdict = "" if limit is None else f"  limit {limit} s: {'ok' if timing.median <= limit else 'OVER'}"
            print(f"  prongsai {name:32} {timing}{verdict}")


if __name__ == "__main__":
    main()
