"""Evidence links as printed: mended, classified, and compared with the agency's known hosts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from prongsai.core.link.host_name import domain_of, find_lookalike, has_possible_ending, is_same_agency
from prongsai.core.link.kinds import LINK_CLASSES, UNUSABLE_CLASSES, classify, is_platform_host, viewed_address
from prongsai.core.link.mending import REPAIRS, Mended, mend
from prongsai.core.link.words import explain_link

__all__ = ["LINK_CLASSES", "REPAIRS", "UNUSABLE_CLASSES", "LinkReading", "known_hosts_of", "read_link"]


@dataclass(frozen=True, slots=True)
class LinkReading:
    """What one printed address is.

    `link_class` is one of LINK_CLASSES. `url` is the mended address with the host as printed, resolved against the
    page when that is an address; None when nothing can be used. `proposed_url` is the same address on the known
    host that the printed one is probably a slip of. `repairs` are names of REPAIRS in that order.
    """

    link_class: str
    url: str | None
    proposed_url: str | None = None
    repairs: tuple[str, ...] = ()
    needs_review: bool = False
    why_th: str = ""
    why_en: str = ""


def read_link(raw: str, *, page_base: str | None = None, known_hosts: Sequence[str] = ()) -> LinkReading:
    """Mend and classify one address as printed (design 6.2). Never raises, whatever the text.

    `page_base` is the address of the page it stands on; anything that is no http address, such as "(site)", means
    unknown, and then a relative address stays relative. `known_hosts` are the agency's hosts, the likeliest first.
    """
    page, page_host = _page(page_base)
    own_hosts = tuple(dict.fromkeys(host for host in (page_host, *map(str.lower, known_hosts)) if host))
    mended = mend(raw)
    if mended.refused:
        return _reading(mended.refused, mended.rest or None, None, frozenset(), False)
    mended = _with_scheme_of(mended, page, page_host)
    proposed_host = _proposed_host(mended.host, own_hosts)
    if mended.host and not proposed_host and not has_possible_ending(mended.host):
        return _reading("malformed-unrepairable", None, None, frozenset(), False)
    target = mended.with_host(proposed_host) if proposed_host else mended
    link_class = classify(
        host=target.host, rest=target.rest, url=_resolved(target, page), own_hosts=own_hosts, page=page
    )
    if link_class == "viewer-wrapped":
        return _unwrapped(target, page, page_host, own_hosts)
    return _reading(
        link_class,
        _resolved(mended, page),
        _resolved(target, page) if proposed_host else None,
        mended.repairs | ({"host_lookalike"} if proposed_host else set()),
        mended.needs_review or proposed_host is not None,
    )


def known_hosts_of(readings: Sequence[LinkReading]) -> tuple[str, ...]:
    """The hosts that a document's own links agree on, the likeliest first; empty when no link tells.

    The host of most links wins; among equals the one printed clean most often, then the first printed. Platforms,
    central systems and addresses without a name do not count. Hosts that look like a slip of the winner, or
    belong to another agency, are left out.
    """
    votes: dict[str, tuple[int, int]] = {}
    for reading in readings:
        host = (urlsplit(reading.url).hostname or "") if reading.url and "://" in reading.url else ""
        if host and reading.link_class not in _NOT_OWN and not is_platform_host(host):
            count, clean = votes.get(host, (0, 0))
            votes[host] = (count + 1, clean + (not reading.repairs))
    if not votes:
        return ()
    winner = max(votes, key=lambda host: votes[host])
    same = [host for host in votes if host != winner and domain_of(host) == domain_of(winner)]
    return (winner, *same)


_NOT_OWN = UNUSABLE_CLASSES | {
    *("localhost", "test-host", "ip-host", "survey-link", "social-media", "url-shortener", "government-system"),
    *("third-party-host", "unrelated", "wrong-agency"),
}


@lru_cache(maxsize=256)
def _page(page_base: str | None) -> tuple[str | None, str]:
    if not page_base or not page_base.lower().startswith(("http://", "https://")):
        return None, ""
    mended = mend(page_base)
    if mended.scheme not in {"http", "https"}:
        return None, ""
    return (mended.url, mended.host) if mended.host and not mended.refused else (None, "")


def _with_scheme_of(mended: Mended, page: str | None, page_host: str) -> Mended:
    """A missing scheme filled in: the page's where the host is its own, else http, which every server answers."""
    if not mended.host or mended.scheme in {"http", "https"}:
        return mended
    page_scheme = page.partition(":")[0] if page else ""
    if mended.scheme == "//":
        return replace(mended, scheme=page_scheme or "https")
    is_own = bool(page_scheme) and is_same_agency(mended.host, (page_host,))
    return replace(mended, scheme=page_scheme if is_own else "http")


def _proposed_host(host: str, own_hosts: Sequence[str]) -> str | None:
    if not host or is_platform_host(host):
        return None
    return find_lookalike(host, own_hosts)


def _resolved(mended: Mended, page: str | None) -> str:
    if mended.host or not page:
        return mended.url
    try:
        return urljoin(page, mended.rest)
    except ValueError:
        return mended.url


def _unwrapped(mended: Mended, page: str | None, page_host: str, own_hosts: Sequence[str]) -> LinkReading:
    """The file inside a viewer: its address, mended by the same rules; the viewer itself is no repair."""
    path, _, query = mended.rest.partition("#")[0].partition("?")
    inner = mend(viewed_address(mended.host, path, query))
    if inner.refused:
        return _reading("viewer-wrapped", _resolved(mended, page), None, mended.repairs, True)
    inner = _with_scheme_of(inner, page, page_host)
    proposed_host = _proposed_host(inner.host, own_hosts)
    viewer_page = _resolved(mended, page) if page or mended.host else None
    if not inner.host and not mended.host and viewer_page is None:
        return _reading("viewer-wrapped", inner.rest, None, mended.repairs, mended.needs_review)
    return _reading(
        "viewer-wrapped",
        _resolved(inner, viewer_page),
        _resolved(inner.with_host(proposed_host), viewer_page) if proposed_host else None,
        mended.repairs | (inner.repairs - {"percent_encoding"}) | ({"host_lookalike"} if proposed_host else set()),
        mended.needs_review or inner.needs_review or proposed_host is not None,
    )


def _reading(
    link_class: str, url: str | None, proposed_url: str | None, repairs: frozenset[str] | set[str], needs_review: bool
) -> LinkReading:
    ordered = tuple(name for name in REPAIRS if name in repairs)
    why_th, why_en = explain_link(link_class, ordered, proposed_url)
    return LinkReading(link_class, url, proposed_url, ordered, needs_review, why_th, why_en)
