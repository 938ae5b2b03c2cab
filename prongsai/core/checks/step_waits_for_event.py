"""Rule `step_waits_for_event`."""

import re

from prongsai.core.checks.places import WorkPlace
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan

_WHEN = re.compile(r"^[\s\-–•]*(?:เมื่อ|หลังจาก|ภายหลังจาก)(?!วันที่)")


def steps_do_not_hang_on_undated_events(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A step that waits for an event says when the event is, or how many days after it. Source: the first real report, rows 3, 7."""
    return [
        WorkPlace(measure, step).finding(
            "step_waits_for_event",
            "note",
            "ขั้นตอนนี้เริ่มเมื่อมีเหตุการณ์อื่นเกิดก่อน แต่ไม่ได้ระบุว่าเมื่อใด ควรระบุวันที่ หรือจำนวนวันหลังเหตุการณ์นั้น",
            "this step waits for an event without a date. Give the date, or the number of days after the event",
        )
        for measure in plan.measures
        for step in measure.steps
        if _WHEN.search(step.text) and (step.deadline is None or step.deadline.kind == "none")
    ]
