"""A plan of measures as rows; `facts.py` turns rows into the values of core/plan.py and `store.py` back."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.models import Agency, Unit

STATUSES = (
    ("not_started", _("ยังไม่เริ่ม")),
    ("in_progress", _("กำลังดำเนินการ")),
    ("done", _("แล้วเสร็จ")),
    ("unknown", _("ไม่ระบุ")),
)
DEADLINE_KINDS = (
    ("", _("ไม่ได้ระบุ")),
    ("date", _("ภายในวันที่กำหนด")),
    ("monthly", _("ทุกเดือน")),
    ("continuous", _("ต่อเนื่อง")),
    ("relative", _("นับจากเหตุการณ์")),
    ("none", _("ไม่มีวันกำหนด")),
)
CHECK_UNITS = (("days", _("วัน")), ("months", _("เดือน")))
EXTENSION_STATES = (("asked", _("รออนุมัติ")), ("granted", _("อนุมัติแล้ว")), ("refused", _("ไม่อนุมัติ")))
WORK_KINDS = (("step", _("ขั้นตอน")), ("follow_up", _("การรายงานผล")))


def _one_of(field: str, choices: tuple[tuple[str, object], ...]) -> Q:
    return Q(**{f"{field}__in": [code for code, _name in choices]})


def evidence_path(instance: "Evidence", filename: str) -> str:
    """A random name, so that neither the person's file name nor a guess leads to it."""
    return f"evidence/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


def import_path(instance: "Import", filename: str) -> str:
    """As `evidence_path`, for originals waiting to be accepted."""
    return f"imports/{secrets.token_hex(16)}"


class Plan(models.Model):
    """One agency's measures of one fiscal year (Buddhist era).

    `occurrences_kept_on` is the last day on which the occurrences of its work were brought up to date.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="plans")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    based_on_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    round_kind = models.CharField(max_length=12, blank=True, choices=[("half_year", ""), ("full_year", "")])
    round_from = models.DateField(null=True, blank=True)
    round_to = models.DateField(null=True, blank=True)
    monthly_rounds = models.JSONField(default=list, blank=True)
    reader_findings = models.JSONField(default=list, blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    source_name = models.CharField(max_length=200, blank=True)
    occurrences_kept_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-fiscal_year",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "fiscal_year"), name="one_plan_for_each_year"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2700), name="fiscal_year_is_buddhist_era"
            ),
            models.CheckConstraint(
                condition=Q(round_kind="", round_from=None, round_to=None)
                | Q(
                    round_kind__in=("half_year", "full_year"),
                    round_from__isnull=False,
                    round_to__isnull=False,
                    round_from__lte=models.F("round_to"),
                ),
                name="round_has_both_its_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.fiscal_year}"


class Measure(models.Model):
    """One row of the table. `version` grows with every change, so that a second writer is noticed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    issue = models.TextField()
    issue_kind = models.CharField(max_length=10, blank=True, choices=[("fix", ""), ("develop", "")])
    indicator = models.PositiveSmallIntegerField(null=True, blank=True)
    item_codes = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=12, choices=STATUSES, default="unknown")
    status_as_printed = models.TextField(blank=True)
    budget = models.TextField(null=True, blank=True)
    problems = models.TextField(null=True, blank=True)
    remarks = models.TextField(null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    as_printed = models.JSONField(default=dict, blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="one_measure_in_each_place"),
            models.CheckConstraint(condition=_one_of("status", STATUSES), name="measure_status_is_known"),
            models.CheckConstraint(condition=~Q(issue=""), name="measure_has_an_issue"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.issue}"


class Responsible(models.Model):
    """Who does, compiles or publishes; `unit` is set where the printed name is one of the agency's units."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="responsible")
    position = models.PositiveSmallIntegerField()
    unit_name = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True)
    person = models.TextField(null=True, blank=True)
    role = models.CharField(max_length=10, choices=[("does", ""), ("compiles", ""), ("publishes", "")], default="does")
    all_units = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=("does", "compiles", "publishes")), name="responsible_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.unit_name


class WorkItem(models.Model):
    """A step of the method column or a line of the reporting column, with its deadline and progress."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="work")
    kind = models.CharField(max_length=10, choices=WORK_KINDS)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    text = models.TextField(null=True, blank=True)
    role = models.CharField(max_length=12, blank=True, choices=[("task", ""), ("supervision", "")])
    deadline_kind = models.CharField(max_length=12, blank=True, choices=DEADLINE_KINDS)
    due_on = models.DateField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    days_after_event = models.PositiveSmallIntegerField(null=True, blank=True)
    working_days = models.BooleanField(default=False)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    check_every = models.PositiveSmallIntegerField(null=True, blank=True)
    check_unit = models.CharField(max_length=6, choices=CHECK_UNITS, default="months")
    to_working_day = models.BooleanField(default=False)
    ends_with_year = models.BooleanField(default=False)
    deadline_as_printed = models.TextField(blank=True)
    deadline_inferred = models.JSONField(default=list, blank=True)
    deadline_why = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=STATUSES, default="unknown")
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "kind", "position"),
                name="one_work_item_in_each_place",
            ),
            models.CheckConstraint(condition=_one_of("status", STATUSES), name="work_status_is_known"),
            models.CheckConstraint(condition=_one_of("deadline_kind", DEADLINE_KINDS), name="deadline_kind_is_known"),
            models.CheckConstraint(
                condition=Q(deadline_kind="date", due_on__isnull=False) | (~Q(deadline_kind="date") & Q(due_on=None)),
                name="due_day_exactly_for_a_date",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(due_on=None) | Q(from_on__lte=models.F("due_on")),
                name="deadline_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(from_on__lte=models.F("until_on")),
                name="period_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(due_day=None) | Q(deadline_kind="monthly", due_day__gte=1, due_day__lte=31),
                name="due_day_of_monthly_work",
            ),
            models.CheckConstraint(
                condition=Q(check_every=None) | Q(deadline_kind="continuous", check_every__gte=1),
                name="check_interval_of_continuous_work",
            ),
            models.CheckConstraint(condition=_one_of("check_unit", CHECK_UNITS), name="check_unit_is_known"),
            models.CheckConstraint(
                condition=Q(kind="step", role="", text__isnull=False)
                | Q(kind="follow_up", role__in=("task", "supervision")),
                name="steps_have_text_and_follow_ups_a_role",
            ),
        )
        indexes = (models.Index(fields=("status", "due_on")),)

    def __str__(self) -> str:
        return f"{self.number}. {self.text or ''}"


