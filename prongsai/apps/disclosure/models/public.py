"""What the public was told: every address ever issued, the log of changes, and what the front page says."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models.publication import Version
from prongsai.apps.disclosure.models.year import one_of

CHANGE_KINDS = (
    ("year_opened", _("เปิดปีงบประมาณ")),
    ("published", pgettext_lazy("state", "เผยแพร่")),
    ("replaced", _("แทนที่ด้วยฉบับใหม่")),
    ("withdrawn", pgettext_lazy("state", "ถอนออก")),
)


class PublicProfile(models.Model):
    """What the agency's front page says of it, beside its name, kind and executives."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="public_profile")
    postal_address = models.TextField(_("ที่อยู่"), blank=True)
    phone = models.CharField(_("โทรศัพท์"), max_length=100, blank=True)
    fax = models.CharField(_("โทรสาร"), max_length=100, blank=True)
    email = models.EmailField(_("อีเมลกลาง"), blank=True)
    site = models.URLField(_("เว็บไซต์เดิม"), blank=True)
    social = models.URLField(_("เครือข่ายสังคมของหน่วยงาน"), blank=True)
    map_url = models.URLField(_("แผนที่"), blank=True)
    complaint_url = models.URLField(_("ช่องทางร้องเรียนการทุจริต"), blank=True)
    contact_url = models.URLField(_("ช่องทางติดต่อสอบถาม"), blank=True)
    about = models.TextField(_("แนะนำหน่วยงาน"), blank=True)
    shows_executives = models.BooleanField(_("แสดงรายชื่อผู้บริหาร"), default=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.agency)


class PublicStamp(models.Model):
    """Grows with every change the public can see of an agency; feeds, entity tags and the static copy go by it."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="public_stamp")
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency} {self.number}"


class ChangeEntry(models.Model):
    """One change that the public saw, in order and never changed. Names only what was public at that moment."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="public_changes")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=CHANGE_KINDS)
    at = models.DateTimeField()
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    item_code = models.CharField(max_length=8, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    title = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)
    address = models.CharField(max_length=300)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "number"), name="one_change_for_each_number"),
            models.CheckConstraint(condition=one_of("kind", CHANGE_KINDS), name="change_kind_is_known"),
            models.CheckConstraint(condition=~Q(kind="withdrawn") | ~Q(why=""), name="withdrawal_says_why"),
        )
        indexes = (models.Index(fields=("agency", "fiscal_year", "item_code")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"


class PublicAddress(models.Model):
    """Every path ever issued to the public. Never deleted: a test asks each of them for an answer."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="public_addresses")
    path = models.CharField(max_length=300, unique=True)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(path__startswith="/"), name="address_is_a_path"),)

    def __str__(self) -> str:
        return self.path


class OldAddress(models.Model):
    """An address of the agency's former site, and where it leads now. `host` "" is any of the agency's hosts."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="old_addresses")
    host = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=500)
    leads_to = models.CharField(max_length=300)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("host", "path")
        constraints = (
            models.UniqueConstraint(fields=("host", "path"), name="one_target_of_an_old_address"),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & Q(leads_to__startswith="/"), name="old_address_and_target_are_paths"
            ),
        )

    def __str__(self) -> str:
        return f"{self.host}{self.path}"
