"""`plan.json`: written from and read into the values of core/plan.py, and its JSON Schema.

The three follow the dataclasses, so a field added there is read, written and described at once.
"""

import json
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from prongsai.core.errors import PersonError
from prongsai.core.plan import SCHEMA, Plan

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what no database and no file in UTF-8 takes
_KIND_WORDS = {
    str: ("ข้อความ", "text"),
    int: ("จำนวนเต็ม", "a whole number"),
    bool: ("true หรือ false", "true or false"),
}


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """The document as plain JSON values, key order as in the schema."""
    body = _encode(plan)
    assert isinstance(body, dict)
    return {"schema": SCHEMA, **body}


def plan_to_json(plan: Plan) -> str:
    """The document as UTF-8 text, two-space indent, Thai letters as they are, ending with a newline."""
    return json.dumps(plan_to_dict(plan), ensure_ascii=False, indent=2) + "\n"


def plan_from_json(text: str | bytes, source_name: str = "plan.json") -> Plan:
    """Read a document; raises PersonError naming the file and the field that cannot be used."""
    try:
        body = json.loads(text.removeprefix("\ufeff") if isinstance(text, str) else text)
    except (ValueError, RecursionError) as error:
        raise PersonError(
            f'ไฟล์ "{source_name}" ไม่ใช่ JSON ที่อ่านได้ กรุณาส่งไฟล์ที่ได้จาก prongsai read',
            f'"{source_name}" is not readable JSON ({type(error).__name__}): use the file that prongsai read wrote',
        ) from error
    return plan_from_dict(body, source_name)


def plan_from_dict(body: object, source_name: str = "plan.json") -> Plan:
    """As `plan_from_json`, from values already parsed."""
    if not isinstance(body, Mapping) or body.get("schema") != SCHEMA:
        raise PersonError(
            f'ไฟล์ "{source_name}" ไม่ใช่แผนของ prongsai (ต้องมี "schema": "{SCHEMA}") กรุณาใช้ prongsai read ก่อน',
            f'"{source_name}" is not a prongsai plan (no "schema": "{SCHEMA}"): run prongsai read first',
        )
    plan = _decode(Plan, {key: value for key, value in body.items() if key != "schema"}, "$", source_name)
    assert isinstance(plan, Plan)
    return plan


def plan_json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the document, as published in docs/plan.schema.json."""
    definitions: dict[str, Any] = {}
    root = _schema_of(Plan, definitions)
    plan_schema = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    plan_schema["properties"] = {"schema": {"const": SCHEMA}, **plan_schema["properties"]}
    plan_schema["required"] = ["schema", *plan_schema["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **plan_schema,
        "$defs": definitions,
    }


def json_name(spec: "Field[Any]") -> str:
    """The key of a dataclass field in the document."""
    return str(spec.metadata.get("json", spec.name))


@cache
def _fields_of(kind: type) -> tuple[tuple["Field[Any]", Any], ...]:
    hints = get_type_hints(kind)
    return tuple((spec, hints[spec.name]) for spec in fields(kind))


def _encode(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            json_name(spec): _encode(getattr(value, spec.name))
            for spec, _ in _fields_of(type(value))
            if not (spec.metadata.get("omit") and getattr(value, spec.name) is None)
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    return dict(value) if isinstance(value, dict) else value


def _refuse(source_name: str, path: str, expected_th: str, expected_en: str) -> PersonError:
    return PersonError(
        f'ไฟล์ "{source_name}" ที่ {path}: ต้องเป็น{expected_th} กรุณาแก้ไขแล้วลองใหม่',
        f'"{source_name}" at {path}: expected {expected_en}; correct it and try again',
    )


def _decode(kind: Any, value: object, path: str, source_name: str) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(kind):
            return None
        (only,) = [part for part in get_args(kind) if part is not type(None)]
        return _decode(only, value, path, source_name)
    if origin is Literal:
        if value not in get_args(kind):
            allowed = ", ".join(map(str, get_args(kind)))
            raise _refuse(source_name, path, f"หนึ่งในค่าต่อไปนี้: {allowed}", f"one of: {allowed}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise _refuse(source_name, path, "รายการ", "a list")
        return tuple(
            _decode(get_args(kind)[0], part, f"{path}[{index}]", source_name) for index, part in enumerate(value)
        )
    if origin is dict:
        if not isinstance(value, Mapping) or not all(isinstance(part, str) for part in value.values()):
            raise _refuse(source_name, path, "ชุดข้อความ", "an object of texts")
        for key, part in value.items():
            _require_storable(key + part, f"{path}.{key!r}", source_name)
        return dict(value)
    if is_dataclass(kind):
        return _decode_object(kind, value, path, source_name)
    if kind is date:
        return _decode_date(value, path, source_name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _refuse(source_name, path, *_KIND_WORDS[kind])
    if isinstance(value, str):
        _require_storable(value, path, source_name)
    return value


def _require_storable(text: str, path: str, source_name: str) -> None:
    if _UNSTORABLE.search(text):
        raise _refuse(source_name, path, "ข้อความที่ไม่มีอักขระเสีย", "text without broken characters (NUL, half a pair)")


def _decode_date(value: object, path: str, source_name: str) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):  # no weeks such as 2023-W05-2
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _refuse(source_name, path, "วันที่แบบ ค.ศ. เช่น 2023-01-31", "a date such as 2023-01-31")


def _decode_object(kind: Any, value: object, path: str, source_name: str) -> object:
    if not isinstance(value, Mapping):
        raise _refuse(source_name, path, "ชุดข้อมูล", "an object")
    known = {json_name(spec): (spec, hint) for spec, hint in _fields_of(kind)}
    for key in value:
        if key not in known:
            raise _refuse(source_name, f"{path}.{key}", "ช่องที่รู้จัก", f"a known field, one of: {', '.join(known)}")
    found = {}
    for key, (spec, hint) in known.items():
        if key in value:
            found[spec.name] = _decode(hint, value[key], f"{path}.{key}", source_name)
            _require_in_range(spec, found[spec.name], f"{path}.{key}", source_name)
        elif spec.default is MISSING and spec.default_factory is MISSING:
            raise _refuse(source_name, f"{path}.{key}", "ช่องที่ต้องมี", "a required field")
    return kind(**found)


def _require_in_range(spec: "Field[Any]", value: object, path: str, source_name: str) -> None:
    least, most = spec.metadata.get("minimum"), spec.metadata.get("maximum")
    if least is not None and most is not None and isinstance(value, int) and not least <= value <= most:
        raise _refuse(source_name, path, f"เลข {least} ถึง {most}", f"a number from {least} to {most}")


def _range_of(spec: "Field[Any]") -> dict[str, int]:
    return {key: spec.metadata[key] for key in ("minimum", "maximum") if key in spec.metadata}


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema_of(part, definitions) for part in get_args(kind)]}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if is_dataclass(kind) and isinstance(kind, type):
        name = kind.__name__
        if name not in definitions:
            definitions[name] = {}
            specs = _fields_of(kind)
            definitions[name] = {
                "type": "object",
                "description": (kind.__doc__ or "").split("\n\n")[0],
                "properties": {
                    json_name(spec): {**_schema_of(hint, definitions), **_range_of(spec)} for spec, hint in specs
                },
                "required": [
                    json_name(spec) for spec, _ in specs if spec.default is MISSING and spec.default_factory is MISSING
                ],
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}
    if kind is date:
        return {"type": "string", "format": "date"}
    simple = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
    return {"type": simple[kind]}
