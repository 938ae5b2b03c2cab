"""Rule `supervision_without_date`."""

from prongsai.core.checks.places import list_all_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def supervision_says_when(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Supervision names a date or a rhythm; "within the set time" leaves no trace to check.

    Source: the first real report, rows 3, 7, 8 and 9.
    """
    return [
        place.finding(
            "supervision_without_date",
            "note",
            "การกำกับติดตามของผู้บริหารไม่ได้กำหนดเวลา ควรระบุวันที่หรือรอบ เช่น ทุกเดือน และบันทึกผลการติดตามไว้",
            "the executive's supervision names no time. Give a date or a rhythm, such as every month, and keep a record",
        )
        for place in list_all_work(plan)
        if place.is_supervision and (place.work.deadline is None or place.work.deadline.kind == "none")
    ]
