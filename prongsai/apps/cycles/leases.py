"""Gives signs of life for the leases of this process while its visits run."""

import itertools
import logging
import os
import socket
import threading
import time
from uuid import uuid4

from prongsai.apps.cycles.database_threads import DatabaseThreads
from prongsai.apps.cycles.frontier import extend_leases

log = logging.getLogger(__name__)

_numbers = itertools.count(1)


def new_owner() -> str:
    """A name for one lease that no other lease of any machine has; says whose it is."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{next(_numbers)}:{uuid4().hex[:12]}"


class LeaseKeeper:
    """One thread for all leases of the process; four signs of life in the time a lease lasts.

    A worker cut off from the database cannot give one. It then goes on with the link in hand only: keeping its result
    waits for the database, and finds out whether the lease still is ours.
    """

    def __init__(self, database: DatabaseThreads) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._leases: dict[str, float] = {}
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def add(self, owner: str, lease_s: float) -> None:
        """Keep this lease, which lasts `lease_s` from each sign of life."""
        with self._lock:
            self._leases[owner] = lease_s
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="leases", daemon=True)
                self._thread.start()

    def remove(self, owner: str) -> None:
        """The lease was given back."""
        with self._lock:
            self._leases.pop(owner, None)

    def close(self) -> None:
        """Give no more signs of life."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join(5)

    def _run(self) -> None:
        last_beat = time.monotonic()
        while True:
            with self._lock:
                lease_s = min(self._leases.values(), default=60.0)
            if self._closed.wait(min(1.0, lease_s / 8)):
                return
            if time.monotonic() - last_beat >= lease_s / 4:
                last_beat = time.monotonic()
                self._beat()

    def _beat(self) -> None:
        with self._lock:
            leases = dict(self._leases)
        for lease_s in set(leases.values()):
            owners = [owner for owner, lasts_s in leases.items() if lasts_s == lease_s]
            try:
                self._database.call(lambda owners=owners, lease_s=lease_s: extend_leases(owners, lease_s))  # type: ignore[misc]
            except Exception:
                log.exception("no sign of life could be given")
