"""The evidence of a plan as links to visit, and the verdicts written back beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from prongsai.cli.audit_input import AuditInput
from prongsai.cli.files import write_output
from prongsai.core.errors import PersonError
from prongsai.core.plan import Audit, Evidence, Measure, Plan
from prongsai.core.plan_json import plan_to_json


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """A piece of evidence, a name for where it stands ("2.s3.1": measure 2, step 3, first), and its item."""

    name: str
    item: str | None
    evidence: Evidence


def evidence_of(plan: Plan) -> Iterator[EvidencePlace]:
    """Every piece of evidence of a plan, in order. The item is named where its measure has exactly one."""
    for measure in plan.measures:
        item = measure.item_codes[0] if len(measure.item_codes) == 1 else None
        for position, evidence in enumerate(measure.evidence, 1):
            yield EvidencePlace(f"{measure.number}.{position}", item, evidence)
        for kind, works in (("s", measure.steps), ("f", measure.follow_ups)):
            for work in works:
                for position, evidence in enumerate(work.evidence, 1):
                    yield EvidencePlace(f"{measure.number}.{kind}{work.number}.{position}", item, evidence)


def require_plan(given: AuditInput) -> None:
    """Raise PersonError where -o has no plan to write."""
    if given.plan is None:
        raise PersonError(
            "-o ใช้ได้เมื่อตรวจแผนเท่านั้น กรุณาใช้ --csv หรือ --jsonl", "-o needs a plan as input: use --csv or --jsonl instead"
        )


def write_audited_plan(given: AuditInput, lines: list[dict[str, Any]], target: str) -> None:
    """Write the plan with each verdict beside its evidence. Raises PersonError where no plan was given."""
    require_plan(given)
    assert given.plan is not None
    audits = {(line["url"], line["item"]): _audit(line) for line in lines}
    measures = tuple(_audited(measure, audits) for measure in given.plan.measures)
    plan = replace(given.plan, measures=measures)
    if target.lower().endswith(".xlsx"):
        from prongsai.wiring import ReportRequest, write_report

        write_output(target, write_report(plan, "xlsx", ReportRequest(plan_only=plan.round is None)))
        return
    write_output(target, plan_to_json(plan).encode())


def _audited(measure: Measure, audits: dict[tuple[str, str | None], Audit]) -> Measure:
    item = measure.item_codes[0] if len(measure.item_codes) == 1 else None

    def audited(all_evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(
            replace(one, audit=audits.get((one.url or one.as_printed, item), one.audit)) for one in all_evidence
        )

    return replace(
        measure,
        evidence=audited(measure.evidence),
        steps=tuple(replace(step, evidence=audited(step.evidence)) for step in measure.steps),
        follow_ups=tuple(replace(one, evidence=audited(one.evidence)) for one in measure.follow_ups),
    )


def _audit(line: dict[str, Any]) -> Audit:
    return Audit(
        verdict=line["verdict"],
        confirmed=line["confirmed"],
        checked_at=line["checked_at"],
        why=line["why"],
        snapshot=line["snapshot"],
    )
