"""Runs many visits at once over one client: the host next due goes first, and every request keeps the pace.

The engine reads no clock and opens no socket; both are given to it, so a test runs a day of politeness in no time.
"""

import heapq
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, Protocol

from prongsai.audit.batches import host_of, pace_group, start_offset_s
from prongsai.audit.fetch_port import Answer, Fetcher, Request
from prongsai.audit.pace import Pace, PaceReport, PaceRules, parse_retry_after
from prongsai.audit.result import LinkResult, LinkToCheck
from prongsai.audit.shared_findings import SharedFinding, SharedFindings
from prongsai.audit.steps import Answered, Aside, Ask, InTurn, KeepGap, Step
from prongsai.audit.visit import Visited, Visiting, not_visited, visit
from prongsai.audit.whose import Address, read_address
from prongsai.audit.words import REASONS, say

log = logging.getLogger(__name__)

STRAINED_PROBLEMS = frozenset(
    (
        "no_address",
        "connection_refused",
        "connection_reset",
        "connect_timed_out",
        "first_byte_timed_out",
        "whole_timed_out",
    )
)
NO_CONNECTION = frozenset(("no_address", "connection_refused", "connect_timed_out"))


@dataclass(frozen=True, slots=True)
class EngineRules:
    """`connections` requests under way in all. After `down_after` failed connections in a row the rest of a host's
    links are not tried in this run. At most `hosts_at_once` hosts are in hand, and what as many
    more shared is in memory. `window_s` spreads the hosts over that many seconds, by a hash of their names."""

    pace: PaceRules = field(default_factory=PaceRules)
    connections: int = 64
    down_after: int = 5
    hosts_at_once: int = 512
    window_s: float = 0.0


class Frontier(Protocol):
    """Links still to visit, by host. Kept outside the engine, so that a long list is not in memory."""

    def hosts(self) -> Iterable[tuple[str, int]]:
        """Every host with links left, and how many."""
        ...

    def take(self, host: str, count: int) -> list[LinkToCheck]:
        """The next links of a host, at most `count`; empty when there are none left."""
        ...


class Addresses(Protocol):
    """Which address a host resolves to, for the budget that hosts on one server share."""

    def find(self, host: str) -> str | None:
        """The address, "" when it has none or is not asked for; None while the answer is awaited."""
        ...


class AsideWorker(Protocol):
    """Does heavy work while the visits go on."""

    def submit(self, work: Callable[[], Any], token: object) -> None:
        """Begin a piece of work."""
        ...

    def finished(self) -> list[tuple[object, Any, BaseException | None]]:
        """What is done since last asked: token, value, or the exception it ended with. Never waits."""
        ...


def host_of_link(url: str) -> str:
    """The host under which a link stands in line: that of the address once mended; "" where there is none."""
    return host_of(url) or host_of(read_address(url, ()).url or "")


class LinkLists:
    """A frontier in memory, for lists that fit there."""

    def __init__(self, links: Iterable[LinkToCheck]) -> None:
        self._lists: dict[str, deque[LinkToCheck]] = {}
        for link in links:
            self._lists.setdefault(host_of_link(link.url), deque()).append(link)

    def hosts(self) -> Iterable[tuple[str, int]]:
        """Every host, in the order of its first link."""
        return [(host, len(links)) for host, links in self._lists.items()]

    def take(self, host: str, count: int) -> list[LinkToCheck]:
        """The next links of a host."""
        waiting = self._lists.get(host, deque())
        return [waiting.popleft() for _ in range(min(count, len(waiting)))]


@dataclass(slots=True)
class _Task:
    """A generator under way: a visit, or the finding of something its host shares."""

    steps: Generator[Step, Any, Any]
    host: "_Host"
    link: LinkToCheck | None
    shared: SharedFinding | None = None
    is_first: bool = True


