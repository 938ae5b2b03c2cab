"""What a web page that answers 200 is in truth: the site is asked for its front page and for what cannot exist."""

import re
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from prongsai.audit.address_parts import split_url
from prongsai.audit.batches import host_of
from prongsai.audit.fetch_port import Answer
from prongsai.audit.fingerprint import (
    Beside,
    look_beside,
    names_office,
    own_lines,
    own_words,
    title_parts,
)
from prongsai.audit.front import is_same_address
from prongsai.audit.hops import Trail
from prongsai.audit.host_facts import (
    ask_sibling,
    facts_of_page,
    find_host_facts,
    find_missing,
    leads_to_file,
    with_noise,
)
from prongsai.audit.outcome import Opened
from prongsai.audit.page import PageText
from prongsai.audit.page_scripts import read_scripts
from prongsai.audit.said import (
    find_out_of_order,
    find_phrase,
    find_program_fault,
    must_sign_in,
    says_page_is_missing,
    without_program_faults,
)
from prongsai.audit.sign_in import (
    WALL_LETTERS,
    has_password_field,
    is_sent_to_sign_in,
    is_sign_in_address_of,
    is_sign_in_page,
    may_sign_in,
)
from prongsai.audit.soft_404 import (
    FEW_LETTERS,
    OWN_LETTERS_LEAST,
    OWN_LETTERS_WITH_PHRASE,
    HostFacts,
    Likeness,
    OwnContent,
    PageFacts,
    compare,
    embedded,
    like_sibling,
)
from prongsai.audit.steady import Steady, figures_beside_links, find_steady
from prongsai.audit.steps import Step
from prongsai.audit.whose import host_class_of

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

LETTERS_BEYOND_DOUBT = 1500
"""A page that shows more letters than this in lines which neither probe nor front page shows needs no closer look."""

LETTERS_WORTH_A_LOOK = 800
"""A page with more letters of its own than this is one, whatever else."""

LETTERS_TO_JUDGE = 120
"""With fewer letters beside the frame a page is judged whole."""

FRAME_LETTERS = 90
"""A page that has fewer letters than this in lines of the front page is not in the site's frame."""

SHELL_LETTERS = 40
"""A page with scripts and fewer letters than this is drawn by its scripts."""

_ERROR_PATH = re.compile(
    r"/(?:(?:page|http|custom)?[_-]?errors?(?:[_-]?(?:page|404))?|404(?:[_-]?(?:page|error|not[_-]?found))?|(?:page|file)?[_-]?not[_-]?found)(?:\.\w{2,5}|/|$)"
)
"""Of a path in small letters: /404.html, /error.php, /errors/404, /page-not-found."""


def see_through(
    trail: Trail, page: PageText, to: "Visiting", *, is_drive: bool
) -> Generator[Step, Any, tuple[Opened | None, Beside | None]]:
    """What a web page that answers 200 is in truth, None when it is a page of its own; and what it shows beside its site's
    front page and menus, None where the site was not asked."""
    answer = trail.answer
    assert answer is not None
    host_class = host_class_of(host_of(trail.final_url), to.own_hosts)
    is_sign_in_address = is_sign_in_address_of(trail.final_url)
    if is_drive and host_class in {"platform", "foreign"}:
        return _drive_page(answer, page, is_sign_in_address), None
    is_sent = len(trail.hops) > 1 and (
        is_sent_to_sign_in(trail.hops[0].url, trail.final_url, answer.body)
        or (is_sign_in_address and not is_sign_in_address_of(trail.hops[0].url))
    )
    if is_sent or (is_sign_in_address and has_password_field(answer.body)):
        return Opened("login_wall", "asks_sign_in"), None
    shown = len(page.text.strip())
    is_shell = (
        shown < SHELL_LETTERS and b"<script" in answer.body.lower() and not embedded(answer.body, trail.final_url)
    )
    if is_shell and is_sign_in_address:
        return Opened("login_wall", "asks_sign_in"), None
    if is_shell and (told := _told_by_scripts(answer.body)):
        return told, None
    if host_class in {"platform", "social"}:
        return _platform_page(page, shown, is_sign_in_address=is_sign_in_address, is_shell=is_shell), None
    host = yield from find_host_facts(trail.final_url, to)
    if host.home is not None and is_same_address(trail.final_url, host.home.url):
        return Opened("homepage_only", *_as_front_page(trail)), None
    rest = look_beside(page.text, [one.prints for one in host.others])
    beside, letters = _without_own_probe(host, trail), rest.letters
    if beside is not host:
        letters = look_beside(page.text, [one.prints for one in beside.others]).letters
    has_password = has_password_field(answer.body)
    if letters >= LETTERS_BEYOND_DOUBT and not has_password and not host.probe_opens:
        return None, rest
    missing = yield from find_missing(trail.final_url, host, to)
    if missing is not None and letters >= LETTERS_BEYOND_DOUBT + 2 * missing.noise and not has_password:
        return None, rest
    mine = facts_of_page(trail.final_url, answer, page)
    if is_shell:
        return _shell(mine, host), rest
    steady = None
    if missing is not None and missing.noise >= OWN_LETTERS_LEAST:
        others = [*missing.answers, *host.others]
        steady = yield from find_steady(page, mine, others, to, do_pictures_turn=missing.do_pictures_turn)
        if steady is not None:
            page, mine = steady.page, steady.facts
        if missing.is_said_by(mine, is_steady=steady is not None):
            return _as_missing(trail, mine, page, host, is_home=missing.is_home), rest
        own_letters = mine.prints.own_letters(*(one.prints for one in (missing.one, missing.other, *host.others)))
        if is_sign_in_page(
            answer.body,
            title=page.title,
            own_letters=own_letters if steady else max(0, own_letters - missing.noise),
            is_sign_in_address=is_sign_in_address,
            passwords_in_frame=_passwords_in_frame(mine, host),
        ):
            return Opened("login_wall", "asks_sign_in"), rest
    if missing is not None:
        beside = replace(
            beside,
            turning=missing.turning,
            probe_noise=missing.noise,
            do_pictures_turn=missing.do_pictures_turn,
        )
        if not host.probe_opens:
            beside = replace(beside, probe=missing.one, is_of_a_shape=True)
    truth = yield from _compare_closely(trail, page, mine, beside, to, steady)
    return truth, rest


