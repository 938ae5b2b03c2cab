"""The annexes row by row: verdicts with their day, months at the edges of a year, and extensions without names."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import Agency, Audit, Deadline, Evidence, FollowUp, Measure, MonthlyRound, Plan, Step
from prongsai.core.report_form.words import TABLE_HEADINGS, VERDICT_WORDS
from prongsai.core.reporting_round import ReportingRound, round_of
from prongsai.documents.content_annexes import list_annexes
from prongsai.documents.report import Grid, Heading, Section

PLAN = Plan(Agency("เทศบาลตำบลตัวอย่าง"), 2566, round=round_of("half_year", 2566))
EXTENSION = GrantedExtension(
    1, "step", 2, "", date(2023, 9, 30), date(2023, 10, 1), 1, "น้ำท่วม", "นายสมมุติ ทดสอบ", date(2023, 9, 29)
)


def annexes(plan: Plan = PLAN, period: ReportingRound | None = None, **how: object) -> tuple[Section, ...]:
    period = period or plan.round or round_of("half_year", plan.fiscal_year)
    return list_annexes(plan, period, None, lambda text: Deadline("none"), **{"has_results": True, **how})


def cells(key: str, plan: Plan = PLAN, period: ReportingRound | None = None, **how: object) -> list[list[str]]:
    """The rows of a table, the paragraphs of a cell parted by "|"."""
    (grid,) = [
        block
        for section in annexes(plan, period, **how)
        for block in section.blocks
        if isinstance(block, Grid) and block.key == key
    ]
    return [["|".join(line.text for line in cell.lines) for cell in row] for row in grid.rows]


def with_evidence(*proofs: Evidence) -> Plan:
    return replace(PLAN, measures=(Measure(1, "ก", evidence=proofs),))


def with_audit(**fields: object) -> str:
    """The last cell of the row of a link so audited."""
    return cells("evidence", with_evidence(Evidence("ก", audit=Audit(**{"verdict": "opens", **fields}))))[0][4]


class TestTheOrderOfAnnexes:
    @pytest.mark.parametrize(
        ("has_results", "letters"), [(True, ["ก", "ข", "ค", "ง"]), (False, ["ก", "ข"])], ids=["report", "plan"]
    )
    def test_leaves_no_letter_out(self, has_results, letters):
        sections = annexes(has_results=has_results)
        headings = [block.text for one in sections for block in one.blocks if isinstance(block, Heading)]

        assert [heading.split()[1] for heading in headings] == letters
        assert [one.follows_on for one in sections] == [False, *[True] * (len(letters) - 1)]

    def test_has_a_weight_and_a_heading_for_every_column(self):
        waived_and_extended = annexes(extensions=(EXTENSION,))

        for section in waived_and_extended:
            for grid in section.blocks:
                if isinstance(grid, Grid):
                    assert tuple(column.heading for column in grid.columns) == TABLE_HEADINGS[grid.key]
                    assert all(sum(cell.span for cell in row) == len(grid.columns) for row in grid.rows)
                    assert grid.caption


class TestAnEmptyPlan:
    @pytest.mark.parametrize(
        ("key", "said"), [("evidence", "ไม่มีหลักฐาน"), ("deadlines", "ไม่มีงานที่ระบุเวลาไว้"), ("items", "ไม่มี")]
    )
    def test_says_that_there_is_nothing(self, key, said):
        assert cells(key) == [[said]]


class TestTheVerdict:
    @pytest.mark.parametrize("verdict", sorted(VERDICT_WORDS))
    def test_is_said_in_thai(self, verdict):
        said = with_audit(verdict=verdict)

        assert said.startswith(VERDICT_WORDS[verdict])
        assert not any("a" <= letter <= "z" for letter in said)

    def test_that_nobody_has_words_for_is_shown_as_it_is(self):
        assert with_audit(verdict="brand-new") == "brand-new"

    @pytest.mark.parametrize(("confirmed", "said"), [(True, "(ยืนยันแล้วสองวัน)"), (False, "(รอยืนยันวันที่สอง)")])
    def test_of_a_page_that_is_gone_says_whether_it_was_seen_twice(self, confirmed, said):
        assert said in with_audit(verdict="gone", confirmed=confirmed)
        assert said not in with_audit(confirmed=confirmed)

    @pytest.mark.parametrize(
        ("checked_at", "day"),
        [
            ("2023-03-31T16:59:59Z", "๓๑ มีนาคม ๒๕๖๖"),
            ("2023-03-31T17:00:00Z", "๑ เมษายน ๒๕๖๖"),
            ("2023-09-30T17:00:00+00:00", "๑ ตุลาคม ๒๕๖๖"),
            ("2023-12-31T17:00:00.5Z", "๑ มกราคม ๒๕๖๗"),
            ("2024-02-28T18:00:00Z", "๒๙ กุมภาพันธ์ ๒๕๖๗"),
            ("2023-03-31T12:00:00", "๓๑ มีนาคม ๒๕๖๖"),
            ("2023-03-31T23:30:00+07:00", "๓๑ มีนาคม ๒๕๖๖"),
            ("2023-03-31", "๓๑ มีนาคม ๒๕๖๖"),
        ],
    )
    def test_has_the_day_in_bangkok(self, checked_at, day):
        assert with_audit(checked_at=checked_at).endswith(f"ตรวจเมื่อ {day}")

    @pytest.mark.parametrize("checked_at", [None, "", "เมื่อวาน", "31/03/2566", "0000-00-00", "9999-12-31T23:59:59Z"])
    def test_has_no_day_where_none_can_be_read(self, checked_at):
        assert with_audit(checked_at=checked_at) == VERDICT_WORDS["opens"]


class TestEvidence:
    def test_of_a_measure_comes_before_that_of_its_works_numbered_through(self):
        proof = (Evidence("https://a.go.th/", "https://a.go.th/"),)
        measure = Measure(
            3,
            "ก",
            evidence=proof,
            steps=(Step(2, "ข", evidence=proof),),
            follow_ups=(FollowUp(1, "ค", evidence=proof),),
        )
        plan = replace(PLAN, measures=(measure, replace(measure, number=4, steps=(), follow_ups=())))

        assert [row[:2] for row in cells("evidence", plan)] == [
            ["๑", "มาตรการที่ ๓"],
            ["๒", "มาตรการที่ ๓ ขั้นตอนที่ ๒"],
            ["๓", "มาตรการที่ ๓ การติดตามข้อที่ ๑"],
            ["๔", "มาตรการที่ ๔"],
        ]

    def test_without_an_address_is_a_row_all_the_same(self):
        assert cells("evidence", with_evidence(Evidence("")))[0][2] == "-"
        assert "ป้ายประกาศ" in cells("evidence", with_evidence(Evidence("ป้ายประกาศ")))[0][2]


class TestMonths:
    @pytest.mark.parametrize(
        ("kind", "first", "last", "count"),
        [("half_year", "ตุลาคม ๒๕๖๕", "มีนาคม ๒๕๖๖", 6), ("full_year", "ตุลาคม ๒๕๖๕", "กันยายน ๒๕๖๖", 12)],
    )
    def test_are_all_those_of_the_round(self, kind, first, last, count):
        rows = cells("months", period=round_of(kind, 2566))

        assert (rows[0][0], rows[-1][0], len(rows)) == (first, last, count)

    def test_to_come_when_the_report_was_made_are_not_called_missed(self):
        rows = cells("months", made_on=date(2022, 11, 28))

        assert [row[1] for row in rows] == ["ไม่มีบันทึก", "ยังไม่สิ้นเดือน", *["ยังไม่ถึง"] * 4]

    @pytest.mark.parametrize(("is_public", "by"), [(False, " โดย นางสมศรี ธุรการ"), (True, "")])
    def test_signed_on_paper_name_the_memo_its_day_and_who_recorded_it(self, is_public, by):
        held = MonthlyRound("2022-10", date(2022, 10, 5), "นายกเทศมนตรี")
        paper = PaperRound("2022-10", "ชย 71201/45", date(2022, 10, 5), "นางสมศรี ธุรการ", date(2022, 10, 7))
        plan = replace(PLAN, monthly_rounds=(held,))

        row, other, *_rest = cells("months", plan, paper_rounds=(paper,), is_public=is_public)

        assert row[1].split("|") == [
            "๕ ตุลาคม ๒๕๖๕",
            "ลงนามบนกระดาษ บันทึกข้อความที่ ชย ๗๑๒๐๑/๔๕ ลงวันที่ ๕ ตุลาคม ๒๕๖๕",
            f"บันทึกเข้าระบบ{by} เมื่อ ๗ ตุลาคม ๒๕๖๕",
        ]
        assert "กระดาษ" not in other[1]

    def test_with_a_record_outside_the_round_are_kept_in_order(self):
        held = (MonthlyRound("2023-10", date(2023, 10, 2)), MonthlyRound("2022-09", date(2022, 9, 30)))
        rows = cells("months", replace(PLAN, monthly_rounds=held))

        assert [rows[0][0], rows[-1][0]] == ["กันยายน ๒๕๖๕", "ตุลาคม ๒๕๖๖"]
        assert len(rows) == 8

    @pytest.mark.parametrize("month", ["2023-13", "2566-ม.ค.", "", "มกราคม"])
    def test_that_are_no_months_are_left_out(self, month):
        assert len(cells("months", replace(PLAN, monthly_rounds=(MonthlyRound(month),)))) == 6

    def test_of_a_round_of_part_months_are_whole(self):
        period = ReportingRound("half_year", date(2022, 10, 15), date(2022, 12, 1))

        assert [row[0] for row in cells("months", period=period)] == ["ตุลาคม ๒๕๖๕", "พฤศจิกายน ๒๕๖๕", "ธันวาคม ๒๕๖๕"]

    def test_of_a_round_without_an_end_stop_a_year_after_the_plans(self):
        endless = ReportingRound("full_year", date(1, 1, 1), date(9999, 12, 31))

        assert len(cells("months", period=endless)) == 36


class TestDeadlines:
    def test_are_listed_only_where_the_text_names_one(self):
        works = (Step(1, "ก"), Step(2, "ข", Deadline("none")), Step(3, "ค", Deadline("date", due_on=date(2024, 2, 29))))
        rows = cells("deadlines", replace(PLAN, measures=(Measure(1, "ก", steps=works),)))

        assert [row[1] for row in rows] == ["มาตรการที่ ๑ ขั้นตอนที่ ๒", "มาตรการที่ ๑ ขั้นตอนที่ ๓"]
        assert rows[0][4] == "ไม่มีข้อความกำหนดเวลา"
        assert "๒๙ กุมภาพันธ์ ๒๕๖๗" in rows[1][3]
        assert rows[1][4] == "ตามที่ผู้จัดทำแผนกำหนด"


class TestExtensions:
    def test_at_the_end_of_the_fiscal_year_say_both_days(self):
        (row,) = cells("extensions", extensions=(EXTENSION,), is_public=False)

        assert row[1:4] == [
            "มาตรการที่ ๑ ขั้นตอนที่ ๒",
            "๓๐ กันยายน ๒๕๖๖",
            "๑ ตุลาคม ๒๕๖๖|(เพิ่ม ๑ วัน นับจากวันครบกำหนดเดิม)",
        ]
        assert row[4] == "น้ำท่วม|อนุมัติเมื่อ ๒๙ กันยายน ๒๕๖๖ โดย นายสมมุติ ทดสอบ"

    def test_say_in_public_when_but_not_by_whom(self):
        (row,) = cells("extensions", extensions=(EXTENSION,), is_public=True)

        assert row[4] == "น้ำท่วม|อนุมัติเมื่อ ๒๙ กันยายน ๒๕๖๖"
