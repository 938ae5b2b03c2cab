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

_PHRASES = re.compile(
    r"404|ไม่พบ(?:หน้า|เพจ|เว็บ|ข้อมูล|บทความ|ไฟล์|เอกสาร|เนื้อหา|รายการ|สิ่ง|url|ลิงก์|รายละเอียด)|ไม่มี(?:หน้านี้|หน้าที่|ข้อมูลที่(?:คุณ|ท่าน)|เนื้อหาที่|บทความ)"
    r"|หน้า(?:เว็บ)?(?:ที่)?(?:คุณ|ท่าน)?(?:ต้องการ|ค้นหา|เรียก|ร้องขอ)[^\n]{0,30}(?:ไม่|ถูก|ย้าย)|ถูกลบ(?:ไป)?แล้ว|ถูกย้ายหรือลบ|ไม่สามารถแสดง|หาไม่พบ|ไม่มีอยู่(?:จริง|ในระบบ)?|ขออภัย"
    r"|not\s+found|no\s+longer\s+(?:available|exists)|does\s*n[o']t\s+exist|cannot\s+be\s+found|can't\s+be\s+found|page\s+missing|nothing\s+(?:was\s+)?found"
    r"|has\s+been\s+(?:removed|deleted)|no\s+(?:records?|results?|posts?|articles?|data)\s+found|unavailable|invalid\s+(?:id|page|request)|error\s+occurred"
    r"|account\s+(?:has\s+been\s+)?suspended|domain\s+(?:is\s+|name\s+is\s+|may\s+be\s+)?(?:for\s+sale|expired|parked)|buy\s+this\s+domain|โดเมน(?:นี้)?หมดอายุ|under\s+construction|coming\s+soon",
    re.IGNORECASE,
)
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
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host answers to an address that cannot exist, and its front page; None where that could not be had."""

    probe: PageFacts | None
    home: PageFacts | None

    @property
    def probe_opens(self) -> bool:
        """The host answers 200 to what cannot exist."""
        return self.probe is not None and self.probe.status is not None and 200 <= self.probe.status < 300


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the comparison says: a reason code of words.REASONS, or "" for a page of its own."""

    reason: str
    phrase: str = ""


def find_phrase(title: str, text: str) -> str:
    """The first words of title or text that say "not found", "" when none do."""
    match = _PHRASES.search(title) or _PHRASES.search(text[:4000])
    return " ".join(match.group(0).split()) if match else ""


def embedded(content: bytes) -> frozenset[int]:
    """Hashes of the addresses of pictures, frames and other things a page embeds."""
    return frozenset(hash(match) for match in _OBJECTS.findall(content[:2_000_000]))


def compare(page: PageFacts, host: HostFacts, *, title: str, text: str) -> Likeness:
    """Judge a page that answered 200 by what the host answers to the probe and as its front page."""
    others = [facts for facts in (host.probe, host.home) if facts is not None and facts.prints.letters]
    own_letters = page.prints.own_letters(*(facts.prints for facts in others))
    has_own_objects = bool(_own(page.objects, [facts.objects for facts in others])) or bool(
        _own(page.targets, [facts.targets for facts in others])
    )
    if not page.prints.letters and not page.objects:
        return Likeness("empty")
    phrase = find_phrase(title, text) if own_letters < OWN_LETTERS_WITH_PHRASE else ""
    if host.probe_opens and host.probe is not None:
        beside_probe = page.prints.own_letters(host.probe.prints)
        same_title = page.prints.title == host.probe.prints.title
        if (
            beside_probe < OWN_LETTERS_LEAST
            and not _own(page.objects, [host.probe.objects])
            and (same_title or beside_probe == 0)
        ):
            if host.home is not None and _same(host.probe, host.home):
                return Likeness("like_home_as_probe")
            return Likeness("like_probe")
    if host.home is not None and host.home.prints.letters and not has_own_objects:
        if _same(page, host.home):
            return Likeness("shows_home")
        if own_letters < OWN_LETTERS_LEAST and not phrase:
            return Likeness("only_frame")
    if phrase and own_letters < OWN_LETTERS_WITH_PHRASE and not has_own_objects and others:
        return Likeness("says_not_found", phrase)
    return Likeness("")


def like_sibling(page: PageFacts, sibling: PageFacts) -> bool:
    """Whether a sibling address that cannot exist shows the same as the page: then the page is not there either."""
    if sibling.status is None or not 200 <= sibling.status < 300:
        return False
    own = page.prints.own_letters(sibling.prints)
    return own < OWN_LETTERS_LEAST and not (page.objects - sibling.objects)


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
    stem, dot, ending = last.rpartition(".")
    changed = f"{_changed(stem, token)}.{ending}" if dot and stem else _changed(last, token)
    return parts._replace(path=f"{folder}/{changed}", fragment="").geturl()


def _changed(value: str, token: str) -> str:
    digits = "".join(str(int(sign, 16) % 10) for sign in token)[:9]
    return "9" + digits if value.isdigit() else f"{value[:20]}-{token}"


def _same(one: PageFacts, other: PageFacts) -> bool:
    """Neither has text that the other lacks."""
    return (
        one.prints.own_letters(other.prints) < OWN_LETTERS_LEAST
        and other.prints.own_letters(one.prints) < OWN_LETTERS_LEAST
    )


def _own(mine: frozenset[int], others: list[frozenset[int]]) -> frozenset[int]:
    for other in others:
        mine = mine - other
    return mine
