"""The text of OpenDocument as blocks whose letters can be replaced: paragraphs in their order, tables row by row.

Text lies in and behind elements (`text:span`, `text:s`, `text:tab`), a number may be split over any of them. A cell of a
spreadsheet holds its value beside what it shows: the block of its row knows both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from prongsai.adapters.gate.xml_flow import Flow, attribute, local
from prongsai.core.personal_data.signature import PICTURE

_PARAGRAPHS: Final = frozenset(("p", "h"))
_ASIDE: Final = frozenset(
    ("note", "annotation", "text-box", "custom-shape", "rect", "ellipse", "polygon", "path", "table")
)
_PICTURES: Final = frozenset(("image", "object", "object-ole"))
_UNSEEN: Final = frozenset(("tracked-changes", "annotation", "forms", "notes", "deletion"))
_CELLS: Final = frozenset(("table-cell", "covered-table-cell"))
_ROW_GROUPS: Final = frozenset(("table-header-rows", "table-row-group", "table-rows"))
_COLUMN_GROUPS: Final = frozenset(("table-header-columns", "table-column-group", "table-columns"))
_MEASURES: Final = frozenset(
    ("points", "d", "viewBox", "path", "enhanced-path", "transform", "modifiers", "glue-points")
)
_OWN_PART: Final = re.compile(r"(?:\./)?(?:Pictures|Object|ObjectReplacements|media)[/ ]")
_LEAST_DIGITS: Final = 9
_MOST_REPEATED: Final = 60
_MOST_BLANKS: Final = 40
_MOST_HEADING: Final = 60
_HEADING_ROWS: Final = 8


@dataclass(slots=True)
class OpenBlock:
    """Consecutive paragraphs, or one row of a table with the headings of its columns.

    `first` is the number of the first paragraph, `starts` are the letters at which the others begin.
    `values` are the cells whose value says something else than they show: (cell, value, heading).
    """

    flow: Flow = field(default_factory=Flow)
    contexts: tuple[str, ...] = ()
    sheet: str = ""
    row: int = 0
    first: int = 0
    starts: list[int] = field(default_factory=list)
    values: list[tuple[Any, str, str]] = field(default_factory=list)
    paragraphs: list[Any] = field(default_factory=list)
    cells: list[Any] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        """Whether it is a row."""
        return self.row > 0


def walk_open(container: Any) -> Iterator[OpenBlock]:
    """The blocks below an element: what a reader sees; changes and comments are the callers'."""
    walker = _Walker()
    walker.walk(container)
    walker.end_block()
    yield from walker.blocks


class _Walker:
    """Goes through an element's children and keeps the blocks."""

    def __init__(self) -> None:
        self.blocks: list[OpenBlock] = []
        self._current = OpenBlock()
        self._paragraphs = 0

    def walk(self, container: Any) -> None:
        for child in container:
            name = local(child)
            if name in _PARAGRAPHS:
                self._add(child)
            elif name == "table":
                self.end_block()
                self.blocks += _walk_table(child)
            elif name and name not in _UNSEEN:
                self.walk(child)

    def end_block(self) -> None:
        if self._current.flow.length:
            self.blocks.append(self._current)
        self._current = OpenBlock()

    def _add(self, paragraph: Any) -> None:
        self._paragraphs += 1
        flow = self._current.flow
        if flow.length:
            flow.sign("\n")
            self._current.starts.append(flow.length)
        else:
            self._current.first = self._paragraphs
        self._current.paragraphs.append(paragraph)
        add_open_paragraph(paragraph, flow)
        for aside in _asides(paragraph):
            boxes = _walk_table(aside) if local(aside) == "table" else walk_open(aside)
            self.blocks += [replace(block, first=self._paragraphs, starts=[]) for block in boxes]


def add_open_paragraph(element: Any, flow: Flow, *, in_cell: bool = False) -> None:
    """The text of a paragraph or a span in it; blanks, tabs and breaks as signs, pictures as one sign, boxes left out."""
    flow.add(element)
    for child in element:
        name = local(child)
        if name == "s":
            count = attribute(child, "c")
            flow.sign(" " * min(_MOST_BLANKS, int(count) if count.isdecimal() else 1))
        elif name in {"tab", "line-break"}:
            flow.sign(" " if in_cell else "\t" if name == "tab" else "\n")
        elif name == "frame":
            flow.sign(PICTURE if any(local(part) in _PICTURES for part in child) else "")
        elif name and name not in _ASIDE:
            add_open_paragraph(child, flow, in_cell=in_cell)
        flow.add(child, tail=True)


