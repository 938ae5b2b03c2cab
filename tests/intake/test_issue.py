"""Issue cells and heading rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.issue import codes_in, is_indicator_line, kind_of_words, read_indicator, read_issue


class TestReadIssue:
    def test_takes_indicator_and_tool_out_of_one_packed_cell(self):
        reading = read_issue(("ตัวชี้วัดที่ ๙ การเปิดเผย ข้อมูล เครื่องมือการประเมิน OIT -ข้อมูลพื้นฐาน",))

        assert reading.issue == "ข้อมูลพื้นฐาน"
        assert reading.indicator == 9
        assert reading.kind is None

    def test_tool_and_indicator_stand_in_any_order(self):
        reading = read_issue(
            ("เครื่องมือการประเมิน OIT ตัวชี้วัดที่ ๑๐ การดำเนินการ เพื่อป้องกันการทุจริต", "-การดำเนินการเพื่อป้องกันการทุจริต")
        )

        assert (reading.issue, reading.indicator) == ("การดำเนินการเพื่อป้องกันการทุจริต", 10)

    def test_a_known_name_ends_the_indicator(self):
        reading = read_issue(("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ข้อมูลพื้นฐาน",), indicator_names=("การเปิดเผยข้อมูล",))

        assert (reading.issue, reading.indicator_name) == ("ข้อมูลพื้นฐาน", "การเปิดเผยข้อมูล")

    def test_an_indicator_alone_gives_its_name_and_no_issue(self):
        reading = read_issue(("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร",))

        assert reading == read_issue(("ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร",))
        assert (reading.issue, reading.indicator, reading.indicator_name) == ("", 7, "ประสิทธิภาพการสื่อสาร")

    def test_a_sub_indicator_gives_its_number_and_name(self):
        reading = read_issue(("ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน",))

        assert (reading.issue, reading.indicator, reading.sub_indicator) == ("ข้อมูลพื้นฐาน", 9, "9.1")

    @pytest.mark.parametrize(
        ("text", "issue", "kind"),
        [
            ("ประเด็นที่ต้องปรับปรุงแก้ไข : การใช้งบประมาณ", "การใช้งบประมาณ", "fix"),
            ("ประเด็นที่ต้องพัฒนา: การให้บริการ", "การให้บริการ", "develop"),
            ("ประเด็นที่ ๒ การให้บริการ", "การให้บริการ", None),
            ("๓. การให้บริการ", "การให้บริการ", None),
            ("- การให้บริการ", "การให้บริการ", None),
            ("การปฏิบัติงาน", "การปฏิบัติงาน", None),
        ],
    )
    def test_takes_labels_and_numbers_off(self, text, issue, kind):
        reading = read_issue((text,))

        assert (reading.issue, reading.kind) == (issue, kind)

    def test_words_of_the_issue_itself_tell_no_kind(self):
        assert read_issue(("การปรับปรุงระบบการทำงาน",)).kind is None
        assert read_issue(("การบริหารและพัฒนาทรัพยากรบุคคล",)).kind is None

    @given(st.lists(st.text(max_size=60), max_size=4))
    def test_any_text_is_read(self, paragraphs):
        reading = read_issue(paragraphs)

        assert reading.indicator is None or 1 <= reading.indicator <= 10


class TestReadIndicator:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("๙", 9),
            ("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", 10),
            ("9.1 ข้อมูลพื้นฐาน", 9),
            ("8. การปรับปรุงการทำงาน", 8),
            ("ตัวชี้วัดย่อยที่ 10.2", 10),
        ],
    )
    def test_reads_the_number(self, text, number):
        assert read_indicator(text) == number

    @pytest.mark.parametrize("text", ["", "การเปิดเผยข้อมูล", "99", "2566", "0"])
    def test_says_none_where_none_is_named(self, text):
        assert read_indicator(text) is None


class TestIsIndicatorLine:
    @pytest.mark.parametrize(
        "text",
        [
            "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",
            "แบบวัด OIT",
            "ตัวชี้วัดย่อย 9.2 การบริหารงาน",
            "เครื่องมือการประเมิน IIT ตัวชี้วัดที่ 1",
            "9.1 ข้อมูลพื้นฐาน",
        ],
    )
    def test_knows_heading_rows(self, text):
        assert is_indicator_line(text)

    @pytest.mark.parametrize("text", ["ข้อมูลพื้นฐาน", "สำนักปลัด", "ตัวชี้วัดความสำเร็จ 1 ครั้ง", "9", "รวม 9 มาตรการ"])
    def test_leaves_data(self, text):
        assert not is_indicator_line(text)


class TestCodesIn:
    def test_reads_codes_and_ranges(self):
        assert codes_in("O1-O3, o7 และ O12") == ("O1", "O2", "O3", "O7", "O12")
        assert codes_in("ข้อ O๔๒ ถึง O๔๓") == ("O42", "O43")

    def test_a_backward_range_gives_its_ends_only(self):
        assert codes_in("O9-O7") == ("O7", "O9")

    @pytest.mark.parametrize("text", ["", "ข้อมูล", "MOIT 1", "CO2", "O99"])
    def test_reads_no_other_letters(self, text):
        assert codes_in(text) == ()


class TestKindOfWords:
    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("ประเด็นที่ต้องปรับปรุงแก้ไข", "fix"),
            ("ประเด็นที่ต้องพัฒนา", "develop"),
            ("ปรับปรุงแก้ไข/ต้องพัฒนา", None),
            ("ประเด็น", None),
        ],
    )
    def test_tells_fix_from_develop(self, words, kind):
        assert kind_of_words(words) == kind
