"""Rule `responsible_disagrees`."""

import re

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan

_EVERY_UNIT = re.compile(r"ทุก(?:ภารกิจ|ส่วนราชการ|ส่วนงาน|หน่วยงานใน|สำนัก|กอง|ฝ่าย|งานใน|กลุ่มงาน)")


def those_who_act_are_responsible(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Where a step binds every unit, the column of the responsible says so too. Source: the first real report, row 2."""
    return [
        of_measure(
            "responsible_disagrees",
            "warning",
            measure,
            "ผู้รับผิดชอบ",
            "ขั้นตอนกำหนดให้ทุกหน่วยงานดำเนินการ แต่ช่องผู้รับผิดชอบระบุเพียงบางหน่วยงาน กรุณาแก้ให้ตรงกัน",
            "a step binds every unit, but the column of the responsible names only some. Make them agree",
        )
        for measure in plan.measures
        if measure.responsible
        and not any(who.all_units or _EVERY_UNIT.search("".join(who.unit.split())) for who in measure.responsible)
        and any(_EVERY_UNIT.search("".join(step.text.split())) for step in measure.steps)
    ]
