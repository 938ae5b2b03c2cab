"""PDF: pages of words and ruling lines, given by a PdfReader, as paragraphs and tables."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.core.finding import Finding
from prongsai.intake.blocks import Paragraph, SourceDocument, Table
from prongsai.intake.pdf_port import PdfPage, PdfReader, UnusablePdf
from prongsai.intake.readers import notice, refusal
from prongsai.intake.readers.pdf_lines import TextLine
from prongsai.intake.readers.pdf_page import PageTable, PageText, outer_lines, read_page
from prongsai.intake.readers.pdf_tables import LongTable
from prongsai.intake.readers.row_limit import row_limit

LOW_QUALITY = 12.0  # faults per 1,000 Thai letters from which a person must compare every cell
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:หน้า(?:ที่)?|page)?\s*[0-9๐-๙]{1,4}\s*(?:(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?[-–—\s]*", re.IGNORECASE
)


@dataclass
class _Running:
    """Running heads and feet: what to leave out of each page, and their texts."""

    dropped: dict[int, list[TextLine]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)


def read_pdf(content: bytes, *, name: str, reader: PdfReader) -> SourceDocument:
    """The blocks of a PDF. A file without any text has no blocks and the notice `needs_ocr`.

    Raises PersonError when it is locked, damaged, or longer than MAX_PAGES or MAX_TABLE_ROWS.
    """
    try:
        file = reader.open(content, max_pages=refusal.MAX_PAGES)
        pages = list(file.pages)
    except UnusablePdf as error:
        if error.problem == "encrypted":
            raise refusal.encrypted(name) from error
        if error.problem == "too_many_pages":
            raise refusal.too_many_pages(name, error.pages) from error
        raise refusal.damaged(name, "PDF", "PDF") from error
    running = _running_lines(pages)
    blocks = _blocks(pages, running, name)
    meta = {"title": file.title, "header": "\n".join(running.heads), "footer": "\n".join(running.feet)}
    return SourceDocument(
        name=name,
        format="pdf",
        blocks=tuple(blocks),
        notices=_notices(pages),
        attached_plan=file.attached_plan,
        generator=file.generator,
        page_count=file.page_count,
        meta={key: text for key, text in meta.items() if text},
    )


def _notices(pages: Sequence[PdfPage]) -> tuple[Finding, ...]:
    notices = []
    empty = [page.number for page in pages if not page.words]
    scanned = [page.number for page in pages if not page.words and page.has_pictures]
    if len(empty) == len(pages):
        notices.append(notice.needs_ocr(empty, len(pages)))
    elif scanned:
        notices.append(notice.needs_ocr(scanned, len(pages)))
    doubtful = [page.number for page in pages if page.implausibility >= LOW_QUALITY]
    if doubtful:
        notices.append(notice.low_text_quality(doubtful))
    return tuple(notices)


def _blocks(pages: Sequence[PdfPage], running: _Running, name: str) -> list[Paragraph | Table]:
    limit = row_limit("\n".join(running.feet))
    blocks: list[Paragraph | Table] = []
    table: LongTable | None = None
    for page in pages:
        for piece in read_page(page, running.dropped.get(page.number, ())):
            if isinstance(piece, PageTable):
                if table is not None and table.continues_with(piece):
                    table.add(piece)
                else:
                    if table is not None:
                        blocks.append(table.as_block())
                    table = LongTable(piece)
                if len(table.rows) > limit:
                    raise refusal.too_many_rows(name)
                continue
            if table is not None:
                blocks.append(table.as_block())
                table = None
            blocks.append(_paragraph(piece))
    if table is not None:
        blocks.append(table.as_block())
    return blocks


def _paragraph(piece: PageText) -> Paragraph:
    return Paragraph(piece.paragraph.text, where=f"หน้า {piece.page}", links=tuple(piece.links))


def _running_lines(pages: Sequence[PdfPage]) -> _Running:
    """Page numbers, feet said on several pages, and heads said again after their first page are no text."""
    by_page = {page.number: outer_lines(page) for page in pages}
    counts = Counter(key for lines in by_page.values() for key in {_key(line) for line in lines})
    repeated = {key for key, count in counts.items() if count >= 3 or (count == 2 and len(pages) == 2)}
    running = _Running()
    seen: set[tuple[str, int]] = set()
    for page in pages:
        for line in by_page[page.number]:
            key = _key(line)
            is_foot = line.box.y0 > page.height / 2
            if _PAGE_NUMBER.fullmatch(line.text) or (key in repeated and (is_foot or key in seen)):
                running.dropped.setdefault(page.number, []).append(line)
            if key in repeated and key not in seen:
                (running.feet if is_foot else running.heads).append(line.text)
            seen.add(key)
    return running


def _key(line: TextLine) -> tuple[str, int]:
    return re.sub(r"[0-9๐-๙\s]+", "", line.text), round(line.box.y0 / 4)
