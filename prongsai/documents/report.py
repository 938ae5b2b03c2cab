"""The content of an official document, said once; each drawer (PDF, DOCX, XLSX, HTML, text) draws these values.

Nothing here knows a file format. Text is final: Thai digits, Buddhist-era years and order are already decided.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prongsai.documents.chart import Drawing


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `link` is the address behind the whole paragraph's text, None for plain text."""

    text: str
    bold: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; `level` 1 to 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """Body text with the first line indented, or a list of lines when `is_list`."""

    lines: tuple[Line, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `weight` is its share of the width, `key` its stable name for readers of our own reports."""

    key: str
    heading: str
    weight: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A body cell: paragraphs from top to bottom; `span` covers that many columns."""

    lines: tuple[Line, ...] = ()
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose header row repeats on every page. `key` names it for drawers (sheet name, element id).

    `is_small` sets it in smaller letters, for annexes.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer: "ผู้จัดทำ" with a place for signature, name, post and date.

    `name` None and an empty `post` leave dots to fill in; drawers print "ตำแหน่ง" before the post.
    """

    duty: str
    post: str
    name: str | None = None


SIGNING_WORDS = {
    "th": {"sign": "ลงชื่อ", "post": "ตำแหน่ง", "day": "วันที่", "month": "เดือน", "year": "พ.ศ.", "page": "หน้า"},
    "en": {"sign": "Signed", "post": "Position", "day": "Date", "month": "Month", "year": "Year", "page": "Page"},
}
"""What drawers print around a signature and before the number of a page, by the report's language."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signers side by side, kept together on one page with `lead`, the sentence they sign."""

    signers: tuple[Signature, ...]
    lead: str = ""
    language: str = "th"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its caption. The same figures stand in a Grid beside it: formats without pictures leave it out."""

    caption: str
    drawing: Drawing


Block = Heading | Prose | Grid | Signatures | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks on pages of one orientation.

    Starts a new page unless `follows_on`: then it stands below the section before when both lie the same way.
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    follows_on: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: centred lines, largest first group = title, then year and round, then agency."""

    title: tuple[str, ...]
    period: tuple[str, ...]
    agency: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. `made_on` is the Bangkok date printed and stored as creation date (files stay reproducible)."""

    title: str
    subject: str
    author: str
    cover: Cover
    sections: tuple[Section, ...]
    made_on: date
    footer: str = ""
    language: str = "th"
    keywords: tuple[str, ...] = field(default=())
