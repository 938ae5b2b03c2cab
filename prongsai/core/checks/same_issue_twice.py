"""Rule `same_issue_twice`."""

from prongsai.core.checks.places import numbers_en, numbers_th, shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan


def issues_stand_once(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No two measures have the same issue with the same units; that is a row copied twice."""
    seen: dict[tuple[str, ...], list[int]] = {}
    issue_of: dict[int, str] = {}
    for measure in plan.measures:
        issue = "".join(measure.issue.split())
        if issue:
            units = tuple("".join(who.unit.split()) for who in measure.responsible)
            steps = tuple("".join(step.text.split()) for step in measure.steps)
            seen.setdefault((issue, *units, *steps), []).append(measure.number)
            issue_of[measure.number] = measure.issue
    return [
        Finding(
            "same_issue_twice",
            "warning",
            numbers[0],
            "ประเด็น",
            f'มาตรการที่ {numbers_th(numbers)} ซ้ำกัน ("{shortened(issue_of[numbers[0]])}") กรุณาลบแถวที่ซ้ำ',
            f'Measures {numbers_en(numbers)} are the same ("{shortened(issue_of[numbers[0]])}"). Delete the copy',
        )
        for numbers in seen.values()
        if len(numbers) > 1
    ]
