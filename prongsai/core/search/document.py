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
    """`title` and `everything` are words with a blank before and after each; `loose` is everything without blanks,
    tones and the signs people leave out. Of nothing they are a single blank or ""."""

    title: str
    everything: str
    loose: str


def search_words(title: str, text: str, extra: str, split: Splitter) -> SearchWords:
    """Words of something to be found. `extra` holds what it is also known by, such as its item code and year."""
    in_title = _joined(title, split)
    everything = in_title
    for part in (text[:LONGEST_TEXT], extra):
        words = _joined(part, split)
        if words != " ":
            everything = f"{everything}{BREAK}{words}" if everything != " " else words
    return SearchWords(in_title, everything, loosen(everything.replace(" ", "")))


def _joined(text: str, split: Splitter) -> str:
    words = " ".join(word.text for word in list_words(fold(text), split))
    return f" {words} " if words else " "
