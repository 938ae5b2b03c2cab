"""Rule `framework_unverified`."""

from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.framework.doubt import framework_doubt
from prongsai.core.plan import Plan
from prongsai.core.thai.digits import to_thai_digits


def the_year_has_a_verified_list(plan: Plan, framework: Framework | None) -> list[Finding]:
    """The list of the plan's year is verified; a draft or recalled list is said, so that nobody takes it as official."""
    doubt = framework_doubt(framework) if framework is not None and plan.measures else None
    if doubt is None:
        return []
    return [Finding("framework_unverified", "note", None, "เกณฑ์ของปี", to_thai_digits(doubt[0]), doubt[1])]
