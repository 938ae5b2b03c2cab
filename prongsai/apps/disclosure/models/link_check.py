"""What the auditor saw behind an outside link that is published, and what people answered."""

from django.db import models
from django.db.models import Q

from prongsai.apps.disclosure.models.publication import Version
from prongsai.apps.evidence.groups import GROUPS
from prongsai.apps.evidence.models import FindingAnswer, Visit
from prongsai.audit.verdict import HOST_CLASSES, VERDICTS


class LinkCheck(Visit):
    """The newest visit of a published link that no evidence stands behind; `checked_at` None while there was none.

    `asked_at` is set while a visit is on its way, `failed_at` when the last try broke off through a fault of ours. `group`
    is what it amounts to (evidence/groups.py), `headline` the worst that was found, in both languages. `is_answered`: people
    answered all that was found. `fault_since`: since when somebody must act at once (evidence/faults.py). Of earlier visits
    the history tells what was news.
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, primary_key=True, related_name="link_check")
    asked_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)  # type: ignore[assignment]  # None before the first visit
    verdict = models.CharField(max_length=20, default="not_checked")
    why = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    group = models.CharField(max_length=12, default="unchecked")
    headline = models.TextField(blank=True)
    headline_en = models.TextField(blank=True)
    is_answered = models.BooleanField(default=False)
    fault_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="link_verdict_is_known"),
            models.CheckConstraint(condition=Q(host_class__in=("", *HOST_CLASSES)), name="link_host_class_is_known"),
            models.CheckConstraint(condition=Q(group__in=GROUPS), name="link_group_is_known"),
            models.CheckConstraint(
                condition=Q(checked_at=None, group="unchecked")
                | (Q(checked_at__isnull=False) & ~Q(group="unchecked") & ~Q(why="") & ~Q(why_en="")),
                name="link_unchecked_exactly_without_a_visit",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=False) | Q(verdict="gone"), name="only_a_gone_link_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None) | Q(failed_at=None), name="link_asked_for_or_failed_not_both"
            ),
            models.CheckConstraint(
                condition=Q(fault_since=None) | Q(checked_at__isnull=False, is_answered=False),
                name="fault_of_a_link_was_seen_and_is_not_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.group}"


class LinkAnswer(FindingAnswer):
    """An answer to what was found behind a published link."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="link_answers")

    class Meta:
        ordering = ("-answered_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="link_answer_has_a_reason"),
            models.UniqueConstraint(
                fields=("version", "finding", "text_sha256"),
                condition=Q(withdrawn_at=None),
                name="one_standing_answer_to_a_links_finding",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="link_answer_withdrawn_with_a_day_and_a_person",
            ),
        )
