"""Lines of text on a page, each laid straight as a strip of one height for the network."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from prongsai.adapters.digit_reader_ink import Boxes, ink_of, pieces_of, united, without_rules

STRIP_HEIGHT = 36
LETTER_HEIGHT = 18  # of a consonant in a strip
ABOVE = 12  # rows of a strip over the top of a consonant; the rest is below the baseline
_MARGIN = 10  # columns of a strip before the first and after the last letter
_MAX_PIXELS = 4_200_000  # A4 at 205 dpi; a larger picture is reduced first
_MAX_LINES = 400
_SMALLEST, _LARGEST = 5, 120  # pixels: the height of a consonant worth reading

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in the pixels of the picture it was found on.

    The baseline runs from (left, base + slope * left) to (right, base + slope * right); `height` is a consonant's.
    """

    left: float
    right: float
    base: float
    slope: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A line laid straight: `ink` is STRIP_HEIGHT rows, 0 paper to 1 ink; `line` is in pixels of the whole picture."""

    ink: Floats
    line: Line

    def place(self, column: float) -> tuple[float, float]:
        """The point of the picture under a column of the strip, on the baseline."""
        x = self.line.left + (column - _MARGIN) * self.line.height / LETTER_HEIGHT
        return x, self.line.base + self.line.slope * x

    def column(self, x: float) -> float:
        """The column of the strip over a point of the picture on the line."""
        return (x - self.line.left) * LETTER_HEIGHT / self.line.height + _MARGIN


def strips_of(image: Image.Image) -> list[Strip]:
    """The lines of a page picture of any mode and size, from the top."""
    grey = dark_on_light(image)
    shrunk = min(1.0, (_MAX_PIXELS / max(1, grey.width * grey.height)) ** 0.5)
    if shrunk < 1:
        grey = grey.resize((max(1, int(grey.width * shrunk)), max(1, int(grey.height * shrunk))), Image.Resampling.BOX)
    sizes = [grey, grey.reduce(2), grey.reduce(4)]
    return [Strip(cut_strip(sizes, line), _scaled(line, 1 / shrunk)) for line in find_lines(grey)]


def dark_on_light(image: Image.Image) -> Image.Image:
    """The picture in mode L: what is see-through becomes paper, and light writing on dark is turned round."""
    if image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    grey = image.convert("L")
    light = float(np.median(np.asarray(grey)[::8, ::8])) if grey.width and grey.height else 255.0
    return grey if light > 110 else ImageOps.invert(grey)


def cut_strip(sizes: list[Image.Image], line: Line) -> Floats:
    """The ink of a line of the first of `sizes`, taken from whichever of them (whole, half, quarter) is near a strip's size."""
    chosen = (
        sizes[0] if line.height <= 1.6 * LETTER_HEIGHT else sizes[1] if line.height <= 3.2 * LETTER_HEIGHT else sizes[2]
    )
    return _straightened(chosen, _scaled(line, chosen.width / sizes[0].width))


def _scaled(line: Line, factor: float) -> Line:
    return Line(line.left * factor, line.right * factor, line.base * factor, line.slope, line.height * factor)


def _straightened(grey: Image.Image, line: Line) -> Floats:
    step = line.height / LETTER_HEIGHT
    width = int((line.right - line.left) / step) + 2 * _MARGIN
    left = line.left - _MARGIN * step
    top = line.base + line.slope * left - (ABOVE + LETTER_HEIGHT) * step
    laid = grey.transform(
        (width, STRIP_HEIGHT),
        Image.Transform.AFFINE,
        (step, 0, left, line.slope * step, step, top),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )
    pixels = np.asarray(laid, dtype=np.float32)
    body = pixels[ABOVE : ABOVE + LETTER_HEIGHT]
    dark, paper = np.percentile(body, (3, 85))
    ink: Floats = np.clip((paper - pixels) / max(30.0, float(paper - dark)), 0.0, 1.0).astype(np.float32)
    return ink


def find_lines(grey: Image.Image) -> list[Line]:
    """The lines of a page (mode L), from the top."""
    boxes = pieces_of(without_rules(ink_of(grey)))
    bodies = _bodies(boxes)
    if not len(bodies):
        return []
    tilt = _tilt(bodies)
    lines = [_line(group, tilt) for group in _groups(bodies, tilt)]
    lines = [line for line in lines if _SMALLEST <= line.height <= _LARGEST]
    lines = _without_marks(lines)
    return sorted(lines, key=lambda line: (line.base, line.left))[:_MAX_LINES]


