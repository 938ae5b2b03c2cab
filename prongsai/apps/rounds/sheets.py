"""A round's sheet from rows: what is late, due, done, returned, waiting and decided. Five queries, however many rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.handover.queries import OPEN_STATES
from prongsai.apps.plans.models import Occurrence, Responsible
from prongsai.apps.plans.queries import active_year_in
from prongsai.apps.rounds.models import Decision, Round
from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.handover import WHOLE_CHAIN, Chain, parse_state
from prongsai.core.monthly_round import Bar, Counts, DecisionLine, Sheet, WaitingLine, WorkLine
from prongsai.wiring import BANGKOK

LONGEST_LIST = 40
"""Lines of each list; the numbers above the lists count everything."""
BARS = 6
_PLAN = "work_item__measure__plan"
_MEASURE = ("work_item__measure_id", "work_item__measure__number", "work_item__measure__issue")
_TEXT = ("occurrence__work_item__text", *(f"occurrence__{path}" for path in _MEASURE[1:]))


@dataclass(frozen=True, slots=True)
class _Day:
    """The work due on one day (None: without a day). `finished` counts what was done since the last round."""

    due_on: date | None
    total: int
    done: int
    done_late: int
    open: int
    finished: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What was returned or waits for the executive; `total` is how many there are of its kind."""

    line: WaitingLine
    is_returned: bool
    total: int


def build_sheet(row: Round, today: date) -> Sheet:
    """The sheet of a round as it stands on a day. `row` comes from `queries.round_rows`."""
    since = since_of(row)
    from_year = active_year_in(row.agency, today)
    work = _work(row.agency, from_year)
    days = _count_by_day(work, row, today, since)
    lists = _list_work(work, row, today, since)
    handovers = _list_handovers(row.agency, from_year)
    return Sheet(
        agency=row.agency.name,
        month=row.month,
        as_of=today,
        since=since,
        counts=_counts(days, row, today, since, handovers),
        late=lists["late"],
        due=lists["due"],
        done=lists["done"],
        returned=tuple(one.line for one in handovers if one.is_returned),
        waiting=tuple(one.line for one in handovers if not one.is_returned),
        decisions=_list_decisions(row, since),
        bars=_bars(days, row.month),
    )


def since_of(row: Round) -> date:
    """The day from which changes count: that of the last signature, else the opening of the round before, else a month."""
    previous: date | None = getattr(row, "previous_on", None)
    return previous or add_months(row.month, -1)


def _work(agency: Agency, from_year: Subquery) -> QuerySet[Occurrence]:
    """Occurrences of the active plans' work. The executive's own following-up is no work of a unit."""
    rows = Occurrence.objects.filter(**{f"{_PLAN}__agency": agency, f"{_PLAN}__fiscal_year__gte": from_year})
    return rows.exclude(work_item__role="supervision")


def _open() -> Q:
    """Not done; what a document left unknown under a measure printed as done counts as done."""
    return ~Q(status="done") & ~Q(status="unknown", work_item__measure__status="done")


def _conditions(row: Round, today: date, since: date) -> dict[str, Q]:
    done = Q(status="done")
    return {
        "late": _open() & Q(due_on__lt=today),
        "due": _open() & Q(due_on__gte=today, due_on__lte=row.due_on),
        "done": done
        & (
            Q(done_on__gte=since, done_on__lte=today)
            | Q(done_on=None, version__gt=1, changed_at__gte=datetime.combine(since, time(), BANGKOK))
        ),
    }


def _count_by_day(work: QuerySet[Occurrence], row: Round, today: date, since: date) -> list[_Day]:
    """How much of the work falls due on each day, and how it stands: one query for all numbers of a sheet."""
    is_done = Q(status="done")
    days = (
        work.order_by()
        .values("due_on")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=is_done),
            done_late=Count("pk", filter=is_done & Q(done_on__gt=F("due_on"))),
            open=Count("pk", filter=_open()),
            finished=Count("pk", filter=_conditions(row, today, since)["done"]),
        )
    )
    return [_Day(**day) for day in days]


def _counts(days: list[_Day], row: Round, today: date, since: date, handovers: list[_Waiting]) -> Counts:
    late = [day for day in days if day.due_on is not None and day.due_on < today]
    due = [day for day in days if day.due_on is not None and today <= day.due_on <= row.due_on]
    totals = {one.is_returned: one.total for one in handovers}
    return Counts(
        late=sum(day.open for day in late),
        new_late=sum(day.open for day in late if _is_new(day.due_on, since)),
        due=sum(day.open for day in due),
        done=sum(day.finished for day in days),
        returned=totals.get(True, 0),
        waiting=totals.get(False, 0),
    )


def _is_new(due_on: date | None, since: date) -> bool:
    """Whether what is late now was not late on the day of the last round."""
    return due_on is not None and due_on >= since - timedelta(days=1)


