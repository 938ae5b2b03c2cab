"""Reads a YAML file that people edit, so that every mistake names file, line and field.

Nodes are composed, not loaded: they keep their line, nothing is constructed, and an alias stays one shared node, which
makes "billion laughs" harmless and easy to refuse.
"""

import difflib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from prongsai.core.errors import PersonError

if TYPE_CHECKING:
    import yaml

MAX_CHARACTERS = 1_000_000
"""A year's file has about 60,000; more than this is not a framework."""

MAX_DEPTH = 20
"""A year's file nests 5 deep."""

T = TypeVar("T", bound=str)


class Record:
    """One mapping of the file, read field by field. Every reader raises PersonError with file, line and field."""

    __slots__ = ("_fields", "_lines", "line", "path", "source_name")

    def __init__(self, node: "yaml.Node", path: str, source_name: str, known: Sequence[str] | None) -> None:
        self.path = path
        self.source_name = source_name
        self.line = node.start_mark.line + 1
        self._fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if name in self._fields:
                raise self.wrong(name, "เขียนซ้ำสองครั้ง ให้เหลือครั้งเดียว", "is written twice; keep one", line)
            if known is not None and name not in known:
                raise self._unknown_key(name, known, line)
            self._fields[name] = value

    def wrong(self, field: str, what_th: str, what_en: str, line: int | None = None) -> PersonError:
        """The error for a field of this record. `what_*` go on from "field X ..."."""
        node = self._fields.get(field)
        at = line or (node.start_mark.line + 1 if node is not None else self.line)
        return error_at(self.source_name, at, self._name(field), what_th, what_en)

    def has(self, field: str) -> bool:
        """Whether the field is written and not empty."""
        node = self._fields.get(field)
        return node is not None and not _is_null(node)

    def keys(self) -> tuple[str, ...]:
        """The names of its fields in the order of the file."""
        return tuple(self._fields)

    def text(self, field: str) -> str:
        """A text that is not empty. An unquoted number is taken as written: 9.1 is "9.1"."""
        return self._text_of(self._required(field), field)

    def optional_text(self, field: str) -> str | None:
        """A text, or None when the field is absent or empty."""
        return self.text(field) if self.has(field) else None

    def choice(self, field: str, allowed: Sequence[T]) -> T:
        """A text that is one of `allowed`."""
        value = self.text(field)
        for option in allowed:
            if value == option:
                return option
        near_th, near_en = _nearest(value, allowed)
        raise self.wrong(
            field,
            f'เป็น "{value}" ซึ่งไม่รู้จัก ใช้ได้เฉพาะ {", ".join(allowed)}{near_th}',
            f'is "{value}", which is not known; allowed: {", ".join(allowed)}{near_en}',
        )

    def integer(self, field: str, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        node = self._required(field)
        try:
            value = int(self._scalar(node, field)) if not node.tag.endswith(":bool") else None
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            raise self.wrong(
                field,
                f"ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most} แต่พบ {_shown(node)}",
                f"must be a whole number from {least} to {most}, but is {_shown(node)}",
            )
        return value

    def number(self, field: str, *, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        node = self._required(field)
        try:
            value = float(self._scalar(node, field))
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise self.wrong(
                field,
                f"ต้องเป็นตัวเลขตั้งแต่ {least:g} ถึง {most:g} แต่พบ {_shown(node)}",
                f"must be a number from {least:g} to {most:g}, but is {_shown(node)}",
            )
        return value

    def optional_number(self, field: str, *, least: float, most: float) -> float | None:
        """A number, or None when the field is absent or empty."""
        return self.number(field, least=least, most=most) if self.has(field) else None

    def flag(self, field: str) -> bool:
        """true or false."""
        node = self._required(field)
        value = self._scalar(node, field)
        if value not in ("true", "false"):
            raise self.wrong(
                field,
                f"ต้องเป็น true หรือ false แต่พบ {_shown(node)}",
                f"must be true or false, but is {_shown(node)}",
            )
        return value == "true"

    def optional_day(self, field: str) -> date | None:
        """A Gregorian day such as 2023-08-10, None when absent or empty."""
        if not self.has(field):
            return None
        node = self._required(field)
        try:
            value = date.fromisoformat(self._scalar(node, field))
        except ValueError:
            value = None
        if value is None or not 1900 <= value.year <= 2400:
            raise self.wrong(
                field,
                f"ต้องเป็นวันที่แบบ ค.ศ. เช่น 2023-08-10 แต่พบ {_shown(node)}",
                f"must be a day of the Christian era such as 2023-08-10, but is {_shown(node)}",
            )
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, () when the field is absent or empty."""
        return tuple(self._text_of(node, field) for node in self._list(field))

    def integers(self, field: str, *, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers, () when the field is absent or empty."""
        numbers = []
        for text in self.texts(field):
            if not text.isdecimal() or not least <= int(text) <= most:
                raise self.wrong(
                    field,
                    f'ต้องเป็นรายการจำนวนเต็มตั้งแต่ {least} ถึง {most} แต่พบ "{text}"',
                    f'must be a list of whole numbers from {least} to {most}, but has "{text}"',
                )
            numbers.append(int(text))
        return tuple(numbers)

    def records(self, field: str, known: Sequence[str], *, name_by: str = "") -> Iterator["Record"]:
        """The mappings in a list; each is named in errors by its field `name_by`, else by its place."""
        for place, node in enumerate(self._list(field), start=1):
            path = f"{self._name(field)}[{_label(node, name_by) or place}]"
            yield self._record(node, path, known)

    def record_map(self, field: str, known: Sequence[str]) -> Iterator[tuple[str, "Record"]]:
        """The mappings in a mapping, with their names."""
        if not self.has(field):
            return
        outer = self._record(self._required(field), self._name(field), None)
        for name in outer.keys():  # noqa: SIM118  (a Record is no dict)
            yield name, self._record(outer._fields[name], f"{outer.path}.{name}", known)

    def texts_map(self, field: str) -> dict[str, tuple[str, ...]]:
        """A mapping from a name to a list of texts, {} when the field is absent or empty."""
        if not self.has(field):
            return {}
        outer = self._record(self._required(field), self._name(field), None)
        return {name: outer.texts(name) for name in outer.keys()}  # noqa: SIM118

    def line_of(self, field: str) -> int:
        """The line a field's value stands on; the record's own line when it is absent."""
        node = self._fields.get(field)
        return node.start_mark.line + 1 if node is not None else self.line

    def _record(self, node: "yaml.Node", path: str, known: Sequence[str] | None) -> "Record":
        if _kind(node) != "mapping":
            raise error_at(
                self.source_name,
                node.start_mark.line + 1,
                path,
                f"ต้องเป็นกลุ่มของ ชื่อ: ค่า แต่พบ {_shown(node)}",
                f"must be a group of name: value, but is {_shown(node)}",
            )
        return Record(node, path, self.source_name, known)

    def _list(self, field: str) -> "list[yaml.Node]":
        node = self._fields.get(field)
        if node is None or _is_null(node):
            return []
        if _kind(node) != "sequence":
            raise self.wrong(
                field,
                f"ต้องเป็นรายการ (แต่ละบรรทัดขึ้นต้นด้วย -) แต่พบ {_shown(node)}",
                f"must be a list (each line starts with -), but is {_shown(node)}",
            )
        return list(node.value)

    def _required(self, field: str) -> "yaml.Node":
        node = self._fields.get(field)
        if node is None:
            raise self.wrong(field, "ขาดหายไป กรุณาเพิ่ม", "is missing; please add it")
        if _is_null(node):
            raise self.wrong(field, "ยังว่างอยู่ กรุณากรอก", "is empty; please fill it in")
        return node

    def _text_of(self, node: "yaml.Node", field: str) -> str:
        value = self._scalar(node, field).strip()
        if not value or node.tag.endswith((":null", ":bool", ":binary", ":merge")):
            raise self.wrong(
                field,
                f"ต้องเป็นข้อความ แต่พบ {_shown(node)}",
                f"must be text, but is {_shown(node)}",
                node.start_mark.line + 1,
            )
        return value

    def _scalar(self, node: "yaml.Node", field: str) -> str:
        if _kind(node) != "scalar":
            raise self.wrong(
                field,
                f"ต้องเป็นค่าเดียว แต่พบ {_shown(node)}",
                f"must be one value, but is {_shown(node)}",
                node.start_mark.line + 1,
            )
        return str(node.value)

    def _name(self, field: str) -> str:
        return f"{self.path}.{field}" if self.path else field

    def _unknown_key(self, name: str, known: Sequence[str], line: int) -> PersonError:
        near_th, near_en = _nearest(name, known)
        return self.wrong(name, f"ไม่ใช่ช่องที่รู้จัก{near_th}", f"is not a known field{near_en}", line)


def read_yaml(text: str, source_name: str, known: Sequence[str]) -> Record:
    """The root mapping of a YAML text.

    Raises PersonError for a syntax error (with its line), a root that is not a mapping, a text over MAX_CHARACTERS,
    deep nesting, and anchors used by alias.
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise PersonError(
            f'ไฟล์ "{source_name}" ยาว {len(text):,} ตัวอักษร เกินขีดจำกัด {MAX_CHARACTERS:,} ตัวอักษร กรุณาตรวจว่าเลือกไฟล์ถูกหรือไม่',
            f'The file "{source_name}" has {len(text):,} characters, more than the limit of {MAX_CHARACTERS:,}; '
            "check that it is the right file",
        )
    _require_shallow(text, source_name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text.removeprefix("\ufeff"), Loader=loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 1
        raise error_at(
            source_name,
            line,
            "",
            f"เขียนไม่ถูกรูปแบบ YAML ({fault.problem}) ตรวจการย่อหน้า เครื่องหมาย : และเครื่องหมายคำพูดของบรรทัดนี้และบรรทัดก่อน",
            f"is not well-formed YAML ({fault.problem}); check indentation, colons and quotes here and one line above",
        ) from fault
    except (yaml.YAMLError, RecursionError, UnicodeError) as fault:
        raise error_at(
            source_name,
            1,
            "",
            f"อ่านเป็น YAML ไม่ได้ ({_first_line(fault)})",
            f"cannot be read as YAML ({_first_line(fault)})",
        ) from fault
    if root is None or _kind(root) != "mapping":
        line = root.start_mark.line + 1 if root is not None else 1
        raise error_at(
            source_name,
            line,
            "",
            "ไม่ใช่ไฟล์กรอบการประเมิน ต้องเริ่มด้วย ชื่อ: ค่า เช่น fiscal_year: 2570",
            "is no framework file: it must begin with name: value, such as fiscal_year: 2570",
        )
    _require_no_alias(root, source_name)
    return Record(root, "", source_name, known)


def error_at(source_name: str, line: int, field: str, what_th: str, what_en: str) -> PersonError:
    """A PersonError that names file, line and, where there is one, field."""
    field_th = f' ช่อง "{field}"' if field else ""
    field_en = f', field "{field}"' if field else ""
    return PersonError(
        f'ไฟล์ "{source_name}" บรรทัด {line}{field_th} {what_th}',
        f'File "{source_name}", line {line}{field_en} {what_en}',
    )


def _require_no_alias(root: "yaml.Node", source_name: str) -> None:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise error_at(
                source_name,
                node.start_mark.line + 1,
                "",
                "ใช้ & และ * (anchor) เพื่ออ้างซ้ำ ซึ่งไม่รองรับ กรุณาเขียนค่าซ้ำลงไปตรง ๆ",
                "uses & and * (an anchor) to repeat a value, which is not supported; write the value out",
            )
        seen.add(id(node))
        if _kind(node) == "mapping":
            for key, value in node.value:
                if _kind(key) != "scalar":
                    raise error_at(
                        source_name,
                        key.start_mark.line + 1,
                        "",
                        "ชื่อช่องต้องเป็นข้อความ",
                        "has a field name that is not text",
                    )
                waiting.append(value)
        elif _kind(node) == "sequence":
            waiting.extend(node.value)


def _require_shallow(text: str, source_name: str) -> None:
    """Refuse deep nesting before libyaml recurses into it (it has no limit of its own)."""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        depth = max(0, depth + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
        dashes = len(line) - len(line.replace("- ", " "))
        if depth > MAX_DEPTH or dashes > 200 or len(line) - len(line.lstrip(" ")) > 200:
            raise error_at(
                source_name,
                number,
                "",
                "ซ้อนกันลึกเกินไปสำหรับไฟล์กรอบการประเมิน",
                "is nested too deeply for a framework file",
            )


def _kind(node: "yaml.Node") -> str:
    """ "scalar", "sequence" or "mapping"."""
    return str(getattr(node, "id", ""))


def _is_null(node: "yaml.Node") -> bool:
    return bool(_kind(node) == "scalar" and node.tag.endswith(":null"))


def _label(node: "yaml.Node", name_by: str) -> str:
    if name_by and _kind(node) == "mapping":
        for key, value in node.value:
            if key.value == name_by and _kind(value) == "scalar":
                return str(value.value)[:40]
    return ""


def _shown(node: "yaml.Node") -> str:
    if _kind(node) == "mapping":
        return "{...}"
    if _kind(node) == "sequence":
        return "[...]"
    value = str(node.value)
    return f'"{value[:60]}"' if value else '""'


def _nearest(value: str, allowed: Sequence[str]) -> tuple[str, str]:
    close = difflib.get_close_matches(value, allowed, n=1, cutoff=0.5)
    if not close:
        return "", ""
    return f' หมายถึง "{close[0]}" หรือไม่', f'; did you mean "{close[0]}"?'


def _first_line(fault: BaseException) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0][:120]
