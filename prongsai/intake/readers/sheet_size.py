"""Keeps a workbook with one cell in the last corner of a sheet from filling the memory.

calamine lays a sheet out as a full rectangle: a value in XFD1048576 asks for 17 billion cells and ends the process.
"""

import io
import re
import zipfile

from prongsai.intake.readers import refusal
from prongsai.intake.readers.kind import read_entry

MAX_ROW = refusal.MAX_TABLE_ROWS + 2_000  # a table may stand lower on its sheet
MAX_COLUMN = 2_000
_MAX_SHEET_BYTES = 60 * 1024 * 1024

_PART = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{0,3})(\d{1,9})"')
_REPEATED = re.compile(rb'<table:(table-row|table-cell)\b([^>]*number-(?:rows|columns)-repeated="(\d{4,})"[^>]*)>')


def require_reasonable_sheets(content: bytes, *, name: str) -> None:
    """Raises PersonError when a filled cell of an XLSX or ODS stands beyond MAX_ROW or MAX_COLUMN."""
    if not content.startswith(b"PK"):
        return  # old XLS cannot reach further than 65,536 rows of 256 columns
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            raise refusal.save_as(name, "Excel แบบไบนารี (.xlsb)", "a binary Excel workbook (.xlsb)", ".xlsx")
        for entry in names:
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                _require_xlsx(read_entry(archive, entry, name=name, kind="Excel") or b"", name)
            elif entry == "content.xml":
                _require_ods(read_entry(archive, entry, name=name, kind="OpenDocument") or b"", name)


def _require_xlsx(sheet: bytes, name: str) -> None:
    if len(sheet) > _MAX_SHEET_BYTES:
        raise refusal.too_many_rows(name)
    row = column = 0
    for match in _PART.finditer(sheet):
        kind, attributes = match.groups()
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row = int(reference.group(2)) if reference else row + 1
            column = 0
            continue
        column = _column(reference.group(1)) if reference and reference.group(1) else column + 1
        if reference and reference.group(1):
            row = int(reference.group(2))
        is_filled = not attributes.rstrip().endswith(b"/") and sheet[match.end() : match.end() + 4].strip()[:2] != b"</"
        if is_filled and (row > MAX_ROW or column > MAX_COLUMN):
            raise refusal.too_many_rows(name)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def _require_ods(sheets: bytes, name: str) -> None:
    if len(sheets) > _MAX_SHEET_BYTES:
        raise refusal.too_many_rows(name)
    for match in _REPEATED.finditer(sheets):
        kind, attributes, times = match.group(1), match.group(2), int(match.group(3))
        if times <= (MAX_ROW if kind == b"table-row" else MAX_COLUMN) or attributes.rstrip().endswith(b"/"):
            continue
        end = sheets.find(b"</table:" + kind + b">", match.end())
        inside = sheets[match.end() : end if end >= 0 else len(sheets)]
        if b"<text:p" in inside or b"office:value" in inside:
            raise refusal.too_many_rows(name)
