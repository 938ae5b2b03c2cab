"""An alarm when an agency's page was broken into: injected links, hidden frames, false titles, redirects, slogans.

Most pages are clean and most of those are seen to be by a quick look at their bytes; only the others are parsed.
"""

import html as entities
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from prongsai.audit.judged import JudgeNote
from prongsai.audit.watch.hidden import QUICK, is_hidden_from_people, is_tiny_frame, list_hidden
from prongsai.audit.watch.hosts import host_of, is_own, is_unexpected, readable
from prongsai.audit.watch.notes import note
from prongsai.audit.watch.quick_look import what_bytes_hold, what_it_holds
from prongsai.audit.watch.spam_words import count_against, find_selling, has_stem, sells_by_address
from prongsai.audit.watch.visit_snapshot import VisitSnapshot

_FRAME = re.compile(r"<i?frame\b[^>]*?\bsrc\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)", re.IGNORECASE)
_LINK_HOST = re.compile(r"href\s*=\s*[\"']?\s*(?:https?:)?//([^/\s\"'>?#]+)", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_REFRESH_TO = re.compile(r"^\s*(\d+)?[\s;,]*(?:url\s*=)?\s*[\"']?\s*((?:https?:)?//[^\s\"']+)", re.IGNORECASE)
_SCRIPT_TO = re.compile(
    r"(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*(?:=|\.replace\s*\(|\.assign\s*\()\s*[\"']((?:https?:)?//[^\"']+)[\"']"
)
_SLOGAN = re.compile(
    r"(?:hacked|h4cked|h4ck3d|hack3d|defaced|pwned|pwn3d|0wned|owned|rooted|touched)\s+by\b|\bwas\s+here\b.{0,30}\bhack|\bsecurity\s+is\s+(?:low|zero)\b"
    r"|แฮกโดย|แฮ็กโดย|แฮคโดย|ถูกแฮกโดย"
)
_SLOGAN_FIRST = re.compile(
    r"^\W*(?:this\s+(?:site|website)\s+(?:has\s+been|was|is)\s+)?(?:hacked|h4cked|h4ck3d|hack3d|defaced|pwned|pwn3d|0wned|owned|rooted)\s+by\b|^\W*(?:ถูก)?แฮ[ก็]*[กค]?โดย"
)
_FEW_WORDS = 600  # letters of a page that says little else
_MANY_HIDDEN_HOSTS = 3
_MANY_NUMBERED = 20  # letters written as numbers
_PARSER = HTMLParser(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    host: str
    words: str


def find_defacement(
    html: bytes | str, *, own_hosts: Collection[str], before: VisitSnapshot | None = None
) -> list[JudgeNote]:
    """What looks like a break-in on a page of the agency; empty for a clean page.

    `own_hosts` are the agency's. Bytes are read as UTF-8, else as windows-874. `before` is the last visit of the page:
    with it, a title that lost its Thai is told too. Never raises for bad HTML.
    """
    if before is None and _is_clean(html):
        return []
    text, lower, held = _read(html)
    may_sell = "sell" in held
    may_hide = (
        "hide" in held
        and QUICK.search(lower) is not None
        and any(is_unexpected(host, own_hosts) for host in _list_hosts(lower))
    )
    may_frame = "frame" in held and any(is_unexpected(host_of(address), own_hosts) for address in _FRAME.findall(lower))
    may_refresh = "refresh" in held and _REFRESH.search(lower) is not None
    may_script = "location" in held and any(
        is_unexpected(host_of(address), own_hosts) for address in _SCRIPT_TO.findall(lower)
    )
    may_boast = "boast" in held and _SLOGAN.search(lower) is not None
    if not (may_sell or may_hide or may_frame or may_refresh or may_script or may_boast or before):
        return []
    tree = _parse(text)
    if tree is None:
        return []
    title = _text_of(tree.find(".//title"))
    body_text = _visible_text(tree)
    notes: list[JudgeNote] = []
    if may_boast:
        notes += _find_slogan(tree, title, body_text)
    if may_sell:
        notes += _find_selling_title(title, body_text)
    if may_sell or may_hide:
        notes += _find_links(tree, own_hosts)
    if may_frame:
        notes += _find_frames(tree, own_hosts)
    if may_refresh or may_script:
        notes += _find_redirects(tree, body_text, own_hosts)
    if may_sell and not any(one.code in ("spam_title", "spam_links", "hidden_spam_links") for one in notes):
        notes += _find_selling_text(body_text)
    if before is not None and not any(one.code == "spam_title" for one in notes):
        notes += _find_lost_thai(title, before)
    return notes


def find_replaced_content(html: bytes | str) -> list[JudgeNote]:
    """What says that a page of another's site sells or boasts now, where the agency's evidence stood; empty for others.

    Its title, its text and slogans count. Banners, frames and links are its owner's affair. Never raises for bad HTML.
    """
    if _is_clean(html):
        return []
    text, lower, held = _read(html)
    may_sell = "sell" in held
    may_boast = "boast" in held and _SLOGAN.search(lower) is not None
    tree = _parse(text) if may_sell or may_boast else None
    if tree is None:
        return []
    title, body_text = _text_of(tree.find(".//title")), _visible_text(tree)
    notes = _find_slogan(tree, title, body_text, is_others=True) if may_boast else []
    if may_sell:
        sold = _find_selling_title(title, body_text, is_others=True)
        notes += sold or _find_selling_text(body_text, is_others=True)
    return notes


def _is_clean(html: bytes | str) -> bool:
    """Whether a look at the bytes alone tells that nothing need be looked at more closely: so it is with most pages."""
    if not isinstance(html, bytes):
        return False
    is_numbered = html.count(b"#") > _MANY_NUMBERED and html.count(b"&#") > _MANY_NUMBERED
    return not is_numbered and not what_bytes_hold(html)


def _read(html: bytes | str) -> tuple[str, str, Collection[str]]:
    """The text of a page, the same in lower case, and what a quick look finds it may hold."""
    text = html if isinstance(html, str) else _decode(html)
    if text.count("&#") > _MANY_NUMBERED:  # whole sentences as numbers: a way round filters
        text = entities.unescape(text.replace("&#60;", "&lt;").replace("&#62;", "&gt;"))
    lower = text.lower()
    return text, lower, what_it_holds(lower)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp874", "replace")


def _list_hosts(lower: str) -> set[str]:
    return {host.rpartition("@")[2].partition(":")[0] for host in set(_LINK_HOST.findall(lower))}


def _parse(text: str) -> HtmlElement | None:
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _text_of(element: HtmlElement | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _visible_text(tree: HtmlElement) -> str:
    """The words of the body, scripts and styles left out."""
    body = tree.find("body")
    if body is None:
        return ""
    parts: list[str] = []
    for element in body.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "noscript", "template"):
            parts.append(element.text or "")
        if element is not body:
            parts.append(element.tail or "")
    return " ".join(" ".join(parts).split())


def _find_slogan(tree: HtmlElement, title: str, body_text: str, *, is_others: bool = False) -> list[JudgeNote]:
    """A slogan counts at the head of a title or heading, or where the page says little else: news tell of it too."""
    heads = [title] + [_text_of(one) for one in tree.iter("h1", "h2", "h3", "center", "marquee")]
    first = next((head for head in heads if _SLOGAN_FIRST.search(head.lower())), "")
    if not first and len(body_text) < _FEW_WORDS:
        found = _SLOGAN.search(f"{title} {body_text}".lower())
        first = f"{title} {body_text}"[max(0, found.start() - 20) : found.end() + 40] if found else ""
    return [note("defaced", example=_short(first), is_others=is_others)] if first else []


def _find_selling_title(title: str, body_text: str, *, is_others: bool = False) -> list[JudgeNote]:
    selling = find_selling(title)
    if not selling.phrases or selling.against:
        return []
    # A page whose body speaks against what its title names is about it: "สล็อตออนไลน์ ภัยใกล้ตัว".
    if len(selling.phrases) == 1 and count_against(body_text.lower()) >= 2:
        return []
    return [note("spam_title", kind=selling.kind, example=_short(title), is_others=is_others)]


def _find_links(tree: HtmlElement, own_hosts: Collection[str]) -> list[JudgeNote]:
    hidden_spam, hidden_hosts, hidden_from_people = [], set(), False
    inside: set[HtmlElement] = set()
    for element in list_hidden(tree):
        links = list(_list_links(element))
        inside.update(element.iter("a"))
        hidden_spam += [link for link in links if _is_spam(link, own_hosts)]
        strange = {link.host for link in links if is_unexpected(link.host, own_hosts)}
        hidden_hosts |= strange
        hidden_from_people |= bool(strange) and is_hidden_from_people(element)
    shown_spam = [link for link in _list_links(tree, leave_out=inside) if _is_spam(link, own_hosts)]
    notes = []
    if hidden_spam:
        notes.append(note("hidden_spam_links", count=len(hidden_spam), example=_examples(hidden_spam)))
    elif hidden_hosts and (hidden_from_people or len(hidden_hosts) >= _MANY_HIDDEN_HOSTS):
        notes.append(note("hidden_links", count=len(hidden_hosts), example=", ".join(sorted(hidden_hosts)[:3])))
    if shown_spam:
        notes.append(note("spam_links", count=len(shown_spam), example=_examples(shown_spam)))
    return notes


def _list_links(element: HtmlElement, leave_out: Collection[HtmlElement] = ()) -> Iterator[_Link]:
    for anchor in element.iter("a"):
        address = (anchor.get("href") or "").strip()
        if (
            address
            and anchor not in leave_out
            and not address.lower().startswith(("#", "javascript:", "mailto:", "tel:"))
        ):
            words = f"{_text_of(anchor)} {anchor.get('title') or ''}".strip()
            if not words:
                words = " ".join(image.get("alt") or "" for image in anchor.iter("img"))
            yield _Link(address, host_of(address), words)


def _is_spam(link: _Link, own_hosts: Collection[str]) -> bool:
    """An address that sells, or words that sell on a link that leads away; words of law and warning speak against."""
    selling = find_selling(link.words)
    if selling.against:
        return False
    if sells_by_address(readable(link.address)):
        return bool(selling.phrases) or not is_own(link.host, own_hosts)
    # Other public bodies are broken into as well; a single phrase there may be the title of a report.
    return bool(selling.phrases) and (
        is_unexpected(link.host, own_hosts) or (not is_own(link.host, own_hosts) and len(selling.phrases) > 1)
    )


def _find_frames(tree: HtmlElement, own_hosts: Collection[str]) -> list[JudgeNote]:
    hosts = sorted(
        {
            host_of(frame.get("src") or "")
            for frame in tree.iter("iframe", "frame")
            if is_unexpected(host_of(frame.get("src") or ""), own_hosts) and is_tiny_frame(frame)
        }
    )
    return [note("hidden_frame", count=len(hosts), example=", ".join(hosts[:3]))] if hosts else []


def _find_redirects(tree: HtmlElement, body_text: str, own_hosts: Collection[str]) -> list[JudgeNote]:
    """Sent away by the page itself. A script counts only where it sells or the page says little: buttons use it too."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH_TO.match(meta.get("content") or "")
            if found and is_unexpected(host_of(found[2]), own_hosts):
                return [note("sent_elsewhere", example=host_of(found[2]))]
    for script in tree.iter("script"):
        for address in _SCRIPT_TO.findall(script.text or ""):
            host = host_of(address)
            if is_unexpected(host, own_hosts) and (
                sells_by_address(readable(address)) or len(body_text) < _FEW_WORDS // 3
            ):
                return [note("sent_elsewhere", example=host)]
    return []


def _find_selling_text(body_text: str, *, is_others: bool = False) -> list[JudgeNote]:
    selling = find_selling(body_text)
    if selling.score < 3:
        return []
    example = ", ".join(selling.phrases[:3])
    return [note("spam_text", kind=selling.kind, count=len(selling.phrases), example=example, is_others=is_others)]


def _find_lost_thai(title: str, before: VisitSnapshot) -> list[JudgeNote]:
    """A Thai title that became one of another tongue; a site that only added an English version keeps its body."""
    if not title or _count_thai(before.title) < 5 or _count_thai(title):
        return []
    is_other_script = any(
        "\u3040" <= char <= "\u9fff" or "\u0400" <= char <= "\u04ff" or "\uac00" <= char <= "\ud7a3" for char in title
    )
    if is_other_script or has_stem(title.lower()):
        return [note("title_changed_tongue", example=_short(title), earlier=_short(before.title))]
    return []


def _count_thai(text: str) -> int:
    return sum("\u0e01" <= char <= "\u0e4e" for char in text)


def _examples(links: list[_Link]) -> str:
    seen = dict.fromkeys(
        f"{_short(link.words, 30)} ({link.host or _short(link.address, 40)})".strip() for link in links
    )
    return ", ".join(list(seen)[:3])


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
