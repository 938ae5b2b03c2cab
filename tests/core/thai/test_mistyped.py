"""Months typed with a slip, form names before a month, and periods without an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.dates import read_date
from prongsai.core.thai.format import THAI_MONTHS
from prongsai.core.thai.month_spelling import mistyped_month

LETTERS = st.sampled_from("กขคงจชซดตทธนบปพภมยรลวศสหอฮ")


class TestMistypedMonth:
    @given(number=st.integers(1, 12), data=st.data(), letter=LETTERS)
    def test_one_wrong_letter_never_gives_another_month(self, number, data, letter):
        name = THAI_MONTHS[number - 1]
        place = data.draw(st.integers(0, len(name) - 1))

        assert mistyped_month(name[:place] + letter + name[place + 1 :]) in (number, None)

    @pytest.mark.parametrize(
        ("word", "number"),
        [("เมษายม", 4), ("กุมภาพัธ์", 2), ("ธันวาคมม", 12), ("ตุลคาม", 10), ("สิงหาคบ", 8), ("พฤศจิกยน", 11)],
    )
    def test_a_letter_changed_lost_doubled_or_swapped_is_seen_through(self, word, number):
        assert mistyped_month(word) == number

    @pytest.mark.parametrize(
        "word", ["", "ก", "สังคม", "คมนาคม", "สมาคม", "ตุลาการ", "โครงการ", "หน่วยงาน", "ประกาศ", "กรมอนามัย"]
    )
    def test_other_words_are_left_alone(self, word):
        assert mistyped_month(word) is None

    @given(number=st.integers(1, 12), data=st.data(), letter=LETTERS)
    def test_a_mistyped_month_is_never_read_with_confidence_as_something_else(self, number, data, letter):
        name = THAI_MONTHS[number - 1]
        place = data.draw(st.integers(1, len(name) - 1))
        text = f"ภายในเดือน{name[:place]}{letter}{name[place + 1 :]} 2566"

        reading = read_date(text, fiscal_year=2566)

        assert reading.needs_review or reading.value in (None, f"2023-{number:02}")

    @pytest.mark.parametrize("text", ["ม.ย. 2566", "มิ.ค. 2566", "เม.ค. 2566"])
    def test_an_abbreviation_that_is_no_month_is_not_passed_over(self, text):
        reading = read_date(text, fiscal_year=2566)

        assert reading.value is None
        assert reading.needs_review


class TestFormNames:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("แบบ สขร. 1 ตุลาคม 2566", "2023-10"),
            ("สขร.๑ เดือนมกราคม ๒๕๖๗", "2024-01"),
            ("O12 มีนาคม 2567", "2024-03"),
            ("MOIT 5 มิถุนายน 2567", "2024-06"),
        ],
    )
    def test_their_number_is_no_day(self, text, value):
        reading = read_date(text, fiscal_year=2567)

        assert reading.value == value

    @pytest.mark.parametrize("text", ["๑o มกราคม ๒๕๖๔", "3l ธันวาคม 2565", "l5 มีนาคม 2566", "I มกราคม 2566"])
    def test_a_letter_among_the_digits_of_a_day_is_doubted(self, text):
        assert read_date(text, fiscal_year=2566).needs_review


class TestOpenAndDoubtfulPeriods:
    @pytest.mark.parametrize(
        "text",
        ["พ.ศ.2568 – ปัจจุบัน", "ปีงบประมาณ 2566 ถึงปัจจุบัน", "1 ตุลาคม 2566 - ปัจจุบัน", "ประจำปีงบประมาณ 2565-2566 รอบ 6 เดือน"],
    )
    def test_are_not_taken_for_certain(self, text):
        reading = read_date(text, fiscal_year=2566)

        assert reading.needs_review

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("01/10/65-30/09/66", "2022-10-01/2023-09-30"),
            ("วันสิ้นสุดปีงบประมาณ พ.ศ. 2566", "2023-09-30"),
            ("2 ตุลาคม 2566 เวลา 14:05 น.", "2023-10-02T14:05:00"),
        ],
    )
    def test_plain_ones_are(self, text, value):
        reading = read_date(text, fiscal_year=2566)

        assert (reading.value, reading.needs_review) == (value, False)