def without_frame(page: PageText, beside: Beside | None) -> PageText:
    """The page as it is beside its site's front page and menus: these name every item there is, and say nothing of this
    page. Title and address stay; a page with hardly anything of its own stays whole."""
    if beside is None or not beside.frame or len(beside.text) < LETTERS_TO_JUDGE:
        return page
    frame = beside.frame
    return page.cut_to(
        beside.text,
        headings=tuple([heading for heading in page.headings if hash(heading) not in frame]),
        links=tuple([link for link in page.links if hash(link.label) not in frame]),
    )


def _without_own_probe(host: HostFacts, trail: Trail) -> HostFacts:
    """The host without its probe, where that was sent to this very page, which was asked for by its own address: a list of
    all news is a page, though the site sends there whoever asks for what it has not."""
    if len(trail.hops) == 1 and host.probe is not None and is_same_address(host.probe.url, trail.final_url):
        return replace(host, probe=None)
    return host


def _as_missing(trail: Trail, mine: PageFacts, page: PageText, host: HostFacts, *, is_home: bool) -> Opened:
    """The verdict on a page that is as the answer to what cannot exist."""
    if not is_home:
        return Opened("soft_404", "like_probe")
    home = [host.home.prints] if host.home is not None else []
    title, text = own_title(page.title, host), "\n".join(own_lines(page.text, mine.url, *home))
    if mine.prints.letters < FEW_LETTERS:  # nobody lives here: the front page may say so too
        title, text = page.title, page.text
    if says_page_is_missing(title, text):
        return Opened("soft_404", "says_not_found", {"phrase": find_phrase(title, text)})
    return _home_for_anything(trail)


def _home_for_anything(trail: Trail) -> Opened:
    """The front page at an address deep in a site that shows it for any: such a page is not there. Where the site sends
    there, it is the front page."""
    if is_same_address(trail.hops[0].url, trail.final_url):
        return Opened("soft_404", "like_home_as_probe")
    return Opened("homepage_only", *_as_front_page(trail))


def _as_front_page(trail: Trail) -> tuple[str, dict[str, object]]:
    return "redirected_home" if len(trail.hops) > 1 else "front_page", {"final": trail.final_url}


