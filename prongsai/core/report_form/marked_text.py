"""Free text between fixed words (heads), readable again whatever it holds and however its lines were wrapped."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prongsai.core.thai.digits import to_arabic_digits

OPEN, CLOSE, BULLET = "\u201c", "\u201d", "•"
NUMBER = "[0-9๐-๙]{1,9}"

_DIGIT = {str(value): f"[{value}{'๐๑๒๓๔๕๖๗๘๙'[value]}]" for value in range(10)}
_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A head and the free text after it; `head` is None for text before the first head."""

    head: re.Match[str] | None
    text: str
    is_quoted: bool = False


def loose(words: str) -> str:
    """A pattern for fixed words that holds when blanks were lost or added, in either digit script."""
    return r"\s*".join(_DIGIT.get(char, re.escape(char)) for char in to_arabic_digits(words) if not char.isspace())


def tidy(text: str) -> str:
    """Text as a document can carry it: one line, no control or invisible characters, sara am as one letter."""
    text = _INVISIBLE.sub("", _UNDRAWABLE.sub(" ", text)).replace("\u0e4d\u0e32", "\u0e33")
    return _SPACE.sub(" ", text).strip()


def squashed(text: str) -> str:
    """Text for comparing: no white space at all, Arabic digits."""
    return to_arabic_digits(_SPACE.sub("", tidy(text)))


def quoted(text: str) -> str:
    """Text between quotation marks, closing marks inside it doubled."""
    return f"{OPEN}{text.replace(CLOSE, CLOSE * 2)}{CLOSE}"


def needs_quotes(text: str, heads: re.Pattern[str]) -> bool:
    """Whether free text alone would be mistaken: it is empty, opens like a quotation, a bullet or an empty cell."""
    return not text or text[0] in f"{OPEN}{BULLET}|" or text in ("-", "–") or heads.search(text) is not None


def unquoted(text: str) -> str:
    """The free text of a place that holds nothing else."""
    text = text.strip()
    return _take_quoted(text, 0)[0] if text.startswith(OPEN) else text


def tokens(
    text: str, heads: re.Pattern[str], accept: Callable[[re.Match[str], bool], bool] = lambda match, after: True
) -> Iterator[Token]:
    """Cut text at its heads, never inside quotation marks.

    `accept` may refuse a head; it is told whether the head follows quoted text or a mark in brackets at once.
    """
    head: re.Match[str] | None = None
    position = 0
    while True:
        start = _skip_space(text, position)
        free, is_quoted = "", False
        if text[start : start + 1] == OPEN:
            free, position = _take_quoted(text, start)
            is_quoted = True
        is_closed = is_quoted or (head is not None and head[0].endswith(")"))
        following = None
        for match in heads.finditer(text, position):
            if accept(match, is_closed and _skip_space(text, position) >= match.start()):
                following = match
                break
        rest = text[position : following.start() if following else len(text)].strip()
        yield Token(head, f"{free} {rest}".strip() if is_quoted else rest, is_quoted)
        if following is None:
            return
        head, position = following, following.end()


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _take_quoted(text: str, start: int) -> tuple[str, int]:
    """The quoted text that opens at `start` and the place after it; without a closing mark all that is left."""
    found: list[str] = []
    position = start + 1
    while position < len(text):
        if text[position] != CLOSE:
            found.append(text[position])
            position += 1
            continue
        count = 0
        while position < len(text) and (text[position] == CLOSE or (text[position].isspace() and count % 2)):
            count += text[position] == CLOSE
            position += 1
        found.append(CLOSE * (count // 2))
        if count % 2:
            break
    return "".join(found).strip(), position
