"""The watch over an agency's own pages: signs of a break-in, what is shown to search engines only, what changed."""

from collections.abc import Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prongsai.audit.address_parts import split_url
from prongsai.audit.batches import host_of
from prongsai.audit.fetch_port import Answer
from prongsai.audit.hops import Trail, follow
from prongsai.audit.judged import JudgeNote
from prongsai.audit.outcome import Opened
from prongsai.audit.page import PageKind, PageText
from prongsai.audit.read_answer import is_web_page
from prongsai.audit.result import LastVisit
from prongsai.audit.steps import Shared, Step
from prongsai.audit.verdict import Verdict
from prongsai.audit.watch import VisitSnapshot, compare_visits, find_cloaking, find_defacement, find_replaced_content
from prongsai.audit.watch.change import Change, became_empty, file_replaced
from prongsai.audit.whose import host_class_of

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

SEARCH_ENGINE = "https://www.google.com/"
"""Where a visitor of a cloaked site comes from. The User-Agent stays our own: who asks is never hidden."""

LOUD_CHANGES = frozenset(("became_empty", "shrank"))
READABLE: frozenset[Verdict] = frozenset(("opens", "moved", "bad_certificate"))
KINDS: dict[str, PageKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Kinds of document that a server names plainly."""


def watch_page(
    answer: Answer, page: PageText, url: str, to: "Visiting", *, is_submitted: bool
) -> tuple[JudgeNote, ...]:
    """Signs of a break-in on one page of the agency's own.

    Of another host's page, only that it sells or boasts as a whole, and only where the agency handed it in.
    """
    if not to.watches or page.kind != "html":
        return ()
    if _is_own(url, to):
        return tuple(find_defacement(answer.body, own_hosts=to.own_hosts))
    return tuple(find_replaced_content(answer.body)) if is_submitted else ()


def watch_host(url: str, to: "Visiting") -> Generator[Step, Any, tuple[JudgeNote, ...]]:
    """What an own host shows only to those who come from a search engine. Asked once a host; told by one visit of it."""
    if not to.watches or to.reader is None or not _is_own(url, to):
        return ()
    parts = split_url(url)
    front = f"{parts.scheme}://{parts.netloc}/"
    is_teller = False

    def find() -> Generator[Step, Any, tuple[JudgeNote, ...]]:
        nonlocal is_teller
        is_teller = True
        to_people = yield from follow(front, rules=to.retry, max_bytes=1_000_000)
        to_engine = yield from follow(front, rules=to.retry, max_bytes=1_000_000, referer=SEARCH_ENGINE)
        people, engine = _seen(to_people, to), _seen(to_engine, to)
        return tuple(find_cloaking(people, engine)) if people is not None and engine is not None else ()

    notes: tuple[JudgeNote, ...] = yield Shared(parts.netloc, "cloaking", find, ())
    return notes if is_teller else ()


def changes_since(
    last: LastVisit, opened: Opened, answer: Answer, *, sha256: str, at: datetime
) -> tuple[JudgeNote, ...]:
    """What changed since the last visit, in words: the meaningful text, the kind, a file that was replaced."""
    if opened.is_unchanged or last.verdict not in READABLE:
        return ()
    if opened.reason == "empty":
        return _notes([became_empty()]) if last.text or last.text_sha256 else ()
    kind_before, kind = _kinds(last, answer)
    changes: list[Change] = []
    if last.text and opened.text and last.text != opened.text:
        before = VisitSnapshot(last.visited_at, last.title or opened.title, last.text)
        changes += compare_visits(before, VisitSnapshot(at, opened.title, opened.text))
    if opened.verdict == "opens" and sha256 and last.sha256 and last.sha256 != sha256:
        changes += _of_file(last, opened, answer, kind_before, kind)
    return _notes(changes)


def _of_file(last: LastVisit, opened: Opened, answer: Answer, kind_before: PageKind, kind: PageKind) -> list[Change]:
    if kind_before != kind:
        bare = VisitSnapshot(last.visited_at, kind=kind_before), VisitSnapshot(last.visited_at, kind=kind)
        return compare_visits(*bare)
    if kind in ("html", "text"):
        return []
    is_same_text = bool(opened.text_sha256) and opened.text_sha256 == last.text_sha256
    is_kept = answer.header("last-modified") or answer.header("etag")  # else made anew for each visitor, its date in it
    return [file_replaced(is_same_text=is_same_text)] if is_kept or not is_same_text else []


def _kinds(last: LastVisit, answer: Answer) -> tuple[PageKind, PageKind]:
    """What kind of document the last visit and this one had, by the headers; what they do not say counts as no change."""
    content_type = answer.header("content-type")
    now = _kind_of(content_type) or ("html" if is_web_page(answer, content_type) else None)
    before = _kind_of(last.content_type)
    return before or now or "unsupported", now or before or "unsupported"


def _kind_of(content_type: str) -> PageKind | None:
    essence = content_type.partition(";")[0].strip().lower()
    if essence.startswith("image/"):
        return "image"
    return KINDS.get(essence, "text" if essence.startswith("text/") else None)


def _notes(changes: list[Change]) -> tuple[JudgeNote, ...]:
    return tuple(
        JudgeNote(one.code, "warning" if one.code in LOUD_CHANGES else "note", one.message_th, one.message_en)
        for one in changes
    )


def _is_own(url: str, to: "Visiting") -> bool:
    return bool(to.own_hosts) and host_class_of(host_of(url), to.own_hosts) == "own"


def _seen(trail: Trail, to: "Visiting") -> VisitSnapshot | None:
    answer = trail.answer
    if answer is None or answer.status != 200 or trail.at is None or to.reader is None:
        return None
    content_type = answer.header("content-type")
    if not is_web_page(answer, content_type):
        return None
    page = to.reader.read(answer.body, content_type=content_type)
    return VisitSnapshot(trail.at, page.title, page.text, tuple(link.address for link in page.links))
