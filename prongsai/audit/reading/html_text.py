"""The readable content of an HTML page in one pass over its tags: title, headings, links and visible lines.

No tree is built. A tree of a page of 10 kB costs 0.1 ms before anything is read from it, and 200 kB of nested
formatting tags can grow a browser-like tree to gigabytes; a pass over the tags takes time and memory in proportion to
the page, whatever its nesting. What a browser does with crossed or unclosed tags matters for looks, hardly for text.
"""

import html
import re
from urllib.parse import urljoin

from prongsai.audit.page import PageLink
from prongsai.audit.reading.thai_repair import repair_thai
from prongsai.core.frozen import frozen

try:
    from prongsai.audit.native import html as native
except ImportError:  # not built here: the plain way alone
    native = None  # type: ignore[assignment]

MAX_CHARACTERS = 4_000_000
"""Of one page; the rest is not read. The longest page of the samples has 0.04 million."""
MAX_LINKS = 20_000
_CHUNK = 100_000  # split at a time: the pieces of a split take 20 times the memory of the text

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*+)([^<>]*+)>")
_TAGS = re.compile(r"(</?[a-zA-Z][^<>]*+>)")
_OPEN_TAG = re.compile(r"<([a-zA-Z][^\s<>/]*+)\s[^<>]*?=\s?([\"'])(?=[^\"'<>]*+$)")
_SKIPPED = (
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "select",
    "textarea",
    "iframe",
    "noembed",
    "noframes",
    "xmp",
    "object",
    "canvas",
    "audio",
    "video",
    "datalist",
    "title",
)
_SKIPPED_FIRST = "".join(
    f"[{''.join(sorted({name[place] + name[place].upper() for name in _SKIPPED}))}]" for place in range(3)
)  # three letters one of these may begin with: passes most tags over at once
_SKIPPED_START = re.compile(f"<(?=[!?]|{_SKIPPED_FIRST})(?:[!?]|((?i:{'|'.join(_SKIPPED)}))(?=[\\s/>]))")
_RAW_END = {name: re.compile(f"</{name}[^>]*+>", re.IGNORECASE) for name in _SKIPPED}
_ATTRIBUTE = {
    key: re.compile(rf"""(?:^|[\s"'/]){key}\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
    for key in ("href", "src", "alt", "title", "style", "content", "http-equiv", "aria-label", "type", "value")
}
_HIDDEN_ATTRIBUTE = re.compile(r"""(?:^|[\s"'])hidden(?:[\s/=]|$)""", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SELF_CLOSING = frozenset(["p", "li", "tr", "td", "th", "dd", "dt", "option"])  # a second one closes the first
_INLINE, _BLOCK, _CELL, _LINK, _HEADING, _TABLE, _ALONE = range(7)
_BREAKING = frozenset((_BLOCK, _CELL, _HEADING, _TABLE))
_TAGS_OF_ROLE = {
    _BLOCK: "p div section article aside header footer main nav ul ol li dl dt dd blockquote pre address form fieldset "
    "figure figcaption center hr br legend summary details caption thead tbody tfoot body html marquee dir menu option",
    _CELL: "td th",
    _LINK: "a",
    _HEADING: "h1 h2 h3 h4 h5 h6",
    _TABLE: "table tr",
    _ALONE: "img area frame base meta input",
    _INLINE: "span b i strong em font u small label button nobr sup sub",
}
_ROLES = {
    spelled: role for role, names in _TAGS_OF_ROLE.items() for name in names.split() for spelled in (name, name.upper())
}
_SIGN_OF_ROLE = {_INLINE: ("", ""), _BLOCK: ("\n", "\n"), _CELL: ("\t", ""), _TABLE: ("\v", "\v")}  # begins, ends
_BARE_TAGS = {
    f"<{closes}{name}>": _SIGN_OF_ROLE[role][bool(closes)]
    for name, role in _ROLES.items()
    if role in _SIGN_OF_ROLE
    for closes in ("", "/")
}
_signs = _BARE_TAGS.copy()
"""Tags as written that only break a line or do nothing at all, with the sign that stands for them. Learnt, for pages
repeat theirs: of 18,260 tags of the samples nine in ten were known when their turn came."""
_MOST_SIGNS, _LONGEST_SIGN = 4_000, 120
_ENDS = frozenset("\"'/")
_NOT_HIDDEN = frozenset(("html", "body"))  # hidden until a script shows them
_BLANKS = re.compile(" {2,}")
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_PRE = re.compile(r"<pre[\s>]", re.IGNORECASE)
_PRE_END = re.compile("</pre", re.IGNORECASE)


@frozen
class HtmlText:
    """What a page shows. `lines` are its paragraphs and table rows (cells parted by tabs), blanks folded."""

    title: str = ""
    headings: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    lines: tuple[str, ...] = ()
    is_cut: bool = False


def read_html(text: str) -> HtmlText:
    """The content of a page already decoded. Time and memory grow with its length only; never raises.

    Scripts, styles, form choices and what the page marks as hidden are left out. Addresses of frames and of a refresh
    are links without words. Where the page names a base, addresses are joined to it; else they stay as written.
    """
    is_cut = len(text) > MAX_CHARACTERS
    if is_cut:
        text = text[:MAX_CHARACTERS]
    text = repair_thai(text)
    page = _Page()
    if _may_hold_pre(text) and _PRE.search(text):
        text = _keep_lines_of_pre(text)
    parts = _shown_parts(text, page)
    shown = _read_quickly(parts, page)
    if shown is None:
        for part in parts:
            page.read(part)
        page.end()
        shown = "".join(page.pieces)
    return page.result(shown, is_cut=is_cut)


def _read_quickly(parts: list[str], page: "_Page") -> str | None:
    """What the native twin makes of the parts; None where there is none, or they are odd: then nothing is noted yet."""
    if _tags is None:
        return None
    frames = page.links.copy()
    shown = _tags.read_parts(parts, page, MAX_LINKS)
    if shown is None:
        page.base, page.headings, page.links = "", [], frames
    return shown


def _shown_parts(text: str, page: "_Page") -> list[str]:
    """The text without comments, declarations, scripts and the like; the title and frames met on the way are noted."""
    parts = []
    place = 0
    start, kind = _find_skipped(text, 0)
    while start >= 0:
        parts.append(text[place:start])
        if not kind:
            mark = "-->" if text.startswith("<!--", start) else ">"
            end = text.find(mark, start + 2)
            place = len(text) if end < 0 else end + len(mark)
        else:
            opening = text.find(">", start)
            closing = _RAW_END[kind].search(text, opening) if opening >= 0 else None
            place = len(text) if closing is None else closing.end()
            if kind == "title":
                if not page.title and closing is not None:
                    page.title = text[opening + 1 : closing.start()]
            elif kind == "iframe":
                page.add_frame(text[start + 7 : opening if opening >= 0 else len(text)])
                place = opening + 1 if closing is None and opening >= 0 else place
        start, kind = _find_skipped(text, place)
    parts.append(text[place:])
    return parts


def find_skipped(text: str, start: int) -> tuple[int, str]:
    """Where the next comment or declaration (""), or element whose text is not shown (its name), begins; -1 for none."""
    found = _SKIPPED_START.search(text, start)
    return (found.start(), (found.group(1) or "").lower()) if found else (-1, "")


def _find_skipped_quickly(text: str, start: int) -> tuple[int, str]:
    assert native is not None
    return native.find_skipped(text, start, _SKIPPED_NAMES)


_SKIPPED_NAMES = frozenset(_SKIPPED)
_find_skipped = _find_skipped_quickly if native else find_skipped
_may_hold_pre = native.may_hold_pre if native else _PRE.search


class _Page:
    def __init__(self) -> None:
        self.title = ""
        self.base = ""
        self.headings: list[str] = []
        self.links: list[PageLink] = []
        self.pieces: list[str] = []
        self._link: tuple[str, int] | None = None  # address and where its words begin
        self._heading: int | None = None
        self._hidden = ""  # the name of the hidden element we are in, "" in none
        self._depth = 0
        self._open_quote = ""  # of an attribute that holds < or >

    def read(self, text: str) -> None:
        """Add one part of the page, in pieces that end at a tag."""
        start = 0
        while start < len(text):
            end = text.find(">", start + _CHUNK) + 1 if len(text) - start > _CHUNK else 0
            end = end or len(text)
            self._read_piece(" ".join(text[start:end].split()) if start or end < len(text) else _folded(text))
            start = end

    def _read_piece(self, text: str) -> None:
        """Texts and tags by turns: those that only stand for a sign become it at once, the others one by one."""
        found = _TAGS.split(text)
        tags = found[1::2]
        if self._open_quote:
            found[0] = self._after_quote(found[0])
        if self._hidden:
            found[0] = ""
        signs = found[1::2] = list(map(_signs.get, tags))
        has_stray = text.count("<") > len(tags)
        first = len(self.pieces) + 1
        self.pieces += found  # None until the loop has been there
        index, count = 0, len(tags)
        while index < count:
            if not (self._hidden or self._open_quote or has_stray):
                try:
                    index = signs.index(None, index)
                except ValueError:
                    return
                tag = tags[index]
                if tag.startswith('<a href="') and tag.find('"', 9) == len(tag) - 2:  # most links are written so
                    at = first + 2 * index
                    if self._link is not None:
                        self._end_link(at)
                    self.pieces[at] = ""
                    index += 1
                    if index < count and tags[index] == "</a>":  # and most hold nothing but words
                        self.pieces[at + 2] = ""
                        self._add_link(tag[9:-2], found[2 * index])
                        index += 1
                    else:
                        self._start_link(tag[9:-2], at + 1)
                    continue
            self._read_tag(tags[index], first + 2 * index)
            index += 1

    def _add_link(self, address: str, words: str) -> None:
        """A link whose words are one piece of the text: its blanks are folded already."""
        if address and len(self.links) < MAX_LINKS:
            address = self._address(address) if self.base or "&" in address else address.strip()
            label = _one_line(words) if "&" in words else words.strip()
            self.links.append(tuple.__new__(PageLink, (address, label)))  # half of the time of PageLink(...)

    def _read_tag(self, tag: str, at: int) -> None:
        """The tag at a place of the pieces, and the text after it."""
        pieces = self.pieces
        text = pieces[at + 1]
        pieces[at] = ""
        if self._open_quote:
            tail = self._after_quote(tag + text)
            pieces[at + 1] = "" if self._hidden else tail
            return
        if tag == "</a>" and not self._hidden and "<" not in text:
            self._end_link(at)
            return
        if tag.startswith('<a href="') and tag.find('"', 9) == len(tag) - 2 and not self._hidden and "<" not in text:
            self._end_link(at)  # most links are written so
            self._start_link(tag[9:-2], at + 1)
            return
        match = _TAG.match(tag)
        assert match is not None
        closes, name, attributes = match.groups()
        role = _ROLES.get(name)
        if role is None:
            name = name.lower()
            role = _ROLES.get(name, _INLINE)
        is_plain = True
        if attributes:
            if attributes[-1] not in _ENDS and (attributes.count('"') & 1 or attributes.count("'") & 1):
                attributes, text = self._open(attributes, text)
                is_plain = False
            may_hide = "idden" in attributes or "none" in attributes
            is_plain = is_plain and not may_hide
            if may_hide and not self._hidden and not closes and _hides(name, attributes):
                self._enter_hidden(name, role, attributes, at)
                pieces[at + 1] = "" if self._hidden else text
                return
        if self._hidden:
            self._leave_hidden(name.lower(), closes, attributes)
            if self._hidden or closes:
                pieces[at + 1] = "" if self._hidden else text
                return
        if role in _SIGN_OF_ROLE:
            pieces[at] = _SIGN_OF_ROLE[role][bool(closes)]
            if is_plain:
                _learn(tag, pieces[at])
        elif role == _LINK:
            self._end_link(at)
            if attributes:
                self._start_link(_attribute("href", attributes), at + 1)
        elif role == _HEADING:
            self._end_heading(at)
            pieces[at] = "\n"
            if not closes:
                self._heading = at + 1
        else:
            pieces[at] = self._note(name.lower(), attributes)
        pieces[at + 1] = self._without_open_tag(text) if "<" in text else text

    def _enter_hidden(self, name: str, role: int, attributes: str, at: int) -> None:
        if role in _BREAKING:
            self.pieces[at] = "\n"
        name = name.lower()
        if name not in _VOID and not attributes.endswith("/"):
            self._hidden, self._depth = name, 1

    def _leave_hidden(self, name: str, closes: str, attributes: str) -> None:
        """Count the tags of the hidden element's name until it ends."""
        if name != self._hidden:
            return
        if closes:
            self._depth -= 1
        elif name in _SELF_CLOSING:
            self._depth = 1 if _hides(name, attributes) else 0
        elif not attributes.endswith("/"):
            self._depth += 1
        if self._depth == 0:
            self._hidden = ""

    def _without_open_tag(self, text: str) -> str:
        """Text up to a tag that another tag begins inside of, in an attribute: what follows belongs to the attribute."""
        start = text.rfind("<")
        found = _OPEN_TAG.match(text, start)
        if found is None or found.group(2) in text[found.end() :]:
            return text
        self._open_quote = found.group(2)
        role = _ROLES.get(found.group(1).lower(), _INLINE)
        return text[:start] + ("\n" if role in _BREAKING else "")

    def _open(self, attributes: str, text: str) -> tuple[str, str]:
        """(attributes, text) of a tag with an odd number of quotes, after a value that holds ">" has been made whole."""
        rest = re.sub(r"\"[^\"]*+\"|'[^']*+'", "", attributes)
        lone = re.search(r"=\s*([\"'])", rest)
        if lone is None:
            return attributes, text
        self._open_quote = lone.group(1)
        end = text.find(self._open_quote)
        if end >= 0:
            attributes += ">" + text[: text.find(">", end) if ">" in text[end:] else end + 1]
        return attributes, self._after_quote(text)

    def _after_quote(self, text: str) -> str:
        """The part of `text` after the quote and its tag have ended, "" when they do not end in it."""
        end = text.find(self._open_quote)
        if end < 0:
            return ""
        closing = text.find(">", end)
        self._open_quote = ""
        return text[end + 1 :] if closing < 0 else text[closing + 1 :]

    def _start_link(self, address: str, at: int) -> None:
        if address:
            self._link = (address, at)

    def _end_link(self, at: int) -> None:
        if self._link is not None:
            address, start = self._link
            self._link = None
            if len(self.links) < MAX_LINKS:
                words = "".join(self.pieces[start:at])
                self.links.append(PageLink(self._address(address), _one_line(words)))

    def _end_heading(self, at: int) -> None:
        if self._heading is not None:
            words = _one_line("".join(self.pieces[self._heading : at]))
            self._heading = None
            if words:
                self.headings.append(words)

    def _note(self, name: str, attributes: str) -> str:
        """Tags that stand alone: areas, frames, base and refresh are noted; gives the words of a button, or of a picture
        inside a link."""
        if name == "img":
            if self._link is not None:
                words = _attribute("alt", attributes) or _attribute("title", attributes)
                if words and words.isprintable():
                    return f" {words} "
        elif name == "area":
            address = _attribute("href", attributes)
            if address and len(self.links) < MAX_LINKS:
                self.links.append(PageLink(self._address(address), _one_line(_attribute("alt", attributes))))
        elif name == "frame":
            self.add_frame(attributes)
        elif name == "base":
            self.base = self.base or _attribute("href", attributes)
        elif name == "meta" and "refresh" in attributes.lower():
            found = _REFRESH.search(_attribute("content", attributes))
            if found:
                self.links.append(PageLink(html.unescape(found.group(1)).strip(), ""))
        elif name == "input" and _attribute("type", attributes).lower() in {"submit", "button"}:
            return f" {_attribute('value', attributes)} "
        return ""

    def add_frame(self, attributes: str) -> None:
        """The address of a frame as a link; its title, where it has one, as the words."""
        address = _attribute("src", attributes)
        if address and len(self.links) < MAX_LINKS:
            self.links.append(PageLink(self._address(address), _one_line(_attribute("title", attributes))))

    def _address(self, address: str) -> str:
        address = html.unescape(address) if "&" in address else address
        address = address.strip()
        if self.base:
            try:
                return urljoin(html.unescape(self.base.strip()), address)
            except ValueError:
                return address
        return address

    def end(self) -> None:
        """Close what the page left open."""
        self._end_link(len(self.pieces))
        self._end_heading(len(self.pieces))

    def result(self, shown: str, *, is_cut: bool) -> HtmlText:
        """Everything gathered; `shown` is the text with its signs, which become lines."""
        return HtmlText(
            title=_one_line(self.title),
            headings=tuple(self.headings),
            links=tuple(self.links),
            lines=tuple(lines_of(shown)),
            is_cut=is_cut,
        )


def _learn(tag: str, sign: str) -> None:
    if len(_signs) >= _MOST_SIGNS:
        _signs.clear()
        _signs.update(_BARE_TAGS)
    if len(tag) <= _LONGEST_SIGN:
        _signs[tag] = sign


def lines_of(text: str) -> list[str]:
    """Raw text with breaks as "\\n" and cells as "\\t" into lines: characters named, blanks folded, Thai repaired."""
    if "&" in text:
        text = repair_thai(html.unescape(text))
    return _folded_lines(text)


def plain_lines(text: str) -> list[str]:
    """Lines of a text whose characters are named already."""
    if "\u00a0" in text:
        text = text.replace("\u00a0", " ")
    if "\t" in text:
        first, *cells = text.split("\t")
        text = "\t".join((first.rstrip(" \n"), *(cell.strip(" \n") for cell in cells[:-1]), cells[-1].lstrip(" \n")))
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return [line for raw in text.splitlines() if (line := raw.strip())]


def _one_line(text: str) -> str:
    if "&" in text:
        text = repair_thai(html.unescape(text))
    return " ".join(text.split())


def _folded(text: str) -> str:
    """The text with white space folded as a browser does, a blank kept at either end."""
    folded = " ".join(text.split())
    if text[:1].isspace():
        folded = " " + folded
    return folded + " " if folded and text[-1:].isspace() else folded


def _hides(name: str, attributes: str) -> bool:
    """Whether a tag's own attributes keep what it holds from being seen."""
    if name in _NOT_HIDDEN:
        return False
    if _HIDDEN_ATTRIBUTE.search(re.sub(r"\"[^\"]*+\"|'[^']*+'", '""', attributes)):
        return True
    style = _attribute("style", attributes)
    return bool(style) and _HIDDEN_STYLE.search(style) is not None


def _attribute(key: str, attributes: str) -> str:
    found = _ATTRIBUTE[key].search(attributes)
    if found is None:
        return ""
    value = found.group(1) or found.group(2) or found.group(3) or ""
    return html.unescape(value) if "&" in value else value


def _keep_lines_of_pre(text: str) -> str:
    """Line ends inside preformatted text as breaks."""
    parts: list[str] = []
    place = 0
    found = _PRE.search(text)
    while found is not None:
        closing = _PRE_END.search(text, found.start()) if len(parts) < 200 else None
        end = closing.start() if closing is not None else len(text)
        parts += [text[place : found.start()], text[found.start() : end].replace("\n", "<br>")]
        place = end
        found = _PRE.search(text, place)
    return "".join([*parts, text[place:]])


_tags = native.Tags(_ROLES, _VOID, _SELF_CLOSING, _hides, _attribute, _one_line, PageLink) if native else None
_folded_lines = native.lines_of if native else plain_lines
