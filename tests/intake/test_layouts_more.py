"""More layouts of plans: columns in any order, times, quarters, announcements."""

from datetime import date

import pytest

from prongsai.core.plan import Plan
from tests.intake.making import TITLE, document, table
from tests.intake.reading_plans import codes, due, issues, read, steps, units


class TestColumnsInAnyOrder:
    def test_right_to_left_with_unknown_headings(self):
        plan = read(
            document(
                *TITLE,
                table(
                    [
                        "หมายเหตุ",
                        "สถานะ",
                        "ระยะเวลา",
                        "เจ้าภาพ",
                        "งบประมาณ",
                        "ตัวชี้วัดความสำเร็จ",
                        "โครงการ/กิจกรรม",
                        "จุดอ่อนที่พบ",
                        "คณะกรรมการเห็นว่า",
                    ],
                    [
                        "ขยายเวลาแล้ว",
                        "ดำเนินการแล้ว 50%",
                        "ม.ค.-มี.ค. 67",
                        "กองคลัง",
                        "ไม่ใช้งบประมาณ",
                        "1 ครั้ง",
                        "อบรม",
                        "การใช้งบประมาณ",
                        "ควรทำต่อ",
                    ],
                ),
            )
        )

        (only,) = plan.measures
        assert (only.issue, only.issue_kind, steps(only)) == ("การใช้งบประมาณ", "fix", ["อบรม"])
        assert (units(only), due(only), only.status) == (["กองคลัง"], ["2024-03-31"], "in_progress")
        assert (only.budget, only.remarks) == ("ไม่ใช้งบประมาณ", "ขยายเวลาแล้ว")
        assert only.extra == {"ตัวชี้วัดความสำเร็จ": "1 ครั้ง", "คณะกรรมการเห็นว่า": "ควรทำต่อ"}

    def test_issue_measure_and_steps_all_at_once(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"],
                    [
                        "การให้บริการ",
                        "ยกระดับบริการ",
                        "1. สำรวจ\n2. ปรับปรุง",
                        "กองช่าง",
                        "มี.ค. 67",
                        "บุคลากรไม่พอ",
                        "ขออัตรากำลัง",
                    ],
                ),
            )
        )

        (only,) = plan.measures
        assert steps(only) == ["สำรวจ", "ปรับปรุง"]
        assert only.problems == "บุคลากรไม่พอ"
        assert only.extra == {"มาตรการ": "ยกระดับบริการ", "ข้อเสนอแนะ": "ขออัตรากำลัง"}

    def test_reporting_and_time_in_two_columns(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ขั้นตอน", "ผู้รับผิดชอบ", "การรายงานผลและกำกับติดตาม", "กำหนดเวลาแล้วเสร็จ"],
                    [
                        "การให้บริการ",
                        "จัดทำคู่มือ",
                        "กองช่าง",
                        "1. เจ้าหน้าที่รายงานผลต่อปลัด\n2. นายก อบต. กำกับติดตามทุกเดือน",
                        "ภายในเดือนมกราคม 2567",
                    ],
                ),
            )
        )

        task, supervision = plan.measures[0].follow_ups
        assert (task.role, task.deadline.due_on) == ("task", date(2024, 1, 31))
        assert (supervision.role, supervision.deadline.kind) == ("supervision", "monthly")

    def test_a_table_of_measures_without_issues_says_so(self):
        plan = read(
            document(
                *TITLE,
                table(["ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"], ["1", "ทบทวนข้อมูลพื้นฐาน", "สำนักปลัด", "ม.ค. 67"]),
            )
        )

        assert issues(plan) == ["ทบทวนข้อมูลพื้นฐาน"]
        assert codes(plan) == {"issue_from_measure"}

    def test_ditto_marks_take_the_text_above(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    ["1", "ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", "ม.ค. 67"],
                    ["2", "การให้บริการ", "คู่มือ", '"', "〃"],
                ),
            )
        )

        assert units(plan.measures[1]) == ["สำนักปลัด"]
        assert due(plan.measures[1]) == ["2024-01-31"]
        assert codes(plan) == {"cell_repaired"}


