"""The labelled site put together: hosts, what is on them, and the label of every link."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random

from benchmarks.audit.labelled import missing
from benchmarks.audit.labelled.designs import DESIGNS, Design
from benchmarks.audit.labelled.host import Host, Page
from benchmarks.audit.site.reply import Asked, Reply, page
from benchmarks.audit.site.thai_text import YEARS, Item, agency, items
from prongsai.audit.verdict import Verdict

Behaviour = Callable[[Host, Asked], Reply]
HARD_HOSTS, SOFT_HOSTS_EACH, HOME_HOSTS, SHELL_HOSTS, RECORD_HOSTS = 84, 4, 8, 2, 7
_DEAD = (missing.soft_parked, missing.soft_suspended)
CLOSED = ("User-agent: *\nDisallow: /\n", "User-agent: *\nDisallow: /private/\nCrawl-delay: 1\n")


@dataclass(frozen=True, slots=True)
class Ways:
    """How the hosts are built, and what they do with unknown paths: honestly, or as if nothing were wrong."""

    designs: tuple[Design, ...] = DESIGNS
    hard: tuple[Behaviour, ...] = missing.HARD
    soft: tuple[Behaviour, ...] = missing.SOFT


@dataclass(frozen=True, slots=True)
class Labelled:
    """One link and its right verdict. `style` names the case, so that errors can be grouped."""

    id: str
    url: str
    verdict: Verdict
    style: str
    item: str | None = None
    fiscal_year: int | None = None


@dataclass(slots=True)
class LabelledSite:
    """Hosts at 127.2.x.y on one HTTP port; TLS ports by fault; ports that refuse and that never accept."""

    seed: int
    port: int
    tls_ports: dict[str, int]
    refusing_port: int
    deaf_port: int
    ways: Ways = Ways()
    hosts: dict[str, Host] = field(default_factory=dict)
    links: list[Labelled] = field(default_factory=list)
    hard: list[Host] = field(default_factory=list)
    soft: list[Host] = field(default_factory=list)
    sends_home: list[Host] = field(default_factory=list)
    shells: list[Host] = field(default_factory=list)
    records: list[Host] = field(default_factory=list)
    robots_closed: list[Host] = field(default_factory=list)
    draw: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        self.draw = Random(self.seed)
        for number in range(HARD_HOSTS):
            self.hard.append(self._new_host(self.ways.hard[number % len(self.ways.hard)]))
        for number in range(SOFT_HOSTS_EACH * len(self.ways.soft)):
            behaviour = self.ways.soft[number % len(self.ways.soft)]
            host = self._new_host(behaviour)
            if behaviour in _DEAD:
                host.pages["/"] = partial(behaviour, host)
            self.soft.append(host)
        for _ in range(HOME_HOSTS):
            self.sends_home.append(self._new_host(missing.redirect_home))
        for _ in range(SHELL_HOSTS):
            host = self._new_host(missing.shell_only)
            host.pages["/"] = partial(missing.shell_only, host)
            self.shells.append(host)
        for number in range(2 * RECORD_HOSTS):
            self.records.append(self._new_host((missing.record_missing, missing.record_empty)[number // RECORD_HOSTS]))
        for number, host in enumerate(self.hard):
            if number % 5 == 0:
                host.robots = CLOSED[number // 5 % 2]
                self.robots_closed += [host] if number // 5 % 2 == 0 else []

    def __call__(self, asked: Asked) -> Reply:
        host = self.hosts.get(asked.host)
        return host.answer(asked) if host else page(b"<h1>a server of the inner network</h1>")

    def label(self, url: str, verdict: Verdict, style: str, item: Item | None = None, year: int | None = None) -> None:
        """Adds one link to the list."""
        self.links.append(
            Labelled(f"L{len(self.links):04}", url, verdict, style, item.code if item else None, year if item else None)
        )

    def url(self, host: Host, target: str, *, port: int | None = None, scheme: str = "http") -> str:
        return f"{scheme}://{host.address}:{port or self.port}{target}"

    def put(self, host: Host, page: Page, verdict: Verdict, style: str, target: str | None = None) -> str:
        """Puts a page on a host and labels its address."""
        url = self.url(host, host.put(page, target))
        self.label(url, verdict, style)
        return url

    def topic(self) -> tuple[Item, int]:
        """An item and a year."""
        return self.draw.choice(items()), self.draw.choice(YEARS)

    def turns(self, hosts: list[Host]) -> Iterator[Host]:
        """The hosts over and over, from a random start."""
        start = self.draw.randrange(len(hosts))
        while True:
            yield hosts[start % len(hosts)]
            start += 1

    def living_soft(self) -> list[Host]:
        """Soft hosts that also have real pages: all but lapsed names and closed accounts."""
        return [host for host in self.soft if host.missing not in _DEAD]

    def mixed_links(self) -> list[Labelled]:
        """The links in an order that mixes hosts and verdicts, the same for the same seed."""
        return Random(self.seed).sample(self.links, len(self.links))

    def allowed(self) -> tuple[str, ...]:
        """The loopback addresses that a run must be allowed to visit."""
        return tuple(self.hosts)

    def counts(self) -> Counter[str]:
        return Counter(link.verdict for link in self.links)

    def _new_host(self, behaviour: Behaviour) -> Host:
        number = len(self.hosts)
        address = f"127.2.{number // 200}.{number % 200 + 1}"
        designs = self.ways.designs
        design = designs[(number // len(self.ways.hard) + number) % len(designs)]
        self.hosts[address] = Host(address, design, agency(number), behaviour, Random(f"{self.seed}-{number}"))
        return self.hosts[address]
