"""Rows of spreadsheets (XLSX, XLS, ODS) through python-calamine: a line for each row, cells parted by tabs."""

import datetime as dt
import io
import math
from typing import Any

from prongsai.adapters.reading_limits import CannotRead, ReadLimits, both
from prongsai.audit.page import PageKind, PageText
from prongsai.audit.reading.thai_repair import repair_thai


def read_sheets(content: bytes, *, kind: PageKind, limits: ReadLimits) -> PageText:
    """Every shown sheet as a page: its name, then its rows. Dates are written YYYY-MM-DD, whole numbers without ".0".

    Raises CannotRead when the file is locked or damaged. Rows beyond the limits are left out and said so.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = _shown_sheets(python_calamine, book)
    except python_calamine.PasswordError as error:
        raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password")) from error
    except (python_calamine.CalamineError, ValueError, OSError, RuntimeError, OverflowError) as error:
        raise CannotRead("damaged", both("ไฟล์ตารางเสียหาย", "the spreadsheet is damaged")) from error
    except BaseException as error:  # a panic of the Rust side is no Exception
        _raise_own(error)
        raise CannotRead("damaged", both("ไฟล์ตารางเสียหาย", "the spreadsheet is damaged")) from error
    pages: list[str] = []
    rows_left, cells_left = limits.max_rows, limits.max_cells
    is_cut = False
    for name in shown:
        lines = [name]
        for row in _rows(book, name):
            if rows_left <= 0 or cells_left <= 0:
                is_cut = True
                break
            cells = [_cell(value) for value in row]
            line = "\t".join(cells).rstrip("\t")
            if line.strip():
                lines.append(line)
                rows_left -= 1
                cells_left -= len(cells)
        if len(lines) > 1:
            pages.append(repair_thai("\n".join(lines)))
    return PageText(
        kind=kind,
        text="\n".join(pages),
        pages=tuple(pages),
        page_count=len(pages),
        problem="too_big" if is_cut else "",
        detail=both(f"อ่านเพียง {limits.max_rows} แถวแรก", f"only the first {limits.max_rows} rows were read")
        if is_cut
        else "",
    )


def _shown_sheets(python_calamine: Any, book: Any) -> list[str]:
    visible = python_calamine.SheetVisibleEnum.Visible
    work = python_calamine.SheetTypeEnum.WorkSheet
    found = [sheet.name for sheet in book.sheets_metadata if sheet.visible == visible and sheet.typ == work]
    return found or list(book.sheet_names)


def _rows(book: Any, name: str) -> Any:
    try:
        sheet = book.get_sheet_by_name(name)
        yield from sheet.iter_rows()
    except BaseException as error:
        _raise_own(error)  # one broken sheet: the others are still read


def _raise_own(error: BaseException) -> None:
    """Let pass on what is no fault of the file."""
    if isinstance(error, MemoryError | KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split()) if not value.isprintable() or "  " in value else value.strip()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return (
            str(int(value)) if math.isfinite(value) and value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
        )
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
