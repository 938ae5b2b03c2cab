"""Reads of plans. Every look-up by id checks access: no right and no row are the same 404."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.agencies.permissions import (
    EDIT_PLANS,
    EXTEND_DEADLINE,
    RECORD_PROGRESS,
    RECORD_SUPERVISION,
    VIEW_PLANS,
    may,
    recording_units,
    records_for,
    records_for_all,
)
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.plans import facts
from prongsai.apps.plans.due import DuePeriods, last_year_shown, periods_of, still_ahead
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.models import (
    Closure,
    Evidence,
    Extension,
    Import,
    Measure,
    Occurrence,
    Plan,
    Responsible,
    WorkEvent,
    WorkItem,
)
from prongsai.apps.plans.rounds_port import rounds
from prongsai.core import plan as core
from prongsai.core.fiscal_year import fiscal_year_of, year_in_front
from prongsai.core.monthly_round import PaperRound
from prongsai.core.reporting_round import ReportingRound, RoundKind, round_of

_Row = TypeVar("_Row", bound=Model)


def with_children(
    measures: QuerySet[Measure], today: date | None = None, *, counting_of: int | None = None
) -> QuerySet[Measure]:
    """Measures with what facts() needs: three queries, however many rows.

    With `today` each work item has `occurrence_count`, `done_count`, `late_count` and `next_due_on`, and, of what has a
    single occurrence, its `only_number` and `only_due_on`; those of the measure `counting_of` have what
    `occurrences_that_count` reads.
    """
    work = WorkItem.objects.order_by("kind", "position")
    if today is not None:
        is_open = ~Q(occurrences__status="done") & ~Q(occurrences__status="unknown", measure__status="done")
        work = work.annotate(
            occurrence_count=Count("occurrences"),
            done_count=Count("occurrences", filter=Q(occurrences__status="done")),
            late_count=Count("occurrences", filter=is_open & Q(occurrences__due_on__lt=today)),
            next_due_on=Min("occurrences__due_on", filter=is_open & Q(occurrences__due_on__gte=today)),
            only_number=Min("occurrences__number"),
            only_due_on=Min("occurrences__due_on"),
        )
    if counting_of is not None:
        work = work.annotate(counting=_counting(counting_of))
    return measures.prefetch_related(
        "responsible",
        Prefetch("work", work),
        Prefetch("evidence", auditor().join(Evidence.objects.order_by("position", "pk"))),
    )


def list_plans(agency: Agency, today: date) -> QuerySet[Plan]:
    """An agency's plans with counts of measures and of work done and in all.

    The one in front (see `year_in_front`) comes first, then those to come, the soonest first, then those past, the latest first.
    """
    front = first_active_year(agency, today) or 0  # without plans nothing is put in order
    place = Case(When(fiscal_year=front, then=0), When(fiscal_year__gt=front, then=1), default=2)
    return (
        Plan.objects.filter(agency=agency)
        .select_related("agency")
        .annotate(
            measure_count=Count("measures", distinct=True),
            work_count=Count("measures__work", distinct=True),
            done_count=Count("measures__work", filter=Q(measures__work__status="done"), distinct=True),
        )
        .order_by(place, Case(When(fiscal_year__gt=front, then=F("fiscal_year"))), "-fiscal_year")
    )


def list_years_taken(agency: Agency) -> set[int]:
    """Fiscal years that have a plan."""
    return set(Plan.objects.filter(agency=agency).values_list("fiscal_year", flat=True))


def plan_for(user: User, plan_id: int, permission: str = VIEW_PLANS) -> Plan:
    """The plan, or 404 without the right."""
    rows = Plan.objects.select_related("agency", "origin").filter(
        in_agencies_of("agency", user, permission), pk=plan_id
    )
    return _one(rows)


def measures_of(plan: Plan, today: date | None = None, *, counting_of: int | None = None) -> QuerySet[Measure]:
    """A plan's measures in order, ready for facts(); with `today` their work has counts of its occurrences."""
    return with_children(Measure.objects.filter(plan=plan).order_by("position"), today, counting_of=counting_of)


