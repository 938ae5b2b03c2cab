"""Dates on screen: Buddhist-era year always visible, the Christian one beside it in English."""

import calendar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import bangkok_day, format_date, format_month

BANGKOK = ZoneInfo("Asia/Bangkok")
MONTHS_EN = tuple(calendar.month_name)[1:]


@lru_cache(maxsize=4096)
def show_day(day: date, *, english: bool, thai_digits: bool, long: bool = False) -> str:
    """31 มี.ค. 2566, or with `long` 31 มีนาคม 2566; in English 31 Mar 2023 (2566). Of a moment its day in Bangkok."""
    day = bangkok_day(day)
    if english:
        month = MONTHS_EN[day.month - 1]
        return f"{day.day} {month if long else month[:3]} {day.year} ({day.year + BE_OFFSET})"
    return format_date(day, "full" if long else "short", "thai" if thai_digits else "arabic")


def show_month(day: date, *, english: bool, thai_digits: bool) -> str:
    """The month of a day: พฤศจิกายน 2569, in English November 2026 (2569). Of a moment its month in Bangkok."""
    day = bangkok_day(day)
    if english:
        return f"{MONTHS_EN[day.month - 1]} {day.year} ({day.year + BE_OFFSET})"
    return format_month(day, digits="thai" if thai_digits else "arabic")


def show_moment(moment: datetime, *, english: bool, thai_digits: bool) -> str:
    """Day and Bangkok time of day to the minute."""
    local = moment.astimezone(BANGKOK)
    day = show_day(local.date(), english=english, thai_digits=thai_digits)
    clock = local.strftime("%H:%M") if english else local.strftime("%H.%M\u00a0น.")
    return f"{day} {to_thai_digits(clock) if thai_digits and not english else clock}"
