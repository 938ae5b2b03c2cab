"""Next year's plan from this year's."""

from dataclasses import asdict, replace
from datetime import date

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.checks import run_checks
from prongsai.core.errors import PersonError
from prongsai.core.plan import AsPrinted, Deadline, MonthlyRound, Responsible, Step
from prongsai.core.plan_json import plan_from_json, plan_to_json
from prongsai.core.rollover import first_to_roll_to, roll_over, years_to_roll_to
from tests.core.checks.plans import MONTHLY, due, healthy_measure, link, plan_of, supervision, task

FILES = FrameworkFiles()


def rolled(plan, to=None):
    year = to or plan.fiscal_year + 1
    return roll_over(
        plan,
        to_fiscal_year=year,
        source=FILES.get(plan.fiscal_year),
        target=FILES.get(year),
        crosswalk=FILES.crosswalk(),
    )


def codes_of(result):
    return [finding.code for finding in result.findings]


class TestDatesMove:
    def test_every_day_of_a_deadline_moves_by_one_year(self):
        ranged = Deadline(
            kind="date", from_on=date(2022, 10, 1), due_on=date(2023, 2, 28), as_printed="ต.ค. ๖๕ - ก.พ. ๖๖", why="เดิม"
        )
        measure = healthy_measure(follow_ups=(task(1, ranged), supervision(2, MONTHLY)))

        first, second = rolled(plan_of(measure)).plan.measures[0].follow_ups

        assert (first.deadline.from_on, first.deadline.due_on) == (date(2023, 10, 1), date(2024, 2, 29))
        assert first.deadline.as_printed == "ต.ค. ๖๖ - ก.พ. ๖๗"
        assert "๒๙ กุมภาพันธ์ ๒๕๖๗" in first.deadline.why
        assert (second.deadline.from_on, second.deadline.until_on) == (date(2023, 10, 1), date(2024, 9, 30))

    def test_rules_without_a_day_stay(self):
        relative = Deadline(kind="relative", days_after_event=7, working_days=True)
        measure = healthy_measure(steps=(Step(1, "ไม่เกิน ๗ วันหลังเสร็จสิ้น", relative),))

        deadline = rolled(plan_of(measure)).plan.measures[0].steps[0].deadline

        assert (deadline.kind, deadline.days_after_event, deadline.working_days) == ("relative", 7, True)

    def test_years_inside_texts_move_and_are_reported(self):
        measure = healthy_measure(
            issue="แผนปี ๒๕๖๖",
            steps=(Step(1, "รายงานผลปีงบประมาณ พ.ศ. ๒๕๖๕ ตามระเบียบ พ.ศ. ๒๕๖๕"),),
            remarks="ทบทวนในเดือนมีนาคม ๒๕๖๖",
            extra={"โครงการ": "ปี 2566", "ผลการดำเนินงาน": "ทำแล้ว"},
        )

        result = rolled(plan_of(measure))

        new = result.plan.measures[0]
        assert new.issue == "แผนปี ๒๕๖๗"
        assert new.steps[0].text == "รายงานผลปีงบประมาณ พ.ศ. ๒๕๖๖ ตามระเบียบ พ.ศ. ๒๕๖๕"
        assert new.remarks == "ทบทวนในเดือนมีนาคม ๒๕๖๗"
        assert new.extra == {"โครงการ": "ปี 2567"}
        assert [line.where for line in result.lines if line.kind == "text"] == [
            "ประเด็น",
            "ขั้นตอนที่ ๑",
            "หมายเหตุ",
            "โครงการ",
        ]
        assert [line.before for line in result.lines if line.kind == "year_left"] == ["๒๕๖๕"]

    def test_the_year_the_plan_rests_on_moves_with_it(self):
        assert rolled(plan_of()).plan.based_on_fiscal_year == 2566
        assert rolled(plan_of(based_on_fiscal_year=None)).plan.based_on_fiscal_year is None


