import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.tokens import tokenize
from prongsai.core.thai.years import YearReader, is_misread_six, two_digit_year


def year_after_month(text, fiscal_year=2566):
    tokens = tokenize(f"มกราคม {text}")
    return YearReader(tokens, f"มกราคม {text}", fiscal_year).after_month(1)


def year_after_word(text, fiscal_year=2566):
    tokens = tokenize(f"ปีงบประมาณ {text}")
    return YearReader(tokens, f"ปีงบประมาณ {text}", fiscal_year).after_word(1)


class TestYearAfterMonth:
    @pytest.mark.parametrize(
        ("text", "year"),
        [
            ("2566", 2566),
            ("พ.ศ. 2566", 2566),
            ("พ.ศ.2566", 2566),
            ("ปี 2566", 2566),
            ("ปี พ.ศ. 2566", 2566),
            ("พุทธศักราช 2566", 2566),
            ("66", 2566),
            ("พ.ศ. 66", 2566),
            ("45", 2545),
            ("2023", 2566),
            ("ค.ศ. 2023", 2566),
            ("2499", 2499),
        ],
    )
    def test_is_sure_of_a_whole_year(self, text, year):
        reading = year_after_month(text)

        assert (reading.be, reading.doubt) == (year, None)

    @pytest.mark.parametrize(
        ("text", "year"),
        [
            ("256 6", 2566),
            ("25 66", 2566),
            ("2 566", 2566),
            ("2 5 6 6", 2566),
            ("25666", 2566),
            ("253\\66", 2566),
            ("256", None),
            ("25", None),
            ("2", None),
            ("พ.ศ.", None),
            ("12345", None),
            ("9999", None),
            ("23", 2566),
            ("พ.ศ. 10", 2510),
        ],
    )
    def test_doubts_a_damaged_one(self, text, year):
        reading = year_after_month(text)

        assert reading.be == year
        assert reading.doubt
        assert reading.doubt.th
        assert reading.doubt.en

    @pytest.mark.parametrize(
        "text", ["66 คน", "2,566 บาท", "1. รายงาน", "12. รายงาน", "66%", "15 เดือน", "5", "รายงาน", ""]
    )
    def test_takes_no_other_number_for_a_year(self, text):
        assert year_after_month(text) is None

    @given(st.integers(2400, 2699))
    def test_reads_every_year_of_the_era(self, year):
        assert year_after_month(str(year)).be == year


class TestYearAfterWord:
    @pytest.mark.parametrize("text", ["2566", "พ.ศ. 2566", "พ.ศ.ITA2566", ": 2566", "66", "(2566)", "-2566"])
    def test_reads_it_behind_signs_and_leftovers(self, text):
        assert year_after_word(text).be == 2566

    @pytest.mark.parametrize("text", ["", "ปัจจุบัน", "และ 2566"])
    def test_is_none_where_no_year_follows(self, text):
        assert year_after_word(text) is None


class TestTwoDigitYear:
    @given(st.integers(40, 79))
    def test_is_sure_of_buddhist_years_of_our_time(self, number):
        assert two_digit_year(f"{number:02}") == (2500 + number, None)

    @given(st.integers(0, 39))
    def test_doubts_years_that_may_be_christian(self, number):
        year, doubt = two_digit_year(f"{number:02}")

        assert year == 2543 + number
        assert doubt


class TestIsMisreadSix:
    @pytest.mark.parametrize(
        ("year", "fiscal_year", "strict", "expected"),
        [
            (2526, 2566, False, True),
            (2506, 2566, False, True),
            (2523, 2566, False, True),
            (2500, 2566, False, True),
            (2596, 2566, False, True),
            (2566, 2566, True, False),
            (2562, 2566, True, False),
            (2542, 2566, True, False),
            (2552, 2566, True, False),
            (2560, 2566, False, False),
            (2560, 2566, True, True),
            (2523, None, False, True),
            (2526, None, False, True),
            (2499, 2566, True, False),
        ],
    )
    def test_doubts_only_what_a_six_would_explain(self, year, fiscal_year, strict, expected):
        assert is_misread_six(year, fiscal_year, is_strict=strict) is expected

    @given(st.integers(2560, 2569), st.integers(-4, 4))
    def test_never_doubts_a_year_near_the_document(self, fiscal_year, distance):
        assert not is_misread_six(fiscal_year + distance, fiscal_year, is_strict=True)
