"""The jobs port: declare a job, put it in the queue, ask for another try, repeat it by the clock.

    @job("clear_stray_files", tries=3)
    def clear_stray_files() -> int: ...

    every(clear_stray_files, daily_at=time(1))
    enqueue(clear_stray_files)

An app declares its jobs in its `jobs.py`; workers import those of every installed app. Two adapters keep the queue
(`queue.py` chooses): django-tasks on SQLite, Procrastinate on PostgreSQL.
"""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, NoReturn, Protocol

DEFAULT_QUEUE = "default"


@dataclass(frozen=True, slots=True)
class Job:
    """A function that runs in a worker, and how often it is tried when it raises. Calling it runs it here and now.

    Of the jobs of one queue those with the highest `priority` (-100 to 100) run first.
    Its arguments and result must be plain JSON values, and it must bear being run twice: a worker may die after the
    work and before saying so.
    """

    name: str
    func: Callable[..., Any]
    queue: str = DEFAULT_QUEUE
    tries: int = 3
    retry_s: float = 60.0
    priority: int = 0

    def __call__(self, *args: Any, **arguments: Any) -> Any:
        return self.func(*args, **arguments)

    def wait_before_try(self, tries: int) -> float:
        """Seconds before the next try after `tries` failed ones: four times as long each time, give or take half."""
        return float(self.retry_s * 4 ** (tries - 1) * random.uniform(0.5, 1.5))  # noqa: S311


@dataclass(frozen=True, slots=True)
class Repeat:
    """When a job is put in the queue by the clock: each Bangkok day from `daily_at` on, or every `interval_s` seconds."""

    job: Job
    daily_at: time | None = None
    interval_s: float | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """One job to put in the queue. At most one job with the same non-empty `key` waits at a time.

    `is_first` says that none can wait yet (it is about something just made), which spares looking.
    """

    job: Job
    arguments: Mapping[str, Any]
    after_s: float = 0.0
    key: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that failed for the last time and waits for a person."""

    name: str
    arguments: Mapping[str, Any]
    failed_at: datetime | None
    error: str


class RetryLater(Exception):
    """Raised inside a job (by `retry`): nothing is wrong, run it again after `after_s` seconds."""

    def __init__(self, after_s: float, why: str = "") -> None:
        super().__init__(why or f"again after {after_s:g} s")
        self.after_s = after_s


class JobQueue(Protocol):
    """Where jobs wait. Putting a job joins the running transaction: it is there only if that one commits."""

    def put(self, puts: Sequence[Put]) -> int:
        """Put these; gives how many were put, those whose key already waits left out."""
        ...

    def count_waiting(self, queue: str | None = None) -> int:
        """Jobs that wait, of one queue or of all."""
        ...

    def oldest_wait_s(self, queue: str) -> float:
        """Seconds since the first job of a queue could have run and did not; 0 when none waits."""
        ...

    def list_dead(self, limit: int = 100) -> list[DeadJob]:
        """Jobs that failed for the last time, newest first."""
        ...

    def recover(self) -> int:
        """Put back the jobs of workers that died, and clear what succeeded long ago; gives how many were put back."""
        ...

    def work(self, threads: Mapping[str, int], stop: threading.Event) -> None:
        """Run jobs, so many at once of each queue, until `stop` is set and the running ones have ended.

        Outlives a database that goes away.
        """
        ...


JOBS: dict[str, Job] = {}
REPEATS: dict[str, Repeat] = {}


def job(
    name: str, *, queue: str = DEFAULT_QUEUE, tries: int = 3, retry_s: float = 60.0, priority: int = 0
) -> Callable[[Callable[..., Any]], Job]:
    """Declare a function as the job `name`, a name that never changes while such jobs may wait."""

    def declare(func: Callable[..., Any]) -> Job:
        return JOBS.setdefault(name, Job(name, func, queue, tries, retry_s, priority))

    return declare


def every(job: Job, *, daily_at: time | None = None, interval_s: float | None = None) -> Job:
    """Have a job put in the queue by the clock, however many schedulers run."""
    if (daily_at is None) == (interval_s is None):
        raise ValueError("every() takes either daily_at or interval_s")
    REPEATS[job.name] = Repeat(job, daily_at, interval_s)
    return job


def retry(after_s: float, why: str = "") -> NoReturn:
    """End the running job and have it run again later, with all its tries before it."""
    raise RetryLater(after_s, why)
