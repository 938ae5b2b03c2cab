"""The status of a work item as its hand-overs give it (design 6.1): published and closed are done."""

from datetime import date, datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.handover.models import Handover
from prongsai.apps.plans.models import WorkItem
from prongsai.core.handover import Chain
from prongsai.wiring import bangkok_date


def follow(row: Handover, chain: Chain, *, by: User | None, at: datetime) -> WorkItem:
    """Set status and day of the work item behind a hand-over; the caller has locked its measure."""
    item = WorkItem.objects.select_for_update().get(pk=row.occurrence.work_item_id)
    done = {chain.last_state, "published", "closed"}
    today = bangkok_date(at)
    handovers = list(
        Handover.objects.filter(occurrence__work_item=item).select_related("occurrence").prefetch_related("parts")
    )
    due = [one for one in handovers if _has_come_due(one, today)] or handovers
    if all(one.state in done for one in due):
        status, done_on = "done", max((_done_on(one) or today for one in due), default=today)
    elif any(one.state not in ("todo", "returned") or _has_begun(one) for one in handovers):
        status, done_on = "in_progress", None
    else:
        status, done_on = "not_started", None
    if (item.status, item.done_on) != (status, done_on):
        item.status, item.done_on = status, done_on
        item.version += 1
        item.changed_at = at
        if by is not None:
            item.changed_by = str(by)
        item.save()
    return item


def _has_come_due(row: Handover, today: date) -> bool:
    due_on = row.occurrence.due_on
    return due_on is None or due_on <= today


def _done_on(row: Handover) -> date | None:
    return max((part.done_on for part in row.parts.all() if part.done_on), default=None)


def _has_begun(row: Handover) -> bool:
    return any(part.note or part.done_on or part.state != "todo" for part in row.parts.all())
