"""The occurrences a deadline asks for."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.periods import add_months, month_end
from prongsai.core.deadline_rule.slot import Slot
from prongsai.core.deadline_rule.slots import MOST_SLOTS, Span, is_recurring, list_slots
from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.plan import Deadline, DeadlineOptions
from prongsai.core.thai.words import Words

YEAR_START, YEAR_END = date(2022, 10, 1), date(2023, 9, 30)  # fiscal year 2566
MAKHA = {date(2023, 3, 6): Words("วันมาฆบูชา", "Makha Bucha")}
DAYS = st.dates(date(2021, 1, 1), date(2025, 12, 31))


def span(**fields):
    values = {"known_from": date(2022, 11, 1), "horizon": date(2023, 1, 31), "taken_over_on": None}
    return Span(2566, **{**values, **fields})


def slots(deadline, named=None, events=(), **fields):
    return list_slots(deadline, span(**fields), events=events, calendar=WorkCalendar(named or {}))


def yearly(kind, **options):
    given_options = DeadlineOptions(**options) if options else None
    return Deadline(kind, from_on=YEAR_START, until_on=YEAR_END, options=given_options)


def deadlines():
    options = st.none() | st.builds(
        DeadlineOptions,
        due_day=st.none() | st.integers(-2, 40),
        check_every=st.none() | st.integers(-1, 400),
        check_unit=st.sampled_from(["days", "months"]),
        to_working_day=st.booleans(),
        ends_with_year=st.booleans(),
    )

    def build(kind, first, last, days, working_days, given_options):
        first, last = (min(first, last), max(first, last)) if first and last else (first, last)
        if kind == "date":
            return Deadline(kind, from_on=first, due_on=last or date(2023, 1, 31), options=given_options)
        if kind == "relative":
            return Deadline(kind, days_after_event=days, working_days=working_days, options=given_options)
        return Deadline(kind, from_on=first, until_on=last, options=given_options)

    kinds = st.sampled_from(["date", "monthly", "continuous", "relative", "none"])
    day = st.none() | st.dates(date(2022, 6, 1), date(2024, 6, 30))
    built = st.builds(build, kinds, day, day, st.integers(1, 365), st.booleans(), options)
    return built.filter(lambda one: one.from_on is None or one.due_on is None or one.from_on <= one.due_on)


class TestOnADate:
    def test_is_due_once_on_its_day(self):
        assert slots(Deadline("date", due_on=date(2023, 1, 31))) == [Slot(None, date(2023, 1, 31), date(2023, 1, 31))]

    def test_by_the_end_of_a_month_is_about_that_month(self):
        january = Deadline("date", from_on=date(2023, 1, 1), due_on=date(2023, 1, 31))

        assert slots(january) == [Slot(date(2023, 1, 1), date(2023, 1, 31), date(2023, 1, 31))]

    def test_a_day_off_moves_to_the_next_working_day_only_when_asked(self):
        makha = Deadline("date", due_on=date(2023, 3, 4))  # a Saturday; Monday is a holiday
        moving = Deadline("date", due_on=date(2023, 3, 4), options=DeadlineOptions(to_working_day=True))

        assert slots(makha, MAKHA)[0].due_on == date(2023, 3, 4)
        assert slots(moving, MAKHA) == [Slot(None, date(2023, 3, 4), date(2023, 3, 7), date(2023, 3, 4))]

    def test_nothing_stated_is_wanted_once_without_a_day(self):
        assert slots(None) == slots(Deadline("none")) == [Slot()]


class TestEveryMonth:
    def test_asks_for_all_twelve_of_the_plans_year(self):
        found = slots(yearly("monthly"))

        assert len(found) == 12
        assert found[0] == Slot(date(2022, 10, 1), date(2022, 10, 31), date(2022, 10, 31))
        assert found[-1] == Slot(date(2023, 9, 1), date(2023, 9, 30), date(2023, 9, 30))

    def test_by_a_day_of_the_following_month(self):
        found = slots(yearly("monthly", due_day=5))

        assert [slot.due_on for slot in found][:3] == [date(2022, 11, 5), date(2022, 12, 5), date(2023, 1, 5)]

    def test_by_a_day_that_month_does_not_have_is_by_its_last(self):
        january = slots(yearly("monthly", due_day=31))[3]

        assert january == Slot(date(2023, 1, 1), date(2023, 1, 31), date(2023, 2, 28))

    def test_stops_on_a_last_day_of_its_own(self):
        found = slots(
            Deadline("monthly", from_on=date(2022, 10, 1), until_on=date(2023, 3, 15)), horizon=date(2024, 1, 1)
        )

        assert [slot.due_on for slot in found][-2:] == [date(2023, 2, 28), date(2023, 3, 15)]

    def test_goes_on_after_the_year_as_far_as_the_horizon(self):
        found = slots(yearly("monthly"), horizon=date(2023, 11, 30))

        assert [slot.due_on for slot in found][-3:] == [date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 30)]

    def test_stops_when_a_later_plan_takes_over(self):
        found = slots(yearly("monthly"), horizon=date(2024, 5, 31), taken_over_on=date(2023, 10, 1))

        assert found[-1].due_on == date(2023, 9, 30)

    def test_stops_with_the_year_when_told_to(self):
        found = slots(yearly("monthly", ends_with_year=True), horizon=date(2024, 5, 31))

        assert found[-1].due_on == date(2023, 9, 30)

    def test_months_before_the_plan_was_entered_are_not_made_up_after_its_year(self):
        found = slots(yearly("monthly"), horizon=date(2026, 12, 31), known_from=date(2026, 11, 27))

        assert [slot.due_on for slot in found[12:]] == [date(2026, 11, 30), date(2026, 12, 31)]


class TestContinuous:
    def test_without_an_interval_is_due_at_its_end(self):
        assert slots(yearly("continuous")) == [Slot(YEAR_START, YEAR_END, YEAR_END)]

    def test_goes_on_for_another_year_once_that_begins(self):
        found = slots(yearly("continuous"), horizon=date(2023, 11, 30))

        assert found[1:] == [Slot(date(2023, 10, 1), date(2024, 9, 30), date(2024, 9, 30))]

    def test_without_an_end_has_no_day(self):
        assert slots(Deadline("continuous", from_on=YEAR_START)) == [Slot(YEAR_START, None, None)]

    def test_every_three_months(self):
        found = slots(yearly("continuous", check_every=3))

        assert [slot.due_on for slot in found] == [
            date(2022, 12, 31),
            date(2023, 3, 31),
            date(2023, 6, 30),
            date(2023, 9, 30),
        ]

    def test_every_ten_days_ends_with_a_short_span(self):
        deadline = Deadline(
            "continuous",
            from_on=date(2022, 10, 1),
            until_on=date(2022, 10, 25),
            options=DeadlineOptions(check_every=10, check_unit="days"),
        )

        spans = [(slot.period_from.day, slot.period_to.day) for slot in slots(deadline)]
        assert spans == [(1, 10), (11, 20), (21, 25)]


class TestAfterAnEvent:
    def test_waits_for_the_event(self):
        assert slots(Deadline("relative", days_after_event=7)) == [Slot()]

    def test_is_due_so_many_days_after_each(self):
        found = slots(Deadline("relative", days_after_event=7), events=[date(2023, 3, 3), date(2023, 1, 5)])

        assert [(slot.period_from, slot.due_on) for slot in found] == [
            (date(2023, 1, 5), date(2023, 1, 12)),
            (date(2023, 3, 3), date(2023, 3, 10)),
        ]

    def test_working_days_leave_out_weekends_and_holidays(self):
        deadline = Deadline("relative", days_after_event=7, working_days=True)

        (slot,) = slots(deadline, MAKHA, events=[date(2023, 3, 3)])  # a Friday

        assert slot.due_on == date(2023, 3, 15)  # 7 8 9 10, 13 14 15


class TestAnyDeadline:
    @given(deadlines(), DAYS, DAYS, st.none() | st.sampled_from([2567, 2568]), st.lists(DAYS, max_size=4))
    def test_asks_for_at_least_one_and_in_order(self, deadline, horizon, known_from, next_year, events):
        taken_over_on = date(next_year - 544, 10, 1) if next_year else None

        found = slots(deadline, MAKHA, events, horizon=horizon, known_from=known_from, taken_over_on=taken_over_on)

        assert 1 <= len(found) <= MOST_SLOTS
        for slot in found:
            assert slot.period_from is None or slot.period_to is None or slot.period_from <= slot.period_to
            assert slot.period_from is None or slot.due_on is None or slot.period_from <= slot.due_on
            assert slot.as_ruled_on is None or slot.as_ruled_on < slot.due_on
        days = [slot.period_from for slot in found if slot.period_from]
        assert days == sorted(set(days))
        for one, other in pairwise(found):
            assert one.period_to is None or one.period_to < other.period_from

    @given(deadlines(), DAYS, DAYS)
    def test_a_later_horizon_only_adds(self, deadline, one, other):
        first, last = sorted((one, other))

        few, many = slots(deadline, horizon=first), slots(deadline, horizon=last)

        assert few == [Slot()] or many[: len(few)] == few

    @given(deadlines(), DAYS)
    def test_nothing_is_asked_for_after_a_later_plan_took_over(self, deadline, horizon):
        if not is_recurring(deadline) or (deadline.until_on and deadline.until_on != YEAR_END):
            return

        found = slots(deadline, horizon=horizon, taken_over_on=date(2023, 10, 1))

        assert all(slot.period_to is None or slot.period_to <= YEAR_END for slot in found)


class TestPeriods:
    @given(DAYS, st.integers(-60, 60))
    def test_months_added_keep_the_day_where_there_is_one(self, day, months):
        moved = add_months(day, months)

        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        assert moved.day == min(day.day, month_end(moved).day)


class TestWorkCalendar:
    @given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=30))
    def test_counts_exactly_so_many_working_days(self, day, days, closed):
        calendar = WorkCalendar(dict.fromkeys(closed, Words("ปิด", "closed")))

        end = calendar.add_working_days(day, days)

        between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
        assert sum(map(calendar.is_working, between)) == days
        assert calendar.is_working(end)

    @given(DAYS, st.sets(DAYS, max_size=30))
    def test_the_next_working_day_is_the_first(self, day, closed):
        calendar = WorkCalendar(dict.fromkeys(closed, Words("ปิด", "closed")))

        moved = calendar.next_working_day(day)

        assert calendar.is_working(moved)
        assert not any(calendar.is_working(day + timedelta(days=n)) for n in range((moved - day).days))

    def test_an_office_closed_for_years_hangs_nothing(self):
        days = (date(2023, 1, 1) + timedelta(days=n) for n in range(3000))
        calendar = WorkCalendar(dict.fromkeys(days, Words("ปิด", "closed")))

        assert calendar.next_working_day(date(2023, 1, 2)) == date(2023, 1, 2)
        assert calendar.add_working_days(date(2023, 1, 2), 2) > date(2024, 1, 2)

    @pytest.mark.parametrize("day", [date(2023, 3, 4), date(2023, 3, 5), date(2023, 3, 6)])
    def test_weekends_and_named_days_are_off(self, day):
        assert not WorkCalendar(MAKHA).is_working(day)
