"""What an answer 200 is: a page of its own, the front page, a "not found" in disguise, a sign-in form, a file."""

import hashlib
import secrets
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from prongsai.audit.fetch_port import Answer
from prongsai.audit.fingerprint import fingerprint, own_words, title_parts
from prongsai.audit.hops import Trail, follow
from prongsai.audit.judged import Judged, JudgeNote, Question
from prongsai.audit.page import PageText
from prongsai.audit.result import LinkToCheck
from prongsai.audit.sign_in import has_password_field, is_sign_in_page
from prongsai.audit.soft_404 import (
    OWN_LETTERS_LEAST,
    OWN_LETTERS_WITH_PHRASE,
    HostFacts,
    OwnContent,
    PageFacts,
    compare,
    embedded,
    find_phrase,
    like_sibling,
    says_page_is_missing,
    sibling_address,
)
from prongsai.audit.steps import Aside, Shared, Step
from prongsai.audit.verdict import Verdict
from prongsai.audit.whose import host_class_of, read_address
from prongsai.core.link.kinds import is_front_page, is_login_address

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

LETTERS_WORTH_A_LOOK = 800
"""A page with more letters of its own than this is one, whatever else."""

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

SHELL_LETTERS = 40
"""A page with scripts and fewer letters than this is drawn by its scripts."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The verdict on an answer, its reason with the facts the sentence needs, and what was read and judged."""

    verdict: Verdict
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    title: str = ""
    text: str = ""
    text_sha256: str = ""
    judged: Judged | None = None
    notes: tuple[JudgeNote, ...] = ()
    is_unchanged: bool = False


