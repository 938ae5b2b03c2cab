"""Layouts of other offices: columns in any order, spans, group rows, small tables, labels, month columns."""

from datetime import date

import pytest

from prongsai.core.plan import Plan
from tests.intake.making import TITLE, Wide, document, table
from tests.intake.reading_plans import MONTHS, codes, due, issues, read, steps, units


class TestSevenColumns:
    """ลำดับ, ประเด็น, มาตรการ, ผู้รับผิดชอบ, ระยะเวลา, ผล, หลักฐาน: what most offices print."""

    @pytest.fixture
    def plan(self) -> Plan:
        heading = [
            "ลำดับ",
            "ประเด็นที่ต้องปรับปรุง",
            "มาตรการ/แนวทางการดำเนินการ",
            "ผู้รับผิดชอบ",
            "ระยะเวลา",
            "ผลการดำเนินงาน",
            "หลักฐาน/ลิงก์",
        ]
        done = "ดำเนินการแล้วเสร็จ เมื่อวันที่ 15 ธันวาคม 2566"
        link = "https://www.tambon-sample.go.th/news/1"
        return read(
            document(
                *TITLE,
                table(
                    heading,
                    ["๑", "ข้อมูลพื้นฐาน", "1. ทบทวนข้อมูล\n2. เผยแพร่", "สำนักปลัด", "ต.ค. 66 - ธ.ค. 66", done, link],
                    ["๒", "การให้บริการ", "จัดทำคู่มือ", "กองคลัง และกองช่าง", "ภายในเดือนมกราคม ๒๕๖๗", "ยังไม่แล้วเสร็จ", ""],
                    ["๓", "การจัดซื้อจัดจ้าง", "จัดทำแผน", "กองคลัง", "ตลอดปีงบประมาณ", "ยังไม่ได้ดำเนินการ", "-"],
                ),
            )
        )

    def test_head(self, plan):
        assert plan.agency.name == "องค์การบริหารส่วนตำบลตัวอย่าง"
        assert (plan.agency.kind, plan.agency.province) == ("tao", "สมมติ")
        assert plan.fiscal_year == 2567
        assert plan.round is not None
        assert plan.round.kind == "full_year"

    def test_measures(self, plan):
        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ", "การจัดซื้อจัดจ้าง"]
        assert steps(plan.measures[0]) == ["ทบทวนข้อมูล", "เผยแพร่"]
        assert units(plan.measures[1]) == ["กองคลัง", "กองช่าง"]
        assert [one.issue_kind for one in plan.measures] == ["fix"] * 3

    def test_one_follow_up_without_text_for_the_time_column(self, plan):
        (only,) = plan.measures[0].follow_ups

        assert (only.number, only.text, only.role) == (1, None, "task")
        assert only.deadline is not None
        assert (only.deadline.from_on, only.deadline.due_on) == (date(2023, 10, 1), date(2023, 12, 31))
        assert plan.measures[2].follow_ups[0].deadline.kind == "continuous"

    def test_status_with_negations(self, plan):
        assert [one.status for one in plan.measures] == ["done", "in_progress", "not_started"]

    def test_the_day_of_completion_goes_to_the_one_task(self, plan):
        assert plan.measures[0].follow_ups[0].done_on == date(2023, 12, 15)
        assert plan.measures[1].follow_ups[0].done_on is None

    def test_evidence(self, plan):
        (link,) = plan.measures[0].evidence

        assert link.url == "https://www.tambon-sample.go.th/news/1"
        assert plan.agency.hosts == ("www.tambon-sample.go.th",)

    def test_nothing_to_say(self, plan):
        assert plan.findings == ()


class TestPlanWithoutResults:
    def test_has_no_round_and_tells_its_basis(self):
        plan = read(
            document(
                "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567",
                "อบต.ตัวอย่าง อ.เมือง จ.สมมติ",
                "จากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566",
                table(
                    ["ประเด็น", "แนวทางการพัฒนา", "หน่วยงาน", "ห้วงเวลา"],
                    ["การใช้งบประมาณ", "เปิดเผยแผนการใช้จ่าย", "กองคลัง", "ไตรมาสที่ 1"],
                    ["การปรับปรุงระบบการทำงาน", "รับฟังความเห็น", "สำนักปลัด อบต.", "มกราคม - มีนาคม 2567"],
                ),
            )
        )

        assert (plan.fiscal_year, plan.based_on_fiscal_year, plan.round) == (2567, 2566, None)
        assert [due(one) for one in plan.measures] == [["2023-12-31"], ["2024-03-31"]]
        assert units(plan.measures[1]) == ["สำนักปลัด อบต."]
        assert [one.status for one in plan.measures] == ["unknown", "unknown"]


