"""Work that went through the chain becomes a version ready to publish, under the chain's own approval."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure.drafting import (
    Draft,
    add_publication,
    fill,
    lock_publication,
    new_version,
    read_bytes,
    require_none_in_the_making,
)
from prongsai.apps.disclosure.models import Publication, Version, YearItem
from prongsai.apps.disclosure.recording import record_version, told
from prongsai.apps.handover import contents
from prongsai.apps.handover.actions import Locked, lock_handover
from prongsai.apps.handover.models import Approval, ChainRule, Handover
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.core.handover import Chain, Refusal, next_step, parse_state
from prongsai.core.publication import Kind

_STATES = ("handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed")


@dataclass(frozen=True, slots=True)
class Taken:
    """What the clerk's office says of a piece of work that it publishes: where it goes, and under which title."""

    item: YearItem
    title: str
    publication: Publication | None = None


def is_ready(state: str, chain: Chain) -> bool:
    """Whether everyone in the chain has approved: publishing is what comes next, or was done."""
    now = parse_state(state)
    if now in ("todo", "returned"):
        return False
    return now in ("published", "closed") or chain.step_from(now) in ("publish", "close", None)


def ready_work(agency: Agency, rule: ChainRule) -> QuerySet[Evidence]:
    """Evidence of approved work that no version was taken from yet, soonest due first, with what a page shows of it."""
    chain = rule.facts()
    ready = [state for state in _STATES if is_ready(state, chain)]
    taken = Version.objects.filter(evidence=OuterRef("pk"), approval__superseded_at=None)
    rows = Evidence.objects.filter(occurrence__handover__agency=agency, occurrence__handover__state__in=ready)
    rows = rows.exclude(measure__item_codes=[]).exclude(Exists(taken))
    return rows.select_related(
        "measure__plan", "occurrence__work_item", "occurrence__handover__agency", "unit", "work_item"
    ).order_by("occurrence__due_on", "position", "pk")


@transaction.atomic
def take_from_work(*, evidence: Evidence, taken: Taken, by: User, at: datetime) -> Version:
    """A file or link that the chain approved becomes a version of an item, approved as it stands there.

    Raises Refusal where the work is not approved (any more), and for an item that its measure does not name.
    """
    handover = Handover.objects.select_related("agency", "occurrence__work_item__measure__plan").get(
        occurrence__evidence=evidence
    )
    locked = lock_handover(handover)
    row = next((one for one in locked.evidence if one.pk == evidence.pk), None)
    if row is None:
        raise Refusal("หลักฐานนี้ถูกนำออกไปแล้ว", "this evidence has been taken away meanwhile")
    measure = handover.occurrence.work_item.measure
    item = taken.item
    if item.code not in measure.item_codes or item.year.fiscal_year != measure.plan.fiscal_year:
        raise Refusal(
            f"มาตรการของงานนี้ไม่ได้ผูกกับข้อ {item.code}", f"the measure of this work does not name item {item.code}"
        )
    approval = _standing_approval(locked, row)
    if taken.publication is not None:
        publication = lock_publication(taken.publication)
        require_none_in_the_making(publication)
    else:
        publication = add_publication(agency=handover.agency, item=item, by=by, at=at)
    version = new_version(publication, by, at)
    version.evidence, version.approval = row, approval
    version.approved_by, version.approved_by_name = approval.by, approval.by_name
    version.approved_capacity, version.approved_at = approval.capacity, approval.at
    draft = _draft_of(row, taken.title)
    version.state = "approved"
    with fill(version, draft, approved=True):
        after = {**told(version), "evidence": str(row), "approved_by": approval.by_name}
        record_version("publication_taken_from_work", version, by, at, permission=MANAGE_DISCLOSURE, after=after)
    return version


def _standing_approval(locked: Locked, evidence: Evidence) -> Approval:
    facts = contents.handover_facts(locked.row, locked.parts, locked.chain)
    approvals = list(locked.row.approvals.filter(outcome="approved", superseded_at=None).order_by("-pk"))
    whole = [one for one in approvals if one.part_id is None and one.step not in ("publish", "close")]
    own = [part.pk for part in locked.parts if part.unit_id == evidence.unit_id]
    found = whole or [one for one in approvals if one.part_id in own]
    if not found or not is_ready(locked.row.state, locked.chain):
        step = next_step(facts)
        raise Refusal(
            "งานนี้ยังไม่ผ่านการเห็นชอบครบตามสายการส่งงาน",
            f"this work has not gone through the chain yet{f' (waits for: {step})' if step else ''}",
        )
    changed = [
        part
        for part in locked.parts
        if not part.excused_why and part.content_sha256 != contents.hash_now(part, locked.evidence)
    ]
    if changed:
        raise Refusal(
            "เนื้อหาของงานเปลี่ยนไปหลังเห็นชอบ ต้องผ่านสายการส่งงานใหม่",
            "the work changed after it was approved: it must go through the chain again",
        )
    return found[0]


def _draft_of(evidence: Evidence, title: str) -> Draft:
    once = evidence.occurrence
    kind: Kind = "file" if evidence.file else "link"
    return Draft(
        kind=kind,
        title=title or evidence.title or evidence.file_name or evidence.url or "",
        period_from=once.period_from if once and once.period_to else None,
        period_to=once.period_to if once else None,
        url=evidence.url or "",
        file=HandedFile(evidence.file_name, read_bytes(evidence.file), evidence.is_unscanned)
        if evidence.file
        else None,
    )
