"""Typed content, a title, a text and a table of rows with headings first: as parts for the finder, and masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.personal_data.find import Part, mask_text
from prongsai.core.personal_data.place import Place

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class TypedCopy:
    """Typed content with numbers and personal addresses masked, and how many places were."""

    title: str
    body: str
    table: tuple[tuple[str, ...], ...]
    masked: int


def parts_of_typed(*, title: str = "", body: str = "", table: Rows = ()) -> list[Part]:
    """The pieces to look through: title as a property, text by lines, table by rows with its headings in mind."""
    starts = tuple(match.end() for match in re.finditer("\n", body))
    parts = [
        Part(Place("property", name="title"), title),
        Part(Place("line", 1), body, starts=starts),
        *(
            Part(Place("table", 1, number), "\t".join(row), contexts=_headings(table), is_row=True, looks_for="numbers")
            for number, row in enumerate(_one_line(table), 1)
        ),
    ]
    lines = ["\t".join(row) for row in _one_line(table)]
    whole = "\n".join(lines)
    places = tuple(match.end() for match in re.finditer("\n", whole))
    parts.append(Part(Place("table", 1, 1), whole, starts=places, looks_for="signatures"))
    return [part for part in parts if part.text.strip()]


def mask_typed(*, title: str = "", body: str = "", table: Rows = ()) -> TypedCopy:
    """The content as it may be public; every text as long as before."""
    masked_title, in_title = mask_text(title)
    masked_body, in_body = mask_text(body)
    count = in_title + in_body
    rows: list[tuple[str, ...]] = []
    for printed, row in zip(table, _one_line(table), strict=True):
        masked, times = mask_text("\t".join(row), contexts=_headings(table))
        count += times
        rows.append(tuple(masked.split("\t")) if times else tuple(printed))
    return TypedCopy(masked_title, masked_body, tuple(rows), count)


def _headings(table: Rows) -> tuple[str, ...]:
    """The first row, unless it holds figures itself; padded, for one string would stand for the whole row."""
    if not table or any(letter.isdecimal() for cell in table[0] for letter in cell):
        return ()
    return (*(" ".join(cell.split()) for cell in table[0]), "")


def _one_line(table: Rows) -> list[list[str]]:
    """Rows whose cells hold no tab and no break, letter for letter."""
    return [[re.sub(r"[\t\r\n]", " ", cell) for cell in row] for row in table]
