"""Rule `items_share_status`."""

from prongsai.core.checks.places import list_work, of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan
from prongsai.core.thai.digits import to_thai_digits


def each_item_has_its_own_status(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A measure over several items says of each whether it is done; each item scores by itself.

    Source: the first real report, row 1 (six items share one status).
    """
    return [
        of_measure(
            "items_share_status",
            "note",
            measure,
            "การดำเนินการ",
            f"ข้อ {', '.join(measure.item_codes)} รวม {to_thai_digits(str(len(measure.item_codes)))} ข้อใช้สถานะเดียวกัน "
            "แต่คะแนนคิดแยกรายข้อ ควรบันทึกสถานะของแต่ละงาน",
            f"items {', '.join(measure.item_codes)} share one status, yet each scores by itself. "
            "Record the status of each piece of work",
        )
        for measure in plan.measures
        if measure.status == "done"
        and len(measure.item_codes) > 1
        and all(place.work.status == "unknown" for place in list_work(measure))
    ]