def _asides(paragraph: Any) -> Iterator[Any]:
    """Boxes and notes anchored in a paragraph, the outermost ones."""
    for child in paragraph:
        name = local(child)
        if name in _ASIDE and name not in _UNSEEN:
            yield child
        elif name:
            yield from _asides(child)


def rows_of_table(table: Any) -> Iterator[Any]:
    """The rows of a table, those of groups too."""
    for child in table:
        if local(child) == "table-row":
            yield child
        elif local(child) in _ROW_GROUPS:
            yield from rows_of_table(child)


def _walk_table(table: Any) -> Iterator[OpenBlock]:
    headings: tuple[str, ...] = ()
    number = 0
    for read, row in enumerate(rows_of_table(table)):
        number += 1
        block = OpenBlock(contexts=headings, sheet=attribute(table, "name"), row=number)
        cells: list[str] = []
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            block.flow.sign("\t" if cells else "")
            shown = _add_cell(cell, block)
            block.cells.append(cell)
            yield from _boxes_of(cell)
            value = attribute(cell, "value") or attribute(cell, "string-value")
            if value and value != shown.strip():
                block.values.append((cell, value, headings[len(cells)] if len(cells) < len(headings) else ""))
            repeated = count_repeated(cell, "number-columns-repeated")
            cells.append(shown)
            if repeated > 1:
                more = min(repeated, _MOST_REPEATED) - 1
                block.flow.sign("\t" * more)
                cells += [shown] * more
        if read < _HEADING_ROWS and not any(letter.isdecimal() for text in cells for letter in text):
            headings = _joined(headings, cells)
        yield block
        number += count_repeated(row, "number-rows-repeated") - 1


def _add_cell(cell: Any, block: OpenBlock) -> str:
    flow = block.flow
    begin = flow.length
    paragraphs = [element for element in _paragraphs_of(cell) if local(element) in _PARAGRAPHS]
    for line, paragraph in enumerate(paragraphs):
        flow.sign("\n" if line else "")
        block.paragraphs.append(paragraph)
        add_open_paragraph(paragraph, flow, in_cell=True)
    return flow.text[begin:]


def _paragraphs_of(cell: Any) -> Iterator[Any]:
    """Paragraphs of a cell, those of its lists too; tables in it are blocks of their own."""
    for child in cell:
        name = local(child)
        if name in _PARAGRAPHS:
            yield child
        elif name in {"list", "list-item", "list-header", "section"}:
            yield from _paragraphs_of(child)


def _boxes_of(cell: Any) -> Iterator[OpenBlock]:
    for child in cell:
        name = local(child)
        if name == "table":
            yield from _walk_table(child)
        elif name in _PARAGRAPHS:
            for aside in _asides(child):
                yield from walk_open(aside)
        elif name and name not in _UNSEEN and name not in {"list", "section"}:
            yield from walk_open(child)


def count_repeated(element: Any, name: str) -> int:
    """How many cells, columns or rows an element stands for."""
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 8 else 1


def _joined(headings: tuple[str, ...], cells: list[str]) -> tuple[str, ...]:
    count = max(len(headings), len(cells) + 1)
    old = (*headings, *[""] * (count - len(headings)))
    new = [*cells, *[""] * (count - len(cells))]
    return tuple(f"{old[place]} {' '.join(new[place].split())}".strip()[-_MOST_HEADING:] for place in range(count))


def telling_attributes(element: Any) -> Iterator[tuple[str, str]]:
    """(key, value) of attributes long enough to hold a number: names, values, addresses of links; no drawings' points."""
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name in _MEASURES or name.endswith("style-name") or sum(sign.isdigit() for sign in value) < _LEAST_DIGITS:
            continue
        if not (name == "href" and _OWN_PART.match(value)):
            yield str(key), str(value)


def cells_not_shown(table: Any) -> Iterator[Any]:
    """The cells of rows and columns that are collapsed or filtered away."""
    hidden: list[tuple[int, int]] = []
    at = 0
    for column in _columns_of(table):
        count = count_repeated(column, "number-columns-repeated")
        if _is_hidden_line(column):
            hidden.append((at, at + count))
        at += count
    for row in rows_of_table(table):
        at = 0
        for cell in [child for child in row if local(child) in _CELLS]:
            count = count_repeated(cell, "number-columns-repeated")
            if _is_hidden_line(row) or any(first < at + count and at < last for first, last in hidden):
                yield cell
            at += count


def _columns_of(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "table-column":
            yield child
        elif local(child) in _COLUMN_GROUPS:
            yield from _columns_of(child)


def _is_hidden_line(element: Any) -> bool:
    return attribute(element, "visibility") in {"collapse", "filter"}
