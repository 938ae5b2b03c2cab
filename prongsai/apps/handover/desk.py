"""What lies on one person's desk: what came back, what waits for them, and what is due of their unit's work.

The first page of everybody, so it is made of few queries: one for the frame, one for all parts, one for what is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.heads import units_with_head
from prongsai.apps.agencies.mending import has_officer
from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.agencies.permissions import units_headed
from prongsai.apps.agencies.queries import in_their_order
from prongsai.apps.handover.actions import needs_other_person
from prongsai.apps.handover.came_back import BackShape, CameBack, came_back
from prongsai.apps.handover.models import Approval, Part, Waiver
from prongsai.apps.handover.permissions import stands_in_for_heads, steps_of
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.models import Evidence, Extension
from prongsai.apps.plans.queries import is_out_of_step
from prongsai.core.fiscal_year import year_in_front
from prongsai.core.handover import STEPS, Chain, Step, parse_state, state_after
from prongsai.web.prepared import Prepared, numbered
from prongsai.web.prepared import Value as PreparedValue

MOST_PARTS = 400
"""Parts looked at for one desk; who has more waiting sees the first ones by due day."""


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """The agency as of a day: from which fiscal year plans are active, its chain (None unused), extensions asked for."""

    active_year: int | None
    chain: Chain | None
    asked_count: int
    is_behind: bool
    """Whether the occurrences of some plan were not looked after today."""
    units: tuple[Unit, ...] = field(default=(), compare=False)
    """The agency's units in their order, with name and division alone."""
    with_officer: frozenset[int] = field(default=frozenset(), compare=False)
    """Those that have an officer."""


def load_frame(agency: Agency, today: date, *, counts_asked: bool, finds_officers: bool = False) -> DeskFrame:
    """Everything about the agency that the first page needs; one query. Without `counts_asked` the count is 0, without
    `finds_officers` no unit has one."""
    rows = _prepared_frame(counts_asked, finds_officers).rows(agency=agency.pk)
    named = {row[2]: Unit(pk=row[2], parent_id=row[3], name=row[4], agency=agency) for row in rows if row[2]}
    units = tuple(in_their_order(named.values()))
    kept = {row[0]: row[1] for row in rows if row[0] is not None}
    with_officer = frozenset(row[2] for row in rows if row[-1]) if finds_officers else frozenset[int]()
    if not kept:
        return DeskFrame(None, None, 0, False, units, with_officer)
    steps = rows[0][5]
    return DeskFrame(
        active_year=year_in_front(kept, today),
        chain=Chain.of(steps) if steps else None,
        asked_count=rows[0][6] if counts_asked else 0,
        is_behind=is_out_of_step(kept, today),
        units=units,
        with_officer=with_officer,
    )


@lru_cache(maxsize=4)
def _prepared_frame(counts_asked: bool, finds_officers: bool) -> Prepared[tuple[Any, ...]]:
    return Prepared(partial(_frame_rows, counts_asked, finds_officers), agency=int)


def _frame_rows(counts_asked: bool, finds_officers: bool, agency: int) -> QuerySet[Agency, tuple[Any, ...]]:
    columns: dict[str, Any] = {"steps": F("chain_rule__steps")}
    if counts_asked:
        asked = Extension.objects.filter(occurrence__work_item__measure__plan__agency=agency, state="asked")
        number = asked.order_by().values("state").annotate(number=Count("pk")).values("number")
        columns["asked"] = Coalesce(Subquery(number), 0)
    if finds_officers:
        columns["has_officer"] = has_officer("units__")
    # Every plan beside every unit: some hundred short rows at most, and a query less than by themselves.
    whole = Agency.objects.filter(pk=agency).annotate(**columns).order_by("units__position", "units__pk")
    return whole.values_list(*_PLAN, *_UNIT, *columns)


_PLAN = ("plans__fiscal_year", "plans__occurrences_kept_on")
_UNIT = ("units__pk", "units__parent_id", "units__name")


