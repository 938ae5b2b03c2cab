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

    Only pages on the host of `start` (with or without "www.") are opened, at most `most_pages` of them, none that leads
    to nothing within `farthest` clicks. Of several links to one address the first on the page counts; one that is no
    address leads nowhere. Words of a link that has none are its address.
    """
    wanted: dict[str, list[str]] = {}
    for target in targets:
        wanted.setdefault(key_of(target), []).append(target)
    found: dict[str, ClickPath] = {}
    steps_to: dict[str, tuple[Step, ...]] = {}

    def reach(key: str, steps: tuple[Step, ...]) -> None:
        steps_to[key] = steps
        found.update((target, ClickPath(start, target, steps)) for target in wanted.pop(key, ()))

    reach(key_of(start), ())
    host = _host(start)
    queue: deque[str] = deque([start])
    opened = 0
    while queue and wanted and opened < most_pages:
        address = queue.popleft()
        steps = steps_to[key_of(address)]
        opened += 1
        page = read(address)
        for link in page.links if page is not None else ():
            reached = _reached(address, link)
            if reached is None or (key := key_of(reached)) in steps_to:
                continue
            reach(key, (*steps, Step(_words(link, reached), reached)))
            if _host(reached) == host and len(steps) + 1 < farthest:
                queue.append(reached)
    return found


def key_of(address: str) -> str:
    """What two spellings of one address share: no scheme, no "www.", no fragment, no closing slash, percent decoded.

    What is no address at all is its own key.
    """
    try:
        parts = urlsplit(urldefrag(address)[0])
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{_host(address)}{unquote(parts.path).rstrip('/')}{query}"


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


def _host(address: str) -> str:
    return urlsplit(address).netloc.casefold().removeprefix("www.")


def _reached(address: str, link: LinkOnPage) -> str | None:
    """The page or file that a link on the page at `address` opens; None for mail, scripts and what is no address."""
    try:
        reached = urldefrag(urljoin(address, link.address))[0]
        return reached if urlsplit(reached).scheme in ("http", "https") else None
    except ValueError:
        return None


def _words(link: LinkOnPage, reached: str) -> str:
    return " ".join(link.words.split()) or unquote(reached)
