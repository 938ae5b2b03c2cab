"""HTML source as the text a reader sees, each letter with its place in the source, so that it can be masked where it stands."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.core.personal_data.find import mask_span, spans_to_mask

_TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<raw><(?P<name>script|style|template|noscript)\b[^>]*>.*?(?:</(?P=name)\s*>|\Z))"
    r"|(?P<tag></?(?P<word>[a-zA-Z][^\s<>/]*)[^<>]*>)|(?P<other><[!?][^>]*>)|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TOLD = frozenset(
    (
        "href", "title", "alt", "value", "placeholder", "content", "aria-label", "src", "summary", "label", "cite",
        "srcset", "poster", "action", "formaction", "longdesc", "id", "name",
    )
)  # fmt: skip
_TOLD_BEGINNINGS = ("data-", "on")  # what a script of the page reads, and scripts themselves
_INLINE = frozenset(
    [
        "span",
        "b",
        "i",
        "strong",
        "em",
        "font",
        "u",
        "small",
        "label",
        "a",
        "sup",
        "sub",
        "mark",
        "abbr",
        "code",
        "s",
        "del",
        "ins",
        "q",
        "cite",
        "dfn",
        "kbd",
        "samp",
        "var",
        "time",
        "wbr",
        "big",
        "tt",
        "nobr",
        "bdi",
        "bdo",
    ]
)
_CELLS = frozenset(("td", "th"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_DECLARES = re.compile(r"<!doctype|<\?xml\s", re.IGNORECASE)
_HIDDEN_FLAG = re.compile(r"""\shidden(?=[\s/>=])""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlFlow:
    """The seen text, the source span of each of its letters (None for signs that stand for tags), and what is not seen.

    `attributes` are (start, end) of telling attribute values in the source; `unseen` spans of comments and scripts.
    """

    source: str
    text: str
    spans: tuple[tuple[int, int] | None, ...]
    attributes: tuple[tuple[int, int], ...]
    unseen: tuple[tuple[int, int], ...]
    comments: int
    scripts: int
    hidden_elements: int


def read_html_flow(source: str) -> HtmlFlow:
    """The flow of a page or fragment; time grows with its length only."""
    text: list[str] = []
    spans: list[tuple[int, int] | None] = []
    attributes: list[tuple[int, int]] = []
    unseen: list[tuple[int, int]] = []
    comments = scripts = hidden = 0

    def sign(letter: str) -> None:
        text.append(letter)
        spans.append(None)

    for token in _TOKEN.finditer(source):
        kind = token.lastgroup or ""
        start = token.start()
        if token["comment"] is not None:
            unseen.append(token.span())
            comments += bool(token["comment"][4:-3].strip())
        elif token["raw"] is not None:
            unseen.append(token.span())
            scripts += token["name"].lower() in {"script", "template"}
            sign("\n")
        elif token["tag"] is not None:
            word = token["word"].lower()
            if not token["tag"].startswith("</"):
                attributes += _told(source, token.start("tag"), token["tag"])
                hidden += bool(_HIDDEN.search(token["tag"]) or _HIDDEN_FLAG.search(token["tag"]))
                if word == "img":
                    sign("\ufffc")
            if word in _CELLS:
                sign("\t" if not token["tag"].startswith("</") and text and text[-1] != "\n" else "")
            elif word not in _INLINE and word != "img":
                sign("\n")
        elif token["other"] is not None:
            # What browsers take for a comment ("<![CDATA[…", "<?php …") is one; a page's own first lines stay.
            (attributes if _DECLARES.match(token["other"]) else unseen).append(token.span())
        elif kind == "text" or token["text"] is not None:
            for letter, first, last in _letters(token["text"]):
                text.append(" " if letter in "\n\r\t" else letter)
                spans.append((start + first, start + last))
    kept = [place for place, letter in enumerate(text) if letter]
    return HtmlFlow(
        source, "".join(text[place] for place in kept), tuple(spans[place] for place in kept), tuple(attributes), tuple(unseen),
        comments, scripts, hidden,
    )  # fmt: skip


def _letters(text: str) -> Iterator[tuple[str, int, int]]:
    """(letter, start, end) of raw text, entities as what they stand for; the second letter of one entity is left out."""
    at = 0
    for entity in _ENTITY.finditer(text):
        for place in range(at, entity.start()):
            yield text[place], place, place + 1
        meant = html.unescape(entity[0])
        if meant == entity[0]:
            for place in range(*entity.span()):
                yield text[place], place, place + 1
        else:
            yield meant[:1] or " ", entity.start(), entity.end()  # a control sign means nothing
        at = entity.end()
    for place in range(at, len(text)):
        yield text[place], place, place + 1


def _told(source: str, start: int, tag: str) -> list[tuple[int, int]]:
    found = []
    for match in _ATTRIBUTE.finditer(tag):
        if match[1].lower() in _TOLD or match[1].lower().startswith(_TOLD_BEGINNINGS):
            group = 3 if match[3] is not None else 4 if match[4] is not None else 5
            found.append((start + match.start(group), start + match.end(group)))
    return found


def mask_html(source: str) -> tuple[str, int]:
    """The source with every number and address masked in texts and attributes, and how many; comments, scripts and hidden
    elements are taken out. A hidden element without an end stays: nobody can tell what it hides."""
    source = _without_hidden(source)
    flow = read_html_flow(source)
    changes: list[tuple[int, int, str]] = [
        (start, end, "") for start, end in flow.unseen if not _is_style(source, start)
    ]
    count = 0
    for start, end, kind in spans_to_mask(flow.text):
        count += 1
        masked = mask_span(flow.text[start:end], kind)
        for place, letter in enumerate(masked, start):
            span = flow.spans[place]
            if span is not None and letter != flow.text[place]:
                changes.append((*span, letter))
    for start, end in flow.attributes:
        said = list(_letters(source[start:end]))
        value = "".join(letter for letter, _first, _last in said)
        for first, last, kind in spans_to_mask(value):
            count += 1
            for (was, at, after), letter in zip(said[first:last], mask_span(value[first:last], kind), strict=True):
                if letter != was:
                    changes.append((start + at, start + after, letter))
    pieces: list[str] = []
    at = 0
    for start, end, letters in sorted(changes):
        if start >= at:
            pieces += [source[at:start], letters]
            at = end
    return "".join([*pieces, source[at:]]), count


def _without_hidden(source: str) -> str:
    pieces: list[str] = []
    at = 0
    open_tag, depth, begin = "", 0, 0
    for token in _TOKEN.finditer(source):
        if token["tag"] is None:
            continue
        word, is_end = token["word"].lower(), token["tag"].startswith("</")
        if open_tag:
            depth += 0 if word != open_tag or word in _VOID else -1 if is_end else 1
            if depth == 0:
                pieces.append(source[at:begin])
                open_tag, at = "", token.end()
        elif not is_end and (_HIDDEN.search(token["tag"]) or _HIDDEN_FLAG.search(token["tag"])):
            if word in _VOID or token["tag"].endswith("/>"):
                pieces.append(source[at : token.start()])
                at = token.end()
            else:
                open_tag, depth, begin = word, 1, token.start()
    return "".join([*pieces, source[at:]])


def _is_style(source: str, start: int) -> bool:
    return source[start : start + 6].lower() == "<style"
