"""The jobs of cycles: one batch of one pace group, and the feeder that puts such jobs when work is due."""

import threading
from datetime import time, timedelta

from django.utils import timezone

from prongsai.apps.cycles import actions
from prongsai.apps.cycles.nudges import VISIT_JOB, VISITS_QUEUE, feed, find_lost
from prongsai.apps.cycles.turns import Desk, take_turn
from prongsai.apps.cycles.visitor import get_visitor
from prongsai.apps.jobs.port import every, job
from prongsai.apps.jobs.worker import Chore

KEEP_CYCLES = timedelta(days=14)

_desk: list[Desk] = []
_lock = threading.Lock()


@job(VISIT_JOB, queue=VISITS_QUEUE, tries=1)
def visit_batch(work_id: int) -> int:
    """Visit one batch of a piece of work. A failure here loses nothing: the feeder finds the work again."""
    return take_turn(work_id, get_visitor(), desk())


@job("forget_cycles")
def forget_cycles() -> int:
    """Delete the rows of cycles that ended more than KEEP_CYCLES ago. Gives how many cycles went."""
    return actions.forget_cycles(ended_before=timezone.now() - KEEP_CYCLES)


every(forget_cycles, daily_at=time(12))  # not at night, when others are visited


def desk() -> Desk:
    """The desk of this process, made on first use."""
    with _lock:
        if not _desk:
            _desk.append(Desk())
        return _desk[0]


def close_desk() -> None:
    """Have running turns end at their next link. Takes no lock: a signal handler calls it."""
    for one in _desk:
        one.stop.set()


def look_after_cycles() -> None:
    """Find lost work and put jobs for what is due; every worker does it every few seconds."""
    find_lost()
    feed()


FEEDING = (Chore("feed", look_after_cycles, 3.0),)
