"""A table as a full grid: every position knows the cell that covers it and whether the cell begins there."""

from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.intake.blocks import Cell, Row, Table

MAX_COLUMNS = 120
"""Grid columns looked at; a sheet wider than this is no table of measures."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One grid position. `top` is False where the cell continues from the row above, `left` where from the left."""

    cell: Cell
    top: bool
    left: bool


Grid = list[list[Spot | None]]


def grid_of(table: Table) -> Grid:
    """One list a row, all of equal length; None where no cell covers the position. Odd spans are cut, never an error."""
    width = max((cell.column + max(1, cell.column_span) for row in table.rows for cell in row.cells), default=0)
    width = min(max(width, table.column_count, 1), MAX_COLUMNS)
    grid: Grid = [[None] * width for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            _put(grid, number, cell, width)
    return grid


def _put(grid: Grid, number: int, cell: Cell, width: int) -> None:
    first = min(max(0, cell.column), width - 1)
    while first < width - 1 and grid[number][first] is not None and grid[number][first].top:  # type: ignore[union-attr]
        first += 1
    last = min(first + max(1, cell.column_span), width)
    for down in range(number, min(number + max(1, cell.row_span), len(grid))):
        for across in range(first, last):
            if down == number or grid[down][across] is None:
                grid[down][across] = Spot(cell, top=down == number, left=across == first)


def own_cells(grid_row: list[Spot | None]) -> list[tuple[int, Cell]]:
    """The cells that begin in this row, with their first column."""
    return [(index, spot.cell) for index, spot in enumerate(grid_row) if spot and spot.top and spot.left]


def paragraphs_of(cell: Cell) -> tuple[str, ...]:
    """The cell's paragraphs; rows of tables inside it follow as one paragraph each, cells parted by " | "."""
    if not cell.nested:
        return cell.paragraphs
    return (*cell.paragraphs, *(line for table in cell.nested for line in lines_of(table)))


def lines_of(table: Table) -> Iterator[str]:
    """The table's rows that have any text, as lines."""
    for row in table.rows:
        line = line_of(row)
        if line:
            yield line


def line_of(row: Row) -> str:
    """The texts of one row's cells parted by " | "."""
    return " | ".join(text for cell in row.cells if (text := "\n".join(paragraphs_of(cell)).strip()))


def links_of(cell: Cell) -> tuple[tuple[str, str], ...]:
    """(text, address) pairs of the cell and of tables inside it."""
    inner = (link for table in cell.nested for row in table.rows for deep in row.cells for link in links_of(deep))
    return (*cell.links, *inner)
