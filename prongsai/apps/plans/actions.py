"""What a person does to a plan, its measures and its imports: each one transaction and one history event.

What someone else took away in the meantime is not found (Http404), as for any look-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.actions import Personal, record
from prongsai.apps.plans import occurrences, queries, search_source, store
from prongsai.apps.plans.chain_port import chain
from prongsai.apps.plans.models import Evidence, Import, Measure, Plan, WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.plan_json import plan_from_dict, plan_to_dict
from prongsai.wiring import bangkok_today


class ChangedMeanwhile(Exception):
    """Someone else saved first; nothing was written. `version` is what the row holds now."""

    def __init__(self, version: int, changed_by: str, changed_at: datetime) -> None:
        super().__init__(f"version {version} by {changed_by} at {changed_at.isoformat()}")
        self.version = version
        self.changed_by = changed_by
        self.changed_at = changed_at


@transaction.atomic
def start_plan(*, agency: Agency, fiscal_year: int, by: User | None, at: datetime) -> Plan:
    """An empty plan. Raises PersonError when the year has one."""
    return _new_plan(
        core.Plan(agency.facts(), fiscal_year, based_on_fiscal_year=fiscal_year - 1),
        agency=agency,
        action="plan_started",
        by=by,
        at=at,
    )


@transaction.atomic
def save_import(*, agency: Agency, name: str, content: bytes, plan: core.Plan, by: User, at: datetime) -> Import:
    """Keep a document just read, with the plan as understood, until a person accepts it."""
    draft = Import(
        agency=agency,
        name=name[:200],
        size_bytes=len(content),
        plan=plan_to_dict(plan),
        created_by=by,
        created_at=at,
        changed_at=at,
    )
    draft.original.save("original", ContentFile(content), save=False)
    draft.save()
    search_source.refresh_import(draft)
    _record("import_started", agency, "import", draft.pk, draft.name, by, at, after={"measures": len(plan.measures)})
    return draft


@transaction.atomic
def correct_import(*, draft: Import, plan: core.Plan, version: int, by: User, at: datetime) -> None:
    """Replace what was understood by what a person corrected. Raises ChangedMeanwhile for an older version."""
    row = queries.lock_row(Import, draft.pk)
    if row.version != version or row.state != "draft":
        raise ChangedMeanwhile(row.version, str(row.created_by or ""), row.changed_at)
    before = plan_from_dict(row.plan)
    row.plan = plan_to_dict(plan)
    row.version += 1
    row.changed_at = at
    row.save(update_fields=("plan", "version", "changed_at"))
    search_source.refresh_import(row)
    _record(
        "import_corrected",
        draft.agency,
        "import",
        draft.pk,
        draft.name,
        by,
        at,
        before=_draft_values(before),
        after={**_draft_values(plan), "changed": _changed_measures(before, plan)},
    )


@transaction.atomic
def accept_import(*, draft: Import, by: User, at: datetime) -> Plan:
    """Make the draft the agency's plan of its year. Raises PersonError when that year has a plan."""
    row = queries.lock_row(Import, draft.pk)
    if row.state != "draft":
        raise PersonError("เอกสารนี้ถูกยืนยันเป็นแผนไปแล้ว", "this document has been accepted as a plan already")
    facts = replace(plan_from_dict(row.plan), agency=draft.agency.facts())
    plan = _new_plan(facts, agency=draft.agency, action="import_accepted", by=by, at=at, source_name=draft.name)
    row.state, row.accepted_as = "accepted", plan
    row.save(update_fields=("state", "accepted_as"))
    search_source.forget_gone(draft.agency)
    return plan


@transaction.atomic
def discard_import(*, draft: Import, by: User | None, at: datetime) -> None:
    """Throw a draft away, its original too. Raises Http404 when it was accepted or thrown away meanwhile."""
    row = queries.lock_row(Import, draft.pk)
    if row.state != "draft":
        raise Http404
    _record("import_discarded", row.agency, "import", row.pk, row.name, by, at)
    forget_file(row.original)
    row.delete()
    search_source.forget_gone(draft.agency)


@transaction.atomic
def store_plan(*, agency: Agency, facts: core.Plan, source_name: str = "", by: User | None, at: datetime) -> Plan:
    """A whole plan from values, such as the example's. Raises PersonError when its year has a plan."""
    return _new_plan(facts, agency=agency, action="plan_stored", by=by, at=at, source_name=source_name)


@transaction.atomic
def store_roll_over(*, source: Plan, facts: core.Plan, by: User, at: datetime) -> Plan:
    """Next year's plan; each measure remembers the one it came from (by its place in the source)."""
    plan = _new_plan(facts, agency=source.agency, action="plan_rolled_over", by=by, at=at, origin=source)
    sources = {row.number: row for row in source.measures.all()}
    for row in plan.measures.all():
        origin = sources.get(row.number)
        if origin is not None and _squash(origin.issue) == _squash(row.issue):
            Measure.objects.filter(pk=row.pk).update(origin=origin)
    return plan


