"""`manage run_jobs`: a worker, and the schedule that feeds it; runs until stopped. Any number may run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from prongsai.apps.cycles.jobs import FEEDING, close_desk
from prongsai.apps.cycles.nudges import VISITS_QUEUE
from prongsai.apps.jobs.port import DEFAULT_QUEUE
from prongsai.apps.jobs.worker import run_worker

VISITS_SQLITE, VISITS_POSTGRESQL = 4, 32


class Command(BaseCommand):
    """Run jobs from the queue, and put the repeated ones in it."""

    help = "Run queued jobs and the schedule until stopped"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--visits",
            type=int,
            default=VISITS_POSTGRESQL if connection.vendor == "postgresql" else VISITS_SQLITE,
            help="hosts of a nightly cycle visited at the same time (default: %(default)s)",
        )
        parser.add_argument(
            "--jobs", type=int, default=1, help="other jobs run at the same time (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        threads = {DEFAULT_QUEUE: options["jobs"], VISITS_QUEUE: options["visits"]}
        run_worker({queue: count for queue, count in threads.items() if count > 0}, chores=FEEDING, on_stop=close_desk)
