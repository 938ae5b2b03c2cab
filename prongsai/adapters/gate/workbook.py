"""An XLSX workbook as the gate sees it: sheets in their order with what is hidden, cells as text, styles that hide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.gate.xml_flow import attribute, local, parse_part
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, both

_OFF = frozenset(("", "0", "false"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name and part; `state` is "visible", "hidden" or "veryHidden"."""

    name: str
    part: str
    state: str

    @property
    def is_hidden(self) -> bool:
        """Whether Excel does not show it."""
        return self.state != "visible"


class Workbook:
    """The parts of a workbook that its sheets need. Raises CannotRead when it is no workbook of XML."""

    def __init__(self, archive: Zip) -> None:
        self.archive = archive
        root = parse_part(archive, "xl/workbook.xml")
        if root is None:
            raise CannotRead(
                "unsupported",
                both("เป็นตารางแบบไบนารี (XLSB) กรุณาบันทึกเป็น XLSX", "a binary workbook (XLSB); save it as XLSX"),
            )
        self.root = root
        targets = relations_of(archive, "xl/workbook.xml")
        self.sheets = [
            Sheet(
                attribute(sheet, "name"), targets.get(_relation_id(sheet), ""), attribute(sheet, "state") or "visible"
            )
            for sheet in root.iter()
            if local(sheet) == "sheet"
        ]
        strings = parse_part(archive, "xl/sharedStrings.xml")
        items = [] if strings is None else [item for item in strings if local(item) == "si"]
        self.strings = [text_of_item(item) for item in items]
        self._hiding_styles = _hiding_styles(archive)
        self._least_digits = _least_digits(archive)

    def read_sheet(self, sheet: Sheet) -> Any | None:
        """The root of a sheet's part, None when there is none (a chart)."""
        return parse_part(self.archive, sheet.part) if sheet.part else None

    def cell_text(self, cell: Any) -> str:
        """What a cell holds, as text; whole numbers without a decimal point or an exponent, with the zeros before them that
        its format shows (a telephone number kept as a number)."""
        kind = cell.get("t", "n")
        value = next((child for child in cell if local(child) == "v"), None)
        text = "" if value is None else value.text or ""
        if kind == "s":
            return self.strings[int(text)] if text.isdecimal() and int(text) < len(self.strings) else ""
        if kind == "inlineStr":
            return "".join(text_of_item(child) for child in cell if local(child) == "is")
        if kind != "n":
            return text
        return plain_number(text).zfill(self._least_digits.get(cell.get("s", ""), 0))

    def is_hiding(self, cell: Any) -> bool:
        """Whether the cell's style shows nothing."""
        return cell.get("s", "") in self._hiding_styles


def text_of_item(item: Any) -> str:
    """The text of a shared or inline string, without the reading aids of East Asian names."""
    return "".join(leaf.text or "" for leaf in item.iter() if local(leaf) == "t" and local(leaf.getparent()) != "rPh")


def plain_number(text: str) -> str:
    """ "3.101400123457E12" gives "3101400123457"; what is no whole number stays."""
    if "E" not in text.upper() and "." not in text:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else text


def rows_of(root: Any) -> Iterator[Any]:
    """The rows of a sheet."""
    for data in root:
        if local(data) == "sheetData":
            yield from (row for row in data if local(row) == "row")


def cells_of(row: Any) -> Iterator[tuple[int, Any]]:
    """(column from 1, cell) of a row."""
    column = 0
    for cell in row:
        if local(cell) == "c":
            column = column_number(cell.get("r", "")) or column + 1
            yield column, cell


def column_number(reference: str) -> int:
    """The column of a reference such as "AB12", 0 when it names none."""
    number = 0
    for letter in reference:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - 64
    return number


def is_on(element: Any, name: str) -> bool:
    """Whether an attribute is set and not false."""
    return attribute(element, name).lower() not in _OFF


def hidden_columns(root: Any) -> list[tuple[int, int]]:
    """(first, last) of each run of hidden columns."""
    return [
        (int(attribute(column, "min") or 0), int(attribute(column, "max") or 0))
        for columns in root
        if local(columns) == "cols"
        for column in columns
        if is_on(column, "hidden") or _is_nothing(attribute(column, "width"))
    ]


def is_hidden_row(row: Any) -> bool:
    """Whether a row is not shown: set so, or of no height."""
    return is_on(row, "hidden") or _is_nothing(attribute(row, "ht"))


def _is_nothing(size: str) -> bool:
    return bool(size) and not size.strip("0.")


def relations_of(archive: Zip, part: str) -> dict[str, str]:
    """Relation id to the name of the part inside the package."""
    folder, _, file = part.rpartition("/")
    root = parse_part(archive, f"{folder}/_rels/{file}.rels")
    if root is None:
        return {}
    found = {}
    for relation in root:
        target = attribute(relation, "Target")
        if attribute(relation, "TargetMode") != "External":
            found[attribute(relation, "Id")] = resolved(folder, target)
    return found


def resolved(folder: str, target: str) -> str:
    """The name of the part that a relation of a part in `folder` leads to."""
    if target.startswith("/"):
        return target[1:]
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(path)


def _relation_id(element: Any) -> str:
    for key, value in element.attrib.items():
        if key.endswith("}id"):
            return str(value)
    return ""


def _least_digits(archive: Zip) -> dict[str, int]:
    """Index of a cell style -> how many digits its number format shows at least, where it is of whole numbers alone."""
    root = parse_part(archive, "xl/styles.xml")
    if root is None:
        return {}
    sections = {local(child): child for child in root}
    digits = {}
    for one in sections.get("numFmts", ()):
        code = attribute(one, "formatCode").replace("\\", "").replace('"', "")
        plain = code.partition(";")[0] if "[" not in code else code.rpartition("]")[2]
        shown = plain.replace("#", "0").replace("-", "").replace(" ", "").replace("(", "").replace(")", "")
        if "0" in plain and not shown.strip("0"):
            digits[attribute(one, "numFmtId")] = len(shown) - (plain.index("0") if plain[:1] == "#" else 0)
    return {
        str(number): digits[attribute(style, "numFmtId")]
        for number, style in enumerate(sections.get("cellXfs", ()))
        if attribute(style, "numFmtId") in digits
    }


def _hiding_styles(archive: Zip) -> frozenset[str]:
    """Indexes of cell styles that show nothing: the number format ";;;", or white letters on no fill."""
    root = parse_part(archive, "xl/styles.xml")
    if root is None:
        return frozenset()
    sections = {local(child): child for child in root}
    formats = {
        attribute(one, "numFmtId")
        for one in sections.get("numFmts", ())
        if attribute(one, "formatCode").replace('"', "") == ";;;"
    }
    white = {
        str(number)
        for number, font in enumerate(sections.get("fonts", ()))
        if any(local(child) == "color" and attribute(child, "rgb").upper()[-6:] == "FFFFFF" for child in font)
    }
    unfilled = {
        str(number)
        for number, fill in enumerate(sections.get("fills", ()))
        if all(attribute(child, "patternType") in {"", "none"} for child in fill)
    }
    return frozenset(
        str(number)
        for number, style in enumerate(sections.get("cellXfs", ()))
        if attribute(style, "numFmtId") in formats
        or (attribute(style, "fontId") in white and attribute(style, "fillId") in unfilled)
    )
