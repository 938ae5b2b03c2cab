"""Who is responsible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.plan import Responsible
from prongsai.intake.responsible import read_responsible


def units(*paragraphs: str) -> list[str]:
    return [one.unit for one in read_responsible(paragraphs)]


class TestReadResponsible:
    def test_a_person_after_an_arrow_belongs_to_the_unit(self):
        assert read_responsible(("สำนักปลัด ➤นางสาวตัวอย่าง ใจดี",)) == (Responsible("สำนักปลัด", "นางสาวตัวอย่าง ใจดี"),)

    def test_a_person_on_the_next_line_belongs_to_the_unit(self):
        assert read_responsible(("สำนักปลัด", "นายตัวอย่าง ใจดี")) == (Responsible("สำนักปลัด", "นายตัวอย่าง ใจดี"),)

    def test_a_person_in_brackets_belongs_to_the_unit(self):
        assert read_responsible(("กองคลัง (นางตัวอย่าง ใจดี)",)) == (Responsible("กองคลัง", "นางตัวอย่าง ใจดี"),)

    @pytest.mark.parametrize("post", ["นายกเทศมนตรี", "นายช่างโยธา", "นักวิชาการศึกษา", "ปลัด อบต."])
    def test_a_post_is_no_person(self, post):
        (one,) = read_responsible((post,))

        assert (one.unit, one.person) == (post, None)

    @pytest.mark.parametrize("text", ["กองคลัง/งานพัสดุ", "สำนักปลัด งานการเจ้าหน้าที่", "กองคลัง/ฝ่ายพัสดุและทรัพย์สิน"])
    def test_a_section_stays_with_its_office(self, text):
        assert units(text) == [text]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("กองคลัง/กองช่าง", ["กองคลัง", "กองช่าง"]),
            ("สำนักปลัด, กองคลัง, กองช่าง", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
            ("กองคลัง และกองช่าง", ["กองคลัง", "กองช่าง"]),
            ("กลุ่มงานตรวจสอบภายใน สำนักปลัด", ["กลุ่มงานตรวจสอบภายใน", "สำนักปลัด"]),
            ("1. สำนักปลัด 2. กองคลัง", ["สำนักปลัด", "กองคลัง"]),
            ("- สำนักปลัด", ["สำนักปลัด"]),
            ("หน่วยงานหลัก : กองคลัง", ["กองคลัง"]),
            ("กองสาธารณสุขและสิ่งแวดล้อม", ["กองสาธารณสุขและสิ่งแวดล้อม"]),
            ("กองยุทธศาสตร์และงบประมาณ", ["กองยุทธศาสตร์และงบประมาณ"]),
            ("กองการศึกษา ศาสนาและวัฒนธรรม", ["กองการศึกษา ศาสนาและวัฒนธรรม"]),
        ],
    )
    def test_parts_units_only_where_they_are_several(self, text, expected):
        assert units(text) == expected

    def test_lines_are_units_of_their_own(self):
        assert units("สำนักปลัด", "กองคลัง") == ["สำนักปลัด", "กองคลัง"]

    def test_who_hands_over_and_who_compiles(self):
        found = read_responsible(("ทุกภารกิจงานจัดทำข้อมูล ในสำนักงานตนเอง และส่ง มอบให้สำนักปลัดรวบรวม",))

        assert found == (Responsible("ทุกภารกิจงาน", all_units=True), Responsible("สำนักปลัด", role="compiles"))

    def test_who_hands_over_and_who_publishes(self):
        found = read_responsible(("- ทุกภารกิจงานจัดทำข้อมูลในส่วนงานตนเอง และส่งมอบให้เจ้าหน้าที่ผู้รับผิดชอบเผยแพร่ข้อมูลบนเว็บไซต์",))

        assert found == (Responsible("ทุกภารกิจงาน", all_units=True), Responsible("เจ้าหน้าที่ผู้รับผิดชอบ", role="publishes"))

    @pytest.mark.parametrize("text", ["ทุกส่วนราชการ", "ทุกกอง", "ทุกสำนัก/กอง", "ทุกหน่วยงาน"])
    def test_every_unit_is_said_so(self, text):
        found = read_responsible((text,))

        assert found[0].all_units

    def test_the_same_unit_counts_once(self):
        assert units("สำนักปลัด", "สำนักปลัด") == ["สำนักปลัด"]

    def test_a_blank_cell_names_nobody(self):
        assert read_responsible(()) == ()
        assert read_responsible(("-",)) in ((), (Responsible("-"),))

    @given(st.lists(st.text(max_size=60), max_size=4))
    def test_any_text_is_read(self, paragraphs):
        for one in read_responsible(paragraphs):
            assert one.unit or one.person
