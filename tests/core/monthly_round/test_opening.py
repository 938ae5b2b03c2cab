"""When a month's round opens, which are missing, and when one is missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.monthly_round import Opening, opens_on, rounds_to_open, stands_as
from prongsai.core.thai.words import Words

PLAIN = WorkCalendar()
NEW_YEAR = WorkCalendar({date(2023, 1, day): Words("หยุด", "off") for day in (1, 2, 3)})
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class TestOpensOn:
    @pytest.mark.parametrize(
        ("month", "day"),
        [
            (date(2022, 12, 1), date(2022, 12, 1)),  # a Thursday
            (date(2022, 10, 1), date(2022, 10, 3)),  # a Saturday
            (date(2023, 1, 1), date(2023, 1, 2)),  # a Sunday
        ],
    )
    def test_is_the_first_weekday(self, month, day):
        assert opens_on(month, PLAIN) == day

    def test_skips_public_holidays(self):
        assert opens_on(date(2023, 1, 1), NEW_YEAR) == date(2023, 1, 4)

    def test_a_month_without_any_working_day_begins_on_its_first(self):
        closed = WorkCalendar({date(2022, 12, day): Words("ปิด", "closed") for day in range(1, 32)})

        assert opens_on(date(2022, 12, 1), closed) == date(2022, 12, 1)

    def test_takes_any_day_of_the_month(self):
        assert opens_on(date(2023, 1, 20), NEW_YEAR) == date(2023, 1, 4)


class TestRoundsToOpen:
    def test_nothing_before_the_day(self):
        assert rounds_to_open(date(2022, 11, 22), set(), date(2022, 11, 30), PLAIN) == ()

    def test_one_on_the_day(self):
        found = rounds_to_open(date(2022, 11, 22), set(), date(2022, 12, 1), PLAIN)

        assert found == (Opening(date(2022, 12, 1), date(2022, 12, 1), date(2022, 12, 31)),)

    def test_says_which_named_days_come_before_it(self):
        (found,) = rounds_to_open(date(2022, 12, 20), set(), date(2023, 1, 5), NEW_YEAR)

        assert (found.opens_on, found.is_late) == (date(2023, 1, 4), True)
        assert [one.day.day for one in found.days_off] == [1, 2, 3]

    def test_and_none_of_those_after_it(self):
        later = WorkCalendar({date(2022, 12, day): Words("หยุด", "off") for day in (5, 12)})
        (found,) = rounds_to_open(date(2022, 11, 22), set(), date(2022, 12, 6), later)

        assert (found.opens_on, found.days_off) == (date(2022, 12, 1), ())

    @given(DAYS, st.sets(st.integers(1, 31), max_size=31))
    def test_always_within_its_month(self, day, off):
        named = {}
        for number in off:
            try:
                named[day.replace(day=number)] = Words("ปิด", "closed")
            except ValueError:
                continue
        first = opens_on(day, WorkCalendar(named))

        assert (first.year, first.month) == (day.year, day.month)

    def test_none_twice(self):
        assert rounds_to_open(date(2022, 11, 22), {date(2022, 12, 1)}, date(2022, 12, 20), PLAIN) == ()

    def test_a_plan_of_the_opening_day_has_that_months_round(self):
        found = rounds_to_open(date(2022, 12, 1), set(), date(2022, 12, 1), PLAIN)

        assert [one.month for one in found] == [date(2022, 12, 1)]

    def test_after_downtime_every_missing_month_late_ones_marked(self):
        found = rounds_to_open(date(2022, 11, 22), {date(2022, 12, 1)}, date(2023, 3, 1), NEW_YEAR)

        assert [(one.month.month, one.opens_on, one.is_late) for one in found] == [
            (1, date(2023, 1, 4), True),
            (2, date(2023, 2, 1), True),
            (3, date(2023, 3, 1), False),
        ]

    def test_a_hole_in_the_middle_is_filled(self):
        have = {date(2022, 12, 1), date(2023, 2, 1)}

        assert [one.month for one in rounds_to_open(date(2022, 11, 22), have, date(2023, 2, 10), PLAIN)] == [
            date(2023, 1, 1)
        ]

    @given(DAYS, st.integers(0, 900))
    def test_is_the_same_night_by_night_as_all_at_once(self, known_from, length):
        today = known_from + timedelta(days=length)
        at_once = {one.month for one in rounds_to_open(known_from, set(), today, NEW_YEAR)}
        nightly: set[date] = set()
        for passed in range(0, length + 1):
            nightly |= {
                one.month for one in rounds_to_open(known_from, nightly, known_from + timedelta(days=passed), NEW_YEAR)
            }

        assert nightly == at_once
        assert all(month.day == 1 for month in at_once)


class TestStandsAs:
    def test_open_to_its_last_day_then_missed(self):
        assert stands_as("open", date(2022, 12, 31), date(2022, 12, 31)) == "open"
        assert stands_as("open", date(2022, 12, 31), date(2023, 1, 1)) == "missed"

    @pytest.mark.parametrize("state", ["signed", "recorded_on_paper", "missed"])
    def test_what_ended_stays_as_it_is(self, state):
        assert stands_as(state, date(2022, 12, 31), date(2024, 1, 1)) == state
