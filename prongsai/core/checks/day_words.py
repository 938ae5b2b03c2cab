"""Days and years as findings print them."""

from datetime import date

from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date


def day_th(day: date) -> str:
    """ "๓๑ มกราคม ๒๕๖๖"."""
    return format_date(day, "full", "thai")


def day_en(day: date) -> str:
    """ "31 January 2023"."""
    return f"{day.day} {day:%B} {day.year}"


def year_th(year_be: int) -> str:
    """ "๒๕๖๖"."""
    return to_thai_digits(str(year_be))
