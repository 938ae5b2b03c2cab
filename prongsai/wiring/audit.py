"""Builds the evidence auditor: client, readers, judge, proof and memory, for a command, a page or a worker."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai import __version__
from prongsai.audit.engine import Engine, EngineRules, Frontier, LinkLists
from prongsai.audit.fetch_port import TimeLimits
from prongsai.audit.hops import RetryRules
from prongsai.audit.pace import PaceReport, PaceRules
from prongsai.audit.result import LinkResult, LinkToCheck, VisitMemory
from prongsai.audit.visit import Visited, Visiting
from prongsai.core.errors import OutsideError

if TYPE_CHECKING:
    from prongsai.adapters.page_reader import DocumentPageReader
    from prongsai.adapters.snapshots import SnapshotStore
    from prongsai.audit.fetch_port import Answer
    from prongsai.audit.hops import Trail
    from prongsai.audit.judged import Judged, Question
    from prongsai.audit.page import PageText
    from prongsai.audit.visit import Judge
    from prongsai.core.plan import Agency


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """How an audit is run. Times in seconds; `host_gap_s` 0 switches pacing off (only for sites of one's own).

    `judge` False checks only whether links open; `ocr` False leaves scans unread. `allow_hosts` may be visited although their addresses are not
    public (tests). `window_s` spreads the hosts over a window. `snapshots` keeps proof of each visit.
    """

    host_gap_s: float = 1.0
    address_gap_s: float = 0.5
    platform_gap_s: float = 1.0
    host_connections: int = 1
    connections: int = 64
    limits: TimeLimits = field(default_factory=TimeLimits)
    retry: RetryRules = field(default_factory=RetryRules)
    max_bytes: int = 20_000_000
    allow_hosts: frozenset[str] = frozenset()
    judge: bool = True
    ocr: bool = True
    window_s: float = 0.0
    snapshots: SnapshotStore | None = None
    contact_url: str = ""

    @property
    def user_agent(self) -> str:
        """The honest name under which the auditor visits."""
        about = f"; +{self.contact_url}" if self.contact_url else ""
        return f"prongsai/{__version__} (evidence check for Thai local governments{about})"


class NoMemory:
    """A memory that knows no earlier visit."""

    def last_visit(self, url: str) -> None:
        """Nothing is remembered."""
        return None


class AuditRun:
    """One run over a frontier: iterate it for what was visited; close it (or leave `with`) to free all it holds."""

    def __init__(
        self, frontier: Frontier, *, agency: Agency | None, options: AuditOptions, memory: VisitMemory | None = None
    ) -> None:
        from prongsai.adapters.aside_worker import ThreadAside
        from prongsai.adapters.host_addresses import HostAddresses
        from prongsai.adapters.http_pycurl import build_fetcher

        self._fetcher = build_fetcher(
            limits=options.limits,
            user_agent=options.user_agent,
            allow_hosts=options.allow_hosts,
            max_connections=options.connections,
        )
        self._aside = ThreadAside()
        self._reader = page_reader(ocr=options.ocr) if options.judge else None
        self._addresses = HostAddresses()
        self._engine = Engine(
            frontier,
            _visiting(agency, options, memory or NoMemory(), self._reader),
            self._fetcher,
            rules=EngineRules(
                PaceRules(options.host_gap_s, options.address_gap_s, options.platform_gap_s, options.host_connections),
                connections=options.connections,
                window_s=options.window_s,
            ),
            clock=time.monotonic,
            utc_now=lambda: datetime.now(UTC),
            sleep=time.sleep,
            aside=self._aside,
            addresses=self._addresses,
        )

    @property
    def pace_report(self) -> PaceReport:
        """What politeness did so far."""
        return self._engine.pace_report

    def __iter__(self) -> Iterator[Visited]:
        return self._engine.run()

    def __enter__(self) -> AuditRun:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all requests and threads."""
        self._fetcher.close()
        self._addresses.close()
        self._aside.close()
        if self._reader is not None:
            self._reader.close()


def audit_links(
    links: Iterable[LinkToCheck], *, agency: Agency | None, options: AuditOptions, memory: VisitMemory | None = None
) -> Iterator[LinkResult]:
    """Visit links and give their results as they are known; stopping early leaves the rest unvisited."""
    with AuditRun(LinkLists(links), agency=agency, options=options, memory=memory) as run:
        for visited in run:
            yield visited.result


def judge_file(content: bytes, *, name: str, question: Question) -> tuple[PageText, Judged]:
    """Read a file handed in and judge it against what it was handed in for. Never raises for bad content."""
    page = _kept_reader().read(content, name=name)
    return page, judge_of()(page, question, page.last_changed_on)


@cache
def _kept_reader() -> DocumentPageReader:
    """One reader for all files handed in to this process; its worker ends with the process."""
    return page_reader()


def page_reader(*, ocr: bool = True) -> DocumentPageReader:
    """The reader of everything that can stand behind a link. Close it when done."""
    from prongsai.adapters.page_reader import build_page_reader

    return build_page_reader(use_ocr=ocr)


def judge_of() -> Judge:
    """The judge, with the frameworks of all years; a link without a year is judged by the newest one known."""
    from prongsai.audit.judge import judge
    from prongsai.core.fiscal_year import fiscal_year_of
    from prongsai.wiring import bangkok_today, framework_files

    files = framework_files()
    this_year = fiscal_year_of(bangkok_today())

    def judge_page(page: PageText, question: Question, last_changed_on: date | None) -> Judged:
        framework = files.get(question.fiscal_year or this_year)
        return judge(page, question, framework=framework, frameworks=files.get, last_changed_on=last_changed_on)

    return judge_page


def _visiting(
    agency: Agency | None, options: AuditOptions, memory: VisitMemory, reader: DocumentPageReader | None
) -> Visiting:
    return Visiting(
        own_hosts=agency.hosts if agency else (),
        agency_name=agency.name if agency else "",
        province=(agency.province or "") if agency else "",
        reader=reader,
        judge=judge_of() if options.judge else None,
        meaningful=_meaningful() if options.judge else _nothing_read,
        last_visit=memory.last_visit,
        keep=_keeper(options),
        watches=options.judge,
        user_agent=options.user_agent,
        token="prongsai-" + secrets.token_hex(6),
        limits=options.limits,
        retry=options.retry,
        max_bytes=options.max_bytes,
    )


def _meaningful() -> Callable[[PageText], str]:
    """The reading of pages, loaded before the first visit: later it would hold up those under way."""
    import prongsai.audit.opened  # noqa: F401 (see above)
    from prongsai.audit.reading.meaning import meaningful_text

    return meaningful_text


def _nothing_read(page: PageText) -> str:
    return ""


def _keeper(options: AuditOptions) -> Callable[..., str] | None:
    store = options.snapshots
    if store is None:
        return None
    return lambda exchanges, link_id: store.keep(exchanges, link_id=link_id)


def addresses_of(hosts: Iterable[str]) -> dict[str, list[str]]:
    """The network address of each host that has one, for the budget that hosts on one server share; a minute at most."""
    from prongsai.adapters.host_addresses import find_addresses

    return find_addresses(hosts, within_s=60.0)


def snapshot_store(folder: Path) -> SnapshotStore:
    """The store of snapshots in a folder, made when absent."""
    from prongsai.adapters.snapshots import SnapshotStore

    return SnapshotStore(folder)


def read_links(content: bytes, content_type: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The title of an HTML page and its links as (address as written, words), in the order they stand. Never raises."""
    from prongsai.audit.reading.charset import decode_text
    from prongsai.audit.reading.html_text import read_html

    page = read_html(decode_text(content, content_type=content_type).text)
    return page.title, tuple((link.address, link.label) for link in page.links)


def fetch_once(url: str, options: AuditOptions) -> bytes:
    """The body of one address, redirects followed, through the same client and guard as every visit.

    Raises OutsideError where it cannot be had.
    """
    from prongsai.adapters.http_pycurl import build_fetcher
    from prongsai.audit.hops import follow
    from prongsai.audit.steps import Answered, Ask

    fetcher = build_fetcher(
        limits=options.limits, user_agent=options.user_agent, allow_hosts=options.allow_hosts, max_connections=1
    )
    steps = follow(url, rules=options.retry, max_bytes=60_000_000)
    try:
        step = next(steps)
        while True:
            assert isinstance(step, Ask)
            fetcher.start(step.request, None)
            done: list[tuple[object, Answer]] = []
            while not done:
                done = fetcher.finished(1.0)
            step = steps.send(Answered(done[0][1], datetime.now(UTC), 0.0))
    except StopIteration as stop:
        trail: Trail = stop.value
    finally:
        fetcher.close()
    answer = trail.answer
    if answer is None or answer.status != 200 or trail.loop:
        reason = answer.problem or answer.status if answer else "loop"
        raise OutsideError(
            f"เปิด {url} ไม่ได้ ({reason}) กรุณาลองใหม่ภายหลัง", f"{url} cannot be opened ({reason}): try again later"
        )
    return answer.body
