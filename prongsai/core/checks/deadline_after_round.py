"""Rule `deadline_after_round`."""

from prongsai.core.checks.day_words import day_en, day_th
from prongsai.core.checks.places import list_all_work
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def deadlines_fall_inside_the_round(plan: Plan, framework: Framework | None) -> list[Finding]:
    """In a round's report every deadline lies inside the round; later ones are named, so that nobody counts them as due.

    Source: the first real report (five deadlines in April, the round ends in March).
    """
    if plan.round is None:
        return []
    end = plan.round.to_on
    return [
        place.finding(
            "deadline_after_round",
            "note",
            f"กำหนดแล้วเสร็จ {day_th(due)} อยู่หลังสิ้นรอบการรายงาน ({day_th(end)}) "
            "งานนี้ยังไม่ครบกำหนดในรอบนี้ กรุณารายงานตามความเป็นจริงและติดตามต่อในรอบถัดไป",
            f"due on {day_en(due)}, after the round ends ({day_en(end)}). It is not yet due in this round: "
            "report it as it stands and follow it up in the next one",
        )
        for place in list_all_work(plan)
        if (due := place.due_on) and due > end
    ]