def measure_for(user: User, measure_id: int, permission: str = VIEW_PLANS, *, children: bool = True) -> Measure:
    """The measure, with its children unless they are not wanted, or 404 without the right."""
    rows = Measure.objects.select_related("plan__agency", "origin__plan").filter(
        in_agencies_of("plan__agency", user, permission), pk=measure_id
    )
    return _one(with_children(rows) if children else rows)


def work_item_for(user: User, work_id: int, permission: str = RECORD_PROGRESS) -> WorkItem:
    """The work item, or 404; with RECORD_PROGRESS for who `may_record_work`."""
    rows = WorkItem.objects.select_related("measure__plan__agency").filter(
        in_agencies_of("measure__plan__agency", user, _looked_up_with(permission)), pk=work_id
    )
    item = _one(rows)
    if permission == RECORD_PROGRESS and not may_record_work(user, item):
        raise Http404
    return item


def may_record_work(user: User, item: WorkItem) -> bool:
    """Whether the person records progress of this work: the executive's supervision is no unit's, of other work see
    `may_record`."""
    if item.role == "supervision":
        return may(user, item.measure.plan.agency, RECORD_SUPERVISION)
    return may_record(user, item.measure)


def may_record(user: User, measure: Measure) -> bool:
    """Whether the person records progress of this measure; no query for who records for every unit."""
    agency = measure.plan.agency
    if not may(user, agency, RECORD_PROGRESS):
        return False
    if records_for_all(user, agency):
        return True
    prefetch_related_objects([measure], "responsible")  # asked for more than once on a page
    responsible = list(measure.responsible.all())
    known = [one.unit_id for one in responsible if one.unit_id is not None]
    if not known or any(one.all_units for one in responsible):
        units = recording_units(user, agency)
        return units is None or bool(units)
    return records_for(user, agency, known)


def evidence_of(row: Occurrence) -> list[Evidence]:
    """What was handed in for an occurrence or for its work as a whole, with what the auditor saw of it; one query."""
    rows = Evidence.objects.filter(Q(occurrence=row) | Q(occurrence=None), work_item=row.work_item_id)
    return list(auditor().join(rows.order_by("position", "pk")))


def evidence_for(user: User, evidence_id: int, permission: str = VIEW_PLANS) -> Evidence:
    """The evidence, or 404 without the right; with RECORD_PROGRESS for who `may_change_evidence`."""
    rows = Evidence.objects.select_related("measure__plan__agency", "work_item").filter(
        in_agencies_of("measure__plan__agency", user, _looked_up_with(permission)), pk=evidence_id
    )
    row = _one(auditor().join(rows, whole=True))
    if permission == RECORD_PROGRESS and not may_change_evidence(user, row):
        raise Http404
    return row


def may_change_evidence(user: User, evidence: Evidence) -> bool:
    """Whether the person records for what the evidence, loaded with measure and work, was handed in for."""
    item = evidence.work_item
    if item is None:
        return may_record(user, evidence.measure)
    item.measure = evidence.measure
    return may_record_work(user, item)


def _looked_up_with(permission: str) -> str:
    """Who records what is decided by the work itself, once it is found among what the person sees."""
    return VIEW_PLANS if permission == RECORD_PROGRESS else permission


def import_for(user: User, import_id: int) -> Import:
    """A draft import of an agency whose plans the user edits, or 404."""
    rows = Import.objects.select_related("agency").filter(
        in_agencies_of("agency", user, EDIT_PLANS), pk=import_id, state="draft"
    )
    return _one(rows)


def plan_of_import(user: User, import_id: int) -> Plan:
    """The plan that a draft became, of an agency whose plans the user edits, or 404."""
    rows = Import.objects.select_related("accepted_as__agency").filter(
        in_agencies_of("agency", user, EDIT_PLANS), pk=import_id, state="accepted", accepted_as__isnull=False
    )
    plan = _one(rows).accepted_as
    assert plan is not None
    return plan


