"""What a site is asked for only to compare with: its front page, what cannot exist, a sibling; each once for all links."""

import re
import secrets
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from prongsai.audit.address_parts import split_url
from prongsai.audit.fetch_port import Answer
from prongsai.audit.fingerprint import fingerprint
from prongsai.audit.front import is_front_address
from prongsai.audit.hops import follow
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.read_answer import is_web_page
from prongsai.audit.sign_in import count_passwords
from prongsai.audit.soft_404 import OWN_LETTERS_LEAST as FEW
from prongsai.audit.soft_404 import HostFacts, Missing, PageFacts, drawers, embedded, sibling_address
from prongsai.audit.steps import Shared, Step

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

NOT_ASKED = HostFacts(None, None)
ENTRANCE_LETTERS = 300
"""A front page with fewer letters than this and hardly a link is an entrance: a portrait, a greeting, "enter the site"."""
ENTRANCE_LINKS = 6
MOST_MORE = 3
"""Answers to what cannot exist beyond two, where they change by turns: one in five titles is drawn twice, few four times."""

_NUMBERS = re.compile(r"\d+")
_ENTER = re.compile(
    r"เข้าสู่(?:เว็บ|หน้า|web)|เข้าเว็บ|เข้าชมเว็บ|หน้าหลัก|หน้าแรก|\benter\b|\bskip\b|\bhome\b|\bmain\b", re.IGNORECASE
)


def facts_of_page(url: str, answer: Answer, page: PageText) -> PageFacts:
    """A page reduced to what comparisons need."""
    return PageFacts(
        url,
        answer.status,
        fingerprint(page.text, title=page.title, url=url),
        frozenset(hash(link.address) for link in page.links if leads_to_file(link.address)),
        embedded(answer.body, url),
        hash(answer.body),
        count_passwords(answer.body),
        drawers(answer.body),
        way_in(url, page) if len(page.text) < ENTRANCE_LETTERS else "",
    )


def leads_to_file(address: str) -> bool:
    """Whether the address of a link is that of a document or picture."""
    path = address.partition("?")[0].lower()
    return path.endswith(
        (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".png", ".ppt", ".pptx")
    ) or ("drive.google" in address or "download" in address.lower())


def way_in(url: str, page: PageText) -> str:
    """Where a page that is only an entrance leads to: its one link into the site, or the one that says so; "" for none."""
    links = _within_site(url, page.links)
    if not links or len(links) > ENTRANCE_LINKS:
        return ""
    named = [address for address, label in links.items() if _ENTER.search(label) or is_front_address(address)]
    return (named or list(links))[0] if named or len(links) == 1 else ""


def _within_site(url: str, links: Sequence[PageLink]) -> dict[str, str]:
    """Links to pages of the same host, with their words."""
    host = split_url(url).netloc.lower().removeprefix("www.")
    found: dict[str, str] = {}
    for link in links[: 4 * ENTRANCE_LINKS]:
        try:
            address = urljoin(url, link.address).partition("#")[0]
            parts = split_url(address)
        except ValueError:
            continue
        is_page = parts.scheme in {"http", "https"} and parts.netloc.lower().removeprefix("www.") == host
        if is_page and address != url and not leads_to_file(address):
            found[address] = f"{found.get(address, '')} {link.label}"
    return found


def find_host_facts(url: str, to: "Visiting") -> Generator[Step, Any, HostFacts]:
    """The site's answer to what cannot exist and its front page; behind an entrance, the page that this leads to."""
    parts = split_url(url)
    base = f"{parts.scheme}://{parts.netloc}"

    def find() -> Generator[Step, Any, HostFacts]:
        probe = yield from facts_at(f"{base}/{to.token}-{secrets.token_hex(4)}", to)
        home = yield from facts_at(f"{base}/", to)
        if home is not None and home.way_in and (probe is None or probe.body != home.body):
            inside = yield from facts_at(home.way_in, to)
            if inside is not None and opens(inside) and inside.prints.letters > home.prints.letters:
                home = inside
        return HostFacts(probe, home)

    found: HostFacts = yield Shared(parts.netloc, "facts", find, NOT_ASKED)
    return found


def find_missing(url: str, host: HostFacts, to: "Visiting") -> Generator[Step, Any, Missing | None]:
    """How the site answers what cannot exist, asked for twice where it opens; None where it honestly says 404.

    Honest about paths does not mean honest about records: beside the probe the path's own shape is tried, once a shape.
    """
    parts = split_url(url)
    shape = "" if host.probe_opens else _NUMBERS.sub("0", parts.path)

    def find() -> Generator[Step, Any, Missing | None]:
        one = host.probe if host.probe_opens else (yield from ask())
        if one is None or not opens(one):
            return None
        other = yield from ask()
        if other is None or not opens(other):
            return None
        missing = Missing(one, other, host.home)
        while missing.noise >= FEW and len(missing.more) < MOST_MORE and (not missing.more or missing.is_unsure):
            another = yield from ask()
            if another is None or not opens(another):
                break
            missing = Missing(one, other, host.home, (*missing.more, another))
        return missing

    def ask() -> Generator[Step, Any, PageFacts | None]:
        if host.probe_opens:
            return (yield from facts_at(f"{parts.scheme}://{parts.netloc}/{to.token}-{secrets.token_hex(4)}", to))
        return (yield from ask_sibling(url, to))

    found: Missing | None = yield Shared(parts.netloc, f"missing {shape}", find, None)
    return found


def ask_sibling(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    """The answer to an address beside this one that cannot exist."""
    return (yield from facts_at(sibling_address(url, secrets.token_hex(4)), to))


def with_noise(url: str, host: HostFacts, to: "Visiting") -> Generator[Step, Any, HostFacts]:
    """The same with its noise: the front page is asked for a second time, once for all pages that need it."""
    home = host.home
    if home is None:
        return host

    def find() -> Generator[Step, Any, tuple[int, int, bool]]:
        again = yield from facts_at(home.url, to)
        if again is None:
            return 0, 0, False
        one, other = home.prints, again.prints
        return (
            max(other.own_letters(one), one.own_letters(other)),
            max(one.own_figures(other), other.own_figures(one)),
            home.objects != again.objects,
        )

    noise, turning, pictures = yield Shared(split_url(url).netloc, "noise", find, (0, 0, False))
    return replace(
        host,
        noise=noise,
        turning=max(turning, host.turning),
        do_pictures_turn=host.do_pictures_turn or pictures,
    )


def opens(facts: PageFacts) -> bool:
    """Whether the page was answered with a status that says it is there."""
    return facts.status is not None and 200 <= facts.status < 300


def facts_at(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    """The facts of a page asked for only to compare with; None where it gave no answer."""
    trail = yield from follow(url, rules=to.retry, max_bytes=1_000_000)
    answer = trail.answer
    if answer is None or answer.status is None:
        return None
    if answer.status != 200 or to.reader is None or not is_web_page(answer, answer.header("content-type")):
        return PageFacts(trail.final_url, answer.status, fingerprint(""), frozenset(), frozenset())
    page = to.reader.read(answer.body, content_type=answer.header("content-type"), name="")
    return facts_of_page(trail.final_url, answer, page)
