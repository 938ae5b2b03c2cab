"""The nightly job of rounds: open what is due to open, note what was missed."""

from datetime import time

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


NIGHTLY = every(keep_rounds, daily_at=time(0, 15))
