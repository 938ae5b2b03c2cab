"""A round's sheet from rows: what is late, due, done, returned, waiting and decided. Five queries, however many rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.queries import OPEN_STATES
from prongsai.apps.plans.models import Responsible
from prongsai.apps.rounds import sheet_rows
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.sheet_rows import Frame
from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.handover import WHOLE_CHAIN, Chain, parse_state
from prongsai.core.monthly_round import Bar, Counts, DecisionLine, Sheet, WaitingLine, WorkLine

BARS = 6


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
    frame = Frame(row.agency_id, row.pk, row.month, row.due_on, today, since)
    days = [_Day(*day) for day in sheet_rows.count_by_day(frame)]
    lists = _list_work(frame, row.agency)
    handovers = _list_handovers(frame, row.agency)
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
        decisions=tuple(decision_lines(sheet_rows.list_decisions(frame))),
        bars=_bars(days, row.month),
    )


def since_of(row: Round) -> date:
    """The day from which changes count: that of the last signature, else the opening of the round before, else a month."""
    previous: date | None = getattr(row, "previous_on", None)
    return previous or add_months(row.month, -1)


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


def _list_work(frame: Frame, agency: Agency) -> dict[str, tuple[WorkLine, ...]]:
    rows = sheet_rows.list_work(frame)
    units = _units_of({row[6] for row in rows})
    is_chained = getattr(agency, "chain_rule", None) is not None
    found: dict[str, list[WorkLine]] = {name: [] for name in sheet_rows.KINDS}
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
                is_new=name == "late" and _is_new(due_on, frame.since),
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


def _list_handovers(frame: Frame, agency: Agency) -> list[_Waiting]:
    """What was returned and what waits for the executive, the soonest due first."""
    chain = _chain_of(agency)
    waiting = tuple(state for state in OPEN_STATES if chain.step_from(parse_state(state)) == "acknowledge")
    found = sheet_rows.list_handovers(frame, waiting)
    return [
        _Waiting(
            WaitingLine(pk, f"{number}. {issue}", text or "", due_on, why or "" if back else ""), bool(back), total
        )
        for pk, back, total, why, due_on, text, number, issue in found
    ]


def _chain_of(agency: Agency) -> Chain:
    rule = getattr(agency, "chain_rule", None)
    return rule.facts() if rule else WHOLE_CHAIN


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
