"""Reads XLSX for the gate: shown and hidden cells, comments, names, sources of pivot tables, text boxes, properties."""

from typing import Any

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.office_parts import gather_attached, gather_properties, gather_unknown
from prongsai.adapters.gate.workbook import Sheet, Workbook, cells_of, hidden_columns, is_hidden_row, rows_of
from prongsai.adapters.gate.xml_flow import leaf_text, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import ReadLimits, both
from prongsai.core.personal_data.find import Origin, Part
from prongsai.core.personal_data.place import Place

_WIDEST = 250
_HEADING_ROWS, _MOST_HEADING = 8, 60


def gather_sheets(archive: Zip, gathered: Gathered, limits: ReadLimits) -> None:
    """Everything of a workbook. Rows beyond the limit are said to be unread. Raises CannotRead when it cannot be read."""
    archive.require_sane()
    book = Workbook(archive)
    known = {"xl/workbook.xml", "xl/sharedStrings.xml"}
    rows_left = limits.max_rows
    for sheet in book.sheets:
        root = book.read_sheet(sheet)
        known.add(sheet.part)
        name = safe_name(sheet.name)
        gathered.text(Place("sheet", name=name), sheet.name, origin="hidden" if sheet.is_hidden else "shown")
        if root is None:
            continue
        reading = _SheetReading(book, sheet, name, gathered)
        rows_left -= reading.read(root, rows_left)
        gathered.text(Place("sheet", name=name), _around_cells(root), origin="hidden")
        if rows_left <= 0:
            gathered.cannot_tell(
                Place("sheet", name=name),
                both(f"อ่านเพียง {limits.max_rows} แถวแรก", f"only the first {limits.max_rows} rows were read"),
            )
            break
    names = [element for element in book.root.iter() if local(element) == "definedName"]
    gathered.text(Place("part", name="xl/workbook.xml"), " ; ".join(name.text or "" for name in names), origin="hidden")
    _gather_comments(archive, gathered, known)
    _gather_sources(archive, gathered)
    gather_properties(archive, gathered)
    gather_attached(archive, gathered)
    gather_unknown(archive, gathered, known=known)


