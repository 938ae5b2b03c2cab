"""The status of an occurrence and its work as the hand-over gives it (design 6.1): published and closed are done."""

from collections.abc import Sequence
from datetime import date, datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans import occurrences
from prongsai.apps.plans.models import Occurrence, WorkItem
from prongsai.core.handover import Chain
from prongsai.web.written import write
from prongsai.wiring import bangkok_date


def follow(row: Handover, parts: Sequence[Part], chain: Chain, *, by: User | None, at: datetime) -> None:
    """Set status and day of the occurrence behind a hand-over, and of its work.

    The caller has locked all of it (`actions.lock_handover`): the row with its occurrence and work, and the parts.
    """
    once = row.occurrence
    item = once.work_item
    done_on: date | None = None
    if row.state in {chain.last_state, "published", "closed"}:
        status = "done"
        done_on = max((part.done_on for part in parts if part.done_on), default=None) or bangkok_date(at)
    else:
        begun = row.state not in ("todo", "returned") or any(
            part.note or part.done_on or part.state != "todo" for part in parts
        )
        status = "in_progress" if begun else "not_started"
    note = "\n".join(part.note for part in parts if part.note) or None
    if (once.status, once.done_on, once.note) == (status, done_on, note):
        return
    once.status, once.done_on, once.note = status, done_on, note
    changed: tuple[Occurrence | WorkItem, ...] = (once, item)
    for one in changed:
        one.version += 1
        one.changed_at = at
        if by is not None:
            one.changed_by = str(by)
    said = ("status", "done_on", "note", "version", "changed_at", "changed_by")
    write(once, *said)
    plan = item.measure.plan
    occurrences.refresh_progress(item, bangkok_date(at), plan.fiscal_year)
    write(item, *said)
