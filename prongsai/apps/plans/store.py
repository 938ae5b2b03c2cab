"""Values of core/plan.py into rows. Called by actions, inside their transaction."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Max

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.plans import models as rows
from prongsai.apps.plans import occurrences
from prongsai.core import plan as core
from prongsai.core.deadline_rule.options import options_of
from prongsai.core.plan_json import plan_to_dict
from prongsai.wiring import bangkok_today


def store_plan(
    facts: core.Plan, *, agency: Agency, origin: rows.Plan | None, source_name: str, by: str, at: datetime
) -> rows.Plan:
    """A new plan with all its measures."""
    document = plan_to_dict(facts)
    plan = rows.Plan.objects.create(
        agency=agency,
        fiscal_year=facts.fiscal_year,
        based_on_fiscal_year=facts.based_on_fiscal_year,
        round_kind=facts.round.kind if facts.round else "",
        round_from=facts.round.from_on if facts.round else None,
        round_to=facts.round.to_on if facts.round else None,
        monthly_rounds=document["monthly_rounds"],
        reader_findings=document["findings"],
        origin=origin,
        source_name=source_name[:200],
        occurrences_kept_on=bangkok_today(),
        created_at=at,
    )
    # Earlier plans end where this one begins: look after theirs again.
    rows.Plan.objects.filter(agency=agency, fiscal_year__lt=facts.fiscal_year).update(occurrences_kept_on=None)
    units = list(agency.units.all())
    frame = occurrences.frame_of(plan, bangkok_today())
    for position, measure in enumerate(facts.measures, start=1):
        store_measure(measure, plan=plan, position=position, units=units, frame=frame, by=by, at=at)
    return plan


def store_measure(
    facts: core.Measure,
    *,
    plan: rows.Plan,
    position: int,
    units: Sequence[Unit],
    frame: occurrences.Frame,
    by: str,
    at: datetime,
) -> rows.Measure:
    """A new measure with everything under it."""
    row = rows.Measure(plan=plan, position=position, status=facts.status, changed_by=by, changed_at=at)
    set_measure_fields(row, facts)
    row.status_as_printed = facts.status_as_printed
    row.as_printed = asdict(facts.as_printed)
    row.save()
    store_responsible(row, facts, units)
    both: tuple[tuple[str, tuple[core.Work, ...]], ...] = (("step", facts.steps), ("follow_up", facts.follow_ups))
    stored: list[tuple[rows.WorkItem, core.Work]] = []
    for kind, work in both:
        for place, one in enumerate(work, start=1):
            item = rows.WorkItem(measure=row, kind=kind, position=place, changed_by=by, changed_at=at)
            set_work_fields(item, one)
            item.status, item.done_on, item.note = one.status, one.done_on, one.note
            item.save()
            stored.append((item, one))
    occurrences.add_first([item for item, _one in stored], frame)
    only = occurrences.only_ones(row)
    for item, one in stored:
        _store_evidence(one.evidence, row, item, by, at, only.get(item.pk))
    _store_evidence(facts.evidence, row, None, by, at)
    return row


def set_measure_fields(row: rows.Measure, facts: core.Measure) -> None:
    """The fields a person edits; status, evidence and the printed cells stay as they are."""
    row.number = facts.number
    row.issue = facts.issue or "-"
    row.issue_kind = facts.issue_kind or ""
    row.indicator = facts.indicator
    row.item_codes = list(facts.item_codes)
    row.budget, row.problems, row.remarks = facts.budget, facts.problems, facts.remarks
    row.extra = dict(facts.extra)


def store_responsible(row: rows.Measure, facts: core.Measure, units: Sequence[Unit]) -> None:
    """The responsible lines, replacing those that were there."""
    row.responsible.all().delete()
    rows.Responsible.objects.bulk_create(
        rows.Responsible(
            measure=row,
            position=position,
            unit_name=who.unit,
            unit=find_unit(who.unit, units),
            person=who.person,
            role=who.role,
            all_units=who.all_units,
        )
        for position, who in enumerate(facts.responsible, start=1)
    )


def set_work_fields(item: rows.WorkItem, work: core.Work) -> None:
    """Number, text, role and deadline; progress stays as it is."""
    deadline = work.deadline
    item.number, item.text = work.number, work.text
    item.role = work.role if isinstance(work, core.FollowUp) else ""
    item.deadline_kind = deadline.kind if deadline else ""
    item.due_on = deadline.due_on if deadline else None
    item.from_on = deadline.from_on if deadline else None
    item.until_on = deadline.until_on if deadline else None
    item.days_after_event = deadline.days_after_event if deadline else None
    item.working_days = deadline.working_days if deadline else False
    options = options_of(deadline) if deadline else core.DeadlineOptions()
    item.due_day = options.due_day
    item.check_every, item.check_unit = options.check_every, options.check_unit
    item.to_working_day, item.ends_with_year = options.to_working_day, options.ends_with_year
    item.deadline_as_printed = deadline.as_printed if deadline else ""
    item.deadline_inferred = list(deadline.inferred) if deadline else []
    item.deadline_why = deadline.why if deadline else ""


def set_evidence_fields(row: rows.Evidence, facts: core.Evidence) -> None:
    """What a link is, as read."""
    row.as_printed, row.url, row.proposed_url = facts.as_printed, facts.url, facts.proposed_url
    row.title, row.link_class = facts.title, facts.link_class[:40]
    row.repairs, row.needs_review = list(facts.repairs), facts.needs_review
    row.audit = asdict(facts.audit) if facts.audit else None


def next_evidence_position(measure: rows.Measure) -> int:
    """The place after the last evidence of a measure."""
    last: int | None = measure.evidence.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def find_unit(name: str, units: Sequence[Unit]) -> Unit | None:
    """The unit a printed name means: the longest name or alias that the printed name begins with, blanks aside."""
    printed = _squash(name)
    best: tuple[int, Unit] | None = None
    for unit in units:
        for spelling in (unit.name, *unit.aliases):
            wanted = _squash(spelling)
            if wanted and printed.startswith(wanted) and (best is None or len(wanted) > best[0]):
                best = (len(wanted), unit)
    return best[1] if best else None


def _squash(text: str) -> str:
    return "".join(text.split())


def _store_evidence(
    evidence: Sequence[core.Evidence],
    measure: rows.Measure,
    item: rows.WorkItem | None,
    by: str,
    at: datetime,
    occurrence_id: int | None = None,
) -> None:
    for place, one in enumerate(evidence, start=1):
        row = rows.Evidence(
            measure=measure,
            work_item=item,
            occurrence_id=occurrence_id,
            position=place,
            origin="printed",
            added_by=by,
            added_at=at,
        )
        set_evidence_fields(row, one)
        row.save()
