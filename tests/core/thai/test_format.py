from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.format import (
    THAI_MONTHS,
    THAI_MONTHS_SHORT,
    bangkok_day,
    format_date,
    format_month,
    format_month_range,
)

DAY = date(2023, 3, 31)


class TestBangkokDay:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2023, 3, 31, 16, 59, tzinfo=UTC), date(2023, 3, 31)),
            (datetime(2023, 3, 31, 17, 0, tzinfo=UTC), date(2023, 4, 1)),
            (datetime(2023, 4, 1, 0, 0, tzinfo=timezone(timedelta(hours=7))), date(2023, 4, 1)),
            (datetime(2023, 3, 31, 23, 59), date(2023, 3, 31)),  # no zone: Bangkok's
            (date(2023, 3, 31), date(2023, 3, 31)),
        ],
    )
    def test_begins_at_seventeen_utc(self, moment, day):
        assert type(bangkok_day(moment)) is date
        assert bangkok_day(moment) == day
        assert format_date(moment) == format_date(day)
        assert format_month(moment) == format_month(day)


class TestFormatDate:
    @pytest.mark.parametrize(
        ("style", "digits", "text"),
        [
            ("full", "thai", "๓๑ มีนาคม ๒๕๖๖"),
            ("full", "arabic", "31 มีนาคม 2566"),
            ("short", "thai", "๓๑ มี.ค. ๒๕๖๖"),
            ("short", "arabic", "31 มี.ค. 2566"),
            ("numeric", "thai", "๓๑/๐๓/๒๕๖๖"),
            ("numeric", "arabic", "31/03/2566"),
        ],
    )
    def test_writes_each_style_in_each_script(self, style, digits, text):
        assert format_date(DAY, style, digits) == text

    def test_is_full_and_in_thai_digits_by_default(self):
        assert format_date(date(2022, 10, 1)) == "๑ ตุลาคม ๒๕๖๕"

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["full", "short", "numeric"]))
    def test_scripts_differ_in_digits_only(self, day, style):
        thai = format_date(day, style, "thai")

        assert not any(letter in "0123456789" for letter in thai)
        assert thai.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")) == format_date(day, style, "arabic")


class TestFormatMonth:
    def test_writes_each_style(self):
        assert format_month(DAY) == "มีนาคม ๒๕๖๖"
        assert format_month(DAY, "short", "arabic") == "มี.ค. 2566"
        assert format_month(DAY, "numeric") == "๐๓/๒๕๖๖"

    def test_writes_a_range_of_months(self):
        assert format_month_range(date(2022, 10, 1), DAY) == "ตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖"
        assert format_month_range(date(2022, 10, 1), DAY, "short", "arabic") == "ต.ค. 2565 - มี.ค. 2566"

    def test_writes_one_month_once(self):
        assert format_month_range(date(2023, 3, 1), DAY) == "มีนาคม ๒๕๖๖"


class TestMonthNames:
    def test_there_are_twelve_of_each(self):
        assert len(set(THAI_MONTHS)) == len(set(THAI_MONTHS_SHORT)) == 12

    def test_long_months_end_in_khom(self):
        for number, name in enumerate(THAI_MONTHS, start=1):
            length = {"คม": 31, "ยน": 30, "ธ์": 28}[name[-2:]]

            assert (date(2023 + number // 12, number % 12 + 1, 1) - date(2023, number, 1)).days == length
