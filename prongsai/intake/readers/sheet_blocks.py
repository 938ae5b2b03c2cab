"""A sheet of cells (XLSX, CSV) as blocks: lines above and below the table are paragraphs, the rest is tables."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from prongsai.intake.blocks import Cell, Paragraph, Row, Table


class SheetCell(NamedTuple):
    """What a filled cell holds."""

    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


Rows = Sequence[Sequence[SheetCell | None]]
Spans = Mapping[tuple[int, int], tuple[int, int]]  # (row, column) of a merged range's first cell: (rows, columns)


def sheet_blocks(
    rows: Rows, *, label: str, spans: Spans | None = None, skipped: Collection[int] = ()
) -> list[Paragraph | Table]:
    """Blocks of one sheet. `label` names the sheet for a person, "" where there is but one.

    Rows numbered in `skipped` are left out and do not count as empty ones.

    Rows with a single filled cell above the first wider row, or after an empty row below the last one, are paragraphs.
    An empty row parts two tables only where the next one has a heading row of its own or is of another shape.
    """
    spans = spans or {}
    filled = [0 if row in skipped else sum(cell is not None for cell in cells) for row, cells in enumerate(rows)]
    blocks: list[Paragraph | Table] = []
    parts = list(_tables(rows, filled, skipped))
    for position, (start, end) in enumerate(parts):
        if end - start == 1 and filled[start] == 1:
            blocks.append(_paragraph(rows[start], start, label))
        elif _is_form_head(filled, parts, position):
            blocks.extend(_paragraph(rows[row], row, label) for row in range(start, end) if filled[row])
        else:
            blocks.append(_table(rows, start, end, spans, label))
    return blocks


def _tables(rows: Rows, filled: list[int], skipped: Collection[int]) -> Iterator[tuple[int, int]]:
    runs = list(_runs(filled, skipped))
    pending: tuple[int, int] | None = None
    for start, end in runs:
        head, tail = start, end
        if pending is None:
            while head < end and filled[head] == 1:
                yield head, head + 1
                head += 1
            if head < end:
                pending = (head, end)
            continue
        if all(filled[row] == 1 for row in range(start, end)):
            yield pending
            pending = None
            for row in range(start, end):
                yield row, row + 1
        elif _is_apart(rows, filled, pending, (head, tail)):
            yield pending
            while head < end and filled[head] == 1:
                yield head, head + 1
                head += 1
            pending = (head, end)
        else:
            pending = (pending[0], end)
    if pending is not None:
        yield pending


def _runs(filled: list[int], skipped: Collection[int]) -> Iterator[tuple[int, int]]:
    start = None
    for row, count in enumerate([*filled, 0]):
        if count and start is None:
            start = row
        elif not count and start is not None and row not in skipped:
            yield start, row
            start = None


def _is_apart(rows: Rows, filled: list[int], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a run after an empty row is a table of its own rather than more rows of the one before."""
    widest_before = max(filled[row] for row in range(*before))
    widest_after = max(filled[row] for row in range(*after))
    if widest_before <= 2 < widest_after:
        return True  # fields of the agency above the table itself
    if filled[after[0]] == 1 and widest_after > 1 and widest_before > 2:
        return any(filled[row] >= 3 for row in range(*after))  # a caption, then a table
    return _texts(rows[before[0]])[:1] == _texts(rows[after[0]])[:1] != []  # the same first heading or label again


def _is_form_head(filled: list[int], parts: list[tuple[int, int]], position: int) -> bool:
    """Fields of a form ("อำเภอ", its name) above the sheet's first wider table."""
    start, end = parts[position]
    if end - start > 12 or max(filled[start:end]) > 2 or position + 1 >= len(parts):
        return False
    following = parts[position + 1 :]
    return any(max(filled[first:last]) >= 4 for first, last in following)


def _texts(row: Sequence[SheetCell | None]) -> list[str]:
    return ["".join(cell.paragraphs).replace(" ", "") for cell in row if cell is not None]


def _paragraph(row: Sequence[SheetCell | None], number: int, label: str) -> Paragraph:
    cells = [cell for cell in row if cell is not None]
    texts = [" ".join(cell.paragraphs) for cell in cells]
    if len(texts) == 2 and texts[1].startswith(texts[0].rstrip(": ")):
        texts = texts[1:]  # "อำเภอ" beside "อำเภอเมือง"
    links = tuple(link for cell in cells for link in cell.links)
    return Paragraph(" ".join(texts), where=_where(label, number), links=links)


def _table(rows: Rows, start: int, end: int, spans: Spans, label: str) -> Table:
    used = [column for row in range(start, end) for column, cell in enumerate(rows[row]) if cell is not None]
    first = min(used)
    last = max(
        max(used),
        max((column + wide - 1 for (row, column), (_, wide) in spans.items() if start <= row < end), default=0),
    )
    covered: set[tuple[int, int]] = set()
    out: list[Row] = []
    under = {row for (top, _), (tall, _) in spans.items() for row in range(top + 1, min(top + tall, end))}
    kept = [row for row in range(start, end) if row in under or any(cell is not None for cell in rows[row])]
    heights = {row: position for position, row in enumerate(kept)}
    for row in kept:
        cells = []
        for column in range(first, last + 1):
            if (row, column) in covered:
                continue
            tall, wide = spans.get((row, column), (1, 1))
            reach = [below for below in range(row, min(row + tall, end)) if below in heights]
            covered.update((below, right) for below in reach for right in range(column, column + wide))
            value = rows[row][column] if column < len(rows[row]) else None
            paragraphs, links = value if value is not None else ((), ())
            cells.append(
                Cell(
                    column - first,
                    paragraphs,
                    column_span=min(wide, last + 1 - column),
                    row_span=len(reach),
                    links=links,
                    where=f"{_where(label, row)} ช่อง {_letter(column)}",
                )
            )
        out.append(Row(tuple(cells), where=_where(label, row)))
    return Table(tuple(out), last + 1 - first, _where(label, start))


def _where(label: str, row: int) -> str:
    return f"{label} แถว {row + 1}".strip()


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
