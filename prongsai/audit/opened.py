"""What an answer 200 is, once read: a page of its own, the front page, a "not found" in disguise, a sign-in form, a file.

Only a run that judges imports this and all that it reads with: half of the time that the start of another would take.
"""

import hashlib
import re
from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prongsai.audit.address_parts import split_url
from prongsai.audit.alive import home_reason
from prongsai.audit.disguise import see_through, without_frame
from prongsai.audit.fetch_port import Answer
from prongsai.audit.fingerprint import Beside
from prongsai.audit.hops import Trail
from prongsai.audit.judged import Question
from prongsai.audit.outcome import Opened
from prongsai.audit.page import PageText
from prongsai.audit.read_answer import read_answer
from prongsai.audit.result import LinkToCheck
from prongsai.audit.sign_in import is_sign_in_page
from prongsai.audit.steps import InTurn, Step
from prongsai.audit.verdict import Verdict
from prongsai.audit.watching import watch_host, watch_page

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

PROGRAM_ENDINGS = (
    ".apk",
    ".bat",
    ".cmd",
    ".deb",
    ".dll",
    ".dmg",
    ".exe",
    ".ipa",
    ".jar",
    ".msi",
    ".ps1",
    ".scr",
    ".vbs",
)
"""A program in whatever wrapping is no evidence that anybody reads."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_IMF_DATE = re.compile(rf"[A-Z][a-z]{{2}}, (\d\d) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)


def judge_opened(
    link: LinkToCheck, url: str, trail: Trail, to: "Visiting", *, is_drive: bool
) -> Generator[Step, Any, Opened]:
    """Judge an answer 200 (`trail.answer`) to the address `url`; `to` has a reader and a judge."""
    answer = trail.answer
    assert answer is not None
    if home := home_reason(url, trail, is_drive=is_drive):
        return (yield from _read_and_judge(link, trail, to, "homepage_only", home, {"final": trail.final_url}))
    if answer.is_cut:
        return Opened("unsupported", "over_cap", {"limit": to.max_bytes // 1_000_000})
    if not answer.body.strip():
        return Opened("soft_404", "empty")
    yield InTurn()
    page: PageText = yield from read_answer(answer, trail.final_url, to)
    yield InTurn()
    text = to.meaningful(page)
    if page.kind in {"html", "text"}:
        truth, beside = yield from see_through(trail, page, to, is_drive=is_drive)
        if truth is not None:
            return _with_text(truth, page, text)
        told = yield from watch_host(trail.final_url, to)
        yield InTurn()
        opened = _judged(Opened("opens", "drive_file" if is_drive else "opens"), page, text, link, trail, to, beside)
        return replace(opened, notes=(*told, *opened.notes)) if told else opened
    elif page.kind == "unsupported" or page.problem in {"unsupported", "no_reader"} or _is_program(url):
        return Opened("unsupported", "unknown_type", {"detail": page.detail or answer.header("content-type") or "?"})
    elif page.kind == "archive" and page.members and all(map(_is_program, page.members)):
        return Opened("unsupported", "unknown_type", {"detail": ", ".join(page.members[:3])})
    elif page.problem == "encrypted":
        return Opened("unsupported", "encrypted")
    reason = "archive" if page.kind == "archive" else "drive_file" if is_drive else "opens"
    return _judged(Opened("opens", reason), page, text, link, trail, to)


def _is_program(url: str) -> bool:
    return split_url(url).path.lower().endswith(PROGRAM_ENDINGS)


def _read_and_judge(
    link: LinkToCheck, trail: Trail, to: "Visiting", verdict: Verdict, reason: str, facts: Mapping[str, object]
) -> Generator[Step, Any, Opened]:
    """A verdict that stands by the address alone; the page is still read, for its hash and what it shows."""
    answer = trail.answer
    opened = Opened(verdict, reason, facts)
    if answer is None or not answer.body.strip() or answer.is_cut:
        return opened
    page = yield from read_answer(answer, trail.final_url, to)
    if page.kind == "html" and is_sign_in_page(
        answer.body, title=page.title, own_letters=len(page.text), is_sign_in_address=False
    ):
        return _with_text(Opened("login_wall", "asks_sign_in"), page, to.meaningful(page))
    return _judged(opened, page, to.meaningful(page), link, trail, to)


def _judged(
    opened: Opened,
    page: PageText,
    text: str,
    link: LinkToCheck,
    trail: Trail,
    to: "Visiting",
    beside: Beside | None = None,
) -> Opened:
    assert to.judge is not None
    assert trail.answer is not None
    question = Question(link.item, link.fiscal_year, to.agency_name, to.own_hosts, to.province, trail.final_url)
    changed_on = page.last_changed_on or _changed_on(trail.answer)
    judged = to.judge(without_frame(page, beside), question, changed_on)
    notes = watch_page(trail.answer, page, trail.final_url, to, is_submitted=link.is_submitted)
    return Opened(opened.verdict, opened.reason, opened.facts, page.title, text, _digest(text), judged, notes)


def _changed_on(answer: Answer) -> date | None:
    """The Bangkok day of a Last-Modified header; None when there is none, or it is the time of the answer itself."""
    last_modified = answer.header("last-modified")
    if not last_modified or last_modified == answer.header("date"):
        return None
    return _bangkok_day(last_modified)


@lru_cache(maxsize=1024)
def _bangkok_day(stamp: str) -> date | None:
    """The day of a moment as HTTP writes it; kept, for the files of a site are often changed together."""
    try:
        if found := _IMF_DATE.fullmatch(stamp):  # as nearly all servers write it: in a tenth of the time
            day, month, year, hour, minute, second = found.groups()
            moment = datetime(
                int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC
            )
        else:
            moment = parsedate_to_datetime(stamp)
        return (moment + timedelta(hours=7)).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _with_text(opened: Opened, page: PageText, text: str) -> Opened:
    return replace(opened, title=page.title, text=text, text_sha256=_digest(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else ""
