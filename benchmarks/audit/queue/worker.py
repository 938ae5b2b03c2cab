"""A worker process of the measurement: the product's worker, with a visitor that answers at once or at the pace.

    python -m benchmarks.audit.queue.worker '{"gap_s": 0.0, "visits": 8}'

Ends when no link waits. Prints its CPU seconds, its peak memory and the smallest gap it kept, as JSON.
"""

import json
import os
import resource
import signal
import sys
import threading
import time
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")


class Visits:
    """Visits that make no request. Notes when each host was visited, by this machine's monotonic clock."""

    def __init__(self):
        self.count = 0
        self.lines = []

    def visit(self, batch, on_result):
        from prongsai.audit.result import LinkResult

        for number, one in enumerate(batch.links):
            if number and batch.gap_s:
                time.sleep(max(0.0, last + batch.gap_s - time.monotonic()))  # noqa: F821  set by the link before
            last = time.monotonic()
            self.lines.append((batch.group_name, last))
            on_result(LinkResult(one.link, "opens", "", "", datetime.now(UTC), status=200))

    def keep(self, outcomes):
        self.count += len(outcomes)


def main():
    options = json.loads(sys.argv[1])
    django.setup()
    from django.db import connections

    from prongsai.apps.cycles import jobs
    from prongsai.apps.cycles.models import GroupWork
    from prongsai.apps.cycles.nudges import VISITS_QUEUE
    from prongsai.apps.cycles.visitor import Visitor, register_visitor
    from prongsai.apps.jobs.worker import run_worker
    from prongsai.audit.batches import Pace

    visits = Visits()
    register_visitor(Visitor(visits.visit, visits.keep, Pace(gap_s=options["gap_s"])))

    def end_when_done():
        while GroupWork.objects.filter(due_at__isnull=False).exists():
            time.sleep(0.5)
        connections.close_all()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end_when_done, daemon=True).start()
    run_worker({VISITS_QUEUE: options["visits"]}, chores=jobs.FEEDING, on_stop=jobs.close_desk)
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(options["lines"], "w") as file:
        file.writelines(f"{host}\t{at!r}\n" for host, at in visits.lines)
    print(json.dumps({"cpu_s": used.ru_utime + used.ru_stime, "links": visits.count, "peak_mb": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
