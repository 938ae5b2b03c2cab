"""The nightly jobs of rounds: open what is due to open, note what was missed, clear what a crash left."""

from datetime import time, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.jobs.port import every, job
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.opening import note_missed, open_rounds
from prongsai.wiring import bangkok_date


@job("keep_rounds", tries=3)
def keep_rounds() -> dict[str, int]:
    """Every agency with a plan has its rounds. Gives how many were opened and how many noted as missed."""
    now = timezone.now()
    opened = sum(open_rounds(agency, at=now) for agency in Agency.objects.filter(plans__isnull=False).distinct())
    passed = Round.objects.filter(state="open", due_on__lt=bangkok_date(now)).order_by("agency_id", "month")
    return {"opened": opened, "missed": sum(note_missed(row, at=now) for row in passed)}


@job("clear_stray_scans")
def clear_stray_scans() -> int:
    """Delete scans that no round names, left by a crash between file and row; only those older than a day."""
    if not default_storage.exists("rounds"):
        return 0
    known = set(Round.objects.exclude(scan="").values_list("scan", flat=True))
    oldest = timezone.now() - timedelta(days=1)
    stray = [
        path
        for path in (f"rounds/{name}" for name in default_storage.listdir("rounds")[1])
        if path not in known and default_storage.get_modified_time(path) < oldest
    ]
    for path in stray:
        default_storage.delete(path)
    return len(stray)


NIGHTLY = every(keep_rounds, daily_at=time(0, 15))
CLEARING = every(clear_stray_scans, daily_at=time(1, 15))
