"""Rule `supervision_before_task`."""

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.checks.places import list_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def supervision_ends_after_the_tasks(plan: Plan, framework: Framework | None) -> list[Finding]:
    """The executive's supervision of a measure does not end before its last task is due.

    Source: the first real report, row 5 (supervision in January, a task in April).
    """
    found = []
    for measure in plan.measures:
        dated = [(place, due) for place in list_work(measure) if (due := place.due_on)]
        tasks = [(due, place) for place, due in dated if not place.is_supervision]
        if not tasks:
            continue
        last_due, last = max(tasks, key=lambda task: task[0])
        found += [
            place.finding(
                "supervision_before_task",
                "warning",
                f"ผู้บริหารกำกับติดตามถึง {day_th(due)} แต่{last.where_th} ครบกำหนด {day_th(last_due)} "
                f"กรุณาเลื่อนการกำกับติดตามให้ไม่ก่อน {day_th(last_due)}",
                f"supervision ends on {day_en(due)}, but {last.where_en} is due on {day_en(last_due)}. "
                f"Let supervision end no earlier than {day_en(last_due)}",
            )
            for place, due in dated
            if place.is_supervision and due < last_due
        ]
    return found
