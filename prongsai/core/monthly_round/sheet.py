"""What the executive sees in a round and signs: plain facts, kept as JSON, with a hash that any change alters."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One occurrence of work. `is_new` marks what became late since the last round; `state` is how far the chain has
    taken it, "" before it was handed in and where no chain is used."""

    work_id: int
    measure_id: int
    measure: str
    text: str
    units: tuple[str, ...]
    due_on: date | None
    done_on: date | None = None
    is_new: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A hand-over that was returned (`reason` says why) or that waits for the executive."""

    handover_id: int
    measure: str
    text: str
    due_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of this or an earlier round, and how far it is. `state` is open, done or withdrawn."""

    decision_id: int
    month: date
    number: int
    text: str
    unit: str
    due_on: date
    state: str
    done_on: date | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Work due in one month: done by its day, done after it, not done."""

    month: date
    in_time: int
    late: int
    open: int

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.open


@dataclass(frozen=True, slots=True)
class DueInMonth:
    """All work that falls due in the month of a round: done, late (not done, its day has passed), still to come."""

    total: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything; the lists of a sheet may be shorter."""

    late: int = 0
    new_late: int = 0
    due: int = 0
    done: int = 0
    returned: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One round as it stood on the day `as_of`. `since` is the day from which changes are counted."""

    agency: str
    month: date
    as_of: date
    since: date
    counts: Counts = Counts()
    late: tuple[WorkLine, ...] = ()
    due: tuple[WorkLine, ...] = ()
    done: tuple[WorkLine, ...] = ()
    returned: tuple[WaitingLine, ...] = ()
    waiting: tuple[WaitingLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def due_in_month(self) -> DueInMonth:
        """What the chart shows of the month, and how much of it is late; what is to come alone where there is no chart."""
        bar = next((bar for bar in self.bars if bar.month == self.month), None)
        if bar is None:
            return DueInMonth(self.counts.due, 0, 0)
        return DueInMonth(bar.total, bar.in_time + bar.late, max(bar.open - self.counts.due, 0))


def sheet_to_dict(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON values; days are ISO dates."""
    plain = _plain(sheet)
    assert isinstance(plain, dict)
    return plain


def sheet_from_dict(values: Mapping[str, Any]) -> Sheet:
    """The sheet that `sheet_to_dict` wrote; fields added since then have their defaults."""
    sheet = _built(Sheet, values)
    assert isinstance(sheet, Sheet)
    return sheet


def hash_of_sheet(sheet: Sheet) -> str:
    """Hex SHA-256 of the sheet's JSON: sorted keys, no blanks, UTF-8."""
    text = json.dumps(sheet_to_dict(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    kind: object = type(value)
    return {name: _plain(getattr(value, name)) for name in _names_of(kind)}


@cache
def _names_of(kind: Any) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(kind))


def _built(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _built(hints[name], one) for name, one in value.items() if name in hints})
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], one) for one in value)
    if isinstance(kind, UnionType):
        return _built(next(one for one in get_args(kind) if one is not type(None)), value)
    return date.fromisoformat(value) if kind is date else value
