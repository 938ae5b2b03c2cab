"""Work that went through the chain becomes a version ready to publish, under the chain's own approval."""

from collections.abc import Collection
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
from prongsai.apps.disclosure.nothing_work import is_nothing, statement_body, statement_title
from prongsai.apps.disclosure.recording import record_version, told
from prongsai.apps.disclosure.work_states import is_ready, ready_states
from prongsai.apps.handover import contents
from prongsai.apps.handover.actions import Locked, lock_handover
from prongsai.apps.handover.models import Approval, ChainRule, Handover
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.core.handover import Refusal, next_step
from prongsai.core.publication import Kind


@dataclass(frozen=True, slots=True)
class Taken:
    """What the clerk's office says of a piece of work that it publishes: where it goes, and under which title."""

    item: YearItem
    title: str
    publication: Publication | None = None


def ready_work(agency: Agency, rule: ChainRule) -> QuerySet[Evidence]:
    """Evidence of approved work that no version was taken from yet, soonest due first, with what a page shows of it."""
    taken = Version.objects.filter(evidence=OuterRef("pk"), approval__superseded_at=None)
    rows = Evidence.objects.filter(
        occurrence__handover__agency=agency, occurrence__handover__state__in=ready_states(rule.facts())
    )
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
    item = taken.item
    _require_named(handover, item)
    approval = _standing_approval(locked, [part.pk for part in locked.parts if part.unit_id == row.unit_id])
    if taken.publication is not None:
        publication = lock_publication(taken.publication)
        require_none_in_the_making(publication)
    else:
        publication = add_publication(agency=handover.agency, item=item, by=by, at=at)
    version = new_version(publication, by, at)
    version.evidence = row
    _take_approval(version, approval)
    with fill(version, _draft_of(row, taken.title), approved=True):
        after = {**told(version), "evidence": str(row), "approved_by": approval.by_name}
        record_version("publication_taken_from_work", version, by, at, permission=MANAGE_DISCLOSURE, after=after)
    return version


@transaction.atomic
def take_nothing_from_work(*, handover: Handover, item: YearItem, by: User, at: datetime) -> Version:
    """What the units wrote of a period in which there was nothing becomes a statement, approved as the work was.

    It is not public before somebody publishes it. Raises Refusal where the work is not approved (any more), holds evidence
    or says something else, was taken already, or names another item.
    """
    locked = lock_handover(handover)
    _require_named(handover, item)
    once = handover.occurrence
    if locked.evidence or not is_nothing(locked.parts) or not (once.period_from and once.period_to):
        raise Refusal(
            "งานนี้ไม่ได้แจ้งว่าไม่มีรายการแล้ว กรุณาเปิดหน้านี้ใหม่",
            "this work does not say any more that there was nothing: open the page again",
        )
    taken = Version.objects.filter(approval__handover=handover, approval__superseded_at=None, kind="nothing")
    if taken.filter(publication__item=item).exists():
        raise Refusal("นำคำแจ้งนี้มาแล้ว กรุณาเปิดหน้านี้ใหม่", "this statement has been taken already: open the page again")
    approval = _standing_approval(locked, [part.pk for part in locked.parts if not part.excused_why])
    version = new_version(add_publication(agency=handover.agency, item=item, by=by, at=at), by, at)
    _take_approval(version, approval)
    statement = Draft(
        kind="nothing",
        title=statement_title(item, once.period_from, once.period_to),
        period_from=once.period_from,
        period_to=once.period_to,
        body=statement_body(locked.parts),
    )
    with fill(version, statement, approved=True):
        after = {**told(version), "handover": handover.pk, "approved_by": approval.by_name}
        record_version("publication_taken_from_work", version, by, at, permission=MANAGE_DISCLOSURE, after=after)
    return version


def _take_approval(version: Version, approval: Approval) -> None:
    version.approval, version.state = approval, "approved"
    version.approved_by, version.approved_by_name = approval.by, approval.by_name
    version.approved_capacity, version.approved_at = approval.capacity, approval.at


def _require_named(handover: Handover, item: YearItem) -> None:
    measure = handover.occurrence.work_item.measure
    is_named = item.code in measure.item_codes and item.year.fiscal_year == measure.plan.fiscal_year
    if not is_named or item.year.agency_id != handover.agency_id:
        raise Refusal(
            f"มาตรการของงานนี้ไม่ได้ผูกกับข้อ {item.code}", f"the measure of this work does not name item {item.code}"
        )


def _standing_approval(locked: Locked, own: Collection[int]) -> Approval:
    """The newest approval that holds of the whole, else of one of the parts; of exactly what was handed in. Raises Refusal."""
    facts = contents.handover_facts(locked.row, locked.parts, locked.chain)
    approvals = list(locked.row.approvals.filter(outcome="approved", superseded_at=None).order_by("-pk"))
    whole = [one for one in approvals if one.part_id is None and one.step not in ("publish", "close")]
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
