"""Days, months and ranges of them: what one mention in a text says, before it is decided what the text is about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT
from prongsai.core.thai.mentions import find_times


def only(text, fiscal_year=2566):
    (mention,) = find_times(text, fiscal_year).mentions
    return mention


def first(text, fiscal_year=2566):
    return find_times(text, fiscal_year).mentions[0]


def doubts(mention):
    return " ".join(doubt.en for doubt in mention.doubts)


class TestDays:
    @pytest.mark.parametrize(
        "text",
        [
            "5 มกราคม 2566",
            "๕ มกราคม ๒๕๖๖",
            "5 ม.ค. 66",
            "วันที่ 5 มกราคม พ.ศ. 2566",
            "วันที่ 5 เดือนมกราคม พ.ศ. 2566",
            "วันพฤหัสบดีที่ 5 มกราคม 2566",
            "5-ม.ค.-66",
            "5/ม.ค./2566",
            "5/1/2566",
            "05/01/66",
            "5/1/2023",
            "5.1.2566",
            "2566-01-05",
            "2023-01-05",
            "2023/01/05",
            "5 January 2023",
        ],
    )
    def test_of_every_writing_are_the_same_day(self, text):
        mention = only(text)

        assert (mention.kind, mention.value) == ("date", "2023-01-05")
        assert mention.from_on == mention.to_on == date(2023, 1, 5)
        assert mention.doubts == []
        assert mention.is_year_printed

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("32 มกราคม 2566", 32),
            ("31 เมษายน 2566", 31),
            ("29 กุมภาพันธ์ 2566", 29),
            ("30 กุมภาพันธ์ 2567", 30),
            ("31/4/2566", 31),
            ("0 มกราคม 2566", 0),
            ("00/01/2566", 0),
            ("2566-01-00", 0),
        ],
    )
    def test_that_no_month_has_are_said_to_be_none(self, text, day):
        mention = only(text)

        assert (mention.kind, mention.value, mention.from_on) == ("ambiguous", None, None)
        assert f"no day {day} in that month" in doubts(mention)

    @pytest.mark.parametrize(
        ("text", "value"),
        [("31 มกราคม 2566", "2023-01-31"), ("30 เมษายน 2566", "2023-04-30"), ("29 กุมภาพันธ์ 2567", "2024-02-29")],
    )
    def test_at_the_end_of_a_month_exist(self, text, value):
        assert only(text).value == value

    @pytest.mark.parametrize(
        ("text", "doubt"),
        [
            ("วันศุกร์ที่ 5 มกราคม 2566", "weekday"),
            ("1/13/2566", "month stands before the day"),
            ("5.1.66", "may not be a date"),
            ("5-1-66", "may not be a date"),
            ("20230105093000", "long row of digits"),
            ("1 5 มกราคม 2566", "may be 15 split"),
            ("1, 5 มกราคม 2566", "several days"),
            ("1 และ 5 มกราคม 2566", "several days"),
            ("1 หรือ 5 มกราคม 2566", "several days"),
            ("5 เดือน มกราคม 2566", "number before the month"),
            ("๑o มกราคม 2566", "letter among its digits"),
            ("มกรคม 2566", "month is printed"),
        ],
    )
    def test_of_which_one_must_not_be_sure_are_doubted(self, text, doubt):
        assert doubt in doubts(first(text))

    @pytest.mark.parametrize("text", ["4 5 มกราคม 2566", "ข้อ 1 5 มกราคม 2566", "13/1/2566", "วันที่ 5 เดือน มกราคม 2566"])
    def test_beside_such_cases_are_not(self, text):
        assert doubts(first(text)) == ""

    @pytest.mark.parametrize("text", ["1-5-66-7", "5/1/1899", "เลขที่ 5/1/2566/7"])
    def test_inside_longer_numbers_are_none(self, text):
        assert [one for one in find_times(text, 2566).mentions if one.kind == "date"] == []

    @given(st.dates(date(2014, 1, 1), date(2031, 12, 31)), st.sampled_from(["{}/{}/{}", "{}-{}-{}", "{}.{}.{}"]))
    def test_in_digits_are_day_then_month(self, day, form):
        mention = only(form.format(day.day, day.month, day.year + 543), day.year + 543)

        assert mention.value == day.isoformat()


class TestTimesOfDay:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("2023-01-05 09:30", "2023-01-05T09:30:00"),
            ("2023-01-05T09:30:15", "2023-01-05T09:30:15"),
            ("5/1/2566 9:05", "2023-01-05T09:05:00"),
            ("5 มกราคม 2566 9:05:07", "2023-01-05T09:05:07"),
            ("5 มกราคม 2566 เวลา 9:30", "2023-01-05T09:30:00"),
        ],
    )
    def test_belong_to_the_day_before_them(self, text, value):
        mention = only(text)

        assert (mention.kind, mention.value, mention.to_on) == ("datetime", value, date(2023, 1, 5))

    def test_need_a_day_with_its_year(self):
        assert first("5 มกราคม เวลา 9:30").kind == "date"
        assert first("มกราคม 2566 9:30").kind == "month"


class TestMonths:
    @pytest.mark.parametrize("number", range(1, 13))
    def test_begin_with_their_first_and_end_with_their_last_day(self, number):
        for name in (THAI_MONTHS[number - 1], THAI_MONTHS_SHORT[number - 1]):
            mention = only(f"เดือน {name} 2567")

            assert mention.kind == "month"
            assert mention.from_on == date(2024, number, 1)
            assert (mention.to_on + timedelta(1)).day == 1
            assert mention.to_on.month == number

    @pytest.mark.parametrize("number", range(1, 13))
    def test_without_a_year_lie_in_the_fiscal_year(self, number):
        mention = only(THAI_MONTHS[number - 1])

        assert mention.from_on == date(2022 if number >= 10 else 2023, number, 1)
        assert not mention.is_year_printed

    def test_without_any_year_at_all_cannot_be_told(self):
        mention = only("มกราคม", None)

        assert (mention.kind, mention.value, doubts(mention)) == ("ambiguous", None, "the year is not known")

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("เดือน 5/2566", "2023-05"),
            ("เดือน 10/65", "2022-10"),
            ("เดือน 12/2565", "2022-12"),
            ("เดือน 5/2023", "2023-05"),
            ("ต้นเดือนมีนาคม 2566", "2023-03"),
            ("ปลายเดือนมีนาคม 2566", "2023-03"),
            ("กลางเดือนมีนาคม 2566", "2023-03"),
        ],
    )
    def test_may_be_a_number_or_a_part_of_one(self, text, value):
        assert (only(text).kind, only(text).value) == ("month", value)

    @pytest.mark.parametrize("text", ["เดือน 13/2566", "เดือน 0/2566", "เดือน 5/256", "สำนักงาน ก.พ.", "เลขาธิการ ก.พ."])
    def test_are_not_seen_where_none_is_meant(self, text):
        assert [one for one in find_times(text, 2566).mentions if one.kind == "month"] == []

    def test_end_on_the_last_day_of_february(self):
        assert only("สิ้นเดือนกุมภาพันธ์ 2567").value == "2024-02-29"
        assert only("สิ้นเดือนกุมภาพันธ์ 2566").value == "2023-02-28"

    def test_in_a_list_are_each_a_month(self):
        values = [mention.value for mention in find_times("ม.ค., เม.ย. และ ก.ค.", 2566).mentions]

        assert values == ["2023-01", "2023-04", "2023-07"]

    @pytest.mark.parametrize(
        ("text", "value", "doubt"),
        [
            ("ตุลาคม ปีงบประมาณ 2566", "2022-10", ""),
            ("กันยายน ปีงบประมาณ 2566", "2023-09", ""),
            ("มกราคม (ปีงบประมาณ 2567)", "2024-01", ""),
            ("ตุลาคม 2565 (ปีงบประมาณ 2566)", "2022-10", ""),
            ("กันยายน 2566 (ปีงบประมาณ 2566)", "2023-09", ""),
            ("ตุลาคม 2566 (ปีงบประมาณ 2566)", "2023-10", "not in fiscal year 2566"),
            ("กันยายน 2565 (ปีงบประมาณ 2566)", "2022-09", "not in fiscal year 2566"),
            ("ตุลาคม ประจำปี 2566", "2023-10", "fiscal or the calendar"),
            ("กันยายน ประจำปี 2566", "2023-09", ""),
        ],
    )
    def test_beside_a_fiscal_year_are_compared_with_it(self, text, value, doubt):
        mention = first(text)

        assert mention.value == value
        assert doubts(mention) == "" if not doubt else doubt in doubts(mention)


class TestRanges:
    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("1 - 15 มีนาคม 2566", "2023-03-01", "2023-03-15"),
            ("วันที่ 1 ถึงวันที่ 15 มีนาคม 2566", "2023-03-01", "2023-03-15"),
            ("วันจันทร์ที่ 2 ถึงวันศุกร์ที่ 6 มกราคม 2566", "2023-01-02", "2023-01-06"),
            ("1 มี.ค. - 15 เม.ย. 66", "2023-03-01", "2023-04-15"),
            ("28 ธันวาคม - 3 มกราคม 2566", "2022-12-28", "2023-01-03"),
            ("28 ธันวาคม 2565 - 3 มกราคม", "2022-12-28", "2023-01-03"),
            ("ตุลาคม - มีนาคม", "2022-10-01", "2023-03-31"),
            ("ตุลาคม - มีนาคม 2566", "2022-10-01", "2023-03-31"),
            ("ตุลาคม 2565 - มีนาคม", "2022-10-01", "2023-03-31"),
            ("มกราคม - มีนาคม", "2023-01-01", "2023-03-31"),
            ("มกราคม - กุมภาพันธ์ 2567", "2024-01-01", "2024-02-29"),
            ("มีนาคม - มกราคม 2566", "2022-03-01", "2023-01-31"),
            ("ตุลาคม 2565 - ตุลาคม 2565", "2022-10-01", "2022-10-31"),
            ("5 มกราคม 2566 - 5 มกราคม 2566", "2023-01-05", "2023-01-05"),
            ("ต.ค. 65 - ก.ย. 66", "2022-10-01", "2023-09-30"),
            ("ต.ค. 65 - ก.ย. 67", "2022-10-01", "2024-09-30"),
            ("1 ต.ค. 65 - 1 ต.ค. 66", "2022-10-01", "2023-10-01"),
        ],
    )
    def test_have_first_and_last_day(self, text, start, end):
        mention = only(text)

        assert (mention.kind, mention.value, doubts(mention)) == ("interval", f"{start}/{end}", "")
        assert (str(mention.from_on), str(mention.to_on)) == (start, end)

    @pytest.mark.parametrize("text", ["ตุลาคม - มีนาคม", "1 ตุลาคม - 31 มีนาคม"])
    def test_without_a_year_say_so(self, text):
        assert not only(text).is_year_printed
        assert only(text + " 2566").is_year_printed

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("ตุลาคม 2566 - มีนาคม 2566", "2022-10-01/2023-03-31"),
            ("15 - 1 มีนาคม 2566", "2022-03-15/2023-03-01"),
            ("มีนาคม 2567 - มกราคม 2566", None),
        ],
    )
    def test_that_run_backwards_are_doubted(self, text, value):
        mention = only(text)

        assert "first day is after the last" in doubts(mention)
        assert mention.value == value

    @pytest.mark.parametrize("text", ["30 กุมภาพันธ์ - 5 มีนาคม 2566", "มกราคม 2566 - 32 มีนาคม 2566", "0 - 5 มกราคม 2566"])
    def test_with_a_day_that_does_not_exist_are_not_guessed(self, text):
        assert not [one for one in find_times(text, 2566).mentions if one.kind == "interval"]

    @pytest.mark.parametrize(("last", "is_doubted"), [("ก.ย. 66", False), ("ต.ค. 66", True), ("พ.ย. 66", True)])
    def test_a_little_longer_than_a_year_are_doubted(self, last, is_doubted):
        assert ("months long" in doubts(only(f"ต.ค. 65 - {last}"))) is is_doubted

    @pytest.mark.parametrize(
        ("text", "is_doubted"),
        [
            ("มกราคม 2566 ถึง", True),
            ("มกราคม 2566 - ม", True),
            ("มกราคม 2566 - 5", True),
            ("มกราคม 2566 เป็นต้นไป", False),
            ("มกราคม 2566 - จัดทำรายงานให้ครบถ้วน", False),
        ],
    )
    def test_whose_end_was_cut_off_keep_the_first_month_with_a_doubt(self, text, is_doubted):
        mention = only(text)

        assert (mention.kind, mention.value) == ("month", "2023-01")
        assert bool(mention.doubts) is is_doubted

    @given(st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.integers(0, 300))
    def test_printed_in_full_are_exactly_what_is_printed(self, start, length):
        end = start + timedelta(length)
        text = " - ".join(f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + 543}" for day in (start, end))

        mention = only(text, start.year + 543)

        assert mention.value == f"{start}/{end}"


class TestOddYears:
    @pytest.mark.parametrize(
        ("text", "is_odd"),
        [
            ("มกราคม 2526", True),
            ("มกราคม 2566", False),
            ("5 มกราคม 2560", False),
            ("ภายในวันที่ 5 มกราคม 2563", True),
            ("ภายในวันที่ 5 มกราคม 2564", False),
            ("ภายในวันที่ 5 มกราคม 2568", False),
            ("ภายในวันที่ 5 มกราคม 2569", True),
            ("ก่อนวันที่ 5 มกราคม 2563", True),
        ],
    )
    def test_are_those_a_deadline_of_the_document_cannot_have(self, text, is_odd):
        mention = only(text)

        assert mention.has_odd_year is is_odd
        assert ("is odd for this document" in doubts(mention)) is is_odd

    @pytest.mark.parametrize(("year", "is_far"), [(2572, False), (2573, True)])
    def test_lie_more_than_six_years_ahead(self, year, is_far):
        assert ("far in the future" in doubts(only(f"มกราคม {year}"))) is is_far

    @pytest.mark.parametrize(("year", "is_far"), [(2576, False), (2577, True)])
    def test_have_a_fixed_end_where_the_document_has_no_year(self, year, is_far):
        assert ("far in the future" in doubts(only(f"มกราคม {year}", None))) is is_far

    def test_that_are_no_years_are_replaced_with_a_doubt(self):
        mention = only("มกราคม 2999")

        assert (mention.value, mention.is_year_printed) == ("2023-01", False)
        assert mention.doubts
