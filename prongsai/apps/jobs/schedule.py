"""Puts repeated jobs into the queue when their time has come, once, however many schedulers run."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.jobs.models import Schedule
from prongsai.apps.jobs.port import REPEATS, Put, Repeat
from prongsai.apps.jobs.queue import job_queue
from prongsai.wiring import BANGKOK


def put_due(now: datetime, repeats: Iterable[Repeat] | None = None) -> list[str]:
    """Put each repeated job that is due at `now` (aware); gives the names put. A day missed is not made up twice."""
    put = []
    for repeat in list(REPEATS.values()) if repeats is None else repeats:
        with transaction.atomic():
            Schedule.objects.get_or_create(name=repeat.job.name)
            schedule = Schedule.objects.select_for_update().get(name=repeat.job.name)
            if not is_due(repeat, schedule.last_put_at, now):
                continue
            schedule.last_put_at = now
            schedule.save(update_fields=("last_put_at",))
            job_queue().put([Put(repeat.job, {})])
            put.append(repeat.job.name)
    return put


def is_due(repeat: Repeat, last_put_at: datetime | None, now: datetime) -> bool:
    """Whether a repeated job is to be put at `now`, given when it was put last (None: never)."""
    if repeat.interval_s is not None:
        return last_put_at is None or now - last_put_at >= timedelta(seconds=repeat.interval_s)
    here = now.astimezone(BANGKOK)
    if repeat.daily_at is not None and here.time() < repeat.daily_at:
        return False
    return last_put_at is None or last_put_at.astimezone(BANGKOK).date() < here.date()


WORKER_SIGN = "worker.alive"
VERIFIED = "history.verified"
BACKED_UP = "backup.made"
"""Names in the same table for what was last done, beside those of the repeated jobs."""


def note_done(name: str, at: datetime) -> None:
    """Keep the moment something was last done."""
    Schedule.objects.update_or_create(name=name, defaults={"last_put_at": at})


def last_done(name: str) -> datetime | None:
    """When it was last done, None when never."""
    return Schedule.objects.filter(name=name).values_list("last_put_at", flat=True).first()
