"""The extractors that are compared: each alone, as it comes, and ours that chooses among three."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from prongsai.adapters.pdf_text import PlainPdf
from prongsai.adapters.reading_limits import Deadline


def by_ours(content: bytes) -> str:
    """Ours: the extractor of the most plausible Thai, page by page."""
    pdf = PlainPdf(content, deadline=Deadline(60))
    try:
        return "\n".join(pdf.read_page(index).text for index in range(pdf.page_count))
    finally:
        pdf.close()


def by_pdfium(content: bytes) -> str:
    """pypdfium2's text of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_oxide(content: bytes) -> str:
    """pdf_oxide's text of each page."""
    import pdf_oxide

    document = pdf_oxide.PdfDocument.from_bytes(content)
    return "\n".join(document.extract_text(index) for index in range(document.page_count()))


def by_pymupdf(content: bytes) -> str:
    """PyMuPDF's text of each page (AGPL: here for comparison only)."""
    import pymupdf

    with pymupdf.open(stream=content, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


def by_poppler(content: bytes, *switches: str) -> str:
    """pdftotext."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(content)
        done = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", *switches, str(path), "-"], capture_output=True, check=True
        )
        return done.stdout.decode("utf-8", errors="replace")


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "ours": by_ours,
    "pypdfium2": by_pdfium,
    "pdf_oxide": by_oxide,
    "poppler": by_poppler,
    "poppler -layout": lambda content: by_poppler(content, "-layout"),
    "poppler -raw": lambda content: by_poppler(content, "-raw"),
    "PyMuPDF": by_pymupdf,
}
