"""CPU time to read one page or file of each kind: python -m benchmarks.audit.text.speed

Medians of CPU milliseconds, the worker's included; a 10 kB page beside lxml's bare tree and text, which decide nothing.
"""

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.audit.text.content import letter, report
from benchmarks.audit.text.producers import by_typst, find_fonts
from benchmarks.measure import machine
from prongsai.adapters.page_reader import build_page_reader
from prongsai.audit.reading.meaning import meaningful_text


def main() -> None:
    """Prints a row for each kind."""
    import lxml.html

    print(machine())
    page = html_page().encode()
    thai = html_page().encode("cp874", errors="replace").replace(b"utf-8", b"windows-874")
    with build_page_reader(use_ocr=False) as reader:
        found = reader.read(page)
        _say(f"HTML, {len(page) / 1000:.0f} kB UTF-8, {page.count(b'<')} tags", own(lambda: reader.read(page)))
        _say(f"HTML, {len(thai) / 1000:.0f} kB windows-874", own(lambda: reader.read(thai)))
        _say("  its meaningful text", own(lambda: meaningful_text(found)))
        _say("  lxml alone: tree and text_content", own(lambda: lxml.html.document_fromstring(page).text_content()))
        for name, content in documents().items():
            reader.read(content)
            process = reader._workers[0]._process
            assert process is not None
            _say(
                f"{name}, {len(content) / 1000:.0f} kB, in the worker",
                worker(lambda content=content: reader.read(content), process.pid),
            )


def html_page() -> str:
    """A page of an office as its system draws it: menus, a table of links, text; about 10 kB."""
    content = report(1)
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a class="nav-link" href="/page/{n}">{text[:14]}</a></li>'
        for n, text in enumerate(content.paragraphs[0].split()[:12])
    )
    rows = "".join(
        f'<tr class="item"><td>{n}</td><td><a href="/files/{n}.pdf" target="_blank">{row[2][:70]}</a></td><td>{row[3]}</td></tr>'
        for n, row in enumerate(content.table)
    )
    text = "".join(f'<p class="text-body">{part[:160]}</p>' for part in letter(2).paragraphs[:8])
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{content.title}</title><script>var a=1;</script></head><body><ul class="nav">{menu}</ul><h1>{content.title}</h1><table>{rows}</table>{text}</body></html>'


def documents() -> dict[str, bytes]:
    """A file of each kind."""
    import docx
    import xlsxwriter

    word = docx.Document()
    for part in letter(3).paragraphs * 4:
        word.add_paragraph(part)
    saved = io.BytesIO()
    word.save(saved)
    sheet = io.BytesIO()
    book = xlsxwriter.Workbook(sheet)
    page = book.add_worksheet()
    for number in range(1_000):
        page.write_row(number, 0, [number, "โครงการก่อสร้างถนน", number * 1.5, "กองช่าง"])
    book.close()
    font = find_fonts("typst")[1]
    return {
        "PDF, 2 pages": by_typst(letter(4), font),
        "DOCX, 8 pages": saved.getvalue(),
        "XLSX, 1,000 rows": sheet.getvalue(),
    }


def own(call: Callable[[], object]) -> float:
    """Median CPU milliseconds of a call in this process."""
    call()
    spent = []
    for _ in range(101):
        start = time.process_time_ns()
        call()
        spent.append(time.process_time_ns() - start)
    return statistics.median(spent) / 1e6


def worker(call: Callable[[], object], pid: int) -> float:
    """Mean CPU milliseconds of a call, this process and the worker together, over 50 calls."""

    def used() -> float:
        fields = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()
        return int(fields[0]) / 1e6 + time.process_time() * 1000

    start = used()
    for _ in range(50):
        call()
    return (used() - start) / 50


def _say(name: str, milliseconds: float) -> None:
    print(f"{name:60} {milliseconds:8.2f} ms")


if __name__ == "__main__":
    main()
