"""A score as a cell has it: a number with Thai or Arabic digits, or a word or sign for all or nothing."""

import re
from decimal import Decimal

from prongsai.core.thai.digits import to_arabic_digits

_NUMBER = re.compile(r"^[^\d.-]{0,12}?(?P<number>-?\d{1,3}(?:[.,]\d{1,20})?)\s*(?:คะแนน|%|ร้อยละ|points?|/\s*100)?\.?$")
_MOST_DECIMALS = 6  # what a formula worked out has more: 91.63333333333334
_FULL = frozenset({"✓", "✔", "√", "/", "ได้", "ผ่าน", "มี", "ครบ", "ครบถ้วน", "yes", "pass", "true", "ใช่"})
_NONE = frozenset({"✗", "✘", "×", "x", "ไม่ได้", "ไม่ผ่าน", "ไม่มี", "ไม่ครบ", "ไม่ครบถ้วน", "no", "fail", "false", "ไม่ใช่"})
_BLANK = frozenset({"", "-", "–", "—", "n/a", "na", "ไม่มีข้อมูล", "ไม่ระบุ", "รอผล"})


def read_score(text: str) -> Decimal | None:
    """The number of a cell, None when it holds none. "97,50" is 97.50; "92.45 คะแนน" is 92.45; six decimals at most."""
    plain = " ".join(to_arabic_digits(text).split())
    match = _NUMBER.match(plain)
    if match is None or re.search(
        r"[ก-๛A-Za-z]", plain[: match.start("number")].replace("ร้อยละ", "").replace("คะแนน", "")
    ):
        return None
    number = match["number"].replace(",", ".")
    return (
        Decimal(number) if len(number.partition(".")[2]) <= _MOST_DECIMALS else round(Decimal(number), _MOST_DECIMALS)
    )


def read_mark(text: str) -> Decimal | None:
    """100 or 0 for a word or sign that an item is marked with, None for anything else."""
    plain = "".join(text.split()).casefold()
    if plain in _FULL:
        return Decimal(100)
    return Decimal(0) if plain in _NONE else None


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no score."""
    return "".join(text.split()).casefold() in _BLANK
