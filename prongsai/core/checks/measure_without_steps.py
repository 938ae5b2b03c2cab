"""Rule `measure_without_steps`."""

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def every_measure_says_what_to_do(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Every measure has at least one step. Source: the form's third column."""
    return [
        of_measure(
            "measure_without_steps",
            "warning",
            measure,
            "ขั้นตอนหรือวิธีการ",
            "ไม่มีขั้นตอนหรือวิธีการ กรุณาระบุว่าต้องทำอะไรบ้าง",
            "no steps. Say what is to be done",
        )
        for measure in plan.measures
        if not any(step.text.strip() for step in measure.steps)
    ]
