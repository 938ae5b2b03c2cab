"""What counts as the same plan after a round trip, and what does not."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.plan import AsPrinted, Deadline, Evidence, FollowUp, MonthlyRound, Responsible, Step
from prongsai.core.plan_same import plan_differences, without_persons, without_results
from tests.core.test_plan_json import full_plan


def with_measure(**changes):
    plan = full_plan()
    return replace(plan, measures=(replace(plan.measures[0], **changes),))


class TestPlanDifferences:
    def test_are_none_between_equal_plans(self):
        assert plan_differences(full_plan(), full_plan()) == []

    def test_leave_white_space_and_digit_script_out(self):
        other = with_measure(issue="ข้อมูล\n พื้นฐาน", budget="ไม่ใช้ งบประมาณ", extra={"ยุทธ ศาสตร์": "ที่ 5"})

        assert plan_differences(full_plan(), other) == []

    def test_take_both_spellings_of_sara_am_as_one(self):
        left, right = with_measure(issue="น้ำ"), with_measure(issue="น้ํา")

        assert plan_differences(left, right) == []

    def test_leave_out_what_only_explains(self):
        other = replace(with_measure(as_printed=AsPrinted()), findings=(), monthly_rounds=())

        assert plan_differences(full_plan(), other) == []

    def test_name_the_place_that_differs(self):
        other = with_measure(steps=(Step(1, "งานอื่น"),))

        (first, *_) = plan_differences(full_plan(), other)

        assert first.startswith("plan.measures[0].steps[0].text")

    def test_see_a_missing_step(self):
        assert plan_differences(full_plan(), with_measure(steps=()))

    def test_see_a_changed_date(self):
        step = full_plan().measures[0].steps[0]

        assert plan_differences(full_plan(), with_measure(steps=(replace(step, done_on=None),)))

    def test_see_another_extra_column(self):
        assert plan_differences(full_plan(), with_measure(extra={"อื่น": "ค่า"}))

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"number": 2}, "number"),
            ({"indicator": None}, "indicator"),
            ({"item_codes": ("O1",)}, "item_codes"),
            ({"item_codes": ("O2", "O1")}, "item_codes[0]"),
            ({"responsible": ()}, "responsible"),
            ({"responsible": (Responsible("สำนักปลัด"),)}, "responsible"),
            ({"status": "not_started"}, "status"),
            ({"budget": None}, "budget"),
            ({"remarks": "อื่น"}, "remarks"),
            ({"extra": {}}, "extra"),
            ({"evidence": (Evidence("x"),)}, "evidence"),
            ({"follow_ups": (FollowUp(1, None, deadline=Deadline("none")),)}, "follow_ups"),
        ],
    )
    def test_see_every_field_that_a_document_must_keep(self, changes, path):
        found = plan_differences(full_plan(), with_measure(**changes))

        assert found
        assert found[0].startswith(f"plan.measures[0].{path}")
        assert plan_differences(with_measure(**changes), full_plan())

    def test_name_every_place_that_differs_and_show_both_sides(self):
        found = plan_differences(full_plan(), replace(with_measure(issue="ข"), fiscal_year=2599))

        assert found == ["plan.fiscal_year: 2566 != 2599", "plan.measures[0].issue: 'ข้อมูลพื้นฐาน' != 'ข'"]

    def test_see_a_text_that_is_empty_where_there_was_none(self):
        assert plan_differences(with_measure(remarks=None), with_measure(remarks=""))

    def test_leave_out_how_a_deadline_was_computed_but_not_its_day(self):
        step = full_plan().measures[0].steps[0]
        one = replace(
            step, deadline=Deadline("date", due_on=date(2023, 1, 31), why="ก", inferred=("year",), as_printed="x")
        )
        other = replace(step, deadline=Deadline("date", due_on=date(2023, 1, 31)))
        late = replace(step, deadline=Deadline("date", due_on=date(2023, 2, 1)))

        assert plan_differences(with_measure(steps=(one,)), with_measure(steps=(other,))) == []
        assert plan_differences(with_measure(steps=(one,)), with_measure(steps=(late,)))

    def test_see_a_measure_too_many_whichever_plan_has_it(self):
        more = replace(full_plan(), measures=full_plan().measures * 2)

        assert plan_differences(full_plan(), more)
        assert plan_differences(more, full_plan())


class TestWithoutResults:
    def test_leaves_what_was_planned_and_nothing_of_what_came_of_it(self):
        plan = without_results(replace(full_plan(), monthly_rounds=(MonthlyRound("2022-10"),)))

        (measure,) = plan.measures
        assert (measure.status, measure.status_as_printed, measure.evidence) == ("unknown", "", ())
        assert plan.monthly_rounds == ()
        assert measure.as_printed.result == ""
        assert measure.as_printed.issue == full_plan().measures[0].as_printed.issue
        for work, planned in zip(
            (*measure.steps, *measure.follow_ups),
            (*full_plan().measures[0].steps, *full_plan().measures[0].follow_ups),
            strict=True,
        ):
            assert (work.status, work.done_on, work.note, work.evidence) == ("unknown", None, None, ())
            assert (work.number, work.text, work.deadline) == (planned.number, planned.text, planned.deadline)

    def test_changes_nothing_the_second_time(self):
        once = without_results(full_plan())

        assert without_results(once) == once


class TestWithoutPersons:
    def test_names_no_person_and_keeps_the_unit(self):
        (measure,) = without_persons(full_plan()).measures

        assert [who.person for who in measure.responsible] == [None]
        assert measure.responsible[0].unit == "สำนักปลัด"
