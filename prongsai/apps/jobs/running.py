"""Running one job in a worker, the same way for both queues."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import connections

from prongsai.apps.jobs.port import JOBS, Job, Put, RetryLater

log = logging.getLogger(__name__)


class UnknownJob(Exception):
    """A job in the queue whose name no installed app declares (an older or newer release put it there)."""


def get_job(name: str) -> Job:
    """The job of a name. Raises UnknownJob."""
    try:
        return JOBS[name]
    except KeyError:
        raise UnknownJob(f"no app declares the job {name!r}") from None


def run_named(name: str, arguments: Mapping[str, Any], key: str = "") -> Any:
    """Run the job; one that asks for later is put anew. Its thread holds no database connection afterwards."""
    from prongsai.apps.jobs.queue import job_queue  # the adapters that it chooses from import this module

    found = get_job(name)
    connections.close_all()
    try:
        return found.func(**arguments)
    except RetryLater as later:
        job_queue().put([Put(found, arguments, later.after_s, key)])
    finally:
        connections.close_all()


def next_try_s(name: str, tries: int, error: BaseException) -> float | None:
    """Seconds until a job that raised is run again after `tries` tries in all; None when this was the last."""
    if isinstance(error, UnknownJob) or name not in JOBS or not isinstance(error, Exception):
        return None
    declared = JOBS[name]
    if tries >= declared.tries:
        return None
    wait = declared.wait_before_try(tries)
    log.warning("job %s failed (try %d of %d), again in %.0f s: %r", name, tries, declared.tries, wait, error)
    return wait
