"""Look-ups whose SQL is put together once.

Putting a statement together costs Django more than the database needs to answer a look-up by key, and a hot request makes
the same dozen of them each time. A `KeptQuery` has Django do it once for each thread and connection, and from then on
only fills in the keys; rows become objects by Django's own means.
"""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

_Row = TypeVar("_Row")
_FIRST_MARK = 2_000_000_011
"""Stands for the first key while the statement is put together, one more for the second. Fits a column of 32 bits."""


class KeptQuery(Generic[_Row]):
    """A look-up by keys: `KeptQuery(lambda pk: Plan.objects.filter(pk=pk))(7)` is a list of plans.

    What the function gives must depend on nothing but its arguments, integers or strings, each of which must reach the
    statement as it is. No prefetch, and nothing sliced by an argument.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, _Row]]) -> None:
        self._build = build
        self._kept = threading.local()

    def __call__(self, *keys: int | str) -> list[_Row]:
        """The rows. Raises ValueError for a key of another kind, TransactionManagementError for locks outside a transaction."""
        kinds = tuple(map(type, keys))
        statement: _Statement[_Row] | None = getattr(self._kept, "statement", None)
        if statement is None or statement.kinds != kinds or not statement.is_of_now():
            statement = self._kept.statement = _Statement(self._build, kinds)
        return statement.rows(keys)

    def first(self, *keys: int | str) -> _Row | None:
        """The first row, None without one."""
        return next(iter(self(*keys)), None)


class _Statement(Generic[_Row]):
    """The statement as one connection understands it, with the compiler that knows which column is which field."""

    def __init__(self, build: Callable[..., QuerySet[Any, _Row]], kinds: tuple[type, ...]) -> None:
        if not set(kinds) <= {int, str}:
            raise ValueError(f"keys are integers or strings, not {kinds}")
        self.kinds = kinds
        marks = [_FIRST_MARK + place if kind is int else f"\x00 key {place}" for place, kind in enumerate(kinds)]
        rows: Any = build(*marks)
        self._rows = rows
        if self._rows._prefetch_related_lookups:
            raise ValueError("a kept query cannot prefetch")
        query = self._rows.query
        self._is_locking = bool(query.select_for_update)
        self._compiler: Any = query.get_compiler(using=self._rows.db)
        self._refuse_locks_outside()
        self._sql, marked = self._compiler.as_sql()
        self._parameters = list(marked)
        self._places = [(place, marks.index(value)) for place, value in enumerate(marked) if value in marks]
        if {key for _place, key in self._places} != set(range(len(marks))):
            raise ValueError("a key does not reach the statement as it is")
        query.get_compiler = lambda *_args, **_kwargs: self._compiler

    def is_of_now(self) -> bool:
        """Whether the thread still has the connection it was made for."""
        is_same: bool = connections[self._rows.db] is self._compiler.connection
        return is_same

    def rows(self, keys: tuple[int | str, ...]) -> list[_Row]:
        """What the statement finds for these keys."""
        self._refuse_locks_outside()
        parameters = self._parameters.copy()
        for place, key in self._places:
            parameters[place] = keys[key]
        filled = (self._sql, tuple(parameters))
        self._compiler.as_sql = lambda *_args, **_kwargs: filled
        return list(self._rows._iterable_class(self._rows))

    def _refuse_locks_outside(self) -> None:
        if self._is_locking and not self._compiler.connection.in_atomic_block:
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
