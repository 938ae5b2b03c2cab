"""What a page says of its own, as hashes of its lines: tells a page from the site's "not found" and its front page.

Pages of one site share menus and footers; comparing whole texts finds them all alike. So what counts is the text
a page has that the other has not: a real page has a body of its own, a soft "not found" has next to none.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from prongsai.core.frozen import frozen

try:
    from prongsai.audit.native import lines as native
except ImportError:  # not built here
    native = None  # type: ignore[assignment]

_CODES = re.compile(
    r"[๐-๙0-9A-Za-z_-](?:(?<=[๐-๙])[๐-๙]*+|(?<=[0-9])[A-Za-z0-9_-]*+|(?<=[A-Za-z_-])[A-Za-z_-]*+[0-9][A-Za-z0-9_-]*+)"
)
"""Numbers, and codes with a digit in them: counters, dates, reference numbers that differ at each visit. Says what may begin
one, then looks back: so the search leaps over Thai letters, and takes a fifth of the time of trying at each."""
_A_DIGIT = re.compile(r"[0-9๐-๙]")
_NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")
_COUNTED = (
    "เข้าชม",
    "เยี่ยมชม",
    "ผู้ชม",
    "เปิดอ่าน",
    "อ่าน ",
    "ยอดวิว",
    "ออนไลน์",
    "วันนี้",
    "เมื่อวาน",
    "สัปดาห์นี้",
    "เดือนนี้",
    "ประมวลผล",
    "isit",
    "iew",
    "hits",
    "Hits",
    "nline",
    "oday",
    "esterday",
    "generated",
)
_PUBLISHED = (
    "วันที่",
    "เมื่อ",
    "โพส",
    "เขียนโดย",
    "ประกาศเมื่อ",
    "ลงวันที่",
    "เผยแพร่",
    "ปรับปรุง",
    "แก้ไขล่าสุด",
    "อัพเดท",
    "อัปเดต",
    "Posted",
    "Published",
    "Written",
    "Updated",
    "Last",
    "©",
)
"""Short lines with such words are counters and days of publication: their numbers are nobody's content."""
_SHORT_LINE = 90
_FURNITURE = re.compile(
    r"เขียนโดย|ประกาศโดย|โพสต์?โดย|ผู้เขียน|โดย|เมื่อวันที่|วันที่|เวลา|เปิดอ่าน|อ่าน|ผู้เข้าชม|เข้าชม|ยอดวิว|สถิติ|จำนวน|ครั้ง|คน|น\.|หน้าแรก|หน้าหลัก|ย้อนกลับ|กลับ"
    r"|แชร์|พิมพ์|ดาวน์โหลด|อัปเดตล่าสุด|ปรับปรุงล่าสุด"
)
_LATIN_FURNITURE = re.compile(
    r"\b(?:by|on|posted|written|views?|hits?|print|share|email|tweet|home|back|next|prev)\b", re.IGNORECASE
)
_LATIN = re.compile(r"[A-Za-z]{2}")
_NO_LETTERS = re.compile(r"[\W_0]+")
_LABEL = re.compile(
    r"(?:รายละเอียด|เนื้อหา|หัวข้อ|ชื่อ)?(?:ของ)?(?:ข่าว(?:สาร|ประชาสัมพันธ์)?|ประกาศ|กิจกรรม|เรื่อง|บทความ|เอกสาร|ข้อมูล|ไฟล์)?(?:แนบ|เพิ่มเติม|ทั้งหมด)?"
    r"|(?:ผู้|วันที่|ลงวันที่)?(?:ลง|ประกาศ|โพสต์|เขียน|เผยแพร่|บันทึก)(?:ข่าว|ประกาศ|ข้อมูล)?|หมวด(?:หมู่)?|ประเภท|(?:details?|title|subject|topic|date|author|attachments?|category)",
    re.IGNORECASE,
)
"""A line that only names a field of a form or program: without the value beside it nobody wrote anything."""
_OFFICE = re.compile(
    r"(?:เว็บไซต์)?\s*(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)\s*[ก-๛]{2,30}(?:\s+(?:อำเภอ|อ\.|จังหวัด|จ\.)?\s*[ก-๛]{2,25}){0,2}"
)
_TITLE_BREAK = re.compile(r"\s+[-–—:|»·•]+\s+|\s*[|»•]\s*|\s*[:–—]\s+")
MOST_LINES = 4000


