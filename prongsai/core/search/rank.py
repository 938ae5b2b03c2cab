"""How well something answers a query: the rule that both databases compute, stated once in plain Python.

The databases compute the same with LIKE over the same strings (apps/search/tries.py); tests hold the two together.
"""

from typing import Literal

from prongsai.core.search.document import BREAK, SearchWords
from prongsai.core.search.query import Query

Try = Literal["words", "parts", "inner", "loose"]
TRIES: tuple[Try, ...] = ("words", "parts", "inner", "loose")
"""In order; a try is made where the one before found nothing at all."""

IS_IT, BEGINS_WITH_IT, SAYS_IT_IN_TITLE, HAS_IT_IN_TITLE, SAYS_IT, HAS_IT = range(6)


def rank(query: Query, words: SearchWords, item_code: str, tried: Try) -> int | None:
    """0 for the best answer, 5 for the weakest, None for no answer."""
    if query.is_empty or not _has_phrases(query, words):
        return None
    if tried == "words":
        return _rank_words(query, words, item_code)
    if tried == "loose":
        found = bool(query.loose_parts) and all(part in words.loose for part in query.loose_parts)
        return HAS_IT if found else None
    pieces = query.parts if tried == "parts" else query.inner
    if not pieces or not all(piece in _squash(words.everything) for piece in pieces):
        return None
    return HAS_IT_IN_TITLE if all(piece in _squash(words.title) for piece in pieces) else HAS_IT


def _rank_words(query: Query, words: SearchWords, item_code: str) -> int | None:
    if not all(term.needle in words.everything for term in query.terms):
        return None
    if words.title.startswith(f" {query.sequence} {BREAK} ") or item_code.lower() == query.sequence:
        return IS_IT
    if words.title.startswith(f" {query.sequence}"):
        return BEGINS_WITH_IT
    if f" {query.sequence}" in words.title:
        return SAYS_IT_IN_TITLE
    if all(term.needle in words.title for term in query.terms):
        return HAS_IT_IN_TITLE
    return SAYS_IT if f" {query.sequence}" in words.everything else HAS_IT


def _has_phrases(query: Query, words: SearchWords) -> bool:
    return all(phrase in _squash(words.everything) for phrase in query.phrases)


def _squash(words: str) -> str:
    return words.replace(" ", "")
