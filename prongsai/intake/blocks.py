"""What every reader of a file format gives to the rest of intake: paragraphs and tables, in reading order."""

from dataclasses import dataclass, field

from prongsai.core.finding import Finding


@dataclass(frozen=True, slots=True)
class Cell:
    """One physical cell. `column` is its first grid column, counted from 0; spans are at least 1.

    `paragraphs` are the cell's text as the source breaks it: a paragraph or hard line break of the source starts
    a new one; a wrapped line of a PDF or text file does not. Empty paragraphs are left out.
    `nested` holds tables inside the cell. `where` names the place for a person ("หน้า 2 แถว 4 ช่อง 3").
    `links` are (text, address) pairs of hyperlinks in the cell.
    """

    column: int
    paragraphs: tuple[str, ...] = ()
    column_span: int = 1
    row_span: int = 1
    nested: tuple["Table", ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    where: str = ""

    @property
    def text(self) -> str:
        """The paragraphs joined by line breaks."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row; cells in column order. A cell continuing from above is absent (the upper row_span says so)."""

    cells: tuple[Cell, ...]
    is_header: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the source draws it; `column_count` grid columns."""

    rows: tuple[Row, ...]
    column_count: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. `style` is "heading", "title" or "" where the format says so."""

    text: str
    style: str = ""
    where: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as blocks in reading order. `format` is "text", "html", "docx", "xlsx", "csv" or "pdf".

    `notices` say what the reader repaired or could not use (their `measure` is None).
    `attached_plan` is the text of an attached `plan.json` (PDF), None when there is none.
    `generator` is what the file says made it, "" when it says nothing.
    """

    name: str
    format: str
    blocks: tuple[Paragraph | Table, ...] = ()
    notices: tuple[Finding, ...] = ()
    attached_plan: str | None = None
    generator: str = ""
    page_count: int | None = None
    meta: dict[str, str] = field(default_factory=dict)
