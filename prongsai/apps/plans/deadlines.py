"""Actions about deadlines: the day of an event, more days for an occurrence, days on which the office is closed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.actions import record
from prongsai.apps.plans import occurrences, queries
from prongsai.apps.plans.models import Closure, Extension, Measure, Occurrence, Plan, WorkEvent, WorkItem
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.errors import PersonError
from prongsai.core.thai.format import format_date
from prongsai.wiring import bangkok_today

LONGEST_EXTENSION_DAYS = 366
LONGEST_CLOSURE_DAYS = 366


@transaction.atomic
def record_event(*, item: WorkItem, happened_on: date, what: str = "", by: User, at: datetime) -> WorkEvent:
    """Say when the event that a deadline counts from took place; the work is then due so many days after.

    Raises PersonError for work that waits for no event, a day still to come, and a day recorded already.
    """
    queries.lock_row(Measure, item.measure_id)
    row = queries.lock_row(WorkItem, item.pk)
    if row.deadline_kind != "relative":
        raise PersonError("งานนี้ไม่ได้นับกำหนดจากเหตุการณ์", "this work has no deadline counted from an event")
    today = bangkok_today()
    if happened_on > today:
        raise PersonError("วันที่เกิดเหตุการณ์ต้องไม่เป็นวันในอนาคต", "the day of the event must not lie in the future")
    if row.events.filter(happened_on=happened_on).exists():
        raise PersonError(
            f"บันทึกเหตุการณ์วันที่ {format_date(happened_on)} ไว้แล้ว", f"an event of {happened_on} is recorded already"
        )
    event = WorkEvent.objects.create(
        work_item=row, happened_on=happened_on, what=what[:300], recorded_by=str(by), recorded_at=at
    )
    _follow(row, item.measure.plan, today)
    after = {"happened_on": happened_on.isoformat(), "what": event.what}
    _record("event_recorded", item, by, at, None, after)
    return event


@transaction.atomic
def withdraw_event(*, event: WorkEvent, by: User, at: datetime) -> None:
    """Take back an event recorded by mistake. Raises PersonError once something is recorded for it."""
    item = event.work_item
    queries.lock_row(Measure, item.measure_id)
    row = queries.lock_row(WorkItem, item.pk)
    gone = queries.lock_row(WorkEvent, event.pk)
    started = occurrences.with_touch(row.occurrences.filter(period_from=gone.happened_on))
    if any(occurrences.is_touched(one) for one in started):
        raise PersonError(
            "มีการบันทึกผลหรือส่งหลักฐานของเหตุการณ์นี้แล้ว จึงถอนไม่ได้",
            "something is recorded or handed in for this event: it cannot be taken back",
        )
    row.occurrences.filter(pk__in=[one.pk for one in started]).delete()
    gone.delete()
    _follow(row, item.measure.plan, bangkok_today())
    before = {"happened_on": event.happened_on.isoformat(), "what": event.what}
    _record("event_withdrawn", item, by, at, before, None)


@transaction.atomic
def ask_extension(*, occurrence: Occurrence, days: int, reason: str, by: User, at: datetime) -> Extension:
    """Ask for more days, counted from the day it is due now.

    Raises PersonError for what is done or has no due day, and while another request waits.
    """
    item = occurrence.work_item
    queries.lock_row(Measure, item.measure_id)
    row = queries.lock_row(Occurrence, occurrence.pk)
    if row.status == "done":
        raise PersonError("งานนี้แล้วเสร็จแล้ว จึงขยายเวลาไม่ได้", "this work is done: it needs no more days")
    if row.due_on is None:
        raise PersonError("งานนี้ยังไม่มีวันครบกำหนด จึงขยายเวลาไม่ได้", "this work has no due day that could be extended")
    if not 1 <= days <= LONGEST_EXTENSION_DAYS:
        raise PersonError(
            f"จำนวนวันที่ขอขยายต้องอยู่ระหว่าง 1 ถึง {LONGEST_EXTENSION_DAYS}",
            f"the days asked for must be 1 to {LONGEST_EXTENSION_DAYS}",
        )
    if row.extensions.filter(state="asked").exists():
        raise PersonError("มีคำขอขยายเวลารออนุมัติอยู่แล้ว", "a request for more days is waiting already")
    extension = Extension.objects.create(
        occurrence=row,
        old_due_on=row.due_on,
        new_due_on=extended_due(row.due_on, days, item),
        days=days,
        reason=reason,
        asked_by=by,
        asked_by_name=str(by),
        asked_at=at,
    )
    _record("extension_asked", item, by, at, None, {**_values(extension), "reason": reason}, row.number)
    return extension


@transaction.atomic
def decide_extension(*, extension: Extension, grant: bool, answer: str = "", by: User, at: datetime) -> Extension:
    """Grant or refuse more days. The new day counts from the due day that holds now, not from today.

    Raises PersonError for the person who asked, when it was decided already, and when the work got done meanwhile.
    """
    item = extension.occurrence.work_item
    queries.lock_row(Measure, item.measure_id)
    row = queries.lock_row(Extension, extension.pk)
    once = queries.lock_row(Occurrence, row.occurrence_id)
    if row.state != "asked":
        raise PersonError("คำขอนี้พิจารณาไปแล้ว", "this request has been decided already")
    if row.asked_by_id == by.pk:
        raise PersonError(
            "ผู้ขอขยายเวลาอนุมัติคำขอของตนเองไม่ได้ ต้องเป็นผู้อื่น", "nobody decides a request of their own: someone else must"
        )
    if grant and (once.status == "done" or once.due_on is None):
        raise PersonError("งานนี้แล้วเสร็จหรือไม่มีวันครบกำหนดแล้ว", "this work is done or has no due day any more")
    before = {"due_on": once.due_on.isoformat() if once.due_on else None}
    row.state = "granted" if grant else "refused"
    row.decided_by, row.decided_by_name, row.decided_at, row.answer = by, str(by), at, answer
    if grant and once.due_on is not None:
        row.old_due_on, row.new_due_on = once.due_on, extended_due(once.due_on, row.days, item)
        once.due_on = row.new_due_on
        once.save(update_fields=("due_on",))
    row.save()
    action = "extension_granted" if grant else "extension_refused"
    _record(action, item, by, at, before, {**_values(row), "answer": answer}, once.number)
    return row


@transaction.atomic
def add_closure(*, agency: Agency, from_on: date, to_on: date, why: str, by: User, at: datetime) -> Closure:
    """Close the office on some days; what is counted in working days is counted anew.

    Raises PersonError for more than a year and for the same days twice.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    if not 0 <= (to_on - from_on).days < LONGEST_CLOSURE_DAYS:
        raise PersonError("ช่วงวันที่ปิดต้องเรียงตามลำดับและไม่เกินหนึ่งปี", "the days closed must be in order and at most a year")
    if agency.closures.filter(from_on=from_on, to_on=to_on).exists():
        raise PersonError("บันทึกวันปิดช่วงนี้ไว้แล้ว", "these days are recorded already")
    closure = Closure.objects.create(
        agency=agency, from_on=from_on, to_on=to_on, why=why[:300], added_by=str(by), added_at=at
    )
    _count_anew(agency)
    _record_closure("closure_added", closure, by, at, None, _closure_values(closure))
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: User, at: datetime) -> None:
    """Open the office again on those days. Raises Http404 when someone did already."""
    row = queries.lock_row(Closure, closure.pk)
    _record_closure("closure_removed", row, by, at, _closure_values(row), None)
    row.delete()
    _count_anew(closure.agency)


