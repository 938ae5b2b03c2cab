"""A cycle of visits as rows. These tables are the truth; a job in the queue is only a nudge to look at them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LINK_STATES = (
    ("waiting", _("รอตรวจ")),
    ("done", _("ตรวจแล้ว")),
    ("dead", _("เลิกลองในรอบนี้")),
)


class Cycle(models.Model):
    """One round of visits, such as a night's, spread over a window of time."""

    name = models.CharField(max_length=80)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="cycle_opens_before_closing"),
        )
        verbose_name = _("รอบการตรวจลิงก์")

    def __str__(self) -> str:
        return self.name


class PaceGroup(models.Model):
    """Hosts that are visited one request at a time together, in all cycles, and who visits them now.

    `last_visit_at` is by the database's clock: whoever comes next keeps the gap. Until `rest_until` nobody visits.
    `wanted_until` says that a person waits for a check: the cycle's worker gives the group up after its next link.
    """

    name = models.CharField(max_length=300, unique=True)
    leased_by = models.CharField(max_length=100, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    last_visit_at = models.DateTimeField(null=True)
    rest_until = models.DateTimeField(null=True)
    rests = models.PositiveSmallIntegerField(default=0)
    wanted_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(leased_by="", lease_until__isnull=True) | (~Q(leased_by="") & Q(lease_until__isnull=False)),
                name="a_lease_has_an_owner_and_an_end",
            ),
        )
        verbose_name = _("กลุ่มโฮสต์")

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """Which pace group a host belongs to, so that a check asked for by a person finds the same lease as a cycle."""

    name = models.CharField(max_length=255, unique=True)
    group = models.ForeignKey(PaceGroup, on_delete=models.CASCADE, related_name="hosts")

    def __str__(self) -> str:
        return self.name


class GroupWork(models.Model):
    """What one cycle has to do in one pace group.

    `due_at` is when the next link is due, null when none waits. `queued_at` is when a job for it was put, null while
    none is. The rest is measured: how many visits, the smallest gap between two of one host, the longest politeness kept a visit
    back, the longest a due batch waited for a worker.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="groups", db_index=False)  # see constraints
    group = models.ForeignKey(PaceGroup, on_delete=models.PROTECT, related_name="work")
    due_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)
    last_checked_at = models.DateTimeField(null=True)
    smallest_gap_s = models.FloatField(null=True)
    longest_wait_s = models.FloatField(default=0)
    longest_late_s = models.FloatField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "group"), name="a_group_once_in_a_cycle"),)
        indexes = (models.Index(fields=("due_at",), condition=Q(due_at__isnull=False), name="group_work_due"),)

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.group_id}"


class CycleLink(models.Model):
    """One link of a cycle. `key` is the caller's own id of it; `tries` counts visits that told nothing.

    `crashes` counts workers that died, or visits that broke, on this link. A dead link has `verdict` "not_checked" when
    it was never reached.
    """

    work = models.ForeignKey(
        GroupWork, on_delete=models.CASCADE, related_name="links", db_index=False
    )  # see constraints
    key = models.CharField(max_length=100)
    url = models.TextField()
    agency = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=40, null=True)
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    is_submitted = models.BooleanField(default=True)
    state = models.CharField(max_length=8, default="waiting", choices=LINK_STATES)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=20, default="", blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("work", "key"), name="no_link_twice_in_a_cycle"),
            models.CheckConstraint(
                condition=Q(state__in=[code for code, _name in LINK_STATES]), name="link_state_known"
            ),
            models.CheckConstraint(condition=Q(state="waiting") | ~Q(verdict=""), name="an_ended_link_has_a_verdict"),
        )
        indexes = (
            models.Index(fields=("work", "due_at", "id"), condition=Q(state="waiting"), name="links_that_wait"),
            models.Index(fields=("work",), condition=Q(state="dead"), name="links_that_are_dead"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
