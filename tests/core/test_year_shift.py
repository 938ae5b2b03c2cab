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
