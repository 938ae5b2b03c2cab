"""The year's working group for the assessment, as the order appointing it says."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models.agency import Agency

DUTIES = (
    ("chair", _("ประธานคณะทำงาน")),
    ("vice_chair", _("รองประธานคณะทำงาน")),
    ("member", _("คณะทำงาน")),
    ("secretary", _("คณะทำงานและเลขานุการ")),
    ("assistant_secretary", _("คณะทำงานและผู้ช่วยเลขานุการ")),
)


class WorkingGroup(models.Model):
    """One for each agency and fiscal year. Without number and date the order is still a draft."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="working_groups")
    fiscal_year = models.PositiveSmallIntegerField(validators=[MinValueValidator(2550), MaxValueValidator(2650)])
    order_number = models.CharField(_("คำสั่งที่"), max_length=60, blank=True)
    order_on = models.DateField(_("สั่ง ณ วันที่"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-fiscal_year",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year"), name="one_working_group_a_year"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2550, fiscal_year__lte=2650), name="working_group_year_is_buddhist"
            ),
            models.CheckConstraint(
                condition=Q(order_on=None) | ~Q(order_number=""), name="dated_group_order_has_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.fiscal_year}"


class GroupMember(models.Model):
    """A person of the group, by post and name as the order prints them; `item_codes` are theirs to answer for."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("ชื่อและนามสกุล"), max_length=150)
    post_title = models.CharField(_("ตำแหน่ง"), max_length=150)
    duty = models.CharField(_("หน้าที่"), max_length=20, choices=DUTIES)
    item_codes = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(duty__in=[code for code, _name in DUTIES]), name="duty_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="group_member_has_a_name"),
            models.UniqueConstraint(fields=("group",), condition=Q(duty="chair"), name="one_chair_of_a_group"),
        )

    def __str__(self) -> str:
        return self.name
