"""How a cycle stands: counts, what was given up, and how politely it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Min, Sum

from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork


@dataclass(frozen=True, slots=True)
class GroupReport:
    """One pace group of a cycle; times in seconds, None where it was visited less than twice."""

    group: str
    visits: int
    smallest_gap_s: float | None
    longest_wait_s: float
    longest_late_s: float


@dataclass(frozen=True, slots=True)
class CycleReport:
    """A cycle in numbers. `visits` counts every visit, retries included; `verdicts` the links by their last verdict.

    `smallest_gap_s` is the smallest time between the starts of two visits of one host in this cycle; `longest_wait_s`
    the longest that politeness kept a visit back; `longest_late_s` the longest a due batch waited for a worker.
    """

    name: str
    links: int
    waiting: int
    done: int
    dead: int
    visits: int
    groups: int
    groups_waiting: int
    verdicts: dict[str, int]
    smallest_gap_s: float | None
    longest_wait_s: float
    longest_late_s: float
    last_checked_at: datetime | None
    is_ended: bool


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link given up in a cycle: never reached (`not_checked`), or tried so often with this last verdict."""

    key: str
    url: str
    agency: str
    verdict: str
    tries: int
    crashes: int


def cycle_report(cycle: Cycle) -> CycleReport:
    """How the cycle stands now; 3 queries, of which one counts all its links."""
    states: dict[str, int] = {"waiting": 0, "done": 0, "dead": 0}
    verdicts: dict[str, int] = {}
    counted = CycleLink.objects.filter(work__cycle=cycle).values_list("state", "verdict")
    for state, verdict, count in counted.annotate(count=Count("pk")).order_by("state", "verdict"):
        states[state] += count
        if verdict:
            verdicts[verdict] = verdicts.get(verdict, 0) + count
    work = GroupWork.objects.filter(cycle=cycle).aggregate(
        groups=Count("pk"),
        groups_waiting=Count("due_at"),
        visits=Sum("visits"),
        gap=Min("smallest_gap_s"),
        wait=Max("longest_wait_s"),
        late=Max("longest_late_s"),
        last=Max("last_checked_at"),
    )
    return CycleReport(
        name=cycle.name,
        links=sum(states.values()),
        waiting=states["waiting"],
        done=states["done"],
        dead=states["dead"],
        visits=work["visits"] or 0,
        groups=work["groups"],
        groups_waiting=work["groups_waiting"],
        verdicts=verdicts,
        smallest_gap_s=work["gap"],
        longest_wait_s=work["wait"] or 0.0,
        longest_late_s=work["late"] or 0.0,
        last_checked_at=work["last"],
        is_ended=not states["waiting"],
    )


def list_groups(cycle: Cycle, limit: int = 20) -> list[GroupReport]:
    """The groups of a cycle with the smallest gap first."""
    rows = GroupWork.objects.filter(cycle=cycle).select_related("group")
    rows = rows.order_by(F("smallest_gap_s").asc(nulls_last=True), "group__name")
    return [
        GroupReport(row.group.name, row.visits, row.smallest_gap_s, row.longest_wait_s, row.longest_late_s)
        for row in rows[:limit]
    ]


def list_dead_links(cycle: Cycle, limit: int = 100) -> Sequence[DeadLink]:
    """Links given up in this cycle, for a person to see."""
    rows = CycleLink.objects.filter(work__cycle=cycle, state="dead").order_by("agency", "pk")
    return [DeadLink(row.key, row.url, row.agency, row.verdict, row.tries, row.crashes) for row in rows[:limit]]
