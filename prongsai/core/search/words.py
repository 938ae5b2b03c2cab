"""The words of a folded text: Thai by a splitter that is handed in, other scripts by their blanks."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from prongsai.core.search.fold import Folded

Splitter = Callable[[str], list[str]]
"""Cuts a run of Thai letters into words; joined again they are the run."""

_RUN = re.compile(r"[\u0e01-\u0e4e]+|o\d+(?!\S)|\d[\d\u00b7]*|[^\s\d\u0e01-\u0e4e]+")
_LONGEST = 60
"""Characters of a word that count: what is longer is no word, and PostgreSQL takes no lexeme over 2,046 bytes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its span in the folded text."""

    text: str
    start: int
    end: int


def list_words(folded: Folded | str, split: Splitter) -> list[Word]:
    """The words in order. Letters that the splitter left standing alone are put together, as in names it does not know."""
    text = folded if isinstance(folded, str) else folded.text
    words: list[Word] = []
    for run in _RUN.finditer(text):
        if "\u0e01" <= run.group()[0] <= "\u0e4e":
            words += _thai_words(run.group(), run.start(), split)
        else:
            words.append(Word(run.group(), *run.span()))
    return [Word(word.text[:_LONGEST], word.start, word.end) for word in words]


def _thai_words(run: str, start: int, split: Splitter) -> list[Word]:
    words: list[Word] = []
    was_letter = False
    for token in split(run):
        end = start + len(token)
        is_letter = len(token) == 1
        if words and is_letter and was_letter:
            words[-1] = Word(words[-1].text + token, words[-1].start, end)
        else:
            words.append(Word(token, start, end))
        was_letter, start = is_letter, end
    return words