class TestResultsAreCleared:
    def test_nothing_of_the_past_round_is_left(self):
        evidence = (link(),)
        measure = healthy_measure(
            steps=(Step(1, "ก", due(date(2023, 1, 31)), "done", date(2023, 1, 5), "จด", evidence),),
            follow_ups=(task(1, None, status="done", done_on=date(2023, 1, 5), note="จด", evidence=evidence),),
            status="done",
            status_as_printed="เรียบร้อย",
            evidence=evidence,
            problems="ขาดคน",
            as_printed=AsPrinted(issue="เดิม"),
        )
        plan = plan_of(measure, monthly_rounds=(MonthlyRound("2022-10"),))

        new = rolled(plan).plan

        (only,) = new.measures
        assert new.round is None
        assert new.monthly_rounds == ()
        assert new.findings == ()
        assert (only.status, only.status_as_printed, only.evidence, only.problems) == ("not_started", "", (), None)
        assert only.as_printed == AsPrinted()
        for work in (*only.steps, *only.follow_ups):
            assert (work.status, work.done_on, work.note, work.evidence) == ("not_started", None, None, ())

    def test_who_acts_and_the_agency_stay(self):
        who = (Responsible("กองคลัง", "นายทดสอบ ระบบดี", "compiles"),)

        new = rolled(plan_of(healthy_measure(responsible=who))).plan

        assert new.measures[0].responsible == who
        assert new.agency == plan_of().agency

    def test_the_new_plan_is_a_document_like_any_other(self):
        new = rolled(plan_of()).plan

        assert plan_from_json(plan_to_json(new)) == new
        assert not {"deadline_before_fiscal_year", "deadline_after_fiscal_year"} & {
            finding.code for finding in run_checks(new, FILES.get(2567))
        }


