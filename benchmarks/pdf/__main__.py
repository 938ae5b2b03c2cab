"""A report to PDF: warm, cold, and against DOCX by LibreOffice in the same run: python -m benchmarks.pdf [DOCUMENT]

DOCUMENT is a report in any format; without it the first report of ../shared, else the example. Warm means: the process
has drawn a report before. CPU seconds stand
beside the wall clock: they hold better on a busy machine. "Same report" is drawn again unchanged, as a person does who downloads twice; "edited" has
another word in every cell, so that nothing of typst's own memory helps.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.commands import EXAMPLE
from benchmarks.measure import Timing, machine, peak_megabytes, time_call, time_command
from benchmarks.pdf.seed_report import SEED
from prongsai.documents import pdf
from prongsai.documents.docx import draw_docx
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.pdf_copyable import make_copyable
from prongsai.documents.report import Grid, Line, Report, TableCell
from prongsai.wiring import bangkok_today, load_plan

RUNS = 15


def main() -> None:
    """Prints seconds, each with its spread, and the ratio to LibreOffice."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED if SEED.exists() else EXAMPLE
    report, plan_json = _report_of(path)
    main_part = replace(report, sections=report.sections[:1])
    print(f"{path.name}: report to PDF; {machine()}")
    for name, one in (("with annexes", report), ("without annexes", main_part)):
        pages = _count_pages(draw_pdf(one, attached_plan_json=plan_json))
        same = partial(draw_pdf, one, attached_plan_json=plan_json)
        _say(f"{name}, {pages} pages, warm, same report", time_call(same, runs=RUNS), 0.2, cpu_s=_cpu_s(same))
        numbers = count()
        edited = partial(
            lambda one, numbers: draw_pdf(_edited(one, next(numbers)), attached_plan_json=None), one, numbers
        )
        _say(f"{name}, {pages} pages, warm, edited", time_call(edited, runs=RUNS), cpu_s=_cpu_s(edited))
    drawn = pdf._draw(report, plan_json)
    mend = partial(make_copyable, drawn)
    _say("of it the text maps (make_copyable)", time_call(mend, runs=RUNS), cpu_s=_cpu_s(mend))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plan.json").write_text(plan_json, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("prongsai")), "report", f"{folder}/plan.json"]
        command += ["--round", "half-year", "--to", "pdf", "-o", folder]
        _say("command line, cold start to finished PDF", time_command(command), 1.5)
        code = (
            "from prongsai.wiring import *; from pathlib import Path; "
            f"write_report(load_plan(Path({folder + '/plan.json'!r}).read_bytes(), 'p.json'), 'pdf', ReportRequest())"
        )
        print(f"  peak memory of a fresh process: {peak_megabytes(code):.0f} MB")
        if shutil.which("soffice") is None:
            print("  LibreOffice is absent, not compared: apt-get install libreoffice-writer")
            return
        office = time_call(lambda: _by_libreoffice(report, Path(folder)), runs=5)
    _say("DOCX -> LibreOffice -> PDF", office)
    ours = time_call(lambda: draw_pdf(report, attached_plan_json=plan_json), runs=RUNS)
    edited = (_edited(report, number) for number in count(1_000))
    fresh = time_call(lambda: draw_pdf(next(edited), attached_plan_json=plan_json), runs=RUNS)
    print(
        f"  times faster: {office.median / ours.median:.0f} (same report), {office.median / fresh.median:.0f} (edited)"
    )


def _cpu_s(call: Callable[[], object]) -> float:
    """Median CPU seconds of a call in this process."""
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def _say(name: str, timing: Timing, limit: float | None = None, *, cpu_s: float | None = None) -> None:
    cpu = "" if cpu_s is None else f"  CPU {cpu_s:.3f} s"
    verdict = "" if limit is None else f"  limit {limit} s: {'ok' if timing.median <= limit else 'OVER'}"
    print(f"  {name:46} {timing}{cpu}{verdict}", flush=True)


def _report_of(path: Path) -> tuple[Report, str]:
    from prongsai.core.plan_json import plan_to_json
    from prongsai.documents.content import ReportOptions, build_report
    from prongsai.wiring import _framework_of

    plan = load_plan(path.read_bytes(), path.name)
    options = ReportOptions(made_on=bangkok_today())
    return build_report(plan, framework=_framework_of(plan), options=options), plan_to_json(plan)


def _edited(report: Report, number: int) -> Report:
    """The report with a number behind every paragraph of every cell."""

    def cell(one: TableCell) -> TableCell:
        return replace(one, lines=tuple(Line(f"{line.text} {number}", line.bold, line.link) for line in one.lines))

    def grid(one: Grid) -> Grid:
        return replace(one, rows=tuple(tuple(map(cell, row)) for row in one.rows))

    sections = [
        replace(section, blocks=tuple(grid(block) if isinstance(block, Grid) else block for block in section.blocks))
        for section in report.sections
    ]
    return replace(report, sections=tuple(sections))


def _by_libreoffice(report: Report, folder: Path) -> None:
    source = folder / "report.docx"
    source.write_bytes(draw_docx(report))
    words = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run([*words, "--outdir", folder, source], check=True, capture_output=True, timeout=180)
    if not (folder / "report.pdf").is_file():
        raise SystemExit("LibreOffice made no PDF")


def _count_pages(content: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as opened:
        return len(opened)


if __name__ == "__main__":
    main()
