"""What a page says of its own, as hashes of its lines: tells a page from the site's "not found" and its front page.

Pages of one site share menus and footers; comparing whole texts finds them all alike. So what counts is the text
a page has that the other has not: a real page has a body of its own, a soft "not found" has next to none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_DIGITS = re.compile(r"[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*|[๐-๙]+")
"""Numbers, and codes with a digit in them: counters, dates, reference numbers that differ at each visit."""
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_FURNITURE = re.compile(
    r"เขียนโดย|ประกาศโดย|โพสต์?โดย|ผู้เขียน|โดย|เมื่อวันที่|วันที่|เวลา|เปิดอ่าน|อ่าน|ผู้เข้าชม|เข้าชม|ยอดวิว|สถิติ|จำนวน|ครั้ง|คน|น\.|หน้าแรก|ย้อนกลับ|กลับ"
    r"|แชร์|พิมพ์|ดาวน์โหลด|อัปเดตล่าสุด|ปรับปรุงล่าสุด|\b(?:by|on|posted|written|views?|hits?|print|share|email|tweet|home|back|next|prev)\b|[\W_0]+",
    re.IGNORECASE,
)
_TITLE_BREAK = re.compile(r"\s+[-–—:|»·•]+\s+|\s*[|»•]\s*|\s*[:–—]\s+")
MOST_LINES = 4000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Lines of a page: hash of the line (digits folded) to its length in letters; the letters of all together; and
    the hashes of the lines as shown."""

    lines: dict[int, int]
    letters: int
    title: str = ""
    as_shown: frozenset[int] = frozenset()

    def own_letters(self, *others: "Fingerprint") -> int:
        """Letters in lines that stand on none of the other pages."""
        own = self.lines.keys() - set().union(*(other.lines for other in others))
        return sum(map(self.lines.__getitem__, own))


def fingerprint(text: str, *, title: str = "", url: str = "") -> Fingerprint:
    """The fingerprint of a page's text. Parts of its own address that it repeats, and digits, do not count."""
    lines = {hash(line): len(line) for line in folded_lines(text, url)}
    as_shown = frozenset(map(hash, text.split("\n", MOST_LINES)))
    return Fingerprint(lines, sum(lines.values()), _DIGITS.sub("0", title), as_shown)


def letters_as_shown(text: str, *others: Fingerprint) -> int:
    """Letters in lines that none of the others shows, numbers and all: quick, and never less than `own_letters` gives."""
    known = frozenset().union(*(other.as_shown for other in others))
    return sum(len(line) for line in text.split("\n", MOST_LINES) if hash(line) not in known)


def folded_lines(text: str, url: str = "") -> list[str]:
    """Lines of a text without what differs at each visit: numbers, codes, the page's own address."""
    for part in _own_words(url):
        text = text.replace(part, "")
    return [line.strip() for line in _DIGITS.sub("0", text).split("\n", MOST_LINES)[:MOST_LINES] if line.strip()]


def own_words(
    text: str, url: str, *others: Fingerprint, labels: Iterable[str] = (), names: Iterable[str] = ()
) -> tuple[int, int]:
    """Letters that stand on none of the other pages, of running text and of links; furniture such as "written by"
    and the names of page and site are neither. The first is what somebody wrote for this page."""
    known = {_DIGITS.sub("0", label).strip() for label in labels}
    written = linked = 0
    for line in folded_lines(text, url):
        if any(hash(line) in other.lines for other in others):
            continue
        if line in known:
            linked += len(line)
            continue
        for name in names:
            line = line.replace(name, "")
        written += len(_FURNITURE.sub("", line))
    return written, linked


def title_parts(title: str) -> list[str]:
    """A title in its parts, digits folded: the page's, the section's, the site's."""
    return [part for part in _TITLE_BREAK.split(_DIGITS.sub("0", title).strip()) if part]


def _own_words(url: str) -> list[str]:
    """The address, its path, its last part and the values of its query: "not found" pages like to repeat them."""
    if not url:
        return []
    path, _, query = ("/" + url.split("://", 1)[-1].partition("/")[2]).partition("?")
    values = [part.partition("=")[2] for part in query.split("&")] if query else []
    words = [url, f"{path}?{query}", path, path.rstrip("/").rpartition("/")[2], *values]
    return [word for word in words if len(word) >= 5]
