"""Rule `no_report_to_executive`."""

import re

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan

_REPORT = re.compile(r"(?:รายงาน|เสนอ|นำเรียน|แจ้ง).{0,60}?(?:ผู้บริหาร|นายก|ปลัด)")


def steps_report_to_the_executive(plan: Plan, framework: Framework | None) -> list[Finding]:
    """The steps of a measure end with a report to the executive, as other measures of the plan do.

    Only in plans where some measure has such a step. Source: the first real report, rows 2 and 4.
    """
    with_steps = [measure for measure in plan.measures if measure.steps]
    without = [
        measure
        for measure in with_steps
        if not any(_REPORT.search("".join(step.text.split())) for step in measure.steps)
    ]
    if len(without) * 2 > len(with_steps):
        return []
    return [
        of_measure(
            "no_report_to_executive",
            "note",
            measure,
            "ขั้นตอนหรือวิธีการ",
            "ไม่มีขั้นตอนรายงานผู้บริหาร ต่างจากมาตรการอื่นในแผน ควรเพิ่มให้ครบ",
            "no step reports to the executive, unlike other measures of the plan. Add it",
        )
        for measure in without
    ]
