"""The meaningful text of a page: what stays the same between two visits when nobody changed the page."""

import re
from functools import lru_cache

from prongsai.audit.page import PageText
from prongsai.audit.reading.fold import fold_lines, kept_lines

_DIGITS = "[0-9\u0e50-\u0e59]"
_NUMBER = f"{_DIGITS}[{_DIGITS[1:-1]},.]*"
_MONTHS = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.?ค\.?|ก\.?พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.?ค\.?|มิ\.?ย\.?|ก\.?ค\.?|ส\.?ค\.?|ก\.?ย\.?|ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
_DAYS = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_DATE = rf"(?:วัน)?(?:ที่\s*)?(?:(?:{_DAYS})(?:ที่)?[\s,]*)?(?:{_DIGITS}{{1,2}}\s*(?:{_MONTHS})[\s,]*(?:พ\.?ศ\.?\s*)?{_DIGITS}{{2,4}}|(?:{_MONTHS})\s+{_DIGITS}{{1,2}},?\s*{_DIGITS}{{4}}|{_DIGITS}{{1,4}}[/-]{_DIGITS}{{1,2}}[/-]{_DIGITS}{{2,4}})"
_TIME = rf"(?:เวลา\s*)?{_DIGITS}{{1,2}}[:.]{_DIGITS}{{2}}(?:[:.]{_DIGITS}{{2}})?(?:\s*(?:น\.|นาฬิกา|[AaPp][Mm]))?"
# Words that stand beside a number of visits on Thai office pages and the counters they embed.
_COUNTER_WORDS = (
    "ผู้เข้าชม|ผู้เยี่ยมชม|จำนวนผู้ชม|ผู้ชม|เข้าชม|เยี่ยมชม|ยอดวิว|คนออนไลน์|ออนไลน์|ขณะนี้มี|จำนวนครั้ง|ดาวน์โหลดแล้ว|เปิดอ่าน|อ่านแล้ว|อ่าน"
    "|ผู้ใช้งาน|สถิติ|เมื่อวาน|วันนี้|สัปดาห์นี้|เดือนนี้|เดือนที่แล้ว|ปีนี้|ปีที่แล้ว|ทั้งหมด|รวม|เริ่มนับ|IP|ไอพี|Your IP"
    "|visitors?|visits?|views?|hits?|online|today|yesterday|this week|this month|this year|last month|last year|total|downloads?|users?"
)
_UNITS = "ครั้ง|คน|ราย|วิว|ท่าน|times?|views?|users?|visitors?|hits?"
_COUNTER = re.compile(
    rf"^[\s\W]*(?:จำนวน)?(?:{_COUNTER_WORDS})[^\n]{{0,40}}?{_NUMBER}\s*(?:{_UNITS})?[\s\W]*$"
    rf"|^[\s\W]*{_NUMBER}\s*(?:{_UNITS})[\s\W]*$",
    re.IGNORECASE,
)
_COUNTER_LABEL = re.compile(rf"^[\s\W]*(?:(?:{_UNITS}|{_COUNTER_WORDS}|จำนวน|เว็บไซต์)[\s\W]*)+$", re.IGNORECASE)
_HAS_DIGIT = re.compile(_DIGITS)
# Of these patterns a text must not be readable in many ways: a hostile line of 40 digits would be tried for hours.
_ONLY_NUMBERS = re.compile(rf"^\W*{_DIGITS}[{_DIGITS[1:-1]}\W]*$")
_ONLY_WHEN = re.compile(rf"^[\s\W]*(?:{_DATE}|{_TIME})(?:[\s,|/-]*(?:{_DATE}|{_TIME}))*[\s\W]*$", re.IGNORECASE)
_POSTED = re.compile(
    r"^\s*(?:อัปเดตล่าสุด|อัพเดทล่าสุด|อัพเดตล่าสุด|ปรับปรุงล่าสุด|แก้ไขล่าสุด|ปรับปรุงเมื่อ|วันนี้|ข้อมูล ณ เวลา|last\s+(?:updated?|modified)|generated|page\s+(?:rendered|generated))"
    rf"[^\n]{{0,20}}?(?:{_DATE}|{_TIME}|{_DIGITS}+(?:\.{_DIGITS}+)?\s*(?:วินาที|seconds?|ms))[^\n]{{0,40}}$",
    re.IGNORECASE,
)
_VIEWS_IN_LINE = re.compile(
    rf"[\s(\[|]*(?:(?:ผู้เข้าชม|เข้าชม|เปิดอ่าน|อ่าน|จำนวนผู้เข้าชม|ผู้ชม|ดาวน์โหลด|views?|hits?|read)\s*:?\s*(?:แล้ว\s*)?{_NUMBER}\s*(?:{_UNITS})?|{_NUMBER}\s*(?:ครั้ง|วิว|views?|hits?))[)\]|]*\s*$",
    re.IGNORECASE,
)
_OF_VIEWS = ("เข้าชม", "อ่าน", "ผู้ชม", "ดาวน์โหลด", "view", "hit", "read", "ครั้ง", "วิว")
"""One of these is in every line with views, in small letters. Most lines have none, and looking for views takes long."""
_OWNER_YEAR = re.compile(r"©\s*\d{4}(?:\s*-\s*\d{4})?|copyright\s*(?:©|\(c\))?\s*\d{4}", re.IGNORECASE)
_LONG_LINE = 80
"""Characters. Longer lines are text, not furniture: nothing is dropped from them."""


def meaningful_text(page: PageText) -> str:
    """The page's text for hashing and comparing: one line for each line, blanks folded, Thai digits as printed.

    Lines that are only a counter, a clock, a date of today or a bare number (calendars, visitor numbers) are
    dropped, also a counter at the end of a short line. Documents keep all: their numbers are what they say.
    """
    if page.kind != "html":
        return fold_lines(page.text)
    # Short lines are menus more often than not, the same on every page of a site: a look-up tells them.
    return kept_lines(page.text, _LONG_LINE, _without_furniture)


@lru_cache(maxsize=16_384)
def _without_furniture(line: str) -> str:
    """The line without a counter at its end, "" when it is furniture as a whole."""
    if _HAS_DIGIT.search(line) is None:
        return "" if len(line) < 30 and _COUNTER_LABEL.match(line) else line
    if _is_furniture(line):
        return ""
    small = line.lower()
    if any(word in small for word in _OF_VIEWS):
        line = _VIEWS_IN_LINE.sub("", line)
    return _OWNER_YEAR.sub("©", line) if "©" in line or "opyright" in small else line


def _is_furniture(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_ONLY_NUMBERS, _ONLY_WHEN, _COUNTER, _POSTED))
