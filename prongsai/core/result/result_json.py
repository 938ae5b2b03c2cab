"""A result as JSON (schema prongsai/result/1): scores are numbers or decimal strings in, decimal strings out."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from prongsai.core.errors import PersonError
from prongsai.core.framework.model import TOOL_CODES
from prongsai.core.result.model import SCHEMA, YearResult

MOST_ENTRIES = 200
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what no database and no file in UTF-8 takes


def result_to_dict(result: YearResult) -> dict[str, Any]:
    """The result as plain data."""
    return {
        "schema": SCHEMA,
        "fiscal_year": result.fiscal_year,
        "agency_name": result.agency_name,
        "tools": {code: str(score) for code, score in result.tools.items()},
        "indicators": {str(number): str(score) for number, score in result.indicators.items()},
        "sub_indicators": {code: str(score) for code, score in result.sub_indicators.items()},
        "items": {code: str(score) for code, score in result.items.items()},
        "titles": dict(result.titles),
        "total": None if result.total is None else str(result.total),
        "level": result.level,
        "source": result.source,
    }


def result_from_dict(data: Mapping[str, Any], name: str = "result.json") -> YearResult:
    """The result of plain data. Raises PersonError, one sentence, for what is no result."""
    if data.get("schema") != SCHEMA:
        raise _unusable(name, f'ไม่มี "schema": "{SCHEMA}"', f'it lacks "schema": "{SCHEMA}"')
    year = data.get("fiscal_year")
    if not isinstance(year, int) or not 2540 <= year <= 2700:
        raise _unusable(name, "fiscal_year ต้องเป็นปี พ.ศ.", "fiscal_year must be a Buddhist-era year")
    total = data.get("total")
    return YearResult(
        fiscal_year=year,
        agency_name=_text(data, "agency_name", name),
        tools={code: score for code, score in _scores(data, "tools", name).items() if code in TOOL_CODES},
        indicators={int(key): score for key, score in _scores(data, "indicators", name).items() if key.isdecimal()},
        sub_indicators=_scores(data, "sub_indicators", name),
        items=_scores(data, "items", name),
        titles={
            str(key)[:20]: _storable(str(value), "titles", name)[:500]
            for key, value in list(_mapping(data, "titles", name).items())[:MOST_ENTRIES]
        },
        total=None if total is None else _score(total, "total", name),
        level=_text(data, "level", name)[:200],
        source=_text(data, "source", name)[:300],
    )


def result_from_json(content: bytes, name: str = "result.json") -> YearResult:
    """The result of a JSON file. Raises PersonError for what is no result."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _unusable(name, "อ่านเป็น JSON ไม่ได้", "it is no JSON") from error
    if not isinstance(data, dict):
        raise _unusable(name, "อ่านเป็น JSON ของผลการประเมินไม่ได้", "it is no JSON object")
    return result_from_dict(data, name)


def _scores(data: Mapping[str, Any], key: str, name: str) -> dict[str, Decimal]:
    entries = _mapping(data, key, name)
    if len(entries) > MOST_ENTRIES:
        raise _unusable(name, f"{key} มีเกิน {MOST_ENTRIES} รายการ", f"{key} has more than {MOST_ENTRIES} entries")
    return {str(entry)[:20]: _score(value, key, name) for entry, value in entries.items()}


def _score(value: Any, key: str, name: str) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError
        score = Decimal(str(value))
        if not score.is_finite() or abs(score) > 1_000:
            raise ValueError
    except (ValueError, InvalidOperation) as error:
        raise _unusable(name, f"คะแนนใน {key} ไม่ใช่ตัวเลข", f"a score in {key} is no number") from error
    return score


def _mapping(data: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    value = data.get(key) or {}
    if not isinstance(value, dict):
        raise _unusable(name, f"{key} ต้องเป็นรายการชื่อกับคะแนน", f"{key} must be an object")
    for entry in value:
        _storable(str(entry), key, name)
    return value


def _text(data: Mapping[str, Any], key: str, name: str) -> str:
    value = data.get(key) or ""
    if not isinstance(value, str):
        raise _unusable(name, f"{key} ต้องเป็นข้อความ", f"{key} must be text")
    return _storable(value, key, name)


def _storable(text: str, key: str, name: str) -> str:
    if _UNSTORABLE.search(text):
        raise _unusable(name, f"{key} มีอักขระเสีย", f"{key} has broken characters (NUL, half a pair)")
    return text


def _unusable(name: str, why_th: str, why_en: str) -> PersonError:
    return PersonError(
        f'ไฟล์ "{name}" ไม่ใช่ผลการประเมินที่อ่านได้: {why_th}', f'"{name}" is no result that can be read: {why_en}'
    )
