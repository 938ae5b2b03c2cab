"""Rule `item_without_measure`."""

from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan
from prongsai.core.scoring import rank_items_by_points
from prongsai.core.thai.digits import to_thai_digits


def every_item_has_a_measure(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every item of the year is covered by some measure; gaps are named by what they are worth, unknown worth last.

    A plan without measures has no gaps to name. Source: the year's framework; worth: domain/ita-scoring (averaging).
    """
    if framework is None or not plan.measures:
        return []
    covered = {code for measure in plan.measures for code in measure.item_codes}
    missing = [row for row in rank_items_by_points(framework) if row[0].code not in covered]
    found = []
    for item, points in missing:
        worth_th = f"{to_thai_digits(f'{points:.2f}')} คะแนน จากคะแนนรวม ๑๐๐" if points is not None else "ไม่ทราบ"
        worth_en = f"{points:.2f} of 100 points" if points is not None else "not known"
        doubt_th = "" if item.confidence in {"verified", "single_source"} else " (รายการข้อของปีนี้ยังไม่ได้ยืนยัน)"
        doubt_en = "" if item.confidence in {"verified", "single_source"} else " (the year's list is not verified)"
        found.append(
            Finding(
                "item_without_measure",
                "warning",
                None,
                f"ข้อ {item.code}",
                f"ข้อ {item.code} {to_thai_digits(item.title_th)} ไม่มีมาตรการใดรองรับ มีค่า {worth_th}{doubt_th} "
                "กรุณาเพิ่มมาตรการ หรือยืนยันว่าเผยแพร่ครบถ้วนอยู่แล้ว",
                f"No measure covers item {item.code} ({item.title_en}). Worth: {worth_en}{doubt_en}. "
                "Add a measure, or make sure that it is published in full already",
            )
        )
    return found
