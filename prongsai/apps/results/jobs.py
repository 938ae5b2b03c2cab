"""The nightly job of results: drafts nobody touched for a week go, as those of plans do."""

from contextlib import suppress
from datetime import time, timedelta

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from prongsai.apps.jobs.port import every, job
from prongsai.apps.results.actions import discard_draft
from prongsai.apps.results.queries import list_old_drafts
from prongsai.wiring import bangkok_today


@job("clear_abandoned_results")
def clear_abandoned_results() -> int:
    """Throw away results read and never accepted. Gives how many."""
    before = bangkok_today() - timedelta(days=settings.ABANDONED_IMPORT_DAYS)
    count = 0
    for draft in list_old_drafts(before):
        with suppress(Http404):  # accepted or thrown away since it was listed
            discard_draft(draft=draft, by=None, at=timezone.now())
            count += 1
    return count


NIGHTLY = every(clear_abandoned_results, daily_at=time(0, 10))