class TestHeaderOfTwoRows:
    def test_merged_headings_are_told_by_the_lower_row(self):
        plan = read(
            document(
                *TITLE,
                table(
                    [
                        Wide("ที่", down=2),
                        Wide("ประเด็นที่ต้องพัฒนา", down=2),
                        Wide("มาตรการ", down=2),
                        Wide("ผู้รับผิดชอบ", down=2),
                        Wide("ระยะเวลาดำเนินการ", across=2),
                        None,
                        Wide("การดำเนินการ", across=2),
                        None,
                    ],
                    [None, None, None, None, "เริ่มต้น", "สิ้นสุด", "ผล", "หลักฐาน"],
                    [
                        "1",
                        "ข้อมูลพื้นฐาน",
                        "ปรับปรุงเว็บไซต์",
                        "สำนักปลัด",
                        "ต.ค. 2566",
                        "มี.ค. 2567",
                        "ดำเนินการแล้ว",
                        "www.sample.go.th/o1",
                    ],
                ),
            )
        )

        (only,) = plan.measures
        assert only.issue_kind == "develop"
        assert only.follow_ups[0].deadline.from_on == date(2023, 10, 1)
        assert due(only) == ["2024-03-31"]
        assert (only.status, only.status_as_printed) == ("done", "ดำเนินการแล้ว")
        assert only.evidence[0].url == "http://www.sample.go.th/o1"

    def test_a_row_of_column_numbers_is_part_of_the_header(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    ["(1)", "(2)", "(3)", "(4)"],
                    ["ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"],
                ),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน"]


class TestGroupRows:
    @pytest.fixture
    def plan(self) -> Plan:
        def group(text: str) -> list[str | Wide | None]:
            return [Wide(text, across=4), None, None, None]

        return read(
            document(
                *TITLE,
                table(
                    ["มาตรการ", "ผู้รับผิดชอบ", "กำหนดแล้วเสร็จ", "สถานะ"],
                    group("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล"),
                    group("ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน"),
                    ["ทบทวนข้อมูลบนเว็บไซต์", "สำนักปลัด", "มกราคม 2567", "ดำเนินการเรียบร้อย"],
                    ["จัดทำช่องทางถามตอบ", "สำนักปลัด", "กุมภาพันธ์ 2567", "ไม่ได้ดำเนินการ"],
                    group("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต"),
                    ["ประกาศนโยบายไม่รับของขวัญ", "ปลัด อบต.", "ธ.ค. 66", "ร้อยละ 100"],
                ),
            )
        )

    def test_a_sub_indicator_above_is_the_issue(self, plan):
        assert issues(plan) == ["ข้อมูลพื้นฐาน", "ข้อมูลพื้นฐาน", "การป้องกันการทุจริต"]
        assert steps(plan.measures[1]) == ["จัดทำช่องทางถามตอบ"]

    def test_a_new_group_ends_the_one_before(self, plan):
        assert [one.indicator for one in plan.measures] == [9, 9, 10]

    def test_what_was_carried_is_said_with_the_heading(self, plan):
        said = [finding for finding in plan.findings if finding.code == "cell_repaired"]

        assert [finding.measure for finding in said] == [1, 2, 3]
        assert "การป้องกันการทุจริต" in said[2].message_th

    def test_status(self, plan):
        assert [one.status for one in plan.measures] == ["done", "not_started", "done"]


