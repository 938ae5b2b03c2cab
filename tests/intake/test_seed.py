"""The user's own document, read as seed-mapping says: 9 measures, every step, follow-up, deadline and link."""

import re
from datetime import date
from pathlib import Path

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import FollowUp, Measure, Plan
from prongsai.core.reporting_round import round_of
from prongsai.core.thai.text import squash
from prongsai.intake.plan_reader import read_plan
from prongsai.intake.readers import read_source

SEED = Path(__file__).parents[2] / "../shared/seed/khoksaat-2566-half-year-report.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed document is not here")

HOME = "http://www.khoksaadchaiyaphum.go.th/"
FY = (date(2022, 10, 1), date(2023, 9, 30))

ISSUES = {
    1: "ข้อมูลพื้นฐาน",
    2: "ข่าวประชาสัมพันธ์",
    3: "แผนการดำเนินงาน/การบริหารงบประมาณ",
    4: "การปฏิบัติงาน",
    5: "การให้บริการ",
    6: "การจัดซื้อจัดจ้างหรือการพัสดุ",
    7: "การบริหารและพัฒนาทรัพยากรบุคคล",
    8: "การดำเนินการเพื่อป้องกันการทุจริต",
    9: "มาตรการภายในเพื่อป้องกันการทุจริต",
}

ITEMS = {
    1: "O1 O2 O3 O4 O5 O6",
    2: "O7",
    3: "O11 O12 O13",
    4: "O14",
    5: "O15 O16 O17 O18",
    6: "O19 O20 O21 O22",
    7: "O23 O24 O25 O26",
    8: "O34 O35 O36 O37",
    9: "O42 O43",
}

UNITS = {
    1: [("สำนักปลัด", "does", False)],
    2: [("สำนักปลัด", "does", False)],
    3: [("ทุกภารกิจงาน", "does", True), ("สำนักปลัด", "compiles", False)],
    4: [("ทุกภารกิจงาน", "does", True), ("เจ้าหน้าที่ผู้รับผิดชอบ", "publishes", False)],
    5: [("ทุกภารกิจงาน", "does", True), ("เจ้าหน้าที่ผู้รับผิดชอบ", "publishes", False)],
    6: [("กองคลัง/งานพัสดุ", "does", False)],
    7: [("สำนักปลัด งานการเจ้าหน้าที่", "does", False)],
    8: [("กลุ่มงานตรวจสอบภายใน", "does", False), ("สำนักปลัด", "does", False)],
    9: [("สำนักปลัด", "does", False)],
}

STEP_COUNTS = {1: 3, 2: 2, 3: 6, 4: 1, 5: 3, 6: 3, 7: 3, 8: 4, 9: 4}

STEP_OPENINGS = {
    (1, 1): "เจ้าหน้าที่ผู้รับผิดชอบศึกษาทำความเข้าใจองค์ประกอบด้านข้อมูล",
    (2, 1): "เจ้าหน้าที่ทุกภารกิจงานต้องดำเนินการประชาสัมพันธ์",
    (3, 1): "เมื่อเทศบัญญัติงบประมาณดำเนินการแล้ว",
    (3, 4): "สำนักปลัดรวบรวมเป็นเนื้อหาภาพรวม",
    (4, 1): "เจ้าหน้าที่ทุกภารกิจงาน จัดทำข้อมูล",
    (6, 1): "กองคลัง หรืองานพัสดุ ดำเนินการจัดทำแผน",
    (8, 1): "เจ้าหน้าที่ผู้รับผิดชอบจัดทำการประเมินความเสี่ยงการทุจริต",
    (9, 2): "เจ้าหน้าที่ผู้รับผิดชอบจัดทำรายงานการดำเนินการตามมาตรการ ระยะเวลาที่กำหนด",
}

DATED = {
    (1, 1): "2023-01-31 inferred",
    (3, 1): "2022-10-31",
    (3, 2): "2023-04-30",
    (3, 3): "2022-12-31",
    (4, 1): "2023-01-31",
    (4, 2): "2023-01-31",
    (5, 1): "2023-01-31 inferred",
    (5, 2): "2023-04-30",
    (5, 3): "2023-01-31",
    (5, 4): "2022-12-31",
    (5, 5): "2023-01-31",
    (6, 1): "2022-10-31",
    (6, 4): "2022-12-31",
    (7, 1): "2022-11-30",
    (7, 2): "2023-04-30",
    (7, 3): "2022-11-30",
    (7, 4): "2022-11-30",
    (8, 1): "2022-09-30",
    (8, 2): "2023-04-30",
    (9, 1): "2022-10-31",
    (9, 2): "2023-04-30",
}
"""All 21 dated lines of seed-mapping section 3, by (row, line of the reporting column)."""

RECURRING = {(1, 2): "monthly", (2, 1): "monthly", (2, 2): "continuous", (6, 2): "continuous", (6, 3): "monthly"}

UNDATED = {(3, 4), (7, 5), (8, 3), (9, 3)}

SUPERVISION = {(1, 2), (2, 2), (3, 4), (4, 2), (5, 5), (7, 5), (8, 3), (9, 3)}

