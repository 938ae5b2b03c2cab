"""An invitation to work in an agency: a secret word that makes one account or membership, until it expires."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models.agency import Agency, Unit
from prongsai.apps.agencies.models.person import BASE_ROLES, Post


class Invitation(models.Model):
    """Asked to join in a role, and into a post where one is named. The word itself is never kept, only its hash."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("ชื่อผู้รับเชิญ"), max_length=150)
    email = models.EmailField(_("อีเมล"), blank=True)
    role = models.CharField(_("บทบาท"), max_length=30, choices=BASE_ROLES)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=[code for code, _name in BASE_ROLES]), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="invitation_expires_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="accepted_or_revoked_not_both"
            ),
        )

    @property
    def invited_as(self) -> str:
        """What the person is invited to be: the post's title, else the role. A post gives its own rights."""
        return self.post.title if self.post else str(self.get_role_display())

    def __str__(self) -> str:
        return self.name
