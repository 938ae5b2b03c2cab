"""Read and report of plans of 10, 100 and 1,000 measures: python -m benchmarks.growth

Near linear means: ten times the measures take about ten times the time.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.commands import EXAMPLE
from benchmarks.measure import machine, peak_megabytes, time_call
from benchmarks.plans import plan_of
from prongsai.core.plan import Plan
from prongsai.wiring import ReportFormat, ReportRequest, read_document, write_report

FORMATS: tuple[ReportFormat, ...] = ("txt", "html", "xlsx", "docx", "pdf")


def main() -> None:
    """One table: seconds to write and to read back, per format and size, and the peak memory of each."""
    base = read_document(EXAMPLE.read_bytes(), EXAMPLE.name)
    sizes = [int(word) for word in sys.argv[1:]] or [10, 100, 1000]
    print(f"seconds (median of 3), peak MB of a fresh process; {machine()}")
    for to in FORMATS:
        for count in sizes:
            print(_line(base, to, count), flush=True)


def _line(base: Plan, to: ReportFormat, count: int) -> str:
    from prongsai.core.plan_json import plan_to_json

    plan = plan_of(base, count)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "plan.json"), Path(folder, f"made.{to}")
        source.write_text(plan_to_json(plan))
        runs = 3 if count < 1000 else 1
        content = write_report(plan, to, ReportRequest())
        made.write_bytes(content)
        written = time_call(lambda: write_report(plan, to, ReportRequest()), runs=runs, warm_up=0)
        read = time_call(lambda: read_document(content, made.name), runs=runs, warm_up=0)
        write_code = (
            "from prongsai.wiring import *; from pathlib import Path; "
            f"write_report(load_plan(Path({str(source)!r}).read_bytes(), 'p.json'), {to!r}, ReportRequest())"
        )
        read_code = (
            "from prongsai.wiring import read_document; from pathlib import Path; "
            f"read_document(Path({str(made)!r}).read_bytes(), {made.name!r})"
        )
        memory = (peak_megabytes(write_code), peak_megabytes(read_code))
    return (
        f"  {to:5} {count:5} measures: write {written.median:7.3f} ({memory[0]:4.0f} MB)  "
        f"read {read.median:7.3f} ({memory[1]:4.0f} MB)"
    )


if __name__ == "__main__":
    main()
