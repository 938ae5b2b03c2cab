"""Dates moved to another year, as days and inside Thai text; years of laws, orders and web addresses stay."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits
from prongsai.core.thai.format import THAI_MONTHS

NEAR_YEARS = 2
"""Years this far from the plan's fiscal year are its own; older and later ones name something that does not move."""

_MONTH = (
    rf"(?:{'|'.join(THAI_MONTHS)}"
    r"|ม\.?ค\.?|ก\.?พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.?ค\.?|มิ\.?ย\.?|ก\.?ค\.?|ส\.?ค\.?|ก\.?ย\.?|ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December),?)"
)
_ERA = r"(?:พ\s*\.?\s*ศ\s*\.?|ค\.?ศ\.?)"
_FEBRUARY = re.compile(r"(?<!\d)(2[89])(?:\s*(?:กุมภาพันธ์|ก\.?พ\.?|February,?)\s*|(\s?[/.\-]\s?)0?2\2)$")
_LAW = re.compile(
    r"พ\.?\s?ร\.?\s?บ\.?|พ\.?\s?ร\.?\s?ก\.?|พ\.?\s?ร\.?\s?ฎ\.?|พระราช|กฎกระทรวง|กฎหมาย|ระเบียบ|ข้อบังคับ|ประกาศ|คำสั่ง|ประมวล"
    r"|รัฐธรรมนูญ|ข้อบัญญัติ|เทศบัญญัติ|หลักเกณฑ์|มาตรฐาน|หนังสือ|มติ|ฉบับที่|\(ฉบับ"
)
_ORDER_DAY = re.compile(r"(?:ลงวันที่|ลงวัน|ลว\.?|ประกาศ\s*ณ\s*วันที่|สั่ง\s*ณ\s*วันที่)\s*\d{0,2}\s*$")


