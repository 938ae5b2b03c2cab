"""What the tests of layouts ask of a plan that was read."""

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import Measure, Plan
from prongsai.intake.blocks import SourceDocument
from prongsai.intake.plan_reader import read_plan

FRAMEWORKS = FrameworkFiles(None)
MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]


def read(source: SourceDocument) -> Plan:
    return read_plan(source, frameworks=FRAMEWORKS.get)


def issues(plan: Plan) -> list[str]:
    return [one.issue for one in plan.measures]


def steps(measure: Measure) -> list[str]:
    return [step.text for step in measure.steps]


def units(measure: Measure) -> list[str]:
    return [one.unit for one in measure.responsible]


def due(measure: Measure) -> list[str]:
    return [str(one.deadline.due_on) if one.deadline else "" for one in measure.follow_ups]


def codes(plan: Plan) -> set[str]:
    return {finding.code for finding in plan.findings}
