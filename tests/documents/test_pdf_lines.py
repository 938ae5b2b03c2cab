from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.documents.pdf_lines import BLANK, pack_lines, split_units
from prongsai.documents.words import cut_words

WIDE = 1_000.0
BLANKS = "ก ข\tค\nง  จ"


def units(text: str, width: float = WIDE) -> list[str]:
    return split_units(text, width=width, measure=len)


class TestBreaksBetweenWords:
    def test_parts_a_paragraph_at_words_and_blanks(self):
        assert units("เผยแพร่ข้อมูล บนเว็บไซต์") == ["เผยแพร่", "ข้อมูล", BLANK, "บน", "เว็บไซต์"]

    def test_takes_any_white_space_as_one_blank(self):
        assert units("  ก่อน \t\n หลัง ") == ["ก่อน", BLANK, "หลัง"]

    @pytest.mark.parametrize("text", ["", "   ", "\n"])
    def test_gives_nothing_for_blank_text(self, text: str):
        assert units(text) == []


class TestSignsThatMayNotBeginALine:
    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("ช่องทางอื่นๆ ด้วย", "อื่นๆ"),
            ("ช่องทางต่าง ๆ ด้วย", "ต่าง ๆ"),
            ("กรุงเทพฯ และ", "กรุงเทพฯ"),
            ("ข้อมูล (ร่าง) แล้ว", "(ร่าง)"),
            ("แผนงาน, โครงการ", "แผนงาน,"),
            ("จริงหรือ? ใช่", "หรือ?"),
            ("ร้อยละ ๕๐% ขึ้นไป", "๕๐%"),
            ("คำว่า “โปร่งใส” คือ", "“โปร่งใส”"),
        ],
    )
    def test_stay_with_the_word_before(self, text: str, whole: str):
        assert any(whole in unit for unit in units(text)), units(text)

    @given(
        st.lists(
            st.sampled_from(["ข้อมูล", "ๆ", "ฯ", ")", "(", " ", "๑", ".", "/", "-", '"', "ITA", "เดือน"]), max_size=12
        )
    )
    def test_hold_for_any_mixture(self, parts: list[str]):
        made = units("".join(parts))

        inside = [now for before, now in pairwise(made) if before != BLANK]
        assert not [unit for unit in inside if unit[0] in "ๆฯ)./"]
        assert not [before for before, now in pairwise(made) if before[-1] == "(" and now != BLANK]


class TestThingsThatStayTogether:
    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("ปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ", "พ.ศ. ๒๕๖๖"),
            ("พ.ศ.๒๕๖๖", "พ.ศ.๒๕๖๖"),
            ("รอบ ๖ เดือน ของ", "๖ เดือน"),
            ("ไม่เกิน ๗ วันหลังเสร็จ", "๗ วัน"),
            ("วันที่ ๓๑ มีนาคม ๒๕๖๖", "๓๑ มีนาคม ๒๕๖๖"),
            ("ประจำเดือนธันวาคม ๒๕๖๙", "ธันวาคม ๒๕๖๙"),
            ("ประจำปีงบประมาณ ๒๕๖๙ นี้", "งบประมาณ ๒๕๖๙"),
            ("วันที่ ๓๑/๐๓/๒๕๖๖ นี้", "๓๑/๐๓/๒๕๖๖"),
            ("จำนวน ๑,๒๐๐.๕๐ บาท", "๑,๒๐๐.๕๐ บาท"),
            ("๑. เจ้าหน้าที่รายงาน", "๑. เจ้าหน้าที่"),
            ("- ข่าวประชาสัมพันธ์", "- ข่าว"),
            ("➤ นางสาวตัวอย่าง ใจดี", "➤ นางสาว"),
            ("เครื่องมือ OIT ข้อ O43 คือ", "O43"),
            ("การติดตามข้อที่ ๑ ของ", "ข้อที่ ๑"),
            ("ดูมาตรการที่ ๓ ก่อน", "มาตรการที่ ๓"),
            ("คำสั่งที่ ๑๒/๒๕๖๖ ลงวันที่", "๑๒/๒๕๖๖"),
        ],
    )
    def test_number_with_its_word_and_mark_with_its_text(self, text: str, whole: str):
        assert any(whole in unit for unit in units(text)), units(text)

    def test_year_stays_whole_where_the_column_is_too_narrow_for_more(self):
        made = units("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", width=8)

        assert "๒๕๖๖" in made

    def test_a_name_after_a_title_is_not_cut(self):
        made = units("มอบหมายให้ นางสาวสมมุติชัย แซ่ตัวอย่าง จัดทำ")

        assert "นางสาวสมมุติชัย" in made
        assert "แซ่ตัวอย่าง" in made

    def test_a_post_that_begins_like_a_title_is_an_ordinary_word(self):
        assert units("นายกเทศมนตรีรายงาน")[0] == "นายกเทศมนตรี"

    def test_a_long_text_after_a_title_is_cut_as_usual(self):
        made = units("ให้ นายดำเนินการจัดทำรายงานผลการดำเนินงานประจำเดือนให้แล้วเสร็จ")

        assert max(map(len, made)) < 20

    def test_a_slash_ends_its_line(self):
        assert units("โครงการ/กิจกรรม") == ["โครงการ/", "กิจกรรม"]


