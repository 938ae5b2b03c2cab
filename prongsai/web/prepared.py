"""Queries whose SQL is put together once, for pages so often asked that Django's own work is most of their cost.

The query is written as any other, by a function of its values. It is called once, with stand-ins, for each database and
process; a run puts the values where the stand-ins came out. Building an item page's first query takes 1.1 ms, running
it 0.1 ms.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = str | int | date
_Converters = list[tuple[int, list[Any], Any]]
_TEXT, _FIRST_NUMBER, _DAY = "\ue000%s\ue000", 31_337, date(2999, 12, 31)


class Prepared:
    """`build` takes values by name and gives a `values_list`; the types of its values stand in `kinds`."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds
        self._known: dict[str, tuple[str, list[Any], _Converters]] = {}

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows, their columns as `values_list` gives them."""
        sql, places, converters = self._known.get(connection.vendor) or self._put_together()
        with connection.cursor() as cursor:
            cursor.execute(sql, [place(values) if callable(place) else place for place in places])
            rows = cursor.fetchall()
        return [_convert(row, converters) for row in rows] if converters else rows

    def first(self, **values: Value) -> tuple[Any, ...] | None:
        """The first row; None without one."""
        rows = self.rows(**values)
        return rows[0] if rows else None

    def _put_together(self) -> tuple[str, list[Any], _Converters]:
        stand_ins = {name: _stand_in(name, kind, place) for place, (name, kind) in enumerate(self._kinds.items())}
        compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if compiler.has_extra_select:
            raise ValueError("the query is ordered by what it does not select")
        names = {_adapt(stand_in): name for name, stand_in in stand_ins.items()}
        places: list[Any] = [_taker(names[one]) if one in names else one for one in params]
        lost = set(stand_ins) - {names[one] for one in params if one in names}
        if lost:
            raise ValueError(f"values that the query does not pass on as they are: {sorted(lost)}")
        selected = [one[0] for one in compiler.select[: compiler.col_count]]
        converters = [(place, *rest) for place, rest in compiler.get_converters(selected).items()]
        self._known[connection.vendor] = sql, places, converters
        return self._known[connection.vendor]


def _stand_in(name: str, kind: type[Value], place: int) -> Value:
    if kind is str:
        return _TEXT % name
    return _DAY if kind is date else _FIRST_NUMBER + place


def _adapt(value: Value) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _taker(name: str) -> Callable[[dict[str, Value]], Any]:
    return lambda values: _adapt(values[name])


def _convert(row: tuple[Any, ...], converters: _Converters) -> tuple[Any, ...]:
    values = list(row)
    for place, functions, expression in converters:
        value = values[place]
        for function in functions:
            value = function(value, expression, connection)
        values[place] = value
    return tuple(values)
