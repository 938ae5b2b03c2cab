"""A small internet in virtual time: sites answer from a script after their own delay, and no test waits for real."""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from prongsai.adapters.page_reader import read_html_page
from prongsai.audit.engine import Engine, EngineRules, LinkLists
from prongsai.audit.fetch_port import Answer, Request
from prongsai.audit.judged import Judged, Question
from prongsai.audit.pace import PaceRules
from prongsai.audit.page import PageText
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck
from prongsai.audit.visit import Visiting
from tests.fakes.fake_fetcher import FakeFetcher, Scripted, scripted

START = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
MENU = "<nav>หน้าแรก<br>ข้อมูลหน่วยงาน<br>ติดต่อเรา<br>แผนผังเว็บไซต์</nav>"
FOOT = "<footer>เทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง โทรศัพท์สำนักงาน ๐ ๔๔๐๐ ๐๐๐๐</footer>"
BASE_URL = "http://www.muang.go.th/"
BODY = (
    "<h1>รายงานผลการดำเนินงาน ปีงบประมาณ พ.ศ. ๒๕๖๖</h1><p>เทศบาลได้ดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต จำนวนสิบสองโครงการ"
    "</p><p>ใช้งบประมาณรวมสามแสนบาท และไม่พบปัญหาอุปสรรคในการดำเนินงาน</p>"
)


def page(body: str = BODY, *, title: str = "รายงานผลการดำเนินงาน", **more: Any) -> Scripted:
    """A page in the site's frame."""
    html = f"<html><head><title>{title}</title></head><body>{MENU}{body}{FOOT}</body></html>"
    return scripted(body=html.encode(), **more)


HOME = page("<h1>ยินดีต้อนรับ</h1><p>ข่าวประชาสัมพันธ์ล่าสุดของเทศบาล</p><p>กิจกรรมเดือนนี้</p>", title="เทศบาลตำบลตัวอย่าง")
NOT_FOUND = scripted(404, body=b"<h1>Not Found</h1>")


class VirtualNet(FakeFetcher):
    """The scripted fetcher, with each answer coming `elapsed_s` after its request by the world's clock."""

    def __init__(self, world: "World", pages: Mapping[str, Scripted | Sequence[Scripted]]) -> None:
        super().__init__(pages)
        self._world = world
        self._coming: list[tuple[float, int, object, Answer]] = []
        self.started_at: list[tuple[float, str]] = []

    def start(self, request: Request, token: object) -> None:
        super().start(request, token)
        ((_, answer),) = super().finished(0)
        self.started_at.append((self._world.now_s, request.url))
        heapq.heappush(self._coming, (self._world.now_s + answer.elapsed_s, len(self.asked), token, answer))

    def finished(self, wait_s: float) -> list[tuple[object, Answer]]:
        if not self._coming or self._coming[0][0] > self._world.now_s + wait_s:
            self._world.now_s += wait_s
            return []
        self._world.now_s = max(self._world.now_s, self._coming[0][0])
        ready = []
        while self._coming and self._coming[0][0] <= self._world.now_s:
            _, _, token, answer = heapq.heappop(self._coming)
            ready.append((token, answer))
        return ready


class AtOnce:
    """An aside worker that does the work when it is submitted."""

    def __init__(self) -> None:
        self._done: list[tuple[object, Any, BaseException | None]] = []

    def submit(self, work: Callable[[], Any], token: object) -> None:
        try:
            self._done.append((token, work(), None))
        except Exception as error:
            self._done.append((token, None, error))

    def finished(self) -> list[tuple[object, Any, BaseException | None]]:
        done, self._done = self._done, []
        return done


class HtmlReader:
    """Web pages by the real reader; a body that begins with a mark of ours stands for another kind."""

    def read(self, content: bytes, *, content_type: str = "", name: str = "") -> PageText:
        if content.startswith(b"FAULT"):
            raise RuntimeError("a reader with a fault")
        if content.startswith(b"%PDF"):
            problem = "encrypted" if b"/Encrypt" in content else ""
            return PageText(kind="pdf", text="รายงานฉบับเต็ม", problem=problem)  # type: ignore[arg-type]
        if content.startswith(b"PK"):
            return PageText(kind="archive", members=tuple(content.decode()[2:].split()) or ("รายงาน.pdf",))
        if content.startswith(b"\x7fELF"):
            return PageText(kind="unsupported", problem="unsupported", detail="ELF")
        return read_html_page(content, content_type)


class World:
    """Sites, a clock, and one audit over them."""

    def __init__(self, pages: Mapping[str, Scripted | Sequence[Scripted]]) -> None:
        self.now_s = 1000.0
        self.net = VirtualNet(self, pages)
        self.kept: list[str] = []
        self.engine: Engine | None = None

    def audit(
        self,
        links: Iterable[LinkToCheck | str],
        *,
        own_hosts: tuple[str, ...] = ("www.muang.go.th",),
        gap_s: float = 1.0,
        memory: Mapping[str, LastVisit] | None = None,
        judge: bool = True,
        addresses: Any = None,
        rules: EngineRules | None = None,
        **visiting: Any,
    ) -> dict[str, LinkResult]:
        """Results by link id; a link given as text has its number from 1 as id."""
        listed = [
            link if isinstance(link, LinkToCheck) else LinkToCheck(str(number), link)
            for number, link in enumerate(links, 1)
        ]
        return {
            visited.result.link.id: visited.result
            for visited in self.start(
                listed,
                own_hosts=own_hosts,
                gap_s=gap_s,
                memory=memory,
                judge=judge,
                addresses=addresses,
                rules=rules,
                **visiting,
            ).run()
        }

    def start(
        self,
        links: Sequence[LinkToCheck],
        *,
        own_hosts: tuple[str, ...] = ("www.muang.go.th",),
        gap_s: float = 1.0,
        memory: Mapping[str, LastVisit] | None = None,
        judge: bool = True,
        addresses: Any = None,
        rules: EngineRules | None = None,
        **visiting: Any,
    ) -> Engine:
        """The engine of an audit, not yet run."""
        to = Visiting(
            **{
                "own_hosts": own_hosts,
                "agency_name": "เทศบาลตำบลตัวอย่าง",
                "province": "ตัวอย่าง",
                "reader": HtmlReader() if judge else None,
                "judge": _no_judgement if judge else None,
                "meaningful": lambda one: one.text,
                "last_visit": (memory or {}).get,
                "keep": self._keep,
                "watches": False,
                "user_agent": "prongsai-test",
                "token": "no-such-page",
                **visiting,
            }
        )
        self.engine = Engine(
            LinkLists(links),
            to,
            self.net,
            rules=rules or EngineRules(PaceRules(host_gap_s=gap_s, address_gap_s=gap_s / 2, platform_gap_s=gap_s)),
            clock=lambda: self.now_s,
            utc_now=lambda: START + timedelta(seconds=self.now_s - 1000.0),
            sleep=self._sleep,
            aside=AtOnce(),
            addresses=addresses,
        )
        return self.engine

    def _sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def _keep(self, exchanges: Sequence[tuple[Answer, datetime]], link_id: str) -> str:
        self.kept.append(link_id)
        return f"snapshot-{link_id}-{len(exchanges)}"


def _no_judgement(_page: PageText, _question: Question, _changed_on: object) -> Judged:
    return Judged()


def site(host: str = "www.muang.go.th", **pages: Scripted) -> dict[str, Scripted]:
    """A well-behaved site: a front page, the pages given by path, 404 for the rest."""
    base = f"http://{host}/"
    return {base: HOME, f"{base}*": NOT_FOUND, **{f"{base}{path}": one for path, one in pages.items()}}
