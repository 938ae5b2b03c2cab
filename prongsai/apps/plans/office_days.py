"""The days on which one agency's office works: public holidays and its own closures."""

from collections.abc import Iterable
from datetime import timedelta

from prongsai.apps.plans.models import Closure
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.thai.words import Words
from prongsai.wiring import public_holidays


def office_calendar(first_year: int, last_year: int, closures: Iterable[Closure]) -> WorkCalendar:
    """The public holidays of Christian years and these closures; a day that is both keeps the holiday's name."""
    named = dict(public_holidays(first_year, last_year))
    for closure in closures:
        day = closure.from_on
        while day <= closure.to_on:
            named.setdefault(day, Words(f"สำนักงานปิด: {closure.why}", f"office closed: {closure.why}"))
            day += timedelta(days=1)
    return WorkCalendar(named)
