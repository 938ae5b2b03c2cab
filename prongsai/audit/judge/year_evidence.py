"""Every year that a page prints, with what it is the year of: the fiscal year itself, a date, a law, an upload."""

import re
import sys
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from prongsai.audit.judge.letters import HEAD, Letters, bare_of, to_bare
from prongsai.core.fiscal_year import BE_OFFSET, fiscal_year_of
from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT
from prongsai.core.thai.periods import OLDEST_PLAIN_YEAR

YearKind = Literal[
    "fiscal", "yearly", "assessment", "year", "range", "signed", "date", "month", "result", "named", "bare"
]
Zone = Literal["title", "heading", "first", "head", "tail", "body"]


class YearSeen(NamedTuple):
    """One year of the text. `year_be` is a fiscal year (of a date: the one it lies in); a range goes on to `until_be`."""

    kind: YearKind
    year_be: int
    zone: Zone
    words: bytes  # the year with some words before it, in the letters of the text
    until_be: int | None = None
    day: date | None = None

    @property
    def printed(self) -> str:
        """The year with the words before it, as a person would quote it."""
        lead, year = self.words[:_QUOTED], self.words[_QUOTED:]
        return _quote(lead, year)


@dataclass(slots=True)
class YearsSeen:
    """All years, the spans of days said, and the years that cannot be trusted, as printed."""

    seen: list[YearSeen]
    spans: list[tuple[date, date]]
    mistyped: list[str]
    other: int = 0  # years of laws, copyrights, uploads and the like


_MOST_YEARS: Final = 36
_LEAD: Final = 70
_QUOTED: Final = 22
_LAST_YEARS: Final = 8
"""Years of one piece that are weighed, and how many of them from its end, where it is signed. All of them (70 were tried)
change nothing on the labelled pages and take half the time of a judgement."""
_YEAR = re.compile(rb"2(?<!\d2)(?:5[3-9]\d|5\d ?\d|0[0-4]\d)(?!\d)")  # looks back after the "2": the search leaps to it
_ENDS_DATE: Final = b"./-" + b"".join({month.encode("cp874")[-1:] for month in THAI_MONTHS})
_SORTS: Final = bytes(
    ord("4") if byte in b"4567" else ord("0") if byte in b"012389" else ord("e") if byte in _ENDS_DATE else ord(" ") if byte == 32 else ord("x")
    for byte in range(256)
)  # fmt: skip
_SHORT = re.compile(rb"4(?:(?<=e.)|(?<=e .))[04](?![04])")
"""Two digits after what may be the end of a month's name or of 03/04; most are something else. In `_SORTS` of letters: a
search for one letter, looking back as `_YEAR` does, takes a third of the time of one for any of four."""
_TO: Final = "ถึง".encode("cp874")
_UNTIL = re.compile(
    rb" ?(?:-|"
    + _TO
    + rb") ?(?:"
    + "ปี".encode("cp874")
    + rb" ?)?(?:"
    + "พ.ศ.".encode("cp874")
    + rb" ?)?(25[3-9]\d)(?!\d)"
)
_BEFORE_UNTIL: Final = frozenset(b" -" + "ถ".encode("cp874"))
_SLASHED = re.compile(rb"(?<!\d)([0-3]?\d)[/.-]([01]?\d)[/.-]$")
_NUMBERED = re.compile(rb"\d[ ]?/ ?$")
_ISO_AFTER = re.compile(rb"-[01]\d-[0-3]\d")
_ADDRESS = re.compile(rb"[a-z0-9_%/.=?&-]*[a-z_%/=?&][a-z0-9_%/.=?&-]*$")
_IN_ADDRESS = (b"/", b"_", b"%", b"=", b"&", b"?", b"-")
_SLASHES: Final = (b"/", b".", b"-", b"\n")
_BLANK: Final = ord(" ")
_SPAN_LETTERS: Final = 45
_KIND, _DAY = 0, 5  # places in a YearSeen: quicker than its names, and looked at for each year


def _bares(*words: str) -> tuple[bytes, ...]:
    return tuple(to_bare(word) for word in words)


