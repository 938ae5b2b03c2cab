"""Whose a host is: the agency's own, a look-alike, another agency's, a platform, social media, or foreign."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from prongsai.audit.verdict import HostClass
from prongsai.core.link import host_lists, read_link
from prongsai.core.link.host_lists import is_on
from prongsai.core.link.host_name import domain_of, is_agency_host, is_ip_address, is_same_agency

_BY_LINK_CLASS: dict[str, HostClass] = {
    "social-media": "social",
    "url-shortener": "platform",
    "government-system": "platform",
    "survey-link": "platform",
    "third-party-host": "platform",
    "unrelated": "foreign",
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address as entered, mended: what to visit and what is known of it before any visit.

    `url` is None where nothing can be visited; then `why_th`, `why_en` say why. `proposed_url` is the address on the
    known host that a look-alike host is probably a slip of.
    """

    url: str | None
    link_class: str
    host_class: HostClass
    proposed_url: str | None
    repairs: tuple[str, ...]
    why_th: str
    why_en: str


def read_address(raw: str, own_hosts: Sequence[str]) -> Address:
    """Mend one address as entered (core/link) and say whose it is. Never raises."""
    reading = read_link(raw, known_hosts=own_hosts)
    url = reading.url if reading.url and reading.url.lower().startswith(("http://", "https://")) else None
    host_class: HostClass = "foreign"
    if reading.proposed_url:
        host_class = "lookalike"
    elif url:
        host_class = host_class_of(urlsplit(url).hostname or "", own_hosts)
    return Address(
        url, reading.link_class, host_class, reading.proposed_url, reading.repairs, reading.why_th, reading.why_en
    )


def host_class_of(host: str, own_hosts: Sequence[str]) -> HostClass:
    """The class of a host, given the agency's known hosts (none known: another agency's host counts as a sister's)."""
    return _host_class(host.lower(), tuple(own_hosts))


@lru_cache(maxsize=4096)
def _host_class(host: str, own_hosts: tuple[str, ...]) -> HostClass:
    if own_hosts and (host in own_hosts or (not is_ip_address(host) and is_same_agency(host, own_hosts))):
        return "own"
    if not host or is_ip_address(host) or host == "localhost":
        return "foreign"
    if is_on(host, host_lists.SHORT_LINKS_OF_PLATFORMS):
        return "platform"
    link_class = read_link(f"http://{host}/x", known_hosts=own_hosts).link_class
    if link_class in _BY_LINK_CLASS and not (
        link_class == "third-party-host" and not is_on(host, host_lists.THIRD_PARTY)
    ):
        return _BY_LINK_CLASS[link_class]
    return "sister" if is_agency_host(host) or domain_of(host) in host_lists.NATIONAL_OFFICES else "foreign"


def is_shortener(host: str) -> bool:
    """Whether the host only forwards short links."""
    return is_on(host, host_lists.URL_SHORTENERS) or is_on(host, host_lists.SHORT_LINKS_OF_PLATFORMS)
