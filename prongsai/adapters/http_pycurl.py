"""The HTTP client of the auditor: libcurl driven by one event loop, in one thread (decision 0007).

Every connection is made through `_Transfer._open_socket`, which asks the address guard about the very address that is
about to be connected to. Redirects, cookies, passwords, proxies and other schemes than http and https are switched off.
"""

import contextlib
import socket
import time
from collections import deque
from typing import Any

import pycurl

from prongsai.adapters.http_answer import BLANK, Head, read_head
from prongsai.adapters.http_poll import build_poller
from prongsai.adapters.http_problem import problem_of
from prongsai.adapters.http_target import Target, target_of
from prongsai.adapters.http_trust import find_ca_file
from prongsai.adapters.http_unpack import unpack
from prongsai.audit.address_guard import plain_host, refusal_of, refusal_of_port
from prongsai.audit.fetch_port import Answer, Fetcher, Problem, Request, TimeLimits

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
ACCEPT_LANGUAGE = "th,en;q=0.5"
ACCEPT_ENCODING = "gzip, deflate"

BODIES_AT_WORK_BYTES = 256_000_000
"""All bodies that are still coming in, together. Beyond it the one that grows is cut: endless bodies of many hostile
hosts at once would else take `max_connections` times the cap of each."""

AWAY_S = 0.25
"""Who comes back to `finished` later than this was away: a time-out in that time may be our own, and is asked again."""

_OLD_CIPHERS = "DEFAULT@SECLEVEL=0"
TIMED_OUT = frozenset(("connect_timed_out", "first_byte_timed_out", "whole_timed_out"))
_READ_BYTES = 128 * 1024
_QUICK_EXIT = 322  # CURLOPT_QUICK_EXIT: closing does not wait for a DNS question; pycurl has no name for it


def build_fetcher(*, limits: TimeLimits, user_agent: str, allow_hosts: frozenset[str], max_connections: int) -> Fetcher:
    """The auditor's HTTP client, at most `max_connections` requests at work; more wait their turn inside.

    `allow_hosts` are names or addresses that the address guard lets through, on any port, when they are the host of
    the request itself; for tests. Redirected to, they are a request like any other.
    """
    return PycurlFetcher(limits=limits, user_agent=user_agent, allow_hosts=allow_hosts, max_connections=max_connections)


