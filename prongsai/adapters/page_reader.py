"""The page reader: bytes of an answer or an uploaded file into a PageText, whatever they are and whatever they claim."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import replace

from prongsai.adapters.page_documents import KIND_OF_FORM
from prongsai.adapters.reading_limits import ReadLimits, both
from prongsai.adapters.reading_worker import ReadingWorker
from prongsai.audit.page import PageKind, PageText
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.html_text import read_html
from prongsai.audit.reading.page_kind import Form, find_form, header_lies
from prongsai.audit.reading.plain_text import read_plain

OUR_DIGIT_READER = "prongsai.adapters.digit_reader:read_runs"


def build_page_reader(
    limits: ReadLimits | None = None, *, workers: int = 1, digit_reader: str = OUR_DIGIT_READER, use_ocr: bool = True
) -> "DocumentPageReader":
    """A page reader. `workers` processes read documents at the same time, started when first needed.

    `digit_reader` names a function of an image ("module:function") that gives runs of digits; "" for none.
    """
    return DocumentPageReader(limits or ReadLimits(), workers=workers, digit_reader=digit_reader, use_ocr=use_ocr)


class DocumentPageReader:
    """A PageReader: HTML and text are read here, in time bounded by their length; all else in a worker process.

    Close it, or use it in a `with` statement, to end the workers at once; they also end with this process.
    """

    def __init__(self, limits: ReadLimits, *, workers: int, digit_reader: str, use_ocr: bool) -> None:
        self._limits = limits
        self._workers = [
            ReadingWorker(limits, digit_reader=digit_reader, use_ocr=use_ocr) for _ in range(max(1, workers))
        ]
        self._free = list(self._workers)
        self._changed = threading.Condition()

    def read(self, content: bytes, *, content_type: str = "", name: str = "") -> PageText:
        """The readable content; see PageReader."""
        form = find_form(content, content_type=content_type)
        page = self._read(content, form, content_type, name)
        if header_lies(content_type, page.kind):
            said = content_type.partition(";")[0].strip()
            note = both(
                f"หัวเรื่องบอกว่าเป็น {said} แต่เนื้อหาเป็น {page.kind}", f"the header says {said}, the content is {page.kind}"
            )
            page = replace(page, detail=f"{page.detail}; {note}" if page.detail else note)
        return page

    def close(self) -> None:
        """End the worker processes."""
        for worker in self._workers:
            worker.close()

    def __enter__(self) -> "DocumentPageReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, content: bytes, form: Form, content_type: str, name: str) -> PageText:
        if form == "html":
            return read_html_page(content, content_type)
        if form in {"text", "json", "xml"}:
            return read_plain(decode_text(content, content_type=content_type).text, is_markup=form == "xml")
        if form == "empty":
            return PageText(kind="text", detail=both("ไม่มีเนื้อหา", "empty"))
        kind: PageKind = KIND_OF_FORM.get(form, "unsupported")
        if kind == "unsupported":
            return PageText(
                kind=kind, problem="unsupported", detail=both(f"เป็น {form} ซึ่งอ่านไม่ได้", f"{form}: not readable")
            )
        if len(content) > self._limits.max_bytes:
            limit = self._limits.max_bytes // 1_000_000
            return PageText(kind=kind, problem="too_big", detail=both(f"ใหญ่เกิน {limit} MB", f"larger than {limit} MB"))
        with self._worker() as worker:
            return worker.read(content, form=form, name=name, kind=kind)

    @contextlib.contextmanager
    def _worker(self) -> Iterator[ReadingWorker]:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._free))
            worker = self._free.pop()
        try:
            yield worker
        finally:
            with self._changed:
                self._free.append(worker)
                self._changed.notify()


def read_html_page(content: bytes, content_type: str = "") -> PageText:
    """An HTML page; its character set by mark, header, meta or content."""
    decoded = decode_text(content, content_type=content_type)
    found = read_html(decoded.text)
    details = [f"charset: {decoded.note}"] if decoded.note else []
    if found.is_cut:
        details.append(both("หน้ายาวเกินไป อ่านเฉพาะส่วนต้น", "the page is very long; its beginning was read"))
    return PageText(
        kind="html",
        text="\n".join(found.lines),
        title=found.title,
        headings=found.headings,
        links=found.links,
        problem="too_big" if found.is_cut else "",
        detail="; ".join(details),
    )
