"""Plans of any size for growth measurements: the measures of one plan repeated and renumbered."""

from dataclasses import replace

from prongsai.core.plan import Plan


def plan_of(plan: Plan, count: int) -> Plan:
    """A plan with `count` measures, those of `plan` over and over."""
    measures = tuple(
        replace(plan.measures[position % len(plan.measures)], number=position + 1) for position in range(count)
    )
    return replace(plan, measures=measures, findings=())
