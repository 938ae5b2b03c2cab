"""The job of webhooks: every minute, tell what became public."""

from django.utils import timezone

from prongsai.apps.data_out.webhooks import tell_webhooks
from prongsai.apps.jobs.port import every, job


@job("tell_webhooks", tries=1)
def tell() -> dict[str, int]:
    """Gives how many calls were made and how many failed. The next run comes in a minute: no tries of its own."""
    told = tell_webhooks(timezone.now())
    return {"calls": told.calls, "failed": told.failed}


OFTEN = every(tell, interval_s=60)
