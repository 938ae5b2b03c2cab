"""The queue of this installation, chosen by its database, and putting jobs into it."""

from functools import cache
from typing import Any

from django.db import connection
from django.utils.module_loading import autodiscover_modules

from prongsai.apps.jobs.port import Job, JobQueue, Put


def job_queue() -> JobQueue:
    """Procrastinate on PostgreSQL, django-tasks otherwise."""
    return _queue_for(connection.vendor)


@cache
def _queue_for(vendor: str) -> JobQueue:
    if vendor == "postgresql":
        from prongsai.apps.jobs.procrastinate_queue import ProcrastinateQueue

        return ProcrastinateQueue()
    from prongsai.apps.jobs.django_tasks_queue import DjangoTasksQueue

    return DjangoTasksQueue()


def enqueue(job: Job, *, after_s: float = 0.0, key: str = "", **arguments: Any) -> bool:
    """Put a job in the queue, to be run `after_s` seconds from now; False when one with the same key waits already."""
    return job_queue().put([Put(job, arguments, after_s, key)]) == 1


def load_jobs() -> None:
    """Import the `jobs.py` of every installed app, so that all jobs are known by name."""
    autodiscover_modules("jobs")
