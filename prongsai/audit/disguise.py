"""What a web page that answers 200 is in truth: the site is asked for its front page and for what cannot exist."""

import re
import secrets
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from prongsai.audit.batches import host_of
from prongsai.audit.fetch_port import Answer
from prongsai.audit.fingerprint import fingerprint, letters_as_shown, own_words, title_parts
from prongsai.audit.hops import Trail, follow
from prongsai.audit.outcome import Opened
from prongsai.audit.page import PageText
from prongsai.audit.read_answer import is_web_page
from prongsai.audit.sign_in import has_password_field, is_sign_in_page, may_sign_in
from prongsai.audit.soft_404 import (
    OWN_LETTERS_LEAST,
    OWN_LETTERS_WITH_PHRASE,
    HostFacts,
    Missing,
    OwnContent,
    PageFacts,
    compare,
    embedded,
    find_phrase,
    like_sibling,
    says_page_is_missing,
    sibling_address,
)
from prongsai.audit.steps import Shared, Step
from prongsai.audit.whose import host_class_of
from prongsai.core.link.kinds import is_login_address

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

LETTERS_BEYOND_DOUBT = 1500
"""A page that shows more letters than this in lines which neither probe nor front page shows needs no closer look."""

LETTERS_WORTH_A_LOOK = 800
"""A page with more letters of its own than this is one, whatever else."""

LETTERS_TO_JUDGE = 120
"""With fewer letters beside the frame a page is judged whole."""

_NUMBERS = re.compile(r"\d+")
NOT_ASKED = HostFacts(None, None)

SHELL_LETTERS = 40
"""A page with scripts and fewer letters than this is drawn by its scripts."""


def see_through(
    trail: Trail, page: PageText, text: str, to: "Visiting", *, is_drive: bool
) -> Generator[Step, Any, tuple[Opened | None, HostFacts]]:
    """What a web page that answers 200 is in truth, None when it is a page of its own; and what its site shows elsewhere.

    `text` is the page's meaningful text.
    """
    answer = trail.answer
    assert answer is not None
    if is_drive and host_class_of(host_of(trail.final_url), to.own_hosts) in {"platform", "foreign"}:
        return _drive_page(answer, page, is_sign_in_address_of(trail.final_url)), NOT_ASKED
    is_sign_in_address = is_sign_in_address_of(trail.final_url)
    if is_sign_in_address and has_password_field(answer.body):
        return Opened("login_wall", "asks_sign_in"), NOT_ASKED
    shown = len(page.text.strip())
    is_shell = shown < SHELL_LETTERS and b"<script" in answer.body.lower() and not embedded(answer.body)
    if host_class_of(host_of(trail.final_url), to.own_hosts) in {"platform", "social"}:
        return _platform_page(page, shown, is_sign_in_address=is_sign_in_address, is_shell=is_shell), NOT_ASKED
    host = yield from _host_facts(trail.final_url, to)
    letters = letters_as_shown(text, *(one.prints for one in host.others))
    has_password = has_password_field(answer.body)
    if letters >= LETTERS_BEYOND_DOUBT and not has_password and not host.probe_opens:
        return None, host
    missing = yield from _missing_of(trail.final_url, host, to)
    if missing is not None and letters >= LETTERS_BEYOND_DOUBT + 2 * missing.noise and not has_password:
        return None, host
    mine = facts_of_page(trail.final_url, answer, page, text)
    if is_shell:
        return _shell(mine, host), host
    if missing is not None and missing.noise >= OWN_LETTERS_LEAST:
        if missing.is_said_by(mine):
            return Opened("soft_404", "like_probe"), host
        own_letters = mine.prints.own_letters(*(one.prints for one in (missing.one, missing.other, *host.others)))
        if is_sign_in_page(
            answer.body,
            title=page.title,
            own_letters=max(0, own_letters - missing.noise),
            is_sign_in_address=is_sign_in_address,
            is_in_frame=_has_password_everywhere(host),
        ):
            return Opened("login_wall", "asks_sign_in"), host
    truth = yield from _compare_closely(trail, page, mine, host, to)
    return truth, host


def without_frame(page: PageText, host: HostFacts) -> PageText:
    """The page as it is beside its site's front page and menus: these name every item there is, and say nothing of this
    page. Title and address stay; a page with hardly anything of its own stays whole."""
    frame = frozenset().union(*(one.prints.as_shown for one in host.others))
    if not frame:
        return page
    text = "\n".join([line for line in page.text.split("\n") if hash(line) not in frame])
    if len(text) < LETTERS_TO_JUDGE:
        return page
    return replace(
        page,
        text=text,
        headings=tuple(heading for heading in page.headings if hash(heading) not in frame),
        links=tuple(link for link in page.links if hash(link.label) not in frame),
    )


