"""Gives each existing work item its occurrences, and the evidence of work with one occurrence to that one.

Recurring work recorded so far was recorded as a whole: what its plan's round (or, without a round, the time up to today)
covers takes its status, and its evidence stays with the work as a whole. The words of each due day follow when the
occurrences are next looked after (apps/plans/occurrences.py).
"""

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

from django.db import migrations

BATCH = 2000


def add_occurrences(apps, schema_editor):
    WorkItem = apps.get_model('plans', 'WorkItem')
    Occurrence = apps.get_model('plans', 'Occurrence')
    rows = []
    for item in WorkItem.objects.select_related('measure__plan').iterator(chunk_size=BATCH):
        rows += _occurrences(item, Occurrence)
        if len(rows) >= BATCH:
            Occurrence.objects.bulk_create(rows)
            rows = []
    Occurrence.objects.bulk_create(rows)


def hand_over_evidence(apps, schema_editor):
    WorkItem = apps.get_model('plans', 'WorkItem')
    Evidence = apps.get_model('plans', 'Evidence')
    Occurrence = apps.get_model('plans', 'Occurrence')
    only = dict(
        Occurrence.objects.filter(number=1)
        .exclude(work_item__deadline_kind='monthly')
        .filter(work_item__evidence__isnull=False)
        .values_list('work_item_id', 'pk')
    )
    changed = []
    for row in Evidence.objects.filter(work_item__isnull=False).only('pk', 'work_item_id').iterator(chunk_size=BATCH):
        if row.work_item_id in only:
            row.occurrence_id = only[row.work_item_id]
            changed.append(row)
    Evidence.objects.bulk_update(changed, ['occurrence'], batch_size=400)


def _occurrences(item, model):
    plan = item.measure.plan
    made = dict(work_item=item, changed_by=item.changed_by, changed_at=item.changed_at)
    if item.deadline_kind != 'monthly':
        if item.deadline_kind == 'date':
            first, last = item.from_on, item.due_on
        elif item.deadline_kind == 'continuous':
            first, last = item.from_on, item.until_on
        else:
            first, last = None, None
        return [
            model(
                number=1, period_from=first, period_to=last, due_on=last, original_due_on=last,
                status=item.status, done_on=item.done_on, note=item.note, **made,
            )
        ]
    year = plan.fiscal_year - 543
    start = item.from_on or min(date(year - 1, 10, 1), item.until_on or date(year - 1, 10, 1))
    months = _months(start, item.until_on or date(year, 9, 30))
    if not months:
        months = [(None, None)]
    covered = [last for _first, last in months if last and last <= (plan.round_to or _today())]
    latest = max(covered, default=None)
    told_on = latest or months[0][1]
    rows = []
    for number, (first, last) in enumerate(months, start=1):
        is_covered = latest is None or last <= latest
        status = item.status if is_covered else 'not_started'
        rows.append(
            model(
                number=number, period_from=first, period_to=last, due_on=last, original_due_on=last, status=status,
                done_on=item.done_on if is_covered and status == 'done' else None,
                note=item.note if last == told_on else None, **made,
            )
        )
    return rows


def _today():
    return datetime.now(timezone(timedelta(hours=7))).date()


def _months(start, last):
    months = []
    first = start
    while first <= last and len(months) < 800:
        end = min(first.replace(day=monthrange(first.year, first.month)[1]), last)
        months.append((first, end))
        first = end + timedelta(days=1)
    return months


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_occurrence'),
    ]

    operations = [
        migrations.RunPython(add_occurrences, migrations.RunPython.noop),
        migrations.RunPython(hand_over_evidence, migrations.RunPython.noop),
    ]
