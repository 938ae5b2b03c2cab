"""Plain data the templates of hand-overs show: no template asks the database or decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from prongsai.apps.evidence.worth import points_words
from prongsai.apps.handover import contents, labels
from prongsai.apps.handover.desk import DeskRow
from prongsai.apps.handover.models import FINISHED, Approval, Handover, Part
from prongsai.apps.plans.labels import span_words
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.pages import EvidenceLine, days_late, evidence_line
from prongsai.core.handover import Chain, State, Step, next_part_step, next_step, state_after


@dataclass(frozen=True, slots=True)
class PartLine:
    """One unit's share. `may_hand_in` and `may_check` say what the person in front of the page does with it;
    `is_own` that somebody else must check it."""

    id: int
    unit: str
    state: str
    word: str
    note: str
    done_on: date | None
    maker: str
    handed_in_at: datetime | None
    returned_why: str
    returned_by: str
    excused_why: str
    seen: str
    evidence: tuple[EvidenceLine, ...] = ()
    may_hand_in: bool = False
    may_check: bool = False
    is_own: bool = False
    lacks_head: bool = False
    """Whether it is still to be checked and its unit has no head on the day."""


@dataclass(frozen=True, slots=True)
class WorkHead:
    """What work it is: the same few words on every list."""

    handover_id: int
    measure_id: int
    measure: str
    year: int
    text: str
    period: str
    due_on: date | None
    is_late: bool
    points: str
    late_days: int = 0
    """By how many days it was done too late, 0 while it is not done."""


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A hand-over in a list: where it stands and who holds it up."""

    head: WorkHead
    state: str
    word: str
    handed_in: int
    parts: int
    missing: tuple[str, ...]
    unchecked: tuple[str, ...]
    next_step: Step | None
    next_word: str
    seen: str


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One line of what happened: step or return, by whom, in which capacity."""

    word: str
    outcome: str
    by: str
    capacity: str
    at: datetime
    comment: str
    unit: str
    waiver: str
    holds: bool
    content: str


def work_head(row: Handover, today: date) -> WorkHead:
    """The head of a hand-over loaded with its occurrence, work item, measure and plan."""
    occurrence = row.occurrence
    item = occurrence.work_item
    measure = item.measure
    return WorkHead(
        handover_id=row.pk,
        measure_id=measure.pk,
        measure=f"{measure.number}. {measure.issue}",
        year=measure.plan.fiscal_year,
        text=item.text or _("การรายงานผล"),
        period=span_words(item.deadline_kind, occurrence.period_from, occurrence.period_to),
        due_on=occurrence.due_on,
        is_late=is_late(occurrence.due_on, row.state, today),
        points=points_words(measure.plan.fiscal_year, measure.item_codes),
        late_days=days_late(occurrence.due_on, occurrence.done_on if occurrence.status == "done" else None),
    )


def head_of_desk_row(row: DeskRow, today: date) -> WorkHead:
    """The same of a row of somebody's desk."""
    return WorkHead(
        handover_id=row.handover_id,
        measure_id=row.measure_id,
        measure=f"{row.measure_number}. {row.issue}",
        year=row.year,
        text=row.text or _("การรายงานผล"),
        period=span_words(row.deadline_kind, row.period_from, row.period_to),
        due_on=row.due_on,
        is_late=is_late(row.due_on, row.handover_state, today),
        points=points_words(row.year, row.item_codes),
    )


def is_late(due_on: date | None, state: str, today: date) -> bool:
    """Whether the day has passed and the public does not have it."""
    return due_on is not None and due_on < today and state not in FINISHED


def handover_line(row: Handover, chain: Chain, today: date) -> HandoverLine:
    """A row of the compiler's list."""
    parts = list(row.parts.all())
    facts = contents.handover_facts(row, parts, chain)
    counted = [part for part in parts if not part.excused_why]
    step = next_step(facts)
    return HandoverLine(
        head=work_head(row, today),
        state=row.state,
        word=str(labels.STATE_WORDS[row.state]),
        handed_in=sum(part.state in ("handed_in", "checked") for part in counted),
        parts=len(counted),
        missing=tuple(str(part) for part in counted if part.state in ("todo", "returned")),
        unchecked=tuple(str(part) for part in counted if next_part_step(contents.part_facts(part), chain) is not None),
        next_step=step,
        next_word=str(labels.STEP_WORDS[step]) if step else "",
        seen=contents.whole_hash(parts),
    )


def part_line(
    part: Part,
    evidence: Sequence[Evidence],
    *,
    may_hand_in: bool = False,
    may_check: bool = False,
    is_own: bool = False,
    lacks_head: bool = False,
) -> PartLine:
    """A part with what it holds. `evidence` is that of its occurrence."""
    return PartLine(
        id=part.pk,
        unit=part.unit_name or _("ไม่ระบุส่วนงาน"),
        state=part.state,
        word=str(labels.STATE_WORDS[part.state]),
        note=part.note,
        done_on=part.done_on,
        maker=part.maker_name,
        handed_in_at=part.handed_in_at,
        returned_why=why_words(part.returned_why),
        returned_by=part.returned_by if part.returned_by != "–" else "",
        excused_why=part.excused_why,
        seen=part.content_sha256,
        evidence=tuple(evidence_line(one) for one in contents.evidence_of_part(part, evidence)),
        may_hand_in=may_hand_in and part.state in ("todo", "returned") and not part.excused_why,
        may_check=may_check and part.state == "handed_in" and not part.excused_why,
        is_own=is_own,
        lacks_head=lacks_head,
    )


def state_of(step: Step) -> State:
    """The state that says the step was taken."""
    return state_after(step)


def approval_lines(rows: Iterable[Approval]) -> list[ApprovalLine]:
    """What happened, first to last."""
    return [
        ApprovalLine(
            word=str(labels.DONE_WORDS[row.step] if row.outcome == "approved" else labels.OUTCOME_WORDS[row.outcome]),
            outcome=row.outcome,
            by=row.by_name if row.by_name != "–" else "",
            capacity=row.capacity,
            at=row.at,
            comment=why_words(row.comment),
            unit=row.part.unit_name if row.part else "",
            waiver=row.waiver.reason if row.waiver else "",
            holds=row.outcome == "approved" and row.superseded_at is None,
            content=row.content_sha256[:12],
        )
        for row in rows
    ]


def why_words(why: str) -> str:
    """A reason as the person reads it: our own sentence is translated, a person's words stay."""
    from prongsai.apps.handover.actions import CHANGED

    return _(CHANGED) if why == CHANGED else why
