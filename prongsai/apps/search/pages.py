"""Plain data the templates of search show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.apps.search.queries import Hit
from prongsai.apps.search.sources import find_source
from prongsai.core.search.highlight import Range


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class HitLine:
    """One thing found, as the list shows it."""

    address: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    kind: str
    year: int | None
    item_code: str
    happened_on: date | None


def hit_line(hit: Hit) -> HitLine:
    """What the list shows of one thing found."""
    snippet = cut(hit.snippet.text, hit.snippet.ranges)
    before = (Piece("…"),) if hit.snippet.is_cut_before else ()
    after = (Piece("…"),) if hit.snippet.is_cut_after else ()
    return HitLine(
        address=hit.address,
        title=cut(hit.title, hit.title_ranges),
        snippet=(*before, *snippet, *after),
        kind=kind_name(hit.kind),
        year=hit.fiscal_year,
        item_code=hit.item_code,
        happened_on=hit.happened_on,
    )


def kind_name(kind: str) -> str:
    """The kind in the person's language."""
    source = find_source(kind)
    return str(source.label) if source else kind


def cut(text: str, ranges: Sequence[Range]) -> tuple[Piece, ...]:
    """A text in pieces, those in the ranges marked; joined again they are the text."""
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        pieces += [Piece(text[at:start]), Piece(text[start:end], is_marked=True)]
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)
