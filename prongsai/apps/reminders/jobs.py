"""The job of reminders: every ten minutes, plan what is to be said and send what waits."""

from prongsai.apps.jobs.port import every, job
from prongsai.apps.reminders.sending import run_once

EVERY_S = 600.0


@job("send_reminders", tries=1)
def send_reminders() -> dict[str, int]:
    """Gives how many were planned, sent and not sent. The next run comes in ten minutes anyway: no tries of its own."""
    return run_once()


OFTEN = every(send_reminders, interval_s=EVERY_S)
