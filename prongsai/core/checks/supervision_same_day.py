"""Rule `supervision_same_day`."""

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.checks.places import list_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def supervision_leaves_time_after_the_tasks(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Supervision is not due on the very day of the measure's last task: nothing could be put right any more.

    Source: the first real report, row 4 (task and supervision both by the end of January).
    """
    found = []
    for measure in plan.measures:
        dated = [(place, due) for place in list_work(measure) if (due := place.due_on)]
        tasks = [due for place, due in dated if not place.is_supervision]
        found += [
            place.finding(
                "supervision_same_day",
                "note",
                f"วันกำกับติดตามตรงกับวันครบกำหนดของงาน ({day_th(due)}) หากพบว่างานไม่ครบจะไม่มีเวลาแก้ไข "
                "ควรติดตามก่อนครบกำหนด หรือติดตามทุกเดือน",
                f"supervision falls on the day the work is due ({day_en(due)}); nothing could be put right any more. "
                "Follow up earlier, or every month",
            )
            for place, due in dated
            if place.is_supervision and tasks and due == max(tasks)
        ]
    return found
