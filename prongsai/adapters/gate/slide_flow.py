"""The text of a slide as blocks whose letters can be replaced: its shapes in their order, tables row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prongsai.adapters.gate.xml_flow import Flow, local

_SIGNS = {"br": "\n", "tab": "\t"}


@dataclass(slots=True)
class SlideBlock:
    """All text outside tables, or one row of a table with the headings of its columns."""

    flow: Flow = field(default_factory=Flow)
    contexts: tuple[str, ...] = ()
    is_row: bool = False


def walk_slide(root: Any) -> Iterator[SlideBlock]:
    """The blocks of a slide, a layout, a chart or any other part in the drawing language; every text is in one."""
    text = SlideBlock()
    tables = []
    for element in root.iter():
        name = local(element)
        if name == "tbl":
            tables.append(element)
        elif name == "p" and not _is_in_table(element) and _is_text(element):
            text.flow.sign("\n" if text.flow.length else "")
            add_slide_paragraph(element, text.flow)
    if text.flow.length:
        yield text
    for table in tables:
        yield from _walk_table(table)


def add_slide_paragraph(paragraph: Any, flow: Flow, *, in_cell: bool = False) -> None:
    """The text of a paragraph, also in fields; breaks as signs."""
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            flow.add(element)
        elif name in _SIGNS:
            flow.sign(" " if in_cell else _SIGNS[name])


def _walk_table(table: Any) -> Iterator[SlideBlock]:
    headings: tuple[str, ...] = ()
    for number, row in enumerate(child for child in table if local(child) == "tr"):
        block = SlideBlock(contexts=headings, is_row=True)
        cells: list[str] = []
        for position, cell in enumerate(child for child in row if local(child) == "tc"):
            block.flow.sign("\t" if position else "")
            begin = block.flow.length
            for line, paragraph in enumerate(element for element in cell.iter() if local(element) == "p"):
                block.flow.sign("\n" if line else "")
                add_slide_paragraph(paragraph, block.flow, in_cell=True)
            cells.append(block.flow.text[begin:])
        if number == 0 and not any(letter.isdecimal() for cell in cells for letter in cell):
            headings = (*(" ".join(cell.split()) for cell in cells), "")
        yield block


def _is_text(paragraph: Any) -> bool:
    return any(local(element) == "t" for element in paragraph.iter())


def _is_in_table(element: Any) -> bool:
    return any(local(parent) == "tc" for parent in element.iterancestors())
