"""The occurrences that a deadline asks for, up to a horizon."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.core.deadline_rule.options import options_of
from prongsai.core.deadline_rule.periods import add_months, months_from, spans_from
from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.plan import Deadline

MOST_SLOTS = 800
"""Of one piece of work, so that "every day since 2443" typed by mistake fills no table: two years of days fit."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time a rule is asked about.

    `known_from` is the day the plan was entered: what it goes on to ask for after its year is not made for days
    before. `horizon` is the day by which an occurrence after the year must begin to be made. `taken_over_on` is the
    day a later plan of the agency begins, None while there is none.
    """

    fiscal_year: int
    known_from: date
    horizon: date
    taken_over_on: date | None = None

    @property
    def year_start(self) -> date:
        return fiscal_year_start(self.fiscal_year)

    @property
    def year_end(self) -> date:
        return fiscal_year_end(self.fiscal_year)


def list_slots(
    deadline: Deadline | None, span: Span, *, events: Sequence[date] = (), calendar: WorkCalendar
) -> list[Slot]:
    """The occurrences of a deadline, earliest first; at least one.

    Work without any deadline, and work that waits for an event, has one without a day. Recurring work has all of its
    plan's year at once; after the year it goes on, as far as the horizon, until its own last day or until a later
    plan takes over. The last day of the plan's fiscal year is no last day of the work: documents that say "every
    month" are read so. `options.ends_with_year` makes it one.
    """
    if deadline is None:
        return [Slot()]
    find = _FINDERS.get(deadline.kind)
    found = list(find(deadline, span, events, calendar)) if find else []
    if options_of(deadline).to_working_day:
        found = [_on_working_day(slot, calendar) for slot in found]
    return found[:MOST_SLOTS] or [Slot()]


def is_recurring(deadline: Deadline | None) -> bool:
    """Whether the work is wanted again and again by the clock."""
    if deadline is None or deadline.kind not in ("monthly", "continuous"):
        return False
    return deadline.kind == "monthly" or options_of(deadline).check_every is not None


def _once(deadline: Deadline, span: Span, events: Sequence[date], calendar: WorkCalendar) -> Iterable[Slot]:
    yield Slot(deadline.from_on, deadline.due_on, deadline.due_on)


def _monthly(deadline: Deadline, span: Span, events: Sequence[date], calendar: WorkCalendar) -> Iterable[Slot]:
    start, last, begins_by = _bounds(deadline, span)
    due_day = options_of(deadline).due_day
    for first, end in months_from(start, last or begins_by):
        if first > begins_by:
            return
        # An open end is no end: the month the horizon lies in is whole.
        end = end if last else add_months(first.replace(day=1), 1) - timedelta(days=1)
        if _is_wanted(end, span):
            yield Slot(first, end, _day_of_next_month(end, due_day) if due_day else end)


def _continuous(deadline: Deadline, span: Span, events: Sequence[date], calendar: WorkCalendar) -> Iterable[Slot]:
    options = options_of(deadline)
    if options.check_every:
        start, last, begins_by = _bounds(deadline, span)
        for first, end in spans_from(start, options.check_every, options.check_unit, last, begins_by):
            if _is_wanted(end, span):
                yield Slot(first, end, end)
        return
    yield Slot(deadline.from_on, deadline.until_on, deadline.until_on)
    if deadline.until_on is None:
        return
    _start, last, begins_by = _bounds(deadline, span)
    first = deadline.until_on + timedelta(days=1)
    for start_on, end in spans_from(first, 12, "months", last, begins_by):
        if _is_wanted(end, span):
            yield Slot(start_on, end, end)


def _after_event(deadline: Deadline, span: Span, events: Sequence[date], calendar: WorkCalendar) -> Iterable[Slot]:
    days = deadline.days_after_event
    for event_on in sorted(set(events)):
        if days is None:
            yield Slot(event_on)
        elif deadline.working_days:
            yield Slot(event_on, None, calendar.add_working_days(event_on, days))
        else:
            yield Slot(event_on, None, event_on + timedelta(days=days))


_Finder = Callable[[Deadline, Span, Sequence[date], WorkCalendar], Iterable[Slot]]
_FINDERS: dict[str, _Finder] = {
    "date": _once,
    "monthly": _monthly,
    "continuous": _continuous,
    "relative": _after_event,
}


def _bounds(deadline: Deadline, span: Span) -> tuple[date, date | None, date]:
    """First day, last day (None: open), and the day by which an occurrence must begin to be made."""
    start = deadline.from_on or min(span.year_start, deadline.until_on or span.year_start)
    last = deadline.until_on
    if options_of(deadline).ends_with_year:
        last = min(last or span.year_end, span.year_end)
    elif last is None or last == span.year_end:
        last = span.taken_over_on - timedelta(days=1) if span.taken_over_on else None
    begins_by = max(span.year_end, span.horizon)
    return start, last, begins_by if last is None else min(begins_by, last)


def _is_wanted(period_to: date, span: Span) -> bool:
    return period_to <= span.year_end or period_to >= span.known_from


def _day_of_next_month(period_to: date, day: int) -> date:
    following = add_months(period_to.replace(day=1), 1)
    return min(following + timedelta(days=day - 1), add_months(following, 1) - timedelta(days=1))


def _on_working_day(slot: Slot, calendar: WorkCalendar) -> Slot:
    if slot.due_on is None:
        return slot
    moved = calendar.next_working_day(slot.due_on)
    return slot if moved == slot.due_on else Slot(slot.period_from, slot.period_to, moved, slot.due_on)