@dataclass(frozen=True, slots=True)
class ShiftedText:
    """A text with its years moved. `left` are years close to the plan's that stayed, since they name a law or order."""

    text: str
    moved: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def shift_day(day: date, years: int) -> date:
    """The same day some years on; the last day of a month stays the last day of that month (29 February too)."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    is_month_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_month_end else min(day.day, last))


def shift_years_in_text(text: str, *, fiscal_year: int, years: int) -> ShiftedText:
    """Years of dates, fiscal years and rounds in a text moved by `years`; digits keep their script.

    Moved: a year within 2 of `fiscal_year` (Buddhist era) behind a month, "ปีงบประมาณ", "ปี", a day/month/, ITA
    and the like, or "พ.ศ." that belongs to no law. Not moved: years of laws and orders, spans of several years
    ("พ.ศ. ๒๕๖๖ - ๒๕๗๐"), anything inside a web address.
    """
    if not any(mark in text for mark in "0123456789๐๑๒๓๔๕๖๗๘๙"):
        return ShiftedText(text)
    plain = to_arabic_digits(text)
    addresses = [match.span() for match in _pattern("address").finditer(plain)]
    spans = _long_spans(plain)
    pieces: list[str] = []
    position = 0
    moved: list[str] = []
    left: list[str] = []
    for match in _pattern("number").finditer(plain):
        start, end = match.span()
        if any(first <= start < last for first, last in addresses):
            continue
        year_be = _year_of(match.group(), plain[:start], fiscal_year)
        if year_be is None:
            continue
        before = plain[max(0, start - 160) : start]
        if any(first <= start < last for first, last in spans) or not _is_moving(before, fiscal_year):
            left.append(text[start:end])
            continue
        new = _as_printed(text[start:end], int(match.group()) + years)
        head = text[position:start]
        pieces += [_february_end(head, year_be, years), new]
        moved.append(f"{text[start:end]} → {new}")
        position = end
    pieces.append(text[position:])
    return ShiftedText("".join(pieces), tuple(moved), tuple(left))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


_PATTERNS = {
    "number": r"(?<![\d,])(?:(?<!\d\.)|(?<=\d\.\d\.)|(?<=\d\.\d\d\.))(?:2[0-6]\d\d|\d\d)(?![\d%]|[.,]\d|\s?(?:บาท|คน|ราย|ชุด|ครั้ง|แห่ง))",
    "address": r"(?:https?:|www\.)\S+",
    "span": rf"(?:{_ERA}|ปี|[(])\s*(2[45]\d\d)\s*(?:-|–|ถึง)\s*(?:{_ERA}\s*)?(2[45]\d\d)",
    "month": rf"{_MONTH}\s*(?:ของ(?:ปี)?\s*)?(?:{_ERA}\s*)?$",
    "day_month": r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?$",
    "year_word": rf"(?:ปี\s*งบ\s*ประมาณ|ปี\s*งบ|ประจำ\s*ปี|งบประมาณ|รอบปี|ในปี|ปี)\s*(?:{_ERA}\s*)?$",
    "year_list": rf"(?:ปี\s*งบ\s*ประมาณ|ประจำ\s*ปี|ปี)\s*(?:{_ERA}\s*)?2[45]\d\d\s*(?:-|–|ถึง|และ|,|/)\s*(?:{_ERA}\s*)?$",
    "two_digit": rf"(?:{_MONTH}\s*|ปี\s*งบ(?:\s*ประมาณ)?\s*(?:{_ERA}\s*)?|\b\d{{1,2}}\s?/\s?\d{{1,2}}\s?/\s?)$",
    "era_list": rf"{_ERA}\s*2[45]\d\d\s*(?:-|–|ถึง|และ|,|/)\s*(?:{_ERA}\s*)?$",
    "assessment": r"(?:ITA|LPA|OIT|IIT|EIT)\s*$",
    "era": rf"{_ERA}\s*$",
}


def _long_spans(plain: str) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in _pattern("span").finditer(plain)
        if int(match.group(2)) - int(match.group(1)) >= NEAR_YEARS
    ]


def _year_of(number: str, before: str, fiscal_year: int) -> int | None:
    """The Buddhist-era year that a number says, None when it is no year near the fiscal year."""
    if len(number) == 2:
        if not _pattern("two_digit").search(before[-40:]):
            return None
        year_be = 2500 + int(number)
    else:
        year_be = int(number) if number >= "2400" else int(number) + BE_OFFSET
    return year_be if abs(year_be - fiscal_year) <= NEAR_YEARS else None


def _is_moving(before: str, fiscal_year: int) -> bool:
    month = _pattern("month").search(before)
    if month:
        return not _ORDER_DAY.search(before[: month.start()])
    if day_month := _pattern("day_month").search(before):
        return not _ORDER_DAY.search(before[: day_month.start()])
    if any(_pattern(name).search(before) for name in ("year_word", "year_list", "assessment", "two_digit")):
        return True
    return any(_pattern(name).search(before) for name in ("era", "era_list")) and not _LAW.search(before)


def _as_printed(printed: str, number: int) -> str:
    new = str(number).zfill(len(printed))[-len(printed) :]
    return to_thai_digits(new) if to_arabic_digits(printed) != printed else new


def _february_end(head: str, year_be: int, years: int) -> str:
    """A printed last day of February kept the last day: ๒๘ กุมภาพันธ์ ๒๕๖๖ becomes ๒๙ กุมภาพันธ์ ๒๕๖๗."""
    match = _FEBRUARY.search(re.sub(rf"{_ERA}\s*$", lambda era: " " * len(era.group()), to_arabic_digits(head)))
    if not match:
        return head
    old_last = calendar.monthrange(year_be - BE_OFFSET, 2)[1]
    if int(match.group(1)) != old_last:
        return head
    day = head[match.start(1) : match.end(1)]
    new = _as_printed(day, calendar.monthrange(year_be - BE_OFFSET + years, 2)[1])
    return head[: match.start(1)] + new + head[match.end(1) :]
