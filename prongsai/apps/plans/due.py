"""When work that is not finished falls due, seen from a day: overdue, this week, this month, later, without a date.

Counted are occurrences: a month of monthly work is one, and each missed month stays one of its own.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet

from prongsai.apps.plans.models import Occurrence
from prongsai.core.deadline_rule.periods import add_months
from prongsai.core.fiscal_year import fiscal_year_of

Bucket = Literal["overdue", "week", "month", "later", "no_date"]
BUCKETS: tuple[Bucket, ...] = ("overdue", "week", "month", "later", "no_date")


@dataclass(frozen=True, slots=True)
class DuePeriods:
    """The days that part the buckets; weeks end on Sunday."""

    today: date
    week_end: date
    month_end: date


def periods_of(today: date) -> DuePeriods:
    """The periods around a Bangkok date."""
    month_end = today.replace(day=monthrange(today.year, today.month)[1])
    return DuePeriods(today, today + timedelta(days=6 - today.weekday()), month_end)


def bucket_of(due_on: date | None, periods: DuePeriods) -> Bucket:
    """The first bucket that fits."""
    if due_on is None:
        return "no_date"
    if due_on < periods.today:
        return "overdue"
    if due_on <= periods.week_end:
        return "week"
    return "month" if due_on <= periods.month_end else "later"


def in_bucket(bucket: Bucket, periods: DuePeriods) -> Q:
    """The condition of a bucket on occurrences."""
    conditions: dict[Bucket, Q] = {
        "overdue": Q(due_on__lt=periods.today),
        "week": Q(due_on__gte=periods.today, due_on__lte=periods.week_end),
        "month": Q(due_on__gt=periods.week_end, due_on__lte=periods.month_end),
        "later": Q(due_on__gt=periods.week_end) & Q(due_on__gt=periods.month_end),
        "no_date": Q(due_on__isnull=True),
    }
    return conditions[bucket]


DAYS_READ: dict[Bucket | None, tuple[str, ...]] = {
    None: ("month_end",),
    "overdue": ("today", "month_end"),
    "week": ("today", "week_end", "month_end"),
    "month": ("week_end", "month_end"),
    "later": ("week_end", "month_end"),
    "no_date": ("month_end",),
}
"""Which days of the periods a list of what is due reads, of one bucket or all of them."""


def last_year_shown(today: date) -> int:
    """The latest fiscal year whose plan stands among what is due: the next one joins a month before it begins."""
    return fiscal_year_of(add_months(today.replace(day=1), 1))


def still_ahead(periods: DuePeriods) -> Q:
    """Later periods of work that recurs: nobody can act on them yet, so only its first one is announced."""
    recurs = Q(work_item__deadline_kind="monthly") | Q(work_item__check_every__isnull=False)
    return recurs & Q(number__gt=1, period_from__gt=periods.month_end)


def count_buckets(due: QuerySet[Occurrence], periods: DuePeriods) -> dict[Bucket, int]:
    """How many rows fall in each bucket; one query."""
    return count_by_bucket(days_due(due), periods)


def days_due(due: QuerySet[Occurrence]) -> QuerySet[Occurrence, tuple[Any, ...]]:
    """Each day with the number of rows that fall due on it: five conditional counts take longer to say."""
    return due.order_by().values_list("due_on").annotate(number=Count("pk"))


def count_by_bucket(days: Iterable[tuple[Any, ...]], periods: DuePeriods) -> dict[Bucket, int]:
    """The numbers of `days_due`, by bucket."""
    counts = dict.fromkeys(BUCKETS, 0)
    for due_on, number in days:
        counts[bucket_of(due_on, periods)] += number
    return counts
