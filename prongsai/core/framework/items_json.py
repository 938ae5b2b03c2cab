"""`prongsai parse items`: one JSON line in, one out."""

import re
from collections.abc import Callable

from prongsai.core.framework.items import read_item_label
from prongsai.core.framework.model import Framework
from prongsai.core.framework.printed_code import read_printed_code

_NATIONAL = re.compile(r"nacc-oit-(\d{4})", re.IGNORECASE)


def read_item_line(row: dict[str, object], get_framework: Callable[[int], Framework]) -> dict[str, object]:
    """{"id", "code", "topic", "needs_review"} for {"id", "label", "fiscal_year", "framework"}.

    `framework` ("nacc-oit-2566") wins over `fiscal_year`. Of a framework we do not hold (schools, hospitals, police)
    only the printed code is given, always for review; so is every reading of a year that is only a draft.
    """
    label = row.get("label")
    text = label if isinstance(label, str) else ""
    year = _fiscal_year(row)
    if year is None:
        codes = read_printed_code(text).codes
        code = codes[0] if len(codes) == 1 else None
        return {"id": row.get("id"), "code": code, "topic": None, "needs_review": True}
    framework = get_framework(year)
    reading = read_item_label(text, framework)
    return {
        "id": row.get("id"),
        "code": reading.code,
        "topic": reading.topic,
        "needs_review": reading.needs_review or framework.is_draft,
    }


def _fiscal_year(row: dict[str, object]) -> int | None:
    """The year of the national list that the row means, None for another body's list."""
    name = row.get("framework")
    if isinstance(name, str) and name.strip():
        match = _NATIONAL.fullmatch(name.strip())
        return int(match[1]) if match else None
    year = row.get("fiscal_year")
    if isinstance(year, str) and year.strip().removesuffix(".0").isdecimal():
        year = int(year.strip().removesuffix(".0"))
    if isinstance(year, float) and year.is_integer():  # a spreadsheet's column of numbers with a gap in it
        year = int(year)
    return year if isinstance(year, int) and not isinstance(year, bool) and 2500 <= year <= 2700 else None
