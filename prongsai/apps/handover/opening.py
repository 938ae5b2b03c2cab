"""Opening hand-overs: one for each occurrence of work that goes through the chain, with a part for each unit."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.handover.models import ChainRule, Handover, Part
from prongsai.apps.plans.models import Occurrence, Responsible
from prongsai.apps.plans.queries import first_active_year


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


@transaction.atomic
def open_handovers(agency: Agency, *, at: datetime) -> int:
    """Open what is missing. Gives how many; 0 where the agency uses no chain. May be called by two at once."""
    year = first_active_year(agency, at.date())
    if year is None or find_chain_rule(agency) is None:
        return 0
    missing = occurrences_without(agency, year)
    if not missing.exists():
        return 0
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
