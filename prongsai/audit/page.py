"""What can be read behind a link: the text, where it stands, and how far it may be trusted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from prongsai.core.frozen import frozen

PageKind = Literal[
    "html", "text", "pdf", "docx", "xlsx", "doc", "xls", "odf", "pptx", "image", "archive", "unsupported"
]

PageProblem = Literal[
    "",
    "needs_ocr",  # a scan, and no OCR is installed
    "encrypted",
    "damaged",
    "too_big",
    "too_many_pages",
    "out_of_time",
    "out_of_memory",
    "no_reader",  # a known format whose reader is not installed (old DOC without LibreOffice)
    "unsupported",
]


class PageLink(NamedTuple):
    """A link of a page: the address as written, and its words."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digits that our own digit reader accepted on a scanned page (pages count from 1; confidence 0 to 1)."""

    page: int
    text: str
    confidence: float


@frozen
class PageText:
    """The readable content behind one link.

    `text` is everything, a line for each paragraph or row, Thai repaired (sara am, order of marks), digits as
    printed. `pages` is the same by page where there are pages. `ocr_pages` names pages (from 1) whose text came
    from OCR: digits there are never evidence, only `digit_runs` are; `unsure_digits` counts runs of digits that
    the digit reader would not vouch for: a person must look. `members` are the names inside an archive.
    `last_changed_on` comes from the document's own metadata. A `problem` may stand beside a partly read text.
    """

    kind: PageKind
    text: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    page_count: int = 0
    links: tuple[PageLink, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    digit_runs: tuple[DigitRun, ...] = ()
    unsure_digits: int = 0
    last_changed_on: date | None = None
    members: tuple[str, ...] = ()
    problem: PageProblem = ""
    detail: str = ""

    def cut_to(self, text: str, *, headings: tuple[str, ...], links: tuple[PageLink, ...]) -> "PageText":
        """The same page with a part of its text, headings and links. `dataclasses.replace` takes four times as long."""
        return PageText(
            self.kind,
            text,
            self.title,
            headings,
            self.pages,
            self.page_count,
            links,
            self.ocr_pages,
            self.digit_runs,
            self.unsure_digits,
            self.last_changed_on,
            self.members,
            self.problem,
            self.detail,
        )


class PageReader(Protocol):
    """Turns the bytes of an answer or an uploaded file into a PageText."""

    def read(self, content: bytes, *, content_type: str = "", name: str = "") -> PageText:
        """`content_type` is the header as sent (its charset counts), `name` a file name or path. Never raises for bad content."""
        ...
