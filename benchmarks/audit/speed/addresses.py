"""Which address of the speed site is what: a pure function of the seed and the address's number.

80 % HTML, 12 % missing (a third of the hosts answers those with 200: 8 % real 404, 4 % soft), 3 % redirects (a fifth
of them to the home page), 1 % loops and chains over five hops, 2 % slow, 2 % PDF.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal

Kind = Literal["html", "missing", "redirect", "redirect_home", "loop", "long_chain", "slow", "pdf"]

LINKS_PER_HOST = 50
_SHARES: tuple[tuple[int, Kind], ...] = (
    (8000, "html"),
    (9200, "missing"),
    (9440, "redirect"),
    (9500, "redirect_home"),
    (9550, "loop"),
    (9600, "long_chain"),
    (9800, "slow"),
    (10000, "pdf"),
)


@dataclass(frozen=True, slots=True)
class SpeedSite:
    """`links` addresses over `hosts` loopback addresses of one port."""

    links: int
    hosts: int
    seed: int = 1

    def kind(self, number: int) -> Kind:
        share = mixed(number, self.seed) % 10_000
        return next(kind for limit, kind in _SHARES if share < limit)

    def host_number(self, number: int) -> int:
        return number % self.hosts

    def is_soft_host(self, host_number: int) -> bool:
        """Whether the host answers 200 for what it does not have: every third."""
        return host_number % 3 == 2

    def url(self, number: int, port: int) -> str:
        """The address as the list of links has it; each host has its own way of writing addresses."""
        host_number = self.host_number(number)
        return f"http://{host_address(host_number)}:{port}{self.target(number)}"

    def target(self, number: int) -> str:
        year = 2565 + number % 4
        if self.kind(number) == "pdf":
            return f"/uploads/{year}/oit-{number}.pdf"
        style = self.host_number(number) % 4
        if style == 0:
            return f"/oit/{year}/{number}.html"
        if style == 1:
            return f"/index.php?option=com_content&view=article&id={number}"
        if style == 2:
            return f"/content/information/{number}"
        return f"/th/page.php?year={year}&id={number}"

    def numbers(self) -> list[int]:
        """All addresses in the order of the list: hosts mixed, the same for the same seed."""
        order = list(range(self.links))
        Random(self.seed).shuffle(order)
        return order


def host_address(host_number: int) -> str:
    """127.1.0.1, 127.1.0.2 ...: 250 addresses in each third byte."""
    return f"127.{1 + host_number // 62_500}.{host_number // 250 % 250}.{host_number % 250 + 1}"


def host_number_of(address: str) -> int:
    """The number of a host from its address."""
    _loop, high, middle, low = address.split(".")
    return (int(high) - 1) * 62_500 + int(middle) * 250 + int(low) - 1


def number_of(target: str) -> int | None:
    """The number of the address in a target, None where the site never made such a target."""
    at = len(target)
    for ending in (".html", ".pdf"):
        at = target.find(ending) if target.endswith(ending) else at
    start = at
    while start and target[start - 1].isdigit():
        start -= 1
    return int(target[start:at]) if start < at else None


def mixed(number: int, seed: int) -> int:
    """A well mixed 32-bit number (the finaliser of murmur3), cheap enough for each request."""
    value = (number * 0x9E3779B1 + seed * 0x85EBCA6B) & 0xFFFFFFFF
    value = (value ^ (value >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ (value >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ (value >> 16)
