"""Pages drawn from words with a font, each drawn character's place known."""

import itertools
import random
import unicodedata
from dataclasses import dataclass, field

from fonts import Face, characters_of, consonant_height, open_font
from PIL import Image, ImageDraw
from words import ARABIC, THAI, Lines

_TWICE = 2  # drawn larger, then reduced, so that no hinting of small sizes shows
DIGITS = THAI + ARABIC


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character: the columns it takes, its baseline and its line's consonant height, in pixels of the page."""

    character: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page (mode L) and what was drawn on it; `runs` are the digit strings of two digits and more, with their glyphs."""

    image: Image.Image
    glyphs: list[Glyph] = field(default_factory=list)

    def runs(self) -> list[list[Glyph]]:
        """The strings of two and more digits in a row."""
        found: list[list[Glyph]] = []
        current: list[Glyph] = []
        for glyph in [*self.glyphs, Glyph("", 0, 0, -1, 0)]:
            if glyph.character in DIGITS and glyph.character and (not current or current[-1].base == glyph.base):
                current.append(glyph)
                continue
            if len(current) > 1:
                found.append(current)
            current = [glyph] if glyph.character and glyph.character in DIGITS else []
        return found


def clusters_of(word: str) -> list[str]:
    """The word cut so that marks stay with their letter."""
    cut: list[str] = []
    for character in word:
        if cut and (unicodedata.category(character) == "Mn" or character == "ำ"):
            cut[-1] += character
        else:
            cut.append(character)
    return cut


class Pen:
    """Draws words on a page with one face at one size."""

    def __init__(self, page: "PageMaker", face: Face, height: float, tracking: float = 0.0) -> None:
        self.page, self.face = page, face
        self.height = height
        self.size = max(8, round(_TWICE * height / consonant_height(face.files[0])))
        self.tracking = tracking * self.size

    def _font(self, character: str):
        for path in self.face.files:
            if ord(character) in characters_of(path):
                return open_font(path, self.size)
        return None

    def width(self, word: str) -> float:
        """How wide a word will be, in pixels of the finished page."""
        fonts = [(cluster, self._font(cluster[0])) for cluster in clusters_of(word)]
        return sum(font.getlength(cluster) + self.tracking for cluster, font in fonts if font) / _TWICE

    def write(self, word: str, x: float, base: float) -> float:
        """Draws a word from x on the baseline, notes its characters, gives the x after it."""
        pen = x * _TWICE
        for cluster in clusters_of(word):
            font = self._font(cluster[0])
            if font is None:
                continue
            self.page.draw.text(
                (round(pen), round(base * _TWICE)), cluster, fill=self.page.shade, font=font, anchor="ls"
            )
            advance = font.getlength(cluster)
            left, right = pen, pen + advance
            if cluster in DIGITS:
                ink = font.getbbox(cluster, anchor="ls")
                left, right = round(pen) + ink[0], round(pen) + ink[2]
            self.page.glyphs.append(Glyph(cluster[0], left / _TWICE, right / _TWICE, base, self.height))
            pen += advance + self.tracking
        return pen / _TWICE


class PageMaker:
    """A blank page to write on."""

    def __init__(self, width: int, height: int, shade: int = 0) -> None:
        self.canvas = Image.new("L", (width * _TWICE, height * _TWICE), 255)
        self.draw = ImageDraw.Draw(self.canvas)
        self.shade = shade
        self.glyphs: list[Glyph] = []

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float) -> None:
        """A ruling line."""
        self.draw.line(
            [(x0 * _TWICE, y0 * _TWICE), (x1 * _TWICE, y1 * _TWICE)],
            fill=self.shade,
            width=max(1, round(thick * _TWICE)),
        )

    def finish(self) -> Drawn:
        """The page at its size."""
        return Drawn(self.canvas.reduce(_TWICE), self.glyphs)


def draw_patch(chance: random.Random, lines: Lines, faces: list[Face], *, width: int = 1000, rows: int = 7) -> Drawn:
    """A piece of a page: a few lines, or rows of a table, in one or two faces and sizes."""
    height = 2 ** chance.uniform(3.1, 4.8)  # of a consonant: 8.5 to 28 pixels
    leading = height * chance.uniform(2.3, 3.6)
    rows = min(rows, max(2, int(700 / leading)))
    page = PageMaker(width, int(leading * (rows + 1.2)), shade=chance.choice((0, 0, 0, 30, 60)))
    face = chance.choice(faces)
    table = chance.random() < 0.3
    edges = sorted(chance.randint(0, width) for _ in range(chance.randint(2, 5)))
    for row in range(rows):
        base = round(leading * (row + 1.2))
        if chance.random() < 0.15:
            face = chance.choice(faces)
        tracking = chance.choice((0, 0, 0, chance.uniform(-0.05, 0.02), chance.uniform(0, 0.1)))
        pen = Pen(page, face, height * (chance.uniform(0.8, 1.3) if chance.random() < 0.2 else 1), tracking)
        if table:
            _write_cells(chance, lines, page, pen, base, edges)
        else:
            _write_line(chance, lines, page, pen, base, width)
    if table and chance.random() < 0.8:
        thick = chance.uniform(0.5, 2.5)
        for edge in edges:
            page.rule(edge, 0, edge, page.canvas.height, thick)
        for row in range(rows + 1):
            y = leading * (row + 0.85 - 0.3)
            page.rule(edges[0], y, edges[-1], y, thick)
    return page.finish()


def _write_line(chance: random.Random, lines: Lines, page: PageMaker, pen: Pen, base: float, width: int) -> None:
    x = chance.uniform(10, width * 0.3)
    space = pen.height * chance.uniform(0.45, 1.0)
    start = x
    for word in lines.words(14):
        if chance.random() < 0.15:
            space = 0.0 if chance.random() < 0.3 else pen.height * chance.uniform(0.55, 1.2)
        if x + pen.width(word) > width - 8:
            break
        x = pen.write(word, x, base)
        if space:
            page.glyphs.append(Glyph(" ", x, x + space, base, pen.height))
        x += space
    if chance.random() < 0.12:
        y = base + pen.height * chance.uniform(0.1, 0.5)
        page.rule(start, y, x, y, pen.height * chance.uniform(0.04, 0.12))


def _write_cells(chance: random.Random, lines: Lines, page: PageMaker, pen: Pen, base: float, edges: list[int]) -> None:
    for left, right in itertools.pairwise(edges):
        x = left + pen.height * chance.uniform(0.2, 1)
        for word in lines.words(5):
            if x + pen.width(word) > right - 3:
                break
            x = pen.write(word, x, base) + pen.height * 0.6
            page.glyphs.append(Glyph(" ", x - pen.height * 0.6, x, base, pen.height))
