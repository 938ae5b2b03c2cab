"""The jobs port on django-tasks and its database backend: one machine, threads of one process, SQLite."""

import logging
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.db.models import Case, F, Min, When
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from prongsai.apps.jobs.port import DeadJob, Put
from prongsai.apps.jobs.running import get_job, next_try_s, run_named

log = logging.getLogger(__name__)

POLL_S = 2.0
KEEP_SUCCEEDED = timedelta(days=1)
_MACHINE = socket.gethostname()[:20]
_TOKEN = uuid4().hex[:8]  # process numbers come back, in a container at every start


@task()
def run_job(name: str, arguments: dict[str, Any], key: str = "", tries: int = 0) -> None:
    """The one task that django-tasks knows: it runs our jobs by name and puts a failed one again while tries are left."""
    try:
        run_named(name, arguments, key)
    except Exception as error:
        wait_s = next_try_s(name, tries + 1, error)
        if wait_s is None:
            raise
        _put(name, arguments, key=key, tries=tries + 1, after_s=wait_s)


def _put(name: str, arguments: Mapping[str, Any], *, key: str, tries: int, after_s: float) -> None:
    run_after = timezone.now() + timedelta(seconds=after_s) if after_s > 0 else None
    found = get_job(name)
    run_job.using(queue_name=found.queue, priority=found.priority, run_after=run_after).enqueue(
        name=name, arguments=dict(arguments), key=key, tries=tries
    )


class DjangoTasksQueue:
    """A queue in the tables of django-tasks-db."""

    def put(self, puts: Sequence[Put]) -> int:
        """See JobQueue. The check for a waiting key is safe because SQLite lets one writer in at a time."""
        count = 0
        with transaction.atomic(savepoint=False):
            for put in puts:
                if put.key and not put.is_first and self._is_waiting(put.key):
                    continue
                _put(put.job.name, put.arguments, key=put.key, tries=0, after_s=put.after_s)
                count += 1
        return count

    def count_waiting(self, queue: str | None = None) -> int:
        """See JobQueue."""
        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        return (waiting if queue is None else waiting.filter(queue_name=queue)).count()

    def oldest_wait_s(self, queue: str) -> float:
        """See JobQueue."""
        now = timezone.now()
        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, queue_name=queue)
        since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
        moments = waiting.annotate(since=since).filter(since__lte=now)
        first = moments.aggregate(first=Min("since"))["first"]
        return (now - first).total_seconds() if first else 0.0

    def list_dead(self, limit: int = 100) -> list[DeadJob]:
        """See JobQueue."""
        failed = DBTaskResult.objects.failed().order_by("-finished_at")[:limit]
        return [
            DeadJob(
                name=row.args_kwargs["kwargs"].get("name", row.task_path),
                arguments=row.args_kwargs["kwargs"].get("arguments", {}),
                failed_at=row.finished_at,
                error=row.traceback.strip().rpartition("\n")[2],
            )
            for row in failed
        ]

    def recover(self) -> int:
        """See JobQueue. A worker is known by its machine and process: one that runs no more gets its jobs put back."""
        DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEEP_SUCCEEDED).delete()
        count = 0
        for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
            if row.worker_ids and not _is_alive(row.worker_ids[-1]):
                count += DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING).update(
                    status=TaskResultStatus.READY, started_at=None
                )
        return count

    def work(self, threads: Mapping[str, int], stop: threading.Event) -> None:
        """See JobQueue: a thread for each job that may run at once."""
        workers = [
            threading.Thread(target=_work, args=(queue, stop), name=f"jobs-{queue}-{number}", daemon=True)
            for queue, count in threads.items()
            for number in range(count)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _is_waiting(self, key: str) -> bool:
        return DBTaskResult.objects.filter(status=TaskResultStatus.READY, args_kwargs__kwargs__key=key).exists()


def _work(queue: str, stop: threading.Event) -> None:
    while not stop.is_set():
        worker = Worker(
            queue_names=[queue],
            interval=0,
            batch=True,  # ends when nothing waits: then we wait, and can be told to stop
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=_worker_id(),
            excluded_queue_names=[],
        )
        ran = 0
        try:
            worker.run()
            ran = worker._run_tasks
        except Exception:
            log.exception("the queue %s cannot be read; trying again", queue)
        if not ran:
            connections.close_all()
            stop.wait(POLL_S)
    connections.close_all()


def _worker_id() -> str:
    return f"{_MACHINE}:{os.getpid()}:{_TOKEN}:{threading.get_ident()}"


def _is_alive(worker_id: str) -> bool:
    """Whether the process of a worker still runs; one of another machine is taken for alive."""
    machine, _, rest = worker_id.partition(":")
    process, _, rest = rest.partition(":")
    if not process.isdigit():
        return False  # named by an older release, whose worker went with it
    if machine != _MACHINE:
        return True
    if int(process) == os.getpid():
        return rest.startswith(_TOKEN)
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
