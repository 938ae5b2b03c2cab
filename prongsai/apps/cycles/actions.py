"""Opening and closing cycles, and taking a host for a check that a person waits for."""

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from prongsai.apps.cycles.clock import database_now
from prongsai.apps.cycles.database_threads import DatabaseThreads
from prongsai.apps.cycles.frontier import CHECK
from prongsai.apps.cycles.leases import LeaseKeeper, new_owner
from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork, Host, PaceGroup
from prongsai.audit.batches import Pace, group_hosts, host_of, pace_group, start_offset_s
from prongsai.audit.result import LinkToCheck
from prongsai.core.errors import OutsideError

ROWS_AT_ONCE = 5_000

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class CycleEntry:
    """One link for a cycle and the agency whose it is (its slug, "" for nobody's)."""

    link: LinkToCheck
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A host held for a check now: no request may be sent in the first `wait_s` seconds."""

    group: str
    wait_s: float


class HostBusy(OutsideError):
    """Another visit of the same host did not end in time."""


@transaction.atomic
def open_cycle(
    *,
    name: str,
    entries: Iterable[CycleEntry],
    opens_at: datetime,
    closes_at: datetime,
    addresses: Mapping[str, Sequence[str]] | None = None,
    pace: Pace | None = None,
) -> Cycle:
    """Put links into a new cycle, each once (by its id), spread over the window by hash of their pace group.

    `addresses` gives the IP addresses of hosts where they are known: hosts at one address are visited as one. Links of
    one agency in one group stay together, in the order given. Nothing is visited yet: workers see the work when due.
    """
    pace = pace or Pace()
    by_host: dict[str, list[CycleEntry]] = defaultdict(list)
    seen: set[str] = set()
    for entry in entries:
        if entry.link.id not in seen:
            seen.add(entry.link.id)
            by_host[host_of(entry.link.url)].append(entry)
    cycle = Cycle.objects.create(name=name, opens_at=opens_at, closes_at=closes_at)
    groups = _groups_of(by_host, addresses)
    counts: dict[int, int] = defaultdict(int)
    for host, links in by_host.items():
        counts[groups[host].pk] += len(links)
    window_s = (closes_at - opens_at).total_seconds()
    names = {group.pk: group.name for group in groups.values()}
    works = [
        GroupWork(cycle=cycle, group_id=group, due_at=opens_at + timedelta(seconds=offset))
        for group, count in counts.items()
        for offset in (start_offset_s(names[group], count, window_s, pace.gap_s),)
    ]
    GroupWork.objects.bulk_create(works, batch_size=ROWS_AT_ONCE)
    work_of = {work.group_id: work for work in works}
    rows = (
        _link_row(work_of[groups[host].pk], entry, opens_at)
        for host, links in by_host.items()
        for entry in sorted(links, key=lambda entry: entry.agency)
    )
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        CycleLink.objects.bulk_create(chunk)
    return cycle


@transaction.atomic
def close_cycle(*, cycle: Cycle) -> int:
    """Give up what still waits (its links become dead, `not_checked`), as before a new cycle of the same links.

    Gives how many links that were. A batch that runs now ends at its next link.
    """
    now = database_now()
    waiting = CycleLink.objects.filter(work__cycle=cycle, state="waiting")
    count = waiting.update(state="dead", verdict="not_checked", checked_at=now)
    GroupWork.objects.filter(cycle=cycle).update(due_at=None, queued_at=None)
    Cycle.objects.filter(pk=cycle.pk, ended_at__isnull=True).update(ended_at=now)
    return count


def forget_cycles(*, ended_before: datetime) -> int:
    """Delete cycles that ended so long ago; what was seen is kept elsewhere. Gives how many cycles went."""
    count = 0
    for cycle in Cycle.objects.filter(ended_at__lt=ended_before):
        works = list(GroupWork.objects.filter(cycle=cycle).values_list("pk", flat=True))
        for part in _parts(works):
            with transaction.atomic():
                CycleLink.objects.filter(work__in=part).delete()
                GroupWork.objects.filter(pk__in=part).delete()
        cycle.delete()
        count += 1
    return count


@contextlib.contextmanager
def hold_host(
    url: str, *, patience_s: float = 15.0, lease_s: float = 120.0, pace: Pace | None = None
) -> Iterator[Held]:
    """Have the host of an address to oneself for one check, ahead of any cycle, and keep its gap.

    A cycle's worker that is visiting the host gives it up after the link in hand. Raises HostBusy after `patience_s`.
    Must not be entered inside a transaction: others have to see the lease.
    """
    pace = pace or Pace()
    owner = CHECK + new_owner()
    group = _group_for(host_of(url))
    until = time.monotonic() + patience_s
    while (wait_s := _try_hold(group.pk, owner, patience_s, pace)) is None:
        if time.monotonic() > until:
            raise HostBusy(
                f"กำลังตรวจลิงก์อื่นของ {group.name} อยู่ กรุณาลองใหม่ในอีกสักครู่",
                f"another link of {group.name} is being checked: try again in a moment",
            )
        time.sleep(0.2)
    database = DatabaseThreads(1)
    signs = LeaseKeeper(database)
    signs.add(owner, pace.lease_s)
    try:
        yield Held(group.name, wait_s)
    finally:
        signs.close()
        database.close()
        PaceGroup.objects.filter(pk=group.pk, leased_by=owner).update(
            leased_by="", lease_until=None, last_visit_at=database_now()
        )


@transaction.atomic
def _try_hold(group_id: int, owner: str, wanted_s: float, pace: Pace) -> float | None:
    """Seconds to wait before the first request when the group is ours now, else None, having said that it is wanted."""
    group = PaceGroup.objects.select_for_update().get(pk=group_id)
    now = database_now()
    if group.lease_until and group.lease_until > now:
        group.wanted_until = now + timedelta(seconds=wanted_s)
        group.save(update_fields=("wanted_until",))
        return None
    group.leased_by, group.lease_until, group.wanted_until = owner, now + timedelta(seconds=pace.lease_s), None
    group.save(update_fields=("leased_by", "lease_until", "wanted_until"))
    since_s = (now - group.last_visit_at).total_seconds() if group.last_visit_at else pace.gap_s
    return max(0.0, pace.gap_s - since_s)


def _group_for(host: str) -> PaceGroup:
    known = Host.objects.select_related("group").filter(name=host[:255]).first()
    if known:
        return known.group
    group, _is_new = PaceGroup.objects.get_or_create(name=pace_group(host)[:300])
    return group


def _groups_of(hosts: Iterable[str], addresses: Mapping[str, Sequence[str]] | None) -> dict[str, PaceGroup]:
    """The row of each host's pace group; made, or moved to a new group unless links wait in the old one."""
    names = {host: name[:300] for host, name in group_hosts(hosts, addresses).items()}
    PaceGroup.objects.bulk_create([PaceGroup(name=name) for name in sorted(set(names.values()))], ignore_conflicts=True)
    by_name = _by_name(PaceGroup.objects.all(), sorted(set(names.values())))
    known = {
        host.name: host
        for part in _parts(sorted(name[:255] for name in names))
        for host in Host.objects.select_related("group").filter(name__in=part)
    }
    busy = set(GroupWork.objects.filter(due_at__isnull=False).values_list("group_id", flat=True))
    groups: dict[str, PaceGroup] = {}
    fresh, moved = [], []
    for name, group_name in names.items():
        host = known.get(name[:255])
        group = by_name[group_name]
        if host is None:
            fresh.append(Host(name=name[:255], group=group))
        elif host.group_id != group.pk and host.group_id in busy:
            group = host.group
        elif host.group_id != group.pk:
            host.group = group
            moved.append(host)
        groups[name] = group
    Host.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)
    Host.objects.bulk_update(moved, ["group"], batch_size=500)
    return groups


def _by_name(groups: QuerySet[PaceGroup], names: Sequence[str]) -> dict[str, PaceGroup]:
    return {group.name: group for part in _parts(names) for group in groups.filter(name__in=part)}


def _parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """At most 500 at a time: SQLite limits the values of one statement."""
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def _link_row(work: GroupWork, entry: CycleEntry, opens_at: datetime) -> CycleLink:
    link = entry.link
    return CycleLink(
        work=work,
        key=link.id,
        url=link.url,
        agency=entry.agency,
        item=link.item,
        fiscal_year=link.fiscal_year,
        is_submitted=link.is_submitted,
        due_at=work.due_at or opens_at,
    )
