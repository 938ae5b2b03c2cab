"""Which agencies are left in peace now."""

from datetime import date, datetime

from prongsai.apps.plans.models import Closure
from prongsai.apps.reminders.models import ReminderRule
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.reminder import is_quiet
from prongsai.core.thai.words import Words
from prongsai.wiring import BANGKOK, public_holidays


def quiet_agencies(rules: list[ReminderRule], at: datetime) -> frozenset[int]:
    """Those in their quiet hours or closed at a moment; one query."""
    here = at.astimezone(BANGKOK)
    today = here.date()
    named = dict(public_holidays(today.year, today.year))
    closed = set(Closure.objects.filter(from_on__lte=today, to_on__gte=today).values_list("agency_id", flat=True))
    return frozenset(
        rule.agency_id
        for rule in rules
        if is_quiet(here, rule.facts(), _calendar(named, today, rule.agency_id in closed))
    )


def _calendar(named: dict[date, Words], today: date, is_closed: bool) -> WorkCalendar:
    return WorkCalendar({**named, today: Words("สำนักงานปิด", "office closed")} if is_closed else named)
