"""A note that says there was nothing in its period, and notes that say something else with the same words."""

import pytest

from prongsai.core.handover import says_nothing


class TestSaysNothing:
    @pytest.mark.parametrize(
        "note",
        [
            "ไม่มีรายการในงวดนี้",
            "ไม่มี",
            "เดือนนี้ไม่มีการจัดซื้อจัดจ้าง",
            "ในเดือนธันวาคม 2565 ไม่มีการจัดซื้อจัดจ้าง",
            "งวดนี้ไม่มี",
            "ไม่มีเรื่องร้องเรียนการทุจริต",
            "ไม่พบเรื่องร้องเรียน",
            "ไม่ปรากฏข้อร้องเรียนในเดือนนี้",
            "ตรวจสอบแล้ว ไม่ปรากฏว่ามีเรื่องร้องเรียน",
            "มิได้มีการจัดซื้อจัดจ้างในงวดนี้",
            "ไม่ มี ราย การ",
            "ไม่มี\u200bรายการ",
            "ไม่มีผู้ร้องเรียน",
            "No items this month",
            "nothing to report",
        ],
    )
    def test_in_the_words_officers_use(self, note):
        assert says_nothing(note)

    @pytest.mark.parametrize(
        "note",
        [
            "",
            "ลงเว็บแล้ว",
            "ดำเนินการแล้ว ไม่มีปัญหาอุปสรรค",
            "ไม่มีปัญหา",
            "ไม่มีเอกสารแนบ เนื่องจากส่งทางไลน์แล้ว",
            "ไม่มีหลักฐาน",
            "ไม่มีงบประมาณ",
            "ยังไม่มีการดำเนินการ",
            "ยังไม่มีรายการ รอกองคลังส่ง",
            "ไม่มีการดำเนินการ",
            "ไม่มีเหตุขัดข้อง",
            "ไม่มีผู้รับผิดชอบ",
            "มีการจัดซื้อ 3 รายการ",
            "there was no problem",
            "none of the files opens",
        ],
    )
    def test_and_not_what_is_said_of_the_work(self, note):
        assert not says_nothing(note)
