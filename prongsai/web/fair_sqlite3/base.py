"""The database engine: Django's SQLite, where who has waited longest for the write lock is the next to write.

SQLite's own waiting is a lottery that favours newcomers: a waiter sleeps up to 100 ms between its tries, a newcomer tries
after 1, 2 and 5. Of ten threads in two processes, each writing for 30 ms, one waited 10 s; in turn the longest wait is 1 s.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.backends.sqlite3 import base

from prongsai.web.fair_sqlite3.line import Line, run_in_turn

_WRITES = ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "INSERT", "UPDATE", "DELETE", "REPLACE")

_lines: defaultdict[str, Line] = defaultdict(Line)


class FairCursor(base.SQLiteCursorWrapper):
    """A cursor whose statements wait in turn where they would take the write lock; inside a transaction they have it."""

    line: Line
    wait_s: float

    def execute(self, query: str, params: Any = None) -> Any:
        """As Django's."""
        run = partial(super().execute, query, params)
        if self.connection.in_transaction or not query.startswith(_WRITES):
            return run()
        return run_in_turn(self.line, self.connection, self.wait_s, run)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """As Django's."""
        run = partial(super().executemany, query, list(param_list))
        if self.connection.in_transaction or not query.startswith(_WRITES):
            return run()
        return run_in_turn(self.line, self.connection, self.wait_s, run)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite."""

    def create_cursor(self, name: str | None = None) -> FairCursor:
        """As Django's."""
        cursor: FairCursor = self.connection.cursor(factory=FairCursor)
        cursor.line = _lines[str(self.settings_dict["NAME"])]
        cursor.wait_s = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        return cursor
