"""Parts of a cell: numbers, bullets, paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.text import squash
from prongsai.intake.numbering import Part, number_parts, split_parts, without_bullet


def texts(*paragraphs: str, hard_breaks: bool = True) -> list[str]:
    return [part.text for part in split_parts(paragraphs, hard_breaks=hard_breaks)]


class TestSplitParts:
    def test_splits_numbers_inside_one_paragraph(self):
        assert texts("๑. จัดทำแผน ๒. รายงานผู้บริหาร ๓. เผยแพร่") == ["จัดทำแผน", "รายงานผู้บริหาร", "เผยแพร่"]

    def test_a_year_before_the_next_number_stays(self):
        found = texts("๑. จัดทำแผน ปีงบประมาณ พ.ศ. ๒๕๖๖ ๒. รายงาน ภายในเดือนเมษายน ๒๕๖๖ ๓. เผยแพร่")

        assert found == ["จัดทำแผน ปีงบประมาณ พ.ศ. ๒๕๖๖", "รายงาน ภายในเดือนเมษายน ๒๕๖๖", "เผยแพร่"]

    def test_splits_a_number_that_follows_without_a_blank(self):
        assert texts("1.จัดทำแผนภายในเดือนมกราคม2.รายงาน") == ["จัดทำแผนภายในเดือนมกราคม", "รายงาน"]

    @pytest.mark.parametrize(
        "text",
        [
            "จัดทำคู่มืออย่างน้อย ๑ งาน",
            "งบประมาณ 1.5 ล้านบาท",
            "ภายในวันที่ 15. มกราคม 2566",
            "ตามข้อ ๑. ของระเบียบ",
            "เผยแพร่ไม่เกิน ๗ วันหลังเสร็จสิ้น",
            "เวลา 16.30 น. ทุกวัน",
        ],
    )
    def test_a_number_that_counts_nothing_splits_nothing(self, text):
        assert texts(text) == [text]

    def test_each_paragraph_is_a_part(self):
        assert texts("จัดทำแผน", "รายงานผู้บริหาร") == ["จัดทำแผน", "รายงานผู้บริหาร"]

    @pytest.mark.parametrize(
        "cell",
        [
            ("1) ก่อน", "2) หลัง"),
            ("(๑) ก่อน", "(๒) หลัง"),
            ("1.) ก่อน", "2.) หลัง"),
            ("ก. ก่อน", "ข. หลัง"),
            ("๑ ก่อน", "๒ หลัง"),
            ("ข้อ 1 ก่อน", "ข้อ 2 หลัง"),
            ("ขั้นตอนที่ 1 : ก่อน", "ขั้นตอนที่ 2 : หลัง"),
        ],
    )
    def test_knows_other_ways_to_number(self, cell):
        assert split_parts(cell) == [Part(1, "ก่อน"), Part(2, "หลัง")]

    @pytest.mark.parametrize("sign", ["-", "–", "•", "➤", "✓", "*", "o"])
    def test_a_bullet_is_no_part_of_the_text(self, sign):
        assert texts(f"{sign} ทบทวนข้อมูล", f"{sign} เผยแพร่") == ["ทบทวนข้อมูล", "เผยแพร่"]

    def test_bullets_within_one_paragraph_are_parts(self):
        assert texts("- ทบทวนข้อมูล - เผยแพร่บนเว็บไซต์") == ["ทบทวนข้อมูล", "เผยแพร่บนเว็บไซต์"]

    def test_a_single_bullet_is_one_part(self):
        assert texts("-เจ้าหน้าที่ทุกภารกิจงาน จัดทำข้อมูล") == ["เจ้าหน้าที่ทุกภารกิจงาน จัดทำข้อมูล"]

    def test_a_month_abbreviation_is_no_letter_number(self):
        assert texts("ก.ย. 2566", "ข้อมูลครบ") == ["ก.ย. 2566", "ข้อมูลครบ"]

    def test_a_bare_time_goes_on_with_the_part_before(self):
        assert texts("1. จัดทำแผน", "ภายในเดือนมกราคม 2566", "2. รายงาน") == ["จัดทำแผน ภายในเดือนมกราคม 2566", "รายงาน"]

    def test_bullets_under_a_number_stay_with_it(self):
        assert texts("1. จัดทำแผน", "- โครงการ", "- งบประมาณ", "2. รายงาน") == ["จัดทำแผน - โครงการ - งบประมาณ", "รายงาน"]

    def test_an_unnumbered_paragraph_starts_a_part_where_breaks_are_real(self):
        assert texts("1. จัดทำแผน", "ให้ทุกกองร่วมกัน") == ["จัดทำแผน", "ให้ทุกกองร่วมกัน"]

    def test_an_unnumbered_line_goes_on_where_breaks_are_only_lines(self):
        assert texts("1. จัดทำแผน", "ให้ทุกกองร่วมกัน", hard_breaks=False) == ["จัดทำแผน ให้ทุกกองร่วมกัน"]

    def test_nested_numbers_are_parts_that_keep_their_number(self):
        parts = split_parts(("1. จัดทำแผน", "1.1 สำรวจ", "1.2 วิเคราะห์", "2. รายงาน"))

        assert [part.text for part in parts] == ["จัดทำแผน", "1.1 สำรวจ", "1.2 วิเคราะห์", "รายงาน"]
        assert [part.nested for part in parts] == [False, True, True, False]

    def test_words_that_open_a_list_stay_before_its_first_number(self):
        assert texts("ดำเนินการดังนี้ 1. สำรวจ 2. รายงาน") == ["ดำเนินการดังนี้ สำรวจ", "รายงาน"]
        assert texts("ดำเนินการดังนี้", "1. สำรวจ", "2. รายงาน") == ["ดำเนินการดังนี้ สำรวจ", "รายงาน"]

    def test_a_blank_cell_has_no_parts(self):
        assert split_parts(()) == []
        assert split_parts(("  ", "")) == []

    @given(st.lists(st.text(alphabet="กขคงาิี่้ 0123456789๑๒๓.)(-•ทย\n", max_size=40), max_size=6), st.booleans())
    def test_no_thai_letter_is_lost(self, paragraphs, hard_breaks):
        parts = split_parts(paragraphs, hard_breaks=hard_breaks)

        kept = squash(" ".join(part.text for part in parts))
        for paragraph in paragraphs:
            for word in paragraph.split():
                letters = "".join(letter for letter in squash(word) if letter in "ทย")
                assert all(letter in kept for letter in letters)


class TestNumberParts:
    def test_keeps_printed_numbers_that_rise(self):
        assert number_parts([Part(2, "ก"), Part(4, "ข")]) == [(2, "ก"), (4, "ข")]

    def test_counts_anew_where_numbers_repeat(self):
        assert number_parts([Part(1, "ก"), Part(2, "ข"), Part(1, "ค")]) == [(1, "ก"), (2, "ข"), (3, "ค")]

    def test_counts_anew_where_a_part_has_none(self):
        assert number_parts([Part(5, "ก"), Part(None, "ข")]) == [(1, "ก"), (2, "ข")]

    @given(st.lists(st.builds(Part, st.none() | st.integers(0, 20), st.text(max_size=3), st.booleans()), max_size=8))
    def test_numbers_always_rise(self, parts):
        numbers = [number for number, _ in number_parts(parts)]

        assert numbers == sorted(set(numbers))
        assert len(numbers) == len(parts)


class TestWithoutBullet:
    def test_takes_a_leading_dash(self):
        assert without_bullet("- กองคลัง") == "กองคลัง"

    def test_leaves_a_dash_that_is_all(self):
        assert without_bullet("-") == "-"