class _SheetReading:
    def __init__(self, book: Workbook, sheet: Sheet, name: str, gathered: Gathered) -> None:
        self._book = book
        self._sheet = sheet
        self._name = name
        self._gathered = gathered
        self._headings: dict[int, str] = {}
        self._texts: list[str] = []
        self._numbers: list[int] = []
        self._hidden_cells = 0

    def read(self, root: Any, rows_left: int) -> int:
        """Gather the rows of a sheet; returns how many were read."""
        columns = hidden_columns(root)
        hidden_rows = count = number = 0
        for row in rows_of(root):
            if count >= rows_left:
                return count
            reference = row.get("r", "")
            number = int(reference) if reference.isdecimal() else number + 1
            is_hidden = self._sheet.is_hidden or is_hidden_row(row)
            if self._row(row, number, columns, is_hidden=is_hidden):
                count += 1
                hidden_rows += is_hidden
        place = Place("sheet", name=self._name)
        if self._sheet.is_hidden and count:
            self._gathered.hidden(place, "เป็นแผ่นงานที่ซ่อนไว้", "the sheet is hidden")
        elif hidden_rows:
            self._gathered.hidden(place, "มีแถวที่ซ่อนไว้", "rows are hidden", count=hidden_rows)
        if self._hidden_cells and not self._sheet.is_hidden:
            self._gathered.hidden(
                place, "มีช่องในคอลัมน์ที่ซ่อน หรือที่ตั้งให้มองไม่เห็น", "cells stand in hidden columns or are set invisible",
                count=self._hidden_cells,
            )  # fmt: skip
        self._gather_signatures()
        return count

    def _row(self, row: Any, number: int, columns: list[tuple[int, int]], *, is_hidden: bool) -> bool:
        texts: dict[int, str] = {}
        unseen: dict[int, str] = {}
        for column, cell in cells_of(row):
            text = " ".join(self._book.cell_text(cell).split())
            if text:
                is_unseen = any(first <= column <= last for first, last in columns) or self._book.is_hiding(cell)
                (unseen if is_unseen else texts)[column] = text
            formula = next((child for child in cell if local(child) == "f"), None)
            if formula is not None and formula.text and '"' in formula.text:
                place = Place("cell", row=number, column=column, name=self._name)
                self._gathered.text(place, formula.text, origin="hidden")
        self._hidden_cells += len(unseen)
        if unseen:
            self._add_row(unseen, number, is_hidden=True)
        if not texts:
            return bool(unseen)
        line = self._add_row(texts, number, is_hidden=is_hidden)
        if len(self._texts) < _HEADING_ROWS or not any(letter.isdecimal() for letter in line):
            for column, text in texts.items():
                if not any(letter.isdecimal() for letter in text):
                    self._headings[column] = f"{self._headings.get(column, '')} {text}".strip()[-_MOST_HEADING:]
        self._texts.append(line)
        self._numbers.append(number)
        return True

    def _add_row(self, texts: dict[int, str], number: int, *, is_hidden: bool) -> str:
        last = min(max(texts), _WIDEST)
        beyond = [texts[column] for column in sorted(texts) if column > _WIDEST]
        line = "\t".join([*(texts.get(column, "") for column in range(1, last + 1)), *beyond])
        headings = tuple(self._headings.get(column, "") for column in range(1, last + 1))
        origin: Origin = "hidden" if is_hidden else "shown"
        place = Place("cell", row=number, name=self._name)
        self._gathered.add(Part(place, line, origin, headings, is_row=True, looks_for="numbers"))
        return line

    def _gather_signatures(self) -> None:
        """Words of signing and the names beneath them stand in different rows: looked for in the whole sheet."""
        if not self._texts:
            return
        starts, length = [], 0
        first, last = self._numbers[0], self._numbers[-1]
        lines = dict(zip(self._numbers, self._texts, strict=True))
        if last - first > 4 * len(lines) + 100:
            whole = list(lines.values())  # a sheet with a row far below: numbers of rows are lost, findings are not
        else:
            whole = [lines.get(number, "") for number in range(first, last + 1)]
        for line in whole[:-1]:
            length += len(line) + 1
            starts.append(length)
        self._gathered.add(
            Part(
                Place("cell", row=first, name=self._name),
                "\n".join(whole),
                starts=tuple(starts),
                looks_for="signatures",
            )
        )


def _around_cells(root: Any) -> str:
    """What a sheet holds besides its cells: headers, lists for entry, messages."""
    return " ; ".join(leaf_text(child) for child in root if local(child) not in {"sheetData", "cols", "sheetFormatPr"})


def _gather_comments(archive: Zip, gathered: Gathered, known: set[str]) -> None:
    number = 0
    for part in archive.names():
        if not part.endswith(".xml") or not ("comments" in part.lower() or part.startswith("xl/persons/")):
            continue
        root = parse_part(archive, part)
        if root is None:
            continue
        for comment in root.iter():
            if local(comment) in {"comment", "threadedComment"}:
                known.add(part)
                number += 1
                gathered.text(Place("comment", number), "".join(comment.itertext()), origin="hidden")
            elif local(comment) in {"author", "person"}:
                said = " ; ".join([comment.text or "", *map(str, comment.attrib.values())])
                gathered.text(Place("comment", max(number, 1)), said, origin="hidden")
    if number:
        gathered.hidden(Place("comment", 1), "มีความคิดเห็นแนบอยู่ในตาราง", "cells hold comments", count=number)


def _gather_sources(archive: Zip, gathered: Gathered) -> None:
    names = archive.names()
    if any(name.startswith("xl/pivotCache/pivotCacheRecords") for name in names):
        gathered.hidden(
            Place("part", name="pivotCache"),
            "ตาราง Pivot เก็บข้อมูลต้นทางทั้งหมดไว้",
            "a pivot table keeps all its source data",
        )
    if any(name.startswith("xl/externalLinks/externalLink") for name in names):
        gathered.hidden(
            Place("part", name="externalLinks"), "เก็บค่าจากไฟล์อื่นที่เชื่อมโยงไว้", "values of linked files are kept"
        )
    if "xl/connections.xml" in names:
        gathered.hidden(Place("part", name="connections"), "มีการเชื่อมต่อฐานข้อมูล", "there are data connections")
