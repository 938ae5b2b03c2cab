"""Rule `measure_without_item`."""

from prongsai.core.checks.places import of_measure, shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def every_measure_names_its_items(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every measure is tied to the disclosure items it serves. Source: the first real report, mapped to items."""
    return [
        of_measure(
            "measure_without_item",
            "warning",
            measure,
            "รหัสข้อ",
            f'ประเด็น "{shortened(measure.issue)}" ยังไม่ได้โยงกับข้อใดของการประเมิน กรุณาเลือกรหัสข้อที่เกี่ยวข้อง',
            f'the issue "{shortened(measure.issue)}" is not tied to any item of the assessment. Choose the item codes',
        )
        for measure in plan.measures
        if not measure.item_codes
    ]
