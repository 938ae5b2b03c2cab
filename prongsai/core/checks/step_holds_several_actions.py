"""Rule `step_holds_several_actions`."""

import re

from prongsai.core.checks.places import WorkPlace
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan
from prongsai.core.thai.digits import to_thai_digits

_ACTION = re.compile(r"(?:จัดทำ|สรุป|รายงานผล|ประกาศ|เผยแพร่|จัดประชุม|แต่งตั้ง|สำรวจ|ประเมิน)+")
SEVERAL = 5
LONG = 200


def steps_hold_one_action(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A long step does not hold five verbs of work or more; each needs its own deadline and status.

    Source: the first real report, rows 5 and 6 (four actions in one sentence).
    """
    found = []
    for measure in plan.measures:
        for step in measure.steps:
            actions = len(_ACTION.findall("".join(step.text.split())))
            if len(step.text) >= LONG and actions >= SEVERAL:
                found.append(
                    WorkPlace(measure, step).finding(
                        "step_holds_several_actions",
                        "note",
                        f"ขั้นตอนนี้รวมงานหลายอย่างไว้ด้วยกัน (ประมาณ {to_thai_digits(str(actions))} อย่าง) "
                        "ควรแยกเป็นขั้นตอนละหนึ่งงาน เพื่อกำหนดเวลาและติดตามได้",
                        f"about {actions} actions in one step. Split it, so that each has its own deadline and status",
                    )
                )
    return found
