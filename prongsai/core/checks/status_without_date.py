"""Rule `status_without_date`."""

from prongsai.core.checks.places import list_work, numbers_en, numbers_th, of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import FollowUp, Plan, Step


def done_work_has_its_day(plan: Plan, framework: Framework | None) -> list[Finding]:
    """What is called done says on which day it was done. Source: the first real report: "the claim needs a date"."""
    found = []
    for measure in plan.measures:
        places = list_work(measure)
        undated = [place.work for place in places if place.work.status == "done" and place.work.done_on is None]
        if undated:
            steps = [work.number for work in undated if isinstance(work, Step)]
            follow_ups = [work.number for work in undated if isinstance(work, FollowUp)]
            which_th = " และ".join(
                part
                for part in (
                    f"ขั้นตอนที่ {numbers_th(steps)}" if steps else "",
                    f"การรายงานผลข้อ {numbers_th(follow_ups)}" if follow_ups else "",
                )
                if part
            )
            which_en = " and ".join(
                part
                for part in (
                    f"step {numbers_en(steps)}" if steps else "",
                    f"follow-up {numbers_en(follow_ups)}" if follow_ups else "",
                )
                if part
            )
        elif measure.status == "done" and not any(place.work.done_on for place in places):
            which_th, which_en = "", ""
        else:
            continue
        found.append(
            of_measure(
                "status_without_date",
                "warning",
                measure,
                "การดำเนินการ",
                f"{which_th} รายงานว่าดำเนินการเรียบร้อยแล้วโดยไม่ระบุวันที่ทำเสร็จ กรุณาระบุวันที่".lstrip(),
                f"{which_en} reported as done without the day of completion. Give the day".lstrip(),
            )
        )
    return found
