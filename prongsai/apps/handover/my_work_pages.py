"""Plain data of the first page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.apps.evidence.worth import points_words
from prongsai.apps.handover import contents, labels
from prongsai.apps.handover.desk import Desk, DeskRow
from prongsai.apps.handover.pages import WorkHead, head_of_desk_row, why_words
from prongsai.apps.plans.due import DuePeriods, bucket_of
from prongsai.apps.plans.models import Evidence, Occurrence
from prongsai.apps.plans.pages import DueLine, EvidenceLine, evidence_line
from prongsai.apps.plans.pages import due_line as plan_due_line
from prongsai.core.handover import STEPS, Step

SHOWN = 10
"""Lines shown of what waits for one step; the list of hand-overs shows them all."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of what is due with its button: a part to hand in, a hand-over to look at, or progress to record."""

    line: DueLine
    points: str
    part_id: int | None
    handover_id: int | None
    state: str = ""
    """Where it stands in the chain, of a part to hand in that of the part; "" where no chain is used."""


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """What came back, and why."""

    head: WorkHead
    part_id: int
    unit: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """Everything of one part that its hash covers, since whoever ticks the line approves it."""

    unit: str
    note: str
    done_on: date | None
    excused_why: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits; `ticked` is what its box says: step, number and the hash of what is shown.

    `not_oneself` says why the person has no box: somebody else must decide.
    """

    head: WorkHead
    unit: str
    makers: str
    ticked: str
    parts: tuple[WaitingPart, ...]
    not_oneself: str = ""


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """All that waits for the same step of the person; `has_boxes` when some of its lines are for them to decide."""

    step: Step
    word: str
    button: str
    lines: tuple[WaitingLine, ...]
    count: int
    state: str
    has_boxes: bool


def due_line(
    row: Occurrence,
    periods: DuePeriods,
    *,
    may_record: bool,
    supervises: bool,
    own: frozenset[int] | None,
    is_chained: bool,
) -> DueRow:
    """A row of due work, annotated by `due_list.with_parts`. Who `supervises` records the executive's following-up."""
    item = row.work_item
    part_id: int | None = row.part_pk if own is None or own else None  # type: ignore[attr-defined]
    handover_id: int | None = row.handover_pk  # type: ignore[attr-defined]
    chain_state: str | None = row.chain_state  # type: ignore[attr-defined]
    in_chain = is_chained and handover_id is not None
    return DueRow(
        line=plan_due_line(
            row, bucket_of(row.due_on, periods), may_record=supervises if item.role == "supervision" else may_record
        ),
        points=points_words(item.measure.plan.fiscal_year, item.measure.item_codes),
        part_id=part_id,
        handover_id=handover_id,
        state=("todo" if part_id and chain_state != "returned" else chain_state or "") if in_chain else "",
    )


def returned_line(part: DeskRow, today: date) -> ReturnedLine:
    """A part that came back."""
    by = part.returned_by if part.returned_by != "–" else ""
    return ReturnedLine(head_of_desk_row(part, today), part.id, part.unit_name, why_words(part.returned_why), by)


def shown_parts(desk: Desk) -> list[DeskRow]:
    """The parts of which `waiting_groups` shows everything."""
    found = list(desk.to_check[:SHOWN])
    counts: dict[Step, int] = {}
    for step, parts in desk.to_step:
        counts[step] = counts.get(step, 0) + 1
        if counts[step] <= SHOWN:
            found.extend(parts)
    return found


def waiting_groups(desk: Desk, today: date, evidence: Iterable[Evidence] = ()) -> list[WaitingGroup]:
    """What waits, by step in the order of the chain: the first of each, and how many there are.

    `evidence` is that of `shown_parts`.
    """
    lies_with: _LiesWith = {}
    for one in evidence:
        lies_with.setdefault((one.occurrence_id, one.unit_id), []).append(evidence_line(one))
    lines: dict[Step, list[WaitingLine]] = {}
    counts: dict[Step, int] = {"check": len(desk.to_check)}
    states: dict[Step, str] = {"check": "handed_in"}
    if desk.to_check:
        lines["check"] = [_part_line(part, today, lies_with) for part in desk.to_check[:SHOWN]]
    for step, parts in desk.to_step:
        counts[step] = counts.get(step, 0) + 1
        states[step] = parts[0].handover_state
        if counts[step] <= SHOWN:
            not_oneself = str(labels.NOT_ONESELF[step]) if parts[0].handover_id in desk.own else ""
            lines.setdefault(step, []).append(_whole_line(step, parts, today, lies_with, not_oneself))
    return [
        WaitingGroup(
            step,
            str(labels.STEP_WORDS[step]),
            str(labels.STEP_BUTTONS[step]),
            tuple(lines[step]),
            counts[step],
            states[step],
            any(not line.not_oneself for line in lines[step]),
        )
        for step in STEPS
        if step in lines
    ]


_LiesWith = dict[tuple[int | None, int | None], list[EvidenceLine]]


def _waiting_part(part: DeskRow, lies_with: _LiesWith) -> WaitingPart:
    evidence = tuple(lies_with.get((part.occurrence_id, part.unit_id), ()))
    return WaitingPart(part.unit_name, part.note, part.done_on, part.excused_why, evidence)


def _part_line(part: DeskRow, today: date, lies_with: _LiesWith) -> WaitingLine:
    ticked = f"part:{part.id}:{part.content_sha256}"
    shown = (_waiting_part(part, lies_with),)
    return WaitingLine(head_of_desk_row(part, today), part.unit_name, part.maker_name, ticked, shown)


def _whole_line(
    step: Step, parts: Sequence[DeskRow], today: date, lies_with: _LiesWith, not_oneself: str
) -> WaitingLine:
    seen = contents.whole_hash(parts)
    makers = ", ".join(dict.fromkeys(part.maker_name for part in parts if part.maker_name))
    units = ", ".join(part.unit_name for part in parts[:3] if part.unit_name)
    more = f" +{len(parts) - 3}" if len(parts) > 3 else ""
    ticked = f"{step}:{parts[0].handover_id}:{seen}"
    shown = tuple(_waiting_part(part, lies_with) for part in parts)
    return WaitingLine(head_of_desk_row(parts[0], today), units + more, makers, ticked, shown, not_oneself)
