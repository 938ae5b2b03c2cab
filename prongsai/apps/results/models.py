"""Results of past years, scores entered for the running one, results read but not accepted, and proposals decided on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.plans.models import Measure

ORIGINS = (("typed", _("พิมพ์เข้าระบบ")), ("imported", _("นำเข้าจากเอกสาร")))
TOOLS = (("IIT", "IIT"), ("EIT", "EIT"))
PROPOSAL_STATES = (("edited", _("แก้ไขแล้ว")), ("accepted", _("รับเข้าแผนแล้ว")), ("set_aside", _("ยังไม่ใช้")))
PROPOSAL_KINDS = (("lost", _("ข้อที่เสียคะแนน")), ("new", _("ข้อใหม่ของปีนี้")), ("indicator", _("ตัวชี้วัดที่คะแนนต่ำ")))


def _score(field: str) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gte": 0, f"{field}__lte": 100})


def _one_of(field: str, choices: tuple[tuple[str, object], ...]) -> Q:
    return Q(**{f"{field}__in": [code for code, _name in choices]})


class YearResult(models.Model):
    """What one agency got in one fiscal year (Buddhist era), as announced. Scores are 0 to 100, None is not known.

    `indicators` and `sub_indicators` map "9" and "9.1" to scores as decimal strings. `version` grows with every change.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="year_results")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    iit = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    eit = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    oit = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    level = models.CharField(max_length=200, blank=True)
    indicators = models.JSONField(default=dict, blank=True)
    sub_indicators = models.JSONField(default=dict, blank=True)
    origin = models.CharField(max_length=10, choices=ORIGINS)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-fiscal_year",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year"), name="one_result_for_each_year"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2700), name="result_year_is_buddhist_era"
            ),
            models.CheckConstraint(
                condition=_score("iit") & _score("eit") & _score("oit") & _score("total"),
                name="result_scores_between_0_and_100",
            ),
            models.CheckConstraint(condition=_one_of("origin", ORIGINS), name="result_origin_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.fiscal_year}"


class ItemScore(models.Model):
    """The announced score of one item. It is 100 or 0 by the rule; what a source prints otherwise is kept and found."""

    result = models.ForeignKey(YearResult, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=500, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("result", "code"), name="one_score_for_each_item"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="item_score_between_0_and_100"),
            models.CheckConstraint(condition=~Q(code=""), name="item_score_has_a_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.score}"


class ToolEntry(models.Model):
    """A score of IIT or EIT entered for a year without a result yet: whose figure it is, who entered it, and when."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="tool_entries")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    tool = models.CharField(max_length=3, choices=TOOLS)
    score = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=300)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("-fiscal_year", "tool")
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year", "tool"), name="one_entry_for_each_tool"),
            models.CheckConstraint(condition=_one_of("tool", TOOLS), name="entered_tool_is_known"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="entry_between_0_and_100"),
            models.CheckConstraint(condition=~Q(source=""), name="entry_says_its_source"),
        )

    def __str__(self) -> str:
        return f"{self.tool} {self.score}"


class ResultDraft(models.Model):
    """Results read from a document and not accepted yet: nothing of them counts before a person has looked."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="result_drafts")
    name = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    results = models.JSONField()
    findings = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="result_draft_has_a_name"),)

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A proposed measure that a person edited, accepted or set aside; one nobody touched has no row.

    `key` is the item's code in the plan's year, or "I8" for an indicator. `facts` is the measure as plan.json has it.
    Accepted once, it stays so even when the measure is later taken out of the plan.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="proposals")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    key = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=PROPOSAL_KINDS)
    state = models.CharField(max_length=10, choices=PROPOSAL_STATES)
    facts = models.JSONField()
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("fiscal_year", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year", "key"), name="one_proposal_for_each_item"),
            models.CheckConstraint(condition=_one_of("state", PROPOSAL_STATES), name="proposal_state_is_known"),
            models.CheckConstraint(condition=_one_of("kind", PROPOSAL_KINDS), name="proposal_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state="accepted") | Q(measure=None), name="measure_only_of_an_accepted_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.key}"
