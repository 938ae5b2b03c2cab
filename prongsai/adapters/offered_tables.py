"""Tables of XLSX, DOCX, CSV and HTML as CSV and XLSX that a program reads and a spreadsheet opens without harm."""

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.gate.typed import find_separator
from prongsai.adapters.gate.word_blocks import add_paragraph
from prongsai.adapters.gate.workbook import Workbook, hidden_columns, is_hidden_row, rows_of
from prongsai.adapters.gate.xml_flow import Flow, attribute, local, parse_part
from prongsai.adapters.page_documents import kind_of_zip
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, ReadLimits, both
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.page_kind import find_form
from prongsai.core.personal_data.signature import PICTURE

Cell = str | int | float
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_PLAIN_NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,10}|0)(?:\.\d{1,10})?")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_DASHES = frozenset("-+. \u2013\u2014")
_MOST_TABLES = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its rows; `title` is the sheet's name or the caption, "" without one."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def read_tables(content: bytes, *, content_type: str = "", limits: ReadLimits) -> list[Table]:
    """The shown tables of a file, [] when it holds none or is of another kind. Raises CannotRead when it is damaged."""
    form = find_form(content, content_type=content_type)
    if form == "html":
        return read_html_tables(decode_text(content, content_type=content_type).text)
    if form == "text":
        return _csv_table(decode_text(content, content_type=content_type).text)
    if form != "zip":
        return []
    archive = Zip(content, max_bytes=2 * limits.max_unpacked_bytes)
    kind = kind_of_zip(archive)
    if kind == "xlsx":
        archive.require_sane()
        return _sheets(content, archive, limits)
    return _word_tables(archive) if kind == "docx" else []


def _sheets(content: bytes, archive: Zip, limits: ReadLimits) -> list[Table]:
    import python_calamine

    book = Workbook(archive)
    try:
        values = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (python_calamine.CalamineError, python_calamine.PasswordError, ValueError, OSError) as error:
        raise CannotRead("damaged", both("ไฟล์ตารางเสียหาย", "the spreadsheet is damaged")) from error
    tables = []
    left = limits.max_cells
    for sheet in book.sheets[:_MOST_TABLES]:
        root = None if sheet.is_hidden else book.read_sheet(sheet)
        if root is None or sheet.name not in values.sheet_names:
            continue
        hidden_rows = {int(row.get("r", "0")) for row in rows_of(root) if is_hidden_row(row)}
        columns = hidden_columns(root)
        found = values.get_sheet_by_name(sheet.name)
        first_column = (found.start or (0, 0))[1]
        rows = []
        for number, row in enumerate(
            found.iter_rows(), 1
        ):  # empty rows before the first are given, empty columns are not
            if number in hidden_rows:
                continue
            cells = tuple(
                _value(value)
                for column, value in enumerate(row, first_column + 1)
                if not any(first <= column <= last for first, last in columns)
            )
            left -= len(cells)
            if left < 0:
                raise CannotRead("too_big", both("ตารางใหญ่เกินขีดจำกัด", "the table is over the limit"))
            rows.append(cells)
        if table := tidy_table(sheet.name, rows):
            tables.append(table)
    return tables


def _value(value: Any) -> Cell:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) and abs(value) < 1e15 else value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, int) else str(value).replace("\r\n", "\n").strip()


def _word_tables(archive: Zip) -> list[Table]:
    root = parse_part(archive, "word/document.xml")
    tables = []
    for table in root.iter() if root is not None else ():
        if local(table) != "tbl" or any(local(parent) == "tbl" for parent in table.iterancestors()):
            continue
        rows = []
        for row in _own(table, "tr"):
            cells: list[Cell] = []
            for cell in _own(row, "tc"):
                flow = Flow()
                for number, paragraph in enumerate(_own(cell, "p")):
                    flow.sign("\n" if number else "")
                    add_paragraph(paragraph, flow, in_cell=True)
                continued = any(
                    local(one) == "vMerge" and attribute(one, "val") != "restart" for one in _properties(cell)
                )
                cells.append("" if continued else flow.text.replace(PICTURE, "").strip())
                spans = [attribute(one, "val") for one in _properties(cell) if local(one) == "gridSpan"]
                cells += [""] * (min(int(spans[0]), 63) - 1 if spans and spans[0].isdecimal() else 0)
            rows.append(tuple(cells))
        if found := tidy_table("", rows):
            tables.append(found)
    return tables[:_MOST_TABLES]


