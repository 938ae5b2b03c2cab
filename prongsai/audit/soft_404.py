"""Whether a page that answers 200 is one: told by how the site behaves, phrases only as support.

Behaviour: the site is asked once for an address that cannot exist (the probe) and once for its front page. A page
that has no text or file of its own beside them is not there. Words such as "not found" alone prove nothing (a page may
truly say "no complaints found"); they only lead to one more question, a sibling of the address that cannot exist.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from prongsai.audit.fingerprint import Fingerprint

OWN_LETTERS_LEAST = 30
"""Fewer letters than this, in lines that neither probe nor front page has, are no content of one's own."""

OWN_LETTERS_WITH_PHRASE = 160
"""With a phrase that says "not found" a page needs this much to count as having content beside it."""

_MISSING = (
    r"(?:error|http|status|ข้อผิดพลาด|รหัส)\W*404\b|\b404\W*(?:not|error|page|file|ไม่พบ|หน้า|ข้อผิดพลาด|$)|ไม่พบ(?:หน้า|เพจ|เว็บ|บทความ|ไฟล์|เอกสารที่|เนื้อหา|url|ลิงก์)|ไม่มี(?:หน้านี้|หน้าที่(?:คุณ|ท่าน|ต้องการ|ค้นหา)|เนื้อหาที่|บทความ)"
    r"|หน้า(?:เว็บ)?(?:ที่)?(?:คุณ|ท่าน)(?:ต้องการ|ค้นหา|เรียก|ร้องขอ)[^\n]{0,30}(?:ไม่|ถูก|ย้าย)|ถูกลบ(?:ไป|ออก|ทิ้ง)?(?:จากระบบ)?(?:แล้ว)?|ถูกย้ายหรือลบ"
    r"|(?:page|file|article|document|url|requested\s+\w+)[^\n]{0,30}(?:not\s+found|no\s+longer|missing|removed|deleted)|not\s+found|no\s+longer\s+(?:available|exists)"
    r"|does\s*n[o']t\s+exist|can(?:not|['’]t)\s+be\s+found|nothing\s+(?:was\s+)?found|has\s+been\s+(?:removed|deleted)"
    r"|account\s+(?:has\s+been\s+)?suspended|domain\s+(?:is\s+|name\s+is\s+|may\s+be\s+)?(?:for\s+sale|expired|parked)|buy\s+this\s+domain|โดเมน(?:นี้)?หมดอายุ"
)
"""Words that say the page itself is missing."""

_EMPTY_HANDED = (
    r"ไม่พบ(?:ข้อมูล|รายการ|สิ่ง|รายละเอียด|ผล)|ไม่มีข้อมูลที่(?:คุณ|ท่าน)|ไม่สามารถแสดง|หาไม่พบ|ไม่มีอยู่(?:จริง|ในระบบ)|ขออภัย"
    r"|no\s+(?:records?|results?|posts?|articles?|data)\s+found|unavailable|invalid\s+(?:id|page|request)|error\s+occurred|under\s+construction|coming\s+soon"
)
"""Words that say so of the data; a page with data to report may say them too."""