def without_codes(text: str) -> str:
    """A text with a 0 in place of each number and code; in plain Python."""
    return _CODES.sub("0", text)


_without_codes = native.without_codes if native else without_codes


@frozen
class Fingerprint:
    """Lines of a page, cells of a row for themselves: hash of the line (digits folded) to its length in letters; the
    letters of all together; the hashes of the lines as shown; of those with numbers (see `figures_of`), and which of
    these have none but the address's."""

    lines: dict[int, int]
    letters: int
    title: str = ""
    as_shown: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    echoed: frozenset[int] = frozenset()

    def own_figures(self, *others: "Fingerprint") -> int:
        """Lines with numbers that stand on none of the other pages; what repeats the address is not counted."""
        return len(self.figures.difference(self.echoed, *(other.figures for other in others)))

    def own_letters(self, *others: "Fingerprint") -> int:
        """Letters in lines that stand on none of the other pages."""
        own = list(self.lines)
        for other in others:
            known = other.lines
            own = [line for line in own if line not in known]
        return sum(map(self.lines.__getitem__, own))


def fingerprint(text: str, *, title: str = "", url: str = "") -> Fingerprint:
    """The fingerprint of a page's text. Parts of its own address that it repeats, and digits, do not count."""
    lines = {hash(line): len(line) for line in folded_lines(text, url)}
    as_shown = frozenset(map(hash, shown_lines(text)))
    return Fingerprint(lines, sum(lines.values()), _without_codes(title), as_shown, *figures_of(text, url))


@frozen
class Beside:
    """What a page shows beside its site's frame: `frame` has the hashes of the lines that the site shows elsewhere, `letters`
    counts those in lines and cells of the page that are not among them, numbers and all (never less than `own_letters`
    gives), `text` is the page's without lines that the frame has whole or cell by cell."""

    frame: frozenset[int]
    letters: int
    text: str


def look_beside(text: str, others: Sequence[Fingerprint]) -> Beside:
    """What a page shows beside others of its site."""
    frame = shown_by(others)
    return Beside(frame, *_beside(text, frame))


def beside(text: str, frame: frozenset[int]) -> tuple[int, str]:
    """`letters` and `text` of a Beside, in plain Python."""
    letters = sum([len(line) for line in text.replace("\t", "\n").split("\n") if hash(line) not in frame])
    kept = [line for line in text.split("\n") if hash(line) not in frame and not _has_frames_cells(line, frame)]
    return letters, "\n".join(kept)


def _has_frames_cells(line: str, frame: frozenset[int]) -> bool:
    """Whether the frame has every cell of a row."""
    return "\t" in line and all(map(frame.__contains__, map(hash, line.split("\t"))))


_beside = native.beside if native else beside


def shown_by(prints: Sequence[Fingerprint]) -> frozenset[int]:
    """The hashes of the lines that any of them shows."""
    return prints[0].as_shown if len(prints) == 1 else frozenset().union(*(one.as_shown for one in prints))


def shown_lines(text: str) -> list[str]:
    """Lines of a text; the cells of a row are lines of their own: where tables make the layout, a row holds the menu, the
    content and the box at the side."""
    return text.replace("\t", "\n").split("\n", MOST_LINES)


def figures_of(text: str, url: str = "") -> tuple[frozenset[int], frozenset[int]]:
    """Hashes of the lines with numbers in them, numbers and all: rows of a table, titles of yearly reports. Counters and
    days of publication are left out. And which of them have no other number than the page's address."""
    text = _without_address(text, url)
    counted = [word for word in _COUNTED if word in text]
    lines = [line for line in _numbered_lines(text) if not _is_counter(line, counted)]
    in_address = set(_NUMBER.findall(url))
    repeated = [number for number in in_address if number in text]
    repeats = [line for line in lines if any(number in line for number in repeated)] if repeated else []
    echoed = [line for line in repeats if in_address.issuperset(_NUMBER.findall(line))]
    return frozenset(map(hash, lines)), frozenset(map(hash, echoed))


def numbered_lines(text: str) -> list[str]:
    """Lines and cells of a text with a digit in them, as many as `shown_lines` gives; in plain Python."""
    return list(filter(_A_DIGIT.search, shown_lines(text)))


_numbered_lines = native.numbered_lines if native else numbered_lines


