"""Rules about items, units, steps and names."""

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.checks import CHECKS
from prongsai.core.checks.personal_name import names_a_person
from prongsai.core.plan import Responsible, Step
from tests.core.checks.plans import healthy_measure, plan_of, task


@pytest.fixture(scope="module")
def framework():
    return FrameworkFiles().get(2566)


def found(code, plan, framework=None):
    return CHECKS[code](plan, framework)


class TestItemWithoutMeasure:
    def test_names_each_gap_by_its_worth_the_dearest_first(self, framework):
        plan = plan_of(healthy_measure(item_codes=("O1", "O42")))

        findings = found("item_without_measure", plan, framework)

        assert len(findings) == len(framework.items) - 2
        assert findings[0].where == "ข้อ O39"
        assert "๒.๐๐ คะแนน" in findings[0].message_th
        assert "2.00 of 100 points" in findings[0].message_en
        assert "ข้อ O1" not in {finding.where for finding in findings}
        assert {finding.severity for finding in findings} == {"warning"}

    def test_unknown_worth_is_said(self):
        year = FrameworkFiles().get(2569)

        findings = found("item_without_measure", plan_of(fiscal_year=2569), year)

        assert findings
        assert all("ไม่ทราบ" in finding.message_th for finding in findings)
        assert all("not known" in finding.message_en for finding in findings)

    def test_a_plan_that_could_not_be_read_has_no_gaps(self, framework):
        assert found("item_without_measure", plan_of(measures=()), framework) == []

    def test_without_a_framework_nothing_can_be_said(self):
        assert found("item_without_measure", plan_of(), None) == []

    def test_a_plan_over_all_items_has_no_gaps(self, framework):
        assert found("item_without_measure", plan_of(healthy_measure(item_codes=framework.item_codes)), framework) == []


class TestItemCodes:
    def test_codes_of_another_year_are_named(self, framework):
        (finding,) = found("item_not_in_framework", plan_of(healthy_measure(item_codes=("O1", "O99"))), framework)

        assert "O99" in finding.message_th
        assert "O1," not in finding.message_th

    def test_without_a_framework_no_code_is_unknown(self):
        assert found("item_not_in_framework", plan_of(healthy_measure(item_codes=("O99",)))) == []

    def test_a_measure_without_any_is_named_with_its_issue(self):
        (finding,) = found("measure_without_item", plan_of(healthy_measure(item_codes=(), issue="การให้บริการ")))

        assert '"การให้บริการ"' in finding.message_th

    def test_one_code_in_two_measures_is_a_note(self):
        plan = plan_of(healthy_measure(1, item_codes=("O1", "O2")), healthy_measure(2, item_codes=("O2",)))

        (finding,) = found("item_in_several_measures", plan)

        assert finding.where == "ข้อ O2"
        assert "measures 1 and 2" in finding.message_en


class TestCopiedRows:
    def test_the_same_row_twice_is_named(self):
        plan = plan_of(
            healthy_measure(1, issue="ข่าว"), healthy_measure(2, issue=" ข่าว"), healthy_measure(3, issue="อื่น")
        )

        assert [finding.measure for finding in found("same_issue_twice", plan)] == [1]

    def test_the_same_issue_with_other_steps_is_no_copy(self):
        other = (Step(1, "ทำอย่างอื่น"),)
        plan = plan_of(healthy_measure(1, issue="ข่าว"), healthy_measure(2, issue="ข่าว", steps=other))

        assert found("same_issue_twice", plan) == []

    def test_rows_without_an_issue_are_not_compared(self):
        assert found("same_issue_twice", plan_of(healthy_measure(1, issue=""), healthy_measure(2, issue=""))) == []


class TestWhoAndWhat:
    @pytest.mark.parametrize("responsible", [(), (Responsible(" "),)])
    def test_a_measure_without_a_unit_is_named(self, responsible):
        assert len(found("measure_without_unit", plan_of(healthy_measure(responsible=responsible)))) == 1

    def test_all_units_are_units(self):
        who = (Responsible("", all_units=True),)

        assert found("measure_without_unit", plan_of(healthy_measure(responsible=who))) == []

    def test_a_measure_without_steps_is_named(self):
        assert len(found("measure_without_steps", plan_of(healthy_measure(steps=())))) == 1
        assert len(found("measure_without_steps", plan_of(healthy_measure(steps=(Step(1, " "),))))) == 1

    def test_steps_that_bind_every_unit_need_every_unit(self):
        steps = (Step(1, "เจ้าหน้าที่ทุกภารกิจงานต้องประชาสัมพันธ์งานของตน"),)

        assert len(found("responsible_disagrees", plan_of(healthy_measure(steps=steps)))) == 1
        for who in (Responsible("ทุกภารกิจงาน"), Responsible("ทุกกอง", all_units=True)):
            assert found("responsible_disagrees", plan_of(healthy_measure(steps=steps, responsible=(who,)))) == []


