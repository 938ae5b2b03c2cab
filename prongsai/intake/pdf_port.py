"""The port through which intake gets PDF pages as words, ruling lines and links; `adapters.pdf_text` fills it.

All boxes are in points with the origin at the top left of the page as it is shown; y grows downwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle_x(self) -> float:
        """Half-way between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """Half-way between top and bottom."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank, with its box. `size` is the font size in points, 0 when unknown."""

    text: str
    box: Box
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class PdfLink:
    """A link annotation: its place and its address."""

    box: Box
    address: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page. `rules` are ruling lines as thin boxes: horizontal when wider than high.

    `implausibility` counts faults of the Thai text per 1,000 Thai characters (0 is perfect) of the best extractor,
    `extractor` names it. `has_pictures` tells a scanned page from an empty one.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Box, ...] = ()
    links: tuple[PdfLink, ...] = ()
    implausibility: float = 0.0
    extractor: str = ""
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class PdfFile:
    """An opened PDF: `pages` may be read once, from first to last, and are made as they are asked for."""

    page_count: int
    pages: Iterator[PdfPage]
    generator: str = ""
    title: str = ""
    attached_plan: str | None = None
    meta: dict[str, str] = field(default_factory=dict)


PdfProblem = Literal["encrypted", "damaged", "too_many_pages"]


class UnusablePdf(Exception):
    """The PDF cannot be opened; `problem` says why, `pages` is the page count when that is the problem."""

    def __init__(self, problem: PdfProblem, pages: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pages = pages


class PdfReader(Protocol):
    """What turns the bytes of a PDF into pages."""

    def open(self, content: bytes, *, max_pages: int) -> PdfFile:
        """The file, its pages still unread; raises UnusablePdf when it cannot be used."""
        ...
