"""Which addresses the auditor never connects to: everything that is no public web server.

A link comes from a document that anybody may have written; the machine that follows it may stand inside an office's
own network. So the address is judged twice: as it is spelled in the link, and again as the number that the connection
is really made to (after DNS, at the moment the socket is made). Only the second one counts against rebinding.

Sources: IANA special-purpose address registries for IPv4 and IPv6; RFC 4291, 3056, 4380, 6052 for embedded addresses;
metadata addresses from the documentation of the cloud providers named beside them.
"""

import ipaddress
import re
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import unquote_to_bytes

_METADATA: dict[IPv4Address | IPv6Address, str] = {
    IPv4Address("169.254.169.254"): "EC2, Azure, Google, OpenStack",
    IPv4Address("169.254.170.2"): "ECS",
    IPv4Address("100.100.100.200"): "Alibaba",
    IPv4Address("192.0.0.192"): "Oracle",
    IPv4Address("168.63.129.16"): "Azure",  # a public number that answers only inside
    IPv6Address("fd00:ec2::254"): "EC2",
    IPv6Address("fd20:ce::254"): "Google",
}

_IPV4_REFUSED: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("255.255.255.255/32", "broadcast"),
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier_nat"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link_local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

_IPV6_REFUSED: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fe80::/10", "link_local"),
        ("fec0::/10", "private"),
        ("fc00::/7", "private"),
        ("ff00::/8", "multicast"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("2001::/23", "reserved"),  # Teredo inside it is looked at first
        ("2620:4f:8000::/48", "reserved"),
    )
)
_IPV6_PUBLIC = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_6TO4 = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
_ISATAP = (0x00005EFE, 0x02005EFE)

_INSIDE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain", "ip6-localhost")
_INSIDE_ENDINGS = tuple(f".{name}" for name in _INSIDE_NAMES)

_LOW_PORTS = frozenset((80, 81, 82, 83, 84, 85, 86, 89, 90, 443, 444, 591, 777, 800, 808, 880, 888))
"""Below 1024 only what offices use for a second web server; everything else there is another service."""

_OTHER_SERVICES = frozenset(
    (
        *(1080, 1099, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389),
        *(3659, 4045, 4190, 4369, 5000 + 60, 5061, 5432, 5672, 5984, 5985, 5986, 6000, 6379, 6380, 6443, 6566, 6697),
        *(7199, 9042, 9092, 9200, 9300, 10080, 10250, 10255, 11211, 15672, 25565, 26379, 27017, 27018, 27019),
        *range(5900, 5911),
        *range(6665, 6670),
    )
)
"""Ports from 1024 up that databases, queues, remote desktops and the like listen on (the "bad ports" of the Fetch standard, and more)."""

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?")
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))


def refusal_of(ip: str) -> str | None:
    """Why nothing is fetched from this numeric address, None when it is a public one.

    Takes an address as the system prints it, also with a zone ("fe80::1%eth0"). What is no address gives
    "not_an_address": the caller was about to connect to something that nobody has looked at.
    """
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "not_an_address"
    if address in _METADATA:
        return "metadata"
    if isinstance(address, IPv4Address):
        return next((why for network, why in _IPV4_REFUSED if address in network), None)
    return _refusal_of_ipv6(address)


def refusal_of_port(port: int) -> str | None:
    """ "port" when no web site of an agency is asked for there: other services below 1024 and known ones above."""
    if port in _LOW_PORTS or (1024 <= port <= 65535 and port not in _OTHER_SERVICES):
        return None
    return "port"


def refusal_of_host(host: str) -> str | None:
    """Why a host as written in a link is refused before any DNS question, None when it may be looked up.

    Numbers in every spelling that a client may take for an address are judged as that address. None is no promise:
    the address that the name turns out to have is judged again by `refusal_of` when the connection is made.
    """
    plain = plain_host(host)
    if plain is None:
        return "bad_host"
    if plain in _INSIDE_NAMES or plain.endswith(_INSIDE_ENDINGS):
        return "inside_name"
    if plain.startswith("["):
        return refusal_of(plain[1:-1])
    return refusal_of(plain) if plain[-1].isdigit() and _is_dotted_quad(plain) else None


def plain_host(host: str) -> str | None:
    """One spelling for a host: lower case, ASCII (IDNA), numbers as a dotted quad, IPv6 in brackets and short.

    "0x7f.1", "2130706433", "127.0.0.1." and "①27.0.0.1" all give "127.0.0.1"; "%31" is read as "1". A zone of an
    IPv6 address is dropped. None when it is no host at all, also for numbers that are none ("1.2.3.400").
    """
    if _HOST.fullmatch(host) and not host[-1].isdigit() and not _last_label(host).startswith("0x"):
        return host if ".." not in host else None
    text = _unquoted(host)
    if text is None:
        return None
    if text.startswith("[") or text.count(":") > 1:
        return _plain_ipv6(text)
    text = unicodedata.normalize("NFKC", text).translate(_DOTS).lower()
    text = text.removesuffix(".")
    if not text.isascii():
        try:
            text = text.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not _HOST.fullmatch(text) or ".." in text:
        return None
    last = _last_label(text)
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        return _plain_number(text)
    return text


def _refusal_of_ipv6(address: IPv6Address) -> str | None:
    for network, embedded in (
        (_MAPPED, int(address)),
        (_TRANSLATED, int(address)),
        (_NAT64, int(address)),
        (_6TO4, int(address) >> 80),
        (_TEREDO, ~int(address)),
        (_TEREDO, int(address) >> 64),
    ):
        if address in network:
            why = refusal_of(str(IPv4Address(embedded & 0xFFFFFFFF)))
            if why:
                return why
    if address in _TEREDO or address in _6TO4 or address in _NAT64 or address in _MAPPED:
        return None
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        why = refusal_of(str(IPv4Address(int(address) & 0xFFFFFFFF)))
        if why:
            return why
    for ipv6_network, why in _IPV6_REFUSED:
        if address in ipv6_network:
            return why
    if address in _COMPATIBLE:
        return refusal_of(str(IPv4Address(int(address)))) or "reserved"
    if address in _NAT64_LOCAL:
        return "private"
    return None if address in _IPV6_PUBLIC else "reserved"


def _unquoted(host: str) -> str | None:
    if "%" not in host:
        return host
    try:
        return unquote_to_bytes(host).decode("utf-8")
    except UnicodeError:
        return None


def _plain_ipv6(text: str) -> str | None:
    inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return f"[{IPv6Address(inner.partition('%')[0]).compressed}]"
    except ValueError:
        return None


def _plain_number(text: str) -> str | None:
    """The dotted quad of one to four numbers, each decimal, octal ("0…") or hexadecimal ("0x…"), as inet_aton reads them."""
    parts = text.split(".")
    if len(parts) > 4:
        return None
    numbers = [_number(part) for part in parts]
    value = 0
    for place, number in enumerate(numbers):
        room = 1 << (8 if place < len(numbers) - 1 else 8 * (5 - len(numbers)))
        if number is None or number >= room:
            return None
        value = value << 8 | number if place < len(numbers) - 1 else value << (8 * (5 - len(numbers))) | number
    return str(IPv4Address(value))


def _number(part: str) -> int | None:
    try:
        if part.startswith("0x"):
            return int(part[2:] or "0", 16)
        return int(part, 8) if part.startswith("0") else int(part, 10)
    except ValueError:
        return None


def _is_dotted_quad(host: str) -> bool:
    return host.replace(".", "").isdigit()


def _last_label(host: str) -> str:
    return host.rpartition(".")[2]
