"""The occurrences of work as rows: made with the work, kept in step with its rule, and carried on as time passes.

Called inside the transaction of an action; the caller holds the lock of the measure, and the constraints of
`Occurrence` stop what a second writer would double.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Min, OuterRef, Q, QuerySet

from prongsai.apps.plans.facts import deadline_facts
from prongsai.apps.plans.models import Closure, Measure, Occurrence, Plan, WorkItem
from prongsai.apps.plans.office_days import office_calendar
from prongsai.core.deadline_rule.changes import Kept, plan_changes
from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.deadline_rule.progress import Progress, Recorded, work_progress
from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.slots import Span, is_recurring, list_slots
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.plan import Deadline, Status
from prongsai.core.thai.deadline_words import explain_slot
from prongsai.web.prepared import Prepared
from prongsai.wiring import BANGKOK


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rules of all work of one plan are asked with on one day."""

    span: Span
    calendar: WorkCalendar
    today: date
    covered_until: date
    """The last day that the statuses of the plan's document speak of: its round's, else not what is still to come."""

    @property
    def fiscal_year(self) -> int:
        return self.span.fiscal_year


def frame_of(plan: Plan, today: date) -> Frame:
    """The frame of a plan: two queries."""
    later = Plan.objects.filter(agency_id=plan.agency_id, fiscal_year__gt=plan.fiscal_year)
    next_year = later.aggregate(next=Min("fiscal_year"))["next"]
    span = Span(
        plan.fiscal_year,
        known_from=plan.created_at.astimezone(BANGKOK).date(),
        horizon=month_end(add_months(today.replace(day=1), 1)),
        taken_over_on=fiscal_year_start(next_year) if next_year else None,
    )
    covered_until = plan.round_to or min(fiscal_year_end(plan.fiscal_year), today)
    return Frame(span, calendar_for(plan, today), today, covered_until)


def calendar_for(plan: Plan, today: date) -> WorkCalendar:
    """Public holidays from the year before a plan's to the year after today, and the office's own closures."""
    return calendar_of_year(plan.agency_id, plan.fiscal_year, today)


def calendar_of_year(agency_id: int, fiscal_year: int, today: date) -> WorkCalendar:
    """The same for an agency's fiscal year (Buddhist era) without a plan; one query."""
    first, last = fiscal_year_start(fiscal_year).year - 1, fiscal_year_end(fiscal_year).year
    closures = Closure.objects.filter(agency_id=agency_id, to_on__year__gte=first)
    return office_calendar(first, max(last, today.year) + 1, closures)


def add_first(items: Sequence[WorkItem], frame: Frame) -> None:
    """The occurrences of work just stored, with the progress its document states, in one query."""
    rows: list[Occurrence] = []
    for item in items:
        deadline = deadline_facts(item)
        slots = list_slots(deadline, frame.span, calendar=frame.calendar)
        covered = [slot for slot in slots if slot.due_on is None or slot.due_on <= frame.covered_until]
        told = covered[-1] if covered else slots[0]
        for number, slot in enumerate(slots, start=1):
            row = _new(item, number, slot, deadline, frame.calendar)
            if len(slots) == 1 or not covered or slot in covered:
                row.status = item.status
                row.done_on = item.done_on if item.status == "done" or len(slots) == 1 else None
            row.note = item.note if slot is told else None
            rows.append(row)
    Occurrence.objects.bulk_create(rows)


def only_ones(measure: Measure) -> dict[int, int]:
    """The occurrence of each work item of a measure that has a single one, both by id."""
    found = WorkItem.objects.filter(measure=measure).annotate(count=Count("occurrences"), only=Min("occurrences"))
    return dict(found.filter(count=1).values_list("pk", "only"))


def follow_rule(item: WorkItem, frame: Frame, rows: Sequence[Occurrence] | None = None) -> bool:
    """Bring the occurrences of work in step with its rule as it is now; whether anything changed.

    `rows` are its occurrences as `with_touch` gives them, where the caller has them already.
    """
    deadline = deadline_facts(item)
    events = [event.happened_on for event in item.events.all()] if item.deadline_kind == "relative" else []
    slots = list_slots(deadline, frame.span, events=events, calendar=frame.calendar)
    by_number = {row.number: row for row in (with_touch(item.occurrences.all()) if rows is None else rows)}
    kept = [_kept(row) for row in by_number.values()]
    waits = len(kept) == 1 and kept[0].period_from is None
    is_once = len(slots) == 1 and not is_recurring(deadline) and (item.deadline_kind != "relative" or waits)
    changes = plan_changes(kept, slots, frame.today, is_once=is_once)
    if changes.gone:
        Occurrence.objects.filter(pk__in=[by_number[one.number].pk for one in changes.gone]).delete()
    for one, slot in changes.moved:
        row = by_number[one.number]
        _set_days(row, slot, deadline, frame.calendar)
        row.save(update_fields=("period_from", "period_to", "due_on", "original_due_on", "why", "why_en"))
    Occurrence.objects.bulk_create(_new(item, number, slot, deadline, frame.calendar) for number, slot in changes.new)
    said = _say_again(by_number.values(), slots, deadline, frame.calendar)
    return bool(changes.gone or changes.moved or changes.new or said)