@transaction.atomic
def keep_occurrences(*, plan: Plan, today: date) -> int:
    """Make the occurrences that time brings, and let statuses follow; gives how many work items changed.

    No person does this, and nothing a person recorded changes: it is no event of the history.
    """
    try:
        return occurrences.carry_on(plan, today)
    except Plan.DoesNotExist:
        raise Http404 from None


def keep_agency_current(agency: Agency, today: date) -> None:
    """As `keep_occurrences` for every plan of an agency that needs it: one query on a day when none does."""
    for plan in queries.plans_out_of_step(today, agency):
        keep_occurrences(plan=plan, today=today)


def keep_plan_current(plan: Plan, today: date) -> None:
    """As `keep_occurrences` for one plan just loaded: no query on a day when it was done. Replaced plans are left alone."""
    if plan.occurrences_kept_on is None or plan.occurrences_kept_on < today:
        for stale in queries.plans_out_of_step(today).filter(pk=plan.pk):
            keep_occurrences(plan=stale, today=today)


def extended_due(due_on: date, days: int, item: WorkItem, calendar: WorkCalendar | None = None) -> date:
    """So many days after the old due day; moved to a working day where the work's rule says so.

    One query where it does and the `calendar` of the work's plan is not given.
    """
    extended = due_on + timedelta(days=days)
    if not item.to_working_day:
        return extended
    return (calendar or occurrences.calendar_for(item.measure.plan, bangkok_today())).next_working_day(extended)


def _follow(row: WorkItem, plan: Plan, today: date) -> None:
    frame = occurrences.frame_of(plan, today)
    occurrences.follow_rule(row, frame)
    if occurrences.refresh_progress(row, today, plan.fiscal_year):
        row.save(update_fields=("status", "done_on", "note"))


def _count_anew(agency: Agency) -> None:
    Plan.objects.filter(agency=agency).update(occurrences_kept_on=None)


def _values(extension: Extension) -> dict[str, object]:
    return {
        "old_due_on": extension.old_due_on.isoformat(),
        "new_due_on": extension.new_due_on.isoformat(),
        "days": extension.days,
    }


def _closure_values(closure: Closure) -> dict[str, object]:
    return {"from_on": closure.from_on.isoformat(), "to_on": closure.to_on.isoformat(), "why": closure.why}


def _record(
    action: str,
    item: WorkItem,
    by: User,
    at: datetime,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    number: int | None = None,
) -> None:
    measure = item.measure
    agency = measure.plan.agency
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type="work",
        object_id=str(item.pk),
        object_label=f"{measure.number}. {measure.issue} / {item.number}" + (f" ({number})" if number else ""),
        before=before,
        after=after,
    )


def _record_closure(
    action: str,
    closure: Closure,
    by: User,
    at: datetime,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    agency = closure.agency
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type="closure",
        object_id=str(closure.pk),
        object_label=str(closure),
        before=before,
        after=after,
    )