class TestItemsFollowTheCrosswalk:
    def test_moved_codes_are_named_once_a_measure(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O42", "O43"))))

        (finding,) = [finding for finding in result.findings if finding.code == "item_moved"]
        assert result.plan.measures[0].item_codes == ("O34", "O35")
        assert "O42 → O34, O43 → O35" in finding.message_th
        assert finding.measure == 1

    def test_codes_that_join_become_one_in_the_order_of_the_year(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O4", "O5", "O11", "O12"))))

        assert result.plan.measures[0].item_codes == ("O4", "O7", "O8")

    def test_dropped_items_are_named_with_their_neighbours(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O6", "O21"))))

        dropped = [finding for finding in result.findings if finding.code == "item_dropped"]
        assert result.plan.measures[0].item_codes == ()
        assert [finding.where for finding in dropped] == ["ข้อ O6", "ข้อ O21"]
        assert "O16" in dropped[1].message_th

    def test_a_code_the_year_does_not_know_is_named_too(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O99",))))

        assert [finding.where for finding in result.findings if finding.code == "item_dropped"] == ["ข้อ O99"]

    def test_new_items_are_named(self):
        new = [finding.where for finding in rolled(plan_of()).findings if finding.code == "item_new"]

        assert "ข้อ O29" in new
        assert len(new) == len(FILES.crosswalk().compare(FILES.get(2566), FILES.get(2567)).new_items)

    def test_codes_that_stay_say_nothing(self):
        assert "item_moved" not in codes_of(rolled(plan_of(healthy_measure(item_codes=("O1",)))))

    def test_a_year_nobody_entered_is_a_draft(self):
        result = rolled(plan_of(fiscal_year=2569, measures=(healthy_measure(item_codes=("O1",)),)))

        assert "framework_draft" in codes_of(result)
        assert result.plan.fiscal_year == 2570


class TestHistory:
    def test_says_where_each_measure_came_from(self):
        plan = plan_of(healthy_measure(3), healthy_measure(7))

        result = rolled(plan)

        origins = [line for line in result.lines if line.kind == "measure"]
        assert [measure.number for measure in result.plan.measures] == [1, 2]
        assert [(line.from_fiscal_year, line.from_measure, line.measure) for line in origins] == [
            (2566, 3, 1),
            (2566, 7, 2),
        ]
        assert codes_of(result)[0] == "rolled_from"
        assert all(isinstance(value, str | int) for line in result.lines for value in asdict(line).values())

    def test_two_years_in_two_steps_reach_the_same_month(self):
        plan = plan_of(healthy_measure(follow_ups=(task(1, due(date(2023, 1, 31))),)))

        twice = rolled(rolled(plan).plan).plan

        assert twice.fiscal_year == 2568
        assert twice.measures[0].follow_ups[0].deadline.due_on == date(2025, 1, 31)

    def test_several_years_at_once_reach_what_as_many_steps_reach(self):
        measure = healthy_measure(
            issue="แผนปี ๒๕๖๖ ตามระเบียบ พ.ศ. ๒๕๖๕",
            item_codes=("O9",),
            follow_ups=(task(1, due(date(2023, 2, 28))),),
        )
        plan = plan_of(measure)

        once, stepwise = rolled(plan, 2570), rolled(rolled(rolled(rolled(plan).plan).plan).plan)

        assert once.plan.fiscal_year == 2570
        (moved,), (stepped,) = once.plan.measures, stepwise.plan.measures
        assert moved.issue == stepped.issue == "แผนปี ๒๕๗๐ ตามระเบียบ พ.ศ. ๒๕๖๕"
        assert moved.item_codes == stepped.item_codes
        assert moved.follow_ups[0].deadline.due_on == date(2027, 2, 28)
        assert "ไป ๔ ปี เป็น" in moved.follow_ups[0].deadline.why
        assert "dates moved by 4 years" in once.findings[0].message_en
        assert once.lines[0].after == "มาตรการที่ 1 ปีงบประมาณ 2570"

    def test_a_leap_day_ends_its_month_years_on(self):
        plan = replace(plan_of(healthy_measure(follow_ups=(task(1, due(date(2024, 2, 29))),))), fiscal_year=2567)

        assert rolled(plan, 2570).plan.measures[0].follow_ups[0].deadline.due_on == date(2027, 2, 28)

    def test_an_empty_plan_rolls_over_too(self):
        assert rolled(plan_of(measures=())).plan.measures == ()


class TestYearsOffered:
    @pytest.mark.parametrize(
        ("from_year", "years"),
        [
            (2566, [2567, 2568, 2569, 2570, 2571]),
            (2569, [2570, 2571]),
            (2570, [2571]),
            (2571, [2572]),
            (2550, list(range(2551, 2561))),
        ],
    )
    def test_go_to_the_year_after_todays(self, from_year, years):
        assert years_to_roll_to(from_year, 2570) == years

    @pytest.mark.parametrize(
        ("taken", "first"),
        [
            ({2566}, 2570),
            ({2566, 2570}, 2571),
            ({2566, 2570, 2571}, 2569),
            ({2566, 2567, 2568, 2569, 2570, 2571}, 2567),
        ],
    )
    def test_begin_with_this_one_where_it_has_no_plan(self, taken, first):
        assert first_to_roll_to([2567, 2568, 2569, 2570, 2571], taken, 2570) == first


class TestRefusals:
    @pytest.mark.parametrize("to", [2566, 2565, 2500])
    def test_the_same_or_an_earlier_year(self, to):
        with pytest.raises(PersonError, match="2567") as refused:
            roll_over(
                plan_of(),
                to_fiscal_year=to,
                source=FILES.get(2566),
                target=FILES.get(2567),
                crosswalk=FILES.crosswalk(),
            )

        assert "ยกไปปี" in refused.value.message_th

    def test_a_jump_over_too_many_years(self):
        with pytest.raises(PersonError) as refused:
            rolled(plan_of(), 2577)

        assert "ไม่เกินปี 2576" in refused.value.message_th
        assert "at most 10 years, to 2576" in refused.value.message_en

    def test_frameworks_of_other_years_are_a_fault_of_ours(self):
        with pytest.raises(ValueError):
            roll_over(
                plan_of(),
                to_fiscal_year=2567,
                source=FILES.get(2565),
                target=FILES.get(2567),
                crosswalk=FILES.crosswalk(),
            )

    def test_the_plan_given_is_left_as_it_was(self):
        plan = plan_of()
        copy = replace(plan)

        rolled(plan)

        assert plan == copy

    @pytest.mark.parametrize(
        ("to", "thai", "english"),
        [
            (2566, "ยกไปปี 2566 ไม่ได้ กรุณาระบุปี 2567", "cannot be rolled over to 2566: give 2567"),
        ],
    )
    def test_say_which_year_to_give(self, to, thai, english):
        with pytest.raises(PersonError) as refused:
            rolled(plan_of(), to)

        assert thai in refused.value.message_th
        assert english in refused.value.message_en
        assert "2567" in refused.value.message_th

    def test_the_target_framework_must_fit_too(self):
        with pytest.raises(ValueError, match="2568"):
            roll_over(
                plan_of(),
                to_fiscal_year=2567,
                source=FILES.get(2566),
                target=FILES.get(2568),
                crosswalk=FILES.crosswalk(),
            )


class TestLeapYears:
    def test_february_ends_on_its_last_day_through_the_leap_year_and_after(self):
        plan = plan_of(healthy_measure(follow_ups=(task(1, due(date(2023, 2, 28))),)))

        days = []
        for _ in range(3):
            plan = rolled(plan).plan
            days.append(plan.measures[0].follow_ups[0].deadline.due_on)

        assert days == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)]

    def test_text_and_deadline_of_a_29_february_move_together(self):
        deadline = Deadline("date", due_on=date(2024, 2, 29), as_printed="ภายใน ๒๙/๒/๒๕๖๗")
        step = Step(1, "ส่งภายใน ๒๙/๒/๒๕๖๗", deadline)

        new = rolled(plan_of(healthy_measure(steps=(step,)), fiscal_year=2567)).plan.measures[0].steps[0]

        assert new.text == "ส่งภายใน ๒๘/๒/๒๕๖๘"
        assert (new.deadline.due_on, new.deadline.as_printed) == (date(2025, 2, 28), "ภายใน ๒๘/๒/๒๕๖๘")


class TestWhatIsSaid:
    def lines(self, kind, **more):
        return [line for line in rolled(plan_of(healthy_measure(**more))).lines if line.kind == kind]

    def test_a_deadline_is_said_with_place_and_both_days(self):
        (line,) = self.lines("deadline", steps=(Step(4, "ก", due(date(2023, 1, 31))),), follow_ups=())

        assert (line.where, line.before, line.after) == ("ขั้นตอนที่ ๔", "๓๑ มกราคม ๒๕๖๖", "๓๑ มกราคม ๒๕๖๗")

    def test_a_rhythm_is_moved_without_a_line_and_says_where_it_is_from(self):
        follow_ups = (task(1, MONTHLY),)

        assert self.lines("deadline", follow_ups=follow_ups) == []
        (moved,) = rolled(plan_of(healthy_measure(follow_ups=follow_ups))).plan.measures[0].follow_ups
        assert moved.deadline.why == "ยกมาจากแผนปีงบประมาณ พ.ศ. ๒๕๖๖"

    def test_where_a_measure_came_from_names_both_years(self):
        (line,) = self.lines("measure")

        assert (line.before, line.after) == ("มาตรการที่ 1 ปีงบประมาณ 2566", "มาตรการที่ 1 ปีงบประมาณ 2567")

    def test_a_dropped_item_leaves_nothing_behind_the_arrow(self):
        dropped, *_ = [line for line in self.lines("item", item_codes=("O6",)) if line.before == "O6"]

        assert dropped.after == ""

    def test_findings_have_the_severities_of_the_documentation(self):
        plan = plan_of(healthy_measure(item_codes=("O6", "O42")))
        draft = rolled(plan_of(healthy_measure(item_codes=("O1",)), fiscal_year=2569))

        found = {finding.code: finding.severity for finding in (*rolled(plan).findings, *draft.findings)}

        assert found == {
            "rolled_from": "note",
            "item_moved": "note",
            "item_dropped": "warning",
            "item_new": "warning",
            "framework_draft": "warning",
        }

    def test_a_published_year_is_no_draft(self):
        assert "framework_draft" not in codes_of(rolled(plan_of()))

    def test_every_finding_says_it_in_two_languages_with_the_new_year(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O6", "O21", "O42", "O99"))))

        for finding in result.findings:
            assert finding.message_th != finding.message_en
            assert "๒๕๖๗" in finding.message_th, finding
            assert "2567" in finding.message_en, finding

    def test_a_dropped_item_is_said_with_its_title_and_its_neighbours_where_there_are_any(self):
        result = rolled(plan_of(healthy_measure(item_codes=("O6", "O21", "O99"))))

        law, monthly, unknown = [one for one in result.findings if one.code == "item_dropped"]
        assert "ข้อ O6 กฎหมายที่เกี่ยวข้อง ไม่มี" in law.message_th
        assert "ข้อที่ใกล้เคียง" not in law.message_th
        assert "Near to it" not in law.message_en
        assert "Near to it: O16." in monthly.message_en
        assert "ข้อ O99 ไม่มี" in unknown.message_th

    def test_an_item_absorbed_under_its_own_code_is_said_too(self):
        crosswalk, source, target = FILES.crosswalk(), FILES.get(2566), FILES.get(2567)
        moves = [crosswalk.move(item.code, source, target) for item in source.items]
        absorbed = [move for move in moves if move.kind == "absorbed_into"]

        for move in absorbed:
            result = rolled(plan_of(healthy_measure(item_codes=(move.from_code,))))

            assert f"{move.from_code} → {move.to_code}" in "".join(one.message_en for one in result.findings)
        assert absorbed

    def test_a_new_item_that_a_measure_covers_is_no_gap(self):
        source, target = FILES.get(2566), FILES.get(2567)
        every_code = tuple(item.code for item in source.items)

        covered = set(rolled(plan_of(healthy_measure(item_codes=every_code))).plan.measures[0].item_codes)

        gaps = {one.where.removeprefix("ข้อ ") for one in rolled(plan_of()).findings if one.code == "item_new"}
        assert not covered & gaps
        assert covered | gaps == set(target.item_codes)

    def test_a_measure_without_codes_rolls_over_without_any(self):
        result = rolled(plan_of(healthy_measure(item_codes=())))

        assert result.plan.measures[0].item_codes == ()
        assert {"item_moved", "item_dropped"}.isdisjoint(codes_of(result))

    def test_each_finding_bears_the_new_number_of_its_measure(self):
        plan = plan_of(healthy_measure(4, item_codes=("O1",)), healthy_measure(9, item_codes=("O6", "O42")))

        found = [(one.code, one.measure) for one in rolled(plan).findings if one.measure is not None]

        assert found == [("item_dropped", 2), ("item_moved", 2)]

    @pytest.mark.parametrize("fiscal_year", range(2563, 2570))
    def test_each_year_rolls_into_the_next_with_codes_of_that_year(self, fiscal_year):
        codes = FILES.get(fiscal_year).item_codes
        result = rolled(plan_of(healthy_measure(item_codes=codes), fiscal_year=fiscal_year))

        new = result.plan.measures[0].item_codes
        assert set(new) <= set(FILES.get(fiscal_year + 1).item_codes)
        assert len(new) == len(set(new))
        assert {one.where for one in result.findings if one.code == "item_dropped"}.isdisjoint(
            {f"ข้อ {line.before}" for line in result.lines if line.kind == "item" and line.after}
        )

    @pytest.mark.parametrize(
        ("heading", "is_kept"),
        [
            *(("ผลการดำเนินงาน", False), ("ร้อยละความสำเร็จ", False), ("เบิกจ่ายแล้ว", False), ("สถานะ", False)),
            *(("ยุทธศาสตร์", True), ("ตัวชี้วัด", True), ("แหล่งงบประมาณ", True)),
        ],
    )
    def test_columns_of_the_offices_own_are_kept_unless_they_hold_results(self, heading, is_kept):
        new = rolled(plan_of(healthy_measure(extra={heading: "ค่า"}))).plan.measures[0]

        assert (heading in new.extra) is is_kept