class TestTimes:
    @pytest.mark.parametrize("text", ["มิยายน 2567", "31 ก.พ. 2567", "ตามที่ได้รับอนุมัติ"])
    def test_an_unclear_time_is_said(self, text):
        plan = read(
            document(
                *TITLE, table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"], ["ข้อมูลพื้นฐาน", "ทบทวน", "สำนักปลัด", text])
            )
        )

        (unclear,) = plan.findings
        assert (unclear.code, unclear.severity, unclear.measure) == ("deadline_unclear", "warning", 1)
        assert text in unclear.message_th

    def test_one_time_a_line_for_one_step_a_line(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    ["ข้อมูลพื้นฐาน", "1. ทบทวน\n2. เผยแพร่", "สำนักปลัด", "ต.ค. 66\nธ.ค. 66"],
                ),
            )
        )

        assert [(one.number, one.text) for one in plan.measures[0].follow_ups] == [(1, None), (2, None)]
        assert due(plan.measures[0]) == ["2023-10-31", "2023-12-31"]

    def test_a_range_over_two_lines_is_one_time(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ประเด็น", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"],
                    ["ข้อมูลพื้นฐาน", "1. ทบทวน\n2. เผยแพร่", "สำนักปลัด", "ต.ค. 66 -\nธ.ค. 66"],
                ),
            )
        )

        (only,) = plan.measures[0].follow_ups
        assert (only.deadline.from_on, only.deadline.due_on) == (date(2023, 10, 1), date(2023, 12, 31))


class TestQuarterColumns:
    def test_marks_run_to_the_end_of_the_last_quarter(self):
        plan = read(
            document(
                *TITLE,
                table(
                    ["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาสที่ 3 (เม.ย.-มิ.ย.)", "ไตรมาส 4"],
                    ["1", "การให้บริการ", "คู่มือ", "กองช่าง", "", "/", "/", ""],
                ),
            )
        )

        deadline = plan.measures[0].follow_ups[0].deadline
        assert (deadline.from_on, deadline.due_on) == (date(2024, 1, 1), date(2024, 6, 30))


class TestAnnouncement:
    """A plan issued as an announcement: preface with last year's result, analysis tables, measures, signature."""

    @pytest.fixture
    def plan(self) -> Plan:
        return read(
            document(
                "ประกาศองค์การบริหารส่วนตำบลบ้านตัวอย่าง",
                "เรื่อง มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
                "************",
                "ด้วยหน่วยงานได้เข้าร่วมการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
                table(["ตัวชี้วัด", "คะแนน", "ระดับ"], ["การปฏิบัติหน้าที่", "90.1", "ผ่านดี"]),
                table(["ตัวชี้วัด", "จุดแข็ง", "จุดที่ต้องพัฒนา"], ["การเปิดเผยข้อมูล", "ครบ", "ปรับปรุงบ่อยขึ้น"]),
                table(
                    ["ข้อบกพร่อง", "มาตรการ/แนวทาง", "วิธีการนำไปสู่การปฏิบัติ", "ผู้รับผิดชอบ", "กรอบระยะเวลา"],
                    [
                        "การใช้ทรัพย์สินของราชการ",
                        "จัดทำคู่มือการยืม",
                        "1. แต่งตั้งคณะทำงาน\n2. ประกาศคู่มือ",
                        "งานพัสดุ กองคลัง",
                        "ภายใน 31 มี.ค. 2568",
                    ],
                ),
                "ประกาศ ณ วันที่ ๑ ธันวาคม พ.ศ. ๒๕๖๗",
                "(นายตัวอย่าง ใจดี)",
                "นายกองค์การบริหารส่วนตำบลบ้านตัวอย่าง",
            )
        )

    def test_years_and_agency(self, plan):
        assert (plan.fiscal_year, plan.based_on_fiscal_year, plan.round) == (2568, 2567, None)
        assert plan.agency.name == "องค์การบริหารส่วนตำบลบ้านตัวอย่าง"

    def test_only_the_table_of_measures_is_read(self, plan):
        (only,) = plan.measures
        assert (only.issue, only.issue_kind) == ("การใช้ทรัพย์สินของราชการ", "fix")
        assert units(only) == ["งานพัสดุ กองคลัง"]
        assert due(only) == ["2025-03-31"]
        assert only.extra == {"มาตรการ/แนวทาง": "จัดทำคู่มือการยืม"}

    def test_the_other_tables_are_said(self, plan):
        said = [one.message_th for one in plan.findings if one.code == "unplaced_text" and one.severity == "warning"]

        assert len(said) == 2
        assert "90.1" in said[0]
        assert "ปรับปรุงบ่อยขึ้น" in said[1]
