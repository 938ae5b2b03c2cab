"""Which parts of a title or text to mark for a query, and which piece of a long text to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.core.search.fold import LOOSE_MARKS, Folded, fold
from prongsai.core.search.query import Query
from prongsai.core.search.words import Splitter, list_words

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text; `ranges` are to be marked in `text`. Blank without a text."""

    text: str
    ranges: tuple[Range, ...] = ()
    is_cut_before: bool = False
    is_cut_after: bool = False


def find_ranges(text: str, query: Query, split: Splitter) -> tuple[Range, ...]:
    """Spans of the text as it stands that answer the query, in order, none touching another."""
    folded = fold(text)
    spans = [
        (min(folded.starts[start:end]), max(folded.ends[start:end])) for start, end in _best_spans(folded, query, split)
    ]
    return _merge([_widen(text, start, end) for start, end in spans], text)


def cut_snippet(text: str, query: Query, split: Splitter, length: int = 160) -> Snippet:
    """About `length` characters around the first thing found; the beginning where nothing is."""
    line = " ".join(text.split())
    ranges = find_ranges(line, query, split)
    if len(line) <= length:
        return Snippet(line, ranges)
    first = ranges[0][0] if ranges else 0
    start = _boundary(line, max(0, first - length // 4), split)
    if len(line) - start <= length:
        start = _boundary(line, len(line) - length, split)
    end = _boundary(line, start + length, split) if start + length < len(line) else len(line)
    inside = tuple(
        (max(left, start) - start, min(right, end) - start) for left, right in ranges if left < end and right > start
    )
    return Snippet(line[start:end], inside, start > 0, end < len(line))


def _best_spans(folded: Folded, query: Query, split: Splitter) -> list[Range]:
    """Those of the first try of which every piece is there; where none is whole, of the first that has any."""
    best: list[Range] = []
    for spans, is_whole in _try_spans(folded, query, split):
        if spans and is_whole:
            return spans
        best = best or spans
    return best


def _try_spans(folded: Folded, query: Query, split: Splitter) -> Iterator[tuple[list[Range], bool]]:
    """What each try finds, and whether that is every piece of it."""
    yield _word_spans(folded, query, split)
    yield _part_spans(folded, query.parts, " ")
    yield _part_spans(folded, query.inner, " ")
    yield _part_spans(folded, query.loose_parts, f" {LOOSE_MARKS}")


def _word_spans(folded: Folded, query: Query, split: Splitter) -> tuple[list[Range], bool]:
    spans, seen = [], set()
    for word in list_words(folded, split):
        for term in query.terms:
            if word.text == term.text or (not term.is_whole and word.text.startswith(term.text)):
                spans.append((word.start, word.start + len(term.text)))
                seen.add(term)
    return spans, len(seen) == len(query.terms)


def _part_spans(folded: Folded, parts: tuple[str, ...], ignored: str) -> tuple[list[Range], bool]:
    """Where pieces stand, inside words too; the characters of `ignored` are passed over."""
    places = [at for at, character in enumerate(folded.text) if character not in ignored]
    squashed = "".join(folded.text[at] for at in places)
    spans, is_whole = [], True
    for part in parts:
        at = squashed.find(part)
        is_whole = is_whole and at >= 0
        while at >= 0:
            spans.append((places[at], places[at + len(part) - 1] + 1))
            at = squashed.find(part, at + len(part))
    return spans, is_whole


def _widen(text: str, start: int, end: int) -> Range:
    """The span with the marks above and below its last letter, which must not be parted from it."""
    while end < len(text) and (
        text[end] in "\u0e31\u0e33" or "\u0e34" <= text[end] <= "\u0e3a" or "\u0e47" <= text[end] <= "\u0e4e"
    ):
        end += 1
    return start, end


def _merge(spans: list[Range], text: str) -> tuple[Range, ...]:
    merged: list[Range] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _boundary(line: str, at: int, split: Splitter) -> int:
    """The beginning of the word in which a place stands."""
    if at <= 0:
        return 0
    start = max(0, at - 60)
    end = start
    for word in list_words(fold(line[start : at + 40]), split):
        begin = start + fold(line[start : at + 40]).starts[word.start]
        if begin > at:
            break
        end = begin
    return end if end > start or start == 0 else at