def with_touch(rows: QuerySet[Occurrence]) -> list[Occurrence]:
    """Occurrences, locked, each with `is_referred`: whether anything stored anywhere hangs on it.

    A model may say by `KEEPS_OCCURRENCE`, a condition, which of its rows do.
    """
    hanging = Q()
    for relation in Occurrence._meta.related_objects:
        others = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
        others = others.filter(getattr(relation.related_model, "KEEPS_OCCURRENCE", Q()))
        hanging |= Q(Exists(others))
    referred = ExpressionWrapper(hanging, output_field=BooleanField())
    return list(rows.select_for_update(of=("self",)).order_by("work_item_id", "number").annotate(is_referred=referred))


def carry_on(plan: Plan, today: date) -> int:
    """Bring the occurrences and statuses of all work of a plan up to date; gives how many work items changed.

    Locks the plan, then its measures, as edits of a measure do.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    if row.occurrences_kept_on is not None and row.occurrences_kept_on >= today:
        return 0
    list(Measure.objects.select_for_update().filter(plan=row).order_by("pk").values_list("pk"))
    frame = frame_of(row, today)
    rows: dict[int, list[Occurrence]] = {}
    for one in with_touch(Occurrence.objects.filter(work_item__measure__plan=row)):
        rows.setdefault(one.work_item_id, []).append(one)
    changed = 0
    for item in WorkItem.objects.filter(measure__plan=row).prefetch_related("events").order_by("pk"):
        mine = rows.get(item.pk, [])
        is_changed = follow_rule(item, frame, mine)
        if (is_changed or any(one.version > 1 for one in mine)) and refresh_progress(item, today, row.fiscal_year):
            item.save(update_fields=("status", "done_on", "note"))
            is_changed = True
        changed += is_changed
    row.occurrences_kept_on = today
    row.save(update_fields=("occurrences_kept_on",))
    return changed


def _recorded_of(item: int) -> QuerySet[Occurrence, tuple[str, date | None, date | None, date | None, str | None, int]]:
    rows = Occurrence.objects.filter(work_item=item).order_by("period_from", "number")
    return rows.values_list("status", "period_from", "due_on", "done_on", "note", "version")


_RECORDED = Prepared(_recorded_of, item=int)


def refresh_progress(item: WorkItem, today: date, fiscal_year: int) -> bool:
    """Set the work's status, day and note from its occurrences; whether that changed them. The caller saves."""
    parts = [
        Recorded(cast("Status", status), period_from, due_on, done_on, note, is_recorded=version > 1)
        for status, period_from, due_on, done_on, note, version in _RECORDED.rows(item=item.pk)
    ]
    before = Progress(cast("Status", item.status), item.done_on, item.note)
    after = work_progress(parts, before, today=today, year_end=fiscal_year_end(fiscal_year))
    item.status, item.done_on, item.note = after.status, after.done_on, after.note
    return after != before


def is_touched(row: Occurrence) -> bool:
    """Whether something was handed in, recorded or decided for a row of `with_touch`."""
    is_referred: bool = row.is_referred  # type: ignore[attr-defined]
    return is_referred or row.status in ("in_progress", "done") or bool(row.note) or row.version > 1


def _kept(row: Occurrence) -> Kept:
    return Kept(
        row.number,
        row.period_from,
        row.period_to,
        row.due_on,
        is_touched(row),
        is_done=row.status == "done",
        is_extended=row.due_on != row.original_due_on,
    )


def _say_again(
    rows: Iterable[Occurrence], slots: Sequence[Slot], deadline: Deadline | None, calendar: WorkCalendar
) -> bool:
    """Words for days that came without any, from before occurrences were kept."""
    silent = [row for row in rows if not row.why and row.pk is not None]
    for row in silent:
        same = [slot for slot in slots if slot.period_from == row.period_from and slot.due_on == row.original_due_on]
        said = explain_slot(deadline, same[0] if same else Slot(row.period_from, row.period_to, row.due_on), calendar)
        Occurrence.objects.filter(pk=row.pk).update(why=said.th, why_en=said.en)
    return bool(silent)


def _new(item: WorkItem, number: int, slot: Slot, deadline: Deadline | None, calendar: WorkCalendar) -> Occurrence:
    row = Occurrence(
        work_item=item,
        number=number,
        status="not_started",
        changed_by=item.changed_by,
        changed_at=item.changed_at,
    )
    _set_days(row, slot, deadline, calendar)
    return row


def _set_days(row: Occurrence, slot: Slot, deadline: Deadline | None, calendar: WorkCalendar) -> None:
    row.period_from, row.period_to = slot.period_from, slot.period_to
    row.due_on = row.original_due_on = slot.due_on
    said = explain_slot(deadline, slot, calendar)
    row.why, row.why_en = said.th, said.en
