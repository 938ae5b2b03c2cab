"""Status words and days of completion."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.status import read_done_on, read_status


class TestReadStatus:
    @pytest.mark.parametrize(
        "text",
        [
            "ดำเนินการเรียบร้อยแล้วตาม หลักฐาน",
            "ดำเนินการเรียบร้อยตามหลักฐาน",
            "ดำเนินการแล้วเสร็จ",
            "ดำเนินการแล้ว",
            "แล้วเสร็จ",
            "เรียบร้อย",
            "ร้อยละ 100",
            "๑๐๐%",
            "เผยแพร่ข้อมูลบนเว็บไซต์แล้ว",
            "ได้จัดทำคู่มือและเผยแพร่เรียบร้อยแล้ว",
            "จัดทำแผนแล้วเสร็จเมื่อวันที่ 5 มกราคม 2566",
            "ดําเนินการแล้ว",
        ],
    )
    def test_done(self, text):
        assert read_status(text) == "done"

    @pytest.mark.parametrize(
        "text",
        [
            "อยู่ระหว่างดำเนินการ",
            "ยังไม่แล้วเสร็จ",
            "ยังไม่เสร็จสมบูรณ์",
            "กำลังดำเนินการ",
            "ดำเนินการแล้วบางส่วน",
            "ร้อยละ 60",
            "ดำเนินการแล้ว 50%",
            "อยู่ระหว่างดำเนินการ คาดว่าจะแล้วเสร็จเดือนมีนาคม",
            "ยังดำเนินการไม่แล้วเสร็จ",
        ],
    )
    def test_in_progress(self, text):
        assert read_status(text) == "in_progress"

    @pytest.mark.parametrize(
        "text",
        [
            "ยังไม่ได้ดำเนินการ",
            "ไม่ได้ดำเนินการ",
            "ยังไม่ดำเนินการ",
            "ยังไม่เริ่มดำเนินการ",
            "ยังไม่ถึงกำหนด",
            "ร้อยละ 0",
            "0%",
            "รอดำเนินการ",
            "ยกเลิก",
        ],
    )
    def test_not_started(self, text):
        assert read_status(text) == "not_started"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-",
            "ประชุมคณะทำงาน ๒ ครั้ง",
            "https://www.sample.go.th/",
            "จะดำเนินการให้แล้วเสร็จภายในเดือนมีนาคม",
            "คาดว่าจะแล้วเสร็จเดือนมีนาคม",
        ],
    )
    def test_unknown_where_nothing_is_claimed(self, text):
        assert read_status(text) == "unknown"

    def test_a_share_of_money_is_no_progress(self):
        assert read_status("เบิกจ่ายงบประมาณร้อยละ 40 ดำเนินการแล้วเสร็จ") == "done"

    @given(st.text(max_size=200))
    def test_any_text_gives_a_status(self, text):
        assert read_status(text) in {"not_started", "in_progress", "done", "unknown"}


class TestReadDoneOn:
    @pytest.mark.parametrize(
        "text",
        [
            "ดำเนินการแล้วเสร็จ เมื่อวันที่ 15 ธันวาคม 2566",
            "แล้วเสร็จเมื่อ ๑๕ ธ.ค. ๒๕๖๖",
            "ดำเนินการเรียบร้อยแล้ว เมื่อวันที่ 15/12/2566",
            "เผยแพร่วันที่ 15 ธันวาคม พ.ศ. 2566 บนเว็บไซต์",
        ],
    )
    def test_reads_the_day_of_completion(self, text):
        assert read_done_on(text, fiscal_year=2567) == date(2023, 12, 15)

    def test_a_cell_of_dates_needs_no_words(self):
        assert read_done_on("15 ธันวาคม 2566", fiscal_year=2567, is_date_cell=True) == date(2023, 12, 15)
        assert read_done_on("15 ธันวาคม 2566", fiscal_year=2567) is None

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ดำเนินการแล้ว",
            "จะดำเนินการในวันที่",
            "ดำเนินการเมื่อวันที่ 1 ธันวาคม 2566 และเมื่อวันที่ 5 มกราคม 2567",
            "เมื่อวันที่ 40 ธันวาคม 2566",
        ],
    )
    def test_none_where_no_one_day_is_told(self, text):
        assert read_done_on(text, fiscal_year=2567) is None

    @given(st.text(max_size=100), st.booleans())
    def test_any_text_is_read(self, text, is_date_cell):
        read_done_on(text, fiscal_year=2567, is_date_cell=is_date_cell)


class TestShares:
    def test_a_share_of_people_is_no_progress(self):
        assert read_status("เจ้าหน้าที่เข้าใจแนวปฏิบัติและปฏิบัติตาม ร้อยละ 90") == "unknown"

    def test_a_share_of_the_work_is(self):
        assert read_status("ผลการดำเนินงานตามแผนมีความก้าวหน้า ร้อยละ 90") == "in_progress"
