"""What the index keeps of a title and a text: their words as two strings that a database can compare with LIKE."""

from dataclasses import dataclass

from prongsai.core.search.fold import fold, loosen
from prongsai.core.search.words import Splitter, list_words

VERSION = 1
"""Of the rules by which text becomes words; one more with every change, and the index is made anew."""
BREAK = "\u00b6"
"""Stands as a word of its own between title and text, so that nothing is found across."""
LONGEST_TEXT = 20_000
"""Characters of a text that are searched; PostgreSQL's index takes a megabyte of words."""


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Words with a blank before and after each. `title` ends with the break and what marks the thing beside its title,
    `everything` begins with `title`; `loose` is everything without blanks, tones and the signs people leave out."""

    title: str
    everything: str
    loose: str


def search_words(title: str, text: str, known_as: str, split: Splitter, *, marks: str = "") -> SearchWords:
    """Words of something to be found.

    `marks` (its year, its item code) count as if the title said them; `known_as` holds what else it is found by.
    """
    in_title = _follow(f" {_words(title, split)}".rstrip() + f" {BREAK} ", _words(marks, split))
    everything = in_title
    for part in (text[:LONGEST_TEXT], known_as):
        if words := _words(part, split):
            everything = _follow(f"{everything}{BREAK} ", words)
    return SearchWords(in_title, everything, loosen(everything.replace(" ", "")))


def _follow(before: str, words: str) -> str:
    return f"{before}{words} " if words else before


def _words(text: str, split: Splitter) -> str:
    return " ".join(word.text for word in list_words(fold(text), split))
