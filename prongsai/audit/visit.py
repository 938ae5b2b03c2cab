"""One visit, from the address as entered to the result: a generator that asks the engine for each request."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from prongsai.audit.address_parts import split_url
from prongsai.audit.alive import see_alive
from prongsai.audit.batches import host_of
from prongsai.audit.drives import file_address
from prongsai.audit.fetch_port import Answer, TimeLimits
from prongsai.audit.hops import MOST_HOPS, RetryRules, Trail, follow
from prongsai.audit.outcome import Opened
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck
from prongsai.audit.steps import KeepGap, Shared, Step
from prongsai.audit.verdict import HostClass, Verdict
from prongsai.audit.whose import Address, host_class_of, is_shortener
from prongsai.audit.words import NOTE_WORDS, REASONS, TLS_WORDS, say
from prongsai.core.frozen import frozen

if TYPE_CHECKING:
    from prongsai.audit.judged import Judged, JudgeNote, Question
    from prongsai.audit.page import PageReader, PageText
    from prongsai.audit.robots import Robots

OPENED: frozenset[Verdict] = frozenset(("opens", "moved", "bad_certificate"))
"""Only of what opened may a visit ask "has it changed": all else is looked at anew."""

BANGKOK_AHEAD = timedelta(hours=7)
Judge: TypeAlias = "Callable[[PageText, Question, date | None], Judged]"


@dataclass(frozen=True, slots=True)
class Visiting:
    """What every visit of a run needs. `judge` None means that only opening is checked, nothing is read.

    `meaningful` gives the text that counts for hashes; `keep` writes a snapshot of (answers, link id) and names it;
    `own_hosts` are the agency's; `watches` looks for break-ins on them. `token` is the word that makes the probe's address impossible.
    """

    own_hosts: tuple[str, ...]
    agency_name: str
    province: str
    reader: PageReader | None
    judge: Judge | None
    meaningful: Callable[[PageText], str]
    last_visit: Callable[[str], LastVisit | None]
    keep: Callable[[Sequence[tuple[Answer, datetime]], str], str] | None
    watches: bool
    user_agent: str
    token: str
    limits: TimeLimits = field(default_factory=TimeLimits)
    retry: RetryRules = field(default_factory=RetryRules)
    max_bytes: int = 20_000_000


@frozen
class Visited:
    """The result of a visit and the meaningful text it rests on (kept by a memory, not part of the result)."""

    result: LinkResult
    text: str = ""


def not_visited(link: LinkToCheck, address: Address, at: datetime) -> LinkResult:
    """The result for an address that cannot be visited at all."""
    why, why_en = say(REASONS, "not_visited", detail=address.why_th, detail_en=address.why_en)
    return LinkResult(link, "not_checked", why, why_en, at, host_class=address.host_class, final_url="")


def visit(
    link: LinkToCheck, address: Address, to: Visiting, now: Callable[[], datetime]
) -> Generator[Step, Any, Visited]:
    """Visit one address. Yields what it needs; returns the result."""
    if address.url is None:
        return Visited(not_visited(link, address, now()))
    url = address.url
    if not link.is_submitted:
        robots = yield from _robots(url, to)
        parts = split_url(url)
        if not robots.allows((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), to.user_agent):
            why, why_en = say(REASONS, "robots")
            return Visited(
                LinkResult(link, "not_checked", why, why_en, now(), host_class=address.host_class, final_url=url)
            )
    last = to.last_visit(url)
    shared_file = file_address(url) if to.judge is not None else None
    trail = yield from follow(
        shared_file or url,
        rules=to.retry,
        etag=last.etag if last and last.verdict in OPENED else None,
        last_modified=last.last_modified if last and last.verdict in OPENED else None,
        max_bytes=to.max_bytes,
    )
    return (yield from _conclude(link, address, url, trail, last, to, shared_file is not None))


def _robots(url: str, to: Visiting) -> Generator[Step, Any, Robots]:
    from prongsai.audit.robots import Robots, parse_robots

    parts = split_url(url)

    def find() -> Generator[Step, Any, Robots]:
        trail = yield from follow(f"{parts.scheme}://{parts.netloc}/robots.txt", rules=to.retry, max_bytes=500_000)
        answer = trail.answer
        if answer is None or answer.status is None or answer.status >= 500:
            return Robots.closed()
        if answer.status != 200:
            return parse_robots("")
        return parse_robots(answer.body.decode("utf-8", "replace"))

    found: Robots = yield Shared(parts.netloc, "robots", find, Robots.closed())
    if delay_s := found.crawl_delay_s(to.user_agent):
        yield KeepGap(host_of(url), delay_s)
    return found


def _conclude(
    link: LinkToCheck, address: Address, url: str, trail: Trail, last: LastVisit | None, to: Visiting, is_drive: bool
) -> Generator[Step, Any, Visited]:
    answer = trail.answer
    assert answer is not None
    assert trail.at is not None
    via_shortener = is_shortener(host_of(url))
    host_class: HostClass = address.host_class
    if via_shortener:
        host_class = host_class_of(host_of(trail.final_url), to.own_hosts)
    known = last.verdict if last and last.verdict in OPENED and answer.status == 304 else None
    if known:
        opened = Opened(known, "unchanged", {}, is_unchanged=True)
    elif trail.loop or answer.status not in (200, 203) or answer.problem:
        opened = Opened(*_without_content(trail, to, is_drive=is_drive))
    elif to.reader is None or to.judge is None:
        opened = see_alive(url, trail, is_drive=is_drive)
    else:
        from prongsai.audit.opened import judge_opened

        opened = yield from judge_opened(link, url, trail, to, is_drive=is_drive)
    verdict, reason, facts = opened.verdict, opened.reason, dict(opened.facts)
    if verdict == "opens" and not known:
        if not is_drive:  # a drive sends to its own store: that is no other page
            verdict, reason = _opened_elsewhere(url, trail, via_shortener, reason)
        facts["final"] = _shown(trail.final_url)
    if trail.tls_problem and verdict in {"opens", "moved"}:
        detail, detail_en = TLS_WORDS.get(trail.tls_problem, TLS_WORDS["handshake"])
        verdict, reason, facts = "bad_certificate", "bad_certificate", {"detail": detail, "detail_en": detail_en}
    today = (trail.at + BANGKOK_AHEAD).date()
    gone_since = _gone_since(verdict, last, today)
    confirmed = verdict == "gone" and gone_since is not None and gone_since < today
    why, why_en = say(REASONS, "gone_again" if confirmed else reason, **facts)
    snapshot = to.keep(trail.exchanges, link.id) if to.keep else None
    judged, text, text_sha256 = opened.judged, opened.text, opened.text_sha256
    if opened.is_unchanged and last:
        judged, text, text_sha256 = last.judged, last.text, last.text_sha256
    sha256 = last.sha256 if known and last else ""
    if answer.body and to.judge is not None:
        sha256 = answer.sha256()
    changes: tuple[JudgeNote, ...] = ()
    if last:
        from prongsai.audit.watching import changes_since

        changes = changes_since(last, opened, answer, sha256=sha256, at=trail.at)
    result = LinkResult(
        link,
        verdict,
        why,
        why_en,
        trail.at,
        confirmed=confirmed,
        host_class=host_class,
        via_shortener=via_shortener,
        final_url=trail.final_url,
        status=answer.status,
        hops=tuple(trail.hops),
        content_type=answer.header("content-type"),
        size_bytes=len(answer.body),
        sha256=sha256,
        text_sha256=text_sha256,
        etag=answer.header("etag") or (last.etag if known and last else None),
        last_modified=answer.header("last-modified") or (last.last_modified if known and last else None),
        is_unchanged=opened.is_unchanged or bool(last and last.sha256 and last.sha256 == sha256),
        gone_since_on=gone_since,
        title=last.title if known and last else opened.title,
        judged=judged,
        notes=(*_address_notes(address, host_class, trail, verdict, is_drive), *opened.notes, *changes),
        snapshot=snapshot,
        waited_s=trail.waited_s,
    )
    return Visited(result, text)


def _without_content(trail: Trail, to: Visiting, *, is_drive: bool) -> tuple[Verdict, str, dict[str, object]]:
    """Verdict, reason and facts of a visit that ended without a page."""
    answer = trail.answer
    assert answer is not None
    final = _shown(trail.final_url)
    status = answer.status
    if trail.loop:
        return "redirect_loop", trail.loop, {"final": final, "hops": MOST_HOPS}
    if answer.problem and (status is None or status == 200):  # an answer that broke off tells nothing
        return _problem(answer, trail, to)
    if status in (404, 410):
        return "gone", "gone", {"status": status}
    if status in (401, 407, 511):
        return "login_wall", "drive_not_shared" if is_drive else "asks_sign_in", {}
    if status == 202:  # a promise of an answer, not one
        return "refused", "status_refused", {"status": status}
    if status is not None and 200 <= status < 300:  # 204 and the like: an answer without a page
        return "soft_404", "empty", {}
    if answer.problem == "bad_encoding":
        return "unsupported", "bad_encoding", {"detail": answer.detail}
    if trail.retry_after_s is not None and trail.retry_after_s > to.retry.longest_retry_after_s:
        return "refused", "retry_after", {"status": status, "seconds": round(trail.retry_after_s)}
    if status is not None and status >= 500:
        return "refused", "server_error", {"status": status}
    return "refused", "status_refused", {"status": status}


def _problem(answer: Answer, trail: Trail, to: Visiting) -> tuple[Verdict, str, dict[str, object]]:
    problem, detail = answer.problem, answer.detail or answer.tls_detail
    if problem == "blocked":
        return "blocked", "blocked", {"detail": detail}
    if problem == "bad_address":
        return (
            "not_checked",
            "not_visited",
            {"detail": f"ที่อยู่ใช้ไม่ได้ ({detail})", "detail_en": f"unusable address ({detail})"},
        )
    if problem == "no_address":
        return "timed_out", "no_address", {"host": split_url(trail.final_url).hostname or ""}
    if problem in {"connect_timed_out", "first_byte_timed_out", "whole_timed_out"}:
        seconds = {
            "connect_timed_out": to.limits.connect_s,
            "first_byte_timed_out": to.limits.first_byte_s,
        }.get(problem, to.limits.whole_s)
        return "timed_out", "timed_out", {"seconds": f"{seconds:g}"}
    if problem == "bad_encoding":
        return "unsupported", "bad_encoding", {"detail": detail}
    facts: dict[str, object] = {"host": split_url(trail.final_url).netloc, "detail": detail or problem}
    reason = {
        "tls": "no_handshake",
        "connection_refused": "connection_refused",
        "connection_reset": "connection_reset",
    }.get(problem, "bad_protocol")
    return "refused", reason, facts


def _opened_elsewhere(url: str, trail: Trail, via_shortener: bool, reason: str) -> tuple[Verdict, str]:
    """A redirect to another page is `moved`; to the same page on https, with www or a closing slash it is not."""
    if len(trail.hops) < 2:
        return "opens", reason
    if via_shortener:
        return "moved", "short_link"
    return ("opens", reason) if _plain(trail.hops[0].url) == _plain(trail.final_url) else ("moved", "moved")


def _plain(url: str) -> tuple[str, str, str]:
    parts = split_url(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/").lower(), parts.query


def _gone_since(verdict: Verdict, last: LastVisit | None, today: date) -> date | None:
    if verdict == "gone":
        return last.gone_since_on if last and last.gone_since_on else today
    if verdict in {"refused", "timed_out", "not_checked"} and last:
        return last.gone_since_on  # nothing was learned: what was known stays
    return None


def _address_notes(
    address: Address, host_class: HostClass, trail: Trail, verdict: Verdict, is_drive: bool
) -> list[JudgeNote]:
    notes = []
    if address.repairs:
        notes.append(_note("address_mended", "note", detail=address.why_th, detail_en=address.why_en))
    if address.proposed_url:
        notes.append(_note("lookalike_host", "warning", proposed=address.proposed_url))
    if host_class == "sister":
        notes.append(_note("other_agency_host", "warning", host=split_url(trail.final_url).hostname or ""))
    if trail.tls_problem and verdict != "bad_certificate":
        detail, detail_en = TLS_WORDS.get(trail.tls_problem, TLS_WORDS["handshake"])
        notes.append(_note("bad_certificate", "warning", detail=detail, detail_en=detail_en))
    if trail.is_meta:
        notes.append(_note("meta_redirect", "note"))
    if is_drive and verdict in {"opens", "moved"}:
        notes.append(_note("drive_viewer", "note"))
    return notes


def _note(code: str, severity: Any, **facts: object) -> JudgeNote:
    from prongsai.audit.judged import JudgeNote

    return JudgeNote(code, severity, *say(NOTE_WORDS, code, **facts))


def _shown(url: str) -> str:
    return url if len(url) <= 200 else url[:199] + "…"
