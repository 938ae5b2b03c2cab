"""The redirect loop: one request after the other, at most five hops, loops named, the certificate tried again.

Cookies are kept for the one visit: a page seen before is asked for again where a cookie was set in between.
"""

import contextlib
import html
import re
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urljoin

from prongsai.audit.address_parts import split_url
from prongsai.audit.cookies import VisitCookies
from prongsai.audit.fetch_port import Answer, Request
from prongsai.audit.pace import parse_retry_after
from prongsai.audit.result import Hop
from prongsai.audit.steps import Answered, Ask, Step

MOST_HOPS = 5
MOST_TIMES = 2
"""One address is asked for in one visit: a second time with the cookies set since, never a third."""
REDIRECTS = frozenset((301, 302, 303, 307, 308))
RETRIED_STATUSES = frozenset((429, 502, 503, 504))
RETRIED_PROBLEMS = frozenset(("connection_reset", "connect_timed_out"))
META_REFRESH_WITHIN_S = 5
MOST_SCRIPT_BYTES = 6_000
"""Scripts of a larger page are not read."""

_META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"""\bhttp-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_REFRESH_TO = re.compile(rb"""\bcontent\s*=\s*["']?\s*(\d+)\s*[;,]\s*url\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE)
_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class RetryRules:
    """How often a struggling site is asked again, and the longest Retry-After that is waited for in one run."""

    retries: int = 1
    longest_retry_after_s: float = 30.0


@dataclass(slots=True)
class Trail:
    """Where a visit went: hops in order, the last answer, and what the certificate said on the way."""

    hops: list[Hop] = field(default_factory=list)
    exchanges: list[tuple[Answer, datetime]] = field(default_factory=list)
    answer: Answer | None = None
    final_url: str = ""
    at: datetime | None = None
    waited_s: float = 0.0
    tls_problem: str = ""
    loop: str = ""  # "" or "loop" or "too_many_hops"
    retry_after_s: float | None = None
    is_meta: bool = False


def follow(
    url: str,
    *,
    rules: RetryRules,
    etag: str | None = None,
    last_modified: str | None = None,
    max_bytes: int,
    referer: str | None = None,
) -> Generator[Step, Any, Trail]:
    """Ask for an address and go where it is sent. The conditional headers and `referer` go with the first request only."""
    trail = Trail()
    cookies = VisitCookies()
    seen: dict[str, list[str]] = {}  # by address, the cookies it was asked with
    verify = True
    request = Request(url, etag=etag, last_modified=last_modified, max_bytes=max_bytes, referer=referer)
    tries = 0
    while True:
        outcome: Answered = yield Ask(request)
        answer = outcome.answer
        if trail.at is None:
            trail.at, trail.waited_s = outcome.at, outcome.waited_s
        trail.exchanges.append((answer, outcome.at))
        trail.answer, trail.final_url = answer, request.url
        if answer.problem == "tls" and verify:
            trail.tls_problem = answer.tls_detail or "handshake"
            verify = False
            request = replace(request, verify_tls=False)
            continue
        trail.retry_after_s = None
        if _is_worth_retrying(answer):
            trail.retry_after_s = parse_retry_after(answer.header("retry-after"), outcome.at.timestamp())
            is_soon = trail.retry_after_s is None or trail.retry_after_s <= rules.longest_retry_after_s
            if is_soon and tries < rules.retries:
                tries += 1
                continue
        trail.hops.append(Hop(request.url, answer.status))
        target = _target(answer, request.url)
        if target is None:
            return trail
        seen.setdefault(_same_page(request.url), []).append(request.cookie)
        cookies.note(request.url, answer.headers)
        cookie = cookies.header_for(target)
        before = seen.get(_same_page(target), [])
        if cookie in before or len(before) == MOST_TIMES:
            trail.loop, trail.final_url = "loop", target
            return trail
        if len(trail.hops) > MOST_HOPS:
            trail.loop, trail.final_url = "too_many_hops", target
            return trail
        trail.is_meta = trail.is_meta or (answer.status is not None and answer.status < 300)
        request = Request(target, verify_tls=verify, max_bytes=max_bytes, cookie=cookie)
        tries = 0


def _is_worth_retrying(answer: Answer) -> bool:
    return answer.status in RETRIED_STATUSES or answer.problem in RETRIED_PROBLEMS


def _target(answer: Answer, url: str) -> str | None:
    """The address an answer sends on to: a Location, or a quick meta refresh or a script of a page with nothing else to do."""
    if answer.status in REDIRECTS:
        location = answer.header("location").strip()
        return _absolute(url, location) if location else None
    if answer.status != 200 or len(answer.body) >= 20_000:
        return None
    if b"refresh" in answer.body[:4096].lower():
        for tag in _META.findall(answer.body[:4096]):
            match = _REFRESH_TO.search(tag) if _IS_REFRESH.search(tag) else None
            if match and int(match.group(1)[:6]) <= META_REFRESH_WITHIN_S:
                target = _absolute(url, html.unescape(match.group(2).decode("utf-8", "replace")))
                if target and _same_page(target) != _same_page(url):
                    return target
    if len(answer.body) <= MOST_SCRIPT_BYTES and b"location" in answer.body and b"<script" in answer.body.lower():
        from prongsai.audit.page_scripts import read_scripts

        done = read_scripts(answer.body)
        target = _absolute(url, done.place) if done.place and not _is_answer(done.says) else None
        if target and _same_page(target) != _same_page(url):
            return target
    return None


def _is_answer(message: str) -> bool:
    """Whether a message window has said all before the page goes elsewhere: sign in, or that it is not there."""
    if not message:
        return False
    # only here: the patterns take 40 ms to build, and few pages show a message
    from prongsai.audit.said import find_phrase, must_sign_in

    return must_sign_in(message) or bool(find_phrase("", message))


def _absolute(base: str, location: str) -> str | None:
    """A Location resolved, its Thai letters and blanks percent-encoded (servers send raw UTF-8, read as Latin-1)."""
    with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        written = split_url(location)
        if written.scheme and not written.netloc and written.scheme.lower() in {"http", "https"}:
            return None  # a scheme without a host: urllib would take it for the page itself
        target = urljoin(base, location)
        parts = split_url(target)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        return parts._replace(path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE), fragment="").geturl()
    except ValueError:
        return None


def _same_page(url: str) -> str:
    return url.partition("#")[0]
