"""Opening rounds when their day comes, and noting those that passed without a signature."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import RECORD_ROUND
from prongsai.apps.history.actions import record
from prongsai.apps.plans.models import Closure, Plan
from prongsai.apps.plans.office_days import office_calendar
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.queries import get_round
from prongsai.apps.rounds.sheets import build_sheet
from prongsai.core.deadline_rule.periods import month_end
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.errors import PersonError
from prongsai.core.monthly_round import Opening, hash_of_sheet, rounds_to_open, sheet_to_dict
from prongsai.wiring import bangkok_date


def calendar_around(agency: Agency, first: date, last: date) -> WorkCalendar:
    """The working days of an agency's office from one day's year to another's.

    A closure noted only after it was over moves no round: what opened in those days, or should have, did so as planned.
    """
    closures = Closure.objects.filter(agency=agency, from_on__lte=month_end(last), to_on__gte=first.replace(day=1))
    noted = [one for one in closures if bangkok_date(one.added_at) <= one.to_on]
    return office_calendar(first.year, last.year, noted)


def known_from(agency: Agency) -> date | None:
    """The day the agency's first plan came; None before there is any."""
    first = Plan.objects.filter(agency=agency).aggregate(first=Min("created_at"))["first"]
    return bangkok_date(first) if first else None


@transaction.atomic
def open_rounds(agency: Agency, *, at: datetime) -> int:
    """Open the rounds whose day has come, those of months missed meanwhile too. Gives how many; may be called by two at once."""
    today, first = bangkok_date(at), known_from(agency)
    if first is None or not _missing(agency, first, today):
        return 0
    lock_row(Agency, agency.pk)
    missing = _missing(agency, first, today)  # another may have opened them while this one waited
    for opening in missing:
        _open(agency, opening, by=None, at=at)
    return len(missing)


@transaction.atomic
def open_round_now(*, agency: Agency, by: User, at: datetime) -> Round:
    """Open this month's round by hand, in the month the agency began. Raises PersonError when there is one, or no plan."""
    lock_row(Agency, agency.pk)
    today = bangkok_date(at)
    month = today.replace(day=1)
    if known_from(agency) is None:
        raise PersonError("ยังไม่มีแผน จึงยังไม่มีอะไรให้กำกับติดตาม", "there is no plan yet, so there is nothing to follow up")
    if Round.objects.filter(agency=agency, month=month).exists():
        raise PersonError("รอบของเดือนนี้เปิดแล้ว", "this month's round is open already")
    return _open(agency, Opening(month, today, month_end(month)), by=by, at=at)


@transaction.atomic
def note_missed(row: Round, *, at: datetime) -> bool:
    """Note that a round's month passed without a signature, with what it would have shown; False when somebody was faster."""
    locked = lock_row(Round, row.pk)
    if locked.state != "open" or locked.state_on(bangkok_date(at)) != "missed":
        return False
    sheet = build_sheet(get_round(row.pk), bangkok_date(at))
    locked.state, locked.missed_at = "missed", at
    locked.shown, locked.shown_sha256 = sheet_to_dict(sheet), hash_of_sheet(sheet)
    locked.save()
    record_round("round_missed", locked, None, at, after={"state": "missed", "content": locked.shown_sha256})
    return True


def record_round(
    action: str,
    row: Round,
    by: User | None,
    at: datetime,
    *,
    permission: str | None = None,
    label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """One event of a round's history."""
    record(
        action,
        agency=row.agency.slug,
        actor=actor_in(by, row.agency, permission),
        at=at,
        object_type="round",
        object_id=str(row.pk),
        object_label=f"{row.month:%Y-%m}{label}",
        before=before,
        after=after,
    )


def _missing(agency: Agency, first: date, today: date) -> tuple[Opening, ...]:
    opened = set(Round.objects.filter(agency=agency).values_list("month", flat=True))
    return rounds_to_open(first, opened, today, calendar_around(agency, first, today))


def _open(agency: Agency, opening: Opening, *, by: User | None, at: datetime) -> Round:
    row = Round.objects.create(
        agency=agency,
        month=opening.month,
        opens_on=opening.opens_on,
        due_on=opening.due_on,
        opened_at=at,
        opened_by=str(by) if by else "",
        opened_late=opening.is_late,
        days_off=[[one.day.isoformat(), one.why.th, one.why.en] for one in opening.days_off],
    )
    after: dict[str, Any] = {"due_on": row.due_on.isoformat(), "opened_late": row.opened_late}
    if opening.days_off:
        after |= {"opens_on": row.opens_on.isoformat(), "days_off": [f"{day} {why}" for day, why, _en in row.days_off]}
    record_round("round_opened", row, by, at, permission=RECORD_ROUND, after=after)
    return row