class TestWordingOfSteps:
    def test_a_measure_that_alone_does_not_report_is_named(self):
        silent = healthy_measure(2, steps=(Step(1, "จัดทำข้อมูล"), Step(2, "เผยแพร่")))
        plan = plan_of(healthy_measure(1), silent, healthy_measure(3))

        assert [finding.measure for finding in found("no_report_to_executive", plan)] == [2]

    def test_where_hardly_any_measure_reports_it_is_not_the_offices_way(self):
        silent = (Step(1, "จัดทำข้อมูล"),)
        plan = plan_of(healthy_measure(1, steps=silent), healthy_measure(2, steps=silent), healthy_measure(3))

        assert found("no_report_to_executive", plan) == []

    def test_a_long_step_of_many_actions_is_named(self):
        text = "จัดทำคู่มือ สรุปสถิติ รายงานผลการให้บริการ ประกาศช่องทาง และ" + "ข้อความ" * 30 + "จัดทำระบบออนไลน์"

        assert len(found("step_holds_several_actions", plan_of(healthy_measure(steps=(Step(1, text),))))) == 1
        assert found("step_holds_several_actions", plan_of()) == []

    @pytest.mark.parametrize(("text", "count"), [("เมื่อเทศบัญญัติผ่านแล้ว", 1), ("จัดทำแผนเมื่อพร้อม", 0), ("", 0)])
    def test_a_step_that_waits_for_an_event_is_named(self, text, count):
        assert len(found("step_waits_for_event", plan_of(healthy_measure(steps=(Step(1, text),))))) == count

    @pytest.mark.parametrize(
        ("text", "count"),
        [("ความเสี่ยงประจำปี ๒๕๖๖", 1), ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", 0), ("ประจำปี พ.ศ. 2566", 1), ("ปี 2566", 0)],
    )
    def test_a_year_says_which_kind_it_is(self, text, count):
        assert len(found("year_kind_unclear", plan_of(healthy_measure(steps=(Step(1, text),))))) == count

    def test_other_channels_are_one_note_of_the_plan(self):
        steps = (Step(1, "เผยแพร่บนเว็บไซต์และช่อง ทางอื่นๆ"),)
        plan = plan_of(healthy_measure(1, steps=steps), healthy_measure(2), healthy_measure(3, steps=steps))

        (finding,) = found("other_channels_unnamed", plan)

        assert "มาตรการที่ ๑ และ ๓" in finding.message_th


class TestPersonalName:
    @pytest.mark.parametrize(
        "text",
        [
            "นางสาวตัวอย่าง ใจดี",
            "➤นางสาวตัวอย่าง ใจดี",
            "ผู้รับผิดชอบ นายทดสอบ ระบบดี",
            "นาย ทดสอบ  ระบบดี",
            "น.ส.ตัวอย่าง ใจดี",
            "ว่าที่ร้อยตรีทดสอบ ระบบดี",
            "ว่าที่ ร.ต.หญิงตัวอย่าง ใจดี".replace("หญิง", ""),
            "พ.จ.อ.ทดสอบ ระบบดี",
            "จ่าเอกทดสอบ ระบบดี",
            "ดร.ทดสอบ ระบบดี",
            "นายกมล ระบบดี",
            "นายกฤษณ์ ระบบดี",
        ],
    )
    def test_a_title_with_name_and_surname_is_a_person(self, text):
        assert names_a_person(text)

    @pytest.mark.parametrize(
        "text",
        [
            "นายกเทศมนตรีตำบลตัวอย่าง สั่งการ",
            "นายกองค์การบริหารส่วนตำบล ทราบ",
            "นายก อบต. ทราบ",
            "นายอำเภอเมือง รับทราบ",
            "นายช่างโยธา ปฏิบัติงาน",
            "นายทะเบียน ท้องถิ่น",
            "สำนักปลัด งานการเจ้าหน้าที่",
            "ผู้อำนวยการกองคลัง หัวหน้างาน",
            "ทุกภารกิจงาน จัดทำข้อมูล",
            "นางสาวตัวอย่าง",
            "",
        ],
    )
    def test_posts_and_units_are_none(self, text):
        assert not names_a_person(text)

    def test_says_where_and_never_repeats_the_name(self):
        who = (Responsible("สำนักปลัด", person="นางสาวตัวอย่าง ใจดี"),)
        steps = (Step(1, "นายทดสอบ ระบบดี จัดทำข้อมูล"),)

        (finding,) = found("personal_name", plan_of(healthy_measure(responsible=who, steps=steps)))

        assert finding.where == "ผู้รับผิดชอบ"
        assert "ขั้นตอนหรือวิธีการ" in finding.message_th
        assert "ใจดี" not in finding.message_th
        assert "ระบบดี" not in finding.message_th

    def test_looks_into_notes_and_columns_of_the_offices_own(self):
        noted = task(1, None, note="มอบ นายทดสอบ ระบบดี")

        assert found("personal_name", plan_of(healthy_measure(follow_ups=(noted,))))
        assert found("personal_name", plan_of(healthy_measure(extra={"ผู้ติดตาม": "นายทดสอบ ระบบดี"})))
        assert found("personal_name", plan_of()) == []
