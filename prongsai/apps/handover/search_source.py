"""What can be found of hand-overs: those on which somebody did something, by their work and what was written on them."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import Approval, Handover
from prongsai.apps.plans.deadline_pages import thai_period
from prongsai.apps.search import actions as search
from prongsai.apps.search.sources import Findable, register_source

HANDOVER = "handover"


def register() -> None:
    """Called once, when the app starts."""
    register_source(HANDOVER, find_handovers, label=_("การส่งงาน"), standing=_started)


def refresh(row: Handover) -> None:
    """Something was done on a hand-over; called inside the transaction that does it."""
    search.forget(agency=row.agency, kind=HANDOVER, object_ids=[row.pk])
    search.index(
        agency=row.agency, kind=HANDOVER, found=find_handovers(row.agency, _started(row.agency).filter(pk=row.pk))
    )


def find_handovers(agency: Agency, rows: QuerySet[Handover] | None = None) -> Iterator[Findable]:
    """The work handed in, with its period, units, notes, the executive's order and the reasons of returns."""
    rows = _started(agency) if rows is None else rows
    said = Prefetch("approvals", Approval.objects.exclude(comment="").order_by("pk"))
    rows = rows.select_related("occurrence__work_item__measure__plan").prefetch_related("parts", said)
    for row in rows.order_by("pk").iterator(chunk_size=500):
        item = row.occurrence.work_item
        parts = [line for part in row.parts.all() for line in (part.unit_name, part.note, part.excused_why)]
        lines = [row.order, *parts, *(approval.comment for approval in row.approvals.all()), item.measure.issue]
        yield Findable(
            object_id=str(row.pk),
            title=" ".join((item.text or item.measure.issue, thai_period(row.occurrence))),
            text="\n".join(dict.fromkeys(line for line in lines if line)),
            also_known_as=" ".join(item.measure.item_codes),
            address=reverse("handover:handover_detail", args=(row.pk,)),
            changed_at=row.changed_at,
            fiscal_year=item.measure.plan.fiscal_year,
            happened_on=row.occurrence.due_on,
        )


def _started(agency: Agency) -> QuerySet[Handover]:
    """Not those that only wait: their work is found among the plans' already."""
    return Handover.objects.filter(Handover.KEEPS_OCCURRENCE, agency=agency).distinct()
