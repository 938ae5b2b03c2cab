"""One host of the labelled site: its design, what it does with unknown paths, and the pages put on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.audit.labelled import content
from benchmarks.audit.labelled.designs import Design
from benchmarks.audit.site.reply import Asked, Reply, redirect
from benchmarks.audit.site.thai_text import Agency

_NUMBERS = re.compile(r"\d+")
Page = Callable[[Asked], Reply]
HOME_PATHS = (
    "/",
    "/index.html",
    "/index.php",
    "/index.htm",
    "/home",
    "/home.html",
    "/home.php",
    "/default.aspx",
    "/index.asp",
    "/default.asp",
)


def sends_to(location: str, status: int = 302) -> Page:
    """A redirect, whoever asks."""
    return lambda asked: redirect(location, status)


def sends(reply: Reply) -> Page:
    """One reply, whoever asks."""
    return lambda asked: reply


@dataclass(slots=True)
class Host:
    """`missing` answers what no page was put on. A host without robots.txt answers it like any unknown path."""

    address: str
    design: Design
    owner: Agency
    missing: Callable[[Host, Asked], Reply]
    draw: Random
    robots: str | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    _next: int = 100

    def new_target(self) -> str:
        """An address in the host's own style that nobody has yet."""
        self._next += self.draw.randint(1, 40)
        return self.design.path(self._next)

    def is_article_path(self, path: str) -> bool:
        """Whether the path is one under which the host shows its articles, whatever number is asked for."""
        return _NUMBERS.sub("0", path) == _NUMBERS.sub("0", self.design.path(1).partition("?")[0])

    def put(self, page: Page, target: str | None = None) -> str:
        """Puts a page on the host and gives its target."""
        target = target or self.new_target()
        assert target not in self.pages, target
        self.pages[target] = page
        return target

    def html(self, title: str, main: str, *, status: int = 200, draw: Random | None = None) -> Reply:
        """A page in the host's frame."""
        body = self.design.page(self.owner, title, main, draw or Random())
        kind = "text/html" + (f"; charset={self.design.header_charset}" if self.design.header_charset else "")
        return Reply(status, (("Content-Type", kind),), body)

    def shows(self, title: str, main: str, *, status: int = 200) -> Page:
        """The same page for every request, but for what changes in the frame."""
        return lambda asked: self.html(title, main, status=status)

    def home(self) -> Reply:
        """The front page: the same text on every visit, in a frame with changing numbers."""
        return self.html(f"หน้าแรก {self.owner.name}", content.home(Random(self.address), self.owner))

    def answer(self, asked: Asked) -> Reply:
        """The page put there, else robots.txt, the front page, or what the host does with unknown paths."""
        if asked.target in self.pages:
            return self.pages[asked.target](asked)
        if asked.target == "/robots.txt" and self.robots is not None:
            return Reply(200, (("Content-Type", "text/plain"),), self.robots.encode())
        if asked.target in HOME_PATHS:
            return self.home()
        return self.missing(self, asked)
