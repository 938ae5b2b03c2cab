"""The nightly job of hand-overs: open those of the coming work."""

from datetime import time

from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.opening import open_handovers
from prongsai.apps.jobs.port import every, job


@job("open_handovers", tries=3)
def open_all_handovers() -> int:
    """Open what is missing in every agency that uses the chain. Gives how many."""
    now = timezone.now()
    return sum(open_handovers(agency, at=now) for agency in Agency.objects.filter(chain_rule__isnull=False))


NIGHTLY = every(open_all_handovers, daily_at=time(0, 30))