class TestRowSpans:
    def test_an_issue_with_several_measures(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    [Wide("1", down=2), Wide("ข้อมูลพื้นฐาน", down=2), "ทบทวนข้อมูล", "สำนักปลัด", "ตุลาคม 2566"],
                    [None, None, "เผยแพร่ข้อมูล", "กองคลัง", "ธันวาคม 2566"],
                    ["2", "การให้บริการ", "จัดทำคู่มือ", "กองช่าง", "มีนาคม 2567"],
                ),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert [one.number for one in plan.measures] == [1, 2, 3]
        assert [units(one) for one in plan.measures] == [["สำนักปลัด"], ["กองคลัง"], ["กองช่าง"]]
        assert [due(one) for one in plan.measures] == [["2023-10-31"], ["2023-12-31"], ["2024-03-31"]]

    def test_a_measure_with_several_step_rows(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "ขั้นตอนการดำเนินงาน", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินการ"],
                    [
                        Wide("1", down=3),
                        Wide("ข้อมูลพื้นฐาน", down=3),
                        "1. ทบทวนข้อมูล",
                        Wide("สำนักปลัด", down=3),
                        "ตุลาคม 2566",
                        "ดำเนินการแล้ว เมื่อวันที่ 20 ตุลาคม 2566",
                    ],
                    [None, None, "2. เสนอผู้บริหาร", None, "พฤศจิกายน 2566", "อยู่ระหว่างดำเนินการ"],
                    [None, None, "3. เผยแพร่", None, "ธันวาคม 2566", "ยังไม่ดำเนินการ"],
                ),
            )
        )

        (only,) = plan.measures
        assert steps(only) == ["ทบทวนข้อมูล", "เสนอผู้บริหาร", "เผยแพร่"]
        assert units(only) == ["สำนักปลัด"]
        assert [(one.number, one.text) for one in only.follow_ups] == [(1, None), (2, None), (3, None)]
        assert due(only) == ["2023-10-31", "2023-11-30", "2023-12-31"]
        assert [step.status for step in only.steps] == ["done", "in_progress", "not_started"]
        assert only.steps[0].done_on == date(2023, 10, 20)
        assert only.status == "in_progress"

    def test_a_unit_that_spans_two_issues_is_that_of_both(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    ["ข้อมูลพื้นฐาน", "ทบทวน", Wide("สำนักปลัด", down=2), "ม.ค. 67"],
                    ["การให้บริการ", "คู่มือ", None, "ก.พ. 67"],
                ),
            )
        )

        assert [units(one) for one in plan.measures] == [["สำนักปลัด"], ["สำนักปลัด"]]


class TestMonthColumns:
    @pytest.fixture
    def plan(self) -> Plan:
        return read(
            document(
                *TITLE,
                table(
                    [
                        Wide("ลำดับ", down=2),
                        Wide("ประเด็น", down=2),
                        Wide("กิจกรรม", down=2),
                        Wide("พ.ศ. 2566", across=3),
                        None,
                        None,
                        Wide("พ.ศ. 2567", across=9),
                        *[None] * 8,
                        Wide("หน่วยงานรับผิดชอบ", down=2),
                    ],
                    [None, None, None, *MONTHS, None],
                    ["1", "การจัดซื้อจัดจ้าง", "จัดทำแผน", "✓", "✓", "✓", *[""] * 9, "กองคลัง"],
                    ["2", "ข้อมูลพื้นฐาน", "อบรม", "", "", "", Wide("←→", across=3), None, None, *[""] * 6, "สำนักปลัด"],
                    ["3", "การให้บริการ", "คู่มือ", *[""] * 12, "กองช่าง"],
                ),
            )
        )

    def test_marks_are_a_range_from_first_to_last(self, plan):
        deadline = plan.measures[0].follow_ups[0].deadline

        assert (deadline.kind, deadline.from_on, deadline.due_on) == ("date", date(2023, 10, 1), date(2023, 12, 31))
        assert deadline.inferred == ()
        assert "✓" in deadline.as_printed

    def test_an_arrow_marks_every_month_it_spans(self, plan):
        deadline = plan.measures[1].follow_ups[0].deadline

        assert (deadline.from_on, deadline.due_on) == (date(2024, 1, 1), date(2024, 3, 31))

    def test_no_mark_gives_no_follow_up(self, plan):
        assert plan.measures[2].follow_ups == ()

    def test_marks_are_kept_as_printed(self, plan):
        assert "✓" in plan.measures[0].as_printed.follow_up


