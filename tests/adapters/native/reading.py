"""What PDFium and the quick reader give of the same file."""

import pytest

from prongsai.adapters.pdf_attachment import read_facts
from prongsai.adapters.pdf_pdfium import open_document, read_frame, read_links
from prongsai.adapters.pdf_plain import PdfiumText

quick = pytest.importorskip("prongsai.adapters.native.pdf_quick")
Page = tuple[str, str, list[str]]


def quickly(content: bytes) -> list[Page | None]:
    """The pages as the quick reader gives them; [] where it does not take the file."""
    pdf = quick.open_quickly(content)
    return [] if pdf is None else [pdf.read_page(index) for index in range(pdf.page_count)]


def by_pdfium(content: bytes) -> list[Page]:
    """The pages as PDFium gives them."""
    document = open_document(content, max_pages=1_000_000)
    try:
        found = []
        for index in range(len(document)):
            page = document[index]
            with PdfiumText(page) as layer:
                links = read_links(document, page, read_frame(page))
                found.append((layer.whole(), layer.once(), [link.address for link in links]))
            page.close()
        return found
    finally:
        document.close()


def facts_by_pdfium(content: bytes) -> dict[str, str]:
    """What PDFium says the file says of itself."""
    document = open_document(content, max_pages=1_000_000)
    try:
        return read_facts(document)
    finally:
        document.close()


def same(content: bytes) -> str:
    """The text of the first page, which both must give alike, as they must all else."""
    found = quickly(content)
    assert found == by_pdfium(content)
    page = found[0]
    assert page is not None
    return page[0]


def refused(content: bytes) -> bool:
    """Whether the quick reader leaves the file, or its first page, to PDFium."""
    found = quickly(content)
    return found == [] or found[0] is None
