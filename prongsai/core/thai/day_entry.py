"""A day entered in three fields: day, month, and year of the Buddhist era."""

from calendar import monthrange
from datetime import date

from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits
from prongsai.core.thai.format import THAI_MONTHS
from prongsai.core.thai.month_spelling import month_number
from prongsai.core.thai.text import fold_thai

FIRST_YEAR_BE, LAST_YEAR_BE = 2443, 2742


def parse_day_entry(day: str, month: str, year_be: str, *, to_month_end: bool = False) -> date | None:
    """The date of three entries; None when all three are empty.

    Thai digits are read; the month is a name, an abbreviation or a number. A year of two digits is of the century
    25xx; one from 1900 to 2199 is taken as Christian. With `to_month_end` month and year without a day are the
    month's last day. Raises PersonError naming the field to correct.
    """
    parts = [to_arabic_digits(fold_thai(part or "")) for part in (day, month, year_be)]
    if not any(parts):
        return None
    is_month = to_month_end and not parts[0]
    for part, name_th, name_en in zip(parts, ("วันที่", "เดือน", "ปี พ.ศ."), ("day", "month", "year"), strict=True):
        if not part and not (is_month and name_en == "day"):
            raise PersonError(f"กรุณากรอก{name_th}ให้ครบ", f"enter the {name_en} as well")
    year = _read_year(parts[2], year_be)
    number = _read_month(parts[1], month)
    last = monthrange(year - BE_OFFSET, number)[1]
    if is_month:
        return date(year - BE_OFFSET, number, last)
    if not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) <= 2 and 1 <= int(parts[0]) <= last):
        raise PersonError(
            f'ไม่มีวันที่ "{day.strip()}" ในเดือน{THAI_MONTHS[number - 1]} {to_thai_digits(str(year))} '
            f"กรุณากรอกวันที่ ๑ ถึง {to_thai_digits(str(last))}",
            f'there is no day "{day.strip()}" in month {number} of {year} (Buddhist era): enter 1 to {last}',
        )
    return date(year - BE_OFFSET, number, int(parts[0]))


def _read_year(text: str, as_typed: str) -> int:
    text = text.removeprefix("พ.ศ.").strip()
    year = int(text) if text.isascii() and text.isdigit() and len(text) in (2, 4) else 0
    if len(text) == 2 and year:
        year += 2500
    elif 1900 <= year <= 2199:
        year += BE_OFFSET
    if not FIRST_YEAR_BE <= year <= LAST_YEAR_BE:
        raise PersonError(
            f'อ่านปี "{as_typed.strip()}" ไม่ได้ กรุณากรอกปี พ.ศ. สี่หลัก เช่น ๒๕๖๖',
            f'cannot read the year "{as_typed.strip()}": enter a Buddhist-era year of four digits such as 2566',
        )
    return year


def _read_month(text: str, as_typed: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 12:
        return int(text)
    month = month_number(text)
    if month is None:
        raise PersonError(
            f'อ่านเดือน "{as_typed.strip()}" ไม่ได้ กรุณากรอกชื่อเดือน เช่น มีนาคม หรือเลข ๑ ถึง ๑๒',
            f'cannot read the month "{as_typed.strip()}": enter a month name such as มีนาคม or a number 1 to 12',
        )
    return month