@transaction.atomic
def delete_plan(*, plan: Plan, by: User, at: datetime) -> None:
    """Take a plan away with its measures and files; its history stays. Raises Http404 when someone did already."""
    queries.lock_row(Plan, plan.pk)
    before = {"fiscal_year": plan.fiscal_year, "measures": plan.measures.count()}
    _record("plan_deleted", plan.agency, "plan", plan.pk, _plan_label(plan), by, at, before=before)
    forget_evidence_files(Evidence.objects.filter(measure__plan=plan).exclude(file=""))
    agency = plan.agency
    plan.delete()
    search_source.forget_plan(agency)


@transaction.atomic
def add_measure(*, plan: Plan, facts: core.Measure, by: User, at: datetime) -> Measure:
    """A new measure at the end of the plan."""
    queries.lock_row(Plan, plan.pk)  # two new measures must not take the same place
    position = plan.measures.count() + 1
    while plan.measures.filter(position=position).exists():
        position += 1
    row = store.store_measure(
        facts,
        plan=plan,
        position=position,
        units=list(plan.agency.units.all()),
        frame=occurrences.frame_of(plan, bangkok_today()),
        by=str(by),
        at=at,
    )
    search_source.refresh_measures(plan.agency, Measure.objects.filter(pk=row.pk))
    _record("measure_added", plan.agency, "measure", row.pk, str(row), by, at, after=_measure_values(facts))
    return row


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    facts: core.Measure,
    work_keys: Mapping[str, Sequence[int | None]],
    version: int,
    by: User,
    at: datetime,
) -> Measure:
    """Replace what a person edits of a measure; progress and evidence of work that stays are kept.

    `work_keys` holds for "step" and "follow_up" the id of the row behind each line of `facts`, None for a new line;
    rows that are not named are removed with their evidence. Raises ChangedMeanwhile for an older version.
    """
    row = queries.lock_row(Measure, measure.pk)
    if row.version != version:
        raise ChangedMeanwhile(row.version, row.changed_by, row.changed_at)
    before = queries.get_measure_facts(row.pk)
    store.set_measure_fields(row, facts)
    row.status = facts.status
    row.version += 1
    row.changed_by, row.changed_at = str(by), at
    row.save()
    store.store_responsible(row, facts, list(measure.plan.agency.units.all()))
    for kind, work in (("step", facts.steps), ("follow_up", facts.follow_ups)):
        _change_work(row, kind, work, work_keys[kind], by, at)
    search_source.refresh_measures(measure.plan.agency, Measure.objects.filter(pk=row.pk))
    search_source.forget_gone(measure.plan.agency)
    _record(
        "measure_changed",
        measure.plan.agency,
        "measure",
        row.pk,
        str(row),
        by,
        at,
        before=_measure_values(before),
        after=_measure_values(queries.get_measure_facts(row.pk)),
    )
    chain().content_changed(row.work.values_list("pk", flat=True), by=by, at=at)
    return row


@transaction.atomic
def remove_measure(*, measure: Measure, by: User, at: datetime) -> None:
    """Take a measure out of its plan, with its evidence; its history stays. Raises Http404 when someone did already."""
    queries.lock_row(Measure, measure.pk)
    before = _measure_values(queries.get_measure_facts(measure.pk))
    # An event of the plan: its history goes on showing it when the measure's own row is gone.
    plan = measure.plan
    _record("measure_removed", plan.agency, "plan", plan.pk, str(measure), by, at, before=before)
    forget_evidence_files(measure.evidence.exclude(file=""))
    measure.delete()
    search_source.forget_gone(plan.agency)


def _change_work(
    row: Measure, kind: str, work: Sequence[core.Work], keys: Sequence[int | None], by: User, at: datetime
) -> None:
    existing = {item.pk: item for item in row.work.select_for_update().filter(kind=kind)}
    kept = {key for key in keys if key is not None}
    if not kept <= set(existing) or len(kept) != sum(key is not None for key in keys):
        raise ChangedMeanwhile(row.version - 1, row.changed_by, row.changed_at)
    for gone in set(existing) - kept:
        forget_evidence_files(existing[gone].evidence.exclude(file=""))
        existing[gone].delete()
    # Out of the way first: places are unique, and SQLite checks some constraints at once.
    for place, stored in enumerate(keys, start=1):
        if stored is not None:
            WorkItem.objects.filter(pk=stored).update(position=100_000 + place)
    frame = occurrences.frame_of(row.plan, bangkok_today())
    fresh = []
    for place, (one, key) in enumerate(zip(work, keys, strict=True), start=1):
        item = existing[key] if key is not None else WorkItem(measure=row, kind=kind)
        store.set_work_fields(item, one)
        item.position = place
        item.version += 0 if key is None else 1
        item.changed_by, item.changed_at = str(by), at
        item.save()
        if key is None:
            fresh.append(item)
        elif occurrences.follow_rule(item, frame) and occurrences.refresh_progress(
            item, frame.today, frame.fiscal_year
        ):
            item.save(update_fields=("status", "done_on", "note"))
    occurrences.add_first(fresh, frame)


