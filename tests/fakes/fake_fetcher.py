"""A Fetcher that answers from a script, for tests of what comes after the fetch.

    site = FakeFetcher({
        "http://a.go.th/": scripted(body=b"<html>…"),
        "http://a.go.th/old": scripted(302, headers=(("Location", "/new"),)),
        "http://a.go.th/down": scripted(problem="first_byte_timed_out"),
        "http://a.go.th/flaky": [scripted(503), scripted(body=b"now it works")],   # one after the other, the last stays
        "http://b.go.th/*": scripted(404),                                          # every address beginning so
    })
    site.asked            # the requests so far, in order

The same contract test runs on it and on the real client (tests/adapters/http/test_contract.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from prongsai.adapters.http_target import target_of
from prongsai.audit.fetch_port import Answer, Problem, Request


@dataclass(frozen=True, slots=True)
class Scripted:
    """What comes back for one address. A list of answers is given one by one; the last one stays."""

    status: int | None = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    problem: Problem = ""
    tls_detail: str = ""
    peer: str = "203.0.113.80"
    elapsed_s: float = 0.1


def scripted(
    status: int | None = None,
    *,
    body: bytes = b"",
    headers: tuple[tuple[str, str], ...] = (),
    problem: Problem = "",
    tls_detail: str = "",
    peer: str = "203.0.113.80",
    elapsed_s: float = 0.1,
) -> Scripted:
    """A scripted answer; the status is 200 where there is no problem. "Content-Type: text/html" unless `headers` say other."""
    if status is None and not problem:
        status = 200
    if status is not None and not any(name.lower() == "content-type" for name, _ in headers):
        headers = (("Content-Type", "text/html; charset=utf-8"), *headers)
    return Scripted(status, body, headers, problem, tls_detail, peer if not problem else "", elapsed_s)


class FakeFetcher:
    """See the module. `on_wait` is told of every wait with nothing to hand over, so that a test can move its clock.

    An address not in the script gives "no_address"; one that the guard refuses gives "blocked", unless scripted.
    A `tls` problem with a status is given only while `verify_tls` is asked for: unverified, the page is read.
    """

    def __init__(
        self,
        pages: Mapping[str, Scripted | Sequence[Scripted]],
        *,
        on_wait: Callable[[float], None] | None = None,
        at_once: int | None = None,
    ) -> None:
        self._pages = {url: [page] if isinstance(page, Scripted) else list(page) for url, page in pages.items()}
        self._on_wait = on_wait
        self._at_once = at_once
        self._waiting: list[tuple[object, Answer]] = []
        self.asked: list[Request] = []
        self.is_closed = False

    def start(self, request: Request, token: object) -> None:
        assert not self.is_closed
        self.asked.append(request)
        self._waiting.append((token, self._answer(request)))

    def finished(self, wait_s: float) -> list[tuple[object, Answer]]:
        if not self._waiting:
            if self._on_wait:
                self._on_wait(wait_s)
            return []
        count = self._at_once or len(self._waiting)
        ready, self._waiting = self._waiting[:count], self._waiting[count:]
        return ready

    def close(self) -> None:
        self.is_closed = True
        self._waiting.clear()

    def _answer(self, request: Request) -> Answer:
        page = self._next_page(request.url)
        if page is None:
            return Answer(request, problem=_problem_of_unknown(request.url))
        if page.problem == "tls" and page.status is not None:
            page = replace(page, status=None) if request.verify_tls else replace(page, problem="", tls_detail="")
        headers = {name.lower(): value for name, value in page.headers}
        is_unchanged = page.status == 200 and (
            (request.etag is not None and request.etag == headers.get("etag"))
            or (request.last_modified is not None and request.last_modified == headers.get("last-modified"))
        )
        if is_unchanged:
            page = replace(page, status=304, body=b"")
        body = page.body[: request.max_bytes] if page.status is not None else b""
        return Answer(
            request=request,
            status=page.status,
            headers=page.headers if page.status is not None else (),
            body=body,
            body_as_sent=body,
            is_cut=page.status is not None and len(page.body) > request.max_bytes,
            problem=page.problem,
            detail=page.problem,
            tls_detail=page.tls_detail,
            peer=page.peer,
            elapsed_s=page.elapsed_s,
            request_headers=(("Host", urlsplit(request.url).netloc), ("User-Agent", "fake")),
        )

    def _next_page(self, url: str) -> Scripted | None:
        pages = self._pages.get(url)
        if pages is None:
            stars = [key for key in self._pages if key.endswith("*") and url.startswith(key[:-1])]
            pages = self._pages[max(stars, key=len)] if stars else None
        if not pages:
            return None
        return pages.pop(0) if len(pages) > 1 else pages[0]


def _problem_of_unknown(url: str) -> Problem:
    target = target_of(url)
    if isinstance(target, str):
        return "bad_address"
    return "blocked" if target.place.refusal else "no_address"
