"""Keeps a workbook with one cell in the last corner of a sheet from filling the memory.

calamine lays a sheet out as a full rectangle: a value in XFD1048576 asks for 17 billion cells and ends the process.
"""

import io
import re
import zipfile

from prongsai.intake.readers import refusal
from prongsai.intake.readers.kind import read_entry
from prongsai.intake.readers.row_limit import row_limit

ROWS_ABOVE = 2_000  # a table may stand lower on its sheet
MAX_COLUMN = 2_000
_MAX_SHEET_BYTES = 60 * 1024 * 1024

_PART = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{0,3})(\d{1,9})"')
_REPEATED = re.compile(rb'<table:(table-row|table-cell)\b([^>]*number-(?:rows|columns)-repeated="(\d{4,})"[^>]*)>')


def require_reasonable_sheets(content: bytes, *, name: str) -> int:
    """The most rows a table of the workbook may have.

    Raises PersonError when a filled cell of an XLSX or ODS stands far beyond that, or beyond MAX_COLUMN.
    """
    if not content.startswith(b"PK"):
        return refusal.MAX_TABLE_ROWS  # old XLS cannot reach further than 65,536 rows of 256 columns
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            raise refusal.save_as(name, "Excel แบบไบนารี (.xlsb)", "a binary Excel workbook (.xlsb)", ".xlsx")
        texts = {
            entry: read_entry(archive, entry, name=name, kind="Excel") or b""
            for entry in names
            if entry in {"content.xml", "xl/sharedStrings.xml"} or _is_sheet(entry)
        }
    limit = max(map(row_limit, texts.values()), default=refusal.MAX_TABLE_ROWS)
    for entry, text in texts.items():
        if _is_sheet(entry):
            _require_xlsx(text, name, limit)
        elif entry == "content.xml":
            _require_ods(text, name)
    return limit


def _is_sheet(entry: str) -> bool:
    return entry.startswith("xl/worksheets/") and entry.endswith(".xml")


def _require_xlsx(sheet: bytes, name: str, limit: int) -> None:
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
        if is_filled and (row > limit + ROWS_ABOVE or column > MAX_COLUMN):
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
        if times <= (
            refusal.MAX_TABLE_ROWS + ROWS_ABOVE if kind == b"table-row" else MAX_COLUMN
        ) or attributes.rstrip().endswith(b"/"):
            continue
        end = sheets.find(b"</table:" + kind + b">", match.end())
        inside = sheets[match.end() : end if end >= 0 else len(sheets)]
        if b"<text:p" in inside or b"office:value" in inside:
            raise refusal.too_many_rows(name)