def judge_opened(
    link: LinkToCheck, url: str, trail: Trail, to: "Visiting", *, is_drive: bool
) -> Generator[Step, Any, Opened]:
    """Judge an answer 200 (`trail.answer`) to the address `url`."""
    answer = trail.answer
    assert answer is not None
    if _is_front(trail.final_url):
        reason = "redirected_home" if len(trail.hops) > 1 and not _is_front(url) else "front_page"
        if reason == "redirected_home" or not is_drive:
            facts = {"final": trail.final_url}
            return (yield from _read_and_judge(link, trail, to, "homepage_only", reason, facts))
    if to.reader is None or to.judge is None:
        if _is_sign_in_address(trail.final_url):
            return Opened("login_wall", "asks_sign_in")
        return Opened("opens", "alive")
    if answer.is_cut:
        return Opened("unsupported", "over_cap", {"limit": to.max_bytes // 1_000_000})
    if not answer.body.strip():
        return Opened("soft_404", "empty")
    page: PageText = yield from _read(answer, trail.final_url, to)
    if page.kind == "html":
        disguise = yield from _disguise(url, trail, page, to, is_drive=is_drive)
        if disguise is not None:
            return _with_page(disguise, page, to)
    elif page.kind == "unsupported" or page.problem in {"unsupported", "no_reader"} or _is_program(url):
        return Opened("unsupported", "unknown_type", {"detail": page.detail or answer.header("content-type") or "?"})
    elif page.problem == "encrypted":
        return Opened("unsupported", "encrypted")
    reason = "archive" if page.kind == "archive" else "drive_file" if is_drive else "opens"
    return _judged(Opened("opens", reason), page, link, trail, to)


def _is_program(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(PROGRAM_ENDINGS)


def _read_and_judge(
    link: LinkToCheck, trail: Trail, to: "Visiting", verdict: Verdict, reason: str, facts: Mapping[str, object]
) -> Generator[Step, Any, Opened]:
    """A verdict that stands by the address alone; the page is still read, for its hash and what it shows."""
    answer = trail.answer
    opened = Opened(verdict, reason, facts)
    if to.reader is None or to.judge is None or answer is None or not answer.body.strip() or answer.is_cut:
        return opened
    page = yield from _read(answer, trail.final_url, to)
    if page.kind == "html" and is_sign_in_page(
        answer.body, title=page.title, own_letters=len(page.text), is_sign_in_address=False
    ):
        return _with_page(Opened("login_wall", "asks_sign_in"), page, to)
    return _judged(opened, page, link, trail, to)


def _read(answer: Answer, url: str, to: "Visiting") -> Generator[Step, Any, PageText]:
    assert to.reader is not None
    content_type = answer.header("content-type")
    work = partial(to.reader.read, answer.body, content_type=content_type, name=_name_of(answer, url))
    if _is_web_page(answer, content_type):
        return work()
    page: PageText = yield Aside(work)
    return page


def _is_web_page(answer: Answer, content_type: str) -> bool:
    head = answer.body[:512].lstrip()[:1]
    return head == b"<" or (content_type.startswith("text/") and len(answer.body) < 2_000_000)


def _name_of(answer: Answer, url: str) -> str:
    disposition = answer.header("content-disposition")
    if "filename=" in disposition:
        return disposition.rpartition("filename=")[2].strip().strip("\"'")[:200]
    return urlsplit(url).path.rpartition("/")[2][:200]


def _disguise(
    url: str, trail: Trail, page: PageText, to: "Visiting", *, is_drive: bool
) -> Generator[Step, Any, Opened | None]:
    """What a web page that answers 200 is in truth, None when it is a page of its own."""
    answer = trail.answer
    assert answer is not None
    address = read_address(trail.final_url, to.own_hosts)
    is_sign_in_address = _is_sign_in_address(trail.final_url)
    if is_drive and address.host_class in {"platform", "foreign"}:
        return _drive_page(answer, page, is_sign_in_address)
    if is_sign_in_address and has_password_field(answer.body):
        return Opened("login_wall", "asks_sign_in")
    letters = len(page.text.strip())
    is_shell = letters < SHELL_LETTERS and b"<script" in answer.body.lower() and not embedded(answer.body)
    if address.host_class in {"platform", "social"}:
        return _platform_page(page, letters, is_sign_in_address=is_sign_in_address, is_shell=is_shell)
    facts = yield from _host_facts(trail.final_url, to)
    mine = facts_of_page(trail.final_url, answer, page, to.meaningful(page))
    if is_shell:
        return _shell(mine, facts)
    own = own_content(mine, page, facts)
    if own.depends_on_noise and facts.home is not None:
        facts = yield from _with_noise(trail.final_url, facts, to)
        own = replace(own, noise=facts.noise)
    if is_sign_in_page(answer.body, title=page.title, own_letters=own.written, is_sign_in_address=is_sign_in_address):
        return Opened("login_wall", "asks_sign_in")
    if len(trail.hops) > 1 and facts.probe_opens and facts.probe is not None and facts.probe.url == trail.final_url:
        return Opened("soft_404", "like_probe")
    likeness = compare(mine, facts, own=own, title=page.title, text=page.text)
    if likeness.reason == "shows_home":
        return Opened("homepage_only", "shows_home")
    phrase = likeness.phrase or (find_phrase(page.title, page.text) if own.written < OWN_LETTERS_WITH_PHRASE else "")
    if phrase or likeness.reason == "only_frame":
        sibling = yield from _ask_sibling(trail.final_url, to)
        if sibling is not None and like_sibling(mine, sibling, facts.noise):
            return Opened("soft_404", "says_not_found" if phrase else "like_probe", {"phrase": phrase})
        if (
            likeness.reason == "says_not_found"
            and own.written > len(phrase) + OWN_LETTERS_LEAST
            and not says_page_is_missing(page.title, page.text)
        ):
            return None  # it says more than that no data were found, and only this address says it
    if likeness.reason:
        return Opened("soft_404", likeness.reason, {"phrase": likeness.phrase})
    return None


def _platform_page(page: PageText, letters: int, *, is_sign_in_address: bool, is_shell: bool) -> Opened | None:
    """A page of a platform, which is not asked for pages that cannot exist: only its own words tell."""
    if is_shell:
        return Opened("unsupported", "script_only")
    phrase = find_phrase(page.title, page.text) if letters < 600 else ""
    if phrase:
        return Opened("soft_404", "says_not_found", {"phrase": phrase})
    return Opened("login_wall", "asks_sign_in") if is_sign_in_address else None


def _shell(mine: PageFacts, host: HostFacts) -> Opened:
    """A page without text, drawn by scripts. Where the site's front page has text and what cannot exist is answered with
    the very same shell, there is no such page; where all the site is such shells, nobody can tell."""
    home_has_text = host.home is not None and host.home.prints.letters >= SHELL_LETTERS
    if home_has_text and host.probe_opens and host.probe is not None and host.probe.sha256 == mine.sha256:
        return Opened("soft_404", "like_probe")
    return Opened("unsupported", "script_only")


def _drive_page(answer: Answer, page: PageText, is_sign_in_address: bool) -> Opened | None:
    """A web page where a drive was asked for a file: the notice before a large download, or a wall."""
    if b"download-form" in answer.body or b"confirm=" in answer.body:
        return Opened("opens", "drive_file")
    phrase = find_phrase(page.title, page.text)
    if phrase and not is_sign_in_address:
        return Opened("soft_404", "says_not_found", {"phrase": phrase})
    return Opened("login_wall", "drive_not_shared")


def facts_of_page(url: str, answer: Answer, page: PageText, text: str) -> PageFacts:
    """A page reduced to what comparisons need; `text` is its meaningful text."""
    return PageFacts(
        url,
        answer.status,
        fingerprint(text, title=page.title, url=url),
        frozenset(hash(link.address) for link in page.links if _leads_to_file(link.address)),
        embedded(answer.body),
        hashlib.sha256(answer.body).hexdigest(),
    )


def _leads_to_file(address: str) -> bool:
    path = address.partition("?")[0].lower()
    return path.endswith(
        (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".png", ".ppt", ".pptx")
    ) or ("drive.google" in address or "download" in address.lower())


def _host_facts(url: str, to: "Visiting") -> Generator[Step, Any, HostFacts]:
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}"

    def find() -> Generator[Step, Any, HostFacts]:
        probe = yield from _facts_at(f"{base}/{to.token}-{secrets.token_hex(4)}", to)
        home = yield from _facts_at(f"{base}/", to)
        return HostFacts(probe, home)

    found: HostFacts = yield Shared(parts.netloc, "facts", find)
    return found


def _ask_sibling(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    return (yield from _facts_at(sibling_address(url, secrets.token_hex(4)), to))


def _facts_at(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    """The facts of a page asked for only to compare with; None where it gave no answer."""
    trail = yield from follow(url, rules=to.retry, max_bytes=1_000_000)
    answer = trail.answer
    if answer is None or answer.status is None:
        return None
    if answer.status != 200 or to.reader is None or not _is_web_page(answer, answer.header("content-type")):
        return PageFacts(trail.final_url, answer.status, fingerprint(""), frozenset(), frozenset())
    page = to.reader.read(answer.body, content_type=answer.header("content-type"), name="")
    return facts_of_page(trail.final_url, answer, page, to.meaningful(page))


def _is_sign_in_address(url: str) -> bool:
    parts = urlsplit(url)
    return is_login_address((parts.hostname or "").lower(), parts.path, parts.query)


def own_content(mine: PageFacts, page: PageText, host: HostFacts) -> OwnContent:
    """What a page has beside the probe and the front page. Its lines are looked at one by one only where they are few."""
    others = [facts.prints for facts in host.others]
    letters = mine.prints.own_letters(*others)
    if letters >= LETTERS_WORTH_A_LOOK:
        return OwnContent(letters, 0, letters, 0)
    probe = [host.probe.prints] if host.probe_opens and host.probe is not None else []
    labels = [link.label for link in page.links if not _leads_to_file(link.address)]
    parts = title_parts(page.title)
    site_parts = title_parts(host.home.prints.title) if host.home else []
    names = sorted({*parts, *site_parts}, key=len, reverse=True)
    return OwnContent(
        *own_words(page.text, mine.url, *others, labels=labels, names=names),
        *own_words(page.text, mine.url, *probe, labels=labels, names=names),
        has_title=any(part not in " ".join(site_parts) for part in parts),
    )


def _with_noise(url: str, host: HostFacts, to: "Visiting") -> Generator[Step, Any, HostFacts]:
    """The same with its noise: the front page is asked for a second time, once for all pages that need it."""
    parts = urlsplit(url)

    def find() -> Generator[Step, Any, int]:
        again = yield from _facts_at(f"{parts.scheme}://{parts.netloc}/", to)
        if again is None or host.home is None:
            return 0
        return max(again.prints.own_letters(host.home.prints), host.home.prints.own_letters(again.prints))

    noise: int = yield Shared(parts.netloc, "noise", find)
    return replace(host, noise=noise)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return is_front_page(parts.path, parts.query, rest, is_relative=False)


def _judged(opened: Opened, page: PageText, link: LinkToCheck, trail: Trail, to: "Visiting") -> Opened:
    assert to.judge is not None
    assert trail.answer is not None
    question = Question(link.item, link.fiscal_year, to.agency_name, to.own_hosts, to.province, trail.final_url)
    changed_on = page.last_changed_on or _day_of(trail.answer.header("last-modified"))
    judged = to.judge(page, question, changed_on)
    return _with_page(opened, page, to, judged, tuple(_watched(trail.answer, page, trail.final_url, to)))


def _day_of(last_modified: str) -> date | None:
    """The Bangkok day of a Last-Modified header; None when there is none, or it is the time of the answer itself."""
    if not last_modified:
        return None
    try:
        return (parsedate_to_datetime(last_modified) + timedelta(hours=7)).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _watched(answer: Answer, page: PageText, url: str, to: "Visiting") -> tuple[JudgeNote, ...]:
    if to.watch is None or page.kind != "html":
        return ()
    if host_class_of(urlsplit(url).hostname or "", to.own_hosts) != "own":
        return ()
    return tuple(to.watch(answer.body, page, url))


def _with_page(
    opened: Opened, page: PageText, to: "Visiting", judged: Judged | None = None, notes: tuple[JudgeNote, ...] = ()
) -> Opened:
    text = to.meaningful(page)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else ""
    return Opened(opened.verdict, opened.reason, opened.facts, page.title, text, digest, judged, notes)
