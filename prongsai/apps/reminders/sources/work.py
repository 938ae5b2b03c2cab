"""Work with a due day that goes through no chain: its units do it.

The executive's own follow-up is left out: the monthly round reminds of it.
"""

from django.db.models import Prefetch
from django.urls import reverse

from prongsai.apps.agencies.models import Unit
from prongsai.apps.handover.opening import units_of
from prongsai.apps.plans.due import periods_of
from prongsai.apps.plans.models import Responsible
from prongsai.apps.plans.queries import due_work
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter, what_words
from prongsai.core.reminder import OpenThing


def list_open(frame: Frame) -> list[OpenMatter]:
    """Three queries, however much there is."""
    rows = due_work(frame.agency, periods_of(frame.today), from_year=frame.from_year, unit_id=None)
    rows = rows.filter(due_on__isnull=False, handover=None).exclude(work_item__role="supervision")
    responsible = Prefetch("work_item__measure__responsible", Responsible.objects.select_related("unit"))
    found = []
    units: list[Unit] | None = None
    for row in rows.prefetch_related(responsible):
        if units is None:
            units = [unit for unit in frame.agency.units.all() if unit.parent_id is None]
        item = row.work_item
        named = [unit for unit in units_of(item.measure.responsible.all(), units) if unit is not None]
        found.append(
            OpenMatter(
                OpenThing(f"work:{row.pk}", "due", "unit", frozenset(unit.pk for unit in named), row.due_on),
                what_words(item.measure.number, item.measure.issue, item.text),
                _names(named, units),
                reverse("plans:work_occurrence", args=(item.pk, row.number)),
                reverse("plans:measure_detail", args=(item.measure_id,)),
            )
        )
    return found


def _names(named: list[Unit], units: list[Unit]) -> str:
    if len(named) > 1 and len(named) == len(units):
        return "ทุกส่วนงาน"
    return ", ".join(unit.name for unit in named)[:150]
