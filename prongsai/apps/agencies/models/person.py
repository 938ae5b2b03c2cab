"""Who works where: memberships with the role each gives, posts, and who holds them between which days."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models.agency import Agency, Unit

ROLES = (
    ("officer", _("เจ้าหน้าที่")),
    ("unit_head", _("หัวหน้าส่วนงาน")),
    ("clerk_office", _("สำนักปลัด (ผู้รวบรวม)")),
    ("chief_administrator", _("ปลัด")),
    ("top_executive", _("ผู้บริหารสูงสุด")),
    ("auditor", _("ผู้ตรวจสอบ (ดูได้อย่างเดียว)")),
    ("agency_admin", _("ผู้ดูแลระบบของหน่วยงาน")),
    ("overseer", _("หน่วยกำกับดูแล (ดูแผนและผล)")),
    ("system_admin", _("ผู้ดูแลเครื่องแม่ข่าย")),
)
BASE_ROLES = tuple(role for role in ROLES if role[0] != "system_admin")
"""What a membership may say; the one who runs the machine is marked on the account."""

POST_KINDS = (
    ("top_executive", _("ผู้บริหารสูงสุด (นายก)")),
    ("deputy_executive", _("รองนายก")),
    ("chief_administrator", _("ปลัด")),
    ("deputy_administrator", _("รองปลัด")),
    ("unit_head", _("หัวหน้าส่วนงาน")),
    ("section_head", _("หัวหน้าฝ่ายหรืองาน")),
    ("officer", _("ผู้ปฏิบัติงาน")),
)
ROLE_OF_KIND = {
    "top_executive": "top_executive",
    "chief_administrator": "chief_administrator",
    "unit_head": "unit_head",
    "section_head": "",
    "deputy_executive": "",
    "deputy_administrator": "",
    "officer": "",
}
"""A deputy has no more right than an officer until the post above is delegated to them or they act for it."""

CAPACITIES = (
    ("holder", _("ผู้ดำรงตำแหน่ง")),
    ("acting_for", _("รักษาราชการแทน")),
    ("delegated", _("ปฏิบัติราชการแทน")),
    ("acting_in_post", _("รักษาการในตำแหน่ง")),
    ("clerk_as_executive", _("ปลัดปฏิบัติหน้าที่นายก")),
)
WHOLE = ("holder", "acting_in_post", "clerk_as_executive")
"""Capacities that fill a post: the post has one of them at a time. Substitutes stand beside a holder."""


class Membership(models.Model):
    """A person's role in an agency; an officer of a unit sees all and records for the unit's own measures."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("บทบาท"), max_length=30, choices=BASE_ROLES)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("ส่วนงาน"))
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "agency"), name="one_role_for_each_person"),
            models.CheckConstraint(condition=Q(role__in=[code for code, _name in BASE_ROLES]), name="role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class Post(models.Model):
    """A post of the agency, whoever holds it. Work belongs to units and posts, so it outlives the person."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="posts")
    kind = models.CharField(_("ประเภทตำแหน่ง"), max_length=30, choices=POST_KINDS)
    title = models.CharField(_("ชื่อตำแหน่ง"), max_length=150)
    role = models.CharField(_("บทบาทที่ตำแหน่งให้"), max_length=30, choices=ROLES, blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _name in POST_KINDS]), name="post_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", "unit_head", "clerk_office", "chief_administrator", "top_executive"]),
                name="post_role_is_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="post_has_a_title"),
            models.CheckConstraint(
                condition=~Q(kind__in=["unit_head", "section_head"]) | Q(unit__isnull=False), name="head_of_some_unit"
            ),
            models.UniqueConstraint(
                fields=("agency", "kind"),
                condition=Q(kind__in=["top_executive", "chief_administrator"]),
                name="one_executive_and_one_clerk",
            ),
            models.UniqueConstraint(
                fields=("unit",), condition=Q(kind__in=["unit_head", "section_head"]), name="one_head_of_a_unit"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """A person in a post from a day until a day (both count; None: until further notice), in one of the capacities.

    `scope` is what a delegation covers, in words.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holdings")
    capacity = models.CharField(_("ฐานะ"), max_length=20, choices=CAPACITIES)
    from_on = models.DateField(_("ตั้งแต่วันที่"))
    until_on = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    order_number = models.CharField(_("เลขที่คำสั่ง"), max_length=60, blank=True)
    order_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    scope = models.CharField(_("เรื่องที่มอบหมาย"), max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(capacity__in=[code for code, _name in CAPACITIES]), name="capacity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="holding_ends_after_it_began"
            ),
            models.CheckConstraint(condition=Q(order_on=None) | ~Q(order_number=""), name="a_dated_order_has_a_number"),
            models.CheckConstraint(
                condition=~Q(capacity="delegated") | (~Q(order_number="") & ~Q(scope="")),
                name="delegation_is_in_writing",
            ),
            models.UniqueConstraint(
                fields=("post",),
                condition=Q(until_on=None, capacity__in=WHOLE),
                name="one_holder_until_further_notice",
            ),
            models.UniqueConstraint(fields=("post", "user", "capacity", "from_on"), name="no_holding_twice"),
        )
        indexes = (models.Index(fields=("user", "until_on")),)

    def __str__(self) -> str:
        return f"{self.post} {self.user} {self.from_on}"

    def covers(self, on: date) -> bool:
        """Whether the day is one of the holding's."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)