class PycurlFetcher:
    """See `Fetcher`. Not for several threads: all methods are called from the one that made it.

    The time of a request runs from when it gets its turn. `finished` waits the whole `wait_s` when nothing is at work.
    A request that ran out of time while the caller was away is begun once more: the site may have answered long since.
    """

    def __init__(
        self, *, limits: TimeLimits, user_agent: str, allow_hosts: frozenset[str], max_connections: int
    ) -> None:
        self._limits = limits
        self._user_agent = user_agent
        self._allowed = frozenset(filter(None, (plain_host(host) for host in allow_hosts)))
        self._ca_file = find_ca_file()
        self._max_connections = max_connections
        self._queue: deque[tuple[Request, Target, object]] = deque()
        self._done: list[tuple[object, Answer]] = []
        self._idle: list[_Transfer] = []
        self._transfers: list[_Transfer] = []
        self._working = 0
        self._bodies = _Room(BODIES_AT_WORK_BYTES)
        self._first_byte_watch: deque[tuple[float, _Transfer, int]] = deque()
        self._poller = build_poller()
        self._timer_at: float | None = None
        self._left_at: float | None = None
        self._back_at = 0.0
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._poller.watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, max(64, 4 * max_connections))

    def start(self, request: Request, token: object) -> None:
        target = target_of(request.url)
        if isinstance(target, str):
            self._done.append((token, Answer(request, problem="bad_address", detail=target)))
        elif target.place.refusal and not self._is_allowed(target.place.host):
            detail = f"{target.place.host}:{target.place.port}: {target.place.refusal}"
            self._done.append((token, Answer(request, problem="blocked", detail=detail)))
        elif self._working < self._max_connections:
            self._begin(request, target, token)
        else:
            self._queue.append((request, target, token))

    def finished(self, wait_s: float) -> list[tuple[object, Answer]]:
        came_at = time.monotonic()
        if self._left_at is not None and came_at - self._left_at > AWAY_S:
            self._back_at = came_at
        until = came_at + wait_s
        while True:
            now = time.monotonic()
            if self._timer_at is not None and self._timer_at <= now:
                self._timer_at = None
                self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
            self._end_late_first_bytes(now)
            self._collect()
            wait = 0.0 if self._done else max(0.0, min(until, self._next_moment(until)) - now)
            for descriptor, events in self._poller.ready(wait):
                self._multi.socket_action(descriptor, events)
            self._collect()
            if self._done or time.monotonic() >= until:
                done, self._done = self._done, []
                self._left_at = time.monotonic()
                return done

    def close(self) -> None:
        for transfer in self._transfers:
            if transfer.is_working:
                with contextlib.suppress(pycurl.error):
                    self._multi.remove_handle(transfer.easy)
        self._queue.clear()
        self._first_byte_watch.clear()
        self._multi.close()
        for transfer in self._transfers:
            transfer.easy.close()
        self._transfers.clear()
        self._idle.clear()
        self._poller.close()

    def _is_allowed(self, host: str) -> bool:
        return host in self._allowed

    def _begin(self, request: Request, target: Target, token: object, *, is_second: bool = False) -> None:
        if self._idle:
            transfer = self._idle.pop()
        else:
            transfer = _Transfer(self._limits, self._user_agent, self._ca_file, self._bodies)
            self._transfers.append(transfer)
        transfer.prepare(request, target, token, is_allowed=self._is_allowed(target.place.host))
        transfer.is_second = is_second
        self._working += 1
        self._first_byte_watch.append((transfer.started_at + self._limits.first_byte_s, transfer, transfer.turn))
        self._multi.add_handle(transfer.easy)

    def _collect(self) -> None:
        while True:
            left, good, bad = self._multi.info_read()
            for easy in good:
                self._end(easy.transfer, 0, "")
            for easy, code, message in bad:
                self._end(easy.transfer, code, message)
            if not left:
                return

    def _end(self, transfer: "_Transfer", code: int, message: str) -> None:
        self._hand_back(transfer, transfer.answer(code, message))

    def _hand_back(self, transfer: "_Transfer", answer: Answer) -> None:
        """The answer is done; or the request is begun anew, where it ran out of time while the caller was away."""
        token, target = transfer.token, transfer.target
        is_to_ask_again = (
            answer.problem in TIMED_OUT and transfer.started_at < self._back_at and not transfer.is_second and target
        )
        if not is_to_ask_again:
            self._done.append((token, answer))
        self._release(transfer, is_full=bool(is_to_ask_again))
        if is_to_ask_again and target is not None:
            self._begin(answer.request, target, token, is_second=True)

    def _release(self, transfer: "_Transfer", *, is_full: bool = False) -> None:
        self._multi.remove_handle(transfer.easy)
        transfer.clear()
        self._idle.append(transfer)
        self._working -= 1
        if self._queue and not is_full:
            self._begin(*self._queue.popleft())

    def _end_late_first_bytes(self, now: float) -> None:
        watch = self._first_byte_watch
        while watch and (watch[0][0] <= now or watch[0][1].turn != watch[0][2]):
            _, transfer, turn = watch.popleft()
            if transfer.turn == turn and transfer.is_working and not transfer.has_head():
                self._hand_back(transfer, transfer.late_answer())

    def _next_moment(self, until: float) -> float:
        moment = until if self._timer_at is None else self._timer_at
        return min(moment, self._first_byte_watch[0][0]) if self._first_byte_watch else moment

    def _set_timer(self, timeout_ms: int) -> None:
        self._timer_at = None if timeout_ms < 0 else time.monotonic() + timeout_ms / 1000


class _Room:
    """Bytes that all transfers of one client may still take."""

    __slots__ = ("left_bytes",)

    def __init__(self, size_bytes: int) -> None:
        self.left_bytes = size_bytes


