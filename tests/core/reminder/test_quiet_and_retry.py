"""Quiet hours and days off, and the waits between tries."""

from datetime import date, datetime, time

import pytest

from prongsai.core.deadline_rule.working_days import WorkCalendar
from prongsai.core.reminder import LONGEST_WAIT_S, Rule, is_quiet, wait_s
from prongsai.core.thai.words import Words

OPEN = WorkCalendar()
MONDAY = date(2023, 1, 30)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


class TestQuiet:
    @pytest.mark.parametrize(("hour", "quiet"), [(0, True), (7, True), (8, False), (17, False), (18, True), (23, True)])
    def test_from_evening_to_morning(self, hour, quiet):
        assert is_quiet(at(hour), Rule(), OPEN) is quiet

    def test_over_noon_of_the_same_day(self):
        rule = Rule(quiet_from=time(12), quiet_until=time(13))

        assert [is_quiet(at(hour), rule, OPEN) for hour in (11, 12, 13)] == [False, True, False]

    def test_equal_hours_are_no_quiet_hours(self):
        assert not is_quiet(at(3), Rule(quiet_from=time(8), quiet_until=time(8)), OPEN)

    def test_on_weekends_and_holidays(self):
        closed = WorkCalendar({MONDAY: Words("วันหยุด", "holiday")})

        assert is_quiet(at(10, day=date(2023, 1, 28)), Rule(), OPEN)
        assert is_quiet(at(10), Rule(), closed)
        assert not is_quiet(at(10), Rule(on_days_off=True), closed)


class TestWaits:
    def test_grow_and_end_at_the_longest(self):
        waits = [wait_s(tries) for tries in range(1, 8)]

        assert waits == sorted(waits)
        assert waits[0] == 120
        assert waits[-1] == LONGEST_WAIT_S

    def test_do_as_the_service_asks_within_reason(self):
        assert wait_s(1, 900) == 900
        assert wait_s(1, 5) == 120
        assert wait_s(1, 10**9) == LONGEST_WAIT_S
