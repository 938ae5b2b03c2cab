"""A worker process of the fault tests: the product's worker with a visitor that makes real requests.

    python -m tests.faults.worker '{"pace": {...}, "visits": 4, "killed_by": "1-3"}'

It visits over HTTP with the standard library, keeps the pace of the batch, and writes each result kept to the table
`seen`, so that a test can count what was kept and how often.
"""

import http.client
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")


killed_by = ""


def visit_over_http(batch, on_result):
    """One GET a link; answers as the auditor would name them.

    The gap of the batch counts from the moment a request has gone out, so a pause of a busy machine makes it longer.
    """
    from prongsai.audit.result import LinkResult

    sent = Sent()
    for one in batch.links:
        time.sleep(max(0.0, sent.at + batch.gap_s - time.monotonic()))
        if one.link.id == killed_by:
            os.kill(os.getpid(), signal.SIGKILL)
        started_at = datetime.now(UTC)
        status, verdict = _get(one.link.url, sent)
        on_result(LinkResult(one.link, verdict, "ทดสอบ", "test", started_at, status=status))


class Sent:
    """When the last request had gone out, by the clock that all processes of the machine share."""

    at = float("-inf")


def _get(url, sent):
    parts = urlsplit(url)
    client = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        client.request("GET", parts.path, headers={"X-Started": repr(time.monotonic())})
        sent.at = time.monotonic()
        answer = client.getresponse()
        answer.read()
        return answer.status, "opens" if answer.status == 200 else "gone" if answer.status == 404 else "refused"
    except OSError:
        sent.at = time.monotonic()
        return None, "refused"
    except http.client.HTTPException:
        return None, "refused"
    finally:
        client.close()


def keep(outcomes):
    """One row for each result kept, in the transaction that marks the links."""
    from django.db import connection

    with connection.cursor() as cursor:
        rows = [(one.result.link.id, os.getpid(), one.result.verdict, one.state) for one in outcomes]
        cursor.executemany("INSERT INTO seen (key, process, verdict, state) VALUES (%s, %s, %s, %s)", rows)


def main():
    global killed_by
    options = json.loads(sys.argv[1])
    killed_by = options["killed_by"]
    django.setup()
    from django.db import connection

    from prongsai.apps.cycles import jobs
    from prongsai.apps.cycles.nudges import VISITS_QUEUE
    from prongsai.apps.cycles.visitor import Visitor, register_visitor
    from prongsai.apps.jobs import worker
    from prongsai.apps.jobs.worker import Chore, run_worker
    from prongsai.audit.batches import Pace

    worker.RECOVER_EVERY_S = 1.0
    if connection.vendor == "postgresql":
        from prongsai.apps.jobs import procrastinate_queue

        procrastinate_queue.HEARTBEAT_S, procrastinate_queue.STALLED_S = 0.5, 3.0
        procrastinate_queue.RESTART_S = 0.2
    else:
        from prongsai.apps.jobs import django_tasks_queue

        django_tasks_queue.POLL_S = 0.2
    register_visitor(Visitor(visit_over_http, keep, Pace(**options["pace"])))
    feeding = (Chore("feed", jobs.look_after_cycles, 0.2),)
    run_worker({VISITS_QUEUE: options["visits"]}, chores=feeding, on_stop=jobs.close_desk)


if __name__ == "__main__":
    main()
