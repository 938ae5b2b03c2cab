"""Few database connections for many visits: a visit mostly waits for the web, and must not hold a connection then."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)

DATABASE_THREADS = 4
GIVE_UP_S = 900.0
"""How long a result in hand waits for a database that went away."""

Given = TypeVar("Given")


class DatabaseThreads:
    """Runs transactions in a few threads, and again while the database is away. With 0 threads, in the caller's own."""

    def __init__(self, threads: int = DATABASE_THREADS, *, give_up_s: float = GIVE_UP_S) -> None:
        self._connections: list[BaseDatabaseWrapper] = []
        self._pool = (
            ThreadPoolExecutor(threads, thread_name_prefix="frontier", initializer=self._note_connection)
            if threads
            else None
        )
        self._give_up_s = give_up_s
        self.interruptions = 0

    @property
    def is_inline(self) -> bool:
        """Whether there are no threads, and callers do the work themselves."""
        return self._pool is None

    def call(self, deed: Callable[[], Given]) -> Given:
        """What `deed`, one transaction that may be repeated, gives. Raises its error when the database stays away."""
        if self._pool is None:
            return self._insist(deed)
        return self._pool.submit(self._insist, deed).result()

    def close(self) -> None:
        """End the threads, then close the connection of each: a thread that ends leaves its own open."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        while self._connections:
            self._connections.pop().close()

    def _note_connection(self) -> None:
        own = connections[DEFAULT_DB_ALIAS]
        own.inc_thread_sharing()  # so that the thread that closes may
        self._connections.append(own)

    def _insist(self, deed: Callable[[], Given]) -> Given:
        until = time.monotonic() + self._give_up_s
        wait_s = 0.2
        while True:
            try:
                if not connection.in_atomic_block:
                    close_old_connections()
                return deed()
            except (OperationalError, InterfaceError) as error:
                if connection.in_atomic_block or time.monotonic() + wait_s > until:
                    raise
                self.interruptions += 1
                log.warning("the database is away, trying again in %.1f s: %s", wait_s, error)
                connection.close()
                time.sleep(wait_s)
                wait_s = min(wait_s * 2, 5.0)