def _compare_closely(
    trail: Trail, page: PageText, mine: PageFacts, host: HostFacts, to: "Visiting", steady: Steady | None
) -> Generator[Step, Any, Opened | None]:
    answer = trail.answer
    assert answer is not None
    own = own_content(mine, page, host)
    if own.written < FEW_LETTERS or may_sign_in(answer.body, page.title) or _may_be_home(mine, host):
        host = yield from with_noise(trail.final_url, host, to)
        own = replace(own, noise=host.noise, turning=host.turning)
    frame_noise = max(host.noise, host.probe_noise)
    if steady is None and own.written < FEW_LETTERS and (frame_noise >= OWN_LETTERS_LEAST or own.is_links_alone):
        steady = yield from find_steady(page, mine, host.others, to, do_pictures_turn=host.do_pictures_turn)
        if steady is not None:
            page, mine = steady.page, steady.facts
            own = own_content(mine, page, host)
    if steady is not None:
        own = replace(
            own,
            noise=0,
            turning=0,
            is_steady=True,
            changed=steady.changed,
            frame_noise=frame_noise,
            figures=figures_beside_links(own.figures, page, mine, host.others),
        )
    if is_sign_in_page(
        answer.body,
        title=page.title,
        own_letters=max(0, own.written - 3 * own.noise // 2),
        is_sign_in_address=is_sign_in_address_of(trail.final_url),
        passwords_in_frame=_passwords_in_frame(mine, host),
    ):
        return Opened("login_wall", "asks_sign_in")
    if len(trail.hops) > 1 and host.probe_opens and host.probe is not None and host.probe.url == trail.final_url:
        return Opened("soft_404", "like_probe")
    if told := _told_in_words(mine, page, own, host):
        return told
    if is_sent_to_error(trail) and own.written < OWN_LETTERS_WITH_PHRASE and not own.has_figures:
        return Opened("soft_404", "sent_to_error", {"final": trail.final_url})
    likeness = compare(mine, host, own=own, title=page.title, text=page.text)
    if likeness.reason == "like_home_as_probe":
        return _home_for_anything(trail)
    if likeness.reason == "shows_home":
        return Opened("homepage_only", "shows_home")
    phrase = likeness.phrase or (find_phrase(page.title, own.text) if own.written < OWN_LETTERS_WITH_PHRASE else "")
    if phrase or likeness.reason in {"only_frame", "only_turning"}:
        sibling = yield from ask_sibling(trail.final_url, to)
        if sibling is not None and like_sibling(mine, sibling, own.noise, own.turning):
            return Opened("soft_404", "says_not_found" if phrase else "like_probe", {"phrase": phrase})
        if (
            likeness.reason == "says_not_found"
            and own.written > len(phrase) + OWN_LETTERS_LEAST
            and not says_page_is_missing(page.title, own.text or page.text)
        ):
            return None  # it says more than that no data were found, and only this address says it
    if likeness.reason:
        return _as_said(likeness, page, mine, host)
    if own.written >= OWN_LETTERS_WITH_PHRASE and says_page_is_missing(own_title(page.title, host), ""):
        return (yield from _missing_by_title(trail, page, own, host, to))
    return None


def _as_said(likeness: Likeness, page: PageText, mine: PageFacts, host: HostFacts) -> Opened:
    """A page that is not there, in its own words where it has any: they tell the reader more than how it was found out."""
    phrase = likeness.phrase
    if likeness.reason == "like_probe" and mine.prints.letters < LETTERS_BEYOND_DOUBT:
        home = [host.home.prints] if host.home is not None else []
        phrase = find_phrase(own_title(page.title, host), "\n".join(own_lines(page.text, mine.url, *home)))
    return Opened("soft_404", "says_not_found" if phrase else likeness.reason, {"phrase": phrase})


def _missing_by_title(
    trail: Trail, page: PageText, own: OwnContent, host: HostFacts, to: "Visiting"
) -> Generator[Step, Any, Opened | None]:
    """A page whose title says that it is missing, among news that change by turns: is there more than those?"""
    if not own.is_steady:
        host = yield from with_noise(trail.final_url, host, to)
        own = replace(own, noise=host.noise)
    if own.written < OWN_LETTERS_WITH_PHRASE + 2 * own.noise:
        return Opened("soft_404", "says_not_found", {"phrase": find_phrase(page.title, "")})
    return None


def is_sent_to_error(trail: Trail) -> bool:
    """Whether redirects ended at an address that calls itself the site's page for errors."""
    first, last = (unquote(split_url(url).path).lower() for url in (trail.hops[0].url, trail.final_url))
    return len(trail.hops) > 1 and first != last and bool(_ERROR_PATH.search(last))


def _told_in_words(mine: PageFacts, page: PageText, own: OwnContent, host: HostFacts) -> Opened | None:
    """What a page with hardly anything of its own says in place of content: sign in first; out of order; a fault."""
    frames = host.others
    if mine.objects.difference(*(one.objects for one in frames)) or mine.targets.difference(
        *(one.targets for one in frames)
    ):
        return None
    if own.written < WALL_LETTERS and not own.has_figures and must_sign_in(own.text):
        return Opened("login_wall", "asks_sign_in")
    if own.written < FEW_LETTERS and mine.passwords <= _passwords_in_frame(mine, host):
        said = f"{page.title}\n{own.text}"
        if fault := find_program_fault(said):
            rest = own_words("\n".join(without_program_faults(own.text.split("\n"))), mine.url)[0]
            if rest < 2 * OWN_LETTERS_LEAST:
                return Opened("soft_404", "program_fault", {"phrase": fault})
        if own.written < FEW_LETTERS // 2 and (words := find_out_of_order(said)):
            return Opened("refused", "out_of_order", {"phrase": words})
    return None


def _told_by_scripts(content: bytes) -> Opened | None:
    """What a page with nothing to see says in a message window before it goes back; None when it says nothing."""
    done = read_scripts(content)
    if must_sign_in(done.says):
        return Opened("login_wall", "asks_sign_in")
    if done.says and (done.leaves or find_phrase("", done.says)):
        return Opened("soft_404", "says_not_found", {"phrase": done.says[:120]})
    return Opened("soft_404", "empty") if done.leaves else None


def _passwords_in_frame(mine: PageFacts, host: HostFacts) -> int:
    """How many fields for a password the frame has, as the front page tells: a members' box says nothing of a page. A page
    that shows next to nothing of the front page stands in no frame."""
    home = host.home
    if home is None or not home.passwords:
        return 0
    shared = sum(size for line, size in home.prints.lines.items() if line in mine.prints.lines)
    return home.passwords if shared >= FRAME_LETTERS else 0


def _may_be_home(mine: PageFacts, host: HostFacts) -> bool:
    """Most of the front page stands on this page too, and it has little beside it."""
    if host.home is None or not host.home.prints.letters:
        return False
    lacks = host.home.prints.own_letters(mine.prints)
    own = mine.prints.own_letters(host.home.prints)
    return max(lacks, own) >= OWN_LETTERS_LEAST and 4 * max(lacks, own) < host.home.prints.letters


def _platform_page(page: PageText, letters: int, *, is_sign_in_address: bool, is_shell: bool) -> Opened | None:
    """A page of a platform, which is not asked for pages that cannot exist: only its own words tell."""
    if letters < FEW_LETTERS and must_sign_in(f"{page.title}\n{page.text}"):
        return Opened("login_wall", "asks_sign_in")
    if is_sign_in_address:
        return Opened("login_wall", "asks_sign_in")
    if is_shell:
        return Opened("unsupported", "script_only")
    phrase = find_phrase(page.title, page.text) if letters < FEW_LETTERS else ""
    return Opened("soft_404", "says_not_found", {"phrase": phrase}) if phrase else None


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
    if phrase and not is_sign_in_address and not must_sign_in(f"{page.title}\n{page.text}"):
        return Opened("soft_404", "says_not_found", {"phrase": phrase})
    return Opened("login_wall", "drive_not_shared")


def own_content(mine: PageFacts, page: PageText, host: HostFacts) -> OwnContent:
    """What a page has beside the probe and the front page. Its lines are looked at one by one only where they are few."""
    others = [facts.prints for facts in host.others]
    letters = mine.prints.own_letters(*others)
    if letters >= LETTERS_WORTH_A_LOOK:
        return OwnContent(letters, 0, letters, 0)
    labels = [link.label for link in page.links if not leads_to_file(link.address)]
    parts = title_parts(page.title)
    site_parts = title_parts(host.home.prints.title) if host.home else ()
    names = sorted({*parts, *site_parts}, key=len, reverse=True)
    beside_all = own_words(page.text, mine.url, *others, labels=labels, names=names)
    beside_probe = beside_all
    if host.probe_opens and host.probe is not None and not (len(others) == 1 and others[0] is host.probe.prints):
        beside_probe = own_words(page.text, mine.url, host.probe.prints, labels=labels, names=names)
    return OwnContent(
        *beside_all,
        *beside_probe,
        has_title=any(part not in " ".join(site_parts) and not names_office(part) for part in parts),
        turning=host.turning,
        text="\n".join(own_lines(page.text, mine.url, *others)),
        figures=mine.prints.own_figures(*others),
    )


def own_title(title: str, host: HostFacts) -> str:
    """The parts of a title that the site's front page has not."""
    site = " ".join(title_parts(host.home.prints.title)) if host.home else ""
    return " ".join(part for part in title_parts(title) if part not in site)
