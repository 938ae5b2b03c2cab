"""The fiscal year and its rounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.fiscal_year import (
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
    month_start_in_fiscal_year,
    year_in_front,
)
from prongsai.core.reporting_round import round_of


class TestFiscalYear:
    def test_runs_from_october_of_the_year_before(self):
        assert fiscal_year_start(2566) == date(2022, 10, 1)
        assert fiscal_year_end(2566) == date(2023, 9, 30)

    @pytest.mark.parametrize(
        ("month", "first"), [(10, date(2022, 10, 1)), (12, date(2022, 12, 1)), (1, date(2023, 1, 1))]
    )
    def test_places_a_month_inside_itself(self, month, first):
        assert month_start_in_fiscal_year(month, 2566) == first

    @pytest.mark.parametrize(
        ("day", "year"),
        [
            (date(2022, 9, 30), 2565),
            (date(2022, 10, 1), 2566),
            (date(2022, 12, 31), 2566),
            (date(2023, 1, 1), 2566),
            (date(2023, 9, 30), 2566),
            (date(2023, 10, 1), 2567),
            (date(2024, 2, 29), 2567),
        ],
    )
    def test_turns_over_on_1_october(self, day, year):
        assert fiscal_year_of(day) == year

    @given(st.integers(2443, 2742))
    def test_begins_the_day_after_the_one_before_ends(self, year):
        assert fiscal_year_start(year) - fiscal_year_end(year - 1) == timedelta(days=1)
        assert (fiscal_year_end(year) - fiscal_year_start(year)).days in (364, 365)

    @given(st.integers(2443, 2742), st.integers(1, 12))
    def test_holds_every_month_once_in_the_order_of_the_year(self, year, month):
        first = month_start_in_fiscal_year(month, year)

        assert (first.month, fiscal_year_of(first)) == (month, year)
        months = sorted(month_start_in_fiscal_year(one, year) for one in range(1, 13))
        assert months[0] == fiscal_year_start(year)
        assert months[-1] == date(fiscal_year_end(year).year, 9, 1)

    @given(st.dates(date(1957, 10, 1), date(2156, 9, 30)))
    def test_holds_each_of_its_days(self, day):
        year = fiscal_year_of(day)

        assert fiscal_year_start(year) <= day <= fiscal_year_end(year)


class TestReportingRound:
    def test_of_half_a_year_ends_in_march(self):
        assert (round_of("half_year", 2566).from_on, round_of("half_year", 2566).to_on) == (
            date(2022, 10, 1),
            date(2023, 3, 31),
        )

    def test_of_a_full_year_is_the_fiscal_year(self):
        assert round_of("full_year", 2567).to_on == fiscal_year_end(2567)

    @given(st.integers(2443, 2742))
    def test_both_begin_with_the_year_and_half_a_year_ends_inside_the_whole(self, year):
        half, full = round_of("half_year", year), round_of("full_year", year)

        assert half.from_on == full.from_on == fiscal_year_start(year)
        assert half.to_on < full.to_on
        assert half.to_on + timedelta(days=1) == month_start_in_fiscal_year(4, year)
        assert (half.kind, full.kind) == ("half_year", "full_year")


class TestYearInFront:
    @pytest.mark.parametrize(
        ("years", "front"),
        [
            ((), None),
            ((2566,), 2566),
            ((2567, 2566, 2565), 2566),
            ((2570, 2567, 2565, 2564), 2565),
            ((2570, 2567), 2567),
        ],
    )
    def test_is_the_running_one_else_the_latest_before_else_the_soonest_to_come(self, years, front):
        assert year_in_front(years, date(2022, 11, 23)) == front
        assert year_in_front(reversed(years), date(2022, 11, 23)) == front

    def test_changes_on_1_october(self):
        assert year_in_front((2567, 2566), date(2023, 9, 30)) == 2566
        assert year_in_front((2567, 2566), date(2023, 10, 1)) == 2567
