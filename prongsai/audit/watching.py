"""The watch over an agency's own pages: signs of a break-in, what is shown to search engines only, what changed."""

from collections.abc import Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from prongsai.audit.batches import host_of
from prongsai.audit.fetch_port import Answer
from prongsai.audit.hops import Trail, follow
from prongsai.audit.judged import JudgeNote
from prongsai.audit.page import PageText
from prongsai.audit.read_answer import is_web_page
from prongsai.audit.result import LastVisit
from prongsai.audit.steps import Shared, Step
from prongsai.audit.watch import VisitSnapshot, compare_visits, find_cloaking, find_defacement
from prongsai.audit.whose import host_class_of

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

SEARCH_ENGINE = "https://www.google.com/"
"""Where a visitor of a cloaked site comes from. The User-Agent stays our own: who asks is never hidden."""

LOUD_CHANGES = frozenset(("became_empty", "shrank"))


def watch_page(answer: Answer, page: PageText, url: str, to: "Visiting") -> tuple[JudgeNote, ...]:
    """Signs of a break-in on one page of the agency's own; none for other hosts' pages."""
    if not to.watches or page.kind != "html" or not _is_own(url, to):
        return ()
    return tuple(find_defacement(answer.body, own_hosts=to.own_hosts))


def watch_host(url: str, to: "Visiting") -> Generator[Step, Any, tuple[JudgeNote, ...]]:
    """What an own host shows only to those who come from a search engine. Asked once a host; told by one visit of it."""
    if not to.watches or to.reader is None or not _is_own(url, to):
        return ()
    parts = urlsplit(url)
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


def changes_since(last: LastVisit, *, title: str, text: str, sha256: str, at: datetime) -> tuple[JudgeNote, ...]:
    """What changed in the meaningful text since the last visit, in words."""
    if not last.text or not text or last.text == text:
        return ()
    before = VisitSnapshot(last.visited_at, last.title or title, last.text, sha256=last.sha256)
    after = VisitSnapshot(at, title, text, sha256=sha256)
    return tuple(
        JudgeNote(one.code, "warning" if one.code in LOUD_CHANGES else "note", one.message_th, one.message_en)
        for one in compare_visits(before, after)
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
