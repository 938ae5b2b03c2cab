"""Nightly housekeeping: each job does its work through the same actions as people."""

import logging
from contextlib import suppress
from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404
from django.utils import timezone

from prongsai.apps.history.queries import list_chains, verify_agency
from prongsai.apps.history.stamp_check import trusted_roots
from prongsai.apps.jobs.port import every, job
from prongsai.apps.jobs.schedule import VERIFIED, note_done
from prongsai.apps.plans.actions import discard_import
from prongsai.apps.plans.deadlines import keep_occurrences
from prongsai.apps.plans.models import Evidence, Import
from prongsai.apps.plans.queries import list_old_drafts, plans_out_of_step
from prongsai.wiring import bangkok_today

log = logging.getLogger(__name__)


@job("clear_abandoned_imports")
def clear_abandoned_imports() -> int:
    """Throw away drafts nobody touched for a week. Gives how many."""
    before = bangkok_today() - timedelta(days=settings.ABANDONED_IMPORT_DAYS)
    count = 0
    for draft in list_old_drafts(before):
        with suppress(Http404):  # accepted or thrown away since it was listed
            discard_import(draft=draft, by=None, at=timezone.now())
            count += 1
    return count


@job("clear_stray_files")
def clear_stray_files() -> int:
    """Delete files no row names, left by a crash between writing a file and its row; only those older than a day."""
    known = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    known |= set(Import.objects.values_list("original", flat=True))
    oldest = timezone.now() - timedelta(days=1)
    count = 0
    for path in [*list_stored_files("evidence"), *list_stored_files("imports")]:
        if path not in known and default_storage.get_modified_time(path) < oldest:
            default_storage.delete(path)
            count += 1
    return count


@job("keep_occurrences")
def keep_all_occurrences() -> int:
    """Make what recurring work asks for next, plan by plan. Gives how many work items changed."""
    today = bangkok_today()
    count = 0
    for plan in list(plans_out_of_step(today)):
        with suppress(Http404):  # deleted since it was listed
            count += keep_occurrences(plan=plan, today=today)
    return count


@job("verify_histories")
def verify_histories() -> list[str]:
    """Verify every agency's chain; gives the agencies whose chain does not hold and logs each fault."""
    broken = []
    roots = trusted_roots()
    for agency in list_chains():
        state = verify_agency(agency, roots=roots)
        for fault in state.faults:
            log.error("history of %s, line %s: %s", agency, fault.line, fault.message_en)
        if state.faults:
            broken.append(agency)
    if not broken:
        note_done(VERIFIED, timezone.now())
    return broken


NIGHTLY: dict[str, Any] = {
    nightly.name: every(nightly, daily_at=time(0))
    for nightly in (clear_abandoned_imports, clear_stray_files, keep_all_occurrences, verify_histories)
}


def list_stored_files(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in files]
    for one in folders:
        found += list_stored_files(f"{folder}/{one}")
    return found