def _own(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, seen through content controls and inserted text; deleted text left out."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _own(child, name)


def _properties(cell: Any) -> Iterator[Any]:
    for child in cell:
        if local(child) == "tcPr":
            yield from child


def _csv_table(text: str) -> list[Table]:
    separator = find_separator(text)
    if not separator:
        return []
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quotation mark without its other: then quotes are letters, and a line is a row
        found = list(csv.reader(text.splitlines(), delimiter=separator, quoting=csv.QUOTE_NONE))
    rows = [tuple(cell.strip() for cell in row) for row in found]
    table = tidy_table("", list(rows))
    return [table] if table else []


def read_html_tables(source: str) -> list[Table]:
    """The tables of a page or fragment; cells that span several columns leave the others empty."""
    from lxml import html

    if "<table" not in source.lower():
        return []
    root = html.fragment_fromstring(source, create_parent="div")
    tables = []
    for table in root.iter("table"):
        if any(parent.tag == "table" for parent in table.iterancestors()):
            continue
        caption = table.find("caption")
        rows = []
        for row in table.iter("tr"):
            cells: list[Cell] = []
            for cell in row:
                if cell.tag in {"td", "th"}:
                    cells.append(" ".join(cell.text_content().split()))
                    span = cell.get("colspan", "1")
                    cells += [""] * (min(int(span), 200) - 1 if span.isdecimal() else 0)
            rows.append(tuple(cells))
        title = "" if caption is None else " ".join(caption.text_content().split())
        if found := tidy_table(title, rows):
            tables.append(found)
    return tables[:_MOST_TABLES]


def tidy_table(title: str, rows: list[tuple[Cell, ...]]) -> Table | None:
    """A table without empty rows around it, all rows equally long; None when it is empty or of one cell."""
    filled = [number for number, row in enumerate(rows) if any(str(cell) for cell in row)]
    rows = rows[filled[0] : filled[-1] + 1] if filled else []
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if str(cell)), default=0)
    if width == 0 or width * len(rows) < 2:
        return None
    return Table(title, tuple((*row, *[""] * (width - len(row)))[:width] for row in rows))


def table_to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads Thai; no cell starts a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows([[safe_cell(cell) for cell in row] for row in table.rows])
    return target.getvalue().encode("utf-8-sig", errors="replace")


def safe_cell(cell: Cell) -> str:
    """A cell as CSV may hold it: an apostrophe before what a spreadsheet would take for a formula. Numbers and lone dashes stay."""
    if not isinstance(cell, str):
        return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    start = cell.lstrip("\t\r\n \u00a0\0")
    if not start.startswith(_FORMULA) or _NUMBER.fullmatch(cell.strip()) or set(cell) <= _DASHES:
        return cell
    return f"'{cell}"


def tables_to_xlsx(tables: list[Table]) -> bytes:
    """A workbook of one sheet for each table; texts are never formulas, plain figures are numbers. The same tables give the same bytes."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    grouped = book.add_format({"num_format": "#,##0.##########"})
    names: set[str] = set()
    for number, table in enumerate(tables, 1):
        sheet = book.add_worksheet(_sheet_name(table.title or f"ตาราง {number}", names))
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, grouped)
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, grouped: Any) -> None:
    if isinstance(cell, str):
        if _PLAIN_NUMBER.fullmatch(cell):
            sheet.write_number(row, column, float(cell.replace(",", "")), grouped if "," in cell else None)
        elif cell:
            sheet.write_string(row, column, cell[:32_767])
    elif isinstance(cell, float) and not math.isfinite(cell):
        sheet.write_string(row, column, str(cell))
    elif abs(cell) >= 1e11:
        sheet.write_string(row, column, str(cell))  # a code, which a number format would round
    else:
        sheet.write_number(row, column, cell)


def _sheet_name(title: str, names: set[str]) -> str:
    """A name Excel takes: 31 letters, none of []:*?/\\, not used before."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].strip(" '") or "Sheet"
    name, number = plain, 1
    while name.lower() in names:
        number += 1
        end = f" ({number})"
        name = f"{plain[: 31 - len(end)]}{end}"
    names.add(name.lower())
    return name
