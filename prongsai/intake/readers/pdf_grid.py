"""Tables of a PDF page from its ruling lines: grids of cells with their spans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prongsai.intake.pdf_port import Box

_SNAP = 3.0  # points within which lines count as one, or as touching
_COVER = 0.7  # share of a cell's side that a line must cover to part two cells
_MAX_LINES = 3_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, how many it covers, and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageGrid:
    """One table of a page: the places of its vertical lines, its number of rows, its cells in reading order."""

    box: Box
    xs: tuple[float, ...]
    row_count: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    at: float  # y of a horizontal line, x of an upright one
    start: float
    end: float


def find_grids(rules: Sequence[Box]) -> list[PageGrid]:
    """The tables that ruling lines draw, from top to bottom; frames around a single cell are left out."""
    level = _merge(_Line(rule.middle_y, rule.x0, rule.x1) for rule in rules if rule.x1 - rule.x0 > rule.y1 - rule.y0)
    upright = _merge(_Line(rule.middle_x, rule.y0, rule.y1) for rule in rules if rule.y1 - rule.y0 >= rule.x1 - rule.x0)
    level, upright = level[:_MAX_LINES], upright[:_MAX_LINES]
    grids = [grid for lines in _connected(level, upright) if (grid := _grid(*lines)) is not None]
    return sorted(_outermost(grids), key=lambda grid: (grid.box.y0, grid.box.x0))


def _merge(lines: Iterable[_Line]) -> list[_Line]:
    """Pieces of one line as one: cell borders are often drawn cell by cell."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda line: (line.at, line.start)):
        for position in range(len(merged) - 1, max(-1, len(merged) - 60), -1):
            other = merged[position]
            if abs(other.at - line.at) <= 1.6 and line.start <= other.end + _SNAP and line.end >= other.start - _SNAP:
                merged[position] = _Line(other.at, min(other.start, line.start), max(other.end, line.end))
                break
        else:
            merged.append(line)
    return merged


def _connected(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that touch each other belong to one table."""
    parents = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for i, across in enumerate(level):
        for j, down in enumerate(upright):
            if (
                across.start - _SNAP <= down.at <= across.end + _SNAP
                and down.start - _SNAP <= across.at <= down.end + _SNAP
            ):
                parents[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, across in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(down)
    return [group for group in groups.values() if group[0] and group[1] and len(group[0]) + len(group[1]) >= 3]


def _grid(level: list[_Line], upright: list[_Line]) -> PageGrid | None:
    xs = _places([line.at for line in upright] + [min(x.start for x in level), max(x.end for x in level)])
    ys = _places([line.at for line in level] + [min(y.start for y in upright), max(y.end for y in upright)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > 20_000:
        return None
    parents = list(range(rows * columns))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _parts(upright, xs[column + 1], ys[row], ys[row + 1]):
                parents[root(here + 1)] = root(here)
            if row + 1 < rows and not _parts(level, ys[row + 1], xs[column], xs[column + 1]):
                parents[root(here + columns)] = root(here)
    extents: dict[int, list[int]] = {}
    for row in range(rows):
        for column in range(columns):
            extent = extents.setdefault(root(row * columns + column), [row, column, row, column])
            extent[0], extent[1] = min(extent[0], row), min(extent[1], column)
            extent[2], extent[3] = max(extent[2], row), max(extent[3], column)
    cells = [
        GridCell(top, left, bottom - top + 1, right - left + 1, Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1]))
        for top, left, bottom, right in extents.values()
    ]
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageGrid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), rows, tuple(cells))


def _places(values: list[float]) -> list[float]:
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][-1] <= _SNAP:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(group) / len(group) for group in places]


def _parts(lines: list[_Line], at: float, start: float, end: float) -> bool:
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= _SNAP)
    return covered >= _COVER * (end - start)


def _outermost(grids: list[PageGrid]) -> list[PageGrid]:
    """Tables drawn inside a cell of another one are read as that cell's text."""
    kept: list[PageGrid] = []
    for grid in sorted(grids, key=lambda grid: -(grid.box.x1 - grid.box.x0) * (grid.box.y1 - grid.box.y0)):
        inside = any(
            other.box.x0 - 1 <= grid.box.x0
            and grid.box.x1 <= other.box.x1 + 1
            and other.box.y0 - 1 <= grid.box.y0
            and grid.box.y1 <= other.box.y1 + 1
            for other in kept
        )
        if not inside:
            kept.append(grid)
    return kept
