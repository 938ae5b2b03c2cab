"""A measure as the document prints it: which texts stand under which kind of heading, before anything is understood."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.intake.blocks import Cell
from prongsai.intake.grid import links_of, paragraphs_of
from prongsai.intake.headings import ColumnKind


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell's or label's text. `row` orders pieces that stand side by side; `heading` as printed.

    `moved`: it was put here by a repair and stood elsewhere.
    """

    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    where: str = ""
    heading: str = ""
    row: int = 0
    moved: bool = False

    @property
    def text(self) -> str:
        """The paragraphs joined by line breaks."""
        return "\n".join(self.paragraphs)

    @property
    def is_blank(self) -> bool:
        """Whether there is neither text nor link."""
        return not self.links and not any(text.strip() for text in self.paragraphs)


def piece_of(cell: Cell, heading: str, row: int) -> Piece:
    """A cell as a piece."""
    return Piece(paragraphs_of(cell), links_of(cell), cell.where, heading, row)


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended on the way to a measure, said as a finding later."""

    code: str
    where: str
    message_th: str
    message_en: str


@dataclass(slots=True)
class RawMeasure:
    """Pieces by kind. `groups` are the heading rows above it, outermost first; `marks` are month columns with a mark."""

    where: str = ""
    pieces: dict[ColumnKind, list[Piece]] = field(default_factory=dict)
    extra: list[Piece] = field(default_factory=list)
    marks: list[tuple[int, Piece]] = field(default_factory=list)
    month_headings: str = ""
    groups: tuple[str, ...] = ()
    repairs: list[Repair] = field(default_factory=list)
    carried: set[ColumnKind] = field(default_factory=set)
    has_follow_up_column: bool = False
    has_time_column: bool = False
    issue_heading: str = ""
    as_it_stood: list[tuple[ColumnKind, Piece]] = field(default_factory=list)

    def add(self, kind: ColumnKind, piece: Piece) -> None:
        """Put a piece under its kind; blank ones are left out."""
        if piece.is_blank:
            return
        if kind == "other":
            self.extra.append(piece)
        else:
            self.pieces.setdefault(kind, []).append(piece)

    def paragraphs(self, *kinds: ColumnKind) -> tuple[str, ...]:
        """All paragraphs of some kinds, in order."""
        return tuple(text for kind in kinds for piece in self.pieces.get(kind, ()) for text in piece.paragraphs)

    def as_source(self, *kinds: ColumnKind) -> str:
        """As `printed`, but of a shifted row what stood under these columns before the repair."""
        texts: list[str] = []
        for kind in kinds:
            texts.extend(piece.text for stood, piece in self.as_it_stood if stood == kind)
            texts.extend(piece.text for piece in self.pieces.get(kind, ()) if not piece.moved)
        return "\n".join(text for text in texts if text)

    def printed(self, *kinds: ColumnKind) -> str:
        """The texts of some kinds exactly as printed, parted by line breaks."""
        return "\n".join(text for kind in kinds for piece in self.pieces.get(kind, ()) if (text := piece.text))

    def links(self, kinds: Iterable[ColumnKind]) -> tuple[tuple[str, str], ...]:
        """The hyperlinks of some kinds."""
        return tuple(link for kind in kinds for piece in self.pieces.get(kind, ()) for link in piece.links)