def list_drafts(agency: Agency) -> QuerySet[Import]:
    """Imports not yet accepted, latest first."""
    rows = Import.objects.filter(agency=agency, state="draft").select_related("created_by").defer("plan")
    return rows.order_by("-created_at")


def get_plan_facts(plan: Plan) -> core.Plan:
    """The whole plan as the core knows it: four queries."""
    return facts.plan_facts(plan, measures_of(plan))


def get_report_facts(plan: Plan, kind: RoundKind | None) -> core.Plan:
    """The plan as a report of a round states it: with the executive's rounds of its months, over those an import brought."""
    known = get_plan_facts(plan)
    if kind is None:
        return known
    period = period_of_report(known, kind)
    held = rounds().list_held(plan.agency, period.from_on, period.to_on)
    by_month = {one.month: one for one in (*known.monthly_rounds, *held)}
    return replace(known, monthly_rounds=tuple(by_month[month] for month in sorted(by_month)))


def period_of_report(known: core.Plan, kind: RoundKind) -> ReportingRound:
    """The days a report of a round is about: those of the plan's own round of this kind, else those of the year's."""
    return known.round if known.round and known.round.kind == kind else round_of(kind, known.fiscal_year)


def list_paper_rounds(plan: Plan, known: core.Plan, kind: RoundKind | None) -> tuple[PaperRound, ...]:
    """Rounds of the report's months that were signed on paper; one query, none for a plan alone."""
    if kind is None:
        return ()
    period = period_of_report(known, kind)
    return rounds().list_on_paper(plan.agency, period.from_on, period.to_on)


def get_measure_facts(measure_id: int) -> core.Measure:
    """A measure's facts as stored now."""
    return facts.measure_facts(with_children(Measure.objects.filter(pk=measure_id)).get())


def first_active_year(agency: Agency, today: date) -> int | None:
    """The year of the plan in front (see `year_in_front`); what is due is looked for from there on."""
    return year_in_front(Plan.objects.filter(agency=agency).values_list("fiscal_year", flat=True), today)


def active_year_in(agency: Agency, today: date) -> Subquery:
    """`first_active_year` as a part of a query; NULL without a plan."""
    return active_year_by(agency.pk, fiscal_year_of(today))


def active_year_by(agency_id: int, year: int) -> Subquery:
    """The same of an agency's id, as seen in a fiscal year."""
    years = Plan.objects.filter(agency=agency_id).order_by().values("agency")
    newest = Max("fiscal_year", filter=Q(fiscal_year__lte=year))
    return Subquery(years.annotate(year=Coalesce(newest, Min("fiscal_year"))).values("year"))


def unread_in_lists(path: str) -> tuple[str, ...]:
    """What no list of work shows of a measure and its plan, by the path to the work item: parsing it costs more than the rest.

    For `defer`; measured on the first page of a clerk with 100 lines, it halves the time of loading them.
    """
    return tuple(
        f"{path}measure__{name}" for name in ("extra", "as_printed", "plan__monthly_rounds", "plan__reader_findings")
    )


