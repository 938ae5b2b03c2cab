"""What people do with a proposed measure: edit it, accept it into the plan once, set it aside, take it up again."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_RESULTS
from prongsai.apps.history.actions import record
from prongsai.apps.plans.actions import ChangedMeanwhile, add_measure, start_plan
from prongsai.apps.plans.models import Measure
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.results.facts import measure_to_json
from prongsai.apps.results.models import Proposal
from prongsai.apps.results.queries import find_plan
from prongsai.core import plan as core
from prongsai.core.errors import PersonError


@transaction.atomic
def edit_proposal(
    *, agency: Agency, fiscal_year: int, key: str, kind: str, facts: core.Measure, version: int, by: User, at: datetime
) -> Proposal:
    """Keep a proposal as a person changed it. Raises PersonError once it is in the plan, ChangedMeanwhile."""
    row = _open(agency, fiscal_year, key, kind, version)
    before = row.facts.get("issue") if row.pk else None
    _save(row, "edited", facts, by, at)
    _record("proposal_edited", row, by, at, before={"issue": before} if before else None, after={"issue": facts.issue})
    return row


@transaction.atomic
def set_proposal_aside(
    *, agency: Agency, fiscal_year: int, key: str, kind: str, facts: core.Measure, version: int, by: User, at: datetime
) -> Proposal:
    """Leave a proposal out of the list of those to decide. Raises PersonError once it is in the plan, ChangedMeanwhile."""
    row = _open(agency, fiscal_year, key, kind, version)
    _save(row, "set_aside", facts, by, at)
    _record("proposal_set_aside", row, by, at, after={"issue": facts.issue})
    return row


@transaction.atomic
def accept_proposal(
    *, agency: Agency, fiscal_year: int, key: str, kind: str, facts: core.Measure, version: int, by: User, at: datetime
) -> Measure:
    """Add the measure to the plan of the year, which is started where there is none. Only once.

    Raises PersonError when it was accepted before, ChangedMeanwhile when someone edited it since it was shown.
    """
    row = _open(agency, fiscal_year, key, kind, version)
    plan = find_plan(agency, fiscal_year) or start_plan(agency=agency, fiscal_year=fiscal_year, by=by, at=at)
    numbers = plan.measures.order_by("-number").values_list("number", flat=True)
    facts = replace(facts, number=(numbers.first() or 0) + 1)
    measure = add_measure(plan=plan, facts=facts, by=by, at=at)
    row.measure = measure
    _save(row, "accepted", facts, by, at)
    _record("proposal_accepted", row, by, at, after={"issue": facts.issue, "measure": measure.pk})
    return measure


def _open(agency: Agency, fiscal_year: int, key: str, kind: str, version: int) -> Proposal:
    """The proposal's row, new where nobody touched it; the agency is locked, so that a second press waits."""
    lock_row(Agency, agency.pk)
    row = Proposal.objects.filter(agency=agency, fiscal_year=fiscal_year, key=key).first()
    if row is not None and row.state == "accepted":
        raise PersonError(
            f"รับข้อเสนอ {key} เข้าแผนปี {fiscal_year} ไปแล้ว จึงทำซ้ำไม่ได้ แก้ไขได้ที่มาตรการในแผน",
            f"proposal {key} is in the plan of {fiscal_year} already: edit the measure there",
        )
    if row is not None and row.version != version:
        raise ChangedMeanwhile(row.version, row.decided_by, row.decided_at)
    return row or Proposal(agency=agency, fiscal_year=fiscal_year, key=key, kind=kind, version=0, facts={})


def _save(row: Proposal, state: str, facts: core.Measure, by: User, at: datetime) -> None:
    row.state, row.facts = state, measure_to_json(facts)
    row.version += 1
    row.decided_by, row.decided_at = str(by), at
    row.save()


def _record(
    action: str,
    row: Proposal,
    by: User,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        action,
        agency=row.agency.slug,
        actor=actor_in(by, row.agency, EDIT_RESULTS),
        at=at,
        object_type="proposal",
        object_id=str(row.pk),
        object_label=f"ข้อเสนอ {row.key} พ.ศ. {row.fiscal_year}",
        before=before,
        after=after,
    )
