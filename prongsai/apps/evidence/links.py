"""A row of evidence as a link to visit."""

from prongsai.apps.plans.models import Evidence
from prongsai.audit.result import LinkToCheck


def link_of(row: Evidence) -> LinkToCheck:
    """The link to visit; its id is that of the evidence."""
    return LinkToCheck(
        id=str(row.pk), url=row.url or "", item=wanted_item(row), fiscal_year=row.measure.plan.fiscal_year
    )


def wanted_item(row: Evidence) -> str | None:
    """The item the evidence is for, None where its measure names none or several: then the judge takes the likeliest."""
    codes = row.measure.item_codes
    return str(codes[0]) if len(codes) == 1 else None
