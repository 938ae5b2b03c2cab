"""The jobs of cycles: one batch of one pace group, and the feeder that puts such jobs when work is due."""

import logging
import threading

from prongsai.apps.cycles.nudges import VISIT_JOB, VISITS_QUEUE, feed, find_lost
from prongsai.apps.cycles.turns import Desk, take_turn
from prongsai.apps.cycles.visitor import get_visitor
from prongsai.apps.jobs.port import job

log = logging.getLogger(__name__)

_desk: list[Desk] = []
_lock = threading.Lock()


@job(VISIT_JOB, queue=VISITS_QUEUE, tries=1)
def visit_batch(work_id: int) -> int:
    """Visit one batch of a piece of work. A failure here loses nothing: the feeder finds the work again."""
    return take_turn(work_id, get_visitor(), desk())


def desk() -> Desk:
    """The desk of this process, made on first use."""
    with _lock:
        if not _desk:
            _desk.append(Desk())
        return _desk[0]


def close_desk() -> None:
    """Have running turns end at their next link."""
    with _lock:
        if _desk:
            _desk[0].stop.set()


def look_after_cycles() -> None:
    """What every worker does every few seconds: find lost work, put jobs for what is due."""
    find_lost()
    feed()
