"""What a person typed, as the words, prefixes and phrases to look for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.core.search.fold import drop_year_words, fold, loosen
from prongsai.core.search.words import Splitter, list_words

SHORTEST = 2
"""Letters and digits a query needs; under that everything would be found."""
SHORTEST_PART = 3
"""Letters of a part looked for inside words, on the second try."""
LONGEST = 200
MOST_WORDS = 16

WEAK_WORDS = frozenset(
    [
        "การ",
        "ความ",
        "และ",
        "หรือ",
        "ของ",
        "ที่",
        "ใน",
        "โดย",
        "ให้",
        "แก่",
        "แห่ง",
        "ต่อ",
        "เพื่อ",
        "ตาม",
        "กับ",
        "จาก",
        "ด้วย",
        "ได้",
        "พศ",
        "ซึ่ง",
        "ว่า",
        "เป็น",
    ]
)
"""Words that say nothing alone: not asked for where others are."""

_PHRASE = re.compile('"([^"]+)"')
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """A word to be found at the beginning of a word; `is_whole` for one with digits, which is found as it stands."""

    text: str
    is_whole: bool = False

    @property
    def needle(self) -> str:
        """What to look for among words with a blank before and after each."""
        return f" {self.text} " if self.is_whole else f" {self.text}"


@dataclass(frozen=True, slots=True)
class Query:
    """`terms` must all be there, and each of `phrases` (without blanks) in one piece.

    `sequence` is all the words as they stand, for what has them side by side. The tries after the first look inside
    words: for `parts`, the pieces as they were typed; for `inner`, the words; for `loose_parts`, the pieces without tones.
    Each is empty where something in it is too short for that.
    """

    terms: tuple[Term, ...] = ()
    phrases: tuple[str, ...] = ()
    sequence: str = ""
    parts: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    loose_parts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing that can be looked for."""
        return not self.terms


def parse_query(text: str, split: Splitter) -> Query:
    """The query of a text as typed. Empty for less than two letters or digits; what is over 200 characters is left out."""
    text = text[:LONGEST].translate(_QUOTES)
    phrases = tuple(squashed for one in _PHRASE.findall(text) if (squashed := fold(one).text.replace(" ", "")))
    plain = drop_year_words(fold(text).text).strip()
    if len(plain.replace(" ", "")) < SHORTEST:
        return Query()
    words = list(dict.fromkeys(word.text for word in list_words(plain, split)))[:MOST_WORDS]
    strong = [word for word in words if word not in WEAK_WORDS] or words
    parts = _parts(plain)
    loose_parts = tuple(loosen(part) for part in parts)
    return Query(
        terms=tuple(Term(word, is_whole=word[-1].isdigit()) for word in strong),
        phrases=phrases,
        sequence=" ".join(word.text for word in list_words(plain, split)),
        parts=parts,
        inner=tuple(strong) if _are_long_enough(strong) else (),
        loose_parts=loose_parts if all(loose_parts) else (),
    )


def _parts(plain: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(plain.split()))[:MOST_WORDS]
    return parts if _are_long_enough(parts) else ()


def _are_long_enough(pieces: Iterable[str]) -> bool:
    return all(len(piece) >= SHORTEST_PART or piece[-1].isdigit() for piece in pieces)
