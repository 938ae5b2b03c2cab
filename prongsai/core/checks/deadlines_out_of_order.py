"""Rule `deadlines_out_of_order`."""

from prongsai.core.checks.places import numbers_en, numbers_th, of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def tasks_stand_in_order_of_time(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Tasks of a measure's follow-up stand in order of their deadlines; one that comes earlier is easily overlooked.

    Source: the first real report, row 3 (April before December).
    """
    found = []
    for measure in plan.measures:
        dated = [
            (one.number, one.deadline.due_on)
            for one in measure.follow_ups
            if one.role == "task" and one.deadline and one.deadline.due_on
        ]
        early = [
            number
            for position, (number, due) in enumerate(dated)
            if any(before > due for _, before in dated[:position])
        ]
        if early:
            found.append(
                of_measure(
                    "deadlines_out_of_order",
                    "note",
                    measure,
                    "กำหนดเวลาแล้วเสร็จ",
                    f"งานข้อ {numbers_th(early)} ครบกำหนดก่อนงานที่เขียนไว้ข้างหน้า ควรเรียงตามวันครบกำหนดเพื่อไม่ให้มองข้าม",
                    f"follow-up {numbers_en(early)}: due before one printed above. "
                    "Put tasks in order of their deadlines, so that none is overlooked",
                )
            )
    return found
