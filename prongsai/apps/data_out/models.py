"""Keys to the API, what was written with them, and where changes are told to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import Version

SCOPES = (
    ("drafts:read", _("อ่านร่าง")),
    ("drafts:write", _("เขียนและแก้ร่าง")),
    ("drafts:hand_in", _("เสนอร่างเพื่อขออนุมัติ")),
)
"""What a key may do beside reading what is public. No key approves or publishes: people do."""


class ApiKey(models.Model):
    """A key that a program uses for the person who made it: it may do what the person may, within its scopes.

    Only the hash of the secret is kept; `prefix` is shown so that keys can be told apart.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="api_keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("ใช้กับโปรแกรมใด"), max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="api_key_has_a_name"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="api_key_ends_after_it_began"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class MadeOnce(models.Model):
    """The draft that a call with an idempotency key made: the same call again gives the same draft."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="made")
    word = models.CharField(max_length=100)
    request_sha256 = models.CharField(max_length=64)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "word"), name="one_draft_for_each_idempotency_key"),)

    def __str__(self) -> str:
        return self.word


class Webhook(models.Model):
    """An address that is told of every public change of an agency, in order and at least once.

    `told_number` is the last change that it took. After a failure it waits until `next_try_at`; `failed_since` says
    since when nothing gets through, and after a week it is switched off (`is_on`) with `last_problem`.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(_("ที่อยู่ที่รับ"), max_length=500)
    key_number = models.PositiveIntegerField(default=1)
    is_on = models.BooleanField(default=True)
    told_number = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failed_since = models.DateTimeField(null=True, blank=True)
    last_told_at = models.DateTimeField(null=True, blank=True)
    last_problem = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("agency", "url"), name="one_webhook_for_each_address"),)

    def __str__(self) -> str:
        return self.url
