"""Workbooks: XLSX, and what else calamine reads (XLS, ODS). Every visible sheet that holds something is read."""

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from prongsai.core.finding import Finding
from prongsai.core.thai.format import THAI_MONTHS
from prongsai.intake.blocks import Paragraph, SourceDocument, Table
from prongsai.intake.readers import notice, refusal
from prongsai.intake.readers.cell_text import clean_paragraphs
from prongsai.intake.readers.package import read_app_name
from prongsai.intake.readers.sheet_blocks import SheetCell, sheet_blocks
from prongsai.intake.readers.sheet_links import read_sheet_links
from prongsai.intake.readers.sheet_size import ROWS_ABOVE, require_reasonable_sheets
from prongsai.intake.template import EXAMPLE_MARK, INSTRUCTION_SHEET

MAX_COLUMNS = 200


def read_workbook(content: bytes, *, name: str) -> SourceDocument:
    """The blocks of a workbook, each sheet's name as a heading where there are several.

    Raises PersonError when it is broken, locked, empty, or a sheet has more than MAX_TABLE_ROWS rows.
    """
    import python_calamine

    limit = require_reasonable_sheets(content, name=name)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = workbook.sheets_metadata
    except python_calamine.PasswordError as error:
        raise refusal.encrypted(name) from error
    except Exception as error:  # calamine raises its own and the file system's errors for broken files
        raise refusal.damaged(name, "Excel", "Excel") from error
    visible = [
        sheet.name
        for sheet in sheets
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    hidden = [
        sheet.name
        for sheet in sheets
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if INSTRUCTION_SHEET in visible and len(visible) > 1:
        visible.remove(INSTRUCTION_SHEET)
    links = read_sheet_links(content, name=name)
    found: dict[str, list[Paragraph | Table]] = {}
    for sheet_name in visible:
        try:
            sheet = workbook.get_sheet_by_name(sheet_name)
            blocks = _sheet(sheet, sheet_name, links.get(sheet_name, {}), name, limit)
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            raise refusal.damaged(name, "Excel", "Excel") from error
        if blocks:
            found[sheet_name] = blocks
    if not found:
        raise refusal.empty_file(name)
    out: list[Paragraph | Table] = []
    for sheet_name, blocks in found.items():
        if len(found) > 1:
            out.append(Paragraph(sheet_name, style="sheet", where=_label(sheet_name)))
        out.extend(blocks)
    hidden_with_text = [sheet_name for sheet_name in hidden if _has_text(workbook, sheet_name)]
    notices: tuple[Finding, ...] = (notice.hidden_sheets(hidden_with_text),) if hidden_with_text else ()
    return SourceDocument(
        name=name,
        format="xlsx",
        blocks=tuple(out),
        notices=notices,
        generator=read_app_name(content),
        meta={"sheets": "\n".join(found)},
    )


def _label(sheet_name: str) -> str:
    return f"แผ่นงาน “{sheet_name}”"


def _has_text(workbook: Any, sheet_name: str) -> bool:
    try:
        return bool(workbook.get_sheet_by_name(sheet_name).height)
    except Exception:  # a broken hidden sheet is no concern of the reader
        return False


def _sheet(
    sheet: Any, sheet_name: str, links: dict[tuple[int, int], str], name: str, limit: int
) -> list[Paragraph | Table]:
    if sheet.start is None or sheet.end is None:
        return []
    if sheet.height > limit:
        raise refusal.too_many_rows(name)
    top, left = sheet.start
    if top > ROWS_ABOVE or left > MAX_COLUMNS or sheet.width > 2_000:
        raise refusal.too_many_rows(name)
    rows: list[list[SheetCell | None]] = []
    examples: set[int] = set()
    # iter_rows begins at the sheet's first row, but at the first filled column.
    for row, values in enumerate(sheet.iter_rows()):
        if row > limit + ROWS_ABOVE:
            raise refusal.too_many_rows(name)
        cells: list[SheetCell | None] = [None] * left
        for column, value in enumerate(values[:MAX_COLUMNS], start=left):
            paragraphs = clean_paragraphs(show_value(value).split("\n"))
            address = links.get((row, column))
            shown = ((" ".join(paragraphs), address),) if address else ()
            cells.append(SheetCell(paragraphs, shown) if paragraphs or shown else None)
        if _is_example(cells):
            examples.add(row)
            cells = []
        rows.append(cells)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    rightmost = max((len(cells) for cells in rows), default=0) - 1  # cells merged to the end of the sheet end here
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if first_row < len(rows) and first_column <= rightmost:
            spans[first_row, first_column] = (last_row - first_row + 1, min(last_column, rightmost) - first_column + 1)
    return sheet_blocks(rows, label=_label(sheet_name), spans=spans, skipped=examples)


def _is_example(cells: Sequence[SheetCell | None]) -> bool:
    """Whether a row is the example row of the blank template (intake/template.py): it says so in its first cell."""
    first = next((cell for cell in cells if cell is not None), None)
    return first is not None and "".join(first.paragraphs).strip() == EXAMPLE_MARK and len(cells) > 2


def show_value(value: Any) -> str:
    """A cell's value as a Thai reader prints it: whole numbers without ".0", dates as "31 มกราคม 2566"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{round(value, 8):.15g}"  # Excel keeps 15 digits: satang of a budget of billions count
    if isinstance(value, datetime):
        return (
            f"{_show_date(value.date())} {value:%H:%M} น." if (value.hour or value.minute) else _show_date(value.date())
        )
    if isinstance(value, date):
        return _show_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M} น."
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 86400:g} วัน"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _show_date(day: date) -> str:
    # Typed as 31/1/2566 into a program set to the Gregorian calendar, the year is Buddhist already.
    year_be = day.year if day.year > 2400 else day.year + 543
    return f"{day.day} {THAI_MONTHS[day.month - 1]} {year_be}"
