"""What people do to a hand-over: hand in, check, compile, endorse, acknowledge, publish, close, return, excuse.

Each is one transaction and one history event. Rows are locked from the measure down, as everything in plans does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_noop

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.handover import contents, queries, search_source, status
from prongsai.apps.handover.models import Approval, Handover, Part, Waiver
from prongsai.apps.handover.permissions import STEP_ROLE, heads_unit
from prongsai.apps.handover.publishing import public_state, require_public
from prongsai.apps.history.actions import record
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile, add_occurrence_evidence
from prongsai.core.handover import (
    WHOLE_CHAIN,
    Chain,
    Refusal,
    Step,
    overall_state,
    parse_state,
    require_checker_is_not_maker,
    require_hand_in,
    require_return,
    require_seen,
    require_step,
    state_after,
)
from prongsai.web.prepared import Prepared
from prongsai.web.written import write
from prongsai.wiring import bangkok_date

CHANGED = gettext_noop("เนื้อหาเปลี่ยนไปหลังจากเห็นชอบแล้ว ต้องส่งและตรวจใหม่")


_WORK = "occurrence__work_item"
_PROGRESS = ("status", "done_on", "note", "version", "changed_by", "changed_at")
_LOCKED = (
    *("agency", "state", "order", "opened_at", "changed_at"),
    *(f"occurrence__{name}" for name in ("number", "period_from", "period_to", "due_on", *_PROGRESS)),
    *(f"{_WORK}__{name}" for name in ("kind", "number", "text", "deadline_kind", *_PROGRESS)),
    *(f"{_WORK}__measure__{name}" for name in ("number", "issue", "item_codes", "plan__fiscal_year", "plan__agency")),
)
"""What the deeds read and write of a hand-over and all above it, and what the search shows of it: half of the columns."""


_HANDED_IN = (
    *("note", "done_on", "state", "version", "maker", "maker_name", "handed_in_at", "content_sha256"),
    *("returned_why", "returned_by"),
)
"""What a part takes when it is saved or handed in."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A hand-over as it stands now, locked until the transaction ends."""

    row: Handover
    parts: Sequence[Part]
    evidence: list[Evidence]
    chain: Chain

    @property
    def next_place(self) -> int:
        """The place after the last evidence of the measure."""
        last: int = self.parts[0].last_place  # type: ignore[attr-defined]
        return last + 1

    def part(self, part_id: int) -> Part:
        """The locked row of a part."""
        return next(part for part in self.parts if part.pk == part_id)


def _lock_whole(pk: int) -> QuerySet[Handover]:
    rows = Handover.objects.select_for_update(of=(f"{_WORK}__measure", "self", "occurrence", _WORK))
    rows = rows.select_related(f"{_WORK}__measure__plan").only(*_LOCKED)
    return rows.annotate(steps=F("agency__chain_rule__steps")).filter(pk=pk)


def _lock_parts(handover: int, measure: int) -> QuerySet[Part]:
    # The place of the next evidence comes along: known once the measure is locked, and a query less.
    last = Evidence.objects.filter(measure=measure).order_by().values("measure")
    place = Subquery(last.annotate(last=Max("position")).values("last"))
    rows = Part.objects.select_for_update(of=("self",)).filter(handover=handover).select_related("unit")
    return rows.annotate(last_place=Coalesce(place, 0))


_LOCK_WHOLE = Prepared(_lock_whole, pk=int)
_LOCK_PARTS = Prepared(_lock_parts, handover=int, measure=int)
_EVIDENCE = Prepared(
    lambda occurrence: Evidence.objects.filter(occurrence=occurrence).order_by("position", "pk"), occurrence=int
)


def lock_handover(row: Handover) -> Locked:
    """Lock from the measure down. Raises Http404 for what is gone.

    All in one look-up: PostgreSQL locks in the order in which the tables are named here, and the measure is the first.
    """
    locked = _LOCK_WHOLE.first(pk=row.pk)
    if locked is None:
        raise Http404
    locked.agency = locked.occurrence.work_item.measure.plan.agency = row.agency
    parts = _LOCK_PARTS.rows(handover=locked.pk, measure=locked.occurrence.work_item.measure_id)
    for part in parts:
        part.handover = locked
    evidence = _EVIDENCE.rows(occurrence=locked.occurrence_id)
    steps: list[str] | None = locked.steps  # type: ignore[attr-defined]
    return Locked(locked, parts, evidence, Chain.of(steps) if steps is not None else WHOLE_CHAIN)