def _new_plan(
    facts: core.Plan,
    *,
    agency: Agency,
    action: str,
    by: User | None,
    at: datetime,
    origin: Plan | None = None,
    source_name: str = "",
) -> Plan:
    Agency.objects.select_for_update().get(pk=agency.pk)  # a year pressed twice gets one plan and one sentence
    if Plan.objects.filter(agency=agency, fiscal_year=facts.fiscal_year).exists():
        year = facts.fiscal_year
        raise PersonError(
            f"มีแผนปีงบประมาณ พ.ศ. {year} อยู่แล้ว กรุณาแก้ปีงบประมาณ หรือลบแผนเดิมก่อน",
            f"there is a plan of fiscal year {year} already: change the year, or delete that plan first",
        )
    plan = store.store_plan(facts, agency=agency, origin=origin, source_name=source_name, by=str(by or ""), at=at)
    search_source.refresh_plan(plan)
    after: dict[str, object] = {"fiscal_year": plan.fiscal_year, "measures": len(facts.measures)}
    if source_name:
        after["source"] = source_name
    _record(action, agency, "plan", plan.pk, _plan_label(plan), by, at, after=after)
    return plan


def _measure_values(facts: core.Measure) -> dict[str, object]:
    """A measure as history keeps it: everything a person edits, persons only by hash."""
    responsible: list[object] = [
        {"unit": who.unit, "role": who.role, "person": Personal(who.person) if who.person else None}
        for who in facts.responsible
    ]
    return {
        "number": facts.number,
        "issue": facts.issue,
        "item_codes": list(facts.item_codes),
        "status": facts.status,
        "responsible": responsible,
        "steps": [_work_values(step) for step in facts.steps],
        "follow_ups": [_work_values(line) for line in facts.follow_ups],
        "budget": facts.budget,
        "problems": facts.problems,
        "remarks": facts.remarks,
    }


def _work_values(work: core.Work) -> dict[str, object]:
    deadline = work.deadline
    days = [deadline.from_on, deadline.due_on, deadline.until_on] if deadline else []
    return {
        "text": work.text,
        "deadline": deadline.kind if deadline else None,
        "days": [day.isoformat() if day else None for day in days],
    }


def _draft_values(plan: core.Plan) -> dict[str, object]:
    return {
        "fiscal_year": plan.fiscal_year,
        "round": plan.round.kind if plan.round else None,
        "measures": [measure.number for measure in plan.measures],
    }


def _changed_measures(before: core.Plan, after: core.Plan) -> list[object]:
    old = {measure.number: measure for measure in before.measures}
    return [measure.number for measure in after.measures if old.get(measure.number) != measure]


def _plan_label(plan: Plan) -> str:
    return f"แผนปีงบประมาณ พ.ศ. {plan.fiscal_year}"


def _squash(text: str) -> str:
    return "".join(text.split())


def forget_file(file: FieldFile) -> None:
    """Delete a stored file once the transaction that drops its row is through."""
    transaction.on_commit(partial(file.storage.delete, file.name or ""))


def forget_evidence_files(evidence: Iterable[Evidence]) -> list[str]:
    """Delete the files of evidence that goes. What anybody ever approved stays in the store: gives where."""
    files = [one for one in evidence if one.file]
    signed = chain().list_signed(files)
    kept = [_keep_file(one.file) for one in files if one.pk in signed]
    for one in files:
        forget_file(one.file)
    return kept


def _keep_file(file: FieldFile) -> str:
    """A copy where the nightly job that deletes files of no row does not look. One too many after a failed
    transaction harms nobody; one too few could not be made again."""
    name = f"approved/{file.name}"
    with suppress(FileNotFoundError), file.storage.open(file.name or "", "rb") as content:
        return str(file.storage.save(name, content))
    return ""


def _record(
    action: str,
    agency: Agency,
    object_type: str,
    object_id: int,
    label: str,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency),
        at=at,
        object_type=object_type,
        object_id=str(object_id),
        object_label=label,
        before=before,
        after=after,
    )
