"""The form of the assessment as this office fills it: answers, last looks, frozen copies, scores and what is contested."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.core.submission import LOOKS

LOOK_KINDS = (("two_weeks", _("ก่อนปิด 2 สัปดาห์")), ("two_days", _("ก่อนปิด 2 วัน")), ("two_hours", _("ก่อนปิด 2 ชั่วโมง")))


class FormEntry(models.Model):
    """What is to be entered for one item. Addresses are those of the form, in its order; `has` None is not said yet."""

    item = models.OneToOneField(YearItem, on_delete=models.CASCADE, primary_key=True, related_name="form_entry")
    has = models.BooleanField(null=True, blank=True)
    addresses = models.JSONField(default=list, blank=True)
    explanation = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(version__gte=1), name="form_entry_versions_begin_at_one"),)

    def __str__(self) -> str:
        return f"{self.item} {self.has}"


class SiteWalk(models.Model):
    """A walk over a site as an assessor would make it, from its front page to the addresses of the year's items.

    `paths` is {address: [[words clicked, address reached], ...]}; addresses nobody finds by clicking are not in it.
    A walk that was asked for and not made yet has neither `made_at` nor `failed_why`.
    """

    year = models.ForeignKey(DisclosureYear, on_delete=models.CASCADE, related_name="walks")
    start = models.TextField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    pages_opened = models.PositiveIntegerField(default=0)
    targets = models.JSONField(default=list, blank=True)
    paths = models.JSONField(default=dict, blank=True)
    failed_why = models.TextField(blank=True)
    failed_why_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(start=""), name="walk_begins_somewhere"),
            models.CheckConstraint(condition=Q(made_at=None) | Q(failed_why=""), name="walk_made_or_failed_not_both"),
        )

    def __str__(self) -> str:
        return self.start


class Frozen(models.Model):
    """The form as it was entered, whole, at one moment. Never changed: another entering is the next number.

    `entered_on` is the day someone typed it into the assessment's system. Confirmed by the top executive with the
    second factor, for exactly `sha256`.
    """

    year = models.ForeignKey(DisclosureYear, on_delete=models.PROTECT, related_name="frozen_forms")
    number = models.PositiveIntegerField()
    form = models.JSONField()
    sha256 = models.CharField(max_length=64)
    entered_on = models.DateField()
    is_after_closing = models.BooleanField(default=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    frozen_by_name = models.CharField(max_length=150)
    frozen_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_by_name = models.CharField(max_length=150, blank=True)
    capacity = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="one_frozen_form_for_each_number"),
            models.CheckConstraint(
                condition=Q(confirmed_by_name="", confirmed_at=None, capacity="")
                | (~Q(confirmed_by_name="") & Q(confirmed_at__isnull=False) & ~Q(capacity="")),
                name="form_confirmed_by_somebody_in_a_post",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(frozen_by=None) | ~Q(confirmed_by=F("frozen_by")),
                name="nobody_confirms_the_form_they_froze",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} #{self.number}"


class FinalLook(models.Model):
    """A look before the window closed, and everything that was still worth points then. Late ones were never made."""

    year = models.ForeignKey(DisclosureYear, on_delete=models.CASCADE, related_name="final_looks")
    kind = models.CharField(max_length=10, choices=LOOK_KINDS)
    closes_at = models.DateTimeField()
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    problems = models.JSONField(default=list, blank=True)
    points_at_risk = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("due_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("year", "kind", "closes_at"), name="one_look_of_a_kind_before_each_closing"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(LOOKS)), name="look_kind_is_known"),
            models.CheckConstraint(condition=Q(due_at__lt=F("closes_at")), name="look_is_before_the_closing"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class LookMail(models.Model):
    """That a person was mailed what a look found; without `sent_at` it waits for the mail server."""

    look = models.ForeignKey(FinalLook, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("look", "user"), name="one_mail_of_a_look_for_each_person"),)

    def __str__(self) -> str:
        return f"{self.look} {self.user_id}"


class PreliminaryScore(models.Model):
    """What an item scored before the clarification, with what the assessors wrote; `score` 0 to 100."""

    item = models.OneToOneField(YearItem, on_delete=models.CASCADE, primary_key=True, related_name="preliminary")
    score = models.PositiveSmallIntegerField(_("คะแนนเบื้องต้น"), validators=[MaxValueValidator(100)])
    said = models.TextField(_("ความเห็นของผู้ประเมิน"), blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(score__lte=100), name="preliminary_score_is_up_to_100"),)

    def __str__(self) -> str:
        return f"{self.item} {self.score}"


class Contest(models.Model):
    """That and why an item's preliminary score is contested. Taken back it goes; what was sent stays in the clarification."""

    item = models.OneToOneField(YearItem, on_delete=models.CASCADE, primary_key=True, related_name="contest")
    reason = models.TextField(_("เหตุผลที่ชี้แจง"))
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="contest_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.item} {self.reason}"


class Clarification(models.Model):
    """The contested items as they were sent, whole; never changed."""

    year = models.ForeignKey(DisclosureYear, on_delete=models.PROTECT, related_name="clarifications")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_on = models.DateField(_("ส่งวันที่"))
    sent_by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("year", "number"), name="one_clarification_for_each_number"),)

    def __str__(self) -> str:
        return f"{self.year} clarification {self.number}"
