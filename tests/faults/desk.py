"""Sets up the database of a fault test: python -m tests.faults.desk < {"name", "links": [[key, url]], "window_s"}

Prints how the cycle stands: with the word `report` instead of links it only looks.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
SEEN = "CREATE TABLE IF NOT EXISTS seen (key text, process int, verdict text, state text)"


def main():
    django.setup()
    from dataclasses import asdict

    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from prongsai.apps.cycles.actions import CycleEntry, open_cycle
    from prongsai.apps.cycles.models import Cycle
    from prongsai.apps.cycles.queries import cycle_report
    from prongsai.audit.result import LinkToCheck

    if sys.argv[1:] != ["report"]:
        asked = json.load(sys.stdin)
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(SEEN)
        now = timezone.now()
        open_cycle(
            name=asked["name"],
            entries=[CycleEntry(LinkToCheck(key, url), "office") for key, url in asked["links"]],
            opens_at=now,
            closes_at=now + timedelta(seconds=asked["window_s"]),
        )
    print(json.dumps(asdict(cycle_report(Cycle.objects.latest("pk"))), default=str))


if __name__ == "__main__":
    main()
