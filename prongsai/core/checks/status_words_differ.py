"""Rule `status_words_differ`."""

import re

from prongsai.core.checks.places import shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan, Status


def one_status_has_one_wording(plan: Plan, framework: Framework | None) -> list[Finding]:
    """The same status is worded the same in every row. Source: the first real report, as a file (point 10)."""
    wordings: dict[Status, dict[str, str]] = {}
    for measure in plan.measures:
        if measure.status != "unknown" and measure.status_as_printed.strip():
            key = re.sub(r"\s+", "", measure.status_as_printed)
            wordings.setdefault(measure.status, {}).setdefault(key, shortened(measure.status_as_printed, 60))
    found = []
    for printed in wordings.values():
        if 1 < len(printed) <= MOST_WORDINGS:
            quoted = ", ".join(f'"{words}"' for words in printed.values())
            found.append(
                Finding(
                    "status_words_differ",
                    "note",
                    None,
                    "การดำเนินการ",
                    f"สถานะเดียวกันเขียนไว้หลายแบบ: {quoted} ควรใช้คำเดียวกันทั้งแผน",
                    f"One status is worded in several ways: {quoted}. Use one wording",
                )
            )
    return found


MOST_WORDINGS = 4
"""More wordings than this are descriptions of work and no slips."""
