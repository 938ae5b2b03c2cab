"""Rule `item_not_in_framework`."""

from prongsai.core.checks.day_words import year_th
from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def item_codes_exist_in_the_year(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every item code of a measure stands in the framework of the plan's year. Source: data/frameworks/<year>.yaml."""
    if framework is None or not framework.items:
        return []
    known = {item.code for item in framework.items}
    return [
        of_measure(
            "item_not_in_framework",
            "warning",
            measure,
            "รหัสข้อ",
            f"รหัสข้อ {', '.join(unknown)} ไม่มีในรายการข้อของปีงบประมาณ พ.ศ. {year_th(plan.fiscal_year)} "
            "กรุณาตรวจสอบว่าเป็นรหัสของปีอื่นหรือพิมพ์ผิด",
            f"item code {', '.join(unknown)} is not in the list of fiscal year {plan.fiscal_year}. "
            "Check whether it is another year's code or a slip",
        )
        for measure in plan.measures
        if (unknown := [code for code in measure.item_codes if code not in known])
    ]
