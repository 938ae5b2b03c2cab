"""Finds the tables of our own report form in a document of any format, as rows of cell texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prongsai.core.report_form.day_words import find_month
from prongsai.core.report_form.marked_text import BULLET, squashed
from prongsai.core.report_form.words import CONTINUED, FACT_LABELS, FORM_MARK, TABLE_HEADINGS
from prongsai.intake.blocks import Paragraph, SourceDocument, Table

_SIGN = "ลงชื่อ....."
_FIRST_PAGES_ROWS = 60


@dataclass(slots=True)
class OwnTable:
    """A table of the form. `columns` are the headings found, as positions in TABLE_HEADINGS; rows have all of them."""

    key: str
    columns: frozenset[int]
    rows: list[list[str]] = field(default_factory=list)


def is_own_form(document: SourceDocument) -> bool:
    """Whether a document carries the mark of our own report form."""
    mark = squashed(FORM_MARK)
    if any(mark in squashed(text) for text in document.meta.values()):
        return True
    return any(mark in squashed(text) for text in _texts(document))


def read_own_tables(document: SourceDocument) -> dict[str, OwnTable]:
    """The form's tables by key; text of a cell is its paragraphs joined by line breaks."""
    found: dict[str, OwnTable] = {}
    if document.format == "text":
        _read_labelled(document, found)
    else:
        _read_grids(document, found)
    return found


def has_own_line_breaks(document: SourceDocument) -> bool:
    """Whether paragraphs of cells are the source's own, not lines wrapped by a page or a screen."""
    return document.format in ("docx", "xlsx", "html")


def _texts(document: SourceDocument) -> Iterator[str]:
    for block in reversed(document.blocks):
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows[-_FIRST_PAGES_ROWS:]:
                yield from (cell.text for cell in row.cells)


def _read_grids(document: SourceDocument, found: dict[str, OwnTable]) -> None:
    wrapped = not has_own_line_breaks(document)
    current: OwnTable | None = None
    places: dict[int, int] = {}
    width = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            continue
        if not (wrapped and block.column_count == width):
            current = None  # without a heading row of its own only the next page's part of a table goes on
        width = block.column_count
        for cells in _rows(block):
            heading = _heading(cells)
            if heading:
                key, places = heading
                current = found.setdefault(key, OwnTable(key, frozenset(places.values())))
            elif any(squashed(text).startswith(_SIGN) for text in cells.values()):
                current = None
            elif current is not None:
                row = [""] * len(TABLE_HEADINGS[current.key])
                for column, text in cells.items():
                    if column in places:
                        row[places[column]] = text
                _add(current, row, wrapped=wrapped)


def _rows(table: Table) -> Iterator[dict[int, str]]:
    for row in table.rows:
        yield {cell.column: cell.text for cell in row.cells}


def _heading(cells: dict[int, str]) -> tuple[str, dict[int, int]] | None:
    """Which table's heading row this is, and which column holds which heading."""
    shown = {squashed(text): column for column, text in cells.items() if text}
    for key, headings in TABLE_HEADINGS.items():
        places = {shown[squashed(word)]: position for position, word in enumerate(headings) if squashed(word) in shown}
        if len(places) >= max(2, len(headings) - 2):
            return key, places
    return None


def _add(table: OwnTable, row: list[str], *, wrapped: bool) -> None:
    """A new row, or more of the row before where the page or Excel's row height cut it."""
    if not any(row):
        return
    first = row[0].strip()
    if not wrapped and first.startswith(CONTINUED):
        row[0] = first.removeprefix(CONTINUED).strip()
    elif opens_row(table.key, row) or (not wrapped and row[0].strip() and table.key == "measures"):
        table.rows.append(row)
        return
    if table.rows:
        last = table.rows[-1]
        table.rows[-1] = ["\n".join(filter(None, pair)) for pair in zip(last, row, strict=True)]


def opens_row(key: str, row: Sequence[str]) -> bool:
    """Whether a row's first cell is that of a new row of the table."""
    first = squashed(row[0])
    if key == "measures":
        return re.match(r"มาตรการที่\d", first) is not None
    if key == "facts":
        return first in {squashed(label) for label in FACT_LABELS.values()}
    if key == "months":
        return find_month(first) is not None
    return re.fullmatch(r"\d+", first) is not None


def _read_labelled(document: SourceDocument, found: dict[str, OwnTable]) -> None:
    """The text form: "• heading: text" opens a cell, further lines belong to it, a rule of dashes ends the table."""
    labels = {
        squashed(word): (key, position)
        for key, headings in TABLE_HEADINGS.items()
        for position, word in enumerate(headings)
    }
    cell: tuple[OwnTable, int] | None = None
    for text in _lines(document):
        head, rest = _label(text, labels)
        if head is not None:
            key, position = head
            table = found.setdefault(key, OwnTable(key, frozenset()))
            table.columns |= {position}
            if position == 0:
                table.rows.append([""] * len(TABLE_HEADINGS[key]))
            cell = (table, position) if table.rows else None
            if cell:
                table.rows[-1][position] = rest
        elif re.fullmatch(r"[-–—_=]{10,}", squashed(text)) or squashed(text).startswith(_SIGN):
            cell = None
        elif cell:
            table, position = cell
            table.rows[-1][position] += f"\n{text}"
    for table in found.values():
        if table.key != "measures":  # "there is none" in place of rows
            table.rows = [row for row in table.rows if opens_row(table.key, row)]


def _lines(document: SourceDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield from (text for cell in row.cells for text in cell.paragraphs)


def _label(text: str, labels: dict[str, tuple[str, int]]) -> tuple[tuple[str, int] | None, str]:
    if not text.lstrip().startswith(BULLET):
        return None, text
    body = text.lstrip()[len(BULLET) :]
    for end in (position for position, char in enumerate(body) if char == ":"):
        if squashed(body[:end]) in labels:
            return labels[squashed(body[:end])], body[end + 1 :].strip()
        if end > 120:
            break
    return None, text
