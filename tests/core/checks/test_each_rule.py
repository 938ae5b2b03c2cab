"""Each rule once more, all in one way: what it fires on, what it says, and what lies just beside it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from prongsai.core.checks import CHECKS, run_checks
from prongsai.core.plan import Agency, Deadline, FollowUp, Plan, Responsible, Step
from tests.core.checks.plans import MONTHLY, healthy_measure, plan_of, supervision, task
from tests.core.checks.rule_cases import CASES, FILES, SIX, day, one, steps, works


def found(code, plan):
    framework = FILES.get(CASES[code].year) if CASES[code].year else None
    return CHECKS[code](plan, framework)


@pytest.mark.parametrize("code", CHECKS)
class TestEachRule:
    def test_fires_once_at_its_place(self, code):
        (finding,) = found(code, CASES[code].fires)

        assert (finding.code, finding.measure, finding.where) == (code, CASES[code].measure, CASES[code].where)

    def test_names_what_it_saw_in_both_languages(self, code):
        (finding,) = found(code, CASES[code].fires)

        for part in CASES[code].thai:
            assert part in finding.message_th
        for part in CASES[code].english:
            assert part in finding.message_en
        assert finding.message_th != finding.message_en

    def test_names_the_measure_it_belongs_to(self, code):
        (finding,) = found(code, CASES[code].fires)

        if finding.measure is not None:
            assert "มาตรการที่ ๖" in finding.message_th
            assert re.search(r"[Mm]easures? 6\b", finding.message_en)

    def test_is_quiet_just_beside(self, code):
        for plan in CASES[code].quiet:
            assert found(code, plan) == []

    def test_is_quiet_on_a_healthy_plan(self, code):
        verified = FILES.get(2566)

        assert CHECKS[code](plan_of(healthy_measure(item_codes=verified.item_codes)), verified) == []

    def test_has_the_severity_and_the_place_in_the_documentation(self, code):
        page = (Path(__file__).parents[3] / "docs" / "checks.md").read_text(encoding="utf-8")

        (severity,) = re.findall(rf"^\| `{code}` \| (\w+) \|", page, re.MULTILINE)

        assert [finding.severity for finding in found(code, CASES[code].fires)] == [severity]

    def test_says_nothing_of_an_empty_plan(self, code):
        empty = Plan(Agency(""), 2566)

        assert CHECKS[code](empty, None) == CHECKS[code](empty, FILES.get(2566)) == []

    def test_does_not_need_a_round(self, code):
        plan = replace(CASES[code].fires, round=None)

        needs_one = code in {"done_before_deadline", "done_on_after_round", "deadline_after_round"}
        assert len(found(code, plan)) == (0 if needs_one else 1)

    def test_does_not_change_with_what_a_reader_said_or_with_months(self, code):
        (finding,) = found(code, CASES[code].fires)

        assert found(code, replace(CASES[code].fires, findings=(finding,))) == [finding]


class TestTheTable:
    def test_has_a_row_for_every_rule(self):
        assert set(CASES) == set(CHECKS)

    def test_rules_without_a_framework_do_not_speak_of_items_of_the_year(self):
        plan = plan_of(healthy_measure(item_codes=("O99",)))

        assert run_checks(plan, None) == []


class TestYearsOfUnknownWorth:
    def test_gaps_are_named_in_the_order_of_the_list_without_points(self):
        year = FILES.get(2569)

        findings = run_checks(plan_of(fiscal_year=2569, round=None), year)

        gaps = [finding for finding in findings if finding.code == "item_without_measure"]
        assert [gap.where for gap in gaps] == [f"ข้อ {code}" for code in year.item_codes if code != "O1"]
        assert not any("คะแนน จาก" in gap.message_th or "of 100" in gap.message_en for gap in gaps)

    def test_a_list_that_is_not_verified_is_said_to_be_so(self):
        gap = CHECKS["item_without_measure"](plan_of(fiscal_year=2570), FILES.get(2570))[0]
        sure = CHECKS["item_without_measure"](plan_of(), FILES.get(2566))[0]

        assert "(รายการข้อของปีนี้ยังไม่ได้ยืนยัน)" in gap.message_th
        assert "(the year's list is not verified)" in gap.message_en
        assert "ยืนยัน)" not in sure.message_th

    def test_gaps_of_a_known_year_go_from_dearest_to_cheapest(self):
        gaps = CHECKS["item_without_measure"](plan_of(), FILES.get(2568))

        points = [float(re.search(r"Worth: ([\d.]+) of", gap.message_en)[1]) for gap in gaps]
        assert points == sorted(points, reverse=True)
        assert len(gaps) == len(FILES.get(2568).items) - 1


class TestDoneWork:
    @pytest.mark.parametrize(
        ("steps_done", "follow_ups_done", "thai", "english"),
        [
            ((1,), (), "ขั้นตอนที่ ๑ รายงานว่า", "step 1 reported"),
            ((1, 2, 3), (), "ขั้นตอนที่ ๑, ๒ และ ๓ รายงานว่า", "step 1, 2 and 3 reported"),
            ((), (1, 2), "การรายงานผลข้อ ๑ และ ๒ รายงานว่า", "follow-up 1 and 2 reported"),
            ((2,), (1,), "ขั้นตอนที่ ๒ และการรายงานผลข้อ ๑ รายงานว่า", "step 2 and follow-up 1 reported"),
        ],
    )
    def test_without_a_day_is_listed_by_column(self, steps_done, follow_ups_done, thai, english):
        measure = healthy_measure(
            SIX,
            steps=tuple(Step(n, "ก", status="done" if n in steps_done else "unknown") for n in (1, 2, 3)),
            follow_ups=tuple(task(n, None, status="done" if n in follow_ups_done else "unknown") for n in (1, 2)),
        )

        (finding,) = CHECKS["status_without_date"](plan_of(measure), None)

        assert finding.message_th.startswith(f"มาตรการที่ ๖: {thai}")
        assert finding.message_en.startswith(f"Measure 6: {english}")

    def test_of_the_measure_alone_has_no_list(self):
        measure = healthy_measure(SIX, status="done", follow_ups=(task(1, None),))

        (finding,) = CHECKS["status_without_date"](plan_of(measure), None)

        assert finding.message_th.startswith("มาตรการที่ ๖: รายงานว่า")
        assert finding.message_en.startswith("Measure 6: reported")

    def test_is_due_after_the_round_for_steps_under_the_measures_claim_too(self):
        late = Step(1, "ก", day(2023, 4, 30))
        plan = one(steps=(late,), follow_ups=(), status="done")

        (finding,) = CHECKS["done_before_deadline"](plan, None)

        assert finding.where == "ขั้นตอนที่ ๑"


class TestSupervisionOfThePlan:
    @pytest.mark.parametrize(("supervised", "expected"), [(0, [None]), (1, [2, 3]), (2, [3]), (3, [])])
    def test_is_one_finding_only_where_no_measure_has_it(self, supervised, expected):
        with_it, without = (supervision(1, MONTHLY),), (task(1, day(2023, 1, 31)),)
        measures = [healthy_measure(n, follow_ups=with_it if n <= supervised else without) for n in (1, 2, 3)]

        assert [finding.measure for finding in CHECKS["no_supervision"](plan_of(*measures), None)] == expected

    def test_of_two_measures_is_already_the_plans(self):
        without = (task(1, day(2023, 1, 31)),)
        plan = plan_of(healthy_measure(1, follow_ups=without), healthy_measure(2, follow_ups=without))

        (finding,) = CHECKS["no_supervision"](plan, None)

        assert (finding.measure, finding.severity) == (None, "warning")

    def test_of_a_single_measure_is_that_measures(self):
        plan = plan_of(healthy_measure(SIX, follow_ups=(task(1, day(2023, 1, 31)),)))

        assert [finding.measure for finding in CHECKS["no_supervision"](plan, None)] == [SIX]


class TestReportsToTheExecutive:
    @pytest.mark.parametrize(("silent", "expected"), [(0, 0), (1, 1), (2, 2), (3, 0), (4, 0)])
    def test_are_asked_for_where_at_least_half_of_the_measures_have_one(self, silent, expected):
        measures = [
            healthy_measure(n, steps=steps("จัดทำข้อมูล") if n <= silent else steps("รายงานผู้บริหาร")) for n in range(1, 5)
        ]

        assert len(CHECKS["no_report_to_executive"](plan_of(*measures), None)) == expected

    def test_measures_without_steps_are_not_counted(self):
        measures = [healthy_measure(1), healthy_measure(2, steps=steps("จัดทำข้อมูล")), healthy_measure(3, steps=())]

        assert [one.measure for one in CHECKS["no_report_to_executive"](plan_of(*measures), None)] == [2]


class TestLastTask:
    def test_is_the_latest_not_the_lowest_in_the_table(self):
        plan = works(task(1, day(2023, 4, 30)), task(2, day(2023, 1, 31)), supervision(3, day(2023, 2, 28)))

        (finding,) = CHECKS["supervision_before_task"](plan, None)

        assert "การรายงานผล ข้อ ๑ ครบกำหนด ๓๐ เมษายน ๒๕๖๖" in finding.message_th

    def test_may_be_a_step(self):
        plan = one(
            steps=(Step(9, "รายงานผู้บริหาร", day(2023, 4, 30)),),
            follow_ups=(task(1, day(2023, 1, 31)), supervision(2, day(2023, 2, 28))),
        )

        assert "ขั้นตอนที่ ๙" in CHECKS["supervision_before_task"](plan, None)[0].message_th

    def test_every_supervision_that_ends_before_it_is_named(self):
        early = day(2023, 1, 31)
        plan = works(supervision(1, early), task(2, day(2023, 4, 30)), supervision(3, early), supervision(4, MONTHLY))

        places = [finding.where for finding in CHECKS["supervision_before_task"](plan, None)]

        assert places == ["การกำกับติดตาม ข้อ ๑", "การกำกับติดตาม ข้อ ๓"]


class TestWordingsOfStatus:
    @pytest.mark.parametrize(("count", "findings"), [(1, 0), (2, 1), (4, 1), (5, 0)])
    def test_are_slips_up_to_four_of_one_status(self, count, findings):
        measures = [
            healthy_measure(n, status="done", status_as_printed="เสร็จ" + "แล้ว" * n) for n in range(1, count + 1)
        ]

        assert len(CHECKS["status_words_differ"](plan_of(*measures), None)) == findings

    def test_each_status_is_a_finding_of_its_own(self):
        measures = [
            healthy_measure(n, status=status, status_as_printed=f"{status} {n}")
            for n, status in enumerate(("done", "done", "not_started", "not_started"), start=1)
        ]

        assert len(CHECKS["status_words_differ"](plan_of(*measures), None)) == 2


class TestColumnsWithNames:
    NAME = "นายทดสอบ ระบบดี"

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"issue": NAME}, "ประเด็น"),
            ({"responsible": (Responsible(NAME),)}, "ผู้รับผิดชอบ"),
            ({"steps": (Step(1, NAME),)}, "ขั้นตอนหรือวิธีการ"),
            ({"steps": (Step(1, "ก", note=NAME),)}, "ขั้นตอนหรือวิธีการ"),
            ({"follow_ups": (FollowUp(1, NAME),)}, "การรายงานผลและการกำกับติดตาม"),
            ({"status_as_printed": NAME}, "การดำเนินการ"),
            ({"budget": NAME}, "งบประมาณ"),
            ({"problems": NAME}, "ปัญหาอุปสรรค"),
            ({"remarks": NAME}, "หมายเหตุ"),
            ({"extra": {"ผู้ติดตาม": NAME}}, "ผู้ติดตาม"),
        ],
    )
    def test_each_column_is_looked_into_and_named(self, changes, where):
        (finding,) = CHECKS["personal_name"](one(**changes), None)

        assert finding.where == where
        assert f"ในช่อง{where} " in finding.message_th
        assert "ระบบดี" not in finding.message_th + finding.message_en

    def test_one_finding_lists_all_columns_of_a_measure(self):
        (finding,) = CHECKS["personal_name"](one(issue=self.NAME, remarks=self.NAME), None)

        assert "ในช่องประเด็น และหมายเหตุ " in finding.message_th

    def test_a_column_is_named_once_however_many_names_it_holds(self):
        who = (Responsible(self.NAME, person="ใจดี"), Responsible(self.NAME))

        (finding,) = CHECKS["personal_name"](one(responsible=who), None)

        assert "ในช่องผู้รับผิดชอบ รายงาน" in finding.message_th


class TestWorkWithoutDeadline:
    @pytest.mark.parametrize("code", ["deadlines_out_of_order", "monthly_without_day", "year_inferred"])
    def test_is_passed_over_by_rules_about_deadlines(self, code):
        plan = works(task(1, None), task(2, Deadline("none")), FollowUp(3, None))

        assert CHECKS[code](plan, None) == []

    @pytest.mark.parametrize(
        ("kinds", "thai", "english"),
        [
            ((), "วันแล้วเสร็จ กรุณา", "no calendar deadline. Give"),
            (("monthly",), "มีแต่กำหนดแบบ ทุกเดือน กรุณา", "(only monthly). Give"),
            (("continuous", "relative"), "แบบ นับจากวันที่งานเสร็จ, ต่อเนื่อง กรุณา", "(only days after an event, continuous)."),
            (("none",), "วันแล้วเสร็จ กรุณา", "no calendar deadline. Give"),
        ],
    )
    def test_makes_one_warning_of_the_measure_that_names_its_rhythms(self, kinds, thai, english):
        plan = works(task(9, None), *(task(n, Deadline(kind)) for n, kind in enumerate(kinds, start=1)))

        (finding,) = CHECKS["no_deadline"](plan, None)

        assert (finding.severity, finding.where) == ("warning", "กำหนดเวลาแล้วเสร็จ")
        assert thai in finding.message_th
        assert english in finding.message_en

    def test_a_deadline_of_a_step_is_one_of_the_measure(self):
        plan = one(steps=(Step(1, "รายงานผู้บริหาร", day(2023, 1, 31)),), follow_ups=(supervision(1, None),))

        assert CHECKS["no_deadline"](plan, None) == []


class TestListOfItems:
    def test_that_is_empty_makes_no_code_unknown(self):
        unknown = replace(FILES.get(2566), items=())

        assert CHECKS["item_not_in_framework"](one(), unknown) == []
