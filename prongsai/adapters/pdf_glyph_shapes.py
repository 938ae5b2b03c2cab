"""Which character a glyph is, by its drawing: glyphs without a name in an embedded font are compared with those that have one."""

import math
from collections.abc import Mapping
from typing import Any

_ALIKE = 0.05  # of the box's side: two drawings of one mark differ by 0.01 to 0.03, of two marks by 0.08 and more
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_MAX_POINTS = 120

Point = tuple[float, float]


class Shapes:
    """The drawings of a fontTools font's glyphs, made when first asked for."""

    def __init__(self, font: Any, order: list[str]) -> None:
        self._font = font
        self._order = order
        self._glyphs = font.getGlyphSet()
        self._outlines: dict[int, object] = {}
        self._known: dict[object, str] | None = None
        self._marks: list[tuple[str, list[Point]]] | None = None

    def is_drawn(self, glyph: int) -> bool:
        """Whether the glyph has any outline in this subset."""
        if "glyf" in self._font:
            try:
                return bool(self._font["glyf"][self._order[glyph]].numberOfContours != 0)
            except Exception:  # a broken glyph is none
                return False
        return self._outline(glyph) is not None

    def same(self, glyph: int, known: Mapping[int, str]) -> str:
        """The text of a known glyph with the same drawing, moved: "" when there is none."""
        if self._known is None:
            self._known = {}
            for other, text in known.items():
                outline = self._outline(other)
                if outline is not None:
                    self._known.setdefault(outline, text)
        return self._known.get(self._outline(glyph), "")

    def parts(self, glyph: int, known: Mapping[int, str]) -> str:
        """The texts of the glyphs that a composite glyph is put together from, when all of them have one."""
        if "glyf" not in self._font:
            return ""
        try:
            drawn = self._font["glyf"][self._order[glyph]]
            if not drawn.isComposite():
                return ""
            numbers = [self._font.getGlyphID(part.glyphName) for part in drawn.components]
        except Exception:  # a broken glyph has no parts
            return ""
        texts = [known.get(number) or self.same(number, known) or self.alike(number, known) for number in numbers]
        return "".join(texts) if all(texts) else ""

    def alike(self, glyph: int, known: Mapping[int, str]) -> str:
        """The mark that a mark's glyph looks like at another size, "" when it is no mark or none is near enough."""
        name = self._order[glyph]
        try:
            if self._font["hmtx"][name][0] > 0.05 * self._font["head"].unitsPerEm:
                return ""
        except Exception:  # a font without widths tells no marks
            return ""
        if self._marks is None:
            self._marks = [(text, _unit(self._points(other))) for other, text in known.items() if text in _MARKS]
        drawing = _unit(self._points(glyph))
        if not drawing:
            return ""
        near = sorted((_distance(drawing, other), text) for text, other in self._marks if other)
        return near[0][1] if near and near[0][0] <= _ALIKE else ""

    def _points(self, glyph: int) -> list[Point]:
        from fontTools.pens.recordingPen import DecomposingRecordingPen

        pen = DecomposingRecordingPen(self._glyphs)
        try:
            self._glyphs[self._order[glyph]].draw(pen)
        except Exception:  # a broken glyph draws nothing
            return []
        return [point for _, arguments in pen.value for point in arguments if point is not None]

    def _outline(self, glyph: int) -> object | None:
        """A drawing from its own left bottom corner, None when there is none."""
        if glyph not in self._outlines:
            points = self._points(glyph)
            left, bottom = min((x for x, _ in points), default=0), min((y for _, y in points), default=0)
            self._outlines[glyph] = tuple((round(x - left), round(y - bottom)) for x, y in points) or None
        return self._outlines[glyph]


def _unit(points: list[Point]) -> list[Point]:
    """The points in a box of side 1, wide drawings flat: the shape without its size."""
    if len(points) < 3:
        return []
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    side = max(right - left, top - bottom) or 1.0
    step = max(1, len(points) // _MAX_POINTS)
    return [((x - left) / side, (y - bottom) / side) for x, y in points[::step]]


def _distance(first: list[Point], second: list[Point]) -> float:
    """How far on average the points of each lie from the nearest of the other."""

    def one_way(here: list[Point], there: list[Point]) -> float:
        return sum(min(math.hypot(x - u, y - v) for u, v in there) for x, y in here) / len(here)

    return (one_way(first, second) + one_way(second, first)) / 2
