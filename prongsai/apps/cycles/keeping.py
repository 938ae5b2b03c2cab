"""Keeps the results of all visits of a process, those of a moment in one transaction.

A visit waits until its result is kept, so its host is asked nothing more before. At one visit a second of a host, a
quarter of a second of waiting costs no time, and one transaction for several hosts saves much CPU (docs/scale.md).
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from prongsai.apps.cycles.database_threads import DatabaseThreads
from prongsai.apps.cycles.frontier import Hand, Kept, keep_results
from prongsai.apps.cycles.visitor import Outcome, Visitor
from prongsai.audit.batches import Pace

LONGEST_S = 0.25
HANDS = 50
"""Batches whose results go into one transaction at most."""


@dataclass
class _Moment:
    """Hands of one visitor that wait to be kept together."""

    pace: Pace
    save: Callable[[Sequence[Outcome]], None]
    until: float
    hands: list[tuple[Hand, "Future[Kept]"]] = field(default_factory=list)


class ResultKeeper:
    """One thread that keeps what the visits hand over; without threads each hand is kept at once by its own."""

    def __init__(self, database: DatabaseThreads) -> None:
        self._database = database
        self._ready = threading.Condition()
        self._moment: _Moment | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def keep(self, hand: Hand, visitor: Visitor) -> Kept:
        """Keep these results; returns when they are. Raises what saving raises, for this hand alone."""
        together_s = min(LONGEST_S, visitor.pace.gap_s / 4)
        if self._database.is_inline or together_s <= 0:
            return self._database.call(partial(keep_results, [hand], visitor.pace, visitor.save))[0]
        future: Future[Kept] = Future()
        with self._ready:
            while self._moment and (self._moment.save is not visitor.save or len(self._moment.hands) >= HANDS):
                self._ready.wait()
            is_first = self._moment is None
            if self._moment is None:
                self._moment = _Moment(visitor.pace, visitor.save, time.monotonic() + together_s)
            self._moment.hands.append((hand, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
                self._thread.start()
            if is_first or len(self._moment.hands) >= HANDS:  # waking the thread for each costs more than keeping
                self._ready.notify_all()
        return future.result()

    def close(self) -> None:
        """Keep what waits and end the thread."""
        with self._ready:
            self._is_closed = True
            self._ready.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while moment := self._next():
            hands = [hand for hand, _ in moment.hands]
            try:
                kept = self._database.call(partial(keep_results, hands, moment.pace, moment.save))
            except BaseException:
                self._one_by_one(moment)
                continue
            for (_, future), one in zip(moment.hands, kept, strict=True):
                future.set_result(one)

    def _next(self) -> _Moment | None:
        """The hands of a moment once it is over; None when closed and nothing waits."""
        with self._ready:
            while self._moment is None:
                if self._is_closed:
                    return None
                self._ready.wait()
            while (left_s := self._moment.until - time.monotonic()) > 0 and len(self._moment.hands) < HANDS:
                self._ready.wait(left_s)
            moment, self._moment = self._moment, None
            self._ready.notify_all()
            return moment

    def _one_by_one(self, moment: _Moment) -> None:
        for hand, future in moment.hands:
            try:
                kept = self._database.call(partial(keep_results, [hand], moment.pace, moment.save))
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(kept[0])
