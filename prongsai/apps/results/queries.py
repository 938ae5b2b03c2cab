"""Reads of results. Every look-up checks access: no right and no row are the same 404."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_RESULTS, VIEW_RESULTS
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import list_events
from prongsai.apps.plans.models import Plan, Responsible
from prongsai.apps.results.facts import result_facts
from prongsai.apps.results.models import Proposal, ResultDraft, ToolEntry, YearResult
from prongsai.core.result import YearResult as ResultFacts


def result_for(user: User, agency: Agency, fiscal_year: int, permission: str = VIEW_RESULTS) -> YearResult:
    """The agency's result of a year with its items, or 404 without the right."""
    rows = YearResult.objects.select_related("agency").prefetch_related("items")
    row = rows.filter(in_agencies_of("agency", user, permission), agency=agency, fiscal_year=fiscal_year).first()
    if row is None:
        raise Http404
    return row


def find_result(agency: Agency, fiscal_year: int) -> YearResult | None:
    """The agency's result of a year, None when there is none."""
    return YearResult.objects.select_related("agency").filter(agency=agency, fiscal_year=fiscal_year).first()


def list_results(agency: Agency) -> QuerySet[YearResult]:
    """All results of an agency, latest first, with counts of their items and of those lost."""
    return (
        YearResult.objects.filter(agency=agency)
        .select_related("agency")
        .annotate(item_count=Count("items"), lost_count=Count("items", filter=Q(items__score__lt=100)))
        .order_by("-fiscal_year")
    )


def list_result_facts(agency: Agency, up_to: int | None = None) -> list[ResultFacts]:
    """All results with their items, earliest first: two queries. `up_to` leaves out later years."""
    rows = YearResult.objects.filter(agency=agency).select_related("agency").prefetch_related("items")
    if up_to is not None:
        rows = rows.filter(fiscal_year__lte=up_to)
    return [result_facts(row) for row in rows.order_by("fiscal_year")]


def find_newest_before(agency: Agency, fiscal_year: int) -> YearResult | None:
    """The newest result of a year before this one, with its items."""
    rows = YearResult.objects.filter(agency=agency, fiscal_year__lt=fiscal_year).select_related("agency")
    return rows.prefetch_related("items").order_by("-fiscal_year").first()


def list_years(agency: Agency) -> list[int]:
    """Years that have a result, latest first."""
    return list(YearResult.objects.filter(agency=agency).order_by("-fiscal_year").values_list("fiscal_year", flat=True))


def draft_for(user: User, draft_id: int) -> ResultDraft:
    """A result read but not accepted, of an agency whose results the user edits, or 404."""
    row = (
        ResultDraft.objects.select_related("agency")
        .filter(in_agencies_of("agency", user, EDIT_RESULTS), pk=draft_id)
        .first()
    )
    if row is None:
        raise Http404
    return row


def find_accepted(agency: Agency, draft_id: int) -> Event | None:
    """The event by which a draft became results, for the draft itself is gone then."""
    events = list_events(agency.slug, object_type="result_draft", object_ids=[str(draft_id)])
    return events.filter(action="result_draft_accepted").first()


def list_drafts(agency: Agency) -> QuerySet[ResultDraft]:
    """Results read but not accepted, latest first."""
    rows = ResultDraft.objects.filter(agency=agency).select_related("created_by").defer("results", "findings")
    return rows.order_by("-created_at")


def list_old_drafts(changed_before: date) -> list[ResultDraft]:
    """Drafts nobody touched since a day."""
    return list(ResultDraft.objects.select_related("agency").filter(changed_at__date__lt=changed_before))


def list_tool_entries(agency: Agency, fiscal_year: int) -> list[ToolEntry]:
    """Scores of IIT and EIT entered for a year."""
    return list(ToolEntry.objects.filter(agency=agency, fiscal_year=fiscal_year).order_by("tool"))


def list_proposals(agency: Agency, fiscal_year: int) -> dict[str, Proposal]:
    """What was decided about proposals of a plan's year, by their keys."""
    rows = Proposal.objects.filter(agency=agency, fiscal_year=fiscal_year).select_related("measure")
    return {row.key: row for row in rows}


def find_plan(agency: Agency, fiscal_year: int) -> Plan | None:
    """The agency's plan of a year."""
    return Plan.objects.select_related("agency").filter(agency=agency, fiscal_year=fiscal_year).first()


def units_of_items(agency: Agency, before: int) -> tuple[int | None, Mapping[str, str]]:
    """The newest earlier plan's year, and for each item code it covers the unit that did it; one query."""
    earlier = Plan.objects.filter(agency=agency, fiscal_year__lt=before).order_by("-fiscal_year")
    rows = list(
        Responsible.objects.filter(measure__plan=Subquery(earlier.values("pk")[:1]), role="does")
        .order_by("measure__position", "position")
        .values_list("measure__plan__fiscal_year", "measure__item_codes", "unit__name", "unit_name")
    )
    found: dict[str, str] = {}
    for _year, codes, known, printed in rows:
        for code in codes:
            found.setdefault(code, known or printed)
    return (rows[0][0] if rows else None), found


def items_with_measures(plan: Plan | None) -> dict[str, int]:
    """For each item code that a plan covers, the measure that does."""
    if plan is None:
        return {}
    found: dict[str, int] = {}
    for measure_id, codes in plan.measures.order_by("position").values_list("pk", "item_codes"):
        for code in codes:
            found.setdefault(code, measure_id)
    return found


@dataclass(frozen=True, slots=True)
class KnownTool:
    """A score of IIT or EIT: whose figure it is, and who brought it in when."""

    score: Decimal
    source: str
    by: str
    at: datetime


def known_tools(agency: Agency, fiscal_year: int) -> dict[str, KnownTool]:
    """IIT and EIT of a year: the announced result's first, else what was entered; one query."""
    result = YearResult.objects.filter(agency=OuterRef("pk"), fiscal_year=fiscal_year)
    names = ("iit", "eit", "source", "changed_by", "changed_at")
    rows = (
        Agency.objects.filter(pk=agency.pk)
        .annotate(entry=FilteredRelation("tool_entries", condition=Q(tool_entries__fiscal_year=fiscal_year)))
        .annotate(**{f"announced_{name}": Subquery(result.values(name)[:1]) for name in names})
        .values_list(
            "entry__tool",
            "entry__score",
            "entry__source",
            "entry__entered_by",
            "entry__entered_at",
            *(f"announced_{name}" for name in names),
        )
    )
    entered: dict[str, KnownTool] = {}
    announced: dict[str, KnownTool] = {}
    for tool, score, source, by, at, iit, eit, *where in rows:
        if tool:
            entered[tool] = KnownTool(score, source, by, at)
        announced = {code: KnownTool(one, *where) for code, one in (("IIT", iit), ("EIT", eit)) if one is not None}
    return {**entered, **announced}
