"""Jobs that tell a worker to look at a piece of work. Losing one loses nothing: the feeder finds the work again."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from prongsai.apps.cycles.clock import database_now
from prongsai.apps.cycles.models import Cycle, GroupWork
from prongsai.apps.jobs.port import JOBS, Put
from prongsai.apps.jobs.queue import job_queue

VISITS_QUEUE = "visits"
VISIT_JOB = "visit_batch"
FEED_AHEAD = 300
"""Jobs that wait at most: enough for every worker until the feeder comes again, few enough to fetch quickly."""
LOST_AFTER_S = 90.0
"""A job that was put so long ago, and whose group nobody holds, is taken for lost."""


def nudge(works: Sequence[int]) -> int:
    """Put a job for each of these pieces of work; gives how many, those that wait already left out."""
    job = JOBS[VISIT_JOB]
    return job_queue().put([Put(job, {"work_id": work}, key=f"visit:{work}") for work in works])


def feed(limit: int = FEED_AHEAD) -> int:
    """Put jobs for work that is due while fewer than `limit` wait; gives how many. Any number of feeders may run."""
    room = limit - job_queue().count_waiting(VISITS_QUEUE)
    if room <= 0:
        return 0
    with transaction.atomic():
        now = database_now()
        nobody = Q(group__lease_until__isnull=True) | Q(group__lease_until__lt=now)
        due = GroupWork.objects.filter(nobody, due_at__lte=now, queued_at__isnull=True)
        works = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "id")[:room])
        GroupWork.objects.filter(pk__in=[work.pk for work in works]).update(queued_at=now)
        return nudge([work.pk for work in works])


@transaction.atomic
def find_lost(lost_after_s: float = LOST_AFTER_S) -> int:
    """Make work due again whose job or worker was lost, and note which cycles ended; gives how much work was found."""
    now = database_now()
    nobody = Q(group__lease_until__isnull=True) | Q(group__lease_until__lt=now)
    old = Q(queued_at__lt=now - timedelta(seconds=lost_after_s))
    died = Q(queued_at__isnull=False, group__lease_until__lt=now)  # a lease that ran out: no need to wait longer
    lost = GroupWork.objects.filter(nobody, old | died, due_at__isnull=False)
    works = list(lost.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    count = GroupWork.objects.filter(pk__in=works).update(queued_at=None)
    open_work = GroupWork.objects.filter(due_at__isnull=False)
    Cycle.objects.filter(ended_at__isnull=True).exclude(pk__in=open_work.values("cycle")).update(ended_at=now)
    return count