def _is_counter(line: str, counted: Sequence[str]) -> bool:
    """Whether a line is a counter or a day of publication; `counted` are those of `_COUNTED` that its text holds at all."""
    return len(line) < _SHORT_LINE and (line.startswith(_PUBLISHED) or any(word in line for word in counted))


def folded_lines(text: str, url: str = "") -> list[str]:
    """Lines of a text without what differs at each visit: numbers, codes, the page's own address."""
    return [line for line in _folded_one_by_one(text, url) if line]


@lru_cache(maxsize=4)
def _folded_one_by_one(text: str, url: str) -> tuple[str, ...]:
    """Each line of a text folded, in its place, "" for one with nothing left. Kept, for a page is asked for them at each step."""
    return tuple([line.strip() for line in shown_lines(_without_codes(_without_address(text, url)))[:MOST_LINES]])


def _without_address(text: str, url: str) -> str:
    for part in _own_words(url):
        text = text.replace(part, "")
    return text


def lines_shared(text: str, url: str, other: Fingerprint) -> str:
    """The text without the lines and cells that the other page has not."""
    words = _own_words(url)

    def is_shared(cell: str) -> bool:
        folded = _folded(cell, words)
        return not folded or hash(folded) in other.lines

    rows = ([cell for cell in row.split("\t") if is_shared(cell)] for row in text.split("\n", MOST_LINES))
    return "\n".join("\t".join(cells) for cells in rows if cells)


def own_lines(text: str, url: str, *others: Fingerprint) -> list[str]:
    """Lines that stand on none of the other pages, as shown."""
    lines = shown_lines(text)[:MOST_LINES]
    return [lines[place].strip() for place, _folded in _own(text, url, others)]


def _own(text: str, url: str, others: Sequence[Fingerprint]) -> list[tuple[int, str]]:
    """The place of each line that stands on none of the other pages, and the line folded."""
    own = [(place, line) for place, line in enumerate(_folded_one_by_one(text, url)) if line]
    for other in others:
        known = other.lines
        own = [one for one in own if hash(one[1]) not in known]
    return own


def own_words(
    text: str, url: str, *others: Fingerprint, labels: Iterable[str] = (), names: Iterable[str] = ()
) -> tuple[int, int]:
    """Letters of running text and of links in the lines of a page that stand on none of the others; furniture such as
    "written by" and the names of page and site are neither. The first is what somebody wrote for this page."""
    known = {_without_codes(label).strip() for label in labels}
    written = linked = 0
    for line in dict.fromkeys([folded for _place, folded in _own(text, url, others)]):
        if line in known:
            linked += len(line)
            continue
        for name in names:
            line = line.replace(name, "")
        if _LABEL.fullmatch(line.strip(" :\u00a0-/»›>")):
            continue
        written += _letters_in(_without_furniture(line))
    return written, linked


def _without_furniture(line: str) -> str:
    if _LATIN.search(line):  # before the Thai words go, beside which a Latin one is none of its own
        parts = _LATIN_FURNITURE.split(line)
        return "".join([_FURNITURE.sub("", part) for part in parts])
    return _FURNITURE.sub("", line)


def letters_in(line: str) -> int:
    """Letters and digits of a line, without signs, Thai marks above and below, and zeros."""
    return len(_NO_LETTERS.sub("", line))


def _folded(line: str, words: Iterable[str]) -> str:
    for word in words:
        line = line.replace(word, "")
    return _without_codes(line).strip()


@lru_cache(maxsize=512)
def title_parts(title: str) -> tuple[str, ...]:
    """A title in its parts, digits folded: the page's, the section's, the site's."""
    return tuple([part for part in _TITLE_BREAK.split(_without_codes(title).strip(" \t\n:|–—»·•-")) if part])


def names_office(part: str) -> bool:
    """Whether a part of a title is nothing but the name of a local government: where a page has no title, systems put it there."""
    return bool(_OFFICE.fullmatch(part))


def _own_words(url: str) -> list[str]:
    """The address, its path, its last part and the values of its query: "not found" pages like to repeat them."""
    if not url:
        return []
    path, _, query = ("/" + url.split("://", 1)[-1].partition("/")[2]).partition("?")
    values = [part.partition("=")[2] for part in query.split("&")] if query else []
    words = [url, f"{path}?{query}", path, path.rstrip("/").rpartition("/")[2], *values]
    return [word for word in words if len(word) >= 5]


_letters_in = native.letters_in if native else letters_in
