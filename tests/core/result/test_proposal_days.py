"""The days of proposed measures, counted from the entry window, and the window itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.result.proposal_days import (
    CHECKED,
    HALF_YEAR_DAYS,
    OF_INDICATOR,
    PUBLISHED,
    READY,
    SOONEST_DAYS,
    ProposalDays,
    watch_until,
)
from prongsai.core.result.window import EntryWindow, find_entry_window
from tests.core.result.made import ALL, FILES

OPEN, CLOSE = date(2025, 4, 1), date(2025, 4, 30)
KNOWN = EntryWindow(OPEN, CLOSE, 2568, 2568)
ASSUMED = EntryWindow(OPEN, CLOSE, 2568, 2565)
EARLY = date(2024, 10, 15)


def days(window=KNOWN, today=EARLY) -> ProposalDays:
    return ProposalDays(2568, window, today)


class TestOrdinaryItems:
    @pytest.mark.parametrize("period", ["evergreen", "current_fy", "previous_fy", "multi_year_covering_current_fy"])
    def test_are_ready_public_and_checked_before_the_window_opens(self, period):
        lines = days().for_period(period)

        assert [text for text, _ in lines] == [READY, PUBLISHED, CHECKED]
        assert [(OPEN - deadline.due_on).days for _, deadline in lines] == [45, 30, 14]

    def test_each_day_says_how_it_was_counted_in_thai_digits(self):
        _, first = days().for_period("evergreen")[0]

        assert first.why == "๔๕ วันก่อนวันเปิดกรอกแบบวัด OIT (๑ เม.ย. ๒๕๖๘)"
        assert first.kind == "date"
        assert first.inferred == ()

    def test_a_day_gone_by_moves_to_a_week_from_now_and_says_so(self):
        today = OPEN - timedelta(days=33)

        lines = [deadline for _, deadline in days(today=today).for_period("evergreen")]

        assert lines[0].due_on == today + timedelta(days=SOONEST_DAYS)
        assert "เลยวันนั้นหรือใกล้ถึงแล้ว" in lines[0].why
        assert lines[1].due_on == today + timedelta(days=SOONEST_DAYS)
        assert lines[2].due_on == OPEN - timedelta(days=14)
        assert "เลยวันนั้น" not in lines[2].why

    def test_the_day_a_week_from_now_itself_stays(self):
        today = OPEN - timedelta(days=45 + SOONEST_DAYS)

        _, first = days(today=today).for_period("evergreen")[0]

        assert first.due_on == OPEN - timedelta(days=45)
        assert "เลยวันนั้น" not in first.why


class TestMonthlyAndHalfYear:
    def test_months_run_through_the_year_to_the_closing_day(self):
        ready, monthly, checked = days().for_period("monthly_current_fy")

        assert (ready[0], monthly[0], checked[0]) == (READY, PUBLISHED, CHECKED)
        assert monthly[1].kind == "monthly"
        assert (monthly[1].from_on, monthly[1].until_on) == (fiscal_year_start(2568), CLOSE)

    def test_months_without_a_window_run_to_the_end_of_the_year(self):
        _, monthly, _ = days(None).for_period("monthly_current_fy")

        assert monthly[1].until_on == fiscal_year_end(2568)
        assert "ปีงบประมาณ" in monthly[1].why

    def test_half_a_year_is_public_days_after_its_end(self):
        published, checked = days().for_period("first_half_current_fy")

        assert published[1].due_on == date(2025, 3, 31) + timedelta(days=HALF_YEAR_DAYS)
        assert checked[1].due_on == CLOSE - timedelta(days=14)

    def test_half_a_year_is_never_public_after_closing(self):
        early = replace(KNOWN, to_on=date(2025, 4, 5))

        published, _ = days(early).for_period("first_half_current_fy")

        assert published[1].due_on == date(2025, 4, 5)

    def test_half_a_year_without_a_window_has_its_first_day_only(self):
        published, checked = days(None).for_period("first_half_current_fy")

        assert published[1].due_on == date(2025, 4, 10)
        assert (checked[1].kind, checked[1].due_on) == ("none", None)


class TestWithoutOrWithAnAssumedWindow:
    def test_nothing_known_leaves_the_day_to_a_person(self):
        for _, deadline in days(None).for_period("evergreen"):
            assert (deadline.kind, deadline.due_on) == ("none", None)
            assert "กรุณากำหนดวันเอง" in deadline.why

    def test_an_assumed_window_marks_every_day_that_rests_on_it(self):
        for _, deadline in days(ASSUMED).for_period("evergreen"):
            assert deadline.inferred == ("entry_window",)
            assert "ใช้วันของปี ๒๕๖๕ ไปก่อน" in deadline.why

    def test_the_end_of_march_rests_on_no_window(self):
        published, checked = days(ASSUMED).for_period("first_half_current_fy")

        assert published[1].inferred == ()
        assert checked[1].inferred == ("entry_window",)


class TestIndicators:
    def test_have_three_tasks_before_the_window(self):
        lines = days().for_indicator()

        assert tuple(text for text, _ in lines) == OF_INDICATOR
        assert [deadline.due_on for _, deadline in lines] == sorted(deadline.due_on for _, deadline in lines)


class TestWatching:
    def test_runs_from_this_month_to_the_closing_day(self):
        watch = watch_until(days(today=date(2024, 12, 20)))

        assert (watch.from_on, watch.until_on) == (date(2024, 12, 1), CLOSE)

    def test_starts_with_the_year_when_it_has_not_begun(self):
        assert watch_until(days(today=date(2024, 8, 1))).from_on == fiscal_year_start(2568)

    def test_runs_to_the_end_of_the_year_once_entry_is_closed(self):
        watch = watch_until(days(today=date(2025, 6, 3)))

        assert (watch.from_on, watch.until_on) == (date(2025, 6, 1), fiscal_year_end(2568))

    def test_after_the_year_it_is_its_last_day(self):
        watch = watch_until(days(today=date(2026, 2, 1)))

        assert watch.from_on == watch.until_on == fiscal_year_end(2568)


class TestTheWindow:
    def test_of_the_year_itself_is_announced(self):
        window = find_entry_window(FILES.get(2565), ALL.values())

        assert not window.is_assumed
        assert window.known_from == 2565
        assert window.from_on <= window.to_on

    def test_of_an_earlier_year_is_moved_and_marked(self):
        known = find_entry_window(FILES.get(2565))
        moved = find_entry_window(replace(FILES.get(2568), calendar=()), [FILES.get(2565)])

        assert moved.is_assumed
        assert (moved.from_on.month, moved.from_on.day) == (known.from_on.month, known.from_on.day)
        assert moved.from_on.year == known.from_on.year + 3

    def test_of_a_later_year_is_never_taken(self):
        assert find_entry_window(replace(FILES.get(2564), calendar=()), [FILES.get(2565)]) is None

    def test_the_newest_earlier_one_wins(self):
        step = next(one for one in FILES.get(2565).calendar if one.step == "oit_entry")
        newer = replace(FILES.get(2567), calendar=(replace(step, from_on=date(2024, 5, 1), to_on=date(2024, 5, 31)),))

        moved = find_entry_window(replace(FILES.get(2568), calendar=()), [FILES.get(2565), newer])

        assert (moved.known_from, moved.from_on) == (2567, date(2025, 5, 1))

    def test_the_29th_of_february_moves_to_the_first_of_march(self):
        step = next(one for one in FILES.get(2565).calendar if one.step == "oit_entry")
        leap = replace(FILES.get(2567), calendar=(replace(step, from_on=date(2024, 2, 29), to_on=date(2024, 3, 5)),))

        moved = find_entry_window(replace(FILES.get(2568), calendar=()), [leap])

        assert moved.from_on == date(2025, 3, 1)

    def test_a_step_without_both_days_is_none(self):
        step = next(one for one in FILES.get(2565).calendar if one.step == "oit_entry")

        assert find_entry_window(replace(FILES.get(2565), calendar=(replace(step, to_on=None),))) is None
