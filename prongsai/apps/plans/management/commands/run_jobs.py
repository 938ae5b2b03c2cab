"""`manage run_jobs`: a worker, and the schedule that feeds it; runs until stopped. Any number may run."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.utils import timezone

from prongsai.apps.cycles.jobs import close_desk, look_after_cycles
from prongsai.apps.cycles.nudges import VISITS_QUEUE
from prongsai.apps.jobs.port import DEFAULT_QUEUE
from prongsai.apps.jobs.queue import job_queue, load_jobs
from prongsai.apps.jobs.schedule import put_due

log = logging.getLogger(__name__)

FEED_EVERY_S = 3.0
SCHEDULE_EVERY_S = 60.0
RECOVER_EVERY_S = 30.0


class Command(BaseCommand):
    """Run jobs from the queue, and put the repeated ones in it."""

    help = "Run queued jobs and the schedule until stopped"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--visits", type=int, help="hosts visited at the same time (4 on SQLite, 32 on PostgreSQL)")
        parser.add_argument("--jobs", type=int, default=1, help="other jobs run at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        load_jobs()
        stop = threading.Event()
        _end_on_signals(stop)
        for name, deed, every_s in (
            ("feed", look_after_cycles, FEED_EVERY_S),
            ("schedule", lambda: put_due(timezone.now()), SCHEDULE_EVERY_S),
            ("recover", job_queue().recover, RECOVER_EVERY_S),
        ):
            threading.Thread(target=_repeat, args=(name, deed, every_s, stop), daemon=True).start()
        visits = options["visits"] or (32 if connection.vendor == "postgresql" else 4)
        job_queue().work({DEFAULT_QUEUE: options["jobs"], VISITS_QUEUE: visits}, stop)


def _end_on_signals(stop: threading.Event) -> None:
    def end(number: int, frame: object) -> None:
        if stop.is_set():
            raise SystemExit(1)  # asked twice
        stop.set()
        close_desk()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _repeat(name: str, deed: Callable[[], object], every_s: float, stop: threading.Event) -> None:
    while True:
        try:
            deed()
        except Exception:
            log.exception("%s failed; trying again in %.0f s", name, every_s)
        finally:
            connections.close_all()
        if stop.wait(every_s):
            return
