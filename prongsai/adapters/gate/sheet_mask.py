"""A masked copy of an XLSX: values only, numbers hidden in every cell, and nothing left of what Excel does not show.

Formulas are dropped for their last values: they would bring back what was hidden. Hidden sheets, rows, columns and cells are
emptied; comments, names, sources of pivot tables, links to other files, properties and embedded files are left out.
"""

from typing import Any

from prongsai.adapters.gate.package import Package, remove
from prongsai.adapters.gate.picture_mask import PictureMask, mask_media
from prongsai.adapters.gate.workbook import (
    Sheet,
    Workbook,
    cells_of,
    hidden_columns,
    is_hidden_row,
    relations_of,
    rows_of,
)
from prongsai.adapters.gate.xml_flow import Flow, attribute, local, mask_leaves, parse_xml, write_xml
from prongsai.adapters.page_zip import Zip
from prongsai.core.personal_data.find import mask_span, mask_text, spans_to_mask

_DROPPED = ("xl/comments", "xl/tables/", "xl/threadedComments", "xl/persons", "xl/pivotCache", "xl/pivotTables", "xl/externalLinks", "xl/connections",
            "xl/queryTables", "xl/embeddings", "xl/activeX", "xl/ctrlProps", "xl/vba", "xl/calcChain", "xl/customProperty", "customXml/",
            "docProps/custom.xml", "docProps/thumbnail", "_xmlsignatures/", "xl/printerSettings", "xl/revisions", "xl/slicer", "xl/model",
            "xl/drawings/commentsDrawing", "xl/richData", "xl/webextensions")  # fmt: skip
_SHEET_GONE = frozenset(("legacyDrawing", "legacyDrawingHF", "oleObjects", "controls", "customProperties", "tableParts", "extLst",
                         "dataValidations", "pageSetup"))  # fmt: skip
_BOOK_GONE = frozenset(("externalReferences", "pivotCaches", "definedNames", "fileSharing", "customWorkbookViews", "extLst", "fileVersion",
                        "AlternateContent", "revisionPtr", "smartTagPr", "webPublishing"))  # fmt: skip
_HEADING_ROWS, _MOST_HEADING = 8, 60