class DeskRow(NamedTuple):
    """One part with what a line about it says of its hand-over and work; `note` to `returned_by` are the part's own."""

    id: int
    handover_id: int
    handover_state: str
    state: str
    unit_id: int | None
    unit_name: str
    excused_why: str
    content_sha256: str
    maker_name: str
    note: str
    returned_why: str
    returned_by: str
    due_on: date | None
    period_from: date | None
    period_to: date | None
    text: str | None
    deadline_kind: str
    measure_id: int
    measure_number: int
    issue: str
    item_codes: list[str]
    year: int
    occurrence_id: int
    done_on: date | None
    has_own_hand: bool
    """Whether the person at the desk made the part or endorsed its whole, and no waiver stands."""


_ONCE = "handover__occurrence"
_MEASURE = f"{_ONCE}__work_item__measure"
_COLUMNS = (
    "pk",
    "handover_id",
    "handover__state",
    "state",
    "unit_id",
    "unit_name",
    "excused_why",
    "content_sha256",
    "maker_name",
    "note",
    "returned_why",
    "returned_by",
    f"{_ONCE}__due_on",
    f"{_ONCE}__period_from",
    f"{_ONCE}__period_to",
    f"{_ONCE}__work_item__text",
    f"{_ONCE}__work_item__deadline_kind",
    f"{_ONCE}__work_item__measure_id",
    f"{_MEASURE}__number",
    f"{_MEASURE}__issue",
    f"{_MEASURE}__item_codes",
    f"{_MEASURE}__plan__fiscal_year",
    "handover__occurrence_id",
    "done_on",
    "has_own_hand",
)
"""Where the fields of a DeskRow stand, in their order. Rows of six tables, of which a page shows few, cost four times as much."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Parts that came back, parts that wait for this person's check, and wholes, by their parts, that wait for their step."""

    returned: tuple[DeskRow, ...] = ()
    to_check: tuple[DeskRow, ...] = ()
    to_step: tuple[tuple[Step, tuple[DeskRow, ...]], ...] = ()
    own: frozenset[int] = frozenset()
    """Hand-overs among `to_step` that somebody else must decide, since the person had a hand in them."""

    @property
    def waiting_count(self) -> int:
        """How many things wait for the person's decision."""
        return len(self.to_check) + len(self.to_step) - len(self.own)


def load_desk(user: User, agency: Agency, chain: Chain | None, today: date, back: CameBack | None) -> Desk:
    """Everything of the chain that concerns a person on a day, with what comes `back` to them; one query."""
    if chain is None:
        return Desk()
    mine, headed = steps_of(user, agency), units_headed(user, agency)
    stages = {state: step for state, step in _steps_by_state(chain).items() if step in mine}
    checks = "check" in chain.steps
    shape = _Shape(
        tuple(stages),
        headed=len(headed) if checks else 0,
        stands_in=checks and stands_in_for_heads(user, agency),
        back=back.shape if back is not None else None,
        most=MOST_PARTS + 1,
    )
    if shape.is_empty:
        return Desk()
    values: dict[str, PreparedValue] = {"user": user.pk, "agency": agency.pk, "today": today}
    values |= numbered("headed", headed if checks else ())
    if back is not None:
        values |= back.values()
    rows = list(map(DeskRow._make, _prepared(shape).rows(**values)))
    if len(rows) > MOST_PARTS:  # the last one may lack some of its parts
        rows = [part for part in rows if part.handover_id != rows[-1].handover_id]
    return _sorted(rows, stages, chain)


