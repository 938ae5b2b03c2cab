"""A worker process: jobs from the queue, and chores done by the clock beside them, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

from prongsai.apps.jobs.queue import job_queue, load_jobs
from prongsai.apps.jobs.schedule import WORKER_SIGN, note_done, put_due

log = logging.getLogger(__name__)

SCHEDULE_EVERY_S = 60.0
RECOVER_EVERY_S = 30.0
SIGN_EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something every worker does every few seconds; it must bear being done by several at once."""

    name: str
    deed: Callable[[], object]
    every_s: float


def run_worker(threads: Mapping[str, int], *, chores: Sequence[Chore] = (), on_stop: Callable[[], None]) -> None:
    """Work until SIGTERM or Ctrl-C; then running jobs end first, unless asked twice. For the main thread only.

    `threads` says how many jobs of each queue run at once; `on_stop` is called in a signal handler.
    """
    load_jobs()
    stop = threading.Event()

    def end(number: int, frame: object) -> None:
        if stop.is_set():
            raise SystemExit(1)
        stop.set()
        on_stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    own = (
        Chore("schedule", lambda: put_due(timezone.now()), SCHEDULE_EVERY_S),
        Chore("recover", job_queue().recover, RECOVER_EVERY_S),
        Chore("sign of life", lambda: note_done(WORKER_SIGN, timezone.now()), SIGN_EVERY_S),
    )
    for chore in (*own, *chores):
        threading.Thread(target=_repeat, args=(chore, stop), name=chore.name, daemon=True).start()
    job_queue().work(threads, stop)


def _repeat(chore: Chore, stop: threading.Event) -> None:
    while True:
        try:
            chore.deed()
        except Exception as error:
            log.warning("%s failed, trying again in %.0f s: %s", chore.name, chore.every_s, error)
        finally:
            connections.close_all()
        if stop.wait(chore.every_s):
            return
