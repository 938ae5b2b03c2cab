"""Headings and labels understood by meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.headings import heading_key, read_heading


class TestReadHeading:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("ลำดับ", "number"),
            ("ที่", "number"),
            ("ลำดับที่", "number"),
            ("ข้อ OIT", "item"),
            ("รายการข้อมูล", "item"),
            ("ตัวชี้วัด", "indicator"),
            ("ตัวชี้วัดที่", "indicator"),
            ("ตัวชี้วัดย่อย", "sub_indicator"),
            ("ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา", "issue"),
            ("ประเด็นปัญหา/อุปสรรค", "issue"),
            ("จุดอ่อนที่ต้องแก้ไข", "issue"),
            ("หัวข้อที่ต้องปรับปรุง", "issue"),
            ("มาตรการ", "measure"),
            ("มาตรการ/แนวทางการดำเนินการ", "measure"),
            ("แนวทางการพัฒนา", "measure"),
            ("ชื่อโครงการ/กิจกรรม", "measure"),
            ("ขั้นตอนหรือวิธีการ/มาตรการ", "steps"),
            ("วิธีการดำเนินการ", "steps"),
            ("ขั้นตอนการดำเนินงาน", "steps"),
            ("ผู้รับผิดชอบ", "responsible"),
            ("เจ้าหน้าที่ผู้รับผิดชอบ", "responsible"),
            ("หน่วยงานที่รับผิดชอบดำเนินการ", "responsible"),
            ("กอง/ฝ่าย", "responsible"),
            ("หน่วยงาน", "responsible"),
            ("ส่วนราชการ", "responsible"),
            ("ระยะเวลา", "time"),
            ("ระยะเวลาดำเนินการ (เดือน/ปี)", "time"),
            ("กำหนดแล้วเสร็จ", "time"),
            ("ห้วงเวลา", "time"),
            ("กำหนดการ", "time"),
            ("การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", "follow_up"),
            ("การกำกับติดตาม", "follow_up"),
            ("แนวทางการกำกับติดตาม", "follow_up"),
            ("งบประมาณ (บาท)", "budget"),
            ("การดำเนินการ", "result"),
            ("ผลการดำเนินการตามมาตรการ", "result"),
            ("รายงานผลการดำเนินงาน", "result"),
            ("ความก้าวหน้า", "result"),
            ("สถานะ", "status"),
            ("ร้อยละความสำเร็จ", "status"),
            ("วันที่แล้วเสร็จ", "done_on"),
            ("หลักฐาน", "evidence"),
            ("ลิงค์เอกสาร", "evidence"),
            ("URL", "evidence"),
            ("เอกสารอ้างอิง/ลิงก์", "evidence"),
            ("ปัญหา/อุปสรรค", "problems"),
            ("หมายเหตุ", "remarks"),
            ("ข้อเสนอแนะ", "other"),
            ("ตัวชี้วัดความสำเร็จ", "other"),
            ("เป้าหมาย/ตัวชี้วัด", "other"),
            ("งบประมาณที่ใช้ไป", "other"),
        ],
    )
    def test_knows_what_offices_call_a_column(self, text, kind):
        heading = read_heading(text)

        assert heading is not None
        assert heading.kind == kind

    @pytest.mark.parametrize(
        ("text", "month"), [("ต.ค.", 10), ("ต.ค. 66", 10), ("กันยายน", 9), ("มี.ค. ๖๗", 3), ("ธ.ค", 12)]
    )
    def test_knows_a_month_column(self, text, month):
        heading = read_heading(text)

        assert heading is not None
        assert (heading.kind, heading.month) == ("month", month)

    @pytest.mark.parametrize(
        "text", ["", "   ", "กองคลัง", "ข้อมูลพื้นฐาน", "๒๕๖๖", "12", "http://www.sample.go.th/", "-", "✓"]
    )
    def test_leaves_what_is_no_heading(self, text):
        assert read_heading(text) is None

    def test_leaves_a_long_cell_that_begins_like_a_heading(self):
        text = "มาตรการ" + "ส่งเสริมความโปร่งใสของหน่วยงานให้เป็นที่ยอมรับ" * 4

        assert read_heading(text) is None

    def test_reads_over_words_in_brackets_and_odd_blanks(self):
        assert read_heading("(ถ้ามี) ง บ ประมาณ (บาท)").kind == "budget"

    def test_share_is_one_where_the_word_is_all(self):
        assert read_heading("ผู้รับผิดชอบ").share == 1.0
        assert read_heading("ผู้รับผิดชอบตามคำสั่งของหน่วยงาน").share < 0.6

    def test_start_tells_that_another_word_stands_before(self):
        assert read_heading("ระยะเวลา").start == 0
        assert read_heading("กรอบระยะเวลา").start > 0

    @given(st.text(max_size=400))
    def test_any_text_gives_a_heading_or_none(self, text):
        heading = read_heading(text)

        assert heading is None or 0 < heading.share <= 1


class TestHeadingKey:
    def test_is_the_same_for_a_heading_wrapped_elsewhere(self):
        assert heading_key("ประเด็นที่ต้อง ปรับปรุง") == heading_key("ประเด็นที่ต้องปรับปรุง")

    def test_differs_for_other_words(self):
        assert heading_key("ผู้รับผิดชอบ") != heading_key("ระยะเวลา")
