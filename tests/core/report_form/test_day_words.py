from dataclasses import replace
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

    @pytest.mark.parametrize(
        ("deadline", "words"),
        [
            (Deadline("date"), "แบบมีกำหนดวัน"),
            (Deadline("relative"), "แบบนับจากเหตุ"),
            (Deadline("none", working_days=True), "แบบไม่กำหนดเวลา, นับเฉพาะวันทำการ"),
            (Deadline("none", due_on=date(2023, 1, 5)), "แบบไม่กำหนดเวลา, ครบกำหนดวันที่ ๕ มกราคม ๒๕๖๖"),
            (
                Deadline("date", due_on=date(2023, 1, 5), until_on=date(2023, 2, 5)),
                "แบบมีกำหนดวัน, ครบกำหนดวันที่ ๕ มกราคม ๒๕๖๖, สิ้นสุดวันที่ ๕ กุมภาพันธ์ ๒๕๖๖",
            ),
            (
                Deadline("monthly", from_on=date(2023, 1, 5), days_after_event=3),
                "แบบทุกเดือน, เริ่มวันที่ ๕ มกราคม ๒๕๖๖, ๓ วันหลังเหตุ",
            ),
        ],
    )
    def test_of_odd_shapes_list_their_parts(self, deadline, words):
        assert format_deadline(deadline) == words
        assert same_deadline(parse_deadline(words), deadline)

    @pytest.mark.parametrize(
        ("start", "due", "words"),
        [
            (date(2024, 2, 1), date(2024, 2, 29), "ในเดือนกุมภาพันธ์ ๒๕๖๗"),
            (date(2024, 2, 1), date(2024, 2, 28), "ตั้งแต่วันที่ ๑ กุมภาพันธ์ ๒๕๖๗ ถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๗"),
            (date(2024, 2, 2), date(2024, 2, 29), "ตั้งแต่วันที่ ๒ กุมภาพันธ์ ๒๕๖๗ ถึงวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗"),
            (date(2024, 1, 1), date(2024, 2, 29), "ตั้งแต่วันที่ ๑ มกราคม ๒๕๖๗ ถึงวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗"),
        ],
    )
    def test_name_a_month_only_where_it_is_a_whole_one(self, start, due, words):
        assert format_deadline(Deadline("date", due_on=due, from_on=start)) == words

    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (date(2022, 10, 1), date(2023, 3, 31), "ต่อเนื่อง ตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖"),
            (date(2022, 10, 2), date(2023, 3, 31), "ต่อเนื่อง ตั้งแต่วันที่ ๒ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๑ มีนาคม ๒๕๖๖"),
            (date(2022, 10, 1), date(2023, 3, 30), "ต่อเนื่อง ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๐ มีนาคม ๒๕๖๖"),
            (date(2022, 10, 1), None, "ต่อเนื่อง ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕"),
            (None, date(2023, 3, 31), "ต่อเนื่อง ถึงวันที่ ๓๑ มีนาคม ๒๕๖๖"),
        ],
    )
    def test_of_what_runs_on_name_months_or_days(self, start, end, words):
        assert format_deadline(Deadline("continuous", from_on=start, until_on=end)) == words

    @pytest.mark.parametrize(
        "words",
        [
            "ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๖",
            "ตั้งแต่วันที่ ๓๑ กุมภาพันธ์ ๒๕๖๖ ถึงวันที่ ๑ มีนาคม ๒๕๖๖",
            "ตั้งแต่วันที่ ๑ มีนาคม ๒๕๖๖ ถึงวันที่ ๓๒ มีนาคม ๒๕๖๖",
            "ในเดือนมกราคม ๑๐๐",
            "ในเดือนมกราคม",
            "ทุกเดือน มกราคม ๒๐๐ - มีนาคม ๒๕๖๖",
            "ทุกเดือน มกราคม ๒๕๖๖ - มีนาคม ๒๐๐",
            "ทุกเดือนแรก",
            "ภายใน ๗ ปีหลังเสร็จสิ้นแต่ละครั้ง",
            "แบบมีกำหนดวัน, อย่างอื่น",
            "แบบอื่น",
            "ไม่กำหนด",
            "",
        ],
    )
    def test_that_the_form_never_wrote_or_that_do_not_exist_are_none(self, words):
        assert parse_deadline(words) is None


class TestSameDeadline:
    @pytest.mark.parametrize(
        "changes",
        [
            *({"kind": "monthly"}, {"due_on": date(2023, 1, 6)}, {"from_on": date(2023, 1, 1)}),
            *({"until_on": date(2023, 1, 1)}, {"days_after_event": 0}, {"working_days": True}),
        ],
    )
    def test_sees_every_field_that_says_a_time(self, changes):
        deadline = Deadline("date", due_on=date(2023, 1, 5))

        assert not same_deadline(deadline, replace(deadline, **changes))

    def test_does_not_mind_how_it_was_printed_or_computed(self):
        deadline = Deadline("date", due_on=date(2023, 1, 5))

        assert same_deadline(deadline, replace(deadline, as_printed="ก", inferred=("year",), why="ข"))

    def test_none_is_only_the_same_as_none(self):
        assert same_deadline(None, None)
        assert not same_deadline(None, Deadline("none"))
        assert not same_deadline(Deadline("none"), None)
