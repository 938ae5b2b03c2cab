"""Opening hand-overs: one for each occurrence of work that goes through the chain, with a part for each unit."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.handover.models import ChainRule, Handover, Part
from prongsai.apps.plans.models import Occurrence, Responsible
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_date


def find_active_chain(agency: Agency, today: date) -> tuple[ChainRule | None, int | None]:
    """The agency's chain and the fiscal year from which its plans are active (see first_active_year); one query."""
    years = "agency__plans__fiscal_year"
    rows = ChainRule.objects.filter(agency=agency).annotate(
        active_year=Coalesce(Max(years, filter=Q(**{f"{years}__lte": fiscal_year_of(today)})), Min(years))
    )
    rule = rows.first()
    return rule, rule.active_year if rule is not None else None


def find_chain_rule(agency: Agency) -> ChainRule | None:
    """The agency's chain, None where it uses none."""
    return ChainRule.objects.filter(agency=agency).first()


def occurrences_without(agency: Agency, from_year: int) -> QuerySet[Occurrence]:
    """Occurrences of the active plans that should have a hand-over and have none.

    The executive's own follow-up is no work that is handed in: the monthly round shows it.
    """
    return Occurrence.objects.filter(
        work_item__measure__plan__agency=agency,
        work_item__measure__plan__fiscal_year__gte=from_year,
        handover=None,
    ).exclude(Q(work_item__role="supervision") | Q(work_item__status="done"))


def open_handovers(agency: Agency, *, at: datetime) -> int:
    """Open what is missing. Gives how many; 0 where the agency uses no chain. May be called by two at once."""
    rule, year = find_active_chain(agency, bangkok_date(at))
    return open_missing(agency, year, at=at) if rule is not None and year is not None else 0


def open_missing(agency: Agency, from_year: int, *, at: datetime) -> int:
    """Open what is missing from a year on, in an agency known to use the chain; one query when nothing is."""
    missing = occurrences_without(agency, from_year)
    return _open(agency, missing, at) if missing.exists() else 0


@transaction.atomic
def _open(agency: Agency, missing: QuerySet[Occurrence], at: datetime) -> int:
    Agency.objects.select_for_update().get(pk=agency.pk)
    rows = list(missing.select_related("work_item").prefetch_related("work_item__measure__responsible"))
    units = [unit for unit in agency.units.all() if unit.parent_id is None]
    for occurrence in rows:
        row = Handover.objects.create(agency=agency, occurrence=occurrence, opened_at=at, changed_at=at)
        named = units_of(occurrence.work_item.measure.responsible.all(), units)
        Part.objects.bulk_create(
            Part(handover=row, unit=unit, unit_name=unit.name if unit else "", position=position)
            for position, unit in enumerate(named)
        )
    return len(rows)


def units_of(responsible: Iterable[Responsible], all_units: list[Unit]) -> list[Unit | None]:
    """The units that do the work: every unit where it is every unit's, else those named; [None] when none is known."""
    lines = list(responsible)
    if any(line.all_units for line in lines):
        return list(all_units) or [None]
    doing = [line for line in lines if line.role == "does" and line.unit is not None]
    named = doing or [line for line in lines if line.unit is not None]
    found = {line.unit.pk: line.unit for line in named if line.unit is not None}
    return list(found.values()) or [None]