@transaction.atomic
def save_part(
    *,
    part: Part,
    version: int,
    note: str,
    done_on: date | None,
    links: Sequence[str] = (),
    files: Sequence[HandedFile] = (),
    hand_in: bool,
    by: User,
    at: datetime,
) -> Part:
    """Keep what a unit has so far, and hand it in when `hand_in`.

    Raises ChangedMeanwhile for an older version, Refusal for what cannot be handed in now, PersonError for a link or
    file that cannot be taken.
    """
    locked = lock_handover(part.handover)
    row = locked.part(part.pk)
    if row.version != version:
        raise ChangedMeanwhile(row.version, row.maker_name, locked.row.changed_at)
    facts = contents.part_facts(row)
    if not hand_in or row.state not in ("todo", "returned"):
        require_hand_in(facts, parse_state(locked.row.state), has_content=True)
    before = _part_values(row)
    row.note, row.done_on = note.strip(), done_on
    added = add_occurrence_evidence(
        occurrence=locked.row.occurrence,
        unit=row.unit,
        known=locked.evidence,
        first_place=locked.next_place,
        links=links,
        files=files,
        by=by,
        at=at,
    )
    evidence = [*locked.evidence, *added]
    mine = contents.evidence_of_part(row, evidence)
    if hand_in:
        require_hand_in(facts, parse_state(locked.row.state), has_content=bool(mine) or bool(row.note))
        row.state, row.maker, row.maker_name, row.handed_in_at = "handed_in", by, str(by), at
        row.returned_why = row.returned_by = ""
        row.content_sha256 = contents.hash_now(row, evidence)
    row.version += 1
    write(row, *_HANDED_IN)
    _settle(locked, at)
    after = {**_part_values(row), "evidence": [str(one) for one in added]}
    action = "part_handed_in" if hand_in else "part_saved"
    _record(action, locked, by, at, before=before, after=after, part=row, added=added)
    return row


@transaction.atomic
def check_part(*, part: Part, seen_sha256: str, comment: str = "", by: User, at: datetime) -> Approval:
    """The unit head, or for a unit without one the clerk's office, has looked at exactly this content. Raises Refusal."""
    locked = lock_handover(part.handover)
    row = locked.part(part.pk)
    if row.state != "handed_in" or "check" not in locked.chain.steps:
        raise Refusal(
            "งานส่วนนี้ไม่ได้รอตรวจแล้ว กรุณาเปิดหน้านี้ใหม่", "this part does not wait for a check any more: open the page again"
        )
    require_seen(seen_sha256, row.content_sha256)
    waiver = _require_other_person(locked, [row], by, at)
    row.state = "checked"
    row.version += 1
    row.save(update_fields=("state", "version"))
    approval = _approve(locked.row, "check", row.content_sha256, comment, by, at, waiver, part=row)
    _settle(locked, at)
    _record("part_checked", locked, by, at, after=_approval_values(approval), part=row)
    return approval


@transaction.atomic
def take_step(
    *,
    handover: Handover,
    step: Step,
    seen_sha256: str,
    comment: str = "",
    is_confirmed: bool = False,
    by: User,
    at: datetime,
) -> Approval:
    """Compile, endorse, acknowledge, publish or close exactly what was seen. Raises Refusal.

    Work of which nothing is public is published by who `is_confirmed` and says why in the comment.
    """
    locked = lock_handover(handover)
    row = locked.row
    require_step(contents.handover_facts(row, locked.parts, locked.chain), step)
    now = contents.whole_hash(locked.parts)
    require_seen(seen_sha256, now)
    waiver = _require_other_person(locked, locked.parts, by, at) if needs_other_person(step, locked.chain) else None
    public = public_state(row, queries.evidence_of(row)) if step == "publish" else None
    if public is not None:
        require_public(public, reason=comment, is_confirmed=is_confirmed)
    before = {"state": row.state}
    row.state = state_after(step)
    if step == "acknowledge":
        row.order = comment.strip()
    row.changed_at = at
    row.save(update_fields=("state", "order", "changed_at"))
    approval = _approve(row, step, now, comment, by, at, waiver)
    status.follow(row, locked.parts, locked.chain, by=by, at=at)
    after = {"state": row.state, **_approval_values(approval)}
    if public is not None:
        after["public"] = list(public.addresses)
    _record(f"work_{row.state}", locked, by, at, before=before, after=after)
    return approval


