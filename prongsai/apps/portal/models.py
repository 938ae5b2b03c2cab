"""The key an agency signs the copy of its public site with."""

from django.db import models

from prongsai.apps.agencies.models import Agency


class SigningKey(models.Model):
    """An Ed25519 pair. The private half is encrypted with the site's secret key; an old pair stays for old copies."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="signing_keys")
    public_pem = models.TextField()
    private_encrypted = models.TextField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency",), condition=models.Q(retired_at=None), name="one_key_in_use_of_an_agency"
            ),
            models.CheckConstraint(
                condition=~models.Q(public_pem="") & ~models.Q(private_encrypted=""), name="key_has_both_halves"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.made_at:%Y-%m-%d}"
