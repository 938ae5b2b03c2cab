"""What lies on one person's desk: what came back, what waits for them, and what is due of their unit's work.

The first page of everybody, so it is made of few queries: one for the frame, one for all parts, one for what is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import recording_units, units_headed
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.handover.permissions import steps_of
from prongsai.apps.plans.models import Extension, Occurrence
from prongsai.apps.plans.queries import plans_out_of_step, unread_in_lists
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.handover import STEPS, Chain, Step, parse_state, state_after

MOST_PARTS = 400
"""Parts looked at for one desk; who has more waiting sees the first ones by due day."""
_WORK = "handover__occurrence__work_item__measure__plan"


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """The agency as of a day: from which fiscal year plans are active, its chain (None unused), extensions asked for."""

    active_year: int | None
    chain: Chain | None
    asked_count: int
    is_behind: bool
    """Whether the occurrences of some plan were not looked after today."""


def load_frame(agency: Agency, today: date) -> DeskFrame:
    """Everything about the agency that the first page needs; one query."""
    asked = Extension.objects.filter(occurrence__work_item__measure__plan__agency=OuterRef("pk"), state="asked")
    years = "plans__fiscal_year"
    row = (
        Agency.objects.filter(pk=agency.pk)
        .annotate(
            active_year=Coalesce(Max(years, filter=Q(**{f"{years}__lte": fiscal_year_of(today)})), Max(years)),
            steps=F("chain_rule__steps"),
            is_behind=Exists(plans_out_of_step(today).filter(agency=OuterRef("pk"))),
            asked=Coalesce(Subquery(asked.order_by().values("state").annotate(number=Count("pk")).values("number")), 0),
        )
        .values("active_year", "steps", "asked", "is_behind")
        .get()
    )
    chain = Chain.of(row["steps"]) if row["steps"] else None
    return DeskFrame(row["active_year"], chain, row["asked"], row["is_behind"])


@dataclass(frozen=True, slots=True)
class Desk:
    """Parts that came back, parts that wait for this person's check, and wholes that wait for their step."""

    returned: tuple[Part, ...] = ()
    to_check: tuple[Part, ...] = ()
    to_step: tuple[tuple[Step, Handover, tuple[Part, ...]], ...] = ()

    @property
    def waiting_count(self) -> int:
        """How many things wait for the person's decision."""
        return len(self.to_check) + len(self.to_step)


def load_desk(user: User, agency: Agency, chain: Chain | None) -> Desk:
    """Everything of the chain that concerns a person today; one query."""
    if chain is None:
        return Desk()
    mine, headed = steps_of(user, agency), units_headed(user, agency)
    units = recording_units(user, agency)
    stages = {state: step for state, step in _steps_by_state(chain).items() if step in mine}
    wanted = Q(handover__state__in=list(stages))
    if "check" in chain.steps and headed:
        wanted |= Q(state="handed_in") & (Q(unit_id__in=headed) | Q(unit=None)) & ~Q(maker=user)
    if units is None or units:
        wanted |= Q(state="returned") if units is None else Q(state="returned", unit_id__in=units)
    parts = (
        Part.objects.filter(wanted, handover__agency=agency)
        .select_related(_WORK, "handover__agency")
        .defer(*unread_in_lists("handover__occurrence__work_item__"))
        .order_by(F("handover__occurrence__due_on").asc(nulls_last=True), "handover_id", "position", "pk")
    )
    rows = list(parts[: MOST_PARTS + 1])
    if len(rows) > MOST_PARTS:  # the last one may lack some of its parts
        rows = [part for part in rows if part.handover_id != rows[-1].handover_id]
    return _sorted(rows, stages, headed, units, checks="check" in chain.steps)


def _steps_by_state(chain: Chain) -> dict[str, Step]:
    """States of a whole with the step that each waits for; a check is of parts."""
    states = ["handed_in", *(state_after(step) for step in STEPS)]
    found = {state: chain.step_from(parse_state(state)) for state in states}
    return {state: step for state, step in found.items() if step is not None and step != "check"}


def _sorted(
    parts: Iterable[Part],
    stages: dict[str, Step],
    headed: frozenset[int],
    units: frozenset[int] | None,
    *,
    checks: bool,
) -> Desk:
    returned, to_check = [], []
    wholes: dict[int, list[Part]] = {}
    for part in parts:
        if part.handover.state in stages:
            wholes.setdefault(part.handover_id, []).append(part)
        elif part.excused_why:
            continue
        elif part.state == "returned" and (units is None or part.unit_id in units):
            returned.append(part)
        elif checks and part.state == "handed_in" and (part.unit_id is None or part.unit_id in headed):
            to_check.append(part)
    steps = tuple((stages[rows[0].handover.state], rows[0].handover, tuple(rows)) for rows in wholes.values())
    return Desk(tuple(returned), tuple(to_check), steps)


def still_to_hand_in(due: QuerySet[Occurrence], unit_id: int | None) -> QuerySet[Occurrence]:
    """What is due without what the unit (all units without one) has handed in or is shown as returned."""
    if unit_id is None:
        return due.exclude(handover__state__in=_BEYOND)
    parts = Part.objects.filter(handover__occurrence=OuterRef("pk"), unit_id=unit_id)
    return due.exclude(Exists(parts.filter(~Q(state="todo") | ~Q(excused_why=""))))


_BEYOND = ("handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed", "returned")


def lacks_handover(row: Occurrence) -> bool:
    """Whether a row of `with_parts` should have a hand-over and has none yet."""
    return row.handover_pk is None and row.work_item.role != "supervision"  # type: ignore[attr-defined]


def with_parts(due: QuerySet[Occurrence], units: frozenset[int] | None) -> QuerySet[Occurrence]:
    """Adds `handover_pk` and `part_pk`, the open part of the person's own unit, None where they have none or several."""
    open_parts = Part.objects.filter(
        handover__occurrence=OuterRef("pk"), state__in=("todo", "returned"), excused_why=""
    )
    if units is not None:
        open_parts = open_parts.filter(unit_id__in=units)
    counted = open_parts.order_by().values("handover").annotate(number=Count("pk"), one=Max("pk"))
    only = counted.annotate(only=Case(When(number=1, then=F("one")), default=Value(None))).values("only")
    return due.annotate(handover_pk=F("handover__pk"), part_pk=Subquery(only))
