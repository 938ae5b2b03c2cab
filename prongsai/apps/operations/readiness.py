"""Whether this installation can do its work now: the database answers, the queue moves, the disk has room."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from prongsai.apps.jobs.port import DEFAULT_QUEUE
from prongsai.apps.jobs.queue import job_queue

QUEUE_LATE_S = 900.0
"""A job that could have run this long ago: no worker runs, or it is stuck."""
DISK_LEAST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answers, each true when well. What could not be asked because the database is away is not well."""

    database: bool
    queue: bool
    disk: bool

    @property
    def is_ready(self) -> bool:
        """Whether all is well."""
        return self.database and self.queue and self.disk


def measure_readiness() -> Readiness:
    """Ask each; two queries."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database, queue = True, queue_wait_s() < QUEUE_LATE_S
    except DatabaseError:
        database = queue = False
    return Readiness(database, queue, free_bytes(settings.PRONGSAI.home) >= DISK_LEAST_BYTES)


def queue_wait_s() -> float:
    """How long the first waiting job could have run and did not."""
    return job_queue().oldest_wait_s(DEFAULT_QUEUE)


def free_bytes(folder: Path) -> int:
    """Free space for this user on the folder's disk."""
    return shutil.disk_usage(folder).free
