"""Which table rows are short enough to stay whole, so that no page ends in the first line of a row."""

from collections.abc import Sequence

from prongsai.documents.report import TableCell

_SHORT_LINES = 7


def is_short_row(row: Sequence[TableCell], widths_pt: Sequence[float], size_pt: float) -> bool:
    """Whether a row takes at most seven lines, roughly: `widths_pt` are the columns' inner widths, `size_pt` Sarabun's.

    A Thai letter takes some 0.5 of the size with what line ends lose; near enough to tell a short row from a long one.
    """
    at, height = 0, 0.0
    for cell in row:
        inner = max(sum(widths_pt[at : at + cell.span]), 1.0)
        height = max(height, sum(1 + len(line.text) * 0.5 * size_pt // inner for line in cell.lines))
        at += cell.span
    return height <= _SHORT_LINES
