from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.plan import Deadline
from prongsai.core.report_form.day_words import (
    find_day,
    find_month,
    format_day,
    format_deadline,
    last_of_month,
    parse_deadline,
    same_deadline,
)
from prongsai.core.report_form.marked_text import squashed

any_deadline = st.builds(
    Deadline,
    kind=st.sampled_from(["date", "monthly", "relative", "continuous", "none"]),
    due_on=st.none() | st.dates(),
    from_on=st.none() | st.dates(),
    until_on=st.none() | st.dates(),
    days_after_event=st.none() | st.integers(-1000, 10**6),
    working_days=st.booleans(),
)


class TestDays:
    @given(st.dates())
    def test_are_read_back_also_without_blanks(self, day):
        assert find_day(format_day(day)) == day
        assert find_day(squashed(format_day(day))) == day

    @pytest.mark.parametrize("text", ["", "๓๑ กุมภาพันธ์ ๒๕๖๖", "๐ มกราคม ๒๕๖๖", "มกราคม ๒๕๖๖", "๑ มกราคม ๑๐๐"])
    def test_that_do_not_exist_are_none(self, text):
        assert find_day(text) is None

    def test_of_a_month_end_with_its_last(self):
        assert last_of_month(date(2024, 2, 1)) == date(2024, 2, 29)
        assert last_of_month(date.max) == date.max
        assert find_month("กุมภาพันธ์ ๒๕๖๗") == date(2024, 2, 1)


class TestDeadlines:
    @given(any_deadline)
    def test_of_any_shape_are_read_back(self, deadline):
        words = format_deadline(deadline)

        assert same_deadline(parse_deadline(words), deadline)
        assert same_deadline(parse_deadline(squashed(words)), deadline)
        assert not set(words) & set("()“”:")

    @pytest.mark.parametrize(
        ("deadline", "words"),
        [
            (Deadline("date", due_on=date(2023, 1, 31)), "ภายในวันที่ ๓๑ มกราคม ๒๕๖๖"),
            (Deadline("date", due_on=date(2023, 1, 31), from_on=date(2023, 1, 1)), "ในเดือนมกราคม ๒๕๖๖"),
            (
                Deadline("date", due_on=date(2023, 1, 31), from_on=date(2022, 12, 5)),
                "ตั้งแต่วันที่ ๕ ธันวาคม ๒๕๖๕ ถึงวันที่ ๓๑ มกราคม ๒๕๖๖",
            ),
            (
                Deadline("monthly", from_on=date(2022, 10, 1), until_on=date(2023, 9, 30)),
                "ทุกเดือน ตุลาคม ๒๕๖๕ - กันยายน ๒๕๖๖",
            ),
            (Deadline("continuous"), "ต่อเนื่อง"),
            (Deadline("relative", days_after_event=7), "ภายใน ๗ วันหลังเสร็จสิ้นแต่ละครั้ง"),
            (Deadline("relative", days_after_event=7, working_days=True), "ภายใน ๗ วันทำการหลังเสร็จสิ้นแต่ละครั้ง"),
            (Deadline("none"), "ไม่กำหนดเวลา"),
        ],
    )
    def test_read_naturally(self, deadline, words):
        assert format_deadline(deadline) == words

    @given(st.text(max_size=40))
    def test_in_words_of_another_hand_are_none_or_a_deadline(self, text):
        found = parse_deadline(text)

        assert found is None or isinstance(found, Deadline)