@transaction.atomic
def return_work(
    *, handover: Handover, part_ids: Sequence[int], reason: str, step: Step, by: User, at: datetime
) -> list[Part]:
    """Send parts back to their units with the reason; every approval that rested on them ends. Raises Refusal."""
    locked = lock_handover(handover)
    back = [part for part in locked.parts if part.pk in set(part_ids)]
    if not back:
        raise Refusal("กรุณาเลือกส่วนงานที่จะส่งกลับอย่างน้อย 1 ส่วนงาน", "choose at least one unit to return the work to")
    facts = contents.handover_facts(locked.row, locked.parts, locked.chain)
    for part in back:
        require_return(facts, contents.part_facts(part), reason)
    before = {"state": locked.row.state}
    content = contents.whole_hash(locked.parts)
    for part in back:
        _send_back(part, reason.strip(), str(by), at)
    _end_whole_approvals(locked, at)
    _note(locked.row, step, "returned", content, reason.strip(), by, at, back[0] if step == "check" else None)
    _settle(locked, at, from_start=True)
    status.follow(locked.row, locked.parts, locked.chain, by=by, at=at)
    after = {"state": "returned", "reason": reason.strip(), "units": [part.unit_name for part in back]}
    _record("work_returned", locked, by, at, before=before, after=after)
    return back


@transaction.atomic
def reopen_changed(*, handover: Handover, by: User | None, at: datetime) -> list[Part]:
    """After a change of content: what was approved and is no longer the same goes back to its unit. Gives those parts.

    What waits for its first check only takes its new content along.
    """
    locked = lock_handover(handover)
    changed: list[Part] = []
    for part in locked.parts:
        if part.state not in ("handed_in", "checked") or part.content_sha256 == contents.hash_now(
            part, locked.evidence
        ):
            continue
        if part.state == "handed_in" and locked.row.state in ("todo", "handed_in", "returned"):
            part.content_sha256 = contents.hash_now(part, locked.evidence)
            part.version += 1
            part.save()
            continue
        changed.append(part)
    if not changed:
        return []
    before = {"state": locked.row.state}
    content = contents.whole_hash(locked.parts)
    for part in changed:
        _send_back(part, CHANGED, "–", at)
    _end_whole_approvals(locked, at)
    _note(locked.row, "check", "reopened", content, CHANGED, by, at)
    _settle(locked, at, from_start=True)
    status.follow(locked.row, locked.parts, locked.chain, by=by, at=at)
    after = {"state": "returned", "units": [part.unit_name for part in changed]}
    _record("work_reopened", locked, by, at, before=before, after=after)
    return changed


@transaction.atomic
def excuse_part(*, part: Part, reason: str, by: User, at: datetime) -> None:
    """A unit has nothing to do with this work; an empty reason takes the excuse back. Raises Refusal.

    The reason that there is already changes nothing, and nothing is recorded.
    """
    locked = lock_handover(part.handover)
    row = locked.part(part.pk)
    if locked.row.state not in ("todo", "handed_in", "checked", "returned"):
        raise Refusal("งานนี้รวบรวมไปแล้ว จึงเปลี่ยนส่วนงานไม่ได้", "this work has been compiled: its units cannot change")
    if row.excused_why == reason.strip():
        return
    before = {"excused": row.excused_why or None}
    row.excused_why, row.excused_by = reason.strip(), str(by) if reason.strip() else ""
    row.version += 1
    row.save(update_fields=("excused_why", "excused_by", "version"))
    _settle(locked, at)
    _record("part_excused", locked, by, at, before=before, after={"excused": row.excused_why or None}, part=row)


def needs_other_person(step: Step, chain: Chain) -> bool:
    """Whether a step is taken by somebody who had no hand in the work."""
    return step in ("check", "endorse", "acknowledge") or (step == "compile" and "check" not in chain.steps)


def had_a_hand_in(parts: Iterable[Part], approvals: Iterable[Approval]) -> set[int]:
    """Who made one of these parts or endorsed the whole: none of them approves it without a waiver."""
    made = {part.maker_id for part in parts if part.maker_id and not part.excused_why}
    endorsed = (one for one in approvals if (one.step, one.outcome, one.superseded_at) == ("endorse", "approved", None))
    return made | {one.by_id for one in endorsed if one.by_id}


def _require_other_person(locked: Locked, parts: Sequence[Part], by: User, at: datetime) -> Waiver | None:
    """The waiver that is used when the person has a hand in it already; None when they have not. Raises Refusal."""
    earlier = locked.row.approvals.filter(outcome="approved", superseded_at=None, step="endorse")
    makers = [str(pk) for pk in had_a_hand_in(parts, earlier)]
    if str(by.pk) not in makers:
        return None
    waiver = find_waiver(locked.row.agency_id, bangkok_date(at))
    require_checker_is_not_maker(str(by.pk), makers, waived=waiver is not None)
    return waiver


def find_waiver(agency_id: int, on: date) -> Waiver | None:
    """The waiver in force on a day."""
    return Waiver.in_force(on).filter(agency_id=agency_id).order_by("-from_on", "-pk").first()


def _approve(
    row: Handover,
    step: Step,
    content: str,
    comment: str,
    by: User,
    at: datetime,
    waiver: Waiver | None,
    *,
    part: Part | None = None,
) -> Approval:
    return Approval.objects.create(
        handover=row,
        part=part,
        step=step,
        outcome="approved",
        by=by,
        by_name=str(by),
        capacity=_capacity(row, step, by, at, part),
        at=at,
        content_sha256=content,
        comment=comment.strip(),
        waiver=waiver,
    )


def _note(
    row: Handover,
    step: Step,
    outcome: str,
    content: str,
    why: str,
    by: User | None,
    at: datetime,
    checked: Part | None = None,
) -> None:
    Approval.objects.create(
        handover=row,
        step=step,
        outcome=outcome,
        by=by,
        by_name=str(by) if by else "–",
        capacity=_capacity(row, step, by, at, checked) if by else "",
        at=at,
        content_sha256=content,
        comment=why,
        superseded_at=at,
    )


def _capacity(row: Handover, step: Step, by: User, at: datetime, part: Part | None = None) -> str:
    on, role = bangkok_date(at), STEP_ROLE[step]
    if part is not None and not heads_unit(by, row.agency, part.unit_id, on):
        role = "clerk_office"
    capacity = acting_as(by, row.agency, role, on)
    return capacity.words if capacity else ""


def _send_back(part: Part, why: str, by: str, at: datetime) -> None:
    part.state, part.returned_why, part.returned_by = "returned", why, by
    part.version += 1
    part.save()
    part.approvals.filter(superseded_at=None).update(superseded_at=at)


def _end_whole_approvals(locked: Locked, at: datetime) -> None:
    locked.row.approvals.filter(part=None, superseded_at=None).update(superseded_at=at)


def _settle(locked: Locked, at: datetime, *, from_start: bool = False) -> None:
    """Bring the state of a whole that is not compiled up to date with its parts."""
    row = locked.row
    if from_start or row.state in ("todo", "handed_in", "checked", "returned"):
        row.state = overall_state([contents.part_facts(part) for part in locked.parts], locked.chain)
        if from_start:
            row.order = ""
    row.changed_at = at
    write(row, "state", "order", "changed_at")
    status.follow(row, locked.parts, locked.chain, by=None, at=at)


def _part_values(part: Part) -> dict[str, object]:
    return {
        "state": part.state,
        "note": part.note or None,
        "done_on": part.done_on.isoformat() if part.done_on else None,
        "content": part.content_sha256 or None,
    }


def _approval_values(approval: Approval) -> dict[str, object]:
    return {
        "content": approval.content_sha256,
        "capacity": approval.capacity or None,
        "comment": approval.comment or None,
        "waiver": approval.waiver.reason if approval.waiver else None,
    }


def _record(
    action: str,
    locked: Locked,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    part: Part | None = None,
    added: Sequence[Evidence] = (),
) -> None:
    row = locked.row
    search_source.refresh(row, locked.parts, added)
    label = str(row.occurrence.work_item.measure.number) + ". " + (row.occurrence.work_item.text or "")
    record(
        action,
        agency=row.agency.slug,
        actor=actor_in(by, row.agency),
        at=at,
        object_type="handover",
        object_id=str(row.pk),
        object_label=f"{label} / {part.unit_name}" if part and part.unit_name else label,
        before=before,
        after=after,
    )