def _bodies(boxes: Boxes) -> Boxes:
    """The pieces that stand on the line: not the marks over or under a letter, nor specks, nor pictures."""
    height, width = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    boxes = boxes[(height >= _SMALLEST) & (height <= 1.8 * _LARGEST) & (width <= 40 * height) & (width >= 0.1 * height)]
    boxes = boxes[np.argsort(boxes[:, 0], kind="stable")]
    left, right = _neighbours(boxes, reach=0.0)
    a, b = boxes[left], boxes[right]
    high_a, high_b = a[:, 3] - a[:, 1], b[:, 3] - b[:, 1]
    shared = np.minimum(a[:, 2], b[:, 2]) - np.maximum(a[:, 0], b[:, 0])
    apart = np.maximum(a[:, 1], b[:, 1]) - np.minimum(a[:, 3], b[:, 3])
    mark = np.zeros(len(boxes), dtype=np.bool_)
    for small, large, index, wide in (
        (high_a, high_b, left, a[:, 2] - a[:, 0]),
        (high_b, high_a, right, b[:, 2] - b[:, 0]),
    ):
        mark[index[(large >= 1.5 * small) & (shared >= 0.4 * wide) & (apart <= 0.45 * large)]] = True
    return boxes[~mark]


def _neighbours(boxes: Boxes, *, reach: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of pieces (sorted by their left edge), the second starting at most `reach` heights right of the first."""
    height = boxes[:, 3] - boxes[:, 1]
    stop = np.searchsorted(boxes[:, 0], boxes[:, 2] + reach * height, side="right")
    start = np.arange(len(boxes)) + 1
    count = np.maximum(stop - start, 0)
    left = np.repeat(np.arange(len(boxes)), count)
    right = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count) + left + 1
    return left, right


def _links(bodies: Boxes, tilt: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of pieces that stand next to each other on one line."""
    left, right = _neighbours(bodies, reach=1.6)
    height = bodies[:, 3] - bodies[:, 1]
    centre = (bodies[:, 1] + bodies[:, 3]) / 2 - tilt * (bodies[:, 0] + bodies[:, 2]) / 2
    low = np.minimum(height[left], height[right])
    high = np.maximum(height[left], height[right])
    beside = (np.abs(centre[left] - centre[right]) <= 0.55 * low) & (high <= 2.0 * low)
    return left[beside], right[beside]


def _tilt(bodies: Boxes) -> float:
    """The slope of the page's lines: the middle one of the steps between neighbours of one height, weighted by distance."""
    left, right = _links(bodies, 0.0)
    height = bodies[:, 3] - bodies[:, 1]
    alike = np.abs(height[left] - height[right]) <= 0.12 * height[left] + 1
    left, right = left[alike], right[alike]
    if len(left) < 30:
        return 0.0
    # Neighbours are a few pixels apart and their bottoms whole pixels: fit each chain of them instead.
    roots = united(np.arange(len(bodies)), left, right)
    slopes, weights = [], []
    for root in np.unique(roots):
        chain = bodies[roots == root]
        if len(chain) < 6:
            continue
        x, y = chain[:, 0].astype(np.float64), chain[:, 3].astype(np.float64)
        span = float(x.max() - x.min())
        if span < 6 * float(np.median(chain[:, 3] - chain[:, 1])):
            continue
        slopes.append(float(np.polyfit(x, y, 1)[0]))
        weights.append(span)
    if not slopes:
        return 0.0
    order = np.argsort(slopes)
    along = np.cumsum(np.array(weights)[order])
    tilt = slopes[int(order[int(np.searchsorted(along, along[-1] / 2))])]
    return tilt if abs(tilt) < 0.12 else 0.0


def _groups(bodies: Boxes, tilt: float) -> list[Boxes]:
    left, right = _links(bodies, tilt)
    roots = united(np.arange(len(bodies)), left, right)
    order = np.argsort(roots, kind="stable")
    return [bodies[part] for part in np.split(order, np.flatnonzero(np.diff(roots[order])) + 1)]


def _line(group: Boxes, tilt: float) -> Line:
    heights = (group[:, 3] - group[:, 1]).astype(np.float64)
    # Wide pieces are several letters grown together, with their marks perhaps: a letter by itself tells the height better.
    single = heights[(group[:, 2] - group[:, 0]) <= 1.6 * heights]
    height = float(np.median(single if len(single) else heights))
    level = group[:, 3] - tilt * (group[:, 0] + group[:, 2]) / 2
    standing = level[np.abs(heights - height) <= 0.35 * height]
    base = float(np.median(standing if len(standing) else level))
    return Line(float(group[:, 0].min()), float(group[:, 2].max()), base, tilt, height)


def _without_marks(lines: list[Line]) -> list[Line]:
    """Without the rows that marks over or under a line of letters form by themselves."""
    kept = []
    for line in lines:
        middle = (line.left + line.right) / 2
        centre = line.base + line.slope * middle - line.height / 2
        for other in lines:
            if (
                line.height < 0.66 * other.height
                and other.left - other.height <= line.left
                and line.right <= other.right + other.height
            ):
                base = other.base + other.slope * middle
                if base - 1.9 * other.height <= centre <= base + 0.7 * other.height:
                    break
        else:
            kept.append(line)
    return kept
