"""When work that is not finished falls due, seen from a day: overdue, this week, this month, later, without a date."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Case, Count, DateField, F, Q, QuerySet, Value, When

from prongsai.apps.plans.models import WorkItem

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


def bucket_of(falls_due_on: date | None, periods: DuePeriods) -> Bucket:
    """The first bucket that fits."""
    if falls_due_on is None:
        return "no_date"
    if falls_due_on < periods.today:
        return "overdue"
    if falls_due_on <= periods.week_end:
        return "week"
    return "month" if falls_due_on <= periods.month_end else "later"


def with_due(work: QuerySet[WorkItem], periods: DuePeriods) -> QuerySet[WorkItem]:
    """Adds `falls_due_on`: the due day, a month's end for monthly work, the last day of continuous work, else NULL."""
    return work.annotate(
        falls_due_on=Case(
            When(deadline_kind="date", then=F("due_on")),
            When(deadline_kind="monthly", until_on__lt=periods.month_end, then=F("until_on")),
            When(deadline_kind="monthly", from_on__gt=periods.month_end, then=F("from_on")),
            When(deadline_kind="monthly", then=Value(periods.month_end)),
            When(deadline_kind="continuous", then=F("until_on")),
            default=Value(None),
            output_field=DateField(),
        )
    )


def in_bucket(bucket: Bucket, periods: DuePeriods) -> Q:
    """The condition of a bucket on rows from `with_due`."""
    conditions: dict[Bucket, Q] = {
        "overdue": Q(falls_due_on__lt=periods.today),
        "week": Q(falls_due_on__gte=periods.today, falls_due_on__lte=periods.week_end),
        "month": Q(falls_due_on__gt=periods.week_end, falls_due_on__lte=periods.month_end),
        "later": Q(falls_due_on__gt=max(periods.week_end, periods.month_end)),
        "no_date": Q(falls_due_on__isnull=True),
    }
    return conditions[bucket]


def count_buckets(work: QuerySet[WorkItem], periods: DuePeriods) -> dict[Bucket, int]:
    """How many rows fall in each bucket, in one query."""
    counts = {bucket: Count("pk", filter=in_bucket(bucket, periods)) for bucket in BUCKETS}
    found = work.order_by().aggregate(**counts)
    return {bucket: found[bucket] for bucket in BUCKETS}
