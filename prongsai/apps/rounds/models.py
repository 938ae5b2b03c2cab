"""The executive's round of a month, what was decided in it, and the head that the agency's memos carry."""

import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.core.monthly_round import stands_as

STATES = (
    ("open", _("รอลงนาม")),
    ("signed", _("ลงนามแล้ว")),
    ("recorded_on_paper", _("ลงนามบนกระดาษ")),
    ("missed", _("ไม่มีการลงนาม")),
)
DECISION_STATES = (("open", _("ยังไม่เสร็จ")), ("done", _("ทำเสร็จแล้ว")), ("withdrawn", _("ยกเลิกแล้ว")))
_HELD = ("signed", "recorded_on_paper")


def scan_path(instance: "Round", filename: str) -> str:
    """A random name, so that neither the person's file name nor a guess leads to it."""
    return f"rounds/{secrets.token_hex(16)}"


class Round(models.Model):
    """One month's round of one agency. `month` is its first day, `due_on` the last on which it can be signed.

    `opened_by` is "" where it opened by itself; `opened_late` says that it did so after its opening day. `days_off` says
    why that day is not the first of the month: day, Thai and English name of each named day off before it. `shown` is the
    sheet as it was signed, recorded or missed, and `shown_sha256` its hash. `held_on` is the day of the signature, on
    screen or on the paper. `capacity` is the post as it stands under the signature.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="rounds")
    month = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150, blank=True)
    opened_late = models.BooleanField(default=False)
    days_off = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=20, choices=STATES, default="open")
    shown = models.JSONField(null=True, blank=True)
    shown_sha256 = models.CharField(max_length=64, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    capacity = models.CharField(max_length=300, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed_by_name = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    memo_number = models.CharField(max_length=60, blank=True)
    scan = models.FileField(upload_to=scan_path, blank=True, max_length=200)
    scan_name = models.CharField(max_length=200, blank=True)
    scan_type = models.CharField(max_length=100, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_by_name = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-month",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "month"), name="one_round_for_each_month"),
            models.CheckConstraint(
                condition=Q(state__in=[code for code, _name in STATES]), name="round_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(month__lte=F("opens_on"), opens_on__lte=F("due_on")), name="round_opens_before_it_is_due"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="signed", signed_at__isnull=False, held_on__isnull=False)
                    & ~Q(signed_by_name="")
                    & ~Q(capacity="")
                    & ~Q(shown_sha256="")
                )
                | (~Q(state="signed") & Q(signed_at=None, signed_by=None, signed_by_name="")),
                name="signed_by_somebody_on_what_was_shown",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="recorded_on_paper", recorded_at__isnull=False, held_on__isnull=False)
                    & ~Q(recorded_by_name="")
                    & ~Q(memo_number="")
                    & ~Q(capacity="")
                    & ~Q(scan="")
                    & ~Q(scan_sha256="")
                )
                | (~Q(state="recorded_on_paper") & Q(recorded_at=None, recorded_by=None, scan="", memo_number="")),
                name="paper_has_number_scan_and_recorder",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_HELD) | Q(held_on=None, capacity="", comment=""),
                name="only_a_held_round_has_a_day",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on")),)

    def __str__(self) -> str:
        return f"{self.agency} {self.month:%Y-%m}"

    @property
    def is_held(self) -> bool:
        """Whether the executive has signed it, on screen or on paper."""
        return self.state in _HELD

    def state_on(self, today: date) -> str:
        """The state it has on a day: an open one whose month has passed is missed before any job says so."""
        return stands_as(self.state, self.due_on, today)  # type: ignore[arg-type]


class Decision(models.Model):
    """What the executive decided in a round: a task of one unit, or of the whole agency, with its due day.

    `made_by` is who wrote it down; for a round on paper `is_from_paper`, and the one who decided is in the round.
    `version` grows with every change, so that a second writer is noticed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    unit_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DECISION_STATES, default="open")
    is_from_paper = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    report = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    reported_by = models.CharField(max_length=150, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    back_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("round__month", "number")
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="one_decision_for_each_number"),
            models.CheckConstraint(
                condition=Q(state__in=[code for code, _name in DECISION_STATES]), name="decision_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False, reported_at__isnull=False)
                | (~Q(state="done") & Q(done_on=None)),
                name="decision_done_on_a_day",
            ),
        )
        indexes = (models.Index(fields=("unit", "state")),)

    def __str__(self) -> str:
        return f"{self.round.month:%Y-%m} {self.number}"


class MemoHead(models.Model):
    """What every memo of the agency begins with. `garuda` is a PNG of our own drawing, never the bytes that came."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="memo_head")
    from_unit = models.CharField(_("ส่วนราชการ"), max_length=200, blank=True)
    letter_code = models.CharField(_("รหัสหนังสือ"), max_length=60, blank=True)
    garuda = models.BinaryField(blank=True, default=b"")
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency} {self.letter_code}"
