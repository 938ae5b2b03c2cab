"""The text of a Word part in blocks: paragraphs that follow each other, and rows of tables, each as a changeable flow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prongsai.adapters.gate.xml_flow import Flow, attribute, local
from prongsai.core.personal_data.find import Part
from prongsai.core.personal_data.place import Place, PlaceUnit
from prongsai.core.personal_data.signature import PICTURE

_DELETED = frozenset(("del", "moveFrom"))
_PICTURES = frozenset(("drawing", "pict", "object"))
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "sym": "?"}
_MOST_HEADING = 80


@dataclass(slots=True)
class Block:
    """A flow with its place. `rows` of a table are blocks of their own; `starts` number the paragraphs of a run of them."""

    place: Place
    flow: Flow = field(default_factory=Flow)
    starts: list[int] = field(default_factory=list)
    contexts: tuple[str, ...] = ()
    is_row: bool = False
    is_hidden: bool = False

    def part(self) -> Part:
        """What the finder looks through."""
        return Part(
            self.place,
            self.flow.text,
            "hidden" if self.is_hidden else "shown",
            self.contexts,
            self.is_row,
            tuple(self.starts),
            "numbers" if self.is_row else "all",
        )


class WordBlocks:
    """Walks one part of a Word file. `unit` names where it stands; only the body numbers paragraphs and tables.

    `tables` are the whole texts of tables, for signatures whose words and names stand in different rows.
    """

    def __init__(self, unit: PlaceUnit = "paragraph", *, number: int = 0) -> None:
        self._unit = unit
        self._is_body = unit == "paragraph"
        self._number = number
        self._paragraphs = 0
        self._table_count = 0
        self.tables: list[Part] = []

    def walk(self, container: Any) -> Iterator[Block]:
        """Every block inside an element, deleted text and instructions of fields as hidden blocks."""
        current: Block | None = None
        for child in _children(container):
            name = local(child)
            if name == "p":
                self._paragraphs += 1
                if current is None:
                    current = Block(self._place())
                else:
                    current.flow.sign("\n")
                    current.starts += [current.flow.length] if self._is_body else []
                add_paragraph(child, current.flow)
                yield from self._aside(child)
            elif name == "tbl":
                if current is not None:
                    yield current
                    current = None
                yield from self._table(child)
        if current is not None:
            yield current

    def _place(self) -> Place:
        return Place(self._unit, self._paragraphs if self._is_body else self._number)

    def _aside(self, paragraph: Any) -> Iterator[Block]:
        """What a paragraph holds besides its text: text boxes, deleted text, instructions of fields."""
        for element in paragraph.iter():
            name = local(element)
            if name == "txbxContent" and not _is_fallback(element) and _owner(element) is paragraph:
                box = WordBlocks(self._unit, number=self._number)
                box._paragraphs, box._table_count = self._paragraphs - 1, self._table_count
                for block in box.walk(element):
                    block.starts.clear()
                    yield block
                self.tables += box.tables
        deleted, fields = Block(self._place(), is_hidden=True), Block(self._place(), is_hidden=True)
        for element in paragraph.iter():
            name = local(element)
            if _owner(element) is not paragraph:
                continue
            if name == "delText" or (name == "t" and _is_deleted(element, paragraph)):
                deleted.flow.add(element)
            elif name in {"instrText", "delInstrText"}:
                fields.flow.add(element)
        yield from (block for block in (deleted, fields) if block.flow.text)

    def _table(self, table: Any) -> Iterator[Block]:
        self._table_count += 1
        number = self._table_count
        headings: tuple[str, ...] = ()
        texts: list[str] = []
        starts: list[int] = []
        length = 0
        for row_number, row in enumerate(_rows(table), 1):
            place = Place("table", number, row_number) if self._is_body else self._place()
            block = Block(place, contexts=headings, is_row=True)
            cells: list[str] = []
            begin = 0
            for position, cell in enumerate(_cells(row)):
                if position:
                    block.flow.sign("\t")
                begin = block.flow.length
                for line, child in enumerate(_children(cell)):
                    if local(child) == "p":
                        block.flow.sign("\n" if line else "")
                        add_paragraph(child, block.flow, in_cell=True)
                        yield from self._aside(child)
                    elif local(child) == "tbl":
                        yield from self._table(child)
                text = block.flow.text[begin:]
                cells += [text, *[""] * (_span(cell) - 1)]
            if row_number <= 3 and not any(letter.isdecimal() for letter in "".join(cells)):
                headings = _joined(headings, cells)
            yield block
            starts += [length] if texts else []
            texts.append(block.flow.text)
            length += block.flow.length + 1
        place = Place("table", number, 1) if self._is_body else self._place()
        marks = tuple(starts) if self._is_body else ()
        self.tables.append(Part(place, "\n".join(texts), starts=marks, looks_for="signatures"))


def add_paragraph(paragraph: Any, flow: Flow, *, in_cell: bool = False) -> None:
    """The shown text of a paragraph, pictures as one sign; text boxes and deleted text left out."""
    for child in paragraph:
        name = local(child)
        if name in {"t", "dayLong"}:
            flow.add(child)
        elif name in _BREAKS:
            sign = _BREAKS[name]
            flow.sign(" " if in_cell and sign == "\t" else sign)
        elif name in _PICTURES or name == "AlternateContent":
            flow.sign(PICTURE)
        elif name not in _DELETED and name not in {"pPr", "rPr", "p", "tbl", "delText", "instrText", "txbxContent"}:
            add_paragraph(child, flow, in_cell=in_cell)


def _children(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, seen through content controls and the like."""
    for child in container:
        name = local(child)
        if name in {"p", "tbl"}:
            yield child
        elif name in {
            "sdt",
            "sdtContent",
            "ins",
            "moveTo",
            "customXml",
            "smartTag",
            "body",
            "comment",
            "footnote",
            "endnote",
        }:
            yield from _children(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _cells(child)


def _span(cell: Any) -> int:
    for element in cell.iter():
        if local(element) == "gridSpan":
            value = attribute(element, "val")
            return max(1, min(63, int(value))) if value.isdecimal() else 1
        if local(element) == "p":
            break
    return 1


def _joined(headings: tuple[str, ...], cells: list[str]) -> tuple[str, ...]:
    count = max(len(headings), len(cells))
    padded = (*headings, *[""] * (count - len(headings)))
    return tuple(
        f"{padded[place]} {cells[place] if place < len(cells) else ''}".strip()[-_MOST_HEADING:]
        for place in range(count)
    )


def _owner(element: Any) -> Any:
    """The paragraph an element belongs to."""
    for parent in element.iterancestors():
        if local(parent) == "p":
            return parent
    return None


def _is_fallback(element: Any) -> bool:
    return any(local(parent) == "Fallback" for parent in element.iterancestors())


def _is_deleted(element: Any, paragraph: Any) -> bool:
    for parent in element.iterancestors():
        if parent is paragraph:
            return False
        if local(parent) in _DELETED:
            return True
    return False
