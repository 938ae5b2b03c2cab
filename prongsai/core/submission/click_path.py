"""The click path: how somebody who knows nothing but the front page finds an address by following links.

A breadth-first walk, as an assessor with patience would do it: the front page first, then every page it links to, and
so on. Pages are given by the caller (`read`), so the same walk runs over our own pages and over a site out there.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from prongsai.core.submission.answer import Language

FARTHEST = 5
"""Clicks after which an assessor has given up."""


@dataclass(frozen=True, slots=True)
class LinkOnPage:
    """A link as it stands on a page: the words one clicks, and where it leads (absolute, or relative to the page)."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class PageOnWalk:
    """A page that was opened: its title and its links in the order they are seen."""

    title: str
    links: tuple[LinkOnPage, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One click: the words clicked on and the address it opened."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class ClickPath:
    """The clicks from the front page to an address, none when it is the front page itself."""

    start: str
    target: str
    steps: tuple[Step, ...]


ReadPage = Callable[[str], PageOnWalk | None]


def walk(
    start: str, targets: Collection[str], read: ReadPage, *, most_pages: int = 300, farthest: int = FARTHEST
) -> dict[str, ClickPath]:
    """The shortest click path to each target that can be found; targets without one are left out.

    Only pages on the host of `start` are opened, at most `most_pages` of them, none behind more than `farthest` clicks.
    Of several links to one address the first on the page counts. Words of a link that has none are its address.
    """
    wanted = {key_of(target): target for target in targets}
    found: dict[str, ClickPath] = {}
    front = key_of(start)
    steps_to: dict[str, tuple[Step, ...]] = {front: ()}
    if front in wanted:
        found[wanted[front]] = ClickPath(start, wanted[front], ())
    host = urlsplit(start).netloc.casefold()
    queue: deque[str] = deque([start])
    opened = 0
    while queue and len(found) < len(wanted) and opened < most_pages:
        address = queue.popleft()
        steps = steps_to[key_of(address)]
        opened += 1
        page = read(address)
        if page is None or len(steps) >= farthest:
            continue
        for link in page.links:
            reached = _reached(address, link.address)
            if not reached or (key := key_of(reached)) in steps_to:
                continue
            steps_to[key] = (*steps, Step(_words(link, reached), reached))
            if key in wanted:
                found[wanted[key]] = ClickPath(start, wanted[key], steps_to[key])
            if urlsplit(reached).netloc.casefold() == host:
                queue.append(reached)
    return found


def key_of(address: str) -> str:
    """What two spellings of one address share: no scheme, no "www.", no fragment, no closing slash, percent decoded."""
    parts = urlsplit(urldefrag(address)[0])
    host = parts.netloc.casefold().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def explain(path: ClickPath | None, *, front_name: str, language: Language = "th") -> str:
    """The click path in words for the form's explanation; "" without one."""
    if path is None:
        return ""
    if not path.steps:
        return f"อยู่ที่หน้าแรกของ{front_name}" if language == "th" else f"on the front page of {front_name}"
    clicks = " › ".join(f'"{step.words}"' for step in path.steps)
    if language == "th":
        return f"จากหน้าแรกของ{front_name} ({path.start}) กดเลือก {clicks}"
    return f"from the front page of {front_name} ({path.start}) choose {clicks}"


def links_each_once(links: Iterable[LinkOnPage]) -> tuple[LinkOnPage, ...]:
    """Links with the same words and address once, in their order."""
    return tuple(dict.fromkeys(links))


def _reached(page: str, link: str) -> str:
    """The address that a link of a page leads to; "" for what is no address of the web."""
    try:
        reached = urldefrag(urljoin(page, link))[0]
        return reached if urlsplit(reached).scheme in ("http", "https") else ""
    except ValueError:  # a bracket left open in an old page
        return ""


def _words(link: LinkOnPage, reached: str) -> str:
    return " ".join(link.words.split()) or unquote(reached)