@dataclass(slots=True)
class _Ticket:
    """A request of a task, waiting its turn or under way."""

    task: _Task
    request: Request
    ready_at: float
    keys: tuple[str, ...] = ()
    started_at: datetime | None = None
    waited_s: float = 0.0


@dataclass(slots=True)
class _Host:
    """What is in hand of one host."""

    name: str
    is_in_line: bool = False
    is_exhausted: bool = False
    is_listed: bool = False
    visits: int = 0
    no_connection: int = 0
    last_no_connection: LinkResult | None = None
    waiting: deque[_Ticket] = field(default_factory=deque)
    links: deque[LinkToCheck] = field(default_factory=deque)
    keys: tuple[str, ...] = ()


LINKS_AT_ONCE = 50
"""Links of one host that are fetched from the frontier at a time."""

VISITS_AT_ONCE = 4
"""Visits of one host begun for each connection it may have: some of them wait for what the host shares."""


class Engine:
    """One run over a frontier. Iterate `run()` for the results, in the order in which they are known."""

    def __init__(
        self,
        frontier: Frontier,
        to: Visiting,
        fetcher: Fetcher,
        *,
        rules: EngineRules,
        clock: Callable[[], float],
        utc_now: Callable[[], datetime],
        sleep: Callable[[float], None],
        aside: AsideWorker,
        addresses: Addresses | None = None,
    ) -> None:
        self._frontier, self._to, self._fetcher, self._rules = frontier, to, fetcher, rules
        self._clock, self._utc_now, self._sleep = clock, utc_now, sleep
        self._aside, self._addresses = aside, addresses
        self._pace = Pace(rules.pace)
        self._shared = SharedFindings(rules.hosts_at_once)
        self._hosts: dict[str, _Host] = {}
        self._line: list[tuple[float, int, str]] = []
        self._sequence = 0
        self._under_way = 0
        self._asides = 0
        self._done: deque[Visited] = deque()
        self._began = 0.0
        self._later: deque[tuple[float, str]] = deque()
        self._in_hand = 0
        self._in_turn: list[_Task] = []

    @property
    def pace_report(self) -> PaceReport:
        """What politeness did so far."""
        return self._pace.report

    def run(self) -> Iterator[Visited]:
        """Visit everything; results come as they are known. Closing the iterator stops the run, nothing is lost:
        links without a result are still the frontier's."""
        self._began = self._clock()
        rules = self._rules
        listed = (
            (start_offset_s(name, count, rules.window_s, rules.pace.host_gap_s) if rules.window_s else 0.0, name)
            for name, count in self._frontier.hosts()
        )
        self._later = deque(sorted(listed, key=itemgetter(0)))
        self._take_hosts_in_hand()
        while self._line or self._under_way or self._asides or self._done or self._later:
            while self._done:
                yield self._done.popleft()
            now = self._clock()
            self._start_what_may(now)
            self._take_turns()
            if self._done:
                continue
            self._wait(now)
            self._take_turns()

    def _take_hosts_in_hand(self) -> None:
        while self._later and self._in_hand < self._rules.hosts_at_once:
            offset, name = self._later.popleft()
            host = self._hosts.get(name)
            if host is None:
                host = self._hosts[name] = _Host(name)
            host.is_listed, host.is_exhausted = True, False
            self._in_hand += 1
            self._put_in_line(host, self._began + offset)

    def _wait(self, now: float) -> None:
        wait_s = 1.0
        if self._asides:
            wait_s = 0.02
        if self._line and self._under_way < self._rules.connections:
            wait_s = min(wait_s, max(0.0, self._line[0][0] - now))
        if self._under_way:
            for token, answer in self._fetcher.finished(wait_s):
                assert isinstance(token, _Ticket)
                self._receive(token, answer)
        elif wait_s > 0 and (self._line or self._asides):
            self._sleep(wait_s)
        if self._asides:
            for token, value, error in self._aside.finished():
                self._asides -= 1
                assert isinstance(token, _Task)
                self._advance(token, value, error)

    def _take_turns(self) -> None:
        while self._in_turn:
            tasks, self._in_turn = self._in_turn, []
            for task in tasks:
                self._advance(task, None)

    def _start_what_may(self, now: float) -> None:
        line = self._line
        while line and line[0][0] <= now and self._under_way < self._rules.connections:
            _, _, name = heapq.heappop(line)
            host = self._hosts.get(name)
            if host is None:
                continue
            host.is_in_line = False
            if not self._know_address(host):
                self._put_in_line(host, now + 0.01)
                continue
            next_at = self._pace.next_at(host.keys)
            if next_at is None:
                continue  # busy: put in line again when its request ends
            if next_at > now:
                self._put_in_line(host, next_at)
                continue
            ticket = self._next_ticket(host)
            if ticket is not None:
                self._start(ticket, host, now)
            if host.waiting or self._may_begin(host):
                self._put_in_line(host, now)
            else:
                self._leave(host, now)

    def _know_address(self, host: _Host) -> bool:
        if host.keys:
            return True
        address: str | None = ""
        if self._addresses is not None and self._rules.pace.address_gap_s > 0:
            address = self._addresses.find(host.name)
            if address is None:
                return False
        group = pace_group(host.name)
        keys = [f"host:{host.name}"]
        if group.startswith("platform:"):
            keys.append(group)  # a platform has many addresses, and they change
        elif address:
            keys.append(f"address:{address}")
        host.keys = tuple(keys)
        return True

    def _next_ticket(self, host: _Host) -> _Ticket | None:
        """A request of this host that waits, else the first request of its next link."""
        while not host.waiting and self._may_begin(host):
            if not host.links:
                host.links.extend(self._frontier.take(host.name, LINKS_AT_ONCE))
                if not host.links:
                    host.is_exhausted = True
                    break
            self._begin(host.links.popleft(), host)
        return host.waiting.popleft() if host.waiting else None

    def _may_begin(self, host: _Host) -> bool:
        return not host.is_exhausted and host.visits < VISITS_AT_ONCE * self._rules.pace.host_connections

    def _begin(self, link: LinkToCheck, host: _Host) -> None:
        address = read_address(link.url, self._to.own_hosts)
        if address.url is None:
            self._done.append(Visited(not_visited(link, address, self._utc_now())))
            return
        if host.no_connection >= self._rules.down_after and host.last_no_connection is not None:
            self._done.append(Visited(self._host_is_down(link, address, host)))
            return
        host.visits += 1
        self._advance(_Task(visit(link, address, self._to, self._utc_now), host, link), None)

    def _host_is_down(self, link: LinkToCheck, address: Address, host: _Host) -> LinkResult:
        last = host.last_no_connection
        assert last is not None
        why, why_en = say(REASONS, "host_is_down", host=host.name, tries=host.no_connection)
        return LinkResult(
            link,
            last.verdict,
            why,
            why_en,
            self._utc_now(),
            host_class=address.host_class,
            final_url=address.url or "",
        )

    def _advance(self, task: _Task, value: Any, error: BaseException | None = None) -> None:
        """Let a task go on until it has to wait for something."""
        while True:
            try:
                step = task.steps.throw(error) if error is not None else task.steps.send(value)
                error = None
            except StopIteration as stop:
                self._finish(task, stop.value)
                return
            except Exception as fault:  # one bad page must not end a run of thousands; it is logged and said
                log.exception("visit of %s failed", task.link.url if task.link else f"{task.host.name} (shared)")
                self._finish(task, self._fault(task, fault))
                return
            if isinstance(step, Ask):
                self._queue(task, step.request)
                return
            if isinstance(step, InTurn):
                self._in_turn.append(task)
                return
            if isinstance(step, Aside):
                self._asides += 1
                self._aside.submit(step.work, task)
                return
            if isinstance(step, KeepGap):
                self._pace.lengthen(step.host, step.gap_s)
                value = None
                continue
            finding, is_new = self._shared.get(step, task.host.name)
            if not finding.is_found:
                finding.waiting.append(task)
                if is_new:
                    self._advance(_Task(step.find(), task.host, None, finding, is_first=False), None)
                return
            value = finding.value

    def _queue(self, task: _Task, request: Request) -> None:
        name = host_of(request.url)
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(name, is_exhausted=True)
        ready_at = self._began if task.is_first else self._clock()
        task.is_first = False
        host.waiting.append(_Ticket(task, request, ready_at))
        self._put_in_line(host, 0.0)

    def _start(self, ticket: _Ticket, host: _Host, now: float) -> None:
        ticket.keys = host.keys
        ticket.waited_s = self._pace.started(host.keys, at=now, ready_since=ticket.ready_at)
        ticket.started_at = self._utc_now()
        self._under_way += 1
        self._fetcher.start(ticket.request, ticket)

    def _receive(self, ticket: _Ticket, answer: Answer) -> None:
        self._under_way -= 1
        assert ticket.started_at is not None
        is_strained = answer.problem in STRAINED_PROBLEMS or answer.status == 429 or (answer.status or 0) >= 500
        retry_after = None
        if answer.status in (429, 503):
            retry_after = parse_retry_after(answer.header("retry-after"), ticket.started_at.timestamp())
            if retry_after is not None and retry_after > self._to.retry.longest_retry_after_s:
                retry_after = None  # ends that link; the host's others go on at pace
        self._pace.ended(ticket.keys, at=self._clock(), is_strained=is_strained, retry_after_s=retry_after)
        name = ticket.keys[0][5:]
        host = self._hosts.get(name)
        if host is not None:
            host.no_connection = host.no_connection + 1 if answer.problem in NO_CONNECTION else 0
            if host.waiting or not host.is_exhausted:
                self._put_in_line(host, 0.0)
        self._advance(ticket.task, Answered(answer, ticket.started_at, ticket.waited_s))

    def _finish(self, task: _Task, value: Any) -> None:
        if task.shared is not None:
            finding = task.shared
            finding.is_found, finding.value = True, value
            waiting, finding.waiting = finding.waiting, []
            for one in waiting:
                self._advance(one, value)
            return
        assert isinstance(value, Visited)
        host = task.host
        host.visits -= 1
        if host.no_connection and value.result.verdict in {"timed_out", "refused"}:
            host.last_no_connection = value.result
        self._done.append(value)
        if host.is_exhausted:
            self._leave(host, self._clock())
        else:
            self._put_in_line(host, 0.0)

    def _fault(self, task: _Task, fault: Exception) -> Any:
        if task.shared is not None:
            return task.shared.default
        assert task.link is not None
        detail = type(fault).__name__
        why, why_en = say(
            REASONS,
            "not_visited",
            detail=f"โปรแกรมตรวจขัดข้อง ({detail}) กรุณาเปิดดูด้วยตนเองและแจ้งผู้ดูแลระบบ",
            detail_en=f"the checker had a fault ({detail}): look yourself and tell the system's keeper",
        )
        return Visited(LinkResult(task.link, "not_checked", why, why_en, self._utc_now(), final_url=task.link.url))

    def _leave(self, host: _Host, now: float) -> None:
        """Forget a host with nothing left to do."""
        if not host.waiting and host.visits == 0 and not host.is_in_line and host.is_exhausted:
            self._hosts.pop(host.name, None)
            self._shared.leave(host.name)
            if host.is_listed:
                self._in_hand -= 1
                self._take_hosts_in_hand()
            self._pace.forget(host.name, now)

    def _put_in_line(self, host: _Host, at: float) -> None:
        if not host.is_in_line:
            host.is_in_line = True
            self._sequence += 1
            heapq.heappush(self._line, (at, self._sequence, host.name))