class TestAddresses:
    def test_may_break_after_a_slash_and_before_a_dot(self):
        made = units("ที่ http://www.example.go.th/a/b.pdf?id=1&c=2 แล้ว")

        assert made[2:-2] == ["http://", "www", ".example", ".go", ".th/", "a/", "b", ".pdf?", "id=", "1&", "c=", "2"]

    def test_a_part_wider_than_the_column_is_chopped(self):
        made = units("https://" + "a" * 25, width=10)

        assert max(map(len, made)) <= 10
        assert "".join(made) == "https://" + "a" * 25

    def test_mail_addresses_are_addresses(self):
        assert len(units("saraban@example-municipality.go.th")) > 2


class TestNarrowColumns:
    def test_a_unit_wider_than_the_column_parts_between_its_words(self):
        assert units("(ข้อมูลพื้นฐาน)", width=12) == ["(ข้อมูล", "พื้นฐาน)"] or all(
            len(unit) <= 12 for unit in units("(ข้อมูลพื้นฐาน)", width=12)
        )

    def test_never_parts_a_mark_from_its_consonant(self):
        made = units("ปั้นขั้นสิ้นญี่ปุ่นน้ำ", width=1)

        assert not [unit for unit in made if unit[0] in "ัิีึืุู่้๊๋็์ำ"]

    @given(st.text(alphabet='กขคงจนมรสหเแโใไะาำิีุู่้์ๆฯ ๑๒๓().,/-abc:"', max_size=60), st.integers(1, 30))
    def test_keeps_every_character_at_any_width(self, text: str, width: int):
        made = units(text, width)

        assert "".join(made) == BLANK.join(text.split())

    @given(st.text(alphabet='กขคงจนมรสหเแโใไะาำิีุู่้์ๆฯ ๑๒๓().,/-abc:"', max_size=60))
    def test_in_a_wide_column_every_break_is_a_word_boundary(self, text: str):
        plain = BLANK.join(text.split())
        ends, at = set(), 0
        for word in cut_words(plain):
            at += len(word)
            ends.add(at)

        at = 0
        for unit in units(text):
            at += len(unit)
            assert at in ends or "://" in text or "@" in text


class TestPackedLines:
    @staticmethod
    def packed(*units: str, width: float) -> list[str]:
        return pack_lines(list(units), width=width, measure=len)

    def test_hold_as_many_units_as_fit(self):
        assert self.packed("กก", " ", "ขข", "คค", " ", "งง", width=7) == ["กก ขขคค", " ", "งง"]

    def test_may_part_where_no_blank_stands(self):
        assert self.packed("กก", "ขข", "คค", width=4) == ["กกขข", "คค"]

    def test_keep_a_unit_that_is_too_wide_by_itself(self):
        assert self.packed("ก", " ", "ข" * 9, "ค", width=4) == ["ก", " ", "ข" * 9, "ค"]

    def test_of_nothing_are_none(self):
        assert self.packed(width=4) == []
        assert self.packed(" ", width=4) == []

    @given(
        units=st.lists(st.sampled_from(["ก", "ขข", "คคค", "ๆ", " "]), max_size=30),
        width=st.integers(min_value=1, max_value=12),
    )
    def test_say_the_same_and_break_only_between_units(self, units: list[str], width: int):
        text = " ".join("".join(units).split())
        units = [unit for at, unit in enumerate(units) if unit != " " or (at and units[at - 1] != " ")]

        lines = self.packed(*units, width=width)

        assert " ".join("".join(lines).split()) == text
        joined = "".join(units)
        ends = {len("".join(units[: at + 1]).lstrip().replace(" ", "")) for at in range(len(units))}
        said = 0
        for line in lines:
            said += len(line.replace(" ", ""))
            assert said in ends, joined
            assert len(line) <= width or " " not in line.strip()
