"""Finds every word of a set in one pass over a text (Aho-Corasick): by the native twin where it is built, else in plain Python."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Final, Protocol

from ahocorasick_rs import BytesAhoCorasick

try:
    from prongsai.audit.native.words import WordFinder as NativeWordFinder
except ImportError:  # not built here
    NativeWordFinder = None  # type: ignore[assignment, misc]

Place = tuple[int, int, int]
"""(start, end, number of the word)."""

SMALL_LETTERS: Final = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
"""A table that reads Latin letters as small ones."""

_number_of_hit = itemgetter(0)


class WordFinder(Protocol):
    """Knows words, none of them empty or twice; their numbers are their places in the list it was made of."""

    def scan(self, text: str, is_name: bytes) -> tuple[dict[int, int], list[Place]]:
        """How often each word stands in a text of Latin-1 letters, also inside longer ones; and where names stand, in order,
        without those inside a longer one. `is_name` has a byte for each word, not zero for a name."""
        ...

    def words_in(self, text: bytes, table: bytes) -> set[int]:
        """The words of a text whose bytes are read as `table` (256 bytes) has them."""
        ...


class PlainWordFinder:
    """A WordFinder that makes an object of each hit."""

    def __init__(self, words: Sequence[bytes]) -> None:
        self._automaton = BytesAhoCorasick(words)

    def scan(self, text: str, is_name: bytes) -> tuple[dict[int, int], list[Place]]:
        """See WordFinder."""
        hits = self._automaton.find_matches_as_indexes(text.encode("latin-1"), overlapping=True)
        found = sorted((start, -end, number) for number, start, end in hits if is_name[number])
        covered = 0
        named = []
        for start, minus_end, number in found:
            if -minus_end > covered:
                named.append((start, -minus_end, number))
                covered = -minus_end
        return Counter(map(_number_of_hit, hits)), named

    def words_in(self, text: bytes, table: bytes) -> set[int]:
        """See WordFinder."""
        return set(
            map(_number_of_hit, self._automaton.find_matches_as_indexes(text.translate(table), overlapping=True))
        )


def find_words(words: Sequence[bytes]) -> WordFinder:
    """The finder of these words."""
    return PlainWordFinder(words) if NativeWordFinder is None else NativeWordFinder(list(words))
