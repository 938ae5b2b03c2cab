"""What was seen of evidence, what people answered, and whom they asked to mend it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.evidence.groups import GROUPS
from prongsai.apps.plans.models import Evidence
from prongsai.audit.verdict import HOST_CLASSES, VERDICTS


class Visit(models.Model):
    """What the auditor saw at one address, or in one file (then `url` is "").

    `judged` and `notes` are JSON as `store.py` writes it; `snapshot` names the record of what was seen.
    """

    url = models.TextField(blank=True)
    checked_at = models.DateTimeField()
    verdict = models.CharField(max_length=20)
    confirmed = models.BooleanField(default=False)
    host_class = models.CharField(max_length=12, blank=True)
    via_shortener = models.BooleanField(default=False)
    why = models.TextField()
    why_en = models.TextField()
    final_url = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    content_type = models.CharField(max_length=200, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    title = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    etag = models.TextField(null=True, blank=True)
    last_modified = models.TextField(null=True, blank=True)
    gone_since_on = models.DateField(null=True, blank=True)
    is_unchanged = models.BooleanField(default=False)
    judged = models.JSONField(null=True, blank=True)
    notes = models.JSONField(default=list, blank=True)
    snapshot = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.verdict


class Check(Visit):
    """One visit of one piece of evidence, or one look into a file handed in."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="checks")

    class Meta:
        ordering = ("-checked_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("evidence", "checked_at"), name="one_check_for_each_moment"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="check_verdict_is_known"),
            models.CheckConstraint(condition=Q(host_class__in=("", *HOST_CLASSES)), name="check_host_class_is_known"),
            models.CheckConstraint(condition=Q(confirmed=False) | Q(verdict="gone"), name="only_gone_is_confirmed"),
            models.CheckConstraint(condition=~Q(why="") & ~Q(why_en=""), name="check_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.checked_at:%Y-%m-%d %H:%M}"


class CertifiedSnapshot(models.Model):
    """A snapshot that a certificate was drawn for: it never expires, whatever becomes of the check and its evidence."""

    snapshot = models.TextField(unique=True)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(snapshot=""), name="certified_snapshot_has_a_name"),)

    def __str__(self) -> str:
        return self.snapshot


class EvidenceState(models.Model):
    """Where the checking of one piece of evidence stands; no row while it was never asked for.

    `asked_at` is set while a check is on its way, `failed_at` when the last try broke off through a fault of ours.
    `newest` is the latest check, and `group` what it amounts to (groups.py). `open_findings` counts what it found
    and nobody has answered; `headline` is the worst of it, in both languages.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, primary_key=True, related_name="check_state")
    asked_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    newest = models.ForeignKey(Check, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=12, default="unchecked")
    open_findings = models.PositiveSmallIntegerField(default=0)
    headline = models.TextField(blank=True)
    headline_en = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(group__in=GROUPS), name="evidence_group_is_known"),
            models.CheckConstraint(
                condition=Q(newest=None, group="unchecked") | (Q(newest__isnull=False) & ~Q(group="unchecked")),
                name="unchecked_exactly_without_a_check",
            ),
            models.CheckConstraint(condition=Q(asked_at=None) | Q(failed_at=None), name="asked_for_or_failed_not_both"),
        )

    def __str__(self) -> str:
        return self.group


class FindingAnswer(models.Model):
    """What a person says to a finding, with the reason. Never deleted: taken back it stays, with the day.

    `text_sha256` is set for findings about content: on another content the answer says nothing any more.
    """

    finding = models.CharField(max_length=80)
    finding_words = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    answered_by = models.CharField(max_length=150)
    answered_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reason


class Answer(FindingAnswer):
    """An answer to a finding of evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="answers")

    class Meta:
        ordering = ("-answered_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
            models.UniqueConstraint(
                fields=("evidence", "finding", "text_sha256"),
                condition=Q(withdrawn_at=None),
                name="one_standing_answer_to_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="withdrawn_with_a_day_and_a_person",
            ),
        )


class Request(models.Model):
    """Someone asked those responsible to mend evidence. Closed when it is mended or answered."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="requests")
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    asked_of = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("evidence",), condition=Q(closed_at=None), name="one_open_request_for_evidence"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("asked_at")), name="closed_after_it_was_asked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence} {self.asked_at:%Y-%m-%d}"


class Alarm(models.Model):
    """A sign of a break-in that stands on the page of one piece of evidence, from the check that saw it first.

    Ended when a check sees the page without it, or when a person answered the finding. `code` is one of the watch's.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="alarms")
    host = models.CharField(max_length=255)
    code = models.CharField(max_length=80)
    message_th = models.TextField()
    message_en = models.TextField()
    first_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("first_seen_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("evidence", "code"), condition=Q(ended_at=None), name="one_open_alarm_of_a_kind_for_evidence"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("first_seen_at")),
                name="alarm_ended_after_it_was_seen",
            ),
        )
        indexes = (models.Index(fields=("agency", "ended_at")),)

    def __str__(self) -> str:
        return f"{self.code} {self.host}"


class Notice(models.Model):
    """A request or an alarm as one person finds it among their notices."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    request = models.ForeignKey(Request, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("แจ้งเตือน")
        constraints = (
            models.UniqueConstraint(fields=("request", "user"), name="one_notice_of_a_request_for_each_person"),
            models.UniqueConstraint(fields=("alarm", "user"), name="one_notice_of_an_alarm_for_each_person"),
            models.CheckConstraint(
                condition=Q(request=None, alarm__isnull=False) | Q(request__isnull=False, alarm=None),
                name="notice_of_a_request_or_an_alarm",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=models.F("made_at")), name="read_after_it_was_made"
            ),
        )
        indexes = (models.Index(fields=("user", "read_at")),)

    @property
    def evidence(self) -> Evidence:
        """What it is about."""
        about = self.request or self.alarm
        assert about is not None
        return about.evidence

    def __str__(self) -> str:
        return str(self.request or self.alarm)
