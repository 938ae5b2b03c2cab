"""When nothing is sent: at night and on days on which the office does not work."""

from datetime import datetime

from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.reminder.rule import Rule


def is_quiet(here: datetime, rule: Rule, calendar: WorkCalendar) -> bool:
    """Whether an agency is left in peace at a moment told in its own time (Bangkok)."""
    if not rule.on_days_off and not calendar.is_working(here.date()):
        return True
    begins, ends, now = rule.quiet_from, rule.quiet_until, here.time()
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends
