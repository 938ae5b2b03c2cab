"""Days and years in texts, one year on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.year_shift import shift_day, shift_years_in_text


def moved(text, fiscal_year=2566):
    return shift_years_in_text(text, fiscal_year=fiscal_year, years=1).text


class TestShiftDay:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2022, 10, 1), date(2023, 10, 1)),
            (date(2023, 1, 31), date(2024, 1, 31)),
            (date(2023, 2, 28), date(2024, 2, 29)),
            (date(2024, 2, 29), date(2025, 2, 28)),
            (date(2024, 2, 28), date(2025, 2, 28)),
            (date(2023, 2, 27), date(2024, 2, 27)),
            (date(2023, 4, 30), date(2024, 4, 30)),
            (date(2024, 12, 31), date(2025, 12, 31)),
            (date(2023, 6, 29), date(2024, 6, 29)),
        ],
    )
    def test_keeps_the_day_and_the_end_of_a_month(self, day, expected):
        assert shift_day(day, 1) == expected

    @given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
    def test_keeps_the_month_and_whether_it_is_its_last_day(self, day):
        later = shift_day(day, 1)

        assert (later.year, later.month) == (day.year + 1, day.month)
        if (day + timedelta(1)).month != day.month:
            assert (later + timedelta(1)).month != later.month


class TestShiftYearsInText:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ภายในเดือนตุลาคม ๒๕๖๕", "ภายในเดือนตุลาคม ๒๕๖๖"),
            ("ภายในเดือน ธันวาคม 2565", "ภายในเดือน ธันวาคม 2566"),
            ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ พ.ศ. ๒๕๖๗"),
            ("ปีงบประมาณ พ.ศ.๒๕๖๖", "ปีงบประมาณ พ.ศ.๒๕๖๗"),
            ("ประจำปี งบประมาณ ๒๕๖๕-", "ประจำปี งบประมาณ ๒๕๖๖-"),
            ("ผลของปีงบประมาณ 2565 และ 2566", "ผลของปีงบประมาณ 2566 และ 2567"),
            ("ความเสี่ยงประจำปี ๒๕๖๖", "ความเสี่ยงประจำปี ๒๕๖๗"),
            ("ผลการประเมิน ITA 2565", "ผลการประเมิน ITA 2566"),
            ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๖ - ก.ย. ๖๗"),
            ("ต.ค.65", "ต.ค.66"),
            ("31/10/2565 ถึง ๓๑/๓/๖๖", "31/10/2566 ถึง ๓๑/๓/๖๗"),
            ("31 ธันวาคม พ.ศ. 2565", "31 ธันวาคม พ.ศ. 2566"),
            ("31 October 2022", "31 October 2023"),
            ("๒๘ กุมภาพันธ์ ๒๕๖๖", "๒๙ กุมภาพันธ์ ๒๕๖๗"),
            ("28 ก.พ. 2566", "29 ก.พ. 2567"),
            ("รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)", "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๖ - มีนาคม ๒๕๖๗)"),
            ("เทศบัญญัติงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "เทศบัญญัติงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
            ("ประกาศต่าง ๆ ใน ปีงบประมาณ พ.ศ. ๒๕๖๖", "ประกาศต่าง ๆ ใน ปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ],
    )
    def test_moves_years_of_the_plan(self, text, expected):
        assert moved(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐",
            "พระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2565",
            "ระเบียบกระทรวงการคลัง พ.ศ. ๒๕๖๕",
            "ตามประกาศ ก.ท. เรื่อง มาตรฐานทั่วไป (ฉบับที่ ๒) พ.ศ. ๒๕๖๖",
            "คำสั่งที่ ๑๒๓/๒๕๖๕",
            "คำสั่งที่ 45/2566 ลงวันที่ 3 ตุลาคม 2565",
            "ประกาศ ณ วันที่ ๓ ตุลาคม ๒๕๖๕",
            "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)",
            "http://www.abc.go.th/2566/ita2566.pdf",
            "www.abc.go.th/plan-2566",
            "งบประมาณ ๒,๕๖๖ บาท",
            "งบประมาณ 2566 บาท",
            "ร้อยละ 66",
            "โทร. 044 256 6",
            "อย่างน้อย ๑ ภารกิจ ภายใน ๗ วัน",
            "ตั้งแต่ปี ๒๕๔๒",
            "",
        ],
    )
    def test_leaves_laws_orders_addresses_and_amounts(self, text):
        assert moved(text) == text

    def test_names_what_it_moved_and_what_it_left(self):
        shifted = shift_years_in_text("ตามระเบียบ พ.ศ. ๒๕๖๕ ภายในเดือนมกราคม ๒๕๖๖", fiscal_year=2566, years=1)

        assert shifted.moved == ("๒๕๖๖ → ๒๕๖๗",)
        assert shifted.left == ("๒๕๖๕",)

    @given(st.text("กขปีงบประมาณพ.ศ. ๐๑๒๕๖๗0125/-ตุลาคมก.พ.()", max_size=60))
    def test_any_text_keeps_everything_but_digits(self, text):
        result = moved(text)

        assert len(result) == len(text)
        assert [a for a, b in zip(text, result, strict=True) if a != b and not a.isdigit()] == []

    @given(st.sampled_from([2563, 2566, 2569]), st.integers(0, 11), st.booleans())
    def test_a_month_of_the_year_moves_to_the_same_month_of_the_next(self, fiscal_year, offset, is_thai):
        from prongsai.core.thai.deadline import read_deadline
        from prongsai.core.thai.format import format_month

        month = (9 + offset) % 12 + 1
        day = date(fiscal_year - 543 - (month >= 10), month, 1)
        text = "จัดทำแผนภายในเดือน" + format_month(day, "full", "thai" if is_thai else "arabic")
        before = read_deadline(text, fiscal_year=fiscal_year)

        after = read_deadline(moved(text, fiscal_year), fiscal_year=fiscal_year + 1)

        assert before is not None
        assert after is not None
        assert after.due_on == shift_day(before.due_on, 1)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("๒๙ กุมภาพันธ์ ๒๕๖๗", "๒๘ กุมภาพันธ์ ๒๕๖๘"),
            ("29 ก.พ. 67", "28 ก.พ. 68"),
            ("๒๙/๐๒/๒๕๖๗", "๒๘/๐๒/๒๕๖๘"),
            ("29/2/2567", "28/2/2568"),
            ("29-02-2567", "28-02-2568"),
            ("29 February 2024", "28 February 2025"),
            ("27 - 29 กุมภาพันธ์ พ.ศ. 2567", "27 - 28 กุมภาพันธ์ พ.ศ. 2568"),
        ],
    )
    def test_never_prints_a_29_february_that_does_not_exist(self, text, expected):
        assert moved(text, 2567) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("๒๘/๐๒/๒๕๖๖", "๒๙/๐๒/๒๕๖๗"),
            ("28.2.2566", "29.2.2567"),
            ("๒๘.๐๒.๒๕๖๖", "๒๙.๐๒.๒๕๖๗"),
            ("1.2566 และ 12.2566", "1.2566 และ 12.2566"),
            ("28 กุมภาพันธ์ พ.ศ.2566", "29 กุมภาพันธ์ พ.ศ.2567"),
            ("28 กุมภาพันธ์ 2565", "28 กุมภาพันธ์ 2566"),
            ("28/12/2566", "28/12/2567"),
            ("28/02 2566", "28/02 2566"),
            ("128 ก.พ. 66", "128 ก.พ. 67"),
        ],
    )
    def test_moves_the_last_day_of_february_with_the_month(self, text, expected):
        assert moved(text) == expected

    @given(st.dates(date(2019, 10, 1), date(2025, 9, 30)), st.sampled_from(["full", "short", "numeric"]), st.booleans())
    def test_a_printed_day_moves_as_the_day_itself_does(self, day, style, is_thai):
        from prongsai.core.fiscal_year import fiscal_year_of
        from prongsai.core.thai.format import format_date

        digits = "thai" if is_thai else "arabic"

        text = moved("ภายในวันที่ " + format_date(day, style, digits), fiscal_year_of(day))

        assert text == "ภายในวันที่ " + format_date(shift_day(day, 1), style, digits)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("พ.ศ. ๒๕๖๖ - ๒๕๖๗", "พ.ศ. ๒๕๖๗ - ๒๕๖๘"),
            ("พ.ศ. 2565 ถึง พ.ศ. 2566", "พ.ศ. 2566 ถึง พ.ศ. 2567"),
            ("ธันวาคม ๒๕๖๕ - มกราคม ๒๕๖๖", "ธันวาคม ๒๕๖๖ - มกราคม ๒๕๖๗"),
            ("ธ.ค. ๖๕ - ม.ค. ๖๖", "ธ.ค. ๖๖ - ม.ค. ๖๗"),
            ("๒๘ ธ.ค. ๒๕๖๕ ถึง ๓ ม.ค. ๒๕๖๖", "๒๘ ธ.ค. ๒๕๖๖ ถึง ๓ ม.ค. ๒๕๖๗"),
            ("ปีงบประมาณ พ.ศ. ๒๕๖๖-๒๕๖๗", "ปีงบประมาณ พ.ศ. ๒๕๖๗-๒๕๖๘"),
            ("(พ.ศ. ๒๕๖๖ - ๒๕๖๘)", "(พ.ศ. ๒๕๖๖ - ๒๕๖๘)"),
            ("ระเบียบพัสดุ พ.ศ. ๒๕๖๕ และ ๒๕๖๖", "ระเบียบพัสดุ พ.ศ. ๒๕๖๕ และ ๒๕๖๖"),
        ],
    )
    def test_both_ends_of_a_range_move_or_stay_together(self, text, expected):
        assert moved(text) == expected

    @pytest.mark.parametrize(
        ("year", "expected"), [(2563, 2563), (2564, 2565), (2565, 2566), (2567, 2568), (2568, 2569), (2569, 2569)]
    )
    def test_only_years_at_most_two_from_the_plans_are_its_own(self, year, expected):
        assert moved(f"ปีงบประมาณ {year}") == f"ปีงบประมาณ {expected}"
        assert moved(f"ปีงบ {year % 100}") == f"ปีงบ {expected % 100}"
        assert moved(f"ปี {year - 543}") == f"ปี {expected - 543}"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ม.ค. ๙๙", "ม.ค. ๙๙"),
            ("ปี 66", "ปี 66"),
            ("ข้อ 66", "ข้อ 66"),
            ("ปีงบประมาณ ๖๖", "ปีงบประมาณ ๖๗"),
            ("๓๐/๐๙/๖๖", "๓๐/๐๙/๖๗"),
        ],
    )
    def test_two_digits_are_a_year_only_behind_a_month_or_fiscal_year(self, text, expected):
        assert moved(text) == expected

    def test_a_century_turns_over_in_two_digits(self):
        assert moved("ม.ค. ๙๙", 2599) == "ม.ค. ๐๐"

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("พ.ศ. ๒๕๖๖ ไม่มีกฎหมายนำหน้า", ()),
            ("ประกาศ พ.ศ. ๒๕๖๖", ("๒๕๖๖",)),
            ("ผลคะแนน ๒๕๖๖", ("๒๕๖๖",)),
            ("แผน (พ.ศ. ๒๕๖๖ - ๒๕๗๐)", ("๒๕๖๖",)),
            ("https://a.go.th/ปี-๒๕๖๖", ()),
            ("พ.ร.บ. พ.ศ. ๒๕๔๐", ()),
        ],
    )
    def test_years_near_the_plans_that_stay_are_named(self, text, left):
        assert shift_years_in_text(text, fiscal_year=2566, years=1).left == left

    def test_an_address_ends_where_a_blank_begins(self):
        assert moved("www.a.go.th/2566 ปี 2566") == "www.a.go.th/2566 ปี 2567"

    @pytest.mark.parametrize("word", ["ลงวันที่", "ลว.", "สั่ง ณ วันที่", "ประกาศ ณ วันที่"])
    def test_the_day_of_an_order_stays_in_any_writing(self, word):
        for day in ("๓ ตุลาคม ๒๕๖๕", "3 ต.ค. 65", "3/10/2565"):
            assert moved(f"{word} {day}") == f"{word} {day}"

    def test_moves_back_as_well_as_forward(self):
        assert shift_years_in_text("มกราคม ๒๕๖๖", fiscal_year=2566, years=-1).text == "มกราคม ๒๕๖๕"