def due_work(
    agency: Agency,
    periods: DuePeriods,
    *,
    from_year: int | Subquery | None,
    unit_id: int | None,
    to_year: int | None = None,
) -> QuerySet[Occurrence]:
    """Occurrences of work of the active plans that are not done, soonest first, undated last.

    Of plans after `to_year` (unless told, `last_year_shown`) only what falls due by the end of the month. What a
    document left unknown under a measure printed as done is not due, nor are periods still ahead of work that recurs.
    `unit_id` keeps what names the unit or every unit.
    """
    if from_year is None:
        return Occurrence.objects.none()
    year = "work_item__measure__plan__fiscal_year"
    shown = Q(**{f"{year}__lte": last_year_shown(periods.today) if to_year is None else to_year})
    shown |= Q(**{year: from_year}) | Q(due_on__lte=periods.month_end)
    due = (
        Occurrence.objects.filter(
            shown, work_item__measure__plan__agency=agency, work_item__measure__plan__fiscal_year__gte=from_year
        )
        .exclude(status="done")
        .exclude(status="unknown", work_item__measure__status="done")
        .exclude(work_item__kind="step", work_item__deadline_kind="")
        .exclude(still_ahead(periods))
    )
    if unit_id is not None:
        named = Responsible.objects.filter(measure=OuterRef("work_item__measure"))
        due = due.filter(Exists(named.filter(Q(unit_id=unit_id) | Q(all_units=True))))
    # No join: counting the list leaves this out, which halves the time of the first page.
    evidence = Evidence.objects.filter(occurrence=OuterRef("pk")).order_by().values("occurrence")
    handed_in = evidence.annotate(number=Count("pk")).values("number")
    return (
        due.select_related("work_item__measure__plan")
        .defer(*unread_in_lists("work_item__"))
        .annotate(evidence_count=Coalesce(Subquery(handed_in), 0))
        .order_by(
            F("due_on").asc(nulls_last=True),
            "work_item__measure__plan__fiscal_year",
            "work_item__measure__position",
            "work_item__position",
            "work_item_id",
            "number",
        )
    )


def count_due_of(units: Collection[Unit], agency: Agency, on: date) -> dict[int, int]:
    """How much of what is due names each of the units, or every unit; one query, and none without units."""
    if not units:
        return {}
    due = due_work(agency, periods_of(on), from_year=active_year_in(agency, on), unit_id=None)
    named = "work_item__measure__responsible"
    lines = due.order_by().values_list("work_item__measure_id", f"{named}__unit_id", f"{named}__all_units")
    counts: dict[int, dict[int, int]] = {unit.pk: {} for unit in units}
    for measure_id, unit_id, is_for_all, number in lines.annotate(number=Count("pk", distinct=True)):
        for pk, by_measure in counts.items():
            if is_for_all or pk == unit_id:
                by_measure[measure_id] = number  # once, though a measure may name the unit twice
    return {pk: sum(by_measure.values()) for pk, by_measure in counts.items()}


def plans_out_of_step(today: date, agency: Agency | None = None) -> QuerySet[Plan]:
    """Plans whose occurrences were not looked after on a day; those that a running later plan replaced are past that."""
    rows = Plan.objects.filter(Q(occurrences_kept_on=None) | Q(occurrences_kept_on__lt=today))
    if agency is not None:
        rows = rows.filter(agency=agency)
    later = Plan.objects.filter(
        agency=OuterRef("agency"), fiscal_year__gt=OuterRef("fiscal_year"), fiscal_year__lte=fiscal_year_of(today)
    )
    return rows.filter(Q(occurrences_kept_on=None) | ~Exists(later)).order_by("pk")


def is_out_of_step(kept: Mapping[int, date | None], today: date) -> bool:
    """Whether `plans_out_of_step` finds one of an agency's plans, from the day each year's was looked after."""
    this_year = fiscal_year_of(today)
    running = max((year for year in kept if year <= this_year), default=0)
    return any(day is None or (day < today and year >= running) for year, day in kept.items())


def occurrence_for(user: User, work_id: int, number: int, permission: str = RECORD_PROGRESS) -> Occurrence:
    """One occurrence of a work item, or 404 as `work_item_for`."""
    item = work_item_for(user, work_id, permission)
    row = _one(item.occurrences.filter(number=number))
    row.work_item = item
    return row


def list_occurrences(item: WorkItem) -> QuerySet[Occurrence]:
    """All occurrences of a work item, soonest first, with counts of their evidence."""
    rows = item.occurrences.annotate(evidence_count=Count("evidence"))
    return rows.order_by(F("due_on").asc(nulls_last=True), "number")


def event_for(user: User, event_id: int) -> WorkEvent:
    """A recorded event of work the person records for, or 404."""
    rows = WorkEvent.objects.select_related("work_item__measure__plan__agency").filter(
        in_agencies_of("work_item__measure__plan__agency", user, VIEW_PLANS), pk=event_id
    )
    row = _one(rows)
    if not may_record_work(user, row.work_item):
        raise Http404
    return row


