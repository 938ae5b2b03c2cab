"""One pass over a page that says which kinds of trouble it may hold, so that clean pages are not parsed."""

from functools import cache
from typing import Final

try:
    from prongsai.audit.native import thai as native
except ImportError:  # not built here
    native = None  # type: ignore[assignment]

from prongsai.audit.watch.spam_words import STEMS
from prongsai.audit.word_finder import SMALL_LETTERS, WordFinder, find_words

_SIGNS: dict[str, tuple[str, ...]] = {
    "sell": STEMS,
    "boast": ("hack", "h4ck", "defaced", "pwn", "owned", "rooted", "touched by", "security is", "แฮก", "แฮ็ก", "แฮค"),
    "hide": ("display", "visibility", "opacity", "transparent", "font-size", "indent", "left:-", "left: -", "top:-", "top: -", "right:-", "right: -"),
    "frame": ("<iframe", "<frame"),
    "refresh": ("refresh",),
    "location": ("location",),
}  # fmt: skip


_NAME_OF: Final = {sign: name for name, signs in _SIGNS.items() for sign in signs}
# Bytes that begin a letter of UTF-8 which may be a capital; Thai, the blanks and marks beside Latin, and E2 are not among them.
_MAY_BE_CAPITAL: Final = bytes((*range(0xC3, 0xE0), 0xE1, *range(0xE3, 0xF5)))
_NO_CAPITALS: Final = bytes(sorted(set(range(256)) - set(_MAY_BE_CAPITAL)))
_MARKS: Final = tuple(b"\xe2" + bytes((byte,)) for byte in range(0x80, 0x84))
"""Dashes, quotes and dots: what nearly all other letters of pages are."""


@cache
def _finder(encoding: str) -> tuple[WordFinder, tuple[str, ...]]:
    """Finds the signs that can be written in an encoding, with the kind of trouble of each."""
    signs = {
        written: name
        for sign, name in _NAME_OF.items()
        if (written := sign.encode(encoding, "ignore")).decode(encoding) == sign
    }
    return find_words(list(signs)), tuple(signs.values())


def what_it_holds(text: str) -> set[str]:
    """Names of the kinds of trouble a text in lower case may hold: sell, boast, hide, frame, refresh, location."""
    return _held(text.encode("utf-8", "replace"), "utf-8")


def what_bytes_hold(content: bytes) -> set[str]:
    """The same of a page's bytes, in UTF-8 or else windows-874, whatever the case of their letters."""
    if _is_thai(content):
        return _held(content, "utf-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _held(content, "cp874")
    return what_it_holds(text.lower())


def is_thai(content: bytes) -> bool:
    """Whether bytes are UTF-8 of ASCII, Thai and the signs beside it alone: of capitals they have A to Z and no other."""
    if b"\xe2" in content and content.count(b"\xe2") != sum(map(content.count, _MARKS)):
        return False
    if content.translate(None, _NO_CAPITALS):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_is_thai = native.is_thai_utf8 if native else is_thai


def _held(content: bytes, encoding: str) -> set[str]:
    finder, names = _finder(encoding)
    return {names[number] for number in finder.words_in(content, SMALL_LETTERS)}