class Occurrence(models.Model):
    """One time that a work item is wanted: the period it is about, the last day that counts, and what was recorded.

    Work with a single deadline has one, recurring work one for each period, work after an event one for each event
    (then `period_from` is the day of the event); work without a day has one without days. `due_on` is the day that
    counts now, `original_due_on` that before any extension. `why` says how the day was computed.
    """

    work_item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, related_name="occurrences")
    number = models.PositiveIntegerField()
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=STATUSES, default="unknown")
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("work_item", "number"), name="one_occurrence_for_each_number"),
            models.UniqueConstraint(
                fields=("work_item", "period_from", "period_to"),
                condition=Q(period_from__isnull=False, period_to__isnull=False),
                name="one_occurrence_for_each_period",
            ),
            models.UniqueConstraint(
                fields=("work_item", "period_from"),
                condition=Q(period_from__isnull=False, period_to=None),
                name="one_occurrence_for_each_event",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="occurrence_numbers_begin_at_one"),
            models.CheckConstraint(condition=_one_of("status", STATUSES), name="occurrence_status_is_known"),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_from__lte=models.F("period_to")),
                name="occurrence_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(period_from=None) | Q(due_on__gte=models.F("period_from")),
                name="occurrence_is_due_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, original_due_on=None)
                | Q(due_on__isnull=False, original_due_on__isnull=False, due_on__gte=models.F("original_due_on")),
                name="an_extension_only_adds_days",
            ),
        )
        indexes = (models.Index(fields=("status", "due_on")),)

    def __str__(self) -> str:
        return f"{self.work_item_id}/{self.number}"


class WorkEvent(models.Model):
    """An event that starts a deadline counted from it, with the day a person recorded for it."""

    work_item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, related_name="events")
    happened_on = models.DateField()
    what = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("happened_on",)
        constraints = (
            models.UniqueConstraint(fields=("work_item", "happened_on"), name="one_event_of_work_for_each_day"),
        )

    def __str__(self) -> str:
        return f"{self.happened_on} {self.what}".strip()