def _bars(days: list[_Day], month: date) -> tuple[Bar, ...]:
    """What was due in each of the last months."""
    bars = []
    for first in (add_months(month, back - BARS + 1) for back in range(BARS)):
        inside = [day for day in days if day.due_on is not None and first <= day.due_on <= month_end(first)]
        late, still = sum(day.done_late for day in inside), sum(day.open for day in inside)
        bars.append(Bar(first, sum(day.total for day in inside) - late - still, late, still))
    return tuple(bars)


def _list_work(work: QuerySet[Occurrence], row: Round, today: date, since: date) -> dict[str, tuple[WorkLine, ...]]:
    conditions = _conditions(row, today, since)
    kind = Case(
        *(When(condition, then=Value(name)) for name, condition in conditions.items()),
        default=Value(""),
        output_field=CharField(),
    )
    wanted = conditions["late"] | conditions["due"] | conditions["done"]
    rows = list(
        work.filter(wanted)
        .annotate(kind=kind)
        .annotate(place=Window(RowNumber(), partition_by=[F("kind")], order_by=[F("due_on").asc(), F("pk").asc()]))
        .filter(place__lte=LONGEST_LIST)
        .order_by("due_on", "pk")
        # Plain values: a line needs a tenth of what its four tables hold, and drawing 120 lines took less than loading them.
        .values_list("kind", "due_on", "done_on", "work_item_id", "work_item__text", "handover__state", *_MEASURE)
    )
    units = _units_of({row[6] for row in rows})
    is_chained = getattr(row.agency, "chain_rule", None) is not None
    found: dict[str, list[WorkLine]] = {name: [] for name in conditions}
    for name, due_on, done_on, work_id, text, state, measure_id, number, issue in rows:
        found[name].append(
            WorkLine(
                work_id=work_id,
                measure_id=measure_id,
                measure=f"{number}. {issue}",
                text=text or "",
                units=tuple(units.get(measure_id, ())),
                due_on=due_on,
                done_on=done_on,
                is_new=name == "late" and _is_new(due_on, since),
                state=state if is_chained and state and state != "todo" and name != "done" else "",
            )
        )
    return {name: tuple(lines) for name, lines in found.items()}


def _units_of(measure_ids: set[int]) -> dict[int, dict[str, None]]:
    """The units that do the work of each measure, in the order they are named."""
    found: dict[int, dict[str, None]] = {}
    rows = Responsible.objects.filter(measure__in=measure_ids, role="does").order_by("position", "pk")
    for measure_id, name in rows.values_list("measure_id", "unit_name"):
        found.setdefault(measure_id, {})[name] = None
    return found


def _list_handovers(agency: Agency, from_year: Subquery) -> list[_Waiting]:
    """What was returned and what waits for the executive, the soonest due first."""
    chain = _chain_of(agency)
    waiting = [state for state in OPEN_STATES if chain.step_from(parse_state(state)) == "acknowledge"]
    reason = Part.objects.filter(handover=OuterRef("pk"), state="returned", excused_why="").order_by("position", "pk")
    rows = Handover.objects.filter(agency=agency, state__in=["returned", *waiting])
    rows = rows.filter(**{f"occurrence__{_PLAN}__fiscal_year__gte": from_year})
    is_returned = Case(When(state="returned", then=Value(1)), default=Value(0))
    found = (
        rows.annotate(is_returned=is_returned, reason=Subquery(reason.values("returned_why")[:1]))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("is_returned")],
                order_by=[F("occurrence__due_on").asc(nulls_last=True), F("pk").asc()],
            ),
            total=Window(Count("pk"), partition_by=[F("is_returned")]),
        )
        .filter(place__lte=LONGEST_LIST)
        .order_by(F("occurrence__due_on").asc(nulls_last=True), "pk")
        .values_list("pk", "is_returned", "total", "reason", "occurrence__due_on", *_TEXT)
    )
    return [
        _Waiting(
            WaitingLine(pk, f"{number}. {issue}", text or "", due_on, why or "" if back else ""), bool(back), total
        )
        for pk, back, total, why, due_on, text, number, issue in found
    ]


def _chain_of(agency: Agency) -> Chain:
    rule = getattr(agency, "chain_rule", None)
    return rule.facts() if rule else WHOLE_CHAIN


def _list_decisions(row: Round, since: date) -> tuple[DecisionLine, ...]:
    """This round's, those of earlier rounds that are open, and those done since the last one."""
    rows = Decision.objects.filter(round__agency=row.agency, round__month__lte=row.month).filter(
        Q(round=row) | Q(state="open") | Q(state="done", done_on__gte=since)
    )
    return tuple(decision_lines(rows.select_related("round").defer("round__shown").order_by("round__month", "number")))


def decision_lines(rows: Iterable[Decision]) -> list[DecisionLine]:
    """Decisions as a sheet holds them."""
    return [
        DecisionLine(
            decision_id=one.pk,
            month=one.round.month,
            number=one.number,
            text=one.text,
            unit=one.unit_name,
            due_on=one.due_on,
            state=one.state,
            done_on=one.done_on,
            report=one.report,
        )
        for one in rows
    ]
