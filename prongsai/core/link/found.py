"""Finds the addresses in the text of a cell, as printed, also where a line break or a blank broke them."""

import re
from functools import cache

from prongsai.core.link.host_name import has_known_ending
from prongsai.core.link.mending import mend

_ADDRESS_LETTERS = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\\"

GAPS_IN_HOST = 3
"""A host broken more often than this is prose."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.IGNORECASE)


_PATTERNS = {
    "anchor": r"<a\b[^>]*?\bhref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+))[^>]*>(?P<text>[^<]*)(?:</a\s*>)?",
    "tag": r"</?(?:p|br|div|span|b|i|u|li|ul|ol|td|tr|table|strong|em|font|a|h\d)\b[^>]*>",
    "start": r"(?:https?|hxxps?|h?ttps?|htt[yo0]ps?)\s*[:;]\s*[/\\]|https?\s*[/\\]{2}|https?%3A%2F%2F|www\s?\.\s?(?=[\w-])",
    "bare_host": r"(?<![\w@.\-/])(?:[a-z0-9][a-z0-9-]*\.)+(?:(?:go|ac|or|co|in|mi|net)\.th|com|org|net)(?![\w@.-]*@)(?=[/\s:?#)\]\"']|$)",
    "gap": r"[ \t\u00a0\u200b]*[\r\n]?[ \t\u00a0\u200b]*",
}


def find_links(text: str) -> list[str]:
    """Every address in a text, as printed, in order and each target once.

    An anchor counts once: its shown text where that is an address of the same target, else its href; an anchor
    left unclosed ends with its text. Blanks and a line break inside a host are kept (read_link mends them).
    """
    text = text.replace("\x00", " ")
    found: list[str] = []
    pieces: list[str] = []
    position = 0
    for match in _pattern("anchor").finditer(text):
        pieces.append(text[position : match.start()])
        pieces.append("\x00" + str(len(found)) + "\x00")
        href = match["double"] or match["single"] or match["bare"] or ""
        shown = _addresses(match["text"])
        found.append(shown[0] if shown and _target(shown[0]) == _target(href) else href)
        tail = match["text"]
        for extra in shown[1:] if shown else []:
            pieces.append(" " + extra + " ")
        position = match.end()
        if not shown and tail:
            pieces.append(tail)
    pieces.append(text[position:])
    rest = _pattern("tag").sub("\n\n", "".join(pieces))
    ordered: list[str] = []
    for part in re.split("(\x00\\d+\x00)", rest):
        if part.startswith("\x00"):
            ordered.append(found[int(part.strip("\x00"))])
        else:
            ordered.extend(_addresses(part))
    return _each_once(ordered)


def _each_once(printed: list[str]) -> list[str]:
    seen: set[str] = set()
    kept = []
    for address in printed:
        target = _target(address)
        if address.strip() and target not in seen:
            seen.add(target)
            kept.append(address)
    return kept


def _target(address: str) -> str:
    mended = mend(address)
    return mended.url.rstrip("/") if not mended.refused else "".join(address.split())


def _addresses(text: str) -> list[str]:
    found = []
    position = 0
    while match := _next_start(text, position):
        end = _end_of(text, match.start(), match.end())
        found.append(_without_closing(text[match.start() : end].rstrip(" \t\r\n,;")))
        position = max(end, match.end())
    return [address for address in found if len(address) > 4]


def _without_closing(address: str) -> str:
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(" \t\r\n,;")
    return address


def _next_start(text: str, position: int) -> re.Match[str] | None:
    starts = [match for name in ("start", "bare_host") if (match := _pattern(name).search(text, position))]
    return min(starts, key=lambda match: match.start()) if starts else None


def _end_of(text: str, start: int, position: int) -> int:
    """Where an address ends: at the first white space after its host is complete; gaps before that belong to it."""
    while position < len(text) and text[position] in " /\\":
        position += 1
    host_start = start if text[start].lower() == "w" or "://" not in text[start:position] else position
    host_done = False
    while position < len(text):
        letter = text[position]
        if letter in "/?#" and text[host_start:position].strip():
            host_done = True
        if letter.isspace() or letter in "\u200b\ufeff":
            gap = _pattern("gap").match(text, position)
            after = gap.end() if gap else position + 1
            if not _continues(text, host_start, position, after, host_done):
                return position
            position = max(after, position + 1)
            continue
        if not _is_address_letter(letter, host_done):
            return position
        position += 1
    return position


def _is_address_letter(letter: str, host_done: bool) -> bool:
    if letter in '<>"“”‘’«»' or letter == "\x00":
        return False
    if letter.isascii():
        return True
    return (host_done and letter.isalnum()) or (host_done and "\u0e00" <= letter <= "\u0e7f")


def _continues(text: str, host_start: int, gap: int, after: int, host_done: bool) -> bool:
    """Whether the text behind a gap still belongs to the address."""
    if after >= len(text) or not re.match(r"[A-Za-z0-9.\-/_%?=&]", text[after]):
        return False
    token = re.match(rf"[{_ADDRESS_LETTERS}]+", text[after:])
    piece = token.group() if token else ""
    if _pattern("start").match(text, after) or _pattern("bare_host").match(text, after):
        return (
            not host_done and not _is_whole_host(text[host_start:gap]) and not piece.lower().startswith(("http", "www"))
        )
    if not host_done:
        if len(text[host_start:gap].split()) > GAPS_IN_HOST:
            return False
        return not _is_whole_host(text[host_start:gap]) or piece.startswith("/")
    if "\n" in text[gap:after] or "\r" in text[gap:after]:
        return _goes_on_after_break(text[gap - 1], piece)
    return False


def _goes_on_after_break(before: str, piece: str) -> bool:
    """A line break inside a path: only where one side of it ends or starts with a mark that joins."""
    return (before in "/-_=&?%" and not piece.startswith(("-", "http")) and bool(piece)) or piece[:1] in {
        "/",
        "?",
        "&",
        "=",
    }


def _is_whole_host(written: str) -> bool:
    host = "".join(written.split()).lower().rstrip(".,").partition(":")[0]
    return has_known_ending(host.removeprefix("http://").removeprefix("https://"))
