"""What can be found of hand-overs: those on which somebody did something, by their work and what was written on them."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans.deadline_pages import thai_period
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source

HANDOVER = "handover"


def register() -> None:
    """Called once, when the app starts."""
    register_source(HANDOVER, find_handovers, label=_("การส่งงาน"), standing=_started)


def refresh(row: Handover) -> None:
    """Something was done on a hand-over, everything behind it loaded; called inside the transaction that does it."""
    parts = list(row.parts.all())
    if row.state == "todo" and all(part.version == 1 for part in parts):
        search.forget(agency=row.agency, kind=HANDOVER, object_ids=[row.pk])
    else:
        search.index(agency=row.agency, kind=HANDOVER, found=[_found(row, parts)])


def find_handovers(agency: Agency) -> Iterator[Findable]:
    """The work handed in, with its period, units, notes, the executive's order and the reasons of a return."""
    rows = _started(agency).select_related("occurrence__work_item__measure__plan").prefetch_related("parts")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield _found(row, row.parts.all())


def _found(row: Handover, parts: Iterable[Part]) -> Findable:
    item = row.occurrence.work_item
    said = [line for part in parts for line in (part.unit_name, part.note, part.returned_why, part.excused_why)]
    return Findable(
        object_id=str(row.pk),
        title=" ".join((item.text or item.measure.issue, thai_period(row.occurrence))),
        text="\n".join(dict.fromkeys(line for line in (row.order, *said, item.measure.issue) if line)),
        also_known_as=" ".join(item.measure.item_codes),
        address=reverse("handover:handover_detail", args=(row.pk,)),
        changed_at=row.changed_at,
        fiscal_year=item.measure.plan.fiscal_year,
        happened_on=row.occurrence.due_on,
    )


def _started(agency: Agency) -> QuerySet[Handover]:
    """Not those that only wait: their work is found among the plans' already."""
    return Handover.objects.filter(Handover.KEEPS_OCCURRENCE, agency=agency).distinct()