LINKS = {
    1: (HOME, None, ("white_space",)),
    2: (HOME, None, ("white_space",)),
    3: (HOME, None, ("white_space",)),
    4: ("http://www.khoksaadch.aiyaphum.go.th/", HOME, ("host_lookalike",)),
    5: ("http://www.khoksaadch.aiyaphum.go.th/", HOME, ("host_lookalike",)),
    6: ("http://www.khoksaadchayaphum.go.th/", HOME, ("host_lookalike",)),
    7: (HOME, None, ("white_space",)),
    8: (HOME, None, ()),
    9: (HOME, None, ()),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    source = read_source(SEED.read_bytes(), name=SEED.name, pdf=None)
    return read_plan(source, frameworks=FrameworkFiles(None).get)


def measure(plan: Plan, number: int) -> Measure:
    return plan.measures[number - 1]


def follow_up(plan: Plan, place: tuple[int, int]) -> FollowUp:
    row, line = place
    return measure(plan, row).follow_ups[line - 1]


class TestHead:
    def test_agency(self, plan):
        agency = plan.agency

        assert (agency.name, agency.kind) == ("เทศบาลตำบลโคกสะอาด", "tambon_municipality")
        assert (agency.district, agency.province) == ("หนองบัวระเหว", "ชัยภูมิ")
        assert agency.hosts == ("www.khoksaadchaiyaphum.go.th",)

    def test_year_and_basis(self, plan):
        assert (plan.fiscal_year, plan.based_on_fiscal_year) == (2566, 2565)

    def test_round(self, plan):
        assert plan.round == round_of("half_year", 2566)


class TestRows:
    def test_nine_measures_numbered_in_order(self, plan):
        assert [one.number for one in plan.measures] == list(range(1, 10))

    @pytest.mark.parametrize("number", range(1, 10))
    def test_issue(self, plan, number):
        one = measure(plan, number)

        assert squash(one.issue) == squash(ISSUES[number])
        assert one.issue_kind is None

    @pytest.mark.parametrize("number", range(1, 10))
    def test_indicator_is_carried_down(self, plan, number):
        assert measure(plan, number).indicator == (9 if number <= 7 else 10)

    @pytest.mark.parametrize("number", range(1, 10))
    def test_items(self, plan, number):
        assert " ".join(measure(plan, number).item_codes) == ITEMS[number]

    @pytest.mark.parametrize("number", range(1, 10))
    def test_who_is_responsible(self, plan, number):
        found = [(one.unit, one.role, one.all_units) for one in measure(plan, number).responsible]

        assert found == UNITS[number]

    @pytest.mark.parametrize("number", range(1, 10))
    def test_a_person_stands_apart_from_the_unit_in_rows_1_and_2_only(self, plan, number):
        person = measure(plan, number).responsible[0].person

        if number <= 2:
            assert person is not None
            assert re.fullmatch(r"นางสาว[\u0e00-\u0e7f]+ [\u0e00-\u0e7f]+", person)
            assert person in SEED.read_text(encoding="utf-8")
        else:
            assert person is None

    @pytest.mark.parametrize("number", range(1, 10))
    def test_status_is_done_as_printed(self, plan, number):
        one = measure(plan, number)

        words = "ดำเนินการเรียบร้อยแล้วตามหลักฐาน" if number in {1, 2, 8, 9} else "ดำเนินการเรียบร้อยตามหลักฐาน"
        assert one.status == "done"
        assert squash(one.status_as_printed) == squash(words)

    def test_nothing_is_claimed_of_single_steps(self, plan):
        for one in plan.measures:
            for work in (*one.steps, *one.follow_ups):
                assert (work.status, work.done_on, work.note, work.evidence) == ("unknown", None, None, ())

    def test_nothing_else_is_invented(self, plan):
        for one in plan.measures:
            assert (one.budget, one.problems, one.remarks, one.extra) == (None, None, None, {})


class TestSteps:
    @pytest.mark.parametrize("number", range(1, 10))
    def test_count_and_numbers(self, plan, number):
        assert [step.number for step in measure(plan, number).steps] == list(range(1, STEP_COUNTS[number] + 1))

    @pytest.mark.parametrize("place", STEP_OPENINGS)
    def test_text_without_its_number(self, plan, place):
        step = measure(plan, place[0]).steps[place[1] - 1]

        assert squash(step.text).startswith(squash(STEP_OPENINGS[place]))

    @pytest.mark.parametrize("number", range(1, 10))
    def test_the_last_step_publishes(self, plan, number):
        assert "เผยแพร่" in measure(plan, number).steps[-1].text

    def test_within_7_days_of_each_event_is_the_deadline_of_that_step(self, plan):
        deadline = measure(plan, 2).steps[0].deadline

        assert deadline is not None
        assert (deadline.kind, deadline.days_after_event, deadline.working_days) == ("relative", 7, False)

    def test_no_other_step_has_a_deadline_of_its_own(self, plan):
        found = [(one.number, step.number) for one in plan.measures for step in one.steps if step.deadline]

        assert found == [(2, 1)]


class TestFollowUps:
    def test_every_line_is_listed_here(self, plan):
        places = {(one.number, line.number) for one in plan.measures for line in one.follow_ups}

        assert places == set(DATED) | set(RECURRING) | UNDATED

    @pytest.mark.parametrize("place", DATED)
    def test_dated(self, plan, place):
        deadline = follow_up(plan, place).deadline

        day, _, inferred = DATED[place].partition(" ")
        assert deadline is not None
        assert (deadline.kind, deadline.due_on) == ("date", date.fromisoformat(day))
        assert deadline.from_on == date.fromisoformat(day).replace(day=1)
        assert deadline.inferred == (("year",) if inferred else ())
        assert deadline.as_printed
        assert deadline.why

    @pytest.mark.parametrize("place", RECURRING)
    def test_recurring_through_the_fiscal_year(self, plan, place):
        deadline = follow_up(plan, place).deadline

        assert deadline is not None
        assert (deadline.kind, deadline.due_on) == (RECURRING[place], None)
        assert (deadline.from_on, deadline.until_on) == FY

    @pytest.mark.parametrize("place", sorted(UNDATED))
    def test_supervision_as_set_has_no_date(self, plan, place):
        deadline = follow_up(plan, place).deadline

        assert deadline is not None
        assert (deadline.kind, deadline.due_on, deadline.from_on) == ("none", None, None)

    def test_roles(self, plan):
        found = {
            (one.number, line.number) for one in plan.measures for line in one.follow_ups if line.role == "supervision"
        }

        assert found == SUPERVISION

    def test_texts_stand_without_their_numbers(self, plan):
        for one in plan.measures:
            for line in one.follow_ups:
                assert line.text
                assert line.text.startswith(("เจ้าหน้าที่", "ผู้บริหาร"))


class TestEvidence:
    @pytest.mark.parametrize("number", range(1, 10))
    def test_one_link_mended_or_proposed(self, plan, number):
        (link,) = measure(plan, number).evidence

        assert (link.url, link.proposed_url, link.repairs) == LINKS[number]
        assert link.link_class == "homepage-only"
        assert link.needs_review == (link.proposed_url is not None)

    def test_links_are_kept_as_printed(self, plan):
        assert measure(plan, 3).evidence[0].as_printed == "http://www.khoksaad chaiyaphum.go.th/"
        assert measure(plan, 6).evidence[0].as_printed == "http://www.khoksaadchayaphum.go.th/"


class TestAsPrinted:
    def test_cells_are_kept_letter_by_letter(self, plan):
        text = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", SEED.read_text(encoding="utf-8")))
        for one in plan.measures:
            printed = one.as_printed
            for cell in (printed.issue, printed.responsible, printed.steps, printed.follow_up, printed.result):
                for line in cell.split("\n"):
                    assert re.sub(r"\s+", "", line) in text

    def test_the_shifted_row_is_kept_as_it_stood(self, plan):
        printed = measure(plan, 6).as_printed

        assert printed.responsible.startswith("กองคลัง/งานพัสดุ\n๑. กองคลัง หรืองานพัสดุ")
        assert printed.steps.startswith("๑. เจ้าหน้าที่ผู้รับผิดชอบดำเนินการจัดทำแผน")
        assert printed.follow_up == "-การจัดซื้อจัดจ้างหรือการพัสดุ กอง คลัง /งานพัสดุ"

    def test_the_packed_first_cell_is_kept(self, plan):
        assert "เครื่องมือการประเมิน OIT" in measure(plan, 1).as_printed.issue


class TestFindings:
    def test_only_the_procurement_row_was_shifted(self, plan):
        (shifted,) = [finding for finding in plan.findings if finding.code == "columns_shifted"]

        assert (shifted.measure, shifted.severity) == (6, "warning")
        assert "ผู้รับผิดชอบ" in shifted.message_th

    def test_every_carried_indicator_is_said(self, plan):
        carried = [one.measure for one in plan.findings if one.code == "cell_repaired" and one.measure]

        assert carried == [2, 3, 4, 5, 6, 7, 9]

    def test_nothing_is_left_unplaced_or_unclear(self, plan):
        codes = {finding.code for finding in plan.findings}

        assert codes == {"columns_shifted", "cell_repaired"}

    def test_every_finding_speaks_both_languages(self, plan):
        for finding in plan.findings:
            assert finding.message_th
            assert finding.message_en


class TestAnonymisedCopy:
    COPY = Path(__file__).parents[2] / "../shared/samples/docs/khoksaad-measure-report-2566.txt"

    @pytest.mark.skipif(not COPY.exists(), reason="the sample is not here")
    def test_reads_the_same_but_for_the_person(self, plan):
        source = read_source(self.COPY.read_bytes(), name=self.COPY.name, pdf=None)

        copy = read_plan(source, frameworks=FrameworkFiles(None).get)

        assert [one.issue for one in copy.measures] == [one.issue for one in plan.measures]
        assert [one.follow_ups for one in copy.measures] == [one.follow_ups for one in plan.measures]
        assert [one.evidence for one in copy.measures] == [one.evidence for one in plan.measures]
        assert copy.measures[0].responsible[0].unit == "สำนักปลัด"
        assert copy.measures[0].responsible[0].person is None
