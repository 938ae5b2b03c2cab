"""Tables of another kind are told by their headings, and never taken for measures."""

import pytest

from prongsai.intake.columns import find_header
from prongsai.intake.grid import grid_of
from prongsai.intake.other_tables import describe_tables, find_other_kind
from tests.intake.making import table


def kind(*headings: str, rows: tuple[tuple[str, ...], ...] = ()) -> str:
    made = table(list(headings), *(list(one) for one in rows), ["x"] * len(headings))
    found = find_other_kind(made, find_header(made, grid_of(made)))
    return found.name_en if found else ""


class TestFindOtherKind:
    @pytest.mark.parametrize(
        ("headings", "name"),
        [
            (("ลำดับ", "เหตุการณ์ความเสี่ยง", "โอกาสเกิด", "ผลกระทบ"), "a risk register"),
            (("ประเด็นความเสี่ยง", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"), "a risk register"),
            (("ลำดับ", "งานที่จัดซื้อจัดจ้าง", "วงเงิน", "ราคากลาง"), "a list of procurements"),
            (("ผู้ขาย", "สัญญา", "หมายเหตุ"), "a list of procurements"),
            (("ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "โทรศัพท์"), "a list of executives or staff"),
            (("ตำแหน่ง", "วุฒิ"), "a list of executives or staff"),
            (("หมวดรายจ่าย", "งบประมาณอนุมัติ", "คงเหลือ"), "a table of budget or spending"),
            (("รายรับ", "รายจ่าย"), "a table of budget or spending"),
            (
                ("ลำดับ", "โครงการ", "รายละเอียดของโครงการ", "งบประมาณ", "สถานที่ดำเนินการ", "หน่วยงานรับผิดชอบ"),
                "the project list of an operation plan (form PD.02)",
            ),
            (("ข้อ", "ข้อมูล", "องค์ประกอบด้านข้อมูล"), "a list of OIT items"),
            (("จำนวนผู้ตอบ", "ค่าเฉลี่ย", "S.D."), "statistics"),
        ],
    )
    def test_is_told_by_its_headings(self, headings, name):
        assert kind(*headings) == name

    @pytest.mark.parametrize(
        "headings",
        [
            ("ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"),
            ("ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "งบประมาณ", "ร้อยละความสำเร็จ"),
            ("ประเด็นการจัดซื้อจัดจ้าง", "ขั้นตอน", "ผู้รับผิดชอบ", "กำหนดเวลา", "การดำเนินการ"),
            ("มาตรการ", "ผู้รับผิดชอบ", "ชื่อ-สกุล", "ระยะเวลา", "ผลการดำเนินการ"),
            ("ลำดับ", "มาตรการ", "ตำแหน่ง", "โทรศัพท์", "ระยะเวลา"),
        ],
    )
    def test_a_table_of_measures_is_none_of_them(self, headings):
        assert kind(*headings) == ""

    def test_one_hint_alone_says_nothing(self):
        assert kind("ก", "ตำแหน่ง") == ""
        assert kind("ก", "ตำแหน่ง", "โทรศัพท์") == "a list of executives or staff"

    def test_words_are_looked_for_in_the_first_rows_only(self):
        filler = tuple(("ก", "ข") for _ in range(5))

        assert kind("ก", "ข", rows=(*filler[:4], ("ชื่อ-สกุล", "ข"))) == "a list of executives or staff"
        assert kind("ก", "ข", rows=(*filler, ("ชื่อ-สกุล", "ข"))) == ""

    def test_a_long_cell_is_no_heading(self):
        assert kind("ก", "ข", rows=(("ราคากลาง" + "ก" * 120, "ข"),)) == ""

    @pytest.mark.parametrize("spelling", ["ราคา กลาง", "ราคากลาง (บาท)", "๑. ราคากลาง"])
    def test_blanks_and_numbers_do_not_hide_a_word(self, spelling):
        assert kind("ก", spelling) == "a list of procurements"


class TestDescribeTables:
    def test_names_each_kind_once_in_order(self):
        made = table(["ราคากลาง", "x"])
        risk = table(["โอกาสเกิด", "x"])
        one, other = find_other_kind(made, None), find_other_kind(risk, None)

        assert describe_tables([one, None, other, one]) == (
            "รายการจัดซื้อจัดจ้าง, ตารางที่ไม่รู้จักหัวช่อง, ทะเบียนความเสี่ยง",
            "a list of procurements, a table with unknown headings, a risk register",
        )

    def test_of_none_are_empty(self):
        assert describe_tables([]) == ("", "")
