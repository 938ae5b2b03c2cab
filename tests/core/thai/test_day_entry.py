from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.thai.day_entry import parse_day_entry
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT


class TestParseDayEntry:
    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [
            ("31", "มีนาคม", "2566"),
            ("๓๑", "มี.ค.", "๒๕๖๖"),
            ("31", "3", "66"),
            ("31", "๐๓", "๖๖"),
            (" 31 ", " มีค ", " 2566 "),
            ("31", "March", "2023"),
            ("31", "มีนา", "พ.ศ. 2566"),
        ],
    )
    def test_reads_what_people_type(self, day, month, year):
        assert parse_day_entry(day, month, year) == date(2023, 3, 31)

    def test_three_empty_fields_are_no_day(self):
        assert parse_day_entry("", " ", "") is None

    @given(st.dates(date(1950, 1, 1), date(2190, 12, 31)), st.booleans(), st.integers(0, 2))
    def test_reads_back_every_day(self, day, in_thai, month_form):
        month = (str(day.month), THAI_MONTHS[day.month - 1], THAI_MONTHS_SHORT[day.month - 1])[month_form]
        parts = [str(day.day), month, str(day.year + 543)]
        if in_thai:
            parts = [to_thai_digits(part) for part in parts]

        assert parse_day_entry(*parts) == day

    @pytest.mark.parametrize(
        ("day", "month", "year", "named"),
        [
            ("", "มีนาคม", "2566", "วันที่"),
            ("1", "", "2566", "เดือน"),
            ("1", "มีนาคม", "", "ปี"),
            ("31", "เมษายน", "2566", "31"),
            ("29", "ก.พ.", "2566", "29"),
            ("0", "1", "2566", "0"),
            ("x", "1", "2566", "x"),
            ("1", "13", "2566", "13"),
            ("1", "มกรคม", "2566", "มกรคม"),
            ("1", "1", "256", "256"),
            ("1", "1", "9999", "9999"),
            ("1", "1", "00", "00"),
            ("²", "1", "2566", "²"),
        ],
    )
    def test_names_the_entry_to_correct(self, day, month, year, named):
        with pytest.raises(PersonError) as caught:
            parse_day_entry(day, month, year)

        assert named in caught.value.message_th
        assert caught.value.message_en

    @given(st.text(max_size=5), st.text(max_size=8), st.text(max_size=6))
    def test_gives_a_day_or_a_sentence(self, day, month, year):
        try:
            found = parse_day_entry(day, month, year)
        except PersonError:
            return

        assert found is None or isinstance(found, date)

    @pytest.mark.parametrize(
        ("month", "year", "last"),
        [("2", "2567", date(2024, 2, 29)), ("ก.พ.", "๒๕๖๖", date(2023, 2, 28)), ("ธันวาคม", "69", date(2026, 12, 31))],
    )
    def test_a_month_alone_is_its_end_where_that_is_wanted(self, month, year, last):
        assert parse_day_entry("", month, year, to_month_end=True) == last
        with pytest.raises(PersonError) as caught:
            parse_day_entry("", month, year)

        assert "วันที่" in caught.value.message_th

    @pytest.mark.parametrize(
        ("day", "month", "year"), [("", "", "2567"), ("", "2", ""), ("5", "2", ""), ("5", "", "2567")]
    )
    def test_less_than_month_and_year_is_never_enough(self, day, month, year):
        with pytest.raises(PersonError):
            parse_day_entry(day, month, year, to_month_end=True)
