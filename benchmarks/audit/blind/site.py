"""The blind site put together: hosts at 127.3.x.y, what each shows, and which verdicts are right for each link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.audit.blind.skins import Skin
from benchmarks.audit.blind.words import news, office, paragraphs
from benchmarks.audit.site.reply import Asked, Reply
from prongsai.audit.verdict import Verdict

Page = Callable[[Asked], Reply]
Unknown = Callable[["Host", Asked], Reply]
HOME_TARGETS = ("/", "/index.php", "/index.html")


@dataclass(frozen=True, slots=True)
class Blind:
    """One link. The first verdict is the most fitting; more are there only where design 6.3 lets a person argue."""

    id: str
    url: str
    right: tuple[Verdict, ...]
    style: str


@dataclass(slots=True)
class Host:
    """`unknown` answers every target that has no page, robots.txt included."""

    address: str
    owner: str
    skin: Skin
    unknown: Unknown
    pages: dict[str, Page] = field(default_factory=dict)
    home_main: str = ""
    next_number: int = 40

    def html(self, title: str, main: str, *, status: int = 200, skin: Skin | None = None) -> Reply:
        """A page in the frame of the host."""
        skin = skin or self.skin
        kind = "text/html" + (f"; charset={skin.header_charset}" if skin.header_charset else "")
        body = skin.frame(self.owner, title, main).encode(skin.charset, errors="xmlcharrefreplace")
        return Reply(status, (("Content-Type", kind),), body)

    def target(self) -> str:
        """The next free address in the style of the host."""
        self.next_number += 7
        return self.skin.path.format(n=self.next_number)

    def home(self) -> Reply:
        """The front page."""
        draw = Random(self.address)
        main = self.home_main or f"<h3>ข่าวประชาสัมพันธ์</h3><ul>{news(draw, 12)}</ul>{paragraphs(draw, 2)}"
        return self.html(self.owner, main)

    def answer(self, asked: Asked) -> Reply:
        """What stands at the target."""
        page = self.pages.get(asked.target) or self.pages.get(asked.path + "?*")
        if page:
            return page(asked)
        if asked.target == "/robots.txt" and Random(self.address).random() < 0.5:
            return Reply(404, (("Content-Type", "text/plain"),), b"Not Found")
        return self.home() if asked.target in HOME_TARGETS else self.unknown(self, asked)


@dataclass(slots=True)
class BlindSite:
    """All hosts on one port, with a port that nobody listens on and one that speaks TLS with a certificate of its own."""

    port: int
    closed_port: int
    tls_port: int
    pdfs: list[bytes] = field(default_factory=list)
    hosts: dict[str, Host] = field(default_factory=dict)
    links: list[Blind] = field(default_factory=list)
    draw: Random = field(default_factory=lambda: Random(11))

    def __call__(self, asked: Asked) -> Reply:
        return self.hosts[asked.host].answer(asked) if asked.host in self.hosts else Reply(404)

    def host(self, skin: Skin, unknown: Unknown) -> Host:
        """A new host."""
        number = len(self.hosts)
        address = f"127.3.{number // 20}.{number % 20 + 10}"
        self.hosts[address] = Host(address, office(number), skin, unknown)
        return self.hosts[address]

    def url(self, host: Host, target: str) -> str:
        return f"http://{host.address}:{self.port}{target}"

    def label(self, url: str, style: str, *right: Verdict) -> None:
        """Adds one link to the list."""
        self.links.append(Blind(f"B{len(self.links):03}", url, right, style))

    def put(self, host: Host, style: str, page: Page | Reply, *right: Verdict, target: str = "") -> str:
        """Puts a page on a host and labels its address; gives the target."""
        target = target or host.target()
        assert target not in host.pages, target
        host.pages[target] = page if callable(page) else (lambda asked: page)
        self.label(self.url(host, target), style, *right)
        return target

    def counts(self) -> Counter[str]:
        """Links by their most fitting verdict."""
        return Counter(link.right[0] for link in self.links)
