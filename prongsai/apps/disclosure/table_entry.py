"""A table as a person enters it: rows pasted from a spreadsheet, or a CSV or Excel file."""

import csv
import io
from collections.abc import Sequence

from prongsai.core.errors import PersonError
from prongsai.intake.blocks import Row, Table
from prongsai.intake.readers import read_source

Rows = tuple[tuple[str, ...], ...]


def parse_pasted(text: str) -> Rows:
    """Rows a line each; cells parted by tabs as spreadsheets copy them, else by bars, else by commas with quotes."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if any("\t" in line for line in lines):
        return tuple(tuple(line.split("\t")) for line in lines)
    if lines and all("|" in line for line in lines):
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
        return tuple(row for row in rows if any(cell.strip("-: ") for cell in row))
    if lines and all("," in line for line in lines):
        return tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline="")) if any(row))
    return tuple((line,) for line in lines)


def show_pasted(rows: Sequence[Sequence[str]]) -> str:
    """The rows as `parse_pasted` reads them again."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def read_table_file(content: bytes, name: str) -> Rows:
    """The first table of a CSV or Excel file. Raises PersonError for one that holds none or cannot be read."""
    source = read_source(content, name=name, pdf=None)
    table = next((block for block in source.blocks if isinstance(block, Table)), None)
    if source.format not in ("csv", "xlsx") or table is None:
        raise PersonError(
            f'ไม่พบตารางในไฟล์ "{name}" กรุณาใช้ไฟล์ Excel (.xlsx) หรือ CSV ที่แถวแรกเป็นหัวตาราง',
            f'no table was found in "{name}": use an Excel (.xlsx) or CSV file whose first row holds the headings',
        )
    return tuple(_cells(row, table.column_count) for row in table.rows)


def _cells(row: Row, width: int) -> tuple[str, ...]:
    cells = [""] * width
    for cell in row.cells:
        cells[cell.column] = " ".join(cell.text.split())
    return tuple(cells)
