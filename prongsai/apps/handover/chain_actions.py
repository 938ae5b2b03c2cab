"""What is done to the chain itself: which steps an agency uses, and its waivers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import ChainRule, Waiver
from prongsai.apps.handover.opening import find_chain_rule, open_handovers
from prongsai.apps.history.actions import record
from prongsai.apps.plans.queries import lock_row
from prongsai.core.errors import PersonError
from prongsai.core.handover import Chain
from prongsai.wiring import bangkok_date


@transaction.atomic
def set_chain(*, agency: Agency, steps: Sequence[str], by: User | None, at: datetime) -> ChainRule | None:
    """The steps the agency uses from now on; none at all switches the chain off. Gives the rule, None when off.

    What is under way goes on from where it stands, over the steps that are left.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    old = find_chain_rule(agency)
    before = {"steps": old.steps if old else None}
    if not steps:
        if old is not None:
            old.delete()
            _record("chain_changed", agency, by, at, before=before, after={"steps": None})
        return None
    chain = Chain.of(steps)
    values = {"steps": list(chain.steps), "changed_by": str(by or "–"), "changed_at": at}
    rule, _made = ChainRule.objects.update_or_create(agency=agency, defaults=values)
    after = {"steps": list(chain.steps)}
    if before != after:
        _record("chain_changed", agency, by, at, before=before, after=after)
    open_handovers(agency, at=at)
    return rule


@transaction.atomic
def record_waiver(
    *, agency: Agency, reason: str, order_number: str, from_on: date, until_on: date | None, by: User, at: datetime
) -> Waiver:
    """From a day on maker and checker may be one person here. Raises PersonError without a reason, with days turned round,
    and for days that are all over: what was done then was done without it."""
    if not reason.strip():
        raise PersonError("กรุณาเขียนเหตุผลของข้อยกเว้น", "say the reason for the waiver")
    if until_on is not None and until_on < from_on:
        raise PersonError("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม", "the last day must not come before the first")
    if until_on is not None and until_on < bangkok_date(at):
        raise PersonError(
            "ข้อยกเว้นบันทึกย้อนหลังไม่ได้ วันสิ้นสุดต้องไม่ก่อนวันนี้",
            "a waiver cannot be written afterwards: the last day must not come before today",
        )
    row = Waiver.objects.create(
        agency=agency,
        reason=reason.strip(),
        order_number=order_number.strip(),
        from_on=from_on,
        until_on=until_on,
        made_by=str(by),
        made_at=at,
    )
    _record("waiver_recorded", agency, by, at, after=_waiver_values(row))
    return row


@transaction.atomic
def end_waiver(*, waiver: Waiver, last_on: date, by: User, at: datetime) -> None:
    """The waiver holds for the last time on a day. Raises PersonError for a day outside it."""
    row = lock_row(Waiver, waiver.pk)
    if last_on < row.from_on or (row.until_on is not None and last_on > row.until_on):
        raise PersonError(
            "วันสิ้นสุดต้องอยู่ในช่วงของข้อยกเว้น และเลื่อนออกไปไม่ได้",
            "the last day must lie within the waiver: it can be shortened, not lengthened",
        )
    before = _waiver_values(row)
    row.until_on = last_on
    row.save(update_fields=("until_on",))
    _record("waiver_ended", row.agency, by, at, before=before, after=_waiver_values(row))


def _waiver_values(row: Waiver) -> dict[str, object]:
    return {
        "reason": row.reason,
        "order_number": row.order_number or None,
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat() if row.until_on else None,
    }


def _record(
    action: str,
    agency: Agency,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type="agency",
        object_id=str(agency.pk),
        object_label=agency.name,
        before=before,
        after=after,
    )
