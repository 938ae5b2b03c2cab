"""How a piece of work goes from the unit's desk to the public: its parts, its approvals, and the agency's chain."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.plans.models import Occurrence
from prongsai.core.handover import STEPS, Chain

STATES = (
    ("todo", _("รอส่งงาน")),
    ("handed_in", _("ส่งแล้ว")),
    ("checked", _("หัวหน้าตรวจแล้ว")),
    ("compiled", _("รวบรวมแล้ว")),
    ("endorsed", _("ปลัดเห็นควร")),
    ("acknowledged", _("นายกทราบ/สั่งการ")),
    ("published", _("เผยแพร่แล้ว")),
    ("closed", _("ปิดงาน")),
    ("returned", _("ตีกลับให้แก้ไข")),
)
PART_STATES = tuple(pair for pair in STATES if pair[0] in ("todo", "handed_in", "checked", "returned"))
FINISHED = ("published", "closed")
"""States of a whole that the public has."""


def _codes(choices: tuple[tuple[str, Any], ...]) -> list[str]:
    return [code for code, _name in choices]


class ChainRule(models.Model):
    """The steps an agency uses. Without a row the chain is not used and officers set the status themselves."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="chain_rule")
    steps = models.JSONField(default=list)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency} {self.steps}"

    def facts(self) -> Chain:
        """The chain; raises ValueError for steps nobody knows."""
        return Chain.of(self.steps)


class Waiver(models.Model):
    """An office too small to part maker and checker says so, from a day on and with its reason. Never deleted."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="waivers")
    reason = models.TextField(_("เหตุผล"))
    order_number = models.CharField(_("เลขที่คำสั่งหรือบันทึก"), max_length=60, blank=True)
    from_on = models.DateField(_("ตั้งแต่วันที่"))
    until_on = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="waiver_begins_before_it_ends"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.from_on}"

    @classmethod
    def in_force(cls, on: date) -> "models.QuerySet[Waiver]":
        """Those that stand on a day, of all agencies."""
        return cls.objects.filter(from_on__lte=on).exclude(until_on__lt=on)


class Handover(models.Model):
    """One occurrence of work on its way. `content_sha256` is that of all its parts, kept for what is approved next."""

    KEEPS_OCCURRENCE = ~Q(state="todo") | Q(parts__version__gt=1)
    """Where nobody did anything yet, an edit of the rule takes the hand-over away with its occurrence."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="handovers")
    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="handover")
    state = models.CharField(max_length=12, choices=STATES, default="todo")
    order = models.TextField(_("ข้อสั่งการ"), blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(state__in=_codes(STATES)), name="handover_state_is_known"),)
        indexes = (models.Index(fields=("agency", "state")),)

    def __str__(self) -> str:
        return f"{self.occurrence} {self.state}"

    @property
    def is_finished(self) -> bool:
        """Whether the public has it."""
        return self.state in FINISHED


class Part(models.Model):
    """One unit's share of a hand-over; `unit` None is work of no known unit, which the clerk's office hands in.

    `maker` handed it in last. `version` grows with every change, so that a second writer is noticed.
    """

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    unit_name = models.CharField(max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=PART_STATES, default="todo")
    note = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    maker_name = models.CharField(max_length=150, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.TextField(blank=True)
    returned_by = models.CharField(max_length=150, blank=True)
    excused_why = models.TextField(blank=True)
    excused_by = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("handover", "unit_name"), name="one_part_for_each_unit"),
            models.CheckConstraint(condition=Q(state__in=_codes(PART_STATES)), name="part_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("handed_in", "checked"))
                | (Q(handed_in_at__isnull=False) & ~Q(maker_name="") & ~Q(content_sha256="")),
                name="handed_in_by_somebody_with_content",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(returned_why=""), name="returned_with_a_reason"),
            models.CheckConstraint(
                condition=Q(excused_why="", excused_by="") | (~Q(excused_why="") & ~Q(excused_by="")),
                name="excused_by_somebody_with_a_reason",
            ),
        )
        indexes = (models.Index(fields=("unit", "state")),)

    def __str__(self) -> str:
        return self.unit_name or "–"


class Approval(models.Model):
    """One step taken by one person on exactly the content of a hash. Returns stand here too. Never deleted.

    The database refuses one by the maker of the part, or by who approved an earlier step, without a waiver
    (migration 0002). `superseded_at` says since when it holds no more.
    """

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="approvals")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, null=True, blank=True, related_name="approvals")
    step = models.CharField(max_length=12, choices=[(step, "") for step in STEPS])
    outcome = models.CharField(max_length=10, choices=[("approved", ""), ("returned", ""), ("reopened", "")])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64)
    comment = models.TextField(blank=True)
    waiver = models.ForeignKey(Waiver, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)  # as they were given: a clock may jump back, the rows do not
        constraints = (
            models.CheckConstraint(condition=Q(step__in=STEPS), name="approval_step_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=("approved", "returned", "reopened")), name="approval_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(step="check") | Q(part=None) | ~Q(outcome="approved"), name="only_a_check_is_of_a_part"
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved") | ~Q(comment=""), name="returned_or_reopened_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=("handover", "step"),
                condition=Q(outcome="approved", superseded_at=None, part=None),
                name="one_standing_approval_for_each_step",
            ),
            models.UniqueConstraint(
                fields=("part", "step"),
                condition=Q(outcome="approved", superseded_at=None, part__isnull=False),
                name="one_standing_check_of_each_part",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.outcome}"
