"""Charts as plain shapes, drawn once and shown everywhere: as SVG on pages and in HTML, by typst in PDF, as PNG in DOCX.

A shape's `kind` names its look (LOOKS); nothing is told by colour alone: lines differ in dash and mark, bars carry their
number, and every chart stands beside a table with the same figures.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Mark = Literal["circle", "square", "triangle", "diamond"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind is drawn: colours as #rrggbb or "none", widths and dashes in the drawing's own units."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: tuple[float, ...] = ()


LOOKS: Mapping[str, Look] = {
    "base": Look(stroke="#4a4a4a", width=1.2),
    "grid": Look(stroke="#c9c9c9", width=0.7),
    "bound": Look(stroke="#9c1c1c", width=1.1, dash=(4, 3)),
    "ink": Look(fill="#1b1b1b"),
    "paper": Look(fill="#ffffff", stroke="#ffffff", width=0.5),
    "total": Look(fill="#1f4e79", stroke="#1f4e79", width=2.4),
    "IIT": Look(fill="#8a4b00", stroke="#8a4b00", width=1.5, dash=(7, 3)),
    "EIT": Look(fill="#1b6b3a", stroke="#1b6b3a", width=1.5, dash=(2, 2.5)),
    "OIT": Look(fill="#6b2d8f", stroke="#6b2d8f", width=1.5, dash=(8, 3, 2, 3)),
    "strong": Look(fill="#1b6b3a", stroke="#1b6b3a"),
    "middle": Look(fill="#5b87b3", stroke="#1f4e79"),
    "weak": Look(fill="#f3d9d9", stroke="#9c1c1c", width=1.6),
    "before": Look(stroke="#1b1b1b", width=1.6),
}
MARKS: Mapping[str, Mark] = {"total": "circle", "IIT": "square", "EIT": "triangle", "OIT": "diamond"}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at a point of a line."""

    kind: str
    x: float
    y: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Label:
    """Text on one line, `y` at its foot. `is_strong` is bold."""

    text: str
    x: float
    y: float
    anchor: Anchor = "middle"
    is_strong: bool = False


Shape = Box | Segment | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet of `width` by `height` units; `alt` says in a sentence what is to be seen."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a trend: `kind` is a key of LOOKS and MARKS; a score is None where it is not known."""

    kind: str
    name: str
    scores: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from 0 to 100, with last time's score as a tick where it is known."""

    label: str
    score: Decimal
    before: Decimal | None = None


LETTER = 13
"""Size of the letters in a drawing. Drawings are as wide as a telephone, so that the letters stay readable there."""

TREND_WIDTH, TREND_HEIGHT = 360.0, 282.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 32.0, 354.0, 18.0, 206.0
_STEPS, _TALL, _WIDE, _MARK = (-8.0, 18.0, -22.0, 31.0), 10.0, 37.0, 5.0
"""Of a number at a point: where its foot may stand, the best first; its size; how far a mark reaches."""

BARS_WIDTH = 360.0
_BAR_LEFT, _BAR_RIGHT, _BAR_HEIGHT, _BAR_GAP = 4.0, 300.0, 11.0, 34.0


def rewritten(drawing: Drawing, write: Callable[[str], str]) -> Drawing:
    """The drawing with every text put through `write`: Thai digits, or those of the reader."""
    shapes = tuple(replace(one, text=write(one.text)) if isinstance(one, Label) else one for one in drawing.shapes)
    return replace(drawing, shapes=shapes, alt=write(drawing.alt))


def stack(counts: Sequence[int], *, base: float, scale: float) -> list[tuple[float, float]]:
    """Top and height of each part of a column that grows from `base` upwards; a part of 0 has no height."""
    placed, y = [], base
    for count in counts:
        height = round(count * scale, 1)
        y = round(y - height, 1)
        placed.append((y, height))
    return placed


def draw_trend(columns: Sequence[str], series: Sequence[Series], *, bound: Decimal | None, alt: str) -> Drawing | None:
    """Lines over years. The scale begins at a full ten below the lowest score and says so at its foot.

    None when no score is known. `bound` is the pass line.
    """
    known = [score for one in series for score in one.scores if score is not None]
    if not known or not columns:
        return None
    low = _floor(min([*known, *([bound] if bound is not None else [])]))
    step = 10 if low >= 50 else 20
    shapes: list[Shape] = []
    for value in range(low, 101, step):
        y = _height(Decimal(value), low)
        shapes += [Segment("grid", _LEFT, y, _RIGHT, y), Label(str(value), _LEFT - 5, y + 4, "end")]
    if bound is not None and bound >= low:
        y = _height(bound, low)
        shapes.append(Segment("bound", _LEFT, y, _RIGHT, y))
    shapes.append(Segment("base", _LEFT, _BOTTOM, _RIGHT, _BOTTOM))
    places = _places(len(columns))
    shapes += [Label(text, x, _BOTTOM + 17) for text, x in zip(columns, places, strict=True)]
    lines = [shape for one in reversed(series) for shape in _line(one, places, low)]  # the first named lies on top
    numbers = _numbers(series, places, low)
    shapes += [shape for shape in lines if isinstance(shape, Segment)]
    shapes += [shape for shape in numbers if isinstance(shape, Box)]  # paper covers lines, never a mark
    shapes += [shape for shape in lines if isinstance(shape, Dot)]
    shapes += [shape for shape in numbers if isinstance(shape, Label)]
    shapes += _legend(series, _BOTTOM + 42)
    return Drawing(TREND_WIDTH, TREND_HEIGHT, tuple(shapes), alt)


