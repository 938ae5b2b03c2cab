"""Whether a page's year is the one asked for: "no" only where the text clearly covers something else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.judge.year import YearJudged
from prongsai.audit.judge.year_fits import ONE_IS_ENOUGH, Rounds, has_entry_of_year, wanted_year, year_fits
from prongsai.core.framework.model import PERIODS

ASKED = 2566
HALF, SECOND, WHOLE = Rounds(half_year=True), Rounds(second_half=True), Rounds(whole_year=True)


def judged(*years, first=None, last=None, by_date_only=False, others=()):
    return YearJudged(
        years[-1] if years else None,
        years,
        period_from=first,
        period_to=last,
        by_date_only=by_date_only,
        other_years=others,
    )


class TestWantedYear:
    @pytest.mark.parametrize("period", PERIODS)
    def test_is_the_year_before_only_for_reports_of_it(self, period):
        assert wanted_year(period, ASKED) == (2565 if period == "previous_fy" else 2566)


class TestAnyPeriod:
    @pytest.mark.parametrize("period", [period for period in PERIODS if period != "evergreen"])
    def test_without_a_year_it_cannot_be_told(self, period):
        assert year_fits(period, ASKED, judged()) == "cannot_tell"

    @given(st.lists(st.integers(2560, 2570), max_size=3, unique=True).map(sorted), st.booleans())
    def test_what_is_current_when_opened_fits_in_any_year(self, years, by_date_only):
        assert year_fits("evergreen", ASKED, judged(*years, by_date_only=by_date_only)) == "yes"

    @given(
        st.sampled_from(PERIODS),
        st.integers(2560, 2572),
        st.builds(Rounds, st.booleans(), st.booleans(), st.booleans()),
    )
    def test_a_single_year_far_away_is_never_a_yes(self, period, year, rounds):
        wanted = wanted_year(period, ASKED)

        if abs(year - wanted) > 1 and period != "evergreen":
            assert year_fits(period, ASKED, judged(year), rounds) == "no"

    @given(st.sampled_from(PERIODS), st.builds(Rounds, st.booleans(), st.booleans(), st.booleans()))
    def test_the_year_asked_for_is_never_a_no_unless_only_its_second_half(self, period, rounds):
        fits = year_fits(period, ASKED, judged(wanted_year(period, ASKED)), rounds)

        assert fits != "no" or (period == "first_half_current_fy" and rounds.second_half and not rounds.whole_year)

    @pytest.mark.parametrize("year", [2565, 2567])
    def test_days_alone_of_the_year_beside_are_no_proof_against(self, year):
        assert year_fits("current_fy", ASKED, judged(year, by_date_only=True)) == "cannot_tell"
        assert year_fits("current_fy", ASKED, judged(year)) == "no"
        assert year_fits("current_fy", ASKED, judged(2563, by_date_only=True)) == "no"


class TestEachPeriod:
    @pytest.mark.parametrize(
        ("period", "years", "expected"),
        [
            ("current_fy", (2566,), "yes"),
            ("current_fy", (2565, 2566), "yes"),
            ("current_fy", (2565,), "no"),
            ("monthly_current_fy", (2566,), "yes"),
            ("monthly_current_fy", (2565,), "no"),
            ("previous_fy", (2565,), "yes"),
            ("previous_fy", (2565, 2566), "cannot_tell"),
            ("previous_fy", (2566,), "no"),
            ("multi_year_covering_current_fy", (2566, 2567, 2568, 2569, 2570), "yes"),
            ("multi_year_covering_current_fy", (2561, 2562, 2563, 2564, 2565), "no"),
            ("multi_year_covering_current_fy", (2566,), "cannot_tell"),
            ("analysis_of_previous_fy_result", (2566,), "yes"),
            ("analysis_of_previous_fy_result", (2565,), "cannot_tell"),
            ("analysis_of_previous_fy_result", (2564,), "no"),
            ("first_half_current_fy", (2566,), "yes"),
            ("first_half_current_fy", (2565,), "no"),
        ],
    )
    def test_by_the_years_named(self, period, years, expected):
        assert year_fits(period, ASKED, judged(*years)) == expected

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2022, 10, 1), date(2023, 3, 31), "yes"),
            (date(2022, 10, 1), date(2023, 3, 30), "cannot_tell"),
            (date(2022, 10, 1), date(2023, 9, 30), "yes"),
            (date(2022, 10, 2), date(2023, 3, 31), "cannot_tell"),
            (date(2022, 10, 1), date(2022, 12, 31), "cannot_tell"),
            (date(2023, 3, 31), date(2023, 9, 30), "cannot_tell"),
            (date(2023, 4, 1), date(2023, 9, 30), "no"),
        ],
    )
    def test_six_months_by_the_days_said(self, first, last, expected):
        assert year_fits("first_half_current_fy", ASKED, judged(2566, first=first, last=last)) == expected

    @pytest.mark.parametrize(
        ("rounds", "expected"),
        [
            (HALF, "yes"),
            (WHOLE, "yes"),
            (Rounds(half_year=True, second_half=True), "no"),
            (Rounds(half_year=True, second_half=True, whole_year=True), "yes"),
            (SECOND, "yes"),
        ],
    )
    def test_six_months_by_the_round_named(self, rounds, expected):
        assert year_fits("first_half_current_fy", ASKED, judged(2566), rounds) == expected

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2021, 10, 1), date(2022, 9, 30), "yes"),
            (date(2021, 9, 1), date(2022, 10, 31), "yes"),
            (date(2021, 10, 1), date(2022, 9, 29), "cannot_tell"),
            (date(2021, 10, 2), date(2022, 9, 30), "cannot_tell"),
            (date(2021, 10, 1), date(2022, 3, 31), "cannot_tell"),
        ],
    )
    def test_the_whole_year_before_by_the_days_said(self, first, last, expected):
        assert year_fits("previous_fy", ASKED, judged(2565, first=first, last=last)) == expected

    @pytest.mark.parametrize(
        ("rounds", "expected"), [(HALF, "cannot_tell"), (WHOLE, "yes"), (Rounds(True, False, True), "yes")]
    )
    def test_the_whole_year_before_by_the_round_named(self, rounds, expected):
        assert year_fits("previous_fy", ASKED, judged(2565), rounds) == expected


class TestPagesThatList:
    @pytest.mark.parametrize("topic", sorted(ONE_IS_ENOUGH))
    def test_one_entry_of_the_year_is_enough(self, topic):
        year = judged(2567, others=(2565, 2566))

        assert has_entry_of_year(topic, "current_fy", ASKED, year)
        assert year_fits("current_fy", ASKED, year, topic=topic) == "yes"

    def test_of_another_topic_it_is_not(self):
        year = judged(2567, others=(2566,))

        assert not has_entry_of_year("structure", "current_fy", ASKED, year)
        assert year_fits("current_fy", ASKED, year, topic="structure") == "no"

    @pytest.mark.parametrize("topic", sorted(ONE_IS_ENOUGH))
    def test_entries_of_other_years_alone_are_not(self, topic):
        assert year_fits("current_fy", ASKED, judged(2564, others=(2563,)), topic=topic) == "no"
