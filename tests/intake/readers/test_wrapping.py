import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.readers.wrapping import join_lines, join_wrapped, starts_paragraph


class TestStartsParagraph:
    @pytest.mark.parametrize(
        "line",
        ["๑. จัดทำ", "1) ทำ", "(๒) ทำ", "๑๒. ทำ", "1.2 ทำ", "1.2.3) ทำ", "- ทำ", "-ทำ", "• ทำ", "➤ทำ", "ก. ทำ", "ข) ทำ",
         "ขั้นตอนที่ ๑ ทำ", "ข้อ ๒ ทำ", "  ๓. ทำ", "* ทำ", "\uf0b7 ทำ"],
    )  # fmt: skip
    def test_numbers_letters_and_bullets_do(self, line):
        assert starts_paragraph(line)

    @pytest.mark.parametrize(
        "line",
        ["จัดทำ", "๒๕๖๖. ทำ", "๗ วัน", "31.1.66", "๑.๕ล้าน", "พ.ศ. ๒๕๖๖", "น. ของวัน", "- มีนาคม ๒๕๖๖", "- มี.ค. 66", "-๓๐",
         "(ถ้ามี)", "ITA", "", "ข้อมูล", "ก.ย. 2566"],
    )  # fmt: skip
    def test_words_dates_and_ranges_do_not(self, line):
        assert not starts_paragraph(line)


class TestJoinLines:
    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            ("เจ้าหน้าที่", "ดำเนินการ", "เจ้าหน้าที่ดำเนินการ"),
            ("เจ้าหน้าที่ ", "ดำเนินการ", "เจ้าหน้าที่ ดำเนินการ"),
            ("Open", "Data", "Open Data"),
            ("ระบบ", "ITAS", "ระบบITAS"),
            ("ภายในวันที่", "๓๑ มกราคม", "ภายในวันที่ ๓๑ มกราคม"),
            ("ปี ๒๕๖๖", "ประจำปี", "ปี ๒๕๖๖ ประจำปี"),
            ("งานพัสดุ", "(กองคลัง)", "งานพัสดุ (กองคลัง)"),
            ("(กองคลัง)", "งานพัสดุ", "(กองคลัง) งานพัสดุ"),
            ("https://www.exam", "ple.go.th/o1", "https://www.example.go.th/o1"),
            ("หลักฐาน", "https://a.go.th/", "หลักฐาน https://a.go.th/"),
            ("และ/", "หรือ", "และ/หรือ"),
            ("ต่าง", "ๆ", "ต่างๆ"),
            ("", "ก", "ก"),
            ("ก", "", "ก"),
        ],
    )
    def test_puts_blanks_where_thai_typing_does(self, first, second, joined):
        assert join_lines(first, second) == joined

    @given(st.text(min_size=1), st.text(min_size=1))
    def test_loses_and_adds_nothing_but_white_space(self, first, second):
        assert "".join(join_lines(first, second).split()) == "".join((first + second).split())


class TestJoinWrapped:
    def test_only_numbers_and_bullets_begin_paragraphs(self):
        lines = ["๑. จัดทำแผน", "การจัดซื้อ", "", "๒. เผย", "แพร่", "- บนเว็บไซต์"]

        assert join_wrapped(lines) == ("๑. จัดทำแผนการจัดซื้อ", "๒. เผยแพร่", "- บนเว็บไซต์")
