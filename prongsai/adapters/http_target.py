"""Where a request goes: the address of a link rebuilt from parts that were looked at, so that no client reads it otherwise."""

import re
from dataclasses import dataclass
from functools import lru_cache

from prongsai.audit.address_guard import plain_host, refusal_of_host, refusal_of_port
from prongsai.core.frozen import frozen

_ADDRESS = re.compile(r"(https?)://([^/?#\\]*)([^#]*)", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:.*@)?(\[[^\]]*\]|[^:\[\]]*)(?::(\d{0,5}))?", re.DOTALL)
_READY_PATH = re.compile(
    r"/[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=|]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=|]*)*"
)
_TO_QUOTE = re.compile(rb"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=|%]")
_DROPPED = re.compile(r"[\t\r\n]")

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Place:
    """A host and port. `host` is ASCII, IPv6 in brackets; `refusal` is the guard's word before any DNS question, or ""."""

    host: str
    port: int
    host_header: str
    refusal: str


@frozen
class Target:
    """What is asked for: `url` in ASCII without user name, password and fragment."""

    url: str
    place: Place


def target_of(url: str) -> Target | str:
    """The target of a link's address; else a sentence for the log why it cannot be asked for.

    Paths in Thai are percent-encoded as UTF-8, hosts in Thai as IDNA; what is already encoded stays. A user name or
    password in the address is dropped: the auditor signs in nowhere.
    """
    match = _ADDRESS.fullmatch(url) or _ADDRESS.match(_DROPPED.sub("", url.strip()))
    if match is None:
        return "the address does not begin with http:// or https://"
    scheme, authority, path = match.groups()
    scheme = scheme.lower()
    place = _place(scheme, authority)
    if isinstance(place, str):
        return place
    if not _READY_PATH.fullmatch(path):
        path = _quoted(path)
    return Target(f"{scheme}://{place.host_header}{path}", place)


@lru_cache(maxsize=8192)
def _place(scheme: str, authority: str) -> Place | str:
    match = _AUTHORITY.fullmatch(authority)
    host = plain_host(match[1]) if match else None
    if match is None or host is None:
        return f"no host can be read from {authority[:100]!r}"
    default = DEFAULT_PORTS[scheme]
    port = int(match[2]) if match[2] else default
    if not 0 < port < 65536:
        return f"no port has the number {port}"
    refusal = refusal_of_host(host) or refusal_of_port(port) or ""
    return Place(host, port, host if port == default else f"{host}:{port}", refusal)


def _quoted(path: str) -> str:
    """The path and query as they go over the wire: ASCII, a leading slash, backslashes of the path turned."""
    path, mark, query = path.partition("?")
    text = path.replace("\\", "/") + mark + query
    if not text.startswith("/"):
        text = "/" + text
    raw = text.encode("utf-8", "surrogatepass")
    return _TO_QUOTE.sub(lambda found: b"%%%02X" % found[0][0], raw).decode("ascii")
