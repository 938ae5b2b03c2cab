"""Text in the form that numbers are looked for in: digits of any script as 0-9, dashes and blanks of any kind as one.

Signs without width, which hide inside numbers copied from the web, are left out; places lead back to the text as printed.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_DASHES: Final = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2043\u30fc"
_BLANKS: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NO_WIDTH: Final = (
    "\u200b\u200c\u200d\u2060\ufeff\u180e\u2061\u2062\u2063\u2064\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_ODD: Final = re.compile(r"[^\x00-\x7f\u0e00-\u0e4f\u0e5a\u0e5b\u25cf\u2026\u201c\u201d\u2018\u2019\u2022]")
_WIDTHLESS: Final = re.compile(f"[{_NO_WIDTH}]")
_LIKE: Final = {"\uff08": "(", "\uff09": ")", "\uff0b": "+", "\uff20": "@", "\uff0e": ".", "\uff0f": "/"}


def _plain(letter: str) -> str:
    if letter in _DASHES:
        return "-"
    if letter in _BLANKS:
        return " "
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    return _LIKE.get(letter, letter)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` to search; `places` gives for each of its letters that of the text as printed, None when they are the same."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as printed that a span of the folded text stands for."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def fold(text: str) -> Folded:
    """The folded form; ordinary Thai and ASCII text costs one look."""
    if _ODD.search(text) is None:
        return Folded(text, None)
    letters: dict[str, str | int | None] = {letter: _plain(letter) for letter in set(text) if letter > "\x7f"}
    if _WIDTHLESS.search(text) is None:
        return Folded(text.translate(str.maketrans(letters)), None)
    places = tuple(place for place, letter in enumerate(text) if letter not in _NO_WIDTH)
    return Folded("".join(_plain(text[place]) if text[place] > "\x7f" else text[place] for place in places), places)
