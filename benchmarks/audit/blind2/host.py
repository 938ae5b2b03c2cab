"""One host: its system, its addresses, what it says of an address it does not know, and the links labelled on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

from benchmarks.audit.blind2 import frames_cms, frames_own
from benchmarks.audit.blind2.exchange import Answer, Handler, Request
from benchmarks.audit.blind2.label import Labelled
from benchmarks.audit.blind2.office import Office, office
from benchmarks.audit.blind2.prose import news, paper, paragraphs

System = Literal["joomla", "wordpress", "php_mod", "aspnet", "old_tables", "builder", "portal", "cards"]
Frame = Callable[[Random, Random, Office, list[str], str, str, bool], str]
FRAMES: dict[System, Frame] = {
    "joomla": frames_cms.joomla, "wordpress": frames_cms.wordpress, "builder": frames_cms.builder, "cards": frames_cms.cards,
    "php_mod": frames_own.php_mod, "aspnet": frames_own.aspnet, "old_tables": frames_own.old_tables, "portal": frames_own.portal,
}  # fmt: skip
CHARSETS = {"php_mod": "cp874", "old_tables": "cp874"}
TRACKING = {"fbclid", "utm_source", "utm_medium", "utm_campaign", "gclid", "mibextid", "usp"}


@dataclass(slots=True)
class Host:
    """A site under construction; handle() serves it."""

    number: int
    system: System
    port: int
    tls_port: int
    login_box: bool = False
    turning: bool = False  # the side boxes show other news at each visit
    rng: Random = field(init=False)
    office: Office = field(init=False)
    routes: dict[str, Handler] = field(default_factory=dict)
    links: list[Labelled] = field(default_factory=list)
    no_path: Handler = field(init=False)
    no_id: Handler | None = None
    given: set[str] = field(default_factory=set)
    menu_links: list[str] = field(init=False)
    front_title: str = "หน้าแรก"

    def __post_init__(self) -> None:
        self.rng = Random(f"blind2-{self.number}")
        self.office = office(self.rng)
        self.no_path = lambda _request: Answer(b"<h1>Not Found</h1>", 404)
        self.menu_links = [self.address() for _ in range(12)] + ["#"]
        body = self.front_body()
        self.routes["/"] = self.framed(self.front_title, body)

    @property
    def ip(self) -> str:
        return f"127.7.{self.number // 200}.{self.number % 200 + 1}"

    @property
    def base(self) -> str:
        return f"http://{self.ip}:{self.port}"

    @property
    def secure_base(self) -> str:
        return f"https://{self.ip}:{self.tls_port}"

    def front_body(self) -> str:
        """The front page: banners, a welcome, boxes of news."""
        boxes = [f"<h3>{head}</h3><ul>" + "".join(f'<li><a href="{self.rng.choice(self.menu_links)}">{maker(self.rng, self.office)}</a></li>' for _ in range(7)) + "</ul>"
                 for head, maker in (("ข่าวประชาสัมพันธ์", news), ("ภาพกิจกรรม", news), ("เอกสารเผยแพร่", paper), ("ประกาศจัดซื้อจัดจ้าง", news))]  # fmt: skip
        return (
            '<div class="slider"><img src="/images/slide1.jpg"><img src="/images/slide2.jpg"></div>'
            + "".join(boxes)
            + paragraphs(self.rng, self.office, 1)
        )

    def page(self, title: str, body: str, visit: int = 0) -> bytes:
        """The page in this site's frame and letters."""
        turn = Random(f"{self.number}-{visit if self.turning else 0}")
        text = FRAMES[self.system](
            Random(f"menu-{self.number}"), turn, self.office, self.menu_links, title, body, self.login_box
        )
        return text.encode(CHARSETS.get(self.system, "utf-8"), "xmlcharrefreplace")

    def framed(self, title: str, body: str, status: int = 200) -> Handler:
        return lambda request: Answer(self.page(title, body, request.visit), status, self.html_type)

    @property
    def html_type(self) -> str:
        return {"php_mod": "text/html", "old_tables": "text/html", "aspnet": "text/html; charset=UTF-8"}.get(
            self.system, "text/html; charset=utf-8"
        )

    def address(self) -> str:
        """A fresh address of a page, in the manner of this system; never the same twice."""
        while (made := self.any_address()) in self.given:
            pass
        self.given.add(made)
        return made

    def any_address(self) -> str:
        rng, number = self.rng, self.rng.randint(11, 9800)
        slug = f"{self.rng.choice(('news', 'plan', 'ita', 'data', 'report', 'oit'))}-{rng.randint(2563, 2568)}-{rng.randint(1, 99):02}"
        thai = quote(f"{rng.choice(('แผนพัฒนา', 'ประกาศ', 'รายงาน', 'มาตรการ', 'คู่มือ'))}{number}")
        ways = {
            "joomla": (
                f"/index.php?option=com_content&view=article&id={number}&catid={rng.randint(8, 40)}",
                f"/index.php/2017-02-{rng.randint(10, 28)}-03-12/{number}-{slug}",
            ),
            "wordpress": (f"/?p={number}", f"/{thai}/", f"/archives/{number}"),
            "php_mod": (
                f"/index.php?mod={rng.choice(('news', 'plan', 'page'))}&id={number}",
                f"/news_detail.php?hd={rng.randint(1, 9)}&id={number}",
            ),
            "aspnet": (f"/content.aspx?id={number}", f"/news/view.aspx?cat={rng.randint(1, 9)}&nid={number}"),
            "old_tables": (f"/page{number}.html", f"/data/{slug}.htm"),
            "builder": (f"/page/{slug}-{number}", f"/{slug}-{number}/"),
            "portal": (f"/index.php?link={slug.split('-')[0]}&id={number}", f"/data_{number}"),
            "cards": (f"/news/detail/{number}/{slug}", f"/document/view/{number}"),
        }
        return rng.choice(ways[self.system])

    def link(
        self, target: str, right: str, style: str, doubt: str = "", handler: Handler | None = None, base: str = ""
    ) -> str:
        """Labels an address, serves it where a handler is given, and gives its target back. right: verdicts, the most fitting first."""
        if handler is not None:
            self.routes[untracked(target.partition("#")[0])] = handler
        name = f"{self.number:03}-{len(self.links):03}"
        self.links.append(Labelled(name, (base or self.base) + target, tuple(right.split()), style, doubt))
        return target

    def handle(self, request: Request) -> Answer:
        target = untracked(request.target)
        if (found := self.routes.get(target)) is not None:
            return found(request)
        if target.startswith("/?") and self.system != "wordpress":
            return self.routes["/"](request)  # a front page does not mind a question
        if target == "/robots.txt" and self.number % 3 == 0:
            return Answer(b"User-agent: *\nDisallow: /administrator/\n", type="text/plain")
        return self.handler_of(target)(request)

    def handler_of(self, target: str) -> Handler:
        """What answers an address without a page: the script it names where there is one, else the server."""
        known_script = any(stem(target) == stem(one) for one in self.routes if one != "/")
        return self.no_id if known_script and self.no_id else self.no_path


def stem(target: str) -> str:
    """The part of an address that names the script: the path before a question mark, or the folder."""
    path, mark, _ = target.partition("?")
    return path if mark else path.rstrip("/").rpartition("/")[0] or path


def untracked(target: str) -> str:
    """The address without what mail and social networks hang on it."""
    path, mark, query = target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0] not in TRACKING]
    if not mark or len(kept) == len(pairs):
        return target
    return f"{path}?{urlencode(kept)}" if kept else path
