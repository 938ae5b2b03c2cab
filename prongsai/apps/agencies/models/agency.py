"""An agency and its units."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from prongsai.core import plan as core_plan

KINDS = (
    ("pao", _("องค์การบริหารส่วนจังหวัด")),
    ("city_municipality", _("เทศบาลนคร")),
    ("town_municipality", _("เทศบาลเมือง")),
    ("tambon_municipality", _("เทศบาลตำบล")),
    ("tao", _("องค์การบริหารส่วนตำบล")),
)
RESERVED_SLUGS = frozenset(
    [
        "office",
        "api",
        "static",
        "accounts",
        "health",
        "calendar",
        "line",
        "admin",
        "media",
        "files",
        "system",
        "search",
        "login",
        "sign-in",
        "about",
        "help",
        "docs",
        "robots.txt",
        "favicon.ico",
        "sitemap.xml",
        "well-known",
        "print",
        "feed",
        "national",
        "provinces",
    ]
)


def require_free_word(slug: str) -> None:
    """Refuses words that the site uses itself."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("คำนี้ระบบสงวนไว้ กรุณาใช้ชื่ออื่น"))


SNAPSHOT_DAYS_LEAST = 400
"""A result is contested in the year after; proof must last until then."""


class Agency(models.Model):
    """A local government. Its slug is chosen once: it stands in permanent public addresses."""

    slug = models.CharField(
        _("ชื่อย่อในที่อยู่เว็บ"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", _("ใช้ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และขีดกลาง เช่น khoksaat-chaiyaphum")
            ),
            require_free_word,
        ],
    )
    name = models.CharField(_("ชื่อหน่วยงาน"), max_length=200)
    kind = models.CharField(_("ประเภท"), max_length=30, choices=KINDS)
    district = models.CharField(_("อำเภอ"), max_length=100, blank=True)
    province = models.CharField(_("จังหวัด"), max_length=100)
    hosts = models.JSONField(default=list, blank=True)
    digits = models.CharField(
        _("ตัวเลขบนหน้าจอ"), max_length=6, choices=[("arabic", "123"), ("thai", "๑๒๓")], default="arabic"
    )
    snapshot_days = models.PositiveSmallIntegerField(
        _("เก็บสำเนาการตรวจลิงก์ไว้กี่วัน"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SNAPSHOT_DAYS_LEAST)],
        help_text=_("เว้นว่างคือเก็บตลอด อย่างน้อย 400 วัน เพื่อให้ยังมีหลักฐานเมื่อชี้แจงผลการประเมินปีก่อน"),
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(snapshot_days=None) | models.Q(snapshot_days__gte=SNAPSHOT_DAYS_LEAST),
                name="snapshots_stay_long_enough",
            ),
            models.CheckConstraint(condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)), name="slug_is_not_reserved"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[code for code, _name in KINDS]), name="agency_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def facts(self) -> core_plan.Agency:
        """The agency as a plan names it."""
        kinds: dict[str, core_plan.AgencyKind] = {
            "pao": "pao",
            "city_municipality": "city_municipality",
            "town_municipality": "town_municipality",
            "tambon_municipality": "tambon_municipality",
            "tao": "tao",
        }
        return core_plan.Agency(
            name=self.name,
            kind=kinds.get(self.kind),
            district=self.district or None,
            province=self.province or None,
            hosts=tuple(self.hosts),
        )


class Unit(models.Model):
    """A division of an agency, or with a `parent` a section of that division; never deeper."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="sections")
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("ชื่อส่วนงาน"), max_length=150)
    aliases = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_confirmed = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "name"), condition=models.Q(parent=None), name="one_unit_for_each_name"
            ),
            models.UniqueConstraint(fields=("parent", "name"), name="one_section_for_each_name"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")), name="unit_is_not_its_own_section"
            ),
        )

    def __str__(self) -> str:
        return self.name
