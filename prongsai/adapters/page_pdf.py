"""PDF files for the auditor: text of each page, links, title and the day last changed, within limits."""

import re
from datetime import date
from typing import Any

from prongsai.adapters.pdf_text import PlainPage, PlainPdf
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.page import PageLink, PageProblem, PageText
from prongsai.intake.pdf_port import UnusablePdf

_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")


def read_pdf(content: bytes, *, limits: ReadLimits, deadline: Deadline) -> tuple[PageText, "PlainPdf"]:
    """The text of a PDF and the opened file, for its pictures. Raises CannotRead when it cannot be opened.

    Of a document with more than `max_pages`, the first `head_pages` and the last are read; `pages` then has an empty
    text for each page between.
    """
    try:
        pdf = PlainPdf(content, deadline=deadline)
    except UnusablePdf as error:
        raise _cannot(error) from error
    count = pdf.page_count
    is_long = count > limits.max_pages
    wanted = [*range(min(count, limits.head_pages)), count - 1] if is_long else list(range(count))
    read: dict[int, PlainPage] = {}
    problem: PageProblem = "too_many_pages" if is_long else ""
    detail = (
        both(
            f"เอกสารมี {count} หน้า อ่านเพียง {limits.head_pages} หน้าแรกกับหน้าสุดท้าย",
            f"the document has {count} pages; the first {limits.head_pages} and the last were read",
        )
        if is_long
        else ""
    )
    letters = 0
    for index in wanted:
        if deadline.is_over() or letters > limits.max_text:
            problem = "out_of_time" if deadline.is_over() else "too_big"
            detail = both(f"อ่านได้ {len(read)} จาก {count} หน้า", f"{len(read)} of {count} pages were read")
            break
        read[index] = pdf.read_page(index)
        letters += len(read[index].text)
    shown = [read[index].text if index in read else "" for index in range(max(read, default=-1) + 1)]
    links = {link: None for index in read for link in read[index].links}
    page = PageText(
        kind="pdf",
        text="\n".join(text for text in shown if text),
        title=pdf.title,
        pages=tuple(shown),
        page_count=count,
        links=tuple(PageLink(address, label) for address, label in links),
        last_changed_on=changed_on(pdf.facts),
        problem=problem,
        detail=detail,
    )
    return page, pdf


def changed_on(facts: dict[str, Any]) -> date | None:
    """The day a PDF says it was last changed, else made; None when it says neither or nonsense."""
    for key in ("moddate", "creationdate"):
        found = _DAY.match(str(facts.get(key, "")).strip())
        if found:
            year, month, day = (int(part) for part in found.groups())
            year -= 543 if year > 2400 else 0  # some Thai programs write the Buddhist-era year
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _cannot(error: UnusablePdf) -> CannotRead:
    if error.problem == "encrypted":
        return CannotRead("encrypted", both("ไฟล์ PDF มีรหัสผ่าน", "the PDF needs a password"))
    return CannotRead("damaged", both("ไฟล์ PDF เสียหาย", "the PDF is damaged"))
