import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework.printed_code import read_printed_code
from prongsai.core.thai.digits import to_thai_digits


class TestACodeWrittenAsACode:
    @pytest.mark.parametrize(
        "label",
        [
            "O19 แผน", "o19 แผน", "O 19 แผน", "o 19. แผน", "O.19 แผน", "O-19 แผน", "O_19 แผน", "OIT19 แผน", "OIT 19 แผน",
            "OIT O19 แผน", "ITA O19 แผน", "ITA2566 O19 แผน", "(O19) แผน", "แผน (O19)", "แผน O19", "019 แผน", "019. แผน",
            "๐๑๙ แผน", "O๑๙ แผน", "ข้อ 19 แผน", "ข้อที่ 19 แผน", "ข้อ ๑๙ แผน", "ข้อ19. แผน", "О19 แผน", "O019 แผน",
            "รายการที่ 19 แผน", "[O19] แผน", "oit:19 แผน", "แผน_O19.pdf", "O19: แผน", "O19แผน", "Oข้อ 19 แผน",
        ],
    )  # fmt: skip
    def test_is_normalised(self, label):
        printed = read_printed_code(label)

        assert printed.codes == ("O19",)
        assert printed.certain
        assert "แผน" in printed.rest
        assert "19" not in printed.rest

    @pytest.mark.parametrize(
        ("label", "code"), [("O1", "O1"), ("O01 ก", "O1"), ("001 ก", "O1"), ("ข้อ 7", "O7"), ("O43", "O43")]
    )
    def test_may_be_all_there_is(self, label, code):
        assert read_printed_code(label).codes == (code,)

    @given(st.integers(1, 43), st.sampled_from(["O{}", "o {}", "OIT{}", "OIT {} -", "ข้อ {}", "ข้อที่ {}"]), st.booleans())
    def test_is_read_for_every_number_in_both_kinds_of_digits(self, number, form, thai):
        digits = to_thai_digits(str(number)) if thai else str(number)

        printed = read_printed_code(form.format(digits) + " ข้อมูลผู้บริหาร")

        assert printed.codes == (f"O{number}",)
        assert printed.certain


class TestABareNumber:
    @pytest.mark.parametrize(
        "label",
        [
            "11. แผน",
            "11 แผน",
            "11) แผน",
            "(11) แผน",
            "๑๑ แผน",
            "๑๑. แผน",
            "11.แผน",
            "11- แผน",
            "- 11 แผน",
            "11แผน",
            "ลำดับที่ 11 แผน",
        ],
    )
    def test_is_a_code_that_is_not_certain(self, label):
        printed = read_printed_code(label)

        assert printed.codes == ("O11",)
        assert not printed.certain
        assert printed.rest == "แผน"

    def test_with_a_zero_before_it_may_be_a_code(self):
        assert read_printed_code("06 แผนดำเนินงาน").codes == ("O6",)

    @pytest.mark.parametrize(
        "label",
        [
            "6 เดือนแรกของปี",
            "3 ปี",
            "2566 แผน",
            "แผน 2566",
            "1 โครงการ",
            "แผนพัฒนา 5 ปี",
            "",
            "แผน",
            "รอบ 6 เดือน",
            "043-123456",
        ],
    )
    def test_is_no_code_where_it_counts_something_else(self, label):
        assert read_printed_code(label).codes == ()

    @pytest.mark.parametrize("label", ["9.1 ข้อมูลพื้นฐาน", "10.2 มาตรการ", "1.1 โครงสร้าง", "(9.3) พัสดุ"])
    def test_of_a_section_is_left_out(self, label):
        printed = read_printed_code(label)

        assert printed.codes == ()
        assert printed.rest[0] in "ขมโพ"


class TestSeveralCodes:
    @pytest.mark.parametrize(
        ("label", "codes"),
        [
            ("O1 - O6 ข้อมูลพื้นฐาน", ("O1", "O2", "O3", "O4", "O5", "O6")),
            ("O1-O3", ("O1", "O2", "O3")),
            ("O1–O3", ("O1", "O2", "O3")),
            ("O1 ถึง O3", ("O1", "O2", "O3")),
            ("ข้อมูล (O1 - 3)", ("O1", "O2", "O3")),
            ("ข้อ O11, O12", ("O11", "O12")),
            ("O11 และ O12", ("O11", "O12")),
            ("O11, 12 และ 13", ("O11", "O12", "O13")),
            ("O11 แผน O12 รายงาน", ("O11", "O12")),
            ("O33 O33", ("O33",)),
            ("O9-O2", ("O9", "O2")),
            ("O12 รอบ 6 เดือน", ("O12",)),
            ("O12 - 6 เดือนแรก", ("O12",)),
        ],
    )
    def test_are_all_read(self, label, codes):
        assert read_printed_code(label).codes == codes


class TestCodesOfOtherBodies:
    @pytest.mark.parametrize(
        ("label", "code"),
        [
            ("EB 22 ชมรม", "EB22"),
            ("EB22", "EB22"),
            ("eb1", "EB1"),
            ("MOIT 2", "MOIT2"),
            ("MOIT2 ข้อมูล", "MOIT2"),
            ("MOIT๑๕", "MOIT15"),
        ],
    )
    def test_keep_their_letters(self, label, code):
        assert read_printed_code(label).codes == (code,)


class TestWordsThatOnlyLookLikeCodes:
    @pytest.mark.parametrize(
        "label", ["No 1", "No.7 แบบ", "Video 2", "COVID-19", "PO12", "O2569", "O100", "A4", "ISO9001", "0812345678"]
    )
    def test_are_no_certain_codes(self, label):
        printed = read_printed_code(label)

        assert not (printed.codes and printed.certain)

    @given(st.text(max_size=80))
    def test_rubbish_never_breaks_it(self, label):
        printed = read_printed_code(label)

        assert all(code[-1].isdecimal() for code in printed.codes)
