"""A year that an agency opened, and where each of its items stands."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency, Unit

SEEN = (("there", _("มี")), ("not_there", _("ไม่มี")), ("cannot_tell", _("บอกไม่ได้")))


def one_of(field: str, choices: tuple[tuple[str, Any], ...], *more: str) -> Q:
    """A field holds one of the codes."""
    return Q(**{f"{field}__in": [*more, *(code for code, _name in choices)]})


class DisclosureYear(models.Model):
    """One agency's items of one fiscal year (Buddhist era), opened once; last year's stay as they are.

    The windows are the agency's own calendar, taken from the framework where that knows them and edited by the office;
    None is not known. `entry_closes_at` ends the entering of links, `contest_*` is the window of the clarification.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="disclosure_years")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    agency_name = models.CharField(max_length=200)
    """As the agency was called in that year: its pages keep that name when the agency is renamed."""
    entry_opens_at = models.DateTimeField(_("เปิดให้กรอกลิงก์"), null=True, blank=True)
    entry_closes_at = models.DateTimeField(_("ปิดการกรอกลิงก์"), null=True, blank=True)
    contest_opens_at = models.DateTimeField(_("เปิดให้ชี้แจงเพิ่มเติม"), null=True, blank=True)
    contest_closes_at = models.DateTimeField(_("ปิดการชี้แจงเพิ่มเติม"), null=True, blank=True)
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-fiscal_year",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year"), name="one_disclosure_year_of_an_agency"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2700), name="disclosure_year_is_buddhist_era"
            ),
            models.CheckConstraint(
                condition=Q(entry_opens_at=None) | Q(entry_closes_at=None) | Q(entry_opens_at__lt=F("entry_closes_at")),
                name="entry_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(contest_opens_at=None)
                | Q(contest_closes_at=None)
                | Q(contest_opens_at__lt=F("contest_closes_at")),
                name="contest_opens_before_it_closes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.fiscal_year}"


class YearItem(models.Model):
    """One item of an opened year: who is responsible, by when. What it asks is in the year's framework, by `code`."""

    year = models.ForeignKey(DisclosureYear, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("กำหนดเผยแพร่"), null=True, blank=True)
    due_by_hand = models.BooleanField(default=False)
    """Set by a person with a reason: a change of the calendar leaves it."""
    due_why = models.TextField(blank=True)
    due_why_en = models.TextField(blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("year", "code"), name="one_item_for_each_code"),
            models.UniqueConstraint(fields=("year", "position"), name="one_item_in_each_place"),
            models.CheckConstraint(condition=~Q(code=""), name="item_has_a_code"),
        )

    def __str__(self) -> str:
        return self.code


class ElementState(models.Model):
    """Whether one required element of an item is there, as the machine and as a person see it.

    `position` is the element's place in the framework's item, from 0. A person's word counts before the machine's.
    "" is not looked at yet.
    """

    item = models.ForeignKey(YearItem, on_delete=models.CASCADE, related_name="elements")
    position = models.PositiveSmallIntegerField()
    by_machine = models.CharField(max_length=12, blank=True, choices=SEEN)
    grounds = models.TextField(blank=True)
    grounds_en = models.TextField(blank=True)
    machine_at = models.DateTimeField(null=True, blank=True)
    by_person = models.CharField(max_length=12, blank=True, choices=SEEN)
    person_reason = models.TextField(blank=True)
    person_name = models.CharField(max_length=150, blank=True)
    person_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("item", "position"), name="one_state_for_each_element"),
            models.CheckConstraint(condition=one_of("by_machine", SEEN, ""), name="element_by_machine_is_known"),
            models.CheckConstraint(condition=one_of("by_person", SEEN, ""), name="element_by_person_is_known"),
            models.CheckConstraint(
                condition=Q(by_person="", person_name="", person_at=None)
                | (~Q(by_person="") & ~Q(person_name="") & Q(person_at__isnull=False)),
                name="element_by_a_person_with_a_name_and_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.position}"

    @property
    def state(self) -> str:
        """What counts: a person's word, else the machine's; "" while nobody looked."""
        return self.by_person or self.by_machine
