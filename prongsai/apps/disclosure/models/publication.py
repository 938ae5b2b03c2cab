"""Publications of an item (and news, which belong to no item), their versions, and the gate before the public."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models.year import YearItem, one_of
from prongsai.apps.handover.models import Approval, Waiver
from prongsai.apps.plans.models import Evidence

KINDS = (
    ("file", _("ไฟล์")),
    ("page", _("ข้อความ")),
    ("table", _("ตาราง")),
    ("link", _("ลิงก์ภายนอก")),
    ("nothing", _("แจ้งว่าไม่มีรายการในงวดนี้")),
)
STATES = (
    ("draft", _("ร่าง")),
    ("waiting", _("รออนุมัติ")),
    ("returned", _("ส่งกลับให้แก้ไข")),
    ("approved", _("อนุมัติแล้ว รอเผยแพร่")),
    ("scheduled", _("ตั้งเวลาเผยแพร่")),
    ("published", _("เผยแพร่แล้ว")),
    ("replaced", _("ถูกแทนที่")),
    ("withdrawn", pgettext_lazy("state", "ถอนออก")),
)
IN_THE_MAKING = ("draft", "waiting", "returned", "approved", "scheduled")
"""States before anything is public; a publication has at most one version in them."""
UNAPPROVED = ("draft", "waiting", "returned")
LIVE = ("published", "replaced")
"""States whose content the public may read; of a withdrawn version only the dated note stays."""
GATE_OUTCOMES = (
    ("clean", _("ไม่พบข้อมูลส่วนบุคคล")),
    ("confirmed", _("ผู้มีหน้าที่ยืนยันให้เผยแพร่")),
    ("masked", _("เผยแพร่ฉบับปกปิดข้อมูล")),
)
COPY_KINDS = (("masked", ""), ("pdf", ""), ("csv", ""), ("xlsx", ""))


def version_path(instance: "Version", filename: str) -> str:
    """A random name: no guess leads to a file, whatever its state."""
    return f"publications/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


def copy_path(instance: "Copy", filename: str) -> str:
    """As `version_path`, for copies made of a version."""
    return f"publications/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


class Publication(models.Model):
    """One thing published for an item, under one number; without an item it is news.

    A number that the public saw is never given again: only what was never public is ever deleted.
    `current` is the version the public sees at the publication's own address: the newest published one, or the
    withdrawn one whose note stands there. None while nothing was public yet: then it has no public address.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="publications")
    item = models.ForeignKey(YearItem, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_over")
    """The publication of an earlier year that this one was proposed from."""
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "number"), condition=Q(item__isnull=False), name="one_number_in_an_item"
            ),
            models.UniqueConstraint(
                fields=("agency", "number"), condition=Q(item=None), name="one_number_of_an_agencys_news"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="publication_numbers_begin_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.item or 'news'}/{self.number}"


class Version(models.Model):
    """What one publication says at one time. Once approved it never changes: a change is the next version.

    `table` is a list of rows of cells, the first its headings; `body` is plain text with paragraphs and lists
    (core/typed_page.py draws it). `content_sha256` is bound by the approval (`approved_sha256`). It is approved by the
    hand-over chain (`approval`, for evidence handed in) or by a person other than its maker, or under a waiver.
    `looked_sha256` is the content in which the machine last looked for personal data. The `masked_...` fields hold what
    is shown instead of typed text when the gate says so; a masked file is a Copy. The database lets no version become
    public without a gate decision for its content, nor change its content afterwards (migration 0002).
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    title = models.CharField(_("ชื่อเรื่อง"), max_length=300)
    period_from = models.DateField(_("ข้อมูลตั้งแต่วันที่"), null=True, blank=True)
    period_to = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    as_of_on = models.DateField(_("ข้อมูล ณ วันที่"), null=True, blank=True)
    body = models.TextField(blank=True)
    table = models.JSONField(default=list, blank=True)
    url = models.TextField(blank=True)
    file = models.FileField(upload_to=version_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_sha256 = models.CharField(max_length=64)
    looked_sha256 = models.CharField(max_length=64, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    masked_title = models.CharField(max_length=300, blank=True)
    masked_body = models.TextField(blank=True)
    masked_table = models.JSONField(default=list, blank=True)
    judged = models.JSONField(null=True, blank=True)
    """What the judge said of its content (evidence/store.py writes it); None while it was not judged or cannot be read."""
    judged_at = models.DateTimeField(null=True, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    maker_name = models.CharField(max_length=150)
    makers = models.JSONField(default=list, blank=True)
    """Ids of everyone who typed in it: none of them approves it without a waiver. `maker` is the last."""
    made_at = models.DateTimeField()
    returned_why = models.TextField(blank=True)
    returned_by = models.CharField(max_length=150, blank=True)
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waiver = models.ForeignKey(Waiver, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_by_name = models.CharField(max_length=150, blank=True)
    approved_capacity = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_sha256 = models.CharField(max_length=64, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    publish_at = models.DateTimeField(_("เผยแพร่เมื่อ"), null=True, blank=True)
    published_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="one_version_for_each_number"),
            models.UniqueConstraint(
                fields=("publication",), condition=Q(state="published"), name="one_published_version"
            ),
            models.UniqueConstraint(
                fields=("publication",),
                condition=Q(state__in=IN_THE_MAKING),
                name="one_version_in_the_making",
            ),
            models.CheckConstraint(condition=one_of("kind", KINDS), name="version_kind_is_known"),
            models.CheckConstraint(condition=one_of("state", STATES), name="version_state_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_begin_at_one"),
            models.CheckConstraint(condition=~Q(title=""), name="version_has_a_title"),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_from__lte=models.F("period_to")),
                name="version_period_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=(Q(kind="file") & ~Q(file="") & ~Q(file_name="") & ~Q(sha256="")) | ~Q(kind="file"),
                name="file_version_has_its_file",
            ),
            models.CheckConstraint(
                condition=(Q(kind="link") & ~Q(url="")) | (~Q(kind="link") & Q(url="")), name="link_version_has_an_url"
            ),
            models.CheckConstraint(condition=~Q(kind="page") | ~Q(body=""), name="page_version_has_text"),
            models.CheckConstraint(
                condition=Q(state__in=UNAPPROVED, approved_by_name="", approved_at=None, approved_sha256="")
                | (
                    ~Q(state__in=UNAPPROVED)
                    & ~Q(approved_by_name="")
                    & Q(approved_at__isnull=False, approved_sha256=models.F("content_sha256"))
                ),
                name="version_approved_by_somebody_before_it_is_public",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(maker=None)
                | ~Q(approved_by=models.F("maker"))
                | Q(waiver__isnull=False)
                | Q(approval__isnull=False),
                name="nobody_approves_what_they_made_without_a_waiver",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("published", "replaced", "withdrawn"), published_at__isnull=False)
                | (~Q(state__in=("published", "replaced", "withdrawn")) & Q(published_at=None)),
                name="published_with_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False), name="scheduled_with_its_moment"
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_at__isnull=False) | ~Q(state="replaced"),
                name="replaced_with_its_moment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_why="")
                )
                | (~Q(state="withdrawn") & Q(withdrawn_at=None, withdrawn_by="", withdrawn_why="")),
                name="withdrawn_with_day_person_and_reason",
            ),
        )
        indexes = (models.Index(fields=("state", "publish_at")),)

    def __str__(self) -> str:
        return self.title


class PersonalFinding(models.Model):
    """What the gate found in one version. The excerpt is masked: the value itself is never stored. A note needs no decision."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="personal_findings")
    kind = models.CharField(max_length=30)
    severity = models.CharField(max_length=10, default="error")
    detail = models.CharField(max_length=300, blank=True)
    detail_en = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    place_en = models.CharField(max_length=300, blank=True)
    excerpt = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(count__gte=1), name="something_was_found"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class GateDecision(models.Model):
    """That a version's content may be public, and on what ground; bound to the content it was made for."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="gate")
    outcome = models.CharField(max_length=10, choices=GATE_OUTCOMES)
    content_sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=one_of("outcome", GATE_OUTCOMES), name="gate_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed") | (~Q(reason="") & ~Q(by_name="")),
                name="confirmed_by_somebody_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.outcome


class Copy(models.Model):
    """A copy made of a version's file or table: masked (then it is offered instead), as PDF, CSV or XLSX."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="copies")
    kind = models.CharField(max_length=6, choices=COPY_KINDS)
    file = models.FileField(upload_to=copy_path, max_length=200)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "kind"), name="one_copy_of_a_kind"),
            models.CheckConstraint(condition=one_of("kind", COPY_KINDS), name="copy_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.file_name


class FileScan(models.Model):
    """What the virus scanner last said of a file's bytes; `found` "" is nothing. No row while it was never asked.

    By hash: a file that several versions hold, or that was carried over, is asked about once.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    found = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(sha256=""), name="scan_is_of_some_bytes"),)

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.found or 'clean'}"
