"""Text in the one form that is searched, each character knowing where it stood in the text before."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from prongsai.core.search.abbreviations import ABBREVIATIONS, DOTTED_ONLY, MARKED_MONTHS
from prongsai.core.search.spelling import SLIP, mend

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_VOWEL_MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47"
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
LOOSE_MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
"""Signs that people leave out or mistake: the short sign, the four tones, the silencer."""
_SHORT = 200
"""Characters of a text whose folding is remembered; a long one would fill the memory of a worker."""
DECIMAL = "\u00b7"
"""Stands for a dot between digits, so that 9.1 stays one word."""

_THAI = "\u0e01-\u0e4e"
_DOTTED = re.compile(rf"(?<![{_THAI}])((?:[\u0e01-\u0e2e]{{1,4}}\.)+(?:[\u0e01-\u0e2e](?![{_THAI}]))?)")
_BARE = re.compile(rf"(?<![{_THAI}0-9a-z])([\u0e01-\u0e2e]{{2,4}})(?![{_THAI}])")
_GLUED = re.compile(rf"(?<=[{_THAI}])((?:อบต|อบจ|อปท|ป\.ป\.ช|พ\.ร\.บ|พ\.ศ)\.)")
_MARKED_MONTH = re.compile(rf"(?<![{_THAI}])(มี\. ?ค|เม\. ?ย|มิ\. ?ย)\.")
_AND_SO_ON = re.compile("ฯลฯ|[ฯๆ]")
_ITEM = re.compile(r"(?<![a-z0-9])o[ .\-\u2010-\u2015]?0*([1-9]\d?)(?!\d)")
_E_WORD = re.compile(r"(?<![a-z0-9])e[ \-\u2010-\u2015]{1,3}(?=[a-z]{2,})")
_SHORT_YEAR = re.compile(r"(?:ปี(?:งบ(?:ประมาณ)?)?|พศ) ?([567]\d)(?![\d\u00b7])")
_YEAR_WORDS = re.compile(r"(?:ประจำ ?)?(?:ปี ?(?:งบ ?(?:ประมาณ)? ?)?(?:พศ ?)?|พศ ?)(?=25\d\d(?!\d))")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL_DOT = re.compile(r"(?<=\d)\.(?=\d)")
_NOT_SEARCHED = re.compile(r"[^\w \u00b7\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|_")
_BLANKS = re.compile(" +")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as it is searched: lower case, Arabic digits, letters, marks and digits with single blanks between.

    `starts[i]` and `ends[i]` are the span of the original that character i came from.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class _Draft:
    """A text being rewritten, with the span of the original behind each character."""

    def __init__(self, characters: list[tuple[str, int, int]]) -> None:
        self._characters = characters
        self.text = "".join(one[0] for one in characters)

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> None:
        """Put what `new` gives for each match in its place (None: leave it); all of it stands for the whole match."""
        out, at, is_changed = [], 0, False
        for match in pattern.finditer(self.text):
            put = new(match)
            if put is None or put == match.group():
                continue
            is_changed = True
            out += self._characters[at : match.start()]
            first, last = self._characters[match.start()][1], self._characters[match.end() - 1][2]
            out += [(one, first, last) for one in put]
            at = match.end()
        if is_changed:
            out += self._characters[at:]
            self._characters = out
            self.text = "".join(one[0] for one in out)

    def finish(self) -> Folded:
        start = len(self.text) - len(self.text.lstrip(" "))
        kept = self._characters[start : len(self.text.rstrip(" "))]
        return Folded("".join(one[0] for one in kept), tuple(one[1] for one in kept), tuple(one[2] for one in kept))


def fold(text: str) -> Folded:
    """The text as it is searched.

    Thai digits become Arabic, capitals small, nikhahit with sara aa sara am; marks stand in one order; what cannot be
    seen goes. Abbreviations are written out (อบต. and องค์การบริหารส่วนตำบล are the same), the year of two digits gets
    its century, `O-07` becomes `o7`, `e-service` one word. What is neither letter, mark nor digit is a blank.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=2_048)
def _fold_short(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    draft = _Draft(_clean_marks(_plain_characters(text)))
    draft.replace(SLIP, mend)
    if "." in draft.text:
        draft.replace(_MARKED_MONTH, lambda match: MARKED_MONTHS[match[1].replace(".", "").replace(" ", "")])
        draft.replace(_GLUED, _written_out)
        draft.replace(_DOTTED, _written_out)
        draft.replace(_DECIMAL_DOT, lambda match: DECIMAL)
    draft.replace(_AND_SO_ON, lambda match: " ")
    draft.replace(_BARE, _written_out)
    draft.replace(_ITEM, lambda match: f"o{match[1]}")
    draft.replace(_E_WORD, lambda match: "e")
    draft.replace(_THOUSANDS, lambda match: "")
    draft.replace(_NOT_SEARCHED, lambda match: " ")
    draft.replace(_BLANKS, lambda match: " ")
    draft.replace(_SHORT_YEAR, lambda match: match.group()[:-2] + "25" + match[1])
    return draft.finish()


def drop_year_words(folded: str) -> str:
    """A folded query without "ปีงบประมาณ พ.ศ." before a year: the year alone says it."""
    return _YEAR_WORDS.sub(" ", folded)


def loosen(folded: str) -> str:
    """A folded text without the signs that people leave out or mistake."""
    return folded.translate(_LOOSE)


_LOOSE = dict.fromkeys(map(ord, LOOSE_MARKS))


def _plain_characters(text: str) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    for at, character in enumerate(text):
        if "\u0e50" <= character <= "\u0e59":
            out.append((chr(ord(character) - 0x0E50 + 48), at, at + 1))
        elif "\u0e01" <= character <= "\u0e5b":
            out.append((character, at, at + 1))
        elif character in _INVISIBLE:
            continue
        elif character.isspace():
            out.append((" ", at, at + 1))
        elif character < "\u0080":
            out.append((character.lower(), at, at + 1))
        else:
            out += [(one, at, at + 1) for one in unicodedata.normalize("NFKC", character).casefold()]
    return out


def _clean_marks(characters: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Vowels and marks in one spelling: the order of typing, sara am in one piece, nothing twice."""
    out: list[tuple[str, int, int]] = []
    for character, start, end in characters:
        before = out[-1][0] if out else ""
        if character == "\u0e32" and (place := _find_nikhahit(out)) is not None:
            first = out[place][1]
            out[place:] = [one for one in out[place + 1 :] if one[0] != " "]
            out.append(("\u0e33", first, end))
        elif character == "\u0e40" and before == "\u0e40":
            out[-1] = ("\u0e41", out[-1][1], end)
        elif (character in _TONES and before == "\u0e33") or (
            character in _VOWEL_MARKS and before in _TONES and before
        ):
            out.insert(-1, (character, out[-1][1], end))
        elif character in _MARKS and character == before:
            out[-1] = (character, out[-1][1], end)
        else:
            out.append((character, start, end))
    return out


def _find_nikhahit(out: list[tuple[str, int, int]]) -> int | None:
    """The place of a nikhahit that the sara aa to come belongs to: at the end, tones and blanks aside."""
    place = len(out) - 1
    while place >= 0 and out[place][0] == " ":
        place -= 1
    while place >= 0 and out[place][0] in _TONES:
        place -= 1
    return place if place >= 0 and out[place][0] == "\u0e4d" else None


def _written_out(match: re.Match[str]) -> str | None:
    letters = match[1].replace(".", "")
    if letters == match[1]:
        return ABBREVIATIONS.get(letters)
    return DOTTED_ONLY.get(letters) or ABBREVIATIONS.get(letters) or f" {letters} "
