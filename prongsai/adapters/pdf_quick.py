"""The quick reader of ordinary PDFs, where it was built (prongsai/adapters/native): a text layer like PDFium's, cheaper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prongsai.intake.readers.thai_marks import has_thai

if TYPE_CHECKING:
    from prongsai.adapters.native.pdf_quick import QuickPdf

try:
    from prongsai.adapters.native.pdf_quick import open_quickly as _open
except ImportError:  # no compiler at installation: PDFium reads all
    _open = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class QuickText:
    """The text of a page, as `pdf_plain.PdfiumText` gives it; `addresses` are those of its links."""

    text: str
    text_once: str
    addresses: tuple[str, ...]

    def has_thai(self) -> bool:
        """Whether there is any Thai in it."""
        return has_thai(self.text)

    def whole(self) -> str:
        """The text in PDFium's order, lines ended by "\n"."""
        return self.text

    def once(self) -> str:
        """The same without the second copy of a cluster."""
        return self.text_once


def open_quickly(content: bytes) -> "QuickPdf | None":
    """The file if it is of the ordinary kind, else None."""
    return _open(content) if _open is not None else None


def read_quickly(pdf: "QuickPdf", index: int) -> QuickText | None:
    """Page `index` (from 0); None where it is not of the ordinary kind."""
    found = pdf.read_page(index)
    if found is None:
        return None
    text, text_once, addresses = found
    return QuickText(text, text_once, tuple(addresses))
