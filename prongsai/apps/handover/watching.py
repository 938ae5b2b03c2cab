"""Answers the plans: is the chain used here, and what follows from a change of content."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover import holding
from prongsai.apps.handover.actions import reopen_changed
from prongsai.apps.handover.models import ChainRule, Handover
from prongsai.apps.handover.opening import open_handovers
from prongsai.apps.handover.queries import list_waivers_used
from prongsai.apps.plans.deadline_pages import thai_period
from prongsai.apps.plans.models import Evidence, Measure, Occurrence, Plan
from prongsai.core.handover import WaivedApproval, parse_step
from prongsai.wiring import bangkok_date


class Chain:
    """What `plans.chain_port` asks for."""

    def is_used(self, agency: Agency) -> bool:
        """Whether the agency has a chain; one query."""
        return ChainRule.objects.filter(agency=agency).exists()

    def content_changed(self, work_item_ids: Iterable[int], *, by: User | None, at: datetime) -> None:
        """Whatever was handed in and differs from what was approved goes back."""
        rows = Handover.objects.filter(occurrence__work_item_id__in=list(work_item_ids)).exclude(state="todo")
        for row in rows.select_related("agency"):
            reopen_changed(handover=row, by=by, at=at)

    def address_of(self, occurrence: Occurrence, *, at: datetime) -> str:
        """The page of the hand-over, opened when it is not yet; two queries at most where nothing is missing."""
        item = occurrence.work_item
        if item.role == "supervision" or not self.is_used(item.measure.plan.agency):
            return ""
        row = Handover.objects.filter(occurrence=occurrence).first()
        if row is None:
            open_handovers(item.measure.plan.agency, at=at)
            row = Handover.objects.filter(occurrence=occurrence).first()
        return reverse("handover:handover_detail", args=(row.pk,)) if row is not None else ""

    def require_changeable(self, evidence: Evidence) -> None:
        """The evidence is of no part that was checked or approved; raises Refusal."""
        holding.require_changeable(evidence)

    def list_held(self, measure: Measure, evidence: Sequence[Evidence]) -> frozenset[int]:
        """Those that may not be taken away; one query."""
        return holding.list_held(measure, evidence)

    def list_signed(self, evidence: Sequence[Evidence]) -> frozenset[int]:
        """Those that a check or approval covers or covered; at most one query."""
        return holding.list_signed(evidence)

    def list_waived(self, plan: Plan) -> tuple[WaivedApproval, ...]:
        """Approvals of the plan's work under a waiver, in the order they were given."""
        return tuple(
            WaivedApproval(
                measure=row.handover.occurrence.work_item.measure.number,
                column="step" if row.handover.occurrence.work_item.kind == "step" else "follow_up",
                number=row.handover.occurrence.work_item.number,
                period=thai_period(row.handover.occurrence),
                unit=row.part.unit_name if row.part else "",
                step=parse_step(row.step),
                taken_on=bangkok_date(row.at),
                taken_by=row.by_name,
                reason=row.waiver.reason if row.waiver else "",
                order_number=row.waiver.order_number if row.waiver else "",
            )
            for row in list_waivers_used(plan)
        )


CHAIN = Chain()
