"""Rule `done_before_deadline`."""

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.checks.places import WorkPlace, list_all_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def work_due_after_the_round_is_not_called_done(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Work whose deadline lies after the round's end is called done only with the day on which it was done.

    The claim may stand on the work itself, or on the measure as a whole where the work has no status of its own.
    Source: the first real report: every row "done", five of them before their time.
    """
    if plan.round is None:
        return []
    end = plan.round.to_on
    return [
        place.finding(
            "done_before_deadline",
            "warning",
            f"รายงานว่าดำเนินการเรียบร้อยแล้ว แต่กำหนดแล้วเสร็จคือ {day_th(due)} ซึ่งอยู่หลังสิ้นรอบการรายงาน ({day_th(end)}) "
            "และไม่มีวันที่ทำเสร็จ กรุณาระบุวันที่ทำเสร็จพร้อมหลักฐาน หรือแก้สถานะเป็นอยู่ระหว่างดำเนินการ",
            f"reported as done, yet it is due on {day_en(due)}, after the round ends ({day_en(end)}), and no day of "
            "completion is given. Give the day and the evidence, or set it to in progress",
        )
        for place in list_all_work(plan)
        if (due := place.due_on) and due > end and place.work.done_on is None and _is_called_done(place)
    ]


def _is_called_done(place: WorkPlace) -> bool:
    if place.work.status != "unknown":
        return place.work.status == "done"
    return place.measure.status == "done"
