"""Reads of hand-overs. Every look-up by id checks access: no right and no row are the same 404."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, Count, Exists, F, Model, OuterRef, Prefetch, QuerySet, When
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.heads import units_with_head
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import RECORD_PROGRESS, VIEW_PLANS, may, records_for
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.handover.models import Approval, Handover, Part, Waiver
from prongsai.apps.handover.permissions import STEP_PERMISSION, may_check
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.models import Evidence, Plan
from prongsai.apps.plans.queries import unread_in_lists
from prongsai.core.handover import Step
from prongsai.web.prepared import Prepared
from prongsai.wiring import bangkok_today

_Row = TypeVar("_Row", bound=Model)
_BEHIND = "occurrence__work_item__measure__plan"
PART_STATES = ("todo", "handed_in", "checked", "returned")
"""While a whole stands in one of these its parts still move by themselves."""
OPEN_STATES = ("todo", "handed_in", "checked", "compiled", "endorsed", "acknowledged", "returned")


def with_children(rows: QuerySet[Handover], parts: QuerySet[Part] | None = None) -> QuerySet[Handover]:
    """Hand-overs with all a line of a list needs: two queries, however many rows."""
    return rows.select_related(_BEHIND, "agency__chain_rule").prefetch_related(
        Prefetch("parts", (Part.objects.all() if parts is None else parts).order_by("position", "pk"))
    )


def handover_for(user: User, handover_id: int, permission: str = VIEW_PLANS) -> Handover:
    """The hand-over with its parts (with `lacks_head`) and whether a waiver stands (`is_waived`), or 404 without the right."""
    today = bangkok_today()
    rows = Handover.objects.filter(in_agencies_of("agency", user, permission), pk=handover_id)
    waivers = Waiver.in_force(today).filter(agency=OuterRef("agency"))
    parts = Part.objects.annotate(lacks_head=_lacks_head(today))
    row = _found(with_children(rows, parts).annotate(is_waived=Exists(waivers)))
    row.occurrence.work_item.measure.plan.agency = row.agency  # else whoever asks reads it again
    return row


def handover_for_step(user: User, handover_id: int, step: Step) -> Handover:
    """The hand-over for one who may take this step there, or 404."""
    return handover_for(user, handover_id, STEP_PERMISSION[step])


def part_for(user: User, part_id: int) -> Part:
    """A part that the person may hand in, or 404: their own unit's; the clerk's office helps every unit."""
    return _own(user, _part(user, part_id, RECORD_PROGRESS))


def own_approval(user: User, handover: Handover, step: str, part: Part | None = None) -> Approval | None:
    """The person's approval of a step that still holds: of the whole, or of one part."""
    rows = handover.approvals.filter(step=step, part=part, outcome="approved", superseded_at=None, by=user)
    return rows.order_by("-at", "-pk").first()


def part_to_save(user: User, part_id: int) -> Part:
    """The same with its hand-over and agency alone: the rest is read once it is locked."""
    part = _PART_ALONE.first(pk=part_id)
    if part is None or not may(user, part.handover.agency, RECORD_PROGRESS):
        raise Http404
    return _own(user, part)


_PART_ALONE = Prepared(lambda pk: Part.objects.select_related("handover__agency").filter(pk=pk), pk=int)


def part_to_check(user: User, part_id: int) -> Part:
    """A part that the person checks as head of its unit, or for a unit without one, or 404."""
    part = _part(user, part_id, VIEW_PLANS)
    lacks_head: bool = part.lacks_head  # type: ignore[attr-defined]
    if not may_check(user, part.handover.agency, part.unit_id, bangkok_today(), lacks_head=lacks_head):
        raise Http404
    return part


def part_to_excuse(user: User, part_id: int) -> Part:
    """A part that the compiler may let off, or 404."""
    return _part(user, part_id, STEP_PERMISSION["compile"])


def may_hand_in(user: User, part: Part) -> bool:
    """Whether the person makes this part."""
    return records_for(user, part.handover.agency, [part.unit_id])


def evidence_of(row: Handover) -> list[Evidence]:
    """What was handed in for its occurrence, with what the auditor saw of it; one query."""
    return list(auditor().join(Evidence.objects.filter(occurrence_id=row.occurrence_id).order_by("position", "pk")))


def list_approvals(row: Handover) -> list[Approval]:
    """Every step, return and reopening, first to last."""
    return list(row.approvals.select_related("part", "waiver").order_by("pk"))


def list_handovers(agency: Agency, from_year: int | None) -> QuerySet[Handover]:
    """The agency's hand-overs of the active plans, soonest due first."""
    rows = Handover.objects.filter(agency=agency)
    if from_year is not None:
        rows = rows.filter(**{f"{_BEHIND}__fiscal_year__gte": from_year})
    return with_children(rows).order_by(F("occurrence__due_on").asc(nulls_last=True), "pk")


def count_states(rows: QuerySet[Handover]) -> dict[str, int]:
    """How many hand-overs stand in each state; one query."""
    found = rows.order_by().values("state").annotate(count=Count("pk"))
    return {line["state"]: line["count"] for line in found}


def list_waivers(agency: Agency) -> list[Waiver]:
    """All waivers, newest first."""
    return list(Waiver.objects.filter(agency=agency))


def waiver_for(user: User, waiver_id: int, permission: str) -> Waiver:
    """The waiver, or 404 without the right."""
    rows = Waiver.objects.select_related("agency")
    return _found(rows.filter(in_agencies_of("agency", user, permission), pk=waiver_id))


def list_waivers_used(plan: Plan) -> list[Approval]:
    """Approvals of a plan's work under a waiver in the order they were given, for the report's annex; one query."""
    rows = Approval.objects.filter(
        handover__occurrence__work_item__measure__plan=plan, waiver__isnull=False, outcome="approved"
    )
    return list(rows.select_related("waiver", "part", "handover__occurrence__work_item__measure").order_by("pk"))


def _part(user: User, part_id: int, permission: str) -> Part:
    rows = Part.objects.filter(in_agencies_of("handover__agency", user, permission), pk=part_id)
    rows = rows.select_related(f"handover__{_BEHIND}", "handover__agency", "unit")
    rows = rows.annotate(lacks_head=_lacks_head(bangkok_today()))
    row = _found(rows.defer(*unread_in_lists("handover__occurrence__work_item__")))
    row.handover.occurrence.work_item.measure.plan.agency = row.handover.agency  # else whoever asks reads it again
    return row


def _lacks_head(on: date) -> Case:
    """Whether nobody heads a part's unit on a day; of work of no known unit, whether the agency has no head at all."""
    units = units_with_head(OuterRef("handover__agency"), on)
    return Case(When(unit=None, then=~Exists(units)), default=~Exists(units.filter(pk=OuterRef("unit"))))


def _own(user: User, part: Part) -> Part:
    if not may_hand_in(user, part):
        raise Http404
    return part


def _found(rows: QuerySet[_Row]) -> _Row:
    try:
        return rows.get()
    except ObjectDoesNotExist:
        raise Http404 from None
