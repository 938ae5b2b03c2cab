"""Reads runs of digits, Thai and Arabic, on a picture of a page: our own reader, for tesseract knows no Thai digits.

A run is two digits and more with nothing between them. It is either accepted, and then it is evidence, or a person must look.
How well this goes is in docs/digit-reader.md; the weights and their card are in prongsai/data/digit_reader.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from PIL import Image

from prongsai.adapters.digit_reader_lines import ABOVE, LETTER_HEIGHT, Line, Strip, cut_strip, dark_on_light, strips_of
from prongsai.adapters.digit_reader_network import CLASSES, DIGITS, GAP, OTHER, SPACE, STEP, Floats, name_steps

ACCEPTED = (
    0.95  # the least confidence of a run that counts, chosen on the validation fonts by tools/digit_reader/evaluate.py
)
_SPACE_COLUMNS = (
    8  # of a strip without ink, nearly half a consonant's height: no two digits of one number are so far apart
)
_BETWEEN = 24  # columns of paper between strips that are named in one go


@dataclass(frozen=True, slots=True)
class Reading:
    """A run found on a picture, in its pixels; `confidence` 0 to 1 is that of the digit or edge least sure."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_accepted(self) -> bool:
        """Whether the run counts as read; if not, a person must look."""
        return self.confidence >= ACCEPTED


@dataclass(frozen=True, slots=True)
class _Symbol:
    """Steps in a row with one name, from `first` to `last`; `odds` is the best of theirs."""

    name: int
    first: int
    last: int
    odds: float

    @property
    def is_digit(self) -> bool:
        return GAP < self.name < OTHER


def read_runs(image: Image.Image) -> tuple[list[tuple[str, float]], int]:
    """The accepted runs of a page with their confidence, from the top, and how many more a person must look at."""
    readings = find_runs(image)
    accepted = [(reading.text, reading.confidence) for reading in readings if reading.is_accepted]
    return accepted, len(readings) - len(accepted)


def find_runs(image: Image.Image) -> list[Reading]:
    """Every run of a page with its place, accepted or not, from the top; the picture may have any mode and size."""
    strips = strips_of(image)
    named = _name_all(strips)
    return [reading for strip, odds in zip(strips, named, strict=True) for reading in _runs_of(strip, odds)]


def classify_glyph(image: Image.Image) -> tuple[str, float]:
    """The digit on a picture of one character cut close to its ink, and how sure; ("", ...) for any other character."""
    grey = dark_on_light(image)
    sizes = [grey, grey.reduce(2), grey.reduce(4)]
    line = Line(left=0, right=grey.width, base=grey.height, slope=0, height=grey.height)
    strip = Strip(cut_strip(sizes, line), line)
    odds = name_steps(strip.ink)
    middle = int(strip.column(grey.width / 2)) // STEP
    name = int(odds[middle].argmax())
    return (DIGITS[name - 1] if GAP < name < OTHER else ""), float(odds[middle, name])


def _name_all(strips: list[Strip]) -> list[Floats]:
    """The odds of each strip's steps: the strips are joined by stretches of paper, for many short ones cost more one by one."""
    if not strips:
        return []
    height = strips[0].ink.shape[0]
    parts: list[Floats] = []
    starts, place = [], 0
    for strip in strips:
        width = strip.ink.shape[1] // STEP * STEP
        starts.append(place // STEP)
        parts += [strip.ink[:, :width], np.zeros((height, _BETWEEN), dtype=np.float32)]
        place += width + _BETWEEN
    odds = name_steps(np.concatenate(parts, axis=1))
    return [odds[start : start + strip.ink.shape[1] // STEP] for start, strip in zip(starts, strips, strict=True)]


def _symbols(odds: Floats) -> list[_Symbol]:
    """What stands along a strip, in order, the gaps between characters left out."""
    if not len(odds):
        return []
    assert odds.shape[1] == CLASSES
    names = odds.argmax(axis=1)
    edges = np.flatnonzero(np.diff(names)) + 1
    symbols = []
    for first, past in zip([0, *edges.tolist()], [*edges.tolist(), len(names)], strict=True):
        name = int(names[first])
        if name != GAP:
            symbols.append(_Symbol(name, first, past - 1, float(odds[first:past, name].max())))
    return symbols


def _runs_of(strip: Strip, odds: Floats) -> list[Reading]:
    symbols = _symbols(odds)
    # Paper before the first and after the last character may be called a space or a gap: it matters not which.
    if symbols and symbols[0].name == SPACE:
        symbols = symbols[1:]
    if symbols and symbols[-1].name == SPACE:
        symbols = symbols[:-1]
    readings, start = [], 0
    while start < len(symbols):
        if not symbols[start].is_digit:
            start += 1
            continue
        end = start
        while end < len(symbols) and symbols[end].is_digit:
            end += 1
        if end - start > 1:
            before, after = symbols[max(0, start - 2) : start][::-1], symbols[end : end + 2]
            readings.append(_reading(strip, odds, symbols[start:end], before, after))
        start = end
    return readings


def _reading(strip: Strip, odds: Floats, digits: list[_Symbol], before: list[_Symbol], after: list[_Symbol]) -> Reading:
    text = "".join(DIGITS[digit.name - 1] for digit in digits)
    confidence = min(
        *(digit.odds for digit in digits),
        *(_surely_one(strip, odds, left, right) for left, right in itertools.pairwise(digits)),
        _surely_apart(strip, [digits[0], *before]),
        _surely_apart(strip, [digits[-1], *after]),
    )
    if len({digit.name > 10 for digit in digits}) > 1:
        confidence = 0.0  # one number is not written in two scripts
    left, _ = strip.place(digits[0].first * STEP)
    right, base = strip.place((digits[-1].last + 1) * STEP)
    height = strip.line.height
    return Reading(text, confidence, left, base - 1.4 * height, right, base + 0.3 * height)


def _surely_one(strip: Strip, odds: Floats, left: _Symbol, right: _Symbol) -> float:
    """How sure that two digits in a row belong to one number."""
    if _blank_columns(strip, left, right) >= _SPACE_COLUMNS:
        return 0.0
    between = odds[left.last + 1 : right.first]
    return 1.0 - float(between[:, [OTHER, SPACE]].max()) if len(between) else 1.0


def _surely_apart(strip: Strip, symbols: list[_Symbol]) -> float:
    """How sure that the number ends between its outermost digit, which comes first, and what stands there next."""
    digit, *beyond = symbols
    if not beyond:
        return 1.0
    if beyond[0].name != SPACE:
        return beyond[0].odds
    if len(beyond) == 1 or _blank_columns(strip, digit, beyond[1]) >= _SPACE_COLUMNS - 1:
        return 1.0  # the network calls it a space, and it is as wide as one
    return beyond[0].odds


def _blank_columns(strip: Strip, one: _Symbol, other: _Symbol) -> int:
    """The longest stretch of columns without ink from the middle of a character to that of another."""
    middles = sorted((symbol.first + symbol.last + 1) * STEP // 2 for symbol in (one, other))
    inked = strip.ink[ABOVE - 2 : ABOVE + LETTER_HEIGHT + 2, middles[0] : middles[1]].max(axis=0) >= 0.4
    edges = np.flatnonzero(np.concatenate([[True], inked, [True]]))
    return int(np.diff(edges).max()) - 1


__all__ = ["ACCEPTED", "DIGITS", "Reading", "classify_glyph", "find_runs", "read_runs"]
