"""Rules about deadlines and supervision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.core.checks import CHECKS
from prongsai.core.deadline_rule.options import SET_BY_OFFICE, SET_TO_MONTH_END
from prongsai.core.plan import Deadline, DeadlineOptions
from tests.core.checks.plans import MONTHLY, due, healthy_measure, plan_of, supervision, task


def found(code, plan, framework=None):
    return CHECKS[code](plan, framework)


def with_follow_ups(*follow_ups, **more):
    return plan_of(healthy_measure(follow_ups=follow_ups, **more))


class TestYearInferred:
    def test_names_the_text_the_day_and_why(self):
        deadline = replace(due(date(2023, 1, 31), inferred=("year",)), as_printed="ภายในเดือนมกราคม")

        (finding,) = found("year_inferred", with_follow_ups(task(1, deadline)))

        assert finding.severity == "note"
        assert (finding.measure, finding.where) == (1, "การรายงานผล ข้อ ๑")
        assert '"ภายในเดือนมกราคม"' in finding.message_th
        assert "๓๑ มกราคม ๒๕๖๖" in finding.message_th
        assert "31 January 2023" in finding.message_en

    def test_is_quiet_where_the_year_is_printed(self):
        assert found("year_inferred", with_follow_ups(task(1, due(date(2023, 1, 31), inferred=("day",))))) == []

    def test_speaks_of_the_end_of_a_rhythm(self):
        rhythm = replace(MONTHLY, inferred=("year",))

        assert "๓๐ กันยายน ๒๕๖๖" in found("year_inferred", with_follow_ups(task(1, rhythm)))[0].message_th


class TestDeadlineBeforeFiscalYear:
    def test_warns_of_the_last_day_of_the_year_before_and_does_not_reject(self):
        (finding,) = found("deadline_before_fiscal_year", with_follow_ups(task(1, due(date(2022, 9, 30)))))

        assert finding.severity == "warning"
        assert "๓๐ กันยายน ๒๕๖๕" in finding.message_th
        assert "๑ ตุลาคม ๒๕๖๕" in finding.message_th

    def test_accepts_the_first_day_of_the_year(self):
        assert found("deadline_before_fiscal_year", with_follow_ups(task(1, due(date(2022, 10, 1))))) == []

    def test_rhythms_have_no_last_day_to_compare(self):
        assert found("deadline_before_fiscal_year", with_follow_ups(task(1, MONTHLY))) == []


class TestDeadlineAfterFiscalYear:
    @pytest.mark.parametrize(("day", "count"), [(date(2023, 9, 30), 0), (date(2023, 10, 1), 1)])
    def test_counts_from_the_last_day_of_september(self, day, count):
        assert len(found("deadline_after_fiscal_year", with_follow_ups(task(1, due(day))))) == count


class TestDeadlineAfterRound:
    @pytest.mark.parametrize(("day", "count"), [(date(2023, 3, 31), 0), (date(2023, 4, 1), 1)])
    def test_counts_from_the_last_day_of_the_round(self, day, count):
        assert len(found("deadline_after_round", with_follow_ups(task(1, due(day))))) == count

    def test_a_plan_without_a_round_has_none(self):
        plan = replace(with_follow_ups(task(1, due(date(2023, 4, 30)))), round=None)

        assert found("deadline_after_round", plan) == []


class TestDoneBeforeDeadline:
    april = due(date(2023, 4, 30))

    def test_work_called_done_before_its_time_needs_a_day(self):
        (finding,) = found("done_before_deadline", with_follow_ups(task(1, self.april, status="done")))

        assert finding.severity == "warning"
        assert "๓๐ เมษายน ๒๕๖๖" in finding.message_th

    def test_a_day_of_completion_answers_it(self):
        work = task(1, self.april, status="done", done_on=date(2023, 3, 1))

        assert found("done_before_deadline", with_follow_ups(work)) == []

    def test_the_measures_own_claim_covers_work_without_a_status(self):
        assert len(found("done_before_deadline", with_follow_ups(task(1, self.april), status="done"))) == 1
        assert found("done_before_deadline", with_follow_ups(task(1, self.april), status="in_progress")) == []

    def test_work_with_its_own_status_does_not_inherit_the_measures(self):
        plan = with_follow_ups(task(1, self.april, status="in_progress"), status="done")

        assert found("done_before_deadline", plan) == []

    def test_work_due_inside_the_round_may_be_done(self):
        assert found("done_before_deadline", with_follow_ups(task(1, due(date(2023, 3, 31)), status="done"))) == []


class TestSupervision:
    def test_that_ends_before_the_last_task_is_named_with_both_days(self):
        plan = with_follow_ups(
            task(1, due(date(2023, 1, 31))), task(2, due(date(2023, 4, 30))), supervision(3, due(date(2023, 1, 31)))
        )

        (finding,) = found("supervision_before_task", plan)

        assert finding.where == "การกำกับติดตาม ข้อ ๓"
        assert "การรายงานผล ข้อ ๒" in finding.message_th
        assert "๓๐ เมษายน ๒๕๖๖" in finding.message_th
        assert "31 January 2023" in finding.message_en

    @pytest.mark.parametrize("days", [0, 1, 30])
    def test_that_ends_with_or_after_the_tasks_is_fine(self, days):
        last = date(2023, 1, 31)
        plan = with_follow_ups(task(1, due(last)), supervision(2, due(last + timedelta(days))))

        assert found("supervision_before_task", plan) == []

    def test_on_the_day_of_the_last_task_leaves_no_time(self):
        day = date(2023, 1, 31)

        assert len(found("supervision_same_day", with_follow_ups(task(1, due(day)), supervision(2, due(day))))) == 1
        later = supervision(2, due(day + timedelta(1)))
        assert found("supervision_same_day", with_follow_ups(task(1, due(day)), later)) == []

    def test_without_tasks_cannot_come_too_early(self):
        plan = with_follow_ups(supervision(1, due(date(2023, 1, 31))))

        assert found("supervision_before_task", plan) == []
        assert found("supervision_same_day", plan) == []

    @pytest.mark.parametrize("deadline", [None, Deadline(kind="none")])
    def test_without_a_date_is_a_note(self, deadline):
        (finding,) = found("supervision_without_date", with_follow_ups(supervision(2, deadline)))

        assert finding.severity == "note"

    def test_with_a_rhythm_has_a_date(self):
        assert found("supervision_without_date", with_follow_ups(supervision(2, MONTHLY))) == []

    def test_missing_in_one_measure_is_a_finding_of_that_measure(self):
        plan = plan_of(healthy_measure(1), healthy_measure(2, follow_ups=(task(1, due(date(2023, 1, 31))),)))

        assert [finding.measure for finding in found("no_supervision", plan)] == [2]

    def test_missing_in_all_measures_is_one_finding_of_the_plan(self):
        alone = (task(1, due(date(2023, 1, 31))),)
        plan = plan_of(*(healthy_measure(number, follow_ups=alone) for number in (1, 2, 3)))

        assert [finding.measure for finding in found("no_supervision", plan)] == [None]


class TestNoDeadline:
    def test_a_measure_with_only_rhythms_has_none(self):
        relative = Deadline(kind="relative", days_after_event=7)

        (finding,) = found("no_deadline", with_follow_ups(task(1, relative), supervision(2, MONTHLY)))

        assert finding.measure == 1
        assert "ทุกเดือน" in finding.message_th
        assert "days after an event" in finding.message_en

    @pytest.mark.parametrize(
        "deadline",
        [
            replace(MONTHLY, why=SET_BY_OFFICE),
            replace(MONTHLY, options=DeadlineOptions(due_day=5)),
            Deadline("relative", days_after_event=7, why=SET_BY_OFFICE),
            Deadline("continuous", options=DeadlineOptions(check_every=3)),
            Deadline("continuous", until_on=date(2023, 9, 30), why=SET_TO_MONTH_END),
        ],
    )
    def test_a_rhythm_that_the_office_set_is_one(self, deadline):
        assert found("no_deadline", with_follow_ups(task(1, deadline), supervision(2, MONTHLY))) == []
        assert len(found("no_deadline", with_follow_ups(task(1, replace(deadline, why="", options=None))))) == 1

    def test_no_date_set_by_hand_is_none(self):
        assert len(found("no_deadline", with_follow_ups(task(1, Deadline("none", why=SET_BY_OFFICE))))) == 1

    def test_a_measure_with_no_work_has_none(self):
        assert len(found("no_deadline", plan_of(healthy_measure(steps=(), follow_ups=())))) == 1

    def test_one_task_without_is_named_by_its_place(self):
        (finding,) = found("no_deadline", with_follow_ups(task(1, due(date(2023, 1, 31))), task(2, None)))

        assert finding.where == "การรายงานผล ข้อ ๒"

    def test_steps_and_supervision_need_none_of_their_own(self):
        assert found("no_deadline", with_follow_ups(task(1, due(date(2023, 1, 31))), supervision(2, None))) == []

    def test_a_rhythm_is_enough_for_one_task(self):
        assert found("no_deadline", with_follow_ups(task(1, due(date(2023, 1, 31))), task(2, MONTHLY))) == []


class TestOrderOfDeadlines:
    def test_a_task_due_before_one_printed_above_is_named(self):
        days = [date(2022, 10, 31), date(2023, 4, 30), date(2022, 12, 31)]
        plan = with_follow_ups(*(task(number, due(day)) for number, day in enumerate(days, start=1)))

        (finding,) = found("deadlines_out_of_order", plan)

        assert "ข้อ ๓" in finding.message_th

    def test_equal_and_rising_days_are_in_order(self):
        days = [date(2022, 10, 31), date(2022, 10, 31), date(2022, 12, 31)]
        plan = with_follow_ups(*(task(number, due(day)) for number, day in enumerate(days, start=1)))

        assert found("deadlines_out_of_order", plan) == []


class TestMonthlyWithoutDay:
    def test_a_monthly_task_says_by_which_day(self):
        assert len(found("monthly_without_day", with_follow_ups(task(1, MONTHLY)))) == 1

    def test_a_printed_day_answers_it(self):
        work = replace(task(1, MONTHLY), text="สรุปผลภายในวันที่ ๕ ของทุกเดือน")

        assert found("monthly_without_day", with_follow_ups(work)) == []

    def test_a_day_that_the_office_set_answers_it_whatever_the_text_says(self):
        on_day_5 = replace(MONTHLY, options=DeadlineOptions(due_day=5))
        moved = replace(MONTHLY, options=DeadlineOptions(to_working_day=True))

        assert found("monthly_without_day", with_follow_ups(task(1, on_day_5))) == []
        assert len(found("monthly_without_day", with_follow_ups(task(1, moved)))) == 1

    def test_monthly_supervision_needs_no_day(self):
        assert found("monthly_without_day", with_follow_ups(supervision(1, MONTHLY))) == []