class Extension(models.Model):
    """More days for one occurrence: asked for with a reason, then granted or refused by someone else.

    `new_due_on` counts from the due day before it, never from the day of the decision.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(max_length=10, choices=EXTENSION_STATES, default="asked")
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(condition=_one_of("state", EXTENSION_STATES), name="extension_state_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(days__gte=1, new_due_on__gt=models.F("old_due_on")), name="extension_adds_days"
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(decided_by=None) | ~Q(asked_by=models.F("decided_by")),
                name="nobody_grants_their_own_extension",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by_name="", decided_at=None, decided_by=None)
                | (~Q(state="asked") & ~Q(decided_by_name="") & Q(decided_at__isnull=False)),
                name="extension_decided_with_a_person_and_a_day",
            ),
            models.UniqueConstraint(
                fields=("occurrence",), condition=Q(state="asked"), name="one_open_extension_of_an_occurrence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_due_on} +{self.days} {self.state}"


class Closure(models.Model):
    """Days on which one agency's office is closed beside the public holidays; they are no working days there."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="closures")
    from_on = models.DateField()
    to_on = models.DateField()
    why = models.CharField(max_length=300)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("from_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "from_on", "to_on"), name="one_closure_of_the_same_days"),
            models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")), name="closure_begins_before_it_ends"),
            models.CheckConstraint(condition=~Q(why=""), name="closure_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.from_on} {self.to_on} {self.why}"


class Evidence(models.Model):
    """A link or a file handed in: for one occurrence of a work item, for the item, or for the measure as a whole.

    `origin` says whether it came with an imported document or was added here by a person; `unit` whose part of work
    of several units it belongs to, None where the parts are not told apart.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="evidence")
    work_item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.RESTRICT, null=True, blank=True, related_name="evidence"
    )
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=[("printed", ""), ("added", "")])
    as_printed = models.TextField(blank=True)
    url = models.TextField(null=True, blank=True)
    proposed_url = models.TextField(null=True, blank=True)
    title = models.TextField(null=True, blank=True)
    link_class = models.CharField(max_length=40, blank=True)
    repairs = models.JSONField(default=list, blank=True)
    needs_review = models.BooleanField(default=False)
    audit = models.JSONField(null=True, blank=True)
    file = models.FileField(upload_to=evidence_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    is_unscanned = models.BooleanField(default=False)
    """Taken while the virus scanner gave no opinion; it is asked again at every download."""
    added_by = models.CharField(max_length=150, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(file="", file_name="", sha256="")
                | (~Q(file="") & ~Q(file_name="") & ~Q(sha256="") & Q(url=None)),
                name="evidence_is_a_link_or_a_file",
            ),
            models.UniqueConstraint(
                fields=("work_item", "url"),
                condition=Q(origin="added", url__isnull=False, work_item__isnull=False, occurrence=None, unit=None),
                name="no_link_added_twice_to_work",
            ),
            models.UniqueConstraint(
                fields=("occurrence", "url"),
                condition=Q(origin="added", url__isnull=False, occurrence__isnull=False, unit=None),
                name="no_link_added_twice_to_an_occurrence",
            ),
            models.UniqueConstraint(
                fields=("occurrence", "unit", "url"),
                condition=Q(origin="added", url__isnull=False, occurrence__isnull=False, unit__isnull=False),
                name="no_link_added_twice_by_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(occurrence=None) | Q(work_item__isnull=False),
                name="evidence_of_an_occurrence_is_of_its_work",
            ),
            models.UniqueConstraint(
                fields=("measure", "url"),
                condition=Q(origin="added", url__isnull=False, work_item__isnull=True),
                name="no_link_added_twice_to_measure",
            ),
        )

    def __str__(self) -> str:
        return self.file_name or self.url or self.as_printed


class Import(models.Model):
    """A document read but not yet accepted: the original, and the plan as understood and corrected so far."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="imports")
    state = models.CharField(max_length=10, choices=[("draft", ""), ("accepted", "")], default="draft")
    name = models.CharField(max_length=200)
    original = models.FileField(upload_to=import_path, max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    plan = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    accepted_as = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=("draft", "accepted")), name="import_state_is_known"),
        )

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """The last day each nightly job was put in the queue. Read no more (see apps/jobs); the table goes one release later."""

    name = models.CharField(max_length=60, unique=True)
    last_enqueued_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} {self.last_enqueued_on}"
