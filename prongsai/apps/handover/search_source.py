"""What can be found of hand-overs: those on which somebody did something, by their work and what was written on them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans.deadline_pages import thai_period
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.search_source import find_new_evidence
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source

HANDOVER = "handover"


def register() -> None:
    """Called once, when the app starts."""
    register_source(HANDOVER, find_handovers, label=_("การส่งงาน"), standing=_started)


def refresh(row: Handover, parts: Sequence[Part], added: Sequence[Evidence] = ()) -> None:
    """Something was done on a hand-over, with `added` as its new evidence; all of it loaded, so only one query writes.

    Called inside the transaction that does it.
    """
    found = find_new_evidence(row.occurrence.work_item.measure, added)
    if row.state == "todo" and all(part.version == 1 for part in parts):
        search.forget(agency=row.agency, kind=HANDOVER, object_ids=[row.pk])
    else:
        found.append((HANDOVER, _found(row, parts)))
    if found:
        search.index_all(agency=row.agency, found=found)


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
