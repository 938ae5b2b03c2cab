"""The ledger of reminders: what was due to be said, to whom, through which channel, and what became of it."""

import uuid
from datetime import date, time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.core.reminder import LEVELS, Level, Rule, Said

CHANNELS = (
    ("in_app", _("หน้าแจ้งเตือน")),
    ("mail", _("อีเมล")),
    ("line", _("LINE")),
    ("webhook", _("เว็บฮุก")),
)
OUTSIDE = tuple(code for code, _name in CHANNELS if code != "in_app")
STATES = (
    ("waiting", _("รอส่ง")),
    ("sending", _("กำลังส่ง")),
    ("sent", _("ส่งแล้ว")),
    ("delivered", _("ถึงผู้รับแล้ว")),
    ("failed", _("ส่งไม่สำเร็จ")),
    ("superseded", _("รวมกับฉบับถัดไป")),
    ("moot", _("งานเสร็จก่อนส่ง")),
)
UNSENT = ("waiting", "sending")
TONES = (
    ("soon", _("ใกล้ถึงกำหนด")),
    ("late", _("เลยกำหนด")),
    ("waits", _("รอดำเนินการ")),
    ("returned", _("ตีกลับให้แก้ไข")),
    ("escalated", _("ค้างของผู้อื่น")),
)
_DEFAULT = Rule()
_AFTER = dict(_DEFAULT.escalate_after)


def _codes(choices: tuple[tuple[str, object], ...]) -> list[str]:
    return [code for code, _name in choices]


def _days_before() -> list[int]:
    return list(_DEFAULT.days_before)


class ReminderRule(models.Model):
    """How an agency reminds. `planned_on` is the last Bangkok day on which it was worked out what is to be said.

    A level whose days are None hears nothing of what others leave open.
    """

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="reminder_rule")
    is_on = models.BooleanField(default=True)
    days_before = models.JSONField(default=_days_before)
    chase_every = models.PositiveSmallIntegerField(default=_DEFAULT.chase_every)
    unit_head_after = models.PositiveSmallIntegerField(null=True, blank=True, default=_AFTER["unit_head"])
    clerk_office_after = models.PositiveSmallIntegerField(null=True, blank=True, default=_AFTER["clerk_office"])
    chief_administrator_after = models.PositiveSmallIntegerField(
        null=True, blank=True, default=_AFTER["chief_administrator"]
    )
    top_executive_after = models.PositiveSmallIntegerField(null=True, blank=True, default=_AFTER["top_executive"])
    quiet_from = models.TimeField(default=_DEFAULT.quiet_from)
    quiet_until = models.TimeField(default=_DEFAULT.quiet_until)
    on_days_off = models.BooleanField(default=False)
    webhook_url = models.URLField(max_length=500, blank=True)
    webhook_number = models.PositiveIntegerField(default=1)
    """The webhook's key is worked out from the site's secret and this number: see webhook_key.py."""
    planned_on = models.DateField(null=True, blank=True)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(*(Q(**{f"{level}_after": None}) | Q(**{f"{level}_after__gte": 1}) for level in LEVELS[1:])),
                name="escalated_only_what_is_late",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.changed_at}"

    def facts(self) -> Rule:
        """The rule as the core knows it."""
        after: list[tuple[Level, int]] = []
        for level in LEVELS[1:]:
            days = getattr(self, f"{level}_after")
            if days is not None:
                after.append((level, days))
        return Rule(
            days_before=tuple(sorted(self.days_before, reverse=True)),
            chase_every=self.chase_every,
            escalate_after=tuple(after),
            quiet_from=_as_time(self.quiet_from),
            quiet_until=_as_time(self.quiet_until),
            on_days_off=self.on_days_off,
        )


def _as_time(value: time | str) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


class Preference(models.Model):
    """Which outside channels a person allows, the one they like best first, and the LINE account they linked.

    The row is made when the person chooses; without it e-mail is allowed. The code that links LINE is kept hashed.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_preference")
    channels = models.JSONField(default=list)
    line_id = models.CharField(max_length=60, blank=True)
    line_code_sha256 = models.CharField(max_length=64, blank=True)
    line_code_expires_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("line_id",), condition=~Q(line_id=""), name="one_person_for_each_line"),
            models.UniqueConstraint(
                fields=("line_code_sha256",), condition=~Q(line_code_sha256=""), name="one_person_for_each_line_code"
            ),
            models.CheckConstraint(
                condition=Q(line_code_sha256="", line_code_expires_at=None)
                | (~Q(line_code_sha256="") & Q(line_code_expires_at__isnull=False)),
                name="line_code_runs_out",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.channels}"


class CalendarFeed(models.Model):
    """A person's private calendar address; only the hash of its word is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"


class Digest(models.Model):
    """What one person is told on one Bangkok day, of all their agencies; `sealed_at` is when the first channel took it up."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_day_for_each_person"),)

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class Reminder(models.Model):
    """One stage of one thing told to one person. The constraint makes telling it a second time impossible.

    `what` and `path` are kept as they were said. `closed_at`: a later stage was said, or the thing is open no more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="reminders")
    thing = models.CharField(max_length=80)
    line = models.CharField(max_length=80)
    rank = models.PositiveIntegerField()
    tone = models.CharField(max_length=10, choices=TONES)
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    unit_name = models.CharField(max_length=150, blank=True)
    what = models.TextField()
    path = models.CharField(max_length=200)
    said_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-said_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "thing", "line", "rank"), name="nothing_is_said_twice"),
            models.CheckConstraint(condition=Q(tone__in=_codes(TONES)), name="tone_is_known"),
            models.CheckConstraint(condition=Q(path__startswith="/office/"), name="leads_into_the_office"),
        )
        indexes = (
            models.Index(fields=("user", "closed_at", "opened_at")),
            models.Index(fields=("agency", "-said_on")),
        )

    def __str__(self) -> str:
        return f"{self.thing} {self.line}:{self.rank}"

    def facts(self) -> Said:
        """The reminder as the core knows it."""
        return Said(self.user_id, self.thing, self.line, self.rank, self.said_on)

    def days_on(self, today: date) -> int | None:
        """Days left (negative: late) on a day; None without a due day."""
        return (self.due_on - today).days if self.due_on else None


class Delivery(models.Model):
    """One digest through one channel: the outbox and the ledger in one row.

    `key` stays the same however often it is tried: the channel recognises a repeat by it. `claimed_until` is set while a
    worker sends. `after_channel` is the channel that failed before this one was taken.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    was_repeat = models.BooleanField(default=False)
    problem = models.CharField(max_length=200, blank=True)
    after_channel = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("digest", "channel"), name="one_delivery_for_each_channel"),
            models.CheckConstraint(condition=Q(channel__in=_codes(CHANNELS)), name="channel_is_known"),
            models.CheckConstraint(condition=Q(state__in=_codes(STATES)), name="delivery_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "delivered")) | Q(sent_at__isnull=False), name="sent_at_some_moment"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="failed_for_a_reason"),
            models.CheckConstraint(
                condition=(Q(state="sending", claimed_until__isnull=False))
                | (~Q(state="sending") & Q(claimed_until=None)),
                name="claimed_while_it_is_sent",
            ),
        )
        indexes = (models.Index(fields=("state", "next_try_at")),)

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
