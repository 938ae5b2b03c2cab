"""What becomes of occurrences when a rule changes."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.changes import Changes, Kept, plan_changes
from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.slots import Span, is_recurring, list_slots
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.plan import Deadline, DeadlineOptions
from tests.core.deadline_rule.test_slots import deadlines

TODAY = date(2023, 1, 15)
SPAN = Span(2566, known_from=date(2022, 10, 1), horizon=date(2023, 2, 28))
MONTHLY = Deadline("monthly")
ONCE = Deadline("date", due_on=date(2023, 3, 31))


def slots(deadline, events=()):
    return list_slots(deadline, SPAN, events=events, calendar=WorkCalendar())


def made(deadline, **fields):
    return [
        Kept(number, slot.period_from, slot.period_to, slot.due_on, **fields)
        for number, slot in enumerate(slots(deadline), start=1)
    ]


def changes(kept, deadline):
    found = slots(deadline)
    return plan_changes(kept, found, TODAY, is_once=len(found) == 1 and not is_recurring(deadline))


def apply(kept, change):
    """The occurrences there are afterwards."""
    moved = {one.number: slot for one, slot in change.moved}
    staying = [one for one in kept if one not in change.gone]
    staying = [
        replace(one, period_from=slot.period_from, period_to=slot.period_to, due_on=slot.due_on)
        if (slot := moved.get(one.number))
        else one
        for one in staying
    ]
    added = [Kept(number, slot.period_from, slot.period_to, slot.due_on) for number, slot in change.new]
    return [*staying, *added]


class TestPlanChanges:
    def test_says_nothing_when_all_agree(self):
        assert changes(made(MONTHLY), MONTHLY) == Changes()

    def test_the_one_occurrence_follows_its_day(self):
        (one,) = made(ONCE, is_touched=True)

        assert changes([one], Deadline("date", due_on=date(2023, 4, 30))).moved == (
            (one, Slot(None, date(2023, 4, 30), date(2023, 4, 30))),
        )

    def test_a_month_handed_in_stays_when_the_work_ends_earlier(self):
        kept = [replace(one, is_touched=one.period_from >= date(2023, 5, 1)) for one in made(MONTHLY)]

        change = changes(kept, Deadline("monthly", until_on=date(2023, 3, 31)))

        assert [one.period_from.month for one in change.gone] == [4]
        assert (change.new, change.moved) == ((), ())

    def test_a_month_missed_stays_missed(self):
        change = changes(made(MONTHLY), ONCE)

        assert [one.period_from.month for one in change.gone] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        assert [number for number, _slot in change.new] == [13]

    def test_another_day_of_the_next_month_moves_what_is_open_only(self):
        kept = made(MONTHLY)
        kept[0] = replace(kept[0], is_done=True, is_touched=True)
        kept[1] = replace(kept[1], is_extended=True, is_touched=True)

        change = changes(kept, Deadline("monthly", options=DeadlineOptions(due_day=5)))

        assert [one.number for one, _slot in change.moved] == list(range(3, 13))
        assert change.moved[0][1].due_on == date(2023, 1, 5)
        assert (change.new, change.gone) == ((), ())

    def test_what_a_kept_month_covers_is_not_asked_for_twice(self):
        kept = [replace(one, is_touched=one.period_from.month == 2) for one in made(MONTHLY)]
        weekly = Deadline(
            "continuous", from_on=date(2023, 2, 1), until_on=date(2023, 3, 14), options=DeadlineOptions(None, 7, "days")
        )

        change = changes(kept, weekly)

        assert [slot.period_from for _number, slot in change.new] == [date(2023, 3, 8)]
        assert [(one.period_from.month, slot.period_to.day) for one, slot in change.moved] == [(3, 7)]

    def test_the_place_kept_for_an_event_is_taken_by_the_first(self):
        (waiting,) = made(Deadline("relative", days_after_event=7), is_touched=True)
        found = slots(Deadline("relative", days_after_event=7), events=[date(2023, 1, 5)])

        change = plan_changes([waiting], found, TODAY, is_once=True)

        assert change.moved == ((waiting, found[0]),)
        assert (change.new, change.gone) == ((), ())

    def test_a_shorter_month_keeps_what_was_handed_in_for_the_whole(self):
        kept = [replace(one, is_touched=one.period_from.month == 3) for one in made(MONTHLY)]

        change = changes(kept, Deadline("monthly", until_on=date(2023, 3, 15)))

        assert 6 not in [one.number for one in change.gone]
        assert (change.new, change.moved) == ((), ())


class TestAnyEdit:
    @given(deadlines(), deadlines(), st.data())
    def test_loses_nothing_handed_in_and_settles_at_once(self, before, after, data):
        kept = [
            replace(one, is_touched=touched, is_done=touched and done)
            for one in made(before)
            for touched, done in [data.draw(st.tuples(st.booleans(), st.booleans()))]
        ]

        change = changes(kept, after)
        now = apply(kept, change)

        assert not any(one.is_touched for one in change.gone)
        assert all(one.due_on is None or one.due_on >= TODAY for one in change.gone)
        assert len({one.number for one in now}) == len(now)
        periods = [(one.period_from, one.period_to) for one in now if one.period_from is not None]
        assert len(set(periods)) == len(periods)
        assert now
        assert changes(now, after) == Changes()

    @given(st.integers(0, 400))
    def test_a_night_later_the_months_already_there_stand(self, nights):
        kept = made(MONTHLY)
        later = replace(SPAN, horizon=SPAN.horizon + timedelta(days=nights))

        change = plan_changes(
            kept, list_slots(MONTHLY, later, calendar=WorkCalendar()), TODAY + timedelta(days=nights), is_once=False
        )

        assert (change.gone, change.moved) == ((), ())
        assert [number for number, _slot in change.new] == list(range(13, 13 + len(change.new)))
