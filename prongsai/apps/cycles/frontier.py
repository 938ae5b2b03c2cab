"""The frontier: take a batch of a group, keep its results, end it. Each is one transaction.

A group's row is locked first, then its work, then links: always in this order, so nothing waits in a circle.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import connection, transaction
from django.db.models import F, Min

from prongsai.apps.cycles.clock import database_now
from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork, PaceGroup
from prongsai.apps.cycles.nudges import nudge
from prongsai.apps.cycles.visitor import Batch, BatchLink, Outcome
from prongsai.audit.batches import Pace, retry_after_s, state_after
from prongsai.audit.result import LinkResult, LinkToCheck

CHECK = "check:"
"""How the lease of a single check begins: when it runs out, no link of a cycle is to blame."""
BUSY_S = 5.0
"""When another worker or a person has the group, its cycle looks again after this."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping results found: whether the lease still is ours, and whether a person waits for the group."""

    is_ours: bool
    is_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What a worker measured in one batch; times in seconds."""

    last_checked_at: datetime | None = None
    smallest_gap_s: float | None = None
    longest_wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Hand:
    """Results of one batch that are to be kept, and what was measured up to them."""

    batch: Batch
    results: tuple[LinkResult, ...]
    measured: Measured

    def seen(self) -> list[tuple[BatchLink, LinkResult]]:
        """Each result with its link of the batch."""
        links = {link.link.id: link for link in self.batch.links}
        return [(links[result.link.id], result) for result in self.results]


@transaction.atomic
def take_batch(work_id: int, owner: str, pace: Pace) -> Batch | None:
    """Lease the group and give its next links in order; None when there is nothing to do now (the work says when).

    A lease that ran out means a worker died: its first unsaved link, the one in flight, is then taken alone, and
    given up once it was in flight `pace.crashes` times. A worker visits several groups at once, so the links in flight
    beside the one that killed it are suspects too: no two suspects are out together, and each clears or condemns itself.
    """
    work = GroupWork.objects.filter(pk=work_id).first()
    if work is None:
        return None
    now = database_now()
    group = PaceGroup.objects.select_for_update(skip_locked=True).filter(pk=work.group_id).first()
    free_at = None if group is None else _free_at(group, now)
    if group is None or free_at is not None:
        GroupWork.objects.filter(pk=work_id).update(due_at=free_at or now + timedelta(seconds=BUSY_S), queued_at=None)
        return None
    has_crashed = group.lease_until is not None and not group.leased_by.startswith(CHECK)
    if has_crashed:
        _blame_first(work, pace, now)
    waiting = CycleLink.objects.filter(work=work, state="waiting", due_at__lte=now).order_by("due_at", "id")
    rows = list(waiting[: 1 if has_crashed else pace.batch_links])
    is_suspect = bool(rows) and rows[0].crashes > 0
    must_wait = is_suspect and _is_another_out(work, now)
    if not rows or must_wait:
        group.leased_by, group.lease_until = "", None
        group.save(update_fields=("leased_by", "lease_until"))
        due_at = now + timedelta(seconds=BUSY_S) if must_wait else _next_due(work_id)
        GroupWork.objects.filter(pk=work_id).update(due_at=due_at, queued_at=None)
        return None
    links = tuple(map(_batch_link, rows[:1] if is_suspect else takewhile(lambda row: not row.crashes, rows)))
    group.leased_by, group.lease_until = owner, now + timedelta(seconds=pace.lease_s)
    group.save(update_fields=("leased_by", "lease_until"))
    late_s = (now - work.due_at).total_seconds() if work.due_at else 0.0
    if late_s > work.longest_late_s:
        GroupWork.objects.filter(pk=work_id).update(longest_late_s=late_s)
    return Batch(work_id, group.pk, group.name, owner, links, pace.gap_s, _gap_left(group, now, pace.gap_s))


@transaction.atomic
def keep_results(hands: Sequence[Hand], pace: Pace, save: Callable[[Sequence[Outcome]], None]) -> list[Kept]:
    """Save the results of one or several batches and mark their links in one transaction, and give a sign of life.

    Safe to repeat when nobody knows whether the first time was committed: a link that no longer waits is left out.
    Results are kept even when the lease was lost meanwhile, since they were seen. Gives what each hand must know.
    """
    now = database_now()
    ids = [hand.batch.group for hand in hands]
    groups = {group.pk: group for group in PaceGroup.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    is_ours = [groups[hand.batch.group].leased_by == hand.batch.owner for hand in hands]
    seen = [(link, result) for hand in hands for link, result in hand.seen()]
    waiting = CycleLink.objects.select_for_update().filter(pk__in=[link.row for link, _ in seen], state="waiting")
    still = set(waiting.order_by("pk").values_list("pk", flat=True))
    fresh = [(link, result) for link, result in seen if link.row in still]
    outcomes = [
        Outcome(result, link.agency, state_after(result.verdict, result.status, link.tries, pace))
        for link, result in fresh
    ]
    if outcomes:
        save(outcomes)
        _mark(fresh, outcomes, pace, now)
    _note(hands, groups, is_ours, still, now, pace)
    wanted = [groups[hand.batch.group].wanted_until for hand in hands]
    return [Kept(ours, bool(until and until > now)) for ours, until in zip(is_ours, wanted, strict=True)]


@transaction.atomic
def end_batch(batch: Batch, pace: Pace, *, is_away: bool, has_answered: bool, not_reported: Sequence[int] = ()) -> None:
    """Give the group free and see to what is due next in it.

    `not_reported` are rows the visit passed over or broke on: they count as crashes, so that none goes round forever.
    """
    now = database_now()
    group = PaceGroup.objects.select_for_update().get(pk=batch.group)
    if group.leased_by != batch.owner:
        return  # ran out, and another worker goes on
    group.leased_by, group.lease_until = "", None
    if is_away:
        group.rests += 1
        if group.rests >= pace.away_tries:
            group.rests = 0
            _give_up(batch.work, now)
        else:
            group.rest_until = now + timedelta(seconds=retry_after_s(batch.group_name, group.rests, pace))
    elif has_answered:
        group.rests, group.rest_until = 0, None
    group.save(update_fields=("leased_by", "lease_until", "rests", "rest_until"))
    for row in not_reported:
        _blame(row, pace, now)
    due_at = _next_due(batch.work)
    GroupWork.objects.filter(pk=batch.work).update(due_at=due_at and max(due_at, now), queued_at=None)
    if not group.rest_until and not (group.wanted_until and group.wanted_until > now):
        _hand_on(group, now)


def leave_work(work_id: int) -> None:
    """Leave a piece of work to another worker, whose feeder puts a job for it anew."""
    GroupWork.objects.filter(pk=work_id).update(queued_at=None)


@transaction.atomic
def extend_leases(owners: Sequence[str], lease_s: float) -> int:
    """Give a sign of life for these leases; gives how many. A group whose row is locked just now needs none."""
    held = PaceGroup.objects.select_for_update(skip_locked=True).filter(leased_by__in=owners)
    groups = list(held.order_by("pk").values_list("pk", flat=True))
    until = database_now() + timedelta(seconds=lease_s)
    return PaceGroup.objects.filter(pk__in=groups).update(lease_until=until)


def _free_at(group: PaceGroup, now: datetime) -> datetime | None:
    """When to look again at a group that cannot be taken now; None when it can."""
    if (group.lease_until and group.lease_until > now) or (group.wanted_until and group.wanted_until > now):
        return now + timedelta(seconds=BUSY_S)
    if group.rest_until and group.rest_until > now:
        return group.rest_until
    return None


def _gap_left(group: PaceGroup, now: datetime, gap_s: float) -> float:
    if group.last_visit_at is None:
        return 0.0
    return max(0.0, gap_s - (now - group.last_visit_at).total_seconds())


def _batch_link(row: CycleLink) -> BatchLink:
    link = LinkToCheck(row.key, row.url, row.item, row.fiscal_year, row.is_submitted)
    return BatchLink(row.pk, link, row.agency, row.tries)


def _is_another_out(work: GroupWork, now: datetime) -> bool:
    """Whether a link of another group on which a worker died is being visited; also while somebody else asks the same."""
    cycle = Cycle.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=work.cycle_id).first()
    suspects = CycleLink.objects.filter(
        state="waiting", crashes__gt=0, due_at__lte=now, work__group__lease_until__gt=now
    )
    return cycle is None or suspects.exclude(work__group=work.group_id).exists()


def _blame_first(work: GroupWork, pace: Pace, now: datetime) -> None:
    first = CycleLink.objects.filter(work=work, state="waiting", due_at__lte=now).order_by("due_at", "id").first()
    if first:
        _blame(first.pk, pace, now)


def _blame(row: int, pace: Pace, now: datetime) -> None:
    """Count a crash on a link that still waits; the last allowed one ends it."""
    waiting = CycleLink.objects.filter(pk=row, state="waiting")
    waiting.update(crashes=F("crashes") + 1)
    waiting.filter(crashes__gte=pace.crashes).update(state="dead", verdict="not_checked", checked_at=now)


def _give_up(work: int, now: datetime) -> None:
    CycleLink.objects.filter(work=work, state="waiting").update(state="dead", verdict="not_checked", checked_at=now)


def _next_due(work: int) -> datetime | None:
    due: datetime | None = CycleLink.objects.filter(work=work, state="waiting").aggregate(due=Min("due_at"))["due"]
    return due


def _hand_on(group: PaceGroup, now: datetime) -> None:
    """Put a job for the work of the group that is due longest, so that two cycles take turns."""
    first = GroupWork.objects.filter(group=group, due_at__lte=now).order_by("due_at", "id").first()
    if first and first.queued_at is None:
        first.queued_at = now
        first.save(update_fields=("queued_at",))
        nudge([first.pk])


def _mark(
    fresh: Sequence[tuple[BatchLink, LinkResult]], outcomes: Sequence[Outcome], pace: Pace, now: datetime
) -> None:
    adapt = connection.ops.adapt_datetimefield_value
    rows = []
    for (link, result), outcome in zip(fresh, outcomes, strict=True):
        is_again = outcome.state == "waiting"
        wait_s = retry_after_s(f"{link.row}", link.tries + 1, pace) if is_again else 0.0
        tries = link.tries + (outcome.state != "done")
        due_at, checked_at = adapt(now + timedelta(seconds=wait_s)), adapt(result.checked_at)
        rows.append((outcome.state, result.verdict, checked_at, tries, due_at, link.row))
    sql = "UPDATE cycles_cyclelink SET state=%s, verdict=%s, checked_at=%s, tries=%s, due_at=%s WHERE id=%s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _note(
    hands: Sequence[Hand],
    groups: Mapping[int, PaceGroup],
    is_ours: Sequence[bool],
    fresh: set[int],
    now: datetime,
    pace: Pace,
) -> None:
    """Give the sign of life for each hand's group, and add what was measured to its work while the lease is ours."""
    adapt = connection.ops.adapt_datetimefield_value
    until = now + timedelta(seconds=pace.lease_s)
    ours = [hand for hand, mine in zip(hands, is_ours, strict=True) if mine]
    signs = [
        (adapt(now), adapt(until if mine else groups[hand.batch.group].lease_until), hand.batch.group)
        for hand, mine in zip(hands, is_ours, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE cycles_pacegroup SET last_visit_at=%s, lease_until=%s WHERE id=%s", signs)
        cursor.executemany(
            "UPDATE cycles_groupwork SET visits=visits+%s, last_checked_at=%s, smallest_gap_s=%s, longest_wait_s=%s"
            " WHERE id=%s",
            [
                (
                    sum(link.row in fresh for link, _ in hand.seen()),
                    adapt(hand.measured.last_checked_at),
                    hand.measured.smallest_gap_s,
                    hand.measured.longest_wait_s,
                    hand.batch.work,
                )
                for hand in ours
            ],
        )
