"""Plain data that the pages of occurrences, extensions and closures show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from prongsai.apps.plans import labels
from prongsai.apps.plans.deadlines import extended_due
from prongsai.apps.plans.due import Bucket, bucket_of, periods_of
from prongsai.apps.plans.facts import deadline_facts
from prongsai.apps.plans.models import Extension, Occurrence, WorkItem
from prongsai.apps.plans.occurrences import calendar_for
from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.thai.format import format_date, format_month
from prongsai.core.thai.words import Words
from prongsai.web.reading import is_english
from prongsai.wiring import BANGKOK, bangkok_today


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """One occurrence of a work item; `bucket` is "" for what is done."""

    number: int
    period: str
    due: str
    due_on: date | None
    why: str
    bucket: Bucket | str
    status: str
    done_on: date | None
    note: str
    evidence_count: int = 0
    may_extend: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A request for more days with everything that was decided of it.

    While it waits, both days are those that granting it now would give; `asked_from` is the due day at the asking where
    another one holds now. `new_due_on` None: the work has no due day any more, or is done.
    """

    id: int
    measure_id: int
    measure: str
    work: str
    period: str
    old_due_on: date
    new_due_on: date | None
    days: int
    reason: str
    asked_by: str
    asked_at: datetime
    state: str
    state_word: str
    decided_by: str
    decided_at: datetime | None
    answer: str
    may_decide: bool = False
    asked_from: date | None = None


def occurrence_line(item: WorkItem, row: Occurrence, today: date) -> OccurrenceLine:
    """A row of the list of a work item's occurrences, or of its own page."""
    deadline = deadline_facts(item)
    due = labels.occurrence_words(deadline, row)
    period = labels.period_words(deadline, row)
    return OccurrenceLine(
        number=row.number,
        period=period,
        due=due,
        due_on=row.due_on,
        why=row.why_en if is_english() else row.why,
        bucket="" if row.status == "done" else bucket_of(row.due_on, periods_of(today)),
        status=row.status,
        done_on=row.done_on,
        note=row.note or "",
        evidence_count=getattr(row, "evidence_count", 0),
        may_extend=row.status != "done" and row.due_on is not None,
    )


def extension_lines(rows: Iterable[Extension], *, decider: int | None = None) -> list[ExtensionLine]:
    """Requests (with occurrence, work and measure); `decider` is the id of a person who may decide those of others.

    One query for each plan with a request that waits and whose due day moves to a working day.
    """
    calendars: dict[int, WorkCalendar] = {}
    return [
        ExtensionLine(
            id=row.pk,
            measure_id=row.occurrence.work_item.measure_id,
            measure=str(row.occurrence.work_item.measure),
            work=f"{row.occurrence.work_item.number}. {row.occurrence.work_item.text or ''}".strip(),
            period=labels.period_words(deadline_facts(row.occurrence.work_item), row.occurrence),
            **_days_of(row, calendars),
            days=row.days,
            reason=row.reason,
            asked_by=row.asked_by_name,
            asked_at=row.asked_at,
            state=row.state,
            state_word=str(row.get_state_display()),
            decided_by=row.decided_by_name,
            decided_at=row.decided_at,
            answer=row.answer,
            may_decide=decider is not None and row.state == "asked" and row.asked_by_id != decider,
        )
        for row in rows
    ]


def _days_of(row: Extension, calendars: dict[int, WorkCalendar]) -> dict[str, Any]:
    """The sum of a request: as it was decided, or as granting it now would make it."""
    once = row.occurrence
    if row.state != "asked":
        return {"old_due_on": row.old_due_on, "new_due_on": row.new_due_on}
    if once.due_on is None or once.status == "done":
        return {"old_due_on": row.old_due_on, "new_due_on": None}
    item = once.work_item
    plan = item.measure.plan
    if item.to_working_day and plan.pk not in calendars:
        calendars[plan.pk] = calendar_for(plan, bangkok_today())
    return {
        "old_due_on": once.due_on,
        "new_due_on": extended_due(once.due_on, row.days, item, calendars.get(plan.pk)),
        "asked_from": row.old_due_on if row.old_due_on != once.due_on else None,
    }


def holiday_lines(holidays: Iterable[tuple[date, Words]]) -> list[tuple[date, str]]:
    """Days off with their names in the person's language."""
    return [(day, why.en if is_english() else why.th) for day, why in holidays]


def granted_extensions(rows: Iterable[Extension]) -> tuple[GrantedExtension, ...]:
    """Extensions as the report lists them, in Thai whatever the page speaks."""
    return tuple(
        GrantedExtension(
            measure=row.occurrence.work_item.measure.number,
            column="step" if row.occurrence.work_item.kind == "step" else "follow_up",
            number=row.occurrence.work_item.number,
            period=thai_period(row.occurrence),
            old_due_on=row.old_due_on,
            new_due_on=row.new_due_on,
            days=row.days,
            reason=row.reason,
            granted_by=row.decided_by_name,
            granted_on=(row.decided_at or row.asked_at).astimezone(BANGKOK).date(),
        )
        for row in rows
    )


def thai_period(row: Occurrence) -> str:
    """Which occurrence of its work, in Thai as documents are; "" for work with a single due day."""
    kind = row.work_item.deadline_kind
    if row.period_from is None or kind == "date":
        return ""
    if kind == "monthly":
        return f"งวดเดือน{format_month(row.period_from)}"
    if kind == "relative":
        return f"เหตุการณ์วันที่ {format_date(row.period_from)}"
    return f"ช่วง {format_date(row.period_from)} ถึง {format_date(row.period_to)}" if row.period_to else ""
