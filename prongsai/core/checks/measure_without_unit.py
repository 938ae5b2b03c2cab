"""Rule `measure_without_unit`."""

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def every_measure_names_who_acts(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every measure names at least one responsible unit. Source: the form's second column."""
    return [
        of_measure(
            "measure_without_unit",
            "warning",
            measure,
            "ผู้รับผิดชอบ",
            "ไม่ได้ระบุหน่วยงานผู้รับผิดชอบ กรุณาระบุสำนักหรือกองที่ต้องดำเนินการ",
            "no responsible unit. Name the office or division that acts",
        )
        for measure in plan.measures
        if not any(who.unit.strip() or who.all_units for who in measure.responsible)
    ]
