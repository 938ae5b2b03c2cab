"""What all sources are asked with: an agency on a day, the year its plans are active from, its chain and rule. One query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q
from django.db.models.functions import Coalesce

from prongsai.apps.agencies.models import Agency
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.handover import Chain
from prongsai.core.reminder import Rule


@dataclass(frozen=True, slots=True)
class Frame:
    """`from_year` None: no plan at all. `chain` None: the agency uses none."""

    agency: Agency
    today: date
    from_year: int | None
    chain: Chain | None
    rule: Rule


def frame_of(agency: Agency, today: date) -> Frame:
    """The frame of an agency on a day. The year is that of plans.queries.first_active_year."""
    year = "plans__fiscal_year"
    now = Max(year, filter=Q(**{f"{year}__lte": fiscal_year_of(today)}))
    rows = Agency.objects.filter(pk=agency.pk).select_related("chain_rule", "reminder_rule")
    row = rows.annotate(active_year=Coalesce(now, Min(year))).get()
    chain_rule, rule = getattr(row, "chain_rule", None), getattr(row, "reminder_rule", None)
    return Frame(
        agency, today, row.active_year, chain_rule.facts() if chain_rule else None, rule.facts() if rule else Rule()
    )
