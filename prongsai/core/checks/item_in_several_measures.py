"""Rule `item_in_several_measures`."""

from prongsai.core.checks.places import numbers_en, numbers_th
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def each_item_belongs_to_one_measure(plan: Plan, framework: Framework | None) -> list[Finding]:
    """An item code stands in one measure only, and once; otherwise nobody knows who answers for it."""
    measures_of: dict[str, list[int]] = {}
    for measure in plan.measures:
        for code in measure.item_codes:
            measures_of.setdefault(code, []).append(measure.number)
    return [
        Finding(
            "item_in_several_measures",
            "note",
            numbers[0],
            f"ข้อ {code}",
            f"ข้อ {code} อยู่ในมาตรการที่ {numbers_th(numbers)} กรุณาตรวจสอบว่ามาตรการใดเป็นเจ้าของข้อนี้",
            f"Item {code} stands in measures {numbers_en(numbers)}. Check which of them answers for it",
        )
        for code, numbers in measures_of.items()
        if len(numbers) > 1
    ]
