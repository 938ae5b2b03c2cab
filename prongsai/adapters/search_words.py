"""Thai words for searching: the words of newmm, compounds among them in their parts."""

from functools import cache, lru_cache

from prongsai.core.search.compounds import split_compound
from prongsai.documents.words import cut_plain_words, list_known_words

_REMEMBERED = 100
"""Letters of a run whose words are remembered; longer ones seldom come twice."""


def split_words(run: str) -> list[str]:
    """A run of Thai letters cut into words; joined again they are the run."""
    return list(_split_short(run) if len(run) <= _REMEMBERED else _split(run))


@lru_cache(maxsize=20_000)
def _split_short(run: str) -> tuple[str, ...]:
    return _split(run)


def _split(run: str) -> tuple[str, ...]:
    return tuple(part for word in cut_plain_words(run) for part in _parts(word))


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(split_compound(word, _known().__contains__)) if len(word) > 4 else (word,)


@cache
def _known() -> frozenset[str]:
    return frozenset(list_known_words())
