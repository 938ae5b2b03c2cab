"""The index follows the release: where it was made by other rules, or never, it is made anew."""

from django.utils import timezone

from prongsai.apps.jobs.port import every, job
from prongsai.apps.search.actions import rebuild
from prongsai.apps.search.queries import is_built

LOOK_EVERY_S = 300


@job("keep_search_built")
def keep_search_built() -> int:
    """Make the whole index where this release's rules did not make it; gives how many entries were made."""
    return 0 if is_built() else rebuild(at=timezone.now())


every(keep_search_built, interval_s=LOOK_EVERY_S)