_PHRASES = re.compile(f"{_MISSING}|{_EMPTY_HANDED}", re.IGNORECASE)
_SAYS_MISSING = re.compile(_MISSING, re.IGNORECASE)
_OBJECTS = re.compile(
    rb"""<(?:img|iframe|embed|object|video|source|frame)\b[^>]*?\b(?:data-)?(?:src|data)\s*=\s*["']?([^"'\s>]+)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page reduced to what the comparison needs: its fingerprint, the targets of its links, the things it embeds."""

    url: str
    status: int | None
    prints: Fingerprint
    targets: frozenset[int]
    objects: frozenset[int]
    body: int = 0  # hash of the body, for this run only
    has_password: bool = False  # a field for a password, in the site's frame or in its own content


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host answers to an address that cannot exist, and its front page; None where that could not be had.

    `noise` is how many letters the front page differs by from itself when asked for twice: news and banners that
    change by turns. It is asked for only where it matters.
    """

    probe: PageFacts | None
    home: PageFacts | None
    noise: int = 0

    @property
    def others(self) -> list[PageFacts]:
        """Those of the two that have text."""
        return [facts for facts in (self.probe, self.home) if facts is not None and facts.prints.letters]

    @property
    def probe_opens(self) -> bool:
        """The host answers 200 to what cannot exist."""
        return self.probe is not None and self.probe.status is not None and 200 <= self.probe.status < 300


@dataclass(frozen=True, slots=True)
class OwnContent:
    """Letters that a page has beside the others: `written` for it, and in `links`; the same beside the probe only.

    `has_title`: its title names more than the site. `noise` is the site's (see HostFacts).
    """

    written: int
    links: int
    written_beside_probe: int
    links_beside_probe: int
    has_title: bool = True
    noise: int = 0

    @property
    def depends_on_noise(self) -> bool:
        """Nothing is written for it, but there are more links than can be passed over: they may be there by turns."""
        least = OWN_LETTERS_LEAST
        return (self.written < least <= self.links) or (self.written_beside_probe < least <= self.links_beside_probe)

    @property
    def is_nothing(self) -> bool:
        """Nothing is written for it, and there are no more links than change by turns."""
        return self.written < OWN_LETTERS_LEAST and self.links < OWN_LETTERS_LEAST + 3 * self.noise // 2

    @property
    def is_nothing_beside_probe(self) -> bool:
        """The same, beside the answer to what cannot exist."""
        room = OWN_LETTERS_LEAST + 3 * self.noise // 2
        return self.written_beside_probe < OWN_LETTERS_LEAST and self.links_beside_probe < room


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the comparison says: a reason code of words.REASONS, or "" for a page of its own."""

    reason: str
    phrase: str = ""


def find_phrase(title: str, text: str) -> str:
    """The first words of title or text that say "not found", "" when none do."""
    match = _PHRASES.search(title) or _PHRASES.search(text[:4000])
    return " ".join(match.group(0).split()) if match else ""


def says_page_is_missing(title: str, text: str) -> bool:
    """Whether the words speak of the page itself, not of data that were not found."""
    return bool(_SAYS_MISSING.search(title) or _SAYS_MISSING.search(text[:4000]))


def embedded(content: bytes) -> frozenset[int]:
    """Hashes of the addresses of pictures, frames and other things a page embeds."""
    return frozenset(hash(match) for match in _OBJECTS.findall(content[:2_000_000]))


def compare(page: PageFacts, host: HostFacts, *, own: OwnContent, title: str, text: str) -> Likeness:
    """Judge a page that answered 200 by what the host answers to the probe and as its front page."""
    others = host.others
    if not page.prints.letters and not page.objects:
        return Likeness("empty")
    if host.probe_opens and host.probe is not None and not page.objects - host.probe.objects:
        same_title = page.prints.title == host.probe.prints.title
        if own.is_nothing_beside_probe and (same_title or not own.written_beside_probe):
            if host.home is not None and _same(host.probe, host.home, host.noise):
                return Likeness("like_home_as_probe")
            return Likeness("like_probe")
    has_own_objects = bool(_own(page.objects, [facts.objects for facts in others])) or bool(
        _own(page.targets, [facts.targets for facts in others])
    )
    phrase = find_phrase(title, text) if own.written < OWN_LETTERS_WITH_PHRASE else ""
    if host.home is not None and host.home.prints.letters and not has_own_objects:
        if own.written < OWN_LETTERS_LEAST and _same(page, host.home, host.noise):
            return Likeness("shows_home")
        if own.is_nothing and not phrase and not own.has_title:
            return Likeness("only_frame")
    if phrase and not has_own_objects and others:
        return Likeness("says_not_found", phrase)
    return Likeness("")


@dataclass(frozen=True, slots=True)
class Missing:
    """Answers of a site to addresses that cannot exist, and its front page: what they all share is how it says so.

    Two where they agree; a third where they do not, or what two share by chance would be taken for the sentence.
    """

    one: PageFacts
    other: PageFacts
    third: PageFacts | None
    home: PageFacts | None

    @property
    def noise(self) -> int:
        """Letters by which they differ: news and banners that change by turns."""
        answers = [one for one in (self.one, self.other, self.third) if one is not None]
        return max(one.prints.own_letters(other.prints) for one in answers for other in answers)

    def is_said_by(self, page: PageFacts) -> bool:
        """Whether the page says all that both say and has no more beside them than changes by turns.

        Only asked where something changes by turns. A page of its own lacks the sentence that both show, or, where a
        site answers with its front page or an empty frame, the front page's text.
        """
        home = self.home.prints.lines if self.home is not None else {}
        common = self.one.prints.lines.keys() & self.other.prints.lines.keys()
        if self.third is not None:
            common &= self.third.prints.lines.keys()
        shared = {line: self.one.prints.lines[line] for line in common}
        its_own = {line: size for line, size in shared.items() if line not in home}
        is_home = bool(home) and sum(map(shared.get, shared.keys() & home.keys())) >= (  # type: ignore[arg-type]
            sum(home.values()) - OWN_LETTERS_LEAST - 3 * self.noise // 2
        )
        wanted = its_own if sum(its_own.values()) >= SENTENCE_LEAST and not is_home else shared
        seen = sum(size for line, size in wanted.items() if line in page.prints.lines)
        if not wanted or seen < sum(wanted.values()) - SENTENCE_LEAST:
            return False
        others = [one for one in (self.one, self.other, self.home) if one is not None]
        own = page.prints.own_letters(*(facts.prints for facts in others))
        pictures = page.objects.difference(*(facts.objects for facts in others))
        turning = max(1, len(self.one.objects - self.other.objects), len(self.other.objects - self.one.objects))
        return own <= OWN_LETTERS_LEAST + 2 * self.noise and len(pictures) <= turning


_HAS_NUMBER = re.compile(r"\d")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
SENTENCE_LEAST = 10
"""Letters that two answers share beside the front page: fewer are no sentence."""


def like_sibling(page: PageFacts, sibling: PageFacts, noise: int = 0) -> bool:
    """Whether a sibling address that cannot exist shows the same as the page: then the page is not there either."""
    if sibling.status is None or not 200 <= sibling.status < 300:
        return False
    own = page.prints.own_letters(sibling.prints)
    return own < OWN_LETTERS_LEAST + 3 * noise // 2 and not (page.objects - sibling.objects)


def sibling_address(url: str, token: str) -> str:
    """An address beside this one that cannot exist: the last number or word of path or query changed to a token."""
    parts = urlsplit(url)
    if parts.query:
        pairs = parts.query.split("&")
        key, separator, value = pairs[-1].partition("=")
        changed = _changed(value, token) if separator else token
        return parts._replace(
            query="&".join([*pairs[:-1], f"{key}={changed}" if separator else changed]), fragment=""
        ).geturl()
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    if not _HAS_NUMBER.search(last) and (number := _LAST_NUMBER.search(folder)):
        changed = folder[: number.start()] + _changed(number[0], token) + folder[number.end() :]
        return parts._replace(path=f"{changed}/{last}", fragment="").geturl()
    stem, dot, ending = last.rpartition(".")
    changed = f"{_changed(stem, token)}.{ending}" if dot and stem else _changed(last, token)
    return parts._replace(path=f"{folder}/{changed}", fragment="").geturl()


def _changed(value: str, token: str) -> str:
    digits = "".join(str(int(sign, 16) % 10) for sign in token)[:9]
    return "9" + digits if value.isdigit() else f"{value[:20]}-{token}"


def _same(one: PageFacts, other: PageFacts, noise: int) -> bool:
    """Neither has text that the other lacks, beyond what changes by turns."""
    room = OWN_LETTERS_LEAST + 3 * noise // 2
    return one.prints.own_letters(other.prints) < room and other.prints.own_letters(one.prints) < room


def _own(mine: frozenset[int], others: list[frozenset[int]]) -> frozenset[int]:
    for other in others:
        mine = mine - other
    return mine