def extension_for(user: User, extension_id: int) -> Extension:
    """A request for more days in an agency where the user grants them, or 404."""
    rows = _extensions().filter(
        in_agencies_of("occurrence__work_item__measure__plan__agency", user, EXTEND_DEADLINE), pk=extension_id
    )
    return _one(rows)


def list_extensions(agency: Agency) -> QuerySet[Extension]:
    """An agency's requests for more days: those still open first, then the latest decided."""
    rows = _extensions().filter(occurrence__work_item__measure__plan__agency=agency)
    return rows.order_by(Case(When(state="asked", then=Value(0)), default=Value(1)), "-asked_at", "-pk")


def list_extensions_of(row: Occurrence) -> QuerySet[Extension]:
    """The requests for more days for one occurrence, as they came."""
    return _extensions().filter(occurrence=row).order_by("asked_at", "pk")


def count_asked(agency: Agency) -> int:
    """Requests for more days that wait for a decision."""
    return _extensions().filter(occurrence__work_item__measure__plan__agency=agency, state="asked").count()


def granted_extensions(plan: Plan) -> list[Extension]:
    """What was granted for the work of a plan, in the order of its measures."""
    rows = _extensions().filter(occurrence__work_item__measure__plan=plan, state="granted")
    return list(rows.order_by("occurrence__work_item__measure__position", "occurrence__number", "pk"))


def closure_for(user: User, closure_id: int) -> Closure:
    """A closure of an agency whose plans the user edits, or 404."""
    return _one(
        Closure.objects.select_related("agency").filter(in_agencies_of("agency", user, EDIT_PLANS), pk=closure_id)
    )


def _extensions() -> QuerySet[Extension]:
    return Extension.objects.select_related("occurrence__work_item__measure__plan__agency")


def occurrences_that_count(measure: Measure) -> dict[int, Occurrence]:
    """Of each work item of a measure, read with `counting_of`, the days and words of the occurrence to look at now.

    By the item's id: the soonest due that is not done, else the last. No query.
    """
    found = {}
    for item in measure.work.all():
        kept: dict[str, Any] | None = item.counting  # type: ignore[attr-defined]
        if kept is not None:
            days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in _DAYS}
            found[item.pk] = Occurrence(**kept | days)
    return found


def _counting(measure_id: int) -> Subquery:
    soonest = Case(When(~Q(status="done"), then=F("due_on")))
    rows = Occurrence.objects.filter(work_item=OuterRef("pk"), work_item__measure=measure_id).order_by(
        Case(When(status="done", then=1), default=0),
        soonest.asc(nulls_last=True),
        Case(When(status="done", then=F("due_on"))).desc(nulls_first=True),
        Case(When(status="done", then=F("number"))).desc(nulls_first=True),
        "number",
    )
    kept = JSONObject(**{name: F(name) for name in (*_DAYS, "why", "why_en")})
    return Subquery(rows.values(kept=kept)[:1])


_DAYS = ("due_on", "original_due_on")


def open_occurrence(item: WorkItem) -> Occurrence:
    """The occurrence to record next: the earliest that is not done, else the last."""
    rows = item.occurrences.all()
    return rows.exclude(status="done").order_by(F("due_on").asc(nulls_last=True), "number").first() or _one(
        rows.order_by("-number")[:1]
    )


def lock_row(model: type[_Row], row_id: int | None) -> _Row:
    """The row as it stands now, locked until the transaction ends; 404 when someone took it away meanwhile."""
    return _one(model._default_manager.select_for_update().filter(pk=row_id))


def list_old_drafts(changed_before: date) -> list[Import]:
    """Drafts nobody touched since a day."""
    return list(Import.objects.filter(state="draft", changed_at__date__lt=changed_before))


def _one(rows: QuerySet[_Row]) -> _Row:
    try:
        return rows.get()
    except ObjectDoesNotExist:
        raise Http404 from None
