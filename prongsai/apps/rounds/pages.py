"""Plain data the templates of rounds show: no template asks the database or decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from prongsai.apps.rounds import labels
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.sheets import decision_lines
from prongsai.core.monthly_round import DecisionLine, Sheet
from prongsai.wiring import bangkok_date


@dataclass(frozen=True, slots=True)
class OffDays:
    """Days off in a row for one reason, before the opening day of a round."""

    from_on: date
    to_on: date
    why: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list. `decisions` counts those not withdrawn, `open_decisions` those not done."""

    id: int
    month: date
    state: str
    sign: str
    word: str
    due_on: date
    held_on: date | None
    capacity: str
    memo_number: str
    opened_on: date
    opens_on: date
    opened_late: bool
    days_off: list[OffDays]
    decisions: int
    open_decisions: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision on a page: the facts of the sheet, its words, and whether its day has passed."""

    line: DecisionLine
    word: str
    is_late: bool
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision in somebody's own work."""

    id: int
    month: date
    text: str
    unit: str
    due_on: date
    is_late: bool
    back_why: str


@dataclass(frozen=True, slots=True)
class UnsignedLine:
    """A round that nobody signed. `due_on` is the last day on which it can be."""

    id: int
    month: date
    due_on: date


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the first page of whoever signs shows: rounds to sign now, and months that passed without a signature."""

    open: tuple[UnsignedLine, ...]
    missed: tuple[UnsignedLine, ...]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """Who signed a round and how: the few facts under its head."""

    state: str
    held_on: date | None
    capacity: str
    name: str
    at: datetime | None
    memo_number: str
    recorded_by: str
    comment: str
    content: str
    has_scan: bool
    was_missed: bool


def round_line(row: Round, today: date) -> RoundLine:
    """A round from `queries.list_rounds`."""
    state = row.state_on(today)
    return RoundLine(
        id=row.pk,
        month=row.month,
        state=state,
        sign=labels.STATE_SIGNS[state],
        word=str(labels.STATE_WORDS[state]),
        due_on=row.due_on,
        held_on=row.held_on,
        capacity=row.capacity,
        memo_number=row.memo_number,
        opened_on=bangkok_date(row.opened_at),
        opens_on=row.opens_on,
        opened_late=row.opened_late,
        days_off=off_days(row),
        decisions=row.decision_count,  # type: ignore[attr-defined]
        open_decisions=row.open_count,  # type: ignore[attr-defined]
    )


def off_days(row: Round) -> list[OffDays]:
    """Why a round opens later than on the first of its month; days that follow each other for one reason are one."""
    found: list[OffDays] = []
    for text, thai, english in row.days_off:
        day, why = date.fromisoformat(text), (thai, english)
        if found and found[-1].why == why and (day - found[-1].to_on).days == 1:
            found[-1] = OffDays(found[-1].from_on, day, why)
        else:
            found.append(OffDays(day, day, why))
    return found


def decision_rows(sheet: Sheet, today: date, added: Sequence[Decision] = ()) -> list[DecisionRow]:
    """The decisions of a sheet, those of earlier rounds first, then those `added` from the paper after it was kept."""
    return [
        DecisionRow(
            line=line,
            word=str(labels.DECISION_WORDS[line.state]),
            is_late=line.state == "open" and line.due_on < today,
            is_earlier=line.month < sheet.month,
        )
        for line in (*sheet.decisions, *decision_lines(added))
    ]


def own_decision_lines(rows: Iterable[Decision], today: date) -> list[OwnDecision]:
    """Open decisions as the page "my work" shows them."""
    return [
        OwnDecision(row.pk, row.round.month, row.text, row.unit_name, row.due_on, row.due_on < today, row.back_why)
        for row in rows
    ]


def to_sign(rows: Sequence[Round], today: date) -> ToSign:
    """Rounds from `queries.list_unsigned`, as they stand on a day."""
    lines: dict[str, list[UnsignedLine]] = {"open": [], "missed": []}
    for row in rows:
        lines[row.state_on(today)].append(UnsignedLine(row.pk, row.month, row.due_on))
    return ToSign(tuple(lines["open"]), tuple(lines["missed"]))


def held_line(row: Round) -> HeldLine:
    """How a round ended."""
    return HeldLine(
        state=row.state,
        held_on=row.held_on,
        capacity=row.capacity,
        name=row.signed_by_name,
        at=row.signed_at or row.recorded_at,
        memo_number=row.memo_number,
        recorded_by=row.recorded_by_name,
        comment=row.comment,
        content=row.shown_sha256,
        has_scan=bool(row.scan),
        was_missed=row.missed_at is not None,
    )
