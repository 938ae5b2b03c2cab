"""Sub-indicators by their number, and labels freed from the tool and indicator they stand under."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework.section import find_section, without_indicator
from tests.core.framework.conftest import shared_files

YEAR = shared_files().get(2566)


class TestFindSection:
    @pytest.mark.parametrize(
        ("text", "code", "rest"),
        [
            ("9.1 ข้อมูลพื้นฐาน", "9.1", "ข้อมูลพื้นฐาน"),
            ("๙.๑ ข้อมูลพื้นฐาน", "9.1", "ข้อมูลพื้นฐาน"),
            ("- 9.1) ข้อมูลพื้นฐาน", "9.1", "ข้อมูลพื้นฐาน"),
            ("ตัวชี้วัดย่อยที่ ๙.๑", "9.1", ""),
            ("ตัวชี้วัดที่ 9.2 การบริหารงาน", "9.2", "การบริหารงาน"),
            ("(9.3)", "9.3", ""),
            ("เครื่องมือการประเมิน OIT ตัวชี้วัดย่อย 9.4: การจัดซื้อ", "9.4", "การจัดซื้อ"),
            ("9.5 - การส่งเสริมความโปร่งใส", "9.5", "การส่งเสริมความโปร่งใส"),
            ("10.1\nการป้องกัน\nการทุจริต", "10.1", "การป้องกัน\nการทุจริต"),
        ],
    )
    def test_reads_the_number_and_what_follows(self, text, code, rest):
        section = find_section(text, YEAR)

        assert (section.sub_indicator.code, section.rest) == (code, rest)

    @pytest.mark.parametrize(
        "text", ["", "9", "9.1.2 ก", "9.12 ก", "9.9 ก", "9.0", "11.1 ก", "8.1", "1.1", "ข้อ 9.1", "ข่าว 9.1", "29.1"]
    )
    def test_finds_none_in_other_numbers(self, text):
        assert find_section(text, YEAR) is None

    def test_finds_none_in_a_year_whose_cut_is_unknown(self):
        assert find_section("9.1 ข้อมูลพื้นฐาน", replace(YEAR, sub_indicators=())) is None

    @pytest.mark.parametrize("fiscal_year", range(2563, 2569))
    def test_the_name_of_every_sub_indicator_is_the_whole_of_it(self, fiscal_year):
        framework = shared_files().get(fiscal_year)

        for entry in framework.sub_indicators:
            section = find_section(f"{entry.code} {entry.name_th}", framework)

            assert section.sub_indicator == entry
            assert section.is_whole

    @pytest.mark.parametrize("code", ["9.1", "9.2", "10.2"])
    def test_an_item_inside_one_is_not_the_whole_of_it(self, code):
        for item in YEAR.items_of_sub_indicator(code)[:3]:
            assert not find_section(f"{code} {item.title_th}", YEAR).is_whole

    def test_a_number_alone_is_the_whole_of_it(self):
        assert find_section("9.2 :", YEAR).is_whole

    @given(st.text("9๙.1๑ ()-ตัวชี้วัดย่อยที่กข\n", max_size=25))
    def test_gives_a_sub_indicator_of_the_year_or_none(self, text):
        section = find_section(text, YEAR)

        assert section is None or section.sub_indicator in YEAR.sub_indicators


class TestWithoutIndicator:
    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("เครื่องมือการประเมิน OIT ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล ข้อมูลพื้นฐาน", "ข้อมูลพื้นฐาน"),
            ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล ข้อมูลพื้นฐาน", "ข้อมูลพื้นฐาน"),
            ("ตัวชี้วัดที่ 9 การเปิดเผย ข้อมูล -ข่าว", "-ข่าว"),
            ("ตัวชี้วัดที่ 10 การป้องกันการทุจริต แผนป้องกัน", "แผนป้องกัน"),
            ("ตัวชี้วัดที่ 9: ข่าว", "ข่าว"),
            ("ข่าว ตัวชี้วัดที่ ๙", "ข่าว"),
            ("เครื่องมือ OIT ข่าว", "ข่าว"),
            ("ตัวชี้วัดที่ 10 การเปิดเผยข้อมูล ก", "การเปิดเผยข้อมูล ก"),
        ],
    )
    def test_leaves_what_is_asked_for(self, text, left):
        assert without_indicator(text, YEAR) == left

    @pytest.mark.parametrize("text", ["ข่าวประชาสัมพันธ์", "O7 ข่าว", "ตัวชี้วัดที่ 9.1 ก", "ตัวชี้วัดที่ 11 ก", "", "ผล ๙ ด้าน"])
    def test_leaves_other_texts_as_they_are(self, text):
        assert without_indicator(text, YEAR) == text

    @pytest.mark.parametrize("number", [9, 10])
    def test_keeps_the_name_of_an_indicator_that_stands_alone(self, number):
        name = next(one.name_th for one in YEAR.indicators if one.number == number)

        assert without_indicator(f"ตัวชี้วัดที่ {number} {name}", YEAR) == name

    @given(st.text("ตัวชี้วัดที่ ๙10.OIT เครื่องมือกข", max_size=30))
    def test_never_adds_a_letter(self, text):
        assert len(without_indicator(text, YEAR)) <= len(text)
