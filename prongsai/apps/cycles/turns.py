"""One turn of a worker: take a batch, have it visited, keep each result, give the group free."""

import logging
import threading
import time
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter

from prongsai.apps.cycles.database_threads import DatabaseThreads
from prongsai.apps.cycles.frontier import Hand, Kept, Measured, end_batch, leave_work, take_batch
from prongsai.apps.cycles.keeping import ResultKeeper
from prongsai.apps.cycles.leases import LeaseKeeper, new_owner
from prongsai.apps.cycles.models import GroupWork
from prongsai.apps.cycles.visitor import Batch, StopVisiting, Visitor
from prongsai.audit.batches import host_of, is_away
from prongsai.audit.result import LinkResult

log = logging.getLogger(__name__)

TOGETHER_S = 0.05
"""Results that come faster than this are kept together, at most TOGETHER of them in one transaction. At any pace of
20 visits a second or less each result is kept before the next request is made."""
TOGETHER = 25


class Desk:
    """What the turns of one process share: database threads, leases, and the wish to stop."""

    def __init__(self, *, database_threads: int | None = None, stop: threading.Event | None = None) -> None:
        self.database = DatabaseThreads() if database_threads is None else DatabaseThreads(database_threads)
        self.leases = LeaseKeeper(self.database)
        self.keeper = ResultKeeper(self.database)
        self.stop = stop or threading.Event()

    def close(self) -> None:
        """End the threads of the desk; its turns have ended."""
        self.keeper.close()
        self.leases.close()
        self.database.close()


def take_turn(work_id: int, visitor: Visitor, desk: Desk) -> int:
    """Visit one batch of a piece of work; gives how many links were visited, 0 when there was nothing to do now."""
    if desk.stop.is_set():
        desk.database.call(partial(leave_work, work_id))
        return 0
    owner = new_owner()
    desk.leases.add(owner, visitor.pace.lease_s)
    try:
        batch = desk.database.call(partial(take_batch, work_id, owner, visitor.pace))
        return 0 if batch is None else _Turn(batch, visitor, desk).run()
    finally:
        desk.leases.remove(owner)


class _Turn:
    def __init__(self, batch: Batch, visitor: Visitor, desk: Desk) -> None:
        self._batch = batch
        self._visitor = visitor
        self._desk = desk
        self._in_hand: list[LinkResult] = []
        self._kept_at = 0.0
        self._kept: set[str] = set()
        self._silent = 0
        self._has_answered = False
        self._interruptions = desk.database.interruptions
        self._measured = desk.database.call(partial(_measured_before, batch.work))
        self._measured_at_start = self._measured.last_checked_at
        self._last_at: dict[str, datetime] = {}
        runs = [list(links) for _agency, links in groupby(batch.links, key=attrgetter("agency"))]
        self._run_of = {link.link.id: place for place, links in enumerate(runs) for link in links}
        self._left_of_run = [len(links) for links in runs]

    def run(self) -> int:
        missing: list[int] = []
        try:
            self._desk.stop.wait(self._batch.wait_s)
            if not self._desk.stop.is_set():
                self._visitor.visit(self._batch, self._on_result)
                self._keep()
                missing = self._not_kept()
        except StopVisiting:
            pass
        except Exception:
            log.exception("a visit to %s broke", self._batch.group_name)
            with suppress(Exception):
                self._keep()
            missing = self._not_kept()[:1]  # in order, so this is the one it broke on
        with suppress(StopVisiting):
            self._keep()
        pace = self._visitor.pace
        end = partial(
            end_batch,
            self._batch,
            pace,
            is_away=self._silent >= pace.away_after,
            has_answered=self._has_answered,
            not_reported=missing,
        )
        self._desk.database.call(end)
        return len(self._kept)

    def _on_result(self, result: LinkResult) -> None:
        self._measure(result)
        self._in_hand.append(result)
        if time.monotonic() - self._kept_at >= TOGETHER_S or len(self._in_hand) >= TOGETHER:
            self._keep()
        if is_away(result.verdict, result.status):
            self._silent += 1
            if self._silent >= self._visitor.pace.away_after:
                raise StopVisiting
        elif result.verdict not in ("blocked", "not_checked"):
            self._silent = 0
            self._has_answered = True
        if self._desk.stop.is_set() or self._desk.database.interruptions != self._interruptions:
            raise StopVisiting  # after an interruption too, so that the queue can connect anew
        if self._is_last_of_agency(result.link.id):
            self._desk.stop.wait(self._batch.gap_s)  # a visitor begins anew with each agency and knows no gap then

    def _keep(self) -> None:
        """Save what is in hand. Raises StopVisiting when the lease was lost or a person waits for the group.

        When several cannot be saved together each is saved alone, so that one takes no other down with it.
        """
        if not self._in_hand:
            return
        results, self._in_hand = tuple(self._in_hand), []
        try:
            kept = [self._keep_together(results)]
        except Exception:
            if len(results) == 1:
                raise
            kept = [self._keep_together((one,)) for one in results]
        self._kept_at = time.monotonic()
        if any(one.is_wanted or not one.is_ours for one in kept):
            raise StopVisiting

    def _keep_together(self, results: tuple[LinkResult, ...]) -> Kept:
        kept = self._desk.keeper.keep(Hand(self._batch, results, self._measured), self._visitor)
        self._kept.update(result.link.id for result in results)
        return kept

    def _measure(self, result: LinkResult) -> None:
        host = host_of(result.link.url)
        before_at = self._last_at.get(host, self._measured_at_start)
        self._last_at[host] = result.checked_at
        gap_s = self._measured.smallest_gap_s
        if before_at is not None:
            this_s = (result.checked_at - before_at).total_seconds()
            gap_s = this_s if gap_s is None else min(gap_s, this_s)
        longest_s = max(self._measured.longest_wait_s, result.waited_s, self._batch.wait_s)
        self._measured = Measured(result.checked_at, gap_s, longest_s)

    def _is_last_of_agency(self, key: str) -> bool:
        """Whether this was the last result before another agency's links; hosts on one server answer in any order."""
        run = self._run_of[key]
        self._left_of_run[run] -= 1
        return self._left_of_run[run] == 0 and run < len(self._left_of_run) - 1

    def _not_kept(self) -> list[int]:
        return [link.row for link in self._batch.links if link.link.id not in self._kept]


def _measured_before(work: int) -> Measured:
    row = GroupWork.objects.get(pk=work)
    return Measured(row.last_checked_at, row.smallest_gap_s, row.longest_wait_s)
