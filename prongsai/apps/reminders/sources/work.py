"""Work with a due day that goes through no chain: its units do it.

The executive's own follow-up is left out: the monthly round reminds of it.
"""

from datetime import date

from django.urls import reverse

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.opening import units_of
from prongsai.apps.plans.due import periods_of
from prongsai.apps.plans.queries import due_work, first_active_year
from prongsai.apps.reminders.sources.open_matter import OpenMatter, what_words
from prongsai.core.reminder import OpenThing


def list_open(agency: Agency, today: date) -> list[OpenMatter]:
    """Five queries, however much there is."""
    year = first_active_year(agency, today)
    rows = due_work(agency, periods_of(today), from_year=year, unit_id=None)
    rows = rows.filter(due_on__isnull=False, handover=None).exclude(work_item__role="supervision")
    units = [unit for unit in agency.units.all() if unit.parent_id is None]
    found = []
    for row in rows.prefetch_related("work_item__measure__responsible__unit"):
        item = row.work_item
        named = [unit for unit in units_of(item.measure.responsible.all(), units) if unit is not None]
        found.append(
            OpenMatter(
                OpenThing(f"work:{row.pk}", "due", "unit", frozenset(unit.pk for unit in named), row.due_on),
                what_words(item.measure.number, item.measure.issue, item.text),
                ", ".join(unit.name for unit in named)[:150],
                reverse("plans:work_occurrence", args=(item.pk, row.number)),
                reverse("plans:measure_detail", args=(item.measure_id,)),
            )
        )
    return found
