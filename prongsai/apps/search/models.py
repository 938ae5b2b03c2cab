"""What can be found: one row for each thing, with its words in the form that both databases search."""

from django.db import models
from django.db.models import Q

from prongsai.apps.agencies.models import Agency


class Entry(models.Model):
    """One thing that can be found. Only `actions` write it; what stands here is derived and can be made again.

    `title_words`, `words` and `loose_words` are as core/search/document.py says. `order_key` puts titles in Thai
    dictionary order, and things of one title in a fixed one. `address` is a path of this site.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    item_code = models.CharField(max_length=20, blank=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    title_words = models.TextField()
    words = models.TextField()
    loose_words = models.TextField()
    order_key = models.BinaryField()
    is_public = models.BooleanField(default=False)
    address = models.CharField(max_length=500)
    happened_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency", "kind", "object_id"), name="one_entry_for_each_thing"),
            models.CheckConstraint(condition=~Q(title=""), name="entry_has_a_title"),
            models.CheckConstraint(condition=Q(address__startswith="/"), name="entry_address_is_a_path_of_this_site"),
        )
        indexes = (models.Index(fields=("is_public", "agency")),)

    def __str__(self) -> str:
        return self.title


class Build(models.Model):
    """That the whole index was made by the rules of one version (core/search/document.py)."""

    version = models.PositiveSmallIntegerField(unique=True)
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} {self.built_at:%Y-%m-%d}"
