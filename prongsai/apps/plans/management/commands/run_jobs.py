"""`manage run_jobs`: the worker, and the schedule that feeds it; runs until stopped."""

import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from prongsai.apps.plans.jobs import enqueue_due

CHECK_EVERY_S = 600


class Command(BaseCommand):
    """Run jobs from the queue, and put the nightly ones in it."""

    help = "Run queued jobs and the nightly schedule until stopped"

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        schedule = threading.Thread(target=_schedule, args=(stop,), daemon=True)
        schedule.start()
        try:
            call_command("db_worker", interval=2, startup_delay=False, verbosity=0)
        finally:
            stop.set()


def _schedule(stop: threading.Event) -> None:
    while True:
        try:
            enqueue_due()
        finally:
            connections.close_all()
        if stop.wait(CHECK_EVERY_S):
            return
