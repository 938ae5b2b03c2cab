"""Rule `done_on_after_round`."""

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.checks.places import list_all_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def work_of_the_round_was_done_in_it(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A round's report calls nothing done on a day after the round. Source: the round's own days."""
    if plan.round is None:
        return []
    end = plan.round.to_on
    return [
        place.finding(
            "done_on_after_round",
            "warning",
            f"วันที่ทำเสร็จ {day_th(done_on)} อยู่หลังสิ้นรอบการรายงาน ({day_th(end)}) กรุณาตรวจสอบวันที่ หรือรายงานในรอบถัดไป",
            f"done on {day_en(done_on)}, after the round ended ({day_en(end)}). "
            "Check the day, or report it in the next round",
        )
        for place in list_all_work(plan)
        if (done_on := place.work.done_on) and done_on > end
    ]
