"""The fiscal year and its rounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_of, fiscal_year_start, month_start_in_fiscal_year
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
