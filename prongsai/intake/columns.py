"""Finds a table's header and says what each grid column holds."""

from dataclasses import dataclass, field

from prongsai.intake.blocks import Cell, Table
from prongsai.intake.grid import Grid, Spot, own_cells, paragraphs_of
from prongsai.intake.headings import (
    CHAIN_KINDS,
    LONGEST_HEADING,
    WORK_KINDS,
    ColumnKind,
    Heading,
    heading_key,
    read_heading,
)

HEADER_SEARCH_ROWS = 40
"""Rows looked at for the first header: sheets open with titles and notes."""


_AFTER_PROBLEMS: frozenset[ColumnKind] = frozenset({"result", "evidence", "measure", "steps"})
"""A column of problems before any of these names what is to be mended: it is the issue."""


@dataclass(frozen=True, slots=True)
class Column:
    """One grid column understood. `heading` is as printed, the upper row's words first; `month` for kind "month"."""

    index: int
    kind: ColumnKind
    heading: str
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows `first_row` to `last_row` of a grid (both included; -1 where it was printed elsewhere)."""

    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    keys: frozenset[str] = field(default=frozenset())

    def has(self, *kinds: ColumnKind) -> bool:
        """Whether any column is of one of these kinds."""
        return any(column.kind in kinds for column in self.columns)

    def of(self, kind: ColumnKind) -> tuple[Column, ...]:
        """The columns of a kind, from left to right."""
        return tuple(column for column in self.columns if column.kind == kind)

    @property
    def is_of_measures(self) -> bool:
        """Whether the columns say what is done, and who, when or with what result."""
        kinds = {column.kind for column in self.columns}
        if not kinds & CHAIN_KINDS and len(kinds & WORK_KINDS) < 2:
            return False
        return bool(kinds & WORK_KINDS) or (
            bool(kinds & {"indicator", "sub_indicator", "item"}) and len(kinds & CHAIN_KINDS) >= 2
        )


def find_header(table: Table, grid: Grid) -> Header | None:
    """The first header of a table, None when no row reads as one."""
    for number in range(min(len(grid), HEADER_SEARCH_ROWS)):
        header = read_header(table, grid, number)
        if header is not None:
            return header
    return None


def read_header(table: Table, grid: Grid, number: int) -> Header | None:
    """The header that begins at row `number`, with the rows under it that belong to it; None when it is none."""
    row = grid[number]
    cells = own_cells(row)
    texts = [_text(cell) for _, cell in cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or sum(map(len, filled)) > len(filled) * LONGEST_HEADING:
        return None
    readings = [read_heading(text) for text in filled]
    if not _reads_as_header([reading for reading in readings if reading], len(filled)):
        return None
    last = _last_header_row(table, grid, number, [reading for reading in readings if reading])
    columns = _columns_of(grid, number, last)
    header = Header(number, last, columns, frozenset(key for text in filled if (key := heading_key(text))))
    return header


def _reads_as_header(readings: list[Heading], filled: int) -> bool:
    """Half of the cells understood, two kinds told apart by words, and at least one cell that is little but its word."""
    kinds = {reading.kind for reading in readings} - {"month", "number", "other"}
    return len(readings) * 2 >= filled and len(kinds) >= 2 and any(reading.share >= 0.5 for reading in readings)


def _last_header_row(table: Table, grid: Grid, first: int, readings: list[Heading]) -> int:
    """The header goes on where its own cells span down, and where the next row only names parts of its wide cells."""
    last = first
    for spot in grid[first]:
        if spot and spot.top:
            last = max(last, _bottom(grid, first, spot))
    last = min(last, first + 3, len(grid) - 1)
    while last + 1 < len(grid) and last < first + 3 and _is_sub_header(table, grid, last + 1, first):
        last += 1
    return last


def _bottom(grid: Grid, number: int, spot: Spot) -> int:
    """The last row a header cell covers, but only as far as the rows it covers hold other headings beside it."""
    end = min(number + max(1, spot.cell.row_span) - 1, number + 3, len(grid) - 1)
    for row in range(number + 1, end + 1):
        texts = [_text(cell) for _, cell in own_cells(grid[row]) if _text(cell)]
        if any(len(text) > LONGEST_HEADING for text in texts):
            return row - 1
    return end


def _is_sub_header(table: Table, grid: Grid, number: int, first: int) -> bool:
    cells = [(index, cell) for index, cell in own_cells(grid[number]) if _text(cell)]
    if not cells:
        return False
    texts = [_text(cell) for _, cell in cells]
    if all(_is_column_number(text) for text in texts) and len(texts) >= 3:
        return True
    readings = [read_heading(text) for text in texts]
    known = [reading for reading in readings if reading and reading.share >= 0.5]
    if len(known) == len(texts) and len(texts) >= 2 and all(reading.kind == "month" for reading in known):
        return True
    wide = {
        index
        for index, spot in enumerate(grid[first])
        if spot and spot.cell.column_span > 1 and spot.cell.row_span == 1 and _text(spot.cell)
    }
    if wide and all(index in wide for index, _ in cells):
        return all(len(text) <= LONGEST_HEADING for text in texts)
    if len(known) != len(texts) or not (number < len(table.rows) and table.rows[number].is_header):
        return False
    return len(texts) >= 2


def _is_column_number(text: str) -> bool:
    inner = text.strip().strip("()").strip()
    return len(inner) <= 2 and (inner.isdigit() or inner in "กขคงจฉชซ")


def _columns_of(grid: Grid, first: int, last: int) -> tuple[Column, ...]:
    found: list[Column] = []
    for index in range(len(grid[first])):
        parts: list[str] = []
        for row in range(first, last + 1):
            spot = grid[row][index]
            text = _text(spot.cell) if spot else ""
            if text and text not in parts and not (row > first and _is_column_number(text)):
                parts.append(text)
        reading = _meaning(parts)
        heading = " / ".join(parts)
        if reading is None:
            found.append(Column(index, "other", heading))
        else:
            found.append(Column(index, reading.kind, heading, reading.month))
    return _settled(tuple(found), grid, first)


def _meaning(parts: list[str]) -> Heading | None:
    """The lowest heading that is understood; a vague one ("เริ่มต้น", "แผน") leaves the meaning to the one above."""
    for text in reversed(parts):
        reading = read_heading(text)
        if reading is None:
            continue
        if reading.kind == "month" or len(parts) == 1 or len(heading_key(text)) >= 3 or text is parts[0]:
            return reading
    return None


def _settled(columns: tuple[Column, ...], grid: Grid, first: int) -> tuple[Column, ...]:
    """One column a kind where only one can be: the first keeps it, later ones are kept under their heading."""
    settled: list[Column] = []
    seen: dict[ColumnKind, Column] = {}
    has_issue = any(column.kind == "issue" for column in columns)
    has_steps = any(column.kind == "steps" for column in columns)
    for column in columns:
        kind = column.kind
        before = seen.get(kind)
        if before is not None and kind not in {"other", "month", "evidence"}:
            same_cell = _covers(grid, first, before.index, column.index)
            if same_cell or (kind == "time" and _is_start_and_end(before, column)):
                pass
            elif kind == "measure" and not has_steps:
                kind, has_steps = "steps", True
            else:
                kind = "other"
        if kind == "problems" and not has_issue and not any(one.kind in _AFTER_PROBLEMS for one in settled):
            kind, has_issue = "issue", True
        seen.setdefault(kind, column)
        settled.append(Column(column.index, kind, column.heading, column.month))
    return tuple(settled)


def _covers(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether one header cell stands over both columns and no heading below tells them apart."""
    one, other = grid[row][left], grid[row][right]
    return one is not None and other is not None and one.cell is other.cell


def _is_start_and_end(one: Column, other: Column) -> bool:
    starts, ends = ("เริ่ม", "ตั้งแต่"), ("สิ้นสุด", "เสร็จ", "ถึง")
    return any(word in one.heading for word in starts) and any(word in other.heading for word in ends)


def _text(cell: Cell) -> str:
    return " ".join(paragraphs_of(cell)).strip()
