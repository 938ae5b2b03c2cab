from dataclasses import replace

from prongsai.core.plan import Measure
from prongsai.documents.content import build_report
from prongsai.documents.text import draw_text
from tests.documents.example_plan import OPTIONS, example_plan


def drawn(plan=None) -> str:
    return draw_text(build_report(plan or example_plan(), framework=None, options=OPTIONS))


class TestTheTextForm:
    def test_labels_every_cell_with_its_heading(self):
        lines = drawn().splitlines()

        assert "• ผู้รับผิดชอบ: สำนักปลัด" in lines
        assert "• ขั้นตอนหรือวิธีการ/มาตรการ: ๑. “จัดทำข้อมูลตามข้อ ๒. ของประกาศ”" in lines
        assert "  ๒. รายงานผู้บริหาร (กำหนดแล้วเสร็จ: ภายในวันที่ ๓๑ มกราคม ๒๕๖๖)" in lines

    def test_holds_no_tab_and_ends_with_a_line_break(self):
        plan = replace(example_plan(), measures=(Measure(1, "ก\tข"),))

        assert "\t" not in drawn(plan)
        assert drawn(plan).endswith("\n")

    def test_keeps_text_like_tags_from_being_taken_for_tags(self):
        plan = replace(example_plan(), measures=(Measure(1, "<b>หนา</b> &amp; a<b"),))

        assert "< b>หนา< /b> & amp; a< b" in drawn(plan)

    def test_has_a_line_to_sign_for_each_signer(self):
        assert sum(line.startswith("ลงชื่อ") for line in drawn().splitlines()) == 3

    def test_is_the_same_each_time(self):
        assert drawn() == drawn()
