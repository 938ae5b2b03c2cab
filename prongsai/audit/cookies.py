"""The cookies of one visit: kept from its first hop to its last, then forgotten. Many offices' sites send whoever has no
cookie to a page that sets one and sends back; a browser comes through, so a visit must.

A small part of RFC 6265: host, Domain, Path, Secure, Max-Age. Nothing is written anywhere and no visit sees another's.
"""

from collections.abc import Iterable

from prongsai.audit.address_parts import split_url
from prongsai.core.link.host_name import domain_of, is_ip_address

MOST_COOKIES = 20
MOST_LETTERS = 4096
"""Of one cookie, and of the header sent: what servers commonly take."""


class VisitCookies:
    """Holds what the answers of one visit set, and gives what belongs in each next request."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], tuple[str, bool, bool]] = {}

    def note(self, url: str, headers: Iterable[tuple[str, str]]) -> None:
        """Keep or forget what an answer from `url` sets."""
        for name, value in headers:
            if len(name) == 10 and name.lower() == "set-cookie" and len(value) <= MOST_LETTERS and value.isprintable():
                self._set(url, value)

    def header_for(self, url: str) -> str:
        """The Cookie header for a request, "" for none; longer paths first."""
        if not self._kept:
            return ""
        parts = split_url(url)
        host, path = (parts.hostname or "").lower(), parts.path or "/"
        fitting = sorted(
            (
                (-len(scope), name, value)
                for (name, domain, scope), (value, host_only, secure) in self._kept.items()
                if (host == domain or (not host_only and host.endswith("." + domain)))
                and _is_within(path, scope)
                and (not secure or parts.scheme == "https")
            ),
            key=lambda one: one[0],
        )
        sent = ""
        for _, name, value in fitting:
            longer = f"{sent}; {name}={value}" if sent else f"{name}={value}"
            if len(longer) <= MOST_LETTERS:
                sent = longer
        return sent

    def _set(self, url: str, text: str) -> None:
        pair, *attributes = text.split(";")
        name, separator, value = pair.partition("=")
        name, value = name.strip(), value.strip()
        if not separator or not name or not f"{name}{value}".isascii():
            return
        said = {key.strip().lower(): word.strip() for key, _, word in (one.partition("=") for one in attributes)}
        parts = split_url(url)
        host = (parts.hostname or "").lower()
        domain = said.get("domain", "").lstrip(".").lower()
        if domain and domain != host and not _may_set(host, domain):
            return
        secure = "secure" in said
        if (secure or name.startswith(("__Secure-", "__Host-"))) and parts.scheme != "https":
            return
        path = said.get("path", "")
        scope = path if path.startswith("/") else parts.path.rpartition("/")[0] or "/"
        key = (name, domain or host, scope)
        if _is_over(said.get("max-age", "")):
            self._kept.pop(key, None)
        elif key in self._kept or len(self._kept) < MOST_COOKIES:
            self._kept[key] = (value, not domain, secure)


def _may_set(host: str, domain: str) -> bool:
    """Whether a host may set cookies for a domain above it: its own, never a whole registry such as go.th."""
    if is_ip_address(host) or not host.endswith("." + domain):
        return False
    own = domain_of(host)
    return domain == own or domain.endswith("." + own)


def _is_within(path: str, scope: str) -> bool:
    return path == scope or path.startswith(scope if scope.endswith("/") else scope + "/")


def _is_over(max_age: str) -> bool:
    return max_age == "0" or (max_age.startswith("-") and max_age[1:].isdigit())
