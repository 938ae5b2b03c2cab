"""Lines of a text file with their numbers."""

from typing import NamedTuple


class Line(NamedTuple):
    """One line; `number` counts from 1 as an editor shows it."""

    number: int
    text: str


HARD_BREAK = "\x1e"  # a line break inside a quoted cell, until the cell is split into paragraphs


def number_lines(text: str) -> list[Line]:
    """The lines of a text; a form feed ends a line, a hard break inside a quoted cell counts but does not split."""
    lines: list[Line] = []
    number = 1
    for line in text.replace("\f", "\n").split("\n"):
        lines.append(Line(number, line.replace("\v", HARD_BREAK)))
        number += 1 + line.count(HARD_BREAK)
    return lines
