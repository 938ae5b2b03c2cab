"""What counts as the same plan after a round trip, and what does not."""

from dataclasses import replace

from prongsai.core.plan import AsPrinted, Step
from prongsai.core.plan_same import plan_differences, without_persons
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


class TestWithoutPersons:
    def test_names_no_person_and_keeps_the_unit(self):
        (measure,) = without_persons(full_plan()).measures

        assert [who.person for who in measure.responsible] == [None]
        assert measure.responsible[0].unit == "สำนักปลัด"
