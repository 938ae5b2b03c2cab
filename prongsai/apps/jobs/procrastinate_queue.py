"""The jobs port on Procrastinate: PostgreSQL, any number of worker processes on any number of machines.

What we do not use of it, and why (decision 0008): its `lock` (fetching slows, and a later retry stalls the lock) and
its periodic jobs (ours are the same in both databases).
"""

import asyncio
import contextlib
import json
import logging
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate import App, BaseRetryStrategy, RetryDecision, exceptions, jobs
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from prongsai.apps.jobs.port import DeadJob, Put
from prongsai.apps.jobs.running import next_try_s, run_named

log = logging.getLogger(__name__)

TASK = "prongsai.run_job"
HEARTBEAT_S = 10.0
STALLED_S = 45.0
"""A worker without a sign of life for so long is dead: it gives one every HEARTBEAT_S."""
LOST_TRIES = 5
"""A job whose worker died this often is likely what kills it."""
POLL_S = 5.0
RESTART_S = 2.0


class _Retry(BaseRetryStrategy):
    """Lets our jobs say when they want to run again. A keyed job does not: its key may wait again by now."""

    def get_retry_decision(self, *, exception: BaseException, job: jobs.Job) -> RetryDecision | None:
        wait_s = next_try_s(str(job.task_kwargs["name"]), job.attempts + 1, exception)
        if wait_s is None or job.queueing_lock:
            return None
        return RetryDecision(retry_at=timezone.now() + timedelta(seconds=wait_s))


def _make_app() -> App:
    app = App(connector=DjangoConnector())

    @app.task(name=TASK, retry=_Retry())
    def run_job(name: str, arguments: dict[str, Any], key: str = "") -> None:
        run_named(name, arguments, key)

    return app


class ProcrastinateQueue:
    """A queue in the tables of Procrastinate; putting goes over Django's connection, inside its transaction."""

    def __init__(self) -> None:
        self._app = _make_app()

    def put(self, puts: Sequence[Put]) -> int:
        """See JobQueue. All go in one statement; only when a key waits already are they put one by one."""
        if not puts:
            return 0
        if all(put.is_first for put in puts):  # nothing can be in the way: no savepoint to go back to
            self._app.job_manager.batch_defer_jobs([_row(put) for put in puts])
            return len(puts)
        with contextlib.suppress(exceptions.AlreadyEnqueued), transaction.atomic():
            self._app.job_manager.batch_defer_jobs([_row(put) for put in puts])
            return len(puts)
        if len(puts) == 1:
            return 0
        return sum(self.put([put]) for put in puts)

    def count_waiting(self, queue: str | None = None) -> int:
        """See JobQueue."""
        sql = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND (%s::text IS NULL OR queue_name = %s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [queue, queue])
            return int(cursor.fetchone()[0])

    def oldest_wait_s(self, queue: str) -> float:
        """See JobQueue."""
        sql = """SELECT extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at)))
                 FROM procrastinate_jobs job
                 LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
                 WHERE job.status = 'todo' AND job.queue_name = %s AND coalesce(job.scheduled_at, event.at) <= now()"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [queue])
            (seconds,) = cursor.fetchone()
        return float(seconds or 0)

    def list_dead(self, limit: int = 100) -> list[DeadJob]:
        """See JobQueue. Procrastinate keeps no error text: that is in the worker's log."""
        sql = """SELECT job.args ->> 'name', (job.args -> 'arguments')::text, max(event.at)
                 FROM procrastinate_jobs job LEFT JOIN procrastinate_events event ON event.job_id = job.id
                 WHERE job.status = 'failed' GROUP BY job.id ORDER BY job.id DESC LIMIT %s"""
        with connection.cursor() as cursor:
            cursor.execute(sql, [limit])
            return [DeadJob(name, json.loads(arguments or "{}"), at, "") for name, arguments, at in cursor.fetchall()]

    def recover(self) -> int:
        """See JobQueue. A keyed job of a dead worker is dropped when its key waits again, else put back."""
        count = 0
        put_back: set[str] = set()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_STALLED, [STALLED_S])  # locked, so that two machines do not put one back twice
            for job_id, key, attempts, waits_again in cursor.fetchall():
                if key and (waits_again or key in put_back):
                    cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", [job_id])
                elif attempts >= LOST_TRIES:
                    cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
                else:
                    cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id])
                    put_back.add(key)
                    count += 1
        return count

    def work(self, threads: Mapping[str, int], stop: threading.Event) -> None:
        """See JobQueue: one event loop that fetches, and a thread for each job that may run at once."""
        while not stop.is_set():
            try:
                asyncio.run(self._work(threads, stop))
            except Exception as error:
                log.warning("the queue is out of reach, trying again: %s", error)
            stop.wait(RESTART_S)
        connections.close_all()

    async def _work(self, threads: Mapping[str, int], stop: threading.Event) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(sum(threads.values()) + 1))
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2 + 2 * len(threads), timeout=10)
        async with self._app.with_connector(connector).open_async() as app:
            running = [
                asyncio.ensure_future(
                    app.run_worker_async(
                        queues=[queue],
                        concurrency=count,
                        fetch_job_polling_interval=POLL_S,
                        install_signal_handlers=False,
                        update_heartbeat_interval=HEARTBEAT_S,
                        stalled_worker_timeout=STALLED_S,
                        delete_jobs="successful",
                    )
                )
                for queue, count in threads.items()
            ]
            await _until_one_ends(running, _wait_for(stop))


async def _until_one_ends(running: Sequence["asyncio.Future[None]"], stopping: Coroutine[Any, Any, None]) -> None:
    """Wait until `stopping` returns or a worker ends; then end all, letting running jobs finish. Raises the first error."""
    watch = asyncio.ensure_future(stopping)
    try:
        await asyncio.wait([watch, *running], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in (watch, *running):
            future.cancel()
        ends = await asyncio.gather(*running, return_exceptions=True)
        await asyncio.gather(watch, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _wait_for(stop: threading.Event) -> None:
    while not stop.is_set():
        await asyncio.sleep(0.2)


def _row(put: Put) -> jobs.Job:
    return jobs.Job(
        id=None,
        queue=put.job.queue,
        priority=put.job.priority,
        lock=None,
        queueing_lock=put.key or None,
        task_name=TASK,
        task_kwargs={"name": put.job.name, "arguments": dict(put.arguments), "key": put.key},
        scheduled_at=timezone.now() + timedelta(seconds=put.after_s) if put.after_s > 0 else None,
    )


_STALLED = """
    SELECT job.id, job.queueing_lock, job.attempts, EXISTS (
        SELECT 1 FROM procrastinate_jobs other WHERE other.queueing_lock = job.queueing_lock AND other.status = 'todo'
    )
    FROM procrastinate_jobs job
    WHERE job.status = 'doing' AND NOT EXISTS (
        SELECT 1 FROM procrastinate_workers worker
        WHERE worker.id = job.worker_id AND worker.last_heartbeat > now() - %s * interval '1 second'
    )
    FOR UPDATE OF job SKIP LOCKED
"""
