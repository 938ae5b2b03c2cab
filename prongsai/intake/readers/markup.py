"""Stray HTML tags inside plain text: `<p>` and `<br>` break paragraphs, `<a href>` gives a link, the rest is dropped."""

import html
import re
from functools import cache

from prongsai.intake.readers.cell_text import clean_paragraphs

_BREAKING = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        r"<(/?)(p|br|div|li|ul|ol|tr|td|th|h[1-6]|a|b|i|u|strong|em|span|font|center|sup|sub|small|big)"
        r"((?:\s[^<>]*)?)/?>",
        re.IGNORECASE,
    )


@cache
def _href() -> re.Pattern[str]:
    return re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)|["'](.*))""", re.IGNORECASE | re.DOTALL)


def has_open_tag(text: str) -> bool:
    """Whether the text ends inside a tag, as when a line breaks in the middle of an address attribute."""
    start = text.rfind("<")
    return start >= 0 and ">" not in text[start:] and re.match(r"</?[A-Za-z]", text[start:]) is not None


def read_inline(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Paragraphs and (text, address) links of a cell's text; an anchor that is never closed ends with its paragraph.

    Addresses are kept as printed, a line break inside one included.
    """
    if "<" not in text:
        return clean_paragraphs(_entities(text).split("\n")), ()
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    anchor: tuple[int, str] | None = None
    position = 0

    def close(anchor: tuple[int, str] | None) -> None:
        if anchor is not None:
            shown = " ".join("".join(parts[anchor[0] :]).split())
            links.append((shown, anchor[1]))

    for match in _tag().finditer(text):
        parts.append(_plain(text[position : match.start()]))
        position = match.end()
        closing, tag, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if tag == "a":
            close(anchor)
            anchor = None
            address = _href().search(attributes) if not closing else None
            if address:
                anchor = (len(parts), html.unescape(next(group for group in address.groups() if group is not None)))
        elif tag in _BREAKING:
            if anchor is not None and "".join(parts[anchor[0] :]).strip():
                close(anchor)
                anchor = None
            parts.append("\n")
    rest = text[position:]
    cut = re.search(r"<a\s[^<>]*$", rest, re.IGNORECASE)
    if cut:  # the file ends inside an anchor's tag
        address = _href().search(cut.group())
        parts.append(_plain(rest[: cut.start()]))
        if address:
            close(anchor)
            anchor = None
            links.append(("", next(group for group in address.groups() if group is not None).rstrip("\"'")))
    else:
        parts.append(_plain(rest))
    close(anchor)
    return clean_paragraphs("".join(parts).split("\n")), tuple(links)


def _plain(text: str) -> str:
    return _entities(text)


def _entities(text: str) -> str:
    return html.unescape(text) if re.search(r"&(?:[a-z]{2,8}|#\d{2,6});", text) else text
