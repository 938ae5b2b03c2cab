"""Reads of checks, answers, requests and notices. Every look-up by id checks access: no right and no row are the same 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.agencies.permissions import RECORD_PROGRESS, VIEW_PLANS
from prongsai.apps.agencies.standing import agencies_of
from prongsai.apps.evidence.links import link_of
from prongsai.apps.evidence.models import Alarm, Answer, Check, Notice, Request
from prongsai.apps.evidence.reminder_port import reminders
from prongsai.apps.plans import queries as plan_queries
from prongsai.apps.plans.models import Evidence, Plan, Responsible
from prongsai.audit.result import LinkToCheck
from prongsai.core import plan as core
from prongsai.web.prepared import Prepared, numbered
from prongsai.wiring import bangkok_today

_HEAVY = ("check_state__newest__judged", "check_state__newest__notes")


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """As much of one piece of evidence as sorting and filtering need."""

    id: int
    fiscal_year: int
    item_codes: tuple[str, ...]
    measure_id: int
    group: str
    open_findings: int
    checked_at: datetime | None
    is_asked: bool


def with_state(evidence: QuerySet[Evidence], *, whole: bool = False) -> QuerySet[Evidence]:
    """Evidence with its newest check, in the same query; `whole` with what was judged."""
    rows = evidence.select_related("check_state__newest")
    return rows if whole else rows.defer(*_HEAVY)


def evidence_for(user: User, evidence_id: int, permission: str = VIEW_PLANS) -> Evidence:
    """The evidence with its newest check, or 404 without the right; to act on it the person must be allowed to
    record for its measure."""
    return plan_queries.evidence_for(user, evidence_id, permission)


def answer_for(user: User, answer_id: int) -> Answer:
    """An answer that stands, on evidence the person may act on, or 404."""
    row = Answer.objects.filter(pk=answer_id, withdrawn_at=None).select_related("evidence").first()
    if row is None:
        raise Http404
    row.evidence = evidence_for(user, row.evidence_id, RECORD_PROGRESS)
    return row


def check_for(user: User, check_id: int) -> Check:
    """A check of evidence the person may see, or 404."""
    row = Check.objects.filter(pk=check_id).first()
    if row is None:
        raise Http404
    row.evidence = evidence_for(user, row.evidence_id)
    return row


def notice_for(user: User, notice_id: int) -> Notice:
    """A person's own notice, or 404."""
    plan = "evidence__measure__plan__agency"
    row = _notices(user).filter(pk=notice_id).select_related(f"request__{plan}", f"alarm__{plan}").first()
    if row is None:
        raise Http404
    return row


def list_evidence_facts(agency: Agency) -> list[EvidenceFacts]:
    """All evidence of an agency that can be checked, in one query of few columns.

    What an item is worth depends on the year's framework, which is no table, so the page sorts in memory: 3,000
    rows take 0.03 s.
    """
    rows = (
        Evidence.objects.filter(measure__plan__agency=agency)
        .exclude(url=None, file="")
        .order_by("-measure__plan__fiscal_year", "measure__position", "position", "pk")
        .values_list(
            "pk",
            "measure__plan__fiscal_year",
            "measure__item_codes",
            "measure_id",
            "check_state__group",
            "check_state__open_findings",
            "check_state__newest__checked_at",
            "check_state__asked_at",
        )
    )
    return [
        EvidenceFacts(pk, year, tuple(codes), measure, group or "unchecked", found or 0, checked_at, asked is not None)
        for pk, year, codes, measure, group, found, checked_at, asked in rows
    ]


def measures_of_unit(agency: Agency, unit_id: int) -> set[int]:
    """Measures that name the unit or every unit."""
    named = Responsible.objects.filter(measure__plan__agency=agency)
    return set((named.filter(unit_id=unit_id) | named.filter(all_units=True)).values_list("measure_id", flat=True))


def list_evidence(ids: Sequence[int]) -> list[Evidence]:
    """These rows in this order, with state, measure, those responsible and the open request: two queries."""
    rows = with_state(Evidence.objects.filter(pk__in=ids)).annotate(
        open_request=FilteredRelation("requests", condition=Q(requests__closed_at=None))  # at most one: see Request
    )
    rows = rows.select_related("open_request")  # type: ignore[misc]  # the stubs know no filtered relation
    rows = rows.select_related("check_state__newest", "measure__plan__agency", "work_item")
    rows = rows.prefetch_related("measure__responsible")
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids if pk in found]


def list_checks(evidence: Evidence) -> QuerySet[Check]:
    """All checks, newest first, without what was judged."""
    return Check.objects.filter(evidence=evidence).defer("judged", "notes").order_by("-checked_at", "-pk")


def list_answers(evidence: Evidence) -> list[Answer]:
    """All answers, withdrawn ones too, newest first."""
    return list(Answer.objects.filter(evidence=evidence))


def find_open_request(evidence: Evidence) -> Request | None:
    """The request that still stands."""
    return Request.objects.filter(evidence=evidence, closed_at=None).first()


