"""Names of web hosts: what is written like one, whose it is, and which host it may be a slip of."""

import re
from collections.abc import Iterable, Sequence

from prongsai.core.link import host_lists

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_IPV4 = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})")
_WWW = re.compile(r"w{2,4}\d?\.")

ONE_SLIP_LENGTH = 10
"""Letters that a host's own name needs before one wrong letter is taken for a slip; shorter names are often two agencies."""
TWO_SLIPS_LENGTH = 16


def is_host_name(host: str) -> bool:
    """At least two labels of letters, digits and hyphens with an alphabetic end, an IP address, or localhost."""
    if host == "localhost" or is_ip_address(host):
        return True
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    if len(labels) == 2 and labels[0] == "www":
        return False
    return labels[-1].startswith("xn--") or labels[-1].isalpha()


def has_possible_ending(host: str) -> bool:
    """Whether the last label could be one: two letters at least (a cut one, "go.t", is only good for comparing)."""
    return is_ip_address(host) or host == "localhost" or len(host.rpartition(".")[2]) >= 2


def is_ip_address(host: str) -> bool:
    """IPv4 in four numbers, or IPv6 in brackets."""
    if host.startswith("[") and host.endswith("]"):
        return ":" in host and all(letter in "0123456789abcdef:." for letter in host[1:-1].lower())
    match = _IPV4.fullmatch(host)
    return bool(match) and all(int(part) <= 255 for part in match.groups()) if match else False


def has_known_ending(host: str) -> bool:
    """Whether the host is complete up to a known last label (for .th also a known second level)."""
    if not is_host_name(host) or is_ip_address(host):
        return is_host_name(host)
    labels = host.split(".")
    if labels[-1] == "th":
        return len(labels) >= 3 or labels[-2] not in host_lists.THAI_SECOND_LEVELS
    return labels[-1] in host_lists.KNOWN_ENDINGS or labels[-1].startswith("xn--")


def without_www(host: str) -> str:
    """The host without its leading www, www2 or a mistyped ww or wwww."""
    return _WWW.sub("", host, count=1) if _WWW.match(host) else host


def domain_of(host: str) -> str:
    """The part of a host that one agency owns: khoksaad.go.th of www.ita.khoksaad.go.th.

    Under an umbrella such as moph.go.th the label before it is kept, since each office has its own.
    """
    if is_ip_address(host):
        return host
    labels = without_www(host).split(".")
    size = 2
    if (len(labels) >= 3 and labels[-1] == "th" and labels[-2] in host_lists.THAI_SECOND_LEVELS) or (
        len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in {"co", "com", "ac", "gov", "go", "org", "edu"}
    ):
        size = 3
    domain = ".".join(labels[-size:])
    if domain in host_lists.UMBRELLA_DOMAINS and len(labels) > size:
        return ".".join(labels[-size - 1 :])
    return domain


def is_same_agency(host: str, known_hosts: Iterable[str]) -> bool:
    """Whether the host belongs to the agency that owns one of the known hosts."""
    domain = domain_of(host)
    return any(domain == domain_of(known) for known in known_hosts)


def is_agency_host(host: str) -> bool:
    """Whether the ending says an agency owns it: government, army, school or university, public organisation."""
    return host.endswith((".go.th", ".mi.th", ".ac.th", ".or.th", ".royaloffice.th", ".gov", ".police.th"))


def find_lookalike(host: str, known_hosts: Sequence[str]) -> str | None:
    """The known host that this one is most likely a slip of, or None.

    A slip is: the same letters with dots or hyphens put differently; one letter wrong, missing, added or
    swapped in a name of 10 letters and more; two in a name of 16 and more. Digits never count as slips
    (school1 and school2 are two schools), and names that differ in their ending (.go.th, .com) are two names.
    """
    if is_ip_address(host) or host in known_hosts:
        return None
    for known in known_hosts:
        if is_ip_address(known):
            continue
        if without_www(host) == without_www(known):
            if host.startswith(("ww.", "wwww.")):
                return known
        elif is_same_agency(host, (known,)):
            continue
        elif _flat(host) == _flat(known) or _is_slip(without_www(host), without_www(known)):
            return known
    return None


def _is_slip(written: str, known: str) -> bool:
    flat, flat_known = _flat(written), _flat(known)
    if flat == flat_known:
        return True
    if _digits(flat) != _digits(flat_known):
        return False
    if _ending(written) != _ending(known) and has_known_ending(written):
        return False
    name = _flat(known.removesuffix(_ending(known)))
    if flat.startswith(name) and not has_known_ending(written):
        return edit_distance(flat, flat_known, 1) <= 1
    name_length = len(name)
    allowed = 2 if name_length >= TWO_SLIPS_LENGTH else 1 if name_length >= ONE_SLIP_LENGTH else 0
    return allowed > 0 and edit_distance(flat, flat_known, allowed) <= allowed


def _flat(host: str) -> str:
    return host.replace(".", "").replace("-", "").replace("_", "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _ending(host: str) -> str:
    labels = host.split(".")
    size = 2 if len(labels) >= 3 and labels[-1] == "th" else 1
    return "." + ".".join(labels[-size:])


def edit_distance(left: str, right: str, limit: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; limit + 1 as soon as it is more than limit."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before_last, last = last, current
    return min(last[-1], limit + 1)
