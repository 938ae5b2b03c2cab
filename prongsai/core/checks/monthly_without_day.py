"""Rule `monthly_without_day`."""

import re

from prongsai.core.checks.places import list_all_work
from prongsai.core.deadline_rule.options import options_of
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import FollowUp, Plan


def monthly_tasks_name_their_day(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A task done every month says by which day of the month, in its words or by the day the office set.

    Source: the first real report, row 6 (monthly summaries).
    """
    return [
        place.finding(
            "monthly_without_day",
            "note",
            "งานที่ทำทุกเดือนไม่ได้ระบุว่าภายในวันที่เท่าใดของเดือน ระบบจะถือวันสิ้นเดือน ควรระบุ เช่น ภายในวันที่ ๕ ของเดือนถัดไป",
            "done every month, but by which day is not said; the end of the month is taken. "
            "Say it, for example by the 5th of the next month",
        )
        for place in list_all_work(plan)
        if isinstance(place.work, FollowUp)
        and not place.is_supervision
        and place.work.deadline
        and place.work.deadline.kind == "monthly"
        and options_of(place.work.deadline).due_day is None
        and not re.search(r"วันที่|สิ้นเดือน|ต้นเดือน|วันทำการ", place.work.text or place.work.deadline.as_printed)
    ]