def _compare_closely(
    trail: Trail, page: PageText, mine: PageFacts, host: HostFacts, to: "Visiting"
) -> Generator[Step, Any, Opened | None]:
    answer = trail.answer
    assert answer is not None
    own = own_content(mine, page, host)
    if host.home is not None and (own.depends_on_noise or may_sign_in(answer.body, page.title)):
        host = yield from _with_noise(trail.final_url, host, to)
        own = replace(own, noise=host.noise)
    if is_sign_in_page(
        answer.body,
        title=page.title,
        own_letters=max(0, own.written - 3 * host.noise // 2),
        is_sign_in_address=is_sign_in_address_of(trail.final_url),
        is_in_frame=_has_password_everywhere(host),
    ):
        return Opened("login_wall", "asks_sign_in")
    if len(trail.hops) > 1 and host.probe_opens and host.probe is not None and host.probe.url == trail.final_url:
        return Opened("soft_404", "like_probe")
    likeness = compare(mine, host, own=own, title=page.title, text=page.text)
    if likeness.reason == "shows_home":
        return Opened("homepage_only", "shows_home")
    phrase = likeness.phrase or (find_phrase(page.title, page.text) if own.written < OWN_LETTERS_WITH_PHRASE else "")
    if phrase or likeness.reason == "only_frame":
        sibling = yield from _ask_sibling(trail.final_url, to)
        if sibling is not None and like_sibling(mine, sibling, host.noise):
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


def _has_password_everywhere(host: HostFacts) -> bool:
    """The site's front page has a password field too: a members' box in its frame, which says nothing of a page."""
    return host.home is not None and host.home.has_password


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
    if home_has_text and host.probe_opens and host.probe is not None and host.probe.body == mine.body:
        return Opened("soft_404", "like_probe")
    return Opened("unsupported", "script_only")


def _drive_page(answer: Answer, page: PageText, is_sign_in_address: bool) -> Opened | None:
    """A web page where a drive was asked for a file: the notice before a large download, or a wall."""
    if b"download-form" in answer.body or b"confirm=" in answer.body:
        return Opened("opens", "drive_file")
    if "quota exceeded" in page.title.lower() or "too many users have viewed or downloaded" in page.text.lower():
        return Opened("refused", "status_refused", {"status": answer.status})
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
        hash(answer.body),
        has_password_field(answer.body),
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

    found: HostFacts = yield Shared(parts.netloc, "facts", find, NOT_ASKED)
    return found


def _opens(facts: PageFacts) -> bool:
    return facts.status is not None and 200 <= facts.status < 300


def _missing_of(url: str, host: HostFacts, to: "Visiting") -> Generator[Step, Any, Missing | None]:
    """How the site answers what cannot exist, asked for twice where it opens; None where it honestly says 404.

    Honest about paths does not mean honest about records: beside the probe the path's own shape is tried, once a shape.
    """
    parts = urlsplit(url)
    shape = "" if host.probe_opens else _NUMBERS.sub("0", parts.path)

    def find() -> Generator[Step, Any, Missing | None]:
        one = host.probe if host.probe_opens else (yield from ask())
        if one is None or not _opens(one):
            return None
        other = yield from ask()
        if other is None or not _opens(other):
            return None
        missing = Missing(one, other, None, host.home)
        if missing.noise < OWN_LETTERS_LEAST:
            return missing
        third = yield from ask()
        return Missing(one, other, third if third is not None and _opens(third) else None, host.home)

    def ask() -> Generator[Step, Any, PageFacts | None]:
        if host.probe_opens:
            return (yield from _facts_at(f"{parts.scheme}://{parts.netloc}/{to.token}-{secrets.token_hex(4)}", to))
        return (yield from _ask_sibling(url, to))

    found: Missing | None = yield Shared(parts.netloc, f"missing {shape}", find, None)
    return found


def _ask_sibling(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    return (yield from _facts_at(sibling_address(url, secrets.token_hex(4)), to))


def _facts_at(url: str, to: "Visiting") -> Generator[Step, Any, PageFacts | None]:
    """The facts of a page asked for only to compare with; None where it gave no answer."""
    trail = yield from follow(url, rules=to.retry, max_bytes=1_000_000)
    answer = trail.answer
    if answer is None or answer.status is None:
        return None
    if answer.status != 200 or to.reader is None or not is_web_page(answer, answer.header("content-type")):
        return PageFacts(trail.final_url, answer.status, fingerprint(""), frozenset(), frozenset())
    page = to.reader.read(answer.body, content_type=answer.header("content-type"), name="")
    return facts_of_page(trail.final_url, answer, page, to.meaningful(page))


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

    noise: int = yield Shared(parts.netloc, "noise", find, 0)
    return replace(host, noise=noise)


def is_sign_in_address_of(url: str) -> bool:
    """Whether an address by itself is that of a sign-in page."""
    parts = urlsplit(url)
    return is_login_address((parts.hostname or "").lower(), parts.path, parts.query)