class _Transfer:
    """One reusable request of libcurl: its settings, its guard and what has come so far."""

    def __init__(self, limits: TimeLimits, user_agent: str, ca_file: str, bodies: _Room) -> None:
        self.token: object = None
        self.turn = 0
        self.is_working = False
        self.started_at = 0.0
        self.target: Target | None = None
        self.is_second = False
        self._request: Request | None = None
        self._is_allowed = False
        self._refused = ""
        self._lines: list[bytes] = []
        self._pieces: list[bytes] = []
        self._bodies = bodies
        self._room = 0
        self._is_cut = False
        self._verifies: bool | None = None
        self._common = (
            ("User-Agent", user_agent),
            ("Accept", ACCEPT),
            ("Accept-Language", ACCEPT_LANGUAGE),
            ("Accept-Encoding", ACCEPT_ENCODING),
        )
        self._host_header = ""
        self._conditions: tuple[tuple[str, str], ...] = ()
        self.easy: Any = pycurl.Curl()
        self.easy.transfer = self
        self._set_once(limits, ca_file)
        self._set_headers(())

    def prepare(self, request: Request, target: Target, token: object, *, is_allowed: bool) -> None:
        easy = self.easy
        self.token = token
        self.turn += 1
        self.is_working = True
        self._request = request
        self.target = target
        self._is_allowed = is_allowed
        self._refused = ""
        self._room = request.max_bytes
        self._is_cut = False
        easy.setopt(pycurl.URL, target.url)
        self._host_header = target.place.host_header
        conditions = _conditions(request)
        if conditions != self._conditions:
            self._set_headers(conditions)
        if request.verify_tls is not self._verifies:
            self._set_verification(request.verify_tls)
        self.started_at = time.monotonic()

    def clear(self) -> None:
        """Drop what was gathered; the connection stays with libcurl for the next request to the same host."""
        self.is_working = False
        self.token = None
        self._request = None
        self._bodies.left_bytes += sum(map(len, self._pieces))
        self._lines.clear()
        self._pieces = []

    def has_head(self) -> bool:
        """Whether a final status line and all its headers have come."""
        return bool(self._pieces) or (
            bool(self._lines) and self._lines[-1] in BLANK and read_head(self._lines).status is not None
        )

    def late_answer(self) -> Answer:
        """The answer when the headers did not come in time."""
        problem: Problem = "first_byte_timed_out" if self._has_asked() else "connect_timed_out"
        return self._answer(Head(), b"", problem, "no whole header in time")

    def answer(self, code: int, message: str) -> Answer:
        """What came back, after libcurl ended the transfer with this code (0 is success)."""
        head = read_head(self._lines)
        body = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        if code == 0 or (code == pycurl.E_WRITE_ERROR and self._is_cut):
            if head.status is None:
                return self._answer(Head(), body, "bad_protocol", "no status line")
            return self._answer(head, body, "", "")
        if self._refused and code == pycurl.E_COULDNT_CONNECT:
            return self._answer(Head(), b"", "blocked", self._refused)
        problem, tls_detail = self._problem(code, message)
        return self._answer(head, body, problem, message or f"libcurl error {code}", tls_detail)

    def _problem(self, code: int, message: str) -> tuple[Problem, str]:
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return ("whole_timed_out" if self._has_asked() else "connect_timed_out"), ""
        return problem_of(code, message, verify_result=self.easy.getinfo(pycurl.SSL_VERIFYRESULT))

    def _has_asked(self) -> bool:
        """Whether the connection stood, TLS included, and the request went out on it."""
        return bool(self.easy.getinfo(pycurl.REQUEST_SIZE))

    def _answer(self, head: Head, body: bytes, problem: Problem, detail: str, tls_detail: str = "") -> Answer:
        assert self._request is not None
        request = self._request
        is_cut = self._is_cut or (problem != "" and bool(body))
        plain = body
        if head.content_encoding and body:
            unpacked = unpack(body, head.content_encoding, request.max_bytes, is_whole=not is_cut)
            plain = unpacked.body
            is_cut = is_cut or unpacked.is_cut
            if unpacked.problem and not problem:
                problem, detail = "bad_encoding", unpacked.problem
        return Answer(
            request=request,
            status=head.status,
            reason=head.reason,
            http_version=head.http_version,
            headers=head.headers,
            body=plain,
            body_as_sent=body,
            is_cut=is_cut,
            problem=problem,
            detail=detail,
            tls_detail=tls_detail,
            peer=self.easy.getinfo(pycurl.PRIMARY_IP) or "",
            elapsed_s=time.monotonic() - self.started_at,
            request_headers=(("Host", self._host_header), *self._common, *self._conditions),
        )

    def _take_body(self, piece: bytes) -> int | None:
        size = len(piece)
        bodies = self._bodies
        if size <= self._room and size <= bodies.left_bytes:
            self._room -= size
            bodies.left_bytes -= size
            self._pieces.append(piece)
            return None
        piece = piece[: min(self._room, bodies.left_bytes)]
        bodies.left_bytes -= len(piece)
        self._is_cut = True
        self._pieces.append(piece)
        return 0

    def _open_socket(self, purpose: int, address: Any) -> Any:
        """The guard: makes the socket only for an address that may be connected to."""
        family, kind, protocol, place = address
        if not self._is_allowed:
            is_internet = family in (socket.AF_INET, socket.AF_INET6) and purpose == pycurl.SOCKTYPE_IPCXN
            why = (refusal_of(place[0]) or refusal_of_port(place[1])) if is_internet else "not_an_address"
            if why:
                self._refused = f"{place[0]}: {why}" if is_internet else why
                return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def _set_once(self, limits: TimeLimits, ca_file: str) -> None:
        easy = self.easy
        for option, value in (
            (pycurl.OPENSOCKETFUNCTION, self._open_socket),
            (pycurl.HEADERFUNCTION, self._lines.append),
            (pycurl.WRITEFUNCTION, self._take_body),
            (pycurl.NOSIGNAL, 1),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            (pycurl.HTTP09_ALLOWED, 0),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.PROXY, ""),
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            (pycurl.HTTPAUTH, pycurl.HTTPAUTH_NONE),
            (pycurl.BUFFERSIZE, _READ_BYTES),
            (pycurl.CONNECTTIMEOUT_MS, _milliseconds(limits.connect_s)),
            (pycurl.TIMEOUT_MS, _milliseconds(limits.whole_s)),
            (pycurl.CAINFO, ca_file),
            (_QUICK_EXIT, 1),
        ):
            easy.setopt(option, value)

    def _set_headers(self, conditions: tuple[tuple[str, str], ...]) -> None:
        """What is sent after the Host line, which libcurl writes; set anew only when a request has other conditions."""
        lines = [f"{name}: {value}" for name, value in (*self._common, *conditions)]
        self.easy.setopt(pycurl.HTTPHEADER, [line.encode("latin-1") for line in lines])
        self._conditions = conditions

    def _set_verification(self, verifies: bool) -> None:
        """Unverified, old protocols and weak keys are let pass too: the page is to be read, and the fault is known."""
        easy = self.easy
        easy.setopt(pycurl.SSL_VERIFYPEER, 1 if verifies else 0)
        easy.setopt(pycurl.SSL_VERIFYHOST, 2 if verifies else 0)
        easy.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2 if verifies else pycurl.SSLVERSION_TLSv1_0)
        if verifies:
            easy.unsetopt(pycurl.SSL_CIPHER_LIST)
        else:
            easy.setopt(pycurl.SSL_CIPHER_LIST, _OLD_CIPHERS)
        self._verifies = verifies


def _conditions(request: Request) -> tuple[tuple[str, str], ...]:
    """Headers of this request alone: what asks only for changes, the page a visitor comes from, and the cookies of the visit.

    A value with control characters never came from an honest server.
    """
    if request.etag is None and request.last_modified is None and request.referer is None and not request.cookie:
        return ()
    pairs = (
        ("If-None-Match", request.etag),
        ("If-Modified-Since", request.last_modified),
        ("Referer", request.referer),
        ("Cookie", request.cookie),
    )
    return tuple((name, value) for name, value in pairs if value and value.isascii() and value.isprintable())


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