def draw_bars(bars: Sequence[Bar], *, bound: Decimal, strong: Decimal, alt: str) -> Drawing | None:
    """Bars of scores from 0 to 100 with the pass line through all; None without bars."""
    if not bars:
        return None
    bottom = _BAR_GAP * len(bars) + 8
    shapes: list[Shape] = [Segment("base", _BAR_LEFT, 4, _BAR_LEFT, bottom)]
    for place, bar in enumerate(bars):
        y = 20 + _BAR_GAP * place
        kind = "weak" if bar.score < bound else "strong" if bar.score >= strong else "middle"
        shapes.append(Label(bar.label, _BAR_LEFT + 6, y - 5, "start"))
        shapes.append(Box(kind, _BAR_LEFT, y, max(_along(bar.score) - _BAR_LEFT, 0.5), _BAR_HEIGHT))
        shapes.append(
            Label(f"{bar.score:.2f}", _BAR_RIGHT + 8, y + _BAR_HEIGHT - 1.5, "start", is_strong=kind == "weak")
        )
        if bar.before is not None:
            x = _along(bar.before)
            shapes.append(Segment("before", x, y - 2, x, y + _BAR_HEIGHT + 3))
    shapes.append(Segment("bound", _along(bound), 2, _along(bound), bottom))
    shapes.append(Label(f"{bound:.0f}", _along(bound), bottom + 13))
    return Drawing(BARS_WIDTH, bottom + 19, tuple(shapes), alt)


def _line(one: Series, places: Sequence[float], low: int) -> list[Shape]:
    """The line, broken where a year is unknown."""
    shapes: list[Shape] = []
    points = [
        (x, _height(score, low), score) if score is not None else None
        for x, score in zip(places, one.scores, strict=True)
    ]
    for before, after in itertools.pairwise(points):
        if before is not None and after is not None:
            shapes.append(Segment(one.kind, before[0], before[1], after[0], after[1]))
    for point in points:
        if point is not None:
            shapes.append(Dot(one.kind, point[0], point[1], MARKS[one.kind]))
    return shapes


def _numbers(series: Sequence[Series], places: Sequence[float], low: int) -> list[Shape]:
    """The total's numbers on paper of their own, above their points or, where other marks stand there, below or further off."""
    shapes: list[Shape] = []
    for column, x in enumerate(places):
        heights = {one.kind: _height(score, low) for one in series if (score := one.scores[column]) is not None}
        own = heights.pop("total", None)
        if own is None:
            continue
        score = next(one.scores[column] for one in series if one.kind == "total")
        feet = [own + step for step in _STEPS if _TALL < own + step < _BOTTOM]
        foot = min(feet, key=lambda one: sum(one - _TALL - _MARK < y < one + _MARK for y in heights.values()))
        shapes.append(Box("paper", x - _WIDE / 2, foot - _TALL, _WIDE, _TALL + 2))
        shapes.append(Label(f"{score:.2f}", x, foot, is_strong=True))
    return shapes


def _legend(series: Sequence[Series], top: float) -> list[Shape]:
    """Two names a line."""
    shapes: list[Shape] = []
    wide = (_RIGHT - _LEFT) / 2
    for place, one in enumerate(series):
        x, y = _LEFT + wide * (place % 2), top + 22 * (place // 2)
        shapes.append(Segment(one.kind, x, y - 4, x + 26, y - 4))
        shapes.append(Dot(one.kind, x + 13, y - 4, MARKS[one.kind]))
        shapes.append(Label(one.name, x + 31, y, "start"))
    return shapes


def _places(count: int) -> list[float]:
    slot = (_RIGHT - _LEFT) / count
    return [round(_LEFT + slot * (place + 0.5), 1) for place in range(count)]


def _height(score: Decimal, low: int) -> float:
    return round(_BOTTOM - float(score - low) / (100 - low) * (_BOTTOM - _TOP), 1)


def _along(score: Decimal) -> float:
    return round(_BAR_LEFT + float(score) / 100 * (_BAR_RIGHT - _BAR_LEFT), 1)


def _floor(score: Decimal) -> int:
    return max(0, min(90, int((score - 3) // 10) * 10))
