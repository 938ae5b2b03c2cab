"""The chart of a round: work due in each month, in the shapes of an SVG that the template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.core.monthly_round import Bar
from prongsai.documents.chart import stack

WIDTH, HEIGHT, BASE, TOP = 360, 190, 160, 22
_SLOT = WIDTH / 6
_BAR = 34
PARTS = ("in_time", "late", "open")


@dataclass(frozen=True, slots=True)
class Block:
    """One part of one month's column; `label` is "" where there is no room for the number."""

    kind: str
    x: float
    y: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One month: its blocks from the base up, its total above them."""

    month: date
    middle: float
    top: float
    total: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns for a drawing WIDTH by HEIGHT; `bars` is the same as numbers, for the table under it."""

    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    bar: int = _BAR


def draw_chart(bars: Sequence[Bar]) -> Chart | None:
    """The chart of some months, None when nothing was due in any of them."""
    highest = max((bar.total for bar in bars), default=0)
    if not highest:
        return None
    scale = (BASE - TOP) / highest
    columns = []
    for at, bar in enumerate(bars):
        middle = _SLOT * (at + 0.5)
        counts = [getattr(bar, kind) for kind in PARTS]
        placed = stack(counts, base=BASE, scale=scale)
        blocks = tuple(
            Block(kind, round(middle - _BAR / 2, 1), y, height, str(count) if height >= 14 else "")
            for kind, count, (y, height) in zip(PARTS, counts, placed, strict=True)
            if count
        )
        columns.append(Column(bar.month, round(middle, 1), placed[-1][0], bar.total, blocks))
    return Chart(tuple(columns), tuple(bars))
