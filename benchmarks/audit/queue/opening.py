"""Opens the cycle of the measurement: python -m benchmarks.audit.queue.opening LINKS HOSTS; prints CPU and wall seconds."""

import json
import os
import resource
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")


def main():
    links, hosts = map(int, sys.argv[1:3])
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from prongsai.apps.cycles.actions import CycleEntry, open_cycle
    from prongsai.audit.result import LinkToCheck

    call_command("migrate", verbosity=0)
    entries = (
        CycleEntry(LinkToCheck(str(number), f"http://t{number % hosts}.go.th/evidence/{number}"), f"a{number % hosts}")
        for number in range(links)
    )
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    now = timezone.now()
    open_cycle(name="night", entries=entries, opens_at=now, closes_at=now + timedelta(seconds=0.001))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu_s": cpu_s, "wall_s": time.monotonic() - began, "peak_mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
