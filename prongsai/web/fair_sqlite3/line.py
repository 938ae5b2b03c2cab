"""The line in which the threads of one process stand for SQLite's one write lock: first come, first served."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

POLL_S = 0.005
"""How often the first of a line tries. The same for every process, so none is always too late for the others."""


class Line:
    """Where threads wait one behind the other."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def enter(self, wait_s: float) -> bool:
        """Stand in the line until one is its first; False when that took longer than `wait_s`."""
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(wait_s):
            return True
        with self._mutex:
            if turn.is_set():  # it came in this very moment
                return True
            self._waiting.remove(turn)
        return False

    def leave(self) -> None:
        """Let the next one be first."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


def run_in_turn(line: Line, connection: sqlite3.Connection, wait_s: float, statement: Callable[[], T]) -> T:
    """Run a statement that takes the write lock when this thread is first in the line and the lock is free.

    Raises sqlite3.OperationalError "database is locked" when that takes longer than `wait_s` in all.
    """
    until = time.monotonic() + wait_s
    if not line.enter(wait_s):
        raise sqlite3.OperationalError("database is locked")
    try:
        connection.execute("PRAGMA busy_timeout = 0")  # SQLite's own waiting sleeps longer the longer one waits
        while True:
            try:
                return statement()
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() >= until:
                    raise
            time.sleep(POLL_S)
    finally:
        line.leave()
        connection.execute(f"PRAGMA busy_timeout = {round(wait_s * 1000)}")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_BUSY) & 0xFF == sqlite3.SQLITE_BUSY