class _Shape(NamedTuple):
    """What the query for a desk is put together from, beside its values: how many units of each kind, which states."""

    states: tuple[str, ...]
    headed: int
    stands_in: bool
    back: BackShape | None
    """None where nothing comes back to the person."""
    most: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can lie on such a desk."""
        return not self.states and not self.headed and not self.stands_in and self.back is None


@lru_cache(maxsize=256)
def _prepared(shape: _Shape) -> Prepared[tuple[Any, ...]]:
    kinds: dict[str, type[PreparedValue]] = {"user": int, "agency": int, "today": date}
    kinds |= dict.fromkeys(numbered("headed", range(shape.headed)), int)
    return Prepared(partial(_rows, shape), **kinds | (shape.back.kinds() if shape.back is not None else {}))


def _rows(
    shape: _Shape, user: int, agency: int, today: date, name: str = "", **units: int
) -> QuerySet[Part, tuple[Any, ...]]:
    headed = [pk for key, pk in units.items() if key.startswith("headed_")]
    wanted = Q(handover__state__in=shape.states)
    if shape.headed or shape.stands_in:
        wanted |= Q(state="handed_in", has_own_hand=False) & _checked_by(agency, headed, today, shape.stands_in)
    if shape.back is not None:
        mends = [pk for key, pk in units.items() if key.startswith("back_")]
        wanted |= came_back(shape.back.for_all, user, mends, name)
    return (
        Part.objects.annotate(has_own_hand=_has_own_hand(user, agency, today))
        .filter(wanted, handover__agency=agency)
        .order_by(F(f"{_ONCE}__due_on").asc(nulls_last=True), "handover_id", "position", "pk")
        .values_list(*_COLUMNS)[: shape.most]
    )


def _checked_by(agency: int, headed: list[int], today: date, stands_in: bool) -> Q:
    """As `permissions.may_check`, for a query, for who checks anything."""
    mine: Q = Q(unit_id__in=headed) | Q(unit=None) if headed else Q()
    if stands_in:
        units = units_with_head(agency, today)
        mine |= Q(unit__isnull=False) & ~Q(unit__in=units.values("pk"))
        if not headed:
            mine |= Q(~Exists(units), unit=None)
    return mine


def _has_own_hand(user: int, agency: int, today: date) -> Coalesce:
    """As `actions.had_a_hand_in`, for a query; never null."""
    endorsed = Approval.objects.filter(
        handover=OuterRef("handover"), step="endorse", outcome="approved", superseded_at=None, by=user
    )
    waiver = Waiver.in_force(today).filter(agency=agency)
    has = (Q(maker=user, excused_why="") | Exists(endorsed)) & ~Exists(waiver)
    return Coalesce(ExpressionWrapper(has, output_field=BooleanField()), Value(False))


def load_evidence(rows: Iterable[DeskRow]) -> list[Evidence]:
    """What was handed in with some parts, with what the auditor saw of it; one query, none without parts."""
    shown = sorted({row.occurrence_id for row in rows})
    if not shown:
        return []
    # A few shapes only: the last number stands in for those that fill one up.
    shown += [shown[-1]] * (-len(shown) % _EVIDENCE_STEP)
    seen_by: Any = auditor()
    return _prepared_evidence(seen_by, len(shown)).rows(**numbered("occurrence", shown))


@lru_cache(maxsize=64)
def _prepared_evidence(seen_by: Any, count: int) -> Prepared[Evidence]:
    def build(**occurrences: int) -> QuerySet[Evidence]:
        wanted = Evidence.objects.filter(occurrence__in=list(occurrences.values()))
        joined: QuerySet[Evidence] = seen_by.join(wanted.order_by("position", "pk"))
        return joined

    return Prepared(build, **dict.fromkeys(numbered("occurrence", range(count)), int))


_EVIDENCE_STEP = 8


def _steps_by_state(chain: Chain) -> dict[str, Step]:
    """States of a whole with the step that each waits for; a check is of parts."""
    states = ["handed_in", *(state_after(step) for step in STEPS)]
    found = {state: chain.step_from(parse_state(state)) for state in states}
    return {state: step for state, step in found.items() if step is not None and step != "check"}


def _sorted(
    parts: Iterable[DeskRow],
    stages: dict[str, Step],
    chain: Chain,
) -> Desk:
    checks = "check" in chain.steps
    returned, to_check = [], []
    wholes: dict[int, list[DeskRow]] = {}
    for part in parts:
        if part.handover_state in stages:
            wholes.setdefault(part.handover_id, []).append(part)
        elif part.excused_why:
            continue
        elif part.state == "returned":  # asked for as what comes back to the person, as what follows for the check
            returned.append(part)
        elif checks and part.state == "handed_in":
            to_check.append(part)
    steps = tuple((stages[rows[0].handover_state], tuple(rows)) for rows in wholes.values())
    own = frozenset(
        rows[0].handover_id
        for step, rows in steps
        if needs_other_person(step, chain) and any(row.has_own_hand for row in rows)
    )
    return Desk(tuple(returned), tuple(to_check), steps, own)


def due_again(desk: Desk, unit_id: int | None) -> list[date | None]:
    """The days of the work, of a unit or of all, that came back to the person: once for each piece."""
    rows = (row for row in desk.returned if unit_id is None or row.unit_id == unit_id)
    return list({row.handover_id: row.due_on for row in rows}.values())
