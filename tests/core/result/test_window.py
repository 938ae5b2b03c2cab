"""The window for entering OIT: the year's own, or the last one known, said to be assumed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework.model import CalendarStep
from prongsai.core.result.window import STEP, find_entry_window
from tests.core.result.made import ALL, FILES


def year(fiscal_year, first=None, last=None, step=STEP):
    """A list of the year with one step in its calendar, or with an empty calendar."""
    steps = (
        () if first is None and last is None else (CalendarStep(step, "กรอกข้อมูล", "entry", "confirmed", first, last),)
    )
    return replace(FILES.get(2566), fiscal_year=fiscal_year, calendar=steps)


KNOWN = year(2566, date(2023, 4, 1), date(2023, 4, 30))


class TestFindEntryWindow:
    def test_is_the_years_own_where_it_was_announced(self):
        window = find_entry_window(KNOWN, [year(2565, date(2022, 4, 1), date(2022, 5, 1))])

        assert (window.from_on, window.to_on, window.is_assumed) == (date(2023, 4, 1), date(2023, 4, 30), False)

    def test_else_it_is_the_newest_known_one_moved_into_the_year(self):
        earlier = [year(2564, date(2021, 5, 1), date(2021, 5, 31)), KNOWN, year(2567)]

        window = find_entry_window(year(2568), earlier)

        assert (window.from_on, window.to_on) == (date(2025, 4, 1), date(2025, 4, 30))
        assert (window.fiscal_year, window.known_from, window.is_assumed) == (2568, 2566, True)

    def test_the_order_of_earlier_years_does_not_matter(self):
        earlier = [year(2564, date(2021, 5, 1), date(2021, 5, 31)), KNOWN]

        assert find_entry_window(year(2567), earlier) == find_entry_window(year(2567), reversed(earlier))

    def test_a_later_year_says_nothing_of_an_earlier_one(self):
        assert find_entry_window(year(2565), [KNOWN]) is None

    @pytest.mark.parametrize(("first", "last"), [(date(2023, 4, 1), None), (None, date(2023, 4, 30))])
    def test_half_a_window_is_none(self, first, last):
        assert find_entry_window(year(2566, first, last)) is None

    def test_another_step_of_the_calendar_is_none(self):
        assert find_entry_window(year(2566, date(2023, 4, 1), date(2023, 4, 30), step="announcement")) is None

    def test_nothing_known_is_none(self):
        assert find_entry_window(year(2566), []) is None
        assert find_entry_window(year(2566), [year(2565), year(2564)]) is None

    @pytest.mark.parametrize(
        ("years_on", "first"), [(1, date(2025, 3, 1)), (2, date(2026, 3, 1)), (4, date(2028, 2, 29))]
    )
    def test_a_leap_day_is_the_day_after_28_february_where_the_year_has_none(self, years_on, first):
        leap = year(2567, date(2024, 2, 29), date(2024, 3, 31))

        assert find_entry_window(year(2567 + years_on), [leap]).from_on == first

    @given(st.dates(date(2022, 10, 1), date(2023, 9, 30)), st.integers(0, 90), st.integers(0, 6))
    def test_moved_or_not_it_never_ends_before_it_begins(self, first, length, years_on):
        last = date.fromordinal(first.toordinal() + length)

        window = find_entry_window(year(2566 + years_on), [year(2566, first, last)])

        assert window.from_on <= window.to_on
        assert window.from_on.year == first.year + years_on
        assert window.is_assumed == (years_on > 0)

    @pytest.mark.parametrize("fiscal_year", sorted(ALL))
    def test_of_a_real_year_lies_in_the_year(self, fiscal_year):
        window = find_entry_window(FILES.get(fiscal_year), ALL.values())

        if window is not None:
            assert window.fiscal_year == fiscal_year
            assert window.known_from <= fiscal_year
