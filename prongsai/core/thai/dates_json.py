"""One line of `prongsai parse dates`."""

from collections.abc import Mapping
from typing import Any

from prongsai.core.errors import PersonError
from prongsai.core.thai.dates import read_date
from prongsai.core.thai.digits import to_arabic_digits

FIRST_YEAR_BE, LAST_YEAR_BE = 2450, 2700


def read_date_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """{"id", "text", "context_fiscal_year"} into {"id", "kind", "value", "needs_review", "why"}.

    A missing id or text gives null and kind "none"; a missing context means that the year is not known. `why` is Thai.
    Raises PersonError when text is no string or the year no Buddhist-era year.
    """
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise PersonError('ช่อง "text" ต้องเป็นข้อความ', '"text" must be a string')
    reading = read_date(text or "", fiscal_year=_read_year(row.get("context_fiscal_year")))
    return {
        "id": row.get("id"),
        "kind": reading.kind,
        "value": reading.value,
        "needs_review": reading.needs_review,
        "why": reading.why_th,
    }


def _read_year(given: object) -> int | None:
    if given is None or given == "":
        return None
    text = to_arabic_digits(str(given)).strip().upper().removeprefix("FY") if not isinstance(given, bool) else ""
    text = text.removesuffix(".0")
    if text.isascii() and text.isdigit() and FIRST_YEAR_BE <= int(text[:6]) <= LAST_YEAR_BE:
        return int(text)
    raise PersonError(
        f'ช่อง "context_fiscal_year" ต้องเป็นปี พ.ศ. เช่น 2566 แต่พบ {given!r}',
        f'"context_fiscal_year" must be a Buddhist-era year such as 2566, not {given!r}',
    )
