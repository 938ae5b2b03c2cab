"""Dates in Thai words: full, short and numeric, Buddhist era, Thai or Arabic digits."""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_thai_digits

Style = Literal["full", "short", "numeric"]
Digits = Literal["thai", "arabic"]

THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
THAI_MONTHS_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_BANGKOK: Final = timezone(timedelta(hours=7))


def bangkok_day(day: date) -> date:
    """The day itself; of a moment its day in Bangkok, where it begins seven hours earlier than in UTC.

    A moment without a zone is taken as Bangkok's.
    """
    if not isinstance(day, datetime):
        return day
    return (day.astimezone(_BANGKOK) if day.tzinfo else day).date()


@lru_cache(maxsize=8192)
def format_date(day: date, style: Style = "full", digits: Digits = "thai") -> str:
    """The day with its Buddhist-era year: ๓๑ มีนาคม ๒๕๖๖, short ๓๑ มี.ค. ๒๕๖๖, numeric ๓๑/๐๓/๒๕๖๖; of a moment Bangkok's."""
    day = bangkok_day(day)
    year_be = day.year + BE_OFFSET
    if style == "numeric":
        text = f"{day.day:02}/{day.month:02}/{year_be}"
    else:
        names = THAI_MONTHS if style == "full" else THAI_MONTHS_SHORT
        text = f"{day.day} {names[day.month - 1]} {year_be}"
    return to_thai_digits(text) if digits == "thai" else text


@lru_cache(maxsize=2048)
def format_month(day: date, style: Style = "full", digits: Digits = "thai") -> str:
    """The month a day lies in: มีนาคม ๒๕๖๖, short มี.ค. ๒๕๖๖, numeric ๐๓/๒๕๖๖; of a moment Bangkok's."""
    day = bangkok_day(day)
    year_be = day.year + BE_OFFSET
    if style == "numeric":
        text = f"{day.month:02}/{year_be}"
    else:
        names = THAI_MONTHS if style == "full" else THAI_MONTHS_SHORT
        text = f"{names[day.month - 1]} {year_be}"
    return to_thai_digits(text) if digits == "thai" else text


def format_month_range(from_on: date, to_on: date, style: Style = "full", digits: Digits = "thai") -> str:
    """Months from the first day's to the last day's: ตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖; one name when they are the same."""
    first, last = format_month(from_on, style, digits), format_month(to_on, style, digits)
    return first if first == last else f"{first} - {last}"
