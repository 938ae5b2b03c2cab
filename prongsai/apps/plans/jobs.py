"""Nightly jobs and how they get into the queue once a day, however many schedulers run."""

import logging
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django_tasks import task

from prongsai.apps.history.queries import list_chains, verify_agency
from prongsai.apps.plans.actions import discard_import
from prongsai.apps.plans.models import Evidence, Import, JobRun
from prongsai.apps.plans.queries import list_old_drafts
from prongsai.wiring import bangkok_today

log = logging.getLogger(__name__)


@task()
def clear_abandoned_imports() -> int:
    """Throw away drafts nobody touched for a week. Gives how many."""
    before = bangkok_today() - timedelta(days=settings.ABANDONED_IMPORT_DAYS)
    count = 0
    for draft in list_old_drafts(before):
        with suppress(Http404):  # accepted or thrown away since it was listed
            discard_import(draft=draft, by=None, at=timezone.now())
            count += 1
    return count


@task()
def clear_stray_files() -> int:
    """Delete files no row names, left by a crash between writing a file and its row; only those older than a day."""
    known = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    known |= set(Import.objects.values_list("original", flat=True))
    oldest = timezone.now() - timedelta(days=1)
    count = 0
    for path in [*_list_files("evidence"), *_list_files("imports")]:
        if path not in known and default_storage.get_modified_time(path) < oldest:
            default_storage.delete(path)
            count += 1
    return count


@task()
def verify_histories() -> list[str]:
    """Verify every agency's chain; gives the agencies whose chain does not hold and logs each fault."""
    broken = []
    for agency in list_chains():
        state = verify_agency(agency)
        for fault in state.faults:
            log.error("history of %s, line %s: %s", agency, fault.line, fault.message_en)
        if state.faults:
            broken.append(agency)
    return broken


NIGHTLY: dict[str, Any] = {
    "clear_abandoned_imports": clear_abandoned_imports,
    "clear_stray_files": clear_stray_files,
    "verify_histories": verify_histories,
}


def enqueue_due(today: date | None = None) -> list[str]:
    """Put each nightly job in the queue unless it was put there today. Gives the names put."""
    today = today or bangkok_today()
    put = []
    for name, job in NIGHTLY.items():
        with transaction.atomic():
            JobRun.objects.get_or_create(name=name, defaults={"last_enqueued_on": today - timedelta(days=1)})
            run = JobRun.objects.select_for_update().get(name=name)
            if run.last_enqueued_on >= today:
                continue
            run.last_enqueued_on = today
            run.save(update_fields=("last_enqueued_on",))
            job.enqueue()
            put.append(name)
    return put


def _list_files(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in files]
    for one in folders:
        found += _list_files(f"{folder}/{one}")
    return found
