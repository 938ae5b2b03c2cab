"""Thai words: where a line of Thai text may end.

`newmm` (maximal matching over a word list) from nlpo3, with PyThaiNLP's list of 62,000 words (CC0), read from the
installed package without importing it: 0.13 s at first use instead of about a second. See docs/decisions/0003.
"""

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from prongsai.core.errors import PersonError

_DICTIONARY = "prongsai"


@lru_cache(maxsize=20_000)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(_join_compounds(cut_plain_words(text)))


def cut_words(text: str) -> list[str]:
    """The words, blanks and signs of a text, in order; joined again they are the text exactly.

    Words of `data/compound_words.txt` (set terms of official Thai) stay whole where newmm would part them; every
    boundary given is also a boundary of newmm.
    """
    return list(_cut(text)) if text else []


def cut_plain_words(text: str) -> list[str]:
    """As `cut_words`, the set terms not kept whole: newmm's own words."""
    import nlpo3

    _load_dictionary()
    # `safe` bounds the work on long ambiguous runs; the cuts are the same on ordinary text.
    tokens: list[str] = nlpo3.segment(text, _DICTIONARY, safe=len(text) > 2_000)
    return tokens if "".join(tokens) == text else [text]  # never lose a character to the cutter


@lru_cache(maxsize=4_000)
def shorten(text: str, most: int) -> str:
    """A text of at most `most` characters: a longer one ends after its last word that fits, with "…".

    A first word that alone is too long is cut, not between a letter and its marks.
    """
    if len(text) <= most:
        return text
    fitting = 0
    # What stands a little beyond the end says where the last word ends.
    for word in _join_compounds(cut_plain_words(text[: most + 60])):
        if fitting + len(word) > most - 1:
            break
        fitting += len(word)
    kept = text[:fitting].rstrip(" \t\n([{\u201c\u2018/-\u2013")
    if not kept:
        kept = text[: max(most - 1, 0)]
        while kept and unicodedata.category(text[len(kept)]) == "Mn":
            kept = kept[:-1]
    return f"{kept}…"


def list_known_words() -> list[str]:
    """The words newmm knows."""
    return _get_word_list().read_text(encoding="utf-8").split()


@cache
def _load_dictionary() -> None:
    import nlpo3

    nlpo3.load_dict(str(_get_word_list()), _DICTIONARY)


def _get_word_list() -> Path:
    spec = find_spec("pythainlp")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "corpus" / "words_th.txt"
        if path.is_file():
            return path
    raise PersonError(
        "ไม่พบรายการคำไทยของ PyThaiNLP (corpus/words_th.txt) กรุณาติดตั้ง prongsai ใหม่ด้วยคำสั่ง pip install .",
        "PyThaiNLP's word list (corpus/words_th.txt) is missing; install prongsai again with pip install .",
    )


@cache
def _list_compounds() -> tuple[frozenset[str], int]:
    """The set terms, and the length in characters of the longest."""
    lines = (resources.files("prongsai.data") / "compound_words.txt").read_text(encoding="utf-8").splitlines()
    words = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return words, max(map(len, words))


def _join_compounds(tokens: list[str]) -> list[str]:
    """Neighbouring tokens that spell a set term become one; the longest term wins."""
    compounds, longest = _list_compounds()
    joined: list[str] = []
    at = 0
    while at < len(tokens):
        term, best = tokens[at], 1
        if "\u0e01" <= term[:1] <= "\u0e4f":
            for count in range(2, len(tokens) - at + 1):
                term += tokens[at + count - 1]
                if len(term) > longest:
                    break
                if term in compounds:
                    best = count
        joined.append("".join(tokens[at : at + best]))
        at += best
    return joined
