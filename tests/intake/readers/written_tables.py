"""Random tables with merged cells, and writers that put the same table into each format."""

import html
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.intake.readers.samples import docx_of, word_paragraph, xlsx_of

WORDS = (
    "ข้อมูลพื้นฐาน",
    "สำนักปลัด",
    "น้ำ",
    "ทั้งนี้",
    "ผู้รับผิดชอบ",
    "ITA 2566",
    "พ.ศ. ๒๕๖๖",
    "(ถ้ามี)",
    "เผยแพร่บนเว็บไซต์",
    "a < b & c",
    "“อ้าง”",
    "50%",
)


@dataclass(frozen=True)
class WrittenCell:
    """A cell as written: its place, its spans and its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class WrittenTable:
    """Cells that fill `rows` by `columns` without gaps."""

    rows: int
    columns: int
    cells: tuple[WrittenCell, ...]

    def at(self, row: int, column: int) -> WrittenCell:
        """The cell that covers a place."""
        return next(
            cell
            for cell in self.cells
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span
        )


_paragraph = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@st.composite
def written_tables(draw: st.DrawFn, *, merged: bool = True, breaks: bool = True) -> WrittenTable:
    """Tables of 2 to 6 rows and 2 to 5 columns; every cell says something, so that no row counts as empty."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = tall = 1
            # The first row and column stay whole: a table whose rows are all covered has no rows to speak of.
            if merged and row and column and draw(st.booleans()):
                tall = draw(st.integers(1, rows - row))
                wide = draw(st.integers(1, columns - column))
                free = all((row, right) not in taken for right in range(column, column + wide))
                wide = wide if free else 1
            taken.update((r, c) for r in range(row, row + tall) for c in range(column, column + wide))
            count = draw(st.integers(1, 3 if breaks else 1))
            cells.append(WrittenCell(row, column, tall, wide, tuple(draw(_paragraph) for _ in range(count))))
    return WrittenTable(rows, columns, tuple(cells))


def as_html(table: WrittenTable) -> bytes:
    """The table as a web page."""
    rows = []
    for row in range(table.rows):
        cells = "".join(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">'
            + "".join(f"<p>{html.escape(text)}</p>" for text in cell.paragraphs)
            + "</td>"
            for cell in table.cells
            if cell.row == row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<html><body><table border='1'>{''.join(rows)}</table></body></html>".encode()


def as_docx(table: WrittenTable) -> bytes:
    """The table as a Word document."""
    rows = []
    for row in range(table.rows):
        cells = []
        column = 0
        while column < table.columns:
            cell = table.at(row, column)
            merge = "" if cell.row_span == 1 else '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
            texts = cell.paragraphs if cell.row == row else ("",)
            body = "".join(word_paragraph(html.escape(text, quote=False)) for text in texts)
            span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{body}</w:tc>")
            column += cell.column_span
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return docx_of(f"<w:tbl>{''.join(rows)}</w:tbl>")


def as_xlsx(table: WrittenTable) -> bytes:
    """The table as a workbook."""
    rows: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    merges = []
    for cell in table.cells:
        rows[cell.row][cell.column] = "\n".join(cell.paragraphs)
        if cell.row_span * cell.column_span > 1:
            first, last = chr(65 + cell.column), chr(64 + cell.column + cell.column_span)
            merges.append(f"{first}{cell.row + 1}:{last}{cell.row + cell.row_span}")
    return xlsx_of(rows, merges=merges)


def as_tabs(table: WrittenTable) -> bytes:
    """The table as text pasted from Excel: cells of several lines are quoted."""
    return _lines(table, "\t", lambda cell: f'"{_doubled(cell)}"' if len(cell.paragraphs) > 1 else cell.paragraphs[0])


def as_csv(table: WrittenTable) -> bytes:
    """The table as CSV with every cell quoted."""
    return _lines(table, ",", lambda cell: f'"{_doubled(cell)}"')


def as_markdown(table: WrittenTable) -> bytes:
    """The table in markdown; a cell's paragraphs are parted by <br>."""
    lines = [
        "| "
        + " | ".join(
            "<br>".join(html.escape(text) for text in table.at(row, column).paragraphs)
            for column in range(table.columns)
        )
        + " |"
        for row in range(table.rows)
    ]
    return "\n".join([lines[0], "|" + "---|" * table.columns, *lines[1:]]).encode()


def _lines(table: WrittenTable, delimiter: str, show: Callable[[WrittenCell], str]) -> bytes:
    rows = (delimiter.join(show(table.at(row, column)) for column in range(table.columns)) for row in range(table.rows))
    return "\n".join(rows).encode()


def _doubled(cell: WrittenCell) -> str:
    return "\n".join(cell.paragraphs).replace('"', '""')