class TestSmallTables:
    def test_one_table_of_labels_a_measure(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ข้อมูลพื้นฐาน"],
                    ["มาตรการ", "1. ทบทวน\n2. เผยแพร่"],
                    ["ผู้รับผิดชอบ", "สำนักปลัด"],
                    ["ระยะเวลา", "ภายในเดือนมกราคม 2567"],
                    ["ผลการดำเนินการ", "แล้วเสร็จ"],
                ),
                table(
                    ["ประเด็น", "การให้บริการ"],
                    ["มาตรการ", "จัดทำคู่มือ"],
                    ["ผู้รับผิดชอบ", "กองช่าง"],
                    ["ระยะเวลา", "ตลอดปี"],
                    ["ผลการดำเนินการ", "ยังไม่แล้วเสร็จ"],
                ),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert steps(plan.measures[0]) == ["ทบทวน", "เผยแพร่"]
        assert [one.status for one in plan.measures] == ["done", "in_progress"]
        assert due(plan.measures[0]) == ["2024-01-31"]

    def test_one_long_table_of_labels_holds_several(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["1. ประเด็น", "ข้อมูลพื้นฐาน"],
                    ["มาตรการ", "ทบทวน"],
                    ["ผู้รับผิดชอบ", "สำนักปลัด"],
                    ["2. ประเด็น", "การให้บริการ"],
                    ["มาตรการ", "คู่มือ"],
                    ["ผู้รับผิดชอบ", "กองช่าง"],
                ),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert [units(one) for one in plan.measures] == [["สำนักปลัด"], ["กองช่าง"]]

    def test_a_turned_table_has_a_measure_in_each_column(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ข้อมูลพื้นฐาน", "การให้บริการ"],
                    ["แนวทาง", "ทบทวนข้อมูล", "ทำคู่มือ"],
                    ["ผู้รับผิดชอบ", "สำนักปลัด", "กองช่าง"],
                    ["กำหนดเวลา", "ธ.ค. 66", "มี.ค. 67"],
                ),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert [due(one) for one in plan.measures] == [["2023-12-31"], ["2024-03-31"]]

    def test_labels_beside_each_other(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ข้อมูลพื้นฐาน", "ผู้รับผิดชอบ", "สำนักปลัด"],
                    ["มาตรการ", "ทบทวน", "ระยะเวลา", "ม.ค. 67"],
                    ["ผลการดำเนินการ", "แล้วเสร็จ", "หมายเหตุ", "ไม่มี"],
                ),
            )
        )

        (only,) = plan.measures
        assert (only.issue, units(only), due(only)) == ("ข้อมูลพื้นฐาน", ["สำนักปลัด"], ["2024-01-31"])
        assert (only.status, only.remarks) == ("done", "ไม่มี")

    def test_a_table_of_steps_under_the_issue_named_in_a_paragraph(self):
        heading = ["ลำดับ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"]
        plan = read(
            document(
                *TITLE,
                "ประเด็นที่ ๑ ข้อมูลพื้นฐาน",
                table(heading, ["1", "ทบทวนข้อมูล", "สำนักปลัด", "ตุลาคม 2566"], ["2", "เผยแพร่", "กองคลัง", "ธันวาคม 2566"]),
                "ประเด็นที่ ๒ การให้บริการ",
                table(heading, ["1", "จัดทำคู่มือ", "กองช่าง", "มกราคม 2567"]),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert steps(plan.measures[0]) == ["ทบทวนข้อมูล", "เผยแพร่"]
        assert units(plan.measures[0]) == ["สำนักปลัด", "กองคลัง"]
        assert due(plan.measures[0]) == ["2023-10-31", "2023-12-31"]


class TestLabelledParagraphs:
    def test_labels_on_lines_and_within_a_line(self):
        plan = read(
            document(
                *TITLE,
                "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",
                "ประเด็น: ข้อมูลพื้นฐาน",
                "มาตรการ:",
                "1. ทบทวนข้อมูล",
                "2. เผยแพร่",
                "ผู้รับผิดชอบ: สำนักปลัด   ระยะเวลา: ภายในเดือนมกราคม 2567",
                "ผลการดำเนินการ: ดำเนินการแล้ว",
                "ประเด็น: การให้บริการ มาตรการ: จัดทำคู่มือ ผู้รับผิดชอบ: กองคลัง ระยะเวลา: มีนาคม 2567",
                "ลงชื่อ ............ ผู้รายงาน",
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert [one.indicator for one in plan.measures] == [9, 9]
        assert [steps(one) for one in plan.measures] == [["ทบทวนข้อมูล", "เผยแพร่"], ["จัดทำคู่มือ"]]
        assert [units(one) for one in plan.measures] == [["สำนักปลัด"], ["กองคลัง"]]
        assert [due(one) for one in plan.measures] == [["2024-01-31"], ["2024-03-31"]]
        assert plan.measures[0].status == "done"
        assert [one.severity for one in plan.findings if one.code == "unplaced_text"] == ["note"]

    def test_numbered_measures_open_with_their_number(self):
        plan = read(
            document(
                *TITLE,
                "มาตรการที่ 1 ทบทวนข้อมูลพื้นฐาน",
                "ผู้รับผิดชอบ : สำนักปลัด",
                "กำหนดแล้วเสร็จ : 31 มกราคม 2567",
                "มาตรการที่ 2 จัดทำคู่มือ",
                "ผู้รับผิดชอบ : กองช่าง",
                "กำหนดแล้วเสร็จ : ทุกเดือน",
            )
        )

        assert issues(plan) == ["ทบทวนข้อมูลพื้นฐาน", "จัดทำคู่มือ"]
        assert due(plan.measures[0]) == ["2024-01-31"]
        assert plan.measures[1].follow_ups[0].deadline.kind == "monthly"


class TestSheets:
    def test_csv_with_codes_and_blanks_for_the_issue_above(self):
        plan = read(
            document(
                table(
                    ["ปีงบประมาณ 2567 อบต.ตัวอย่าง", "", "", "", ""],
                    ["ข้อ OIT", "ประเด็น", "มาตรการ", "หน่วยงานที่รับผิดชอบ", "กำหนดแล้วเสร็จ"],
                    ["O1", "ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "31 ม.ค. 67"],
                    ["O2", "", "เผยแพร่", "กองคลัง", "28 ก.พ. 67"],
                    ["o7, o8", "ข่าว", "ลงข่าว", "ทุกส่วนราชการ", "ทุกเดือน"],
                ),
                format="csv",
                name="มาตรการ.csv",
            )
        )

        assert [one.item_codes for one in plan.measures] == [("O1",), ("O2",), ("O7", "O8")]
        assert issues(plan) == ["ข้อมูลพื้นฐาน", "ข้อมูลพื้นฐาน", "ข่าว"]
        assert due(plan.measures[0]) == ["2024-01-31"]
        assert plan.measures[2].responsible[0].all_units
        assert [one.measure for one in plan.findings if one.code == "cell_repaired"] == [2]

    def test_titles_above_and_signatures_below_in_one_sheet(self):
        plan = read(
            document(
                table(
                    [Wide("มาตรการส่งเสริมคุณธรรมและความโปร่งใส เทศบาลเมืองตัวอย่าง", across=5), None, None, None, None],
                    ["ปีงบประมาณ พ.ศ. 2567", "", "", "", ""],
                    ["", "", "", "", ""],
                    ["ที่", "ประเด็น", "วิธีการ", "ผู้รับผิดชอบ", "กำหนดการ"],
                    ["1", "ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"],
                    ["2", "การให้บริการ", "คู่มือ", "กองช่าง", "ก.พ. 67"],
                    ["", "", "", "", ""],
                    ["", "", "", "ลงชื่อ ...... ผู้จัดทำ", ""],
                    ["", "", "", "(นางสาวตัวอย่าง ใจดี)", ""],
                ),
                format="xlsx",
            )
        )

        assert (plan.agency.name, plan.fiscal_year) == ("เทศบาลเมืองตัวอย่าง", 2567)
        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        (left,) = plan.findings
        assert (left.code, left.severity) == ("unplaced_text", "note")
        assert "นางสาวตัวอย่าง ใจดี" in left.message_th

    def test_a_total_row_is_no_measure(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "กิจกรรม", "งบประมาณ", "ผู้รับผิดชอบ"],
                    ["1", "บุคลากร", "อบรม", "20,000", "สำนักปลัด"],
                    ["", "รวมทั้งสิ้น", "", "20,000", ""],
                ),
                format="xlsx",
            )
        )

        assert [one.budget for one in plan.measures] == ["20,000"]
        assert "unplaced_text" in codes(plan)


class TestPages:
    def test_a_row_cut_by_the_page_goes_on_in_the_next_table(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "วิธีการ", "ผู้รับผิดชอบ", "กำหนดการ"],
                    ["1", "ข้อมูลพื้นฐาน", "1. ทบทวนข้อมูล", "สำนักปลัด", "ม.ค. 67"],
                ),
                table(["", "", "2. เผยแพร่", "", ""], ["2", "การให้บริการ", "คู่มือ", "กองช่าง", "ก.พ. 67"]),
                format="pdf",
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ"]
        assert steps(plan.measures[0]) == ["ทบทวนข้อมูล", "เผยแพร่"]

    def test_a_header_repeated_on_each_page_is_dropped(self):
        heading = ["ที่", "ประเด็น", "วิธีการ", "ผู้รับผิดชอบ", "กำหนดการ"]
        plan = read(
            document(
                *TITLE,
                table(
                    heading,
                    ["1", "ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"],
                    heading,
                    ["2", "การให้บริการ", "คู่มือ", "กองช่าง", "ก.พ. 67"],
                ),
                "- 2 -",
                table(heading, ["3", "ข่าวประชาสัมพันธ์", "ลงข่าว", "กองคลัง", "ทุกเดือน"]),
            )
        )

        assert issues(plan) == ["ข้อมูลพื้นฐาน", "การให้บริการ", "ข่าวประชาสัมพันธ์"]
        assert plan.findings == ()
