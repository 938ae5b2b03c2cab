"""The jobs that check evidence: one piece at once because a person waits, and each night all that lives."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import time

from django.http import Http404
from django.utils import timezone

from prongsai.apps.cycles.actions import HostBusy
from prongsai.apps.evidence import engine, expiry, nightly
from prongsai.apps.evidence.actions import AddressChanged, note_failed_check, save_check
from prongsai.apps.jobs.port import Put, every, job, retry
from prongsai.apps.jobs.queue import enqueue, job_queue
from prongsai.apps.plans.models import Evidence

log = logging.getLogger(__name__)

BUSY_RETRY_S = 5.0


def enqueue_check(evidence_id: int) -> None:
    """Have one piece of evidence checked as soon as a worker is free; one that waits already is enough."""
    enqueue(check_evidence, key=f"check:{evidence_id}", evidence_id=evidence_id)


def enqueue_first_checks(evidence_ids: Sequence[int]) -> None:
    """The same for evidence that is new."""
    puts = [Put(check_evidence, {"evidence_id": one}, key=f"check:{one}", is_first=True) for one in evidence_ids]
    job_queue().put(puts)


@job("check_evidence", tries=1)
def check_evidence(evidence_id: int) -> str:
    """Check one link or file. Gives the verdict, "" when the evidence was taken away or changed meanwhile."""
    row = Evidence.objects.select_related("measure__plan__agency").filter(pk=evidence_id).first()
    if row is None:
        return ""
    try:
        result = engine.check_one(row, at=timezone.now())
        return save_check(evidence=row, result=result, at=timezone.now()).verdict
    except HostBusy as busy:
        retry(BUSY_RETRY_S, str(busy))
    except (Http404, AddressChanged) as change:  # the hand-in that changed it asked for a check of its own
        log.info("evidence %s changed while it was checked: %s", evidence_id, change)
        return ""
    except Exception:
        with suppress(Http404):
            note_failed_check(evidence=row, at=timezone.now())
        raise


@job("recheck_evidence", tries=3)
def recheck_evidence() -> int:
    """Open the night's cycle of visits to all live links, and have files looked into that nobody read yet."""
    for evidence_id in nightly.list_unread_files():
        enqueue_check(evidence_id)
    return nightly.open_night(at=timezone.now())


@job("expire_snapshots", tries=3)
def expire_snapshots() -> int:
    """Let go of the snapshots that the agencies' rule lets go. Gives how many."""
    return expiry.expire_old(at=timezone.now())


NIGHTLY = every(recheck_evidence, daily_at=time(0))
EXPIRY = every(expire_snapshots, daily_at=time(13))