def _any_of(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """One pattern for many words: searched in a quarter to two fifths of the time of looking for each."""
    return re.compile(b"|".join(re.escape(word) for word in words))


_ERA_PRINTED = "พ.ศ.".encode("cp874")
_ERA = _bares("พ.ศ.", "พุทธศักราช", "ค.ศ.")
_FISCAL = _bares("ปีงบประมาณ", "ปีงบ", "งบประมาณประจำปี", "fiscal year", "fy", "งบประมาณปี")
_YEARLY = _bares("ประจำปี", "รอบปี", "เฉพาะปี")
_ASSESSMENT = _bares("ita", "ita ปี", "oit", "oit ปี", "ita ประจำปี", "ใสสะอาด")
_ACADEMIC = _bares("ปีการศึกษา", "ภาคเรียนที่ 1/", "หลักสูตร", "หลักสูตรปรับปรุง", "หลักสูตรใหม่", "รุ่นปี")
_PLAIN = _bares("ปี")
_SIGNED = _bares("ณ วันที่", "ลงวันที่", "สั่ง ณ", "ประกาศ ณ", "วันที่")
_YEAR_ENDS = _bares("ปีสิ้นสุดวันที่", "ปีสิ้นสุด", "ปีงบประมาณสิ้นสุดวันที่", "ณ วันสิ้นปีงบประมาณ")
_MONTHS: Final = {to_bare(name): number for number, name in enumerate(THAI_MONTHS, start=1)}
_DIGITS: Final = b"0123456789"
_MONTH_TAIL: Final = 5
_MONTHS_BY_TAIL: Final = {name[-_MONTH_TAIL:]: (name, (number, len(name))) for name, number in _MONTHS.items()}
_SHORT_MONTHS: Final = {
    name.rstrip(".").encode("cp874"): number for number, name in enumerate(THAI_MONTHS_SHORT, start=1)
}
_UPLOADED_WORDS = _bares(
    "อัปโหลด",
    "อัพโหลด",
    "ปรับปรุง",
    "เผยแพร่เมื่อ",
    "last updated",
    "เปิดเว็บไซต์",
    "สงวนลิขสิทธิ์",
    "copyright",
    "ลิขสิทธิ์",
    "เมื่อวันที่เข้าชม",
    "โพสต์เมื่อ",
    "post",
)
_LAW_WORDS = _bares(
    "พระราชบัญญัติ", "พรบ.", "พ.ร.บ.", "ระเบียบ", "ข้อบังคับ", "รัฐธรรมนูญ", "กฎกระทรวง", "พระราชกฤษฎีกา", "ว่าด้วย", "แก้ไขเพิ่มเติม",
    "ฉบับที่", "กฎหมาย", "พระราชกำหนด", "ประกาศกระทรวง", "ประมวล", "มติคณะรัฐมนตรี",
)  # fmt: skip
_PREVIOUS_RESULT_WORDS = _bares("ผลการประเมิน", "ผลคะแนน", "เปรียบเทียบ", "เทียบกับ")
_UPLOADED, _LAW, _PREVIOUS_RESULT = _any_of(_UPLOADED_WORDS), _any_of(_LAW_WORDS), _any_of(_PREVIOUS_RESULT_WORDS)


def see_years(letters: Letters) -> YearsSeen:
    """The years of title, headings and text, at most `_MOST_YEARS` of them."""
    found = YearsSeen([], [], [])
    _read(letters.title, "title", found)
    _read(letters.headings, "heading", found)
    _read(letters.text, "", found)
    return found


def see_years_of(text: bytes, zone: Zone) -> YearsSeen:
    """The years of one piece of plain letters."""
    found = YearsSeen([], [], [])
    _read(text, zone, found)
    return found


def _read_plainly(text: bytes, zone: Zone | Literal[""], found: YearsSeen) -> None:
    """Adds the years of one piece to what has been found; its twin is `audit/native/years.pyx`, which changes with it."""
    if not text:
        return
    skip_to, length = -1, len(text)
    earlier: tuple[int, YearSeen] | None = None
    places = _places(text)
    if len(places) > _MOST_YEARS:
        places = [*places[: _MOST_YEARS - _LAST_YEARS], *places[-_LAST_YEARS:]]
    all_seen = found.seen
    for start, end in places:
        is_short = end - start == 2
        if is_short:
            start -= 2 if text[start - 1] == _BLANK else 1
        if start < skip_to:
            continue
        place = zone or _place(start, length)
        if is_short:
            seen = _short_date(text, end, place)
        else:
            seen, skip_to = _one_year(text, start, end, place, found)
        if seen is None:
            earlier = None
            continue
        if seen[_DAY] is not None and seen[_KIND] != "fiscal":
            if (
                earlier is not None
                and start - earlier[0] < _SPAN_LETTERS
                and _is_span(text[earlier[0] : start])
                and not _add_span(earlier[1], seen, found)
            ):
                earlier = None
                continue
            earlier = (end, seen)
        else:
            earlier = None
        all_seen.append(seen)


def _add_span(first: YearSeen, last: YearSeen, found: YearsSeen) -> bool:
    """Adds the days from one to the other; False, and the first is taken out again, where they cannot be in this order."""
    assert first.day is not None
    assert last.day is not None
    if first.day > last.day:
        found.seen.remove(first)
        found.mistyped.append(f"{first.printed} - {last.printed}")
        return False
    found.spans.append((first.day, _last_day(last)))
    return True


def _last_day(seen: YearSeen) -> date:
    assert seen.day is not None
    if seen.kind != "month":
        return seen.day
    return date(seen.day.year, seen.day.month, monthrange(seen.day.year, seen.day.month)[1])


def _places(text: bytes) -> list[tuple[int, int]]:
    """Where years stand, in full and in two digits, in order; the latter are not looked for where there are plenty in full."""
    whole = [match.span() for match in _YEAR.finditer(text)]
    if len(whole) < _MOST_YEARS:
        short = [match.span() for match in _SHORT.finditer(text.translate(_SORTS))]
        if short:
            return sorted(whole + short)
    return whole


def _place(start: int, length: int) -> Zone:
    if start < HEAD:
        return "first" if start < 170 else "head"
    return "tail" if start > length - 500 else "body"


def _is_span(between: bytes) -> bool:
    return b"-" in between or _TO in between


def _one_year(text: bytes, start: int, end: int, zone: Zone, found: YearsSeen) -> tuple[YearSeen | None, int]:
    digits = text[start:end]
    before = text[start - _LEAD if start > _LEAD else 0 : start]
    bare = bare_of(before)
    has_era = bare.endswith(_ERA)
    if has_era:
        bare = _without_era(bare)
    is_split = end - start != 4
    if is_split:
        if not bare.endswith((*_FISCAL, *_YEARLY)):
            return None, end  # a year that a blank has split is believed only where a year must stand
        digits = digits.replace(b" ", b"")
    year = int(digits)
    words = text[start - _QUOTED : end] if start >= _QUOTED else _words(text, start, end)
    if year < 2100:
        year += BE_OFFSET
        if _ISO_AFTER.match(text, end) or not bare.endswith(_FISCAL):
            found.other += 1
            return None, end
    if end < len(text) and text[end] in _BEFORE_UNTIL:
        until = _UNTIL.match(text, end)
        if until and 0 < int(until[1]) - year <= 25:
            return _range(year, int(until[1]), zone, _words(text, start, until.end()), found), until.end()
    month = _month(bare, before)  # before all else: most years of a text are of days, and no other word ends as a month
    if month is not None:
        return _of_month(month, bare, year, zone, words, found), end
    return _kind(bare, before, year, zone, words, has_era, found), end


def _without_era(bare: bytes) -> bytes:
    for era in _ERA:
        if bare.endswith(era):
            return bare[: -len(era)]
    return bare


def _range(year: int, until: int, zone: Zone, printed: bytes, found: YearsSeen) -> YearSeen | None:
    if until - year > 6:  # a strategy of twenty years is not what a document is about
        found.other += 1
        return None
    return YearSeen("range", year, zone, printed, until)


def _kind(
    bare: bytes, before: bytes, year: int, zone: Zone, printed: bytes, has_era: bool, found: YearsSeen
) -> YearSeen | None:
    if bare.endswith(_ACADEMIC):
        found.other += 1
        return None
    if bare.endswith(_FISCAL):
        if _ends_with_any(bare[:-6], _PREVIOUS_RESULT, 60):
            return YearSeen("result", year, zone, printed)
        return YearSeen("fiscal", year, zone, printed)
    if bare.endswith(_YEARLY):
        return YearSeen("yearly", year, zone, printed)
    if bare.endswith(_ASSESSMENT) and before[-1:] not in _IN_ADDRESS:
        return YearSeen("assessment", year, zone, printed)
    if before[-1:] in _SLASHES and (slashed := _SLASHED.search(before)):
        return _slashed(slashed, bare, year, zone, printed, found)
    if _ADDRESS.search(before[-20:]) and not before.endswith(b" "):
        found.other += 1
        return None
    if _NUMBERED.search(before):  # order 150/2563, meeting 1/2566
        found.other += 1
        return None
    if year < OLDEST_PLAIN_YEAR or _ends_with_any(bare, _LAW, 48) or _ends_with_any(bare, _UPLOADED, 22):
        found.other += 1
        return None
    if bare.endswith(_PLAIN):
        return YearSeen("year", year, zone, printed)
    if has_era:
        return YearSeen("named", year, zone, printed)
    return YearSeen("bare", year, zone, printed)


def _slashed(
    match: re.Match[bytes], bare: bytes, year: int, zone: Zone, printed: bytes, found: YearsSeen
) -> YearSeen | None:
    """A year in 03/04/2566."""
    if year < OLDEST_PLAIN_YEAR or _ends_with_any(bare, _UPLOADED, 40):
        found.other += 1
        return None
    dated = _dated(year, int(match[2]), int(match[1]))
    return YearSeen("date", dated[1], zone, printed, None, dated[0]) if dated else None


def _of_month(
    month: tuple[int, int], bare: bytes, year: int, zone: Zone, printed: bytes, found: YearsSeen
) -> YearSeen | None:
    """A year after a month's name, with or without a day before it."""
    if year < OLDEST_PLAIN_YEAR or _ends_with_any(bare, _UPLOADED, 40):
        found.other += 1
        return None
    number, name_length = month
    rest = bare[:-name_length] if name_length else bare
    lead = rest.rstrip(_DIGITS)
    of_month = _trailing_number(rest) if len(lead) < len(rest) else None
    dated = _dated(year, number, of_month or 1)
    if dated is None:
        return None
    day, year_be = dated
    if of_month is None:
        kind: YearKind = "month"
    elif of_month == 30 and number == 9 and lead.endswith(_YEAR_ENDS):
        kind, year_be = "fiscal", year
    else:
        kind = "signed" if lead.endswith(_SIGNED) and not _ends_with_any(lead, _LAW, 40) else "date"
    return tuple.__new__(YearSeen, (kind, year_be, zone, printed, None, day))  # half of the time of YearSeen(...)


def _month(bare: bytes, before: bytes) -> tuple[int, int] | None:
    """The month that stands last: its number, and the bare letters of its name."""
    known = _MONTHS_BY_TAIL.get(bare[-_MONTH_TAIL:])
    if known is not None and bare.endswith(known[0]):
        return known[1]
    if b"." not in before:
        return None
    tail = before.rstrip(b" .")
    if tail[-2:-1] == b".":
        for name, number in _SHORT_MONTHS.items():
            if tail.endswith(name):
                return number, len(bare_of(name))
    return None


def _trailing_number(bare: bytes) -> int | None:
    digits = bare[-2:] if bare[-2:].isdigit() else bare[-1:] if bare[-1:].isdigit() else b""
    number = int(digits) if digits else 0
    return number if 1 <= number <= 31 else None


def _short_date(text: bytes, end: int, zone: Zone) -> YearSeen | None:
    """A day or month with a year of two digits that end there: 31 มี.ค. 66, 03/04/58."""
    start = end - 2
    before = text[max(0, start - 30) : start]
    year = 2500 + int(text[start:end])
    slashed = _SLASHED.search(before)
    if slashed is not None:
        if text[end : end + 1] in (b"/", b"-", b"."):
            return None
        dated = _dated(year, int(slashed[2]), int(slashed[1]))
        printed = _words(text, end - len(slashed[0]) - 2, end)
        return YearSeen("date", dated[1], zone, printed, day=dated[0]) if dated else None
    if year < OLDEST_PLAIN_YEAR:
        return None
    bare = bare_of(before)
    bare = _without_era(bare)
    found = _month(bare, before.removesuffix(b" ").removesuffix(_ERA_PRINTED))
    if found is None:
        return None
    of_month = _trailing_number(bare[: len(bare) - found[1]])
    dated = _dated(year, found[0], of_month or 1)
    kind: YearKind = "month" if of_month is None else "date"
    return YearSeen(kind, dated[1], zone, _words(text, start, end), day=dated[0]) if dated else None


@lru_cache(maxsize=4096)
def _dated(year_be: int, month: int, day: int) -> tuple[date, int] | None:
    """The day and the fiscal year it lies in; None when there is no such day."""
    try:
        found = date(year_be - BE_OFFSET, month, day)
    except ValueError:
        return None
    return found, fiscal_year_of(found)


def _ends_with_any(bare: bytes, words: re.Pattern[bytes], letters: int) -> bool:
    return words.search(bare, len(bare) - letters if len(bare) > letters else 0) is not None


def _words(text: bytes, start: int, end: int) -> bytes:
    """The letters that `YearSeen.printed` is made of: exactly `_QUOTED` before the year, then the year."""
    if start >= _QUOTED:
        return text[start - _QUOTED : end]
    return text[:start].rjust(_QUOTED) + text[start:end]


def quotable(year: bytes) -> bytes:
    """The words of a year that stands alone."""
    return _words(year, 0, len(year))


def _quote(lead: bytes, year: bytes) -> str:
    shown = lead.decode("cp874", "ignore").replace("\n", " ").lstrip()
    cut = shown.find(" ")
    return (shown[cut + 1 :] if 0 <= cut < len(shown) - 8 else shown) + year.decode("cp874", "ignore")


_read: Callable[[bytes, Zone | Literal[""], YearsSeen], None] = _read_plainly
try:
    from prongsai.audit.native.years import Reader
except ImportError:  # no compiler where this was installed
    pass
else:
    _read = Reader(sys.modules[__name__]).read
