"""Reads of results. Every look-up checks access: no right and no row are the same 404."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_RESULTS, VIEW_RESULTS
from prongsai.apps.agencies.queries import in_agencies_of
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
    """The newest earlier plan's year, and for each item code it covers the unit that did it: two queries."""
    plan = Plan.objects.filter(agency=agency, fiscal_year__lt=before).order_by("-fiscal_year").first()
    if plan is None:
        return None, {}
    rows = (
        Responsible.objects.filter(measure__plan=plan, role="does")
        .select_related("unit", "measure")
        .order_by("measure__position", "position")
    )
    found: dict[str, str] = {}
    for row in rows:
        for code in row.measure.item_codes:
            found.setdefault(code, row.unit.name if row.unit else row.unit_name)
    return plan.fiscal_year, found


def items_with_measures(plan: Plan | None) -> dict[str, int]:
    """For each item code that a plan covers, the measure that does."""
    if plan is None:
        return {}
    found: dict[str, int] = {}
    for measure_id, codes in plan.measures.order_by("position").values_list("pk", "item_codes"):
        for code in codes:
            found.setdefault(code, measure_id)
    return found


def known_tools(agency: Agency, fiscal_year: int) -> dict[str, tuple[Decimal, str]]:
    """IIT and EIT of a year with where each is from: the announced result first, else what was entered."""
    found = {one.tool: (one.score, one.source) for one in list_tool_entries(agency, fiscal_year)}
    row = find_result(agency, fiscal_year)
    if row is not None:
        for code, score in (("IIT", row.iit), ("EIT", row.eit)):
            if score is not None:
                found[code] = (score, row.source)
    return found
