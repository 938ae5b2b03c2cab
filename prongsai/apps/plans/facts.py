"""Rows into the values of core/plan.py. Rows must come with their children prefetched (queries.with_children)."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

from prongsai.apps.plans import models as rows
from prongsai.core import plan as core
from prongsai.core.plan_json import plan_from_dict, plan_to_dict
from prongsai.core.reporting_round import ReportingRound, RoundKind


def plan_facts(plan: rows.Plan, measures: Iterable[rows.Measure]) -> core.Plan:
    """The whole plan; `findings` are those its reader said when it was imported."""
    stored = plan_from_dict(
        {
            **plan_to_dict(core.Plan(core.Agency(""), plan.fiscal_year)),
            "monthly_rounds": plan.monthly_rounds,
            "findings": plan.reader_findings,
        }
    )
    return core.Plan(
        agency=plan.agency.facts(),
        fiscal_year=plan.fiscal_year,
        based_on_fiscal_year=plan.based_on_fiscal_year,
        round=_round(plan),
        measures=tuple(measure_facts(measure) for measure in measures),
        monthly_rounds=stored.monthly_rounds,
        findings=stored.findings,
    )


def measure_facts(row: rows.Measure) -> core.Measure:
    """One measure with everything under it; its status follows its work where that is known."""
    evidence: dict[int | None, list[core.Evidence]] = {}
    for one in row.evidence.all():  # one look-up serves the measure and all its work
        evidence.setdefault(one.work_item_id, []).append(evidence_facts(one))
    work = [(item, tuple(evidence.get(item.pk, ()))) for item in row.work.all()]
    steps = tuple(step_facts(item, handed_in) for item, handed_in in work if item.kind == "step")
    follow_ups = tuple(follow_up_facts(item, handed_in) for item, handed_in in work if item.kind == "follow_up")
    known = {spec.name for spec in fields(core.AsPrinted)}
    return core.Measure(
        number=row.number,
        issue=row.issue,
        issue_kind=cast("core.IssueKind | None", row.issue_kind or None),
        indicator=row.indicator,
        item_codes=tuple(row.item_codes),
        responsible=tuple(
            core.Responsible(one.unit_name, one.person, cast("core.ResponsibleRole", one.role), one.all_units)
            for one in row.responsible.all()
        ),
        steps=steps,
        follow_ups=follow_ups,
        status=core.derived_status((*steps, *follow_ups), cast("core.Status", row.status)),
        status_as_printed=row.status_as_printed,
        evidence=tuple(evidence.get(None, ())),
        budget=row.budget,
        problems=row.problems,
        remarks=row.remarks,
        extra=dict(row.extra),
        as_printed=core.AsPrinted(**{name: text for name, text in row.as_printed.items() if name in known}),
    )


def step_facts(row: rows.WorkItem, evidence: tuple[core.Evidence, ...] = ()) -> core.Step:
    """A step."""
    return core.Step(number=row.number, text=row.text or "", evidence=evidence, **_work(row))


def follow_up_facts(row: rows.WorkItem, evidence: tuple[core.Evidence, ...] = ()) -> core.FollowUp:
    """A line of the reporting column."""
    role = cast("core.FollowUpRole", row.role)
    return core.FollowUp(number=row.number, text=row.text, role=role, evidence=evidence, **_work(row))


def deadline_facts(row: rows.WorkItem) -> core.Deadline | None:
    """The deadline of a work item, None where the document says nothing."""
    if not row.deadline_kind:
        return None
    return core.Deadline(
        kind=cast("core.DeadlineKind", row.deadline_kind),
        due_on=row.due_on,
        from_on=row.from_on,
        until_on=row.until_on,
        days_after_event=row.days_after_event,
        working_days=row.working_days,
        as_printed=row.deadline_as_printed,
        inferred=tuple(row.deadline_inferred),
        why=row.deadline_why,
        options=_options(row),
    )


def evidence_facts(row: rows.Evidence) -> core.Evidence:
    """A link as it is; a file by its name, since it has no public address yet."""
    audit = core.Audit(**row.audit) if row.audit else None
    if row.file:
        return core.Evidence(as_printed=row.file_name, title=row.title or row.file_name, link_class="file", audit=audit)
    return core.Evidence(
        as_printed=row.as_printed,
        url=row.url,
        proposed_url=row.proposed_url,
        title=row.title,
        link_class=row.link_class,
        repairs=tuple(row.repairs),
        needs_review=row.needs_review,
        audit=audit,
    )


def _work(row: rows.WorkItem) -> dict[str, Any]:
    return {
        "deadline": deadline_facts(row),
        "status": cast("core.Status", row.status),
        "done_on": row.done_on,
        "note": row.note,
    }


def _options(row: rows.WorkItem) -> core.DeadlineOptions | None:
    options = core.DeadlineOptions(
        due_day=row.due_day,
        check_every=row.check_every,
        check_unit=cast("core.CheckUnit", row.check_unit),
        to_working_day=row.to_working_day,
        ends_with_year=row.ends_with_year,
    )
    return None if options == core.DeadlineOptions() else options


def _round(plan: rows.Plan) -> ReportingRound | None:
    if not plan.round_kind or plan.round_from is None or plan.round_to is None:
        return None
    return ReportingRound(cast("RoundKind", plan.round_kind), plan.round_from, plan.round_to)