def mask_sheets(archive: Zip, pictures: PictureMask) -> tuple[bytes, int]:
    """(copy, how many places were hidden)."""
    book = Workbook(archive)
    package = Package(archive)
    strings = parse_xml(package.parts["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in package.parts else None
    items = [] if strings is None else [item for item in strings if local(item) == "si"]
    masking = _Masking(book, items)
    done = {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"}
    count = 0
    for sheet in book.sheets:
        if sheet.part in package.parts and "chartsheet" not in sheet.part:
            count += package.change_xml(sheet.part, lambda root, sheet=sheet: masking.mask_sheet(root, sheet))  # type: ignore[misc]
            done.add(sheet.part)
    if strings is not None:
        count += masking.mask_strings()
        package.parts["xl/sharedStrings.xml"] = write_xml(strings)
    package.change_xml("xl/workbook.xml", _clean_book)
    unseen = _drawings_of_hidden(archive, book)
    package.drop(lambda name: name.startswith(_DROPPED) or name in unseen)
    package.drop_unused_pictures()
    package.without_properties()
    count += package.mask_rest(done)
    count += mask_media(package.parts, pictures)
    return package.write(), count


class _Masking:
    """Masks the sheets, and remembers which shared strings are still used."""

    def __init__(self, book: Workbook, items: list[Any]) -> None:
        self._book = book
        self._items = items
        self._used: set[int] = set()

    def mask_sheet(self, root: Any, sheet: Sheet) -> int:
        """Empty what is hidden, drop formulas, mask the rest row by row."""
        columns = hidden_columns(root)
        count = 0
        headings: dict[int, str] = {}
        read = 0
        for row in rows_of(root):
            if sheet.is_hidden or is_hidden_row(row):
                for _, cell in list(cells_of(row)):
                    _empty(cell)
                continue
            texts: dict[int, str] = {}
            cells: dict[int, Any] = {}
            for column, cell in list(cells_of(row)):
                if any(first <= column <= last for first, last in columns) or self._book.is_hiding(cell):
                    _empty(cell)
                    continue
                for formula in [child for child in cell if local(child) == "f"]:
                    cell.remove(formula)
                text = self._book.cell_text(cell)
                if text:
                    texts[column], cells[column] = text, cell
            if not texts:
                continue
            count += self._mask_row(texts, cells, headings)
            if read < _HEADING_ROWS or not any(letter.isdecimal() for text in texts.values() for letter in text):
                for column, text in texts.items():
                    if not any(letter.isdecimal() for letter in text):
                        headings[column] = f"{headings.get(column, '')} {' '.join(text.split())}".strip()[
                            -_MOST_HEADING:
                        ]
            read += 1
            for cell in cells.values():
                self._use(cell)
        for element in [child for child in root if local(child) in _SHEET_GONE]:
            root.remove(element)
        if sheet.is_hidden:
            for element in [
                child
                for child in root
                if local(child)
                in {"mergeCells", "drawing", "hyperlinks", "headerFooter", "conditionalFormatting", "picture"}
            ]:
                root.remove(element)
        for child in root:
            if local(child) not in {"sheetData", "cols"}:
                count += mask_leaves(child)
        return count

    def _mask_row(self, texts: dict[int, str], cells: dict[int, Any], headings: dict[int, str]) -> int:
        """Mask what lies in one cell or over several; a cell whose text changes becomes an inline string."""
        order = range(1, max(texts) + 1) if max(texts) <= 250 else sorted(texts)
        # A break inside a cell is no end of a row, and every letter must keep its place.
        folded = {
            column: text.replace("\t", " ").replace("\n", " ").replace("\r", " ") for column, text in texts.items()
        }
        line = "\t".join(folded.get(column, "") for column in order)
        spans = spans_to_mask(line, contexts=tuple(headings.get(column, "") for column in order))
        if not spans:
            return 0
        masked = list(line)
        for start, end, kind in spans:
            masked[start:end] = mask_span(line[start:end], kind)
        at = 0
        for column in order:
            length = len(folded.get(column, ""))
            shown = "".join(masked[at : at + length])
            if column in cells and shown != folded[column]:
                _write(cells[column], shown)
            at += length + 1
        return len(spans)

    def _use(self, cell: Any) -> None:
        if cell.get("t") == "s":
            value = next((child for child in cell if local(child) == "v"), None)
            if value is not None and (value.text or "").isdecimal():
                self._used.add(int(value.text))

    def mask_strings(self) -> int:
        """Mask the shared strings that are used and empty those that are not."""
        count = 0
        for number, item in enumerate(self._items):
            if number not in self._used:
                for child in list(item):
                    remove(child)
                item.append(item.makeelement(item.tag.replace("}si", "}t"), {}))
                continue
            for aid in [child for child in item if local(child) in {"rPh", "phoneticPr"}]:
                remove(aid)
            flow = Flow()
            for leaf in item.iter():
                if local(leaf) == "t":
                    flow.add(leaf)
            count += flow.mask()
        return count


def _empty(cell: Any) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)


def _write(cell: Any, text: str) -> None:
    _empty(cell)
    space = cell.tag[: cell.tag.index("}") + 1]
    holder = cell.makeelement(f"{space}is", {})
    leaf = cell.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    leaf.text = text
    holder.append(leaf)
    cell.append(holder)
    cell.set("t", "inlineStr")


def _clean_book(root: Any) -> int:
    for element in [child for child in root if local(child) in _BOOK_GONE]:
        root.remove(element)
    for sheet in root.iter():
        if local(sheet) == "sheet":
            sheet.set("name", mask_text(attribute(sheet, "name"))[0])
    return 0


def _drawings_of_hidden(archive: Zip, book: Workbook) -> set[str]:
    """Parts that only hidden sheets show."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in book.sheets:
        target = hidden if sheet.is_hidden else shown
        for part in relations_of(archive, sheet.part).values() if sheet.part else ():
            target.add(part)
            target.update(relations_of(archive, part).values())
    return {part for part in hidden - shown if part.startswith(("xl/drawings/", "xl/charts/", "xl/media/"))}
