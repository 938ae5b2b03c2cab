"""The addresses a measure's cells print, each target once, and its evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prongsai.core.link import LinkReading, read_link
from prongsai.core.link.evidence import fix_evidence
from prongsai.core.link.found import find_links
from prongsai.core.plan import Evidence
from prongsai.intake.raw_measure import Piece

_MAY_HOLD_ADDRESS = re.compile(r"ttp|www|\.(?:th|com|org|net)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """An address as printed; `title` is the text shown for it where that is no address itself."""

    as_printed: str
    title: str | None = None


def list_links(pieces: Iterable[Piece]) -> tuple[PrintedLink, ...]:
    """Every address of some pieces in order, hyperlinks of a piece before addresses in its text."""
    found: dict[str, PrintedLink] = {}
    for piece in pieces:
        for shown, address in piece.links:
            printed = _shown_address(shown, address)
            title = None if printed is not None or not shown.strip() else " ".join(shown.split())
            link = PrintedLink(printed or address, title)
            if link.as_printed.strip():
                found.setdefault(_target(link.as_printed), link)
        if _MAY_HOLD_ADDRESS.search(piece.text):
            for printed in addresses_in(piece.text):
                found.setdefault(_target(printed), PrintedLink(printed))
    return tuple(found.values())


def addresses_in(text: str) -> list[str]:
    """The addresses printed in a text, in order."""
    return find_links(text) if _MAY_HOLD_ADDRESS.search(text) else []


def known_readings(links: Iterable[PrintedLink]) -> list[LinkReading]:
    """What each link is, without yet knowing the agency's hosts."""
    return [read_link(link.as_printed) for link in links]


def make_evidence(links: Sequence[PrintedLink], hosts: Sequence[str]) -> tuple[Evidence, ...]:
    """The links as evidence, look-alikes of the agency's hosts proposed."""
    return tuple(fix_evidence(link.as_printed, hosts, title=link.title) for link in links)


def without_addresses(text: str, links: Iterable[PrintedLink]) -> str:
    """The text without its addresses and without the tags of stray markup around them."""
    for printed in {link.as_printed for link in links} | set(addresses_in(text)):
        text = text.replace(printed, " ")
    return re.sub(r"<[^<>]*>?", " ", text) if "<a" in text else text


def _shown_address(shown: str, address: str) -> str | None:
    """The shown text where it is an address of the same target, so that evidence is kept as a person reads it."""
    if not _MAY_HOLD_ADDRESS.search(shown):
        return None
    printed = find_links(shown)
    return printed[0] if len(printed) == 1 and _target(printed[0]) == _target(address) else None


def _target(printed: str) -> str:
    reading = read_link(printed)
    return (reading.url or "".join(printed.split())).rstrip("/").lower()
