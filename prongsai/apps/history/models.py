"""Events that are never changed, the head of each agency's chain, and personal values that may be erased."""

from datetime import UTC
from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from prongsai.core.history_chain import FIRST_PREV, format_event


class ChainHead(models.Model):
    """The last event of an agency's chain; its row is locked while the next one is written, so a chain never forks."""

    agency = models.CharField(max_length=100, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_PREV)

    def __str__(self) -> str:
        return f"{self.agency} {self.seq}"


class Event(models.Model):
    """One thing that happened. Labels and ids, no foreign keys: history outlives its subject.

    The database refuses UPDATE and DELETE (migration 0002).
    """

    agency = models.CharField(max_length=100)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    device = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("agency", "-seq")
        constraints = (
            models.UniqueConstraint(fields=("agency", "seq"), name="one_event_for_each_number_of_a_chain"),
            models.UniqueConstraint(fields=("agency", "prev"), name="a_chain_never_forks"),
        )
        indexes = (
            models.Index(fields=("agency", "object_type", "object_id")),
            models.Index(fields=("agency", "actor", "seq"), name="history_by_actor"),
            models.Index(fields=("agency", "action", "seq"), name="history_by_action"),
            models.Index(fields=("agency", "at"), name="history_by_moment"),
        )
        verbose_name = _("เหตุการณ์")

    def __str__(self) -> str:
        return f"{self.agency} {self.seq} {self.action}"

    def values(self) -> dict[str, Any]:
        """The event as its history line holds it."""
        return {
            "seq": self.seq,
            "agency": self.agency,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "action": self.action,
            "actor": self.actor,
            "role": self.role,
            "device": self.device,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "object_label": self.object_label,
            "before": self.before,
            "after": self.after,
            "prev": self.prev,
            "hash": self.hash,
        }

    def line(self) -> str:
        """The history line of design 6.4."""
        return format_event(self.values())


class PersonalValue(models.Model):
    """A personal value that an event names only by its salted hash; erasing the row makes the hash unreadable."""

    agency = models.CharField(max_length=100)
    salted_sha256 = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=64)
    value = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("agency",)),)

    def __str__(self) -> str:
        return self.salted_sha256[:12]


class HeadAddress(models.Model):
    """A mail address outside that is sent the head of an agency's chain each day, so that a rewriting would show."""

    agency = models.CharField(max_length=100)
    address = models.EmailField(_("อีเมล"), max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("agency", Lower("address"), name="one_head_mail_for_each_address"),)

    def __str__(self) -> str:
        return f"{self.agency} {self.pk}"


class SentHead(models.Model):
    """The heads mailed to one address on one Bangkok day. The address goes with its row; its domain stays.

    `snapshot_*` is the head of this machine's folder of snapshots, 0 and "" when there was none. `snapshot_chain` tells
    one folder from another: the hash of its first line.
    """

    agency = models.CharField(max_length=100)
    recipient = models.ForeignKey(HeadAddress, on_delete=models.SET_NULL, null=True, related_name="sent")
    domain = models.CharField(max_length=200)
    day = models.DateField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    snapshot_chain = models.CharField(max_length=64, blank=True)
    snapshot_line = models.PositiveBigIntegerField(default=0)
    snapshot_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "pk")
        indexes = (models.Index(fields=("agency", "day")),)
        constraints = (
            models.UniqueConstraint(fields=("recipient", "day"), name="one_head_mail_a_day"),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) ^ models.Q(problem=""), name="a_head_mail_went_or_says_why_not"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.seq} {self.day}"


class HeadStamp(models.Model):
    """A head that a time-stamping authority was asked to stamp: its answer (DER, RFC 3161), or why there is none.

    `authority` is the name in the certificate that signed, the authority's host while there is no stamp.
    """

    agency = models.CharField(max_length=100)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    authority = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)
    serial = models.CharField(max_length=80, blank=True)
    answer = models.BinaryField(null=True)
    problem = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("agency", "seq")),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "hash"), condition=~models.Q(stamped_at=None), name="one_stamp_for_each_head"
            ),
            models.CheckConstraint(
                condition=(models.Q(stamped_at=None) & models.Q(answer=None) & ~models.Q(problem=""))
                | (~models.Q(stamped_at=None) & ~models.Q(answer=None) & models.Q(problem="")),
                name="a_head_is_stamped_or_says_why_not",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.seq} {self.problem or self.stamped_at}"
