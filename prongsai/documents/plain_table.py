"""A typed table as a file for machines: CSV and a workbook of one sheet. The first row holds the headings."""

import csv
import io
import re
from collections.abc import Sequence

_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")  # Excel reads the wide signs as well
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 60
_LONGEST_CELL = 32_767  # Excel's limit; a longer text would be left out whole


def draw_table_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads Thai; what a spreadsheet would run as a formula gets an apostrophe."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def draw_table_xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet named by the title; every cell is text, headings bold and kept in sight.

    A text longer than a cell of Excel holds ends in "…".
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "TH SarabunPSK", "font_size": 16},
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title[:250]})
        sheet = book.add_worksheet((_SHEET_NAME.sub(" ", title).strip() or "table")[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, _fitting(cell), plain if place else bold)
        for column in range(max((len(row) for row in rows), default=0)):
            longest = max(len(row[column]) for row in rows if column < len(row))
            sheet.set_column(column, column, min(max(longest + 2, 8), _WIDEST))
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[: _LONGEST_CELL - 1]}…"


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell.strip()) else cell