def list_recipients(evidence: Evidence) -> list[Membership]:
    """Whom a request reaches: officers of the units that do the measure, else all officers without a unit and the
    clerk's office, else whoever administers the agency. Empty only for an agency without any of them."""
    agency_id = evidence.measure.plan.agency_id
    members = list(Membership.objects.filter(agency_id=agency_id, user__is_active=True).select_related("user", "unit"))
    named = list(evidence.measure.responsible.all())
    doing = [one for one in named if one.role == "does"] or named
    units = {one.unit_id for one in doing if one.unit_id is not None}
    officers = [one for one in members if one.role == "officer"]
    reached = [one for one in officers if one.unit_id in units]
    if not reached and (not units or any(one.all_units for one in doing)):
        reached = officers
    return (
        reached
        or [one for one in members if one.role == "clerk_office"]
        or [one for one in members if one.role == "agency_admin"]
    )


@dataclass(frozen=True, slots=True)
class AlarmFacts:
    """One sign on one host of the agency: since when, on how many pages, and evidence that shows it."""

    host: str
    code: str
    message_th: str
    message_en: str
    first_seen_at: datetime
    evidence_id: int
    pages: int


def list_alarms(agency: Agency) -> list[AlarmFacts]:
    """The alarms that stand, a line for each host and sign, the oldest first; one query."""
    rows = Alarm.objects.filter(agency=agency, ended_at=None).order_by("first_seen_at", "pk")
    found: dict[tuple[str, str], list[Alarm]] = {}
    for row in rows:
        found.setdefault((row.host, row.code), []).append(row)
    return [
        AlarmFacts(
            host=host,
            code=code,
            message_th=alarms[0].message_th,
            message_en=alarms[0].message_en,
            first_seen_at=alarms[0].first_seen_at,
            evidence_id=alarms[0].evidence_id,
            pages=len(alarms),
        )
        for (host, code), alarms in found.items()
    ]


def list_notices(user: User) -> QuerySet[Notice]:
    """A person's notices, latest first, with what a line of the list shows in the same query."""
    newest = "request__evidence__check_state__newest"
    rows = _notices(user).select_related(
        "agency", "request__evidence__measure__plan", newest, "alarm__evidence__measure__plan"
    )
    return rows.defer(f"{newest}__judged", f"{newest}__notes").order_by("-made_at", "-pk")


def count_unread(user: User) -> int:
    """How many notices and reminders a person has not opened; one query."""
    agencies = agencies_of(user)
    asked: Any = reminders()
    row = _prepared_unread(asked, user.is_active, len(agencies)).first(user=user.pk, **numbered("agency", agencies))
    return sum(row) if row else 0


@lru_cache(maxsize=64)
def _prepared_unread(asked: Any, is_active: bool, agency_count: int) -> Prepared[tuple[int, ...]]:
    def build(user: int, **agencies: int) -> QuerySet[User, tuple[int, ...]]:
        wanted = list(agencies.values())
        kinds: tuple[QuerySet[Any], ...] = (
            Notice.objects.filter(user=user, read_at=None, agency__in=wanted),
            asked.unread(User(pk=user, is_active=is_active), wanted),
        )
        counts = [rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number") for rows in kinds]
        return User.objects.filter(pk=user).values_list(*(Coalesce(Subquery(count), 0) for count in counts))

    return Prepared(build, user=int, **dict.fromkeys(numbered("agency", range(agency_count)), int))


def _notices(user: User) -> QuerySet[Notice]:
    """Of agencies the person still works in: what is about another one leads nowhere."""
    return Notice.objects.filter(user=user, agency__in=Membership.objects.filter(user=user).values("agency"))


def lock_plan(plan_id: int) -> None:
    """Keep the plan from being taken away until the transaction ends; 404 when it was. New measures are not held up."""
    if Plan.objects.select_for_update(no_key=True).filter(pk=plan_id).first() is None:
        raise Http404


def list_live_evidence(agency: Agency, today: date) -> list[Evidence]:
    """Evidence to check again: of the year at work, the one before it, and later ones.

    The year before is reported on while the new one runs, and still counts until its result is out. A file does not
    change, so it is looked into once.
    """
    from_year = plan_queries.first_active_year(agency, today)
    if from_year is None:
        return []
    rows = Evidence.objects.filter(
        Q(url__startswith="http") | (~Q(file="") & Q(check_state__newest=None)),
        measure__plan__agency=agency,
        measure__plan__fiscal_year__gte=from_year - 1,
    )
    return list(rows.select_related("measure__plan").order_by("pk"))


def find_links_of_agency(slug: str) -> tuple[core.Agency, list[LinkToCheck]] | None:
    """An agency by its slug, with its live links as `prongsai audit --agency` visits them; None when there is none."""
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        return None
    return agency.facts(), [link_of(row) for row in list_live_evidence(agency, bangkok_today()) if not row.file]
