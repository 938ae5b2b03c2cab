"""Rule `items_share_status`."""

from prongsai.core.checks.places import list_work, numbers_en, numbers_th
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def each_item_has_its_own_status(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A measure over several items says of each whether it is done; one finding names all that do not.

    Source: the first real report, row 1 (six items share one status).
    """
    numbers = [
        measure.number
        for measure in plan.measures
        if measure.status == "done"
        and len(measure.item_codes) > 1
        and all(place.work.status == "unknown" for place in list_work(measure))
    ]
    if not numbers:
        return []
    return [
        Finding(
            "items_share_status",
            "note",
            None,
            "การดำเนินการ",
            f"มาตรการที่ {numbers_th(numbers)} มีหลายข้อแต่ใช้สถานะเดียวกัน คะแนนคิดแยกรายข้อ ควรบันทึกสถานะของแต่ละงาน",
            f"Measures {numbers_en(numbers)} cover several items under one status, yet each item scores by itself. "
            "Record the status of each piece of work",
        )
    ]
