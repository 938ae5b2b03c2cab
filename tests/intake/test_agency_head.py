"""The head of a document: agency, year, round."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.plan import Agency
from prongsai.core.reporting_round import round_of
from prongsai.intake.agency_head import (
    Head,
    agency_from_name,
    infer_fiscal_year,
    is_head_line,
    read_head,
    round_from_head,
)


class TestAgency:
    @pytest.mark.parametrize(
        ("line", "name", "kind"),
        [
            ("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบลตัวอย่าง", "tambon_municipality"),
            ("เทศบาลเมืองตัวอย่าง อำเภอเมือง", "เทศบาลเมืองตัวอย่าง", "town_municipality"),
            ("ของ เทศบาลนครตัวอย่าง ประจำปี", "เทศบาลนครตัวอย่าง", "city_municipality"),
            ("องค์การบริหารส่วนตำบลตัวอย่าง", "องค์การบริหารส่วนตำบลตัวอย่าง", "tao"),
            ("องค์การบริหารส่วนจังหวัดสมมติ", "องค์การบริหารส่วนจังหวัดสมมติ", "pao"),
            ("อบต.ตัวอย่าง", "องค์การบริหารส่วนตำบลตัวอย่าง", "tao"),
            ("อบจ. สมมติ", "องค์การบริหารส่วนจังหวัดสมมติ", "pao"),
            ("ทต.ตัวอย่าง อ.เมือง", "เทศบาลตำบลตัวอย่าง", "tambon_municipality"),
            ("ทม.ตัวอย่าง", "เทศบาลเมืองตัวอย่าง", "town_municipality"),
            ("ทน.ตัวอย่าง", "เทศบาลนครตัวอย่าง", "city_municipality"),
            ("เทศบาลตำบล ตัวอย่าง", "เทศบาลตำบลตัวอย่าง", "tambon_municipality"),
            ("เทศบาลตำบลตัวอย่างอำเภอเมืองจังหวัดสมมติ", "เทศบาลตำบลตัวอย่าง", "tambon_municipality"),
        ],
    )
    def test_reads_name_and_kind(self, line, name, kind):
        head = read_head([line])

        assert (head.agency.name, head.agency.kind) == (name, kind)

    def test_reads_district_and_province_after_it(self):
        head = read_head(["เทศบาลตำบลตัวอย่าง", "อำเภอหนองสมมติ จังหวัดสมมติ"])

        assert (head.agency.district, head.agency.province) == ("หนองสมมติ", "สมมติ")

    def test_reads_short_forms_of_places(self):
        head = read_head(["อบต.ตัวอย่าง อ.เมือง จ.สมมติ"])

        assert (head.agency.district, head.agency.province) == ("เมือง", "สมมติ")

    def test_a_province_organisation_lies_in_its_province(self):
        assert read_head(["องค์การบริหารส่วนจังหวัดสมมติ"]).agency.province == "สมมติ"

    def test_the_name_printed_most_often_wins(self):
        head = read_head(["เทศบาลตำบลหนึ่ง", "ของเทศบาลตำบลสองสาม ประจำปี", "เทศบาลตำบลสองสาม"])

        assert head.agency.name == "เทศบาลตำบลสองสาม"

    @pytest.mark.parametrize("line", ["เทศบาลตำบลได้ดำเนินการ", "องค์การบริหารส่วนตำบลทุกแห่ง", "เทศบาลตำบล", ""])
    def test_a_kind_without_a_name_is_no_agency(self, line):
        assert read_head([line]).agency == Agency("")

    def test_asks_later_texts_and_the_file_name_last(self):
        assert read_head(["แผน"], later=["เทศบาลตำบลตัวอย่าง"]).agency.name == "เทศบาลตำบลตัวอย่าง"
        assert read_head([], name="มาตรการ อบต.ตัวอย่าง 2567.docx").agency.name == "องค์การบริหารส่วนตำบลตัวอย่าง"

    def test_a_name_given_wins_and_keeps_the_place(self):
        found = Agency("เทศบาลตำบลอื่น", "tambon_municipality", "เมือง", "สมมติ")

        assert agency_from_name("อบต.ตัวอย่าง", found) == Agency("อบต.ตัวอย่าง", "tao", "เมือง", "สมมติ")


class TestYears:
    @pytest.mark.parametrize(
        "line",
        [
            "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
            "ปีงบประมาณ 2566",
            "ประจำปี พ.ศ.2566",
            "ปีงบประมาณ พ.ศ. 66",
            "ปี งบ ประมาณ พ.ศ. ๒๕ ๖๖",
            "แผนปี 2566",
            "FY 2023",
        ],
    )
    def test_reads_the_fiscal_year(self, line):
        assert read_head([line]).fiscal_year == 2566

    def test_the_year_of_the_result_is_the_basis(self):
        head = read_head(
            [
                "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
                "จากการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๕",
            ]
        )

        assert (head.fiscal_year, head.based_on) == (2566, 2565)

    def test_both_years_may_stand_in_one_line(self):
        head = read_head(["การวิเคราะห์ผลการประเมิน ITA ประจำปี 2566 และกำหนดมาตรการ ประจำปีงบประมาณ พ.ศ. 2567"])

        assert (head.fiscal_year, head.based_on) == (2567, 2566)

    def test_the_basis_alone_tells_the_year_after(self):
        assert read_head(["จากผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566"]).fiscal_year == 2567

    def test_a_round_with_months_tells_the_year(self):
        assert read_head(["รอบ 6 เดือน (ตุลาคม 2566 - มีนาคม 2567)"]).fiscal_year == 2567

    @pytest.mark.parametrize("line", ["", "มาตรการ", "พ.ศ. 2490", "เลขที่ 1234"])
    def test_none_where_no_year_is_told(self, line):
        assert read_head([line]).fiscal_year is None

    def test_most_days_tell_the_year(self):
        assert infer_fiscal_year([date(2022, 10, 1), date(2023, 9, 30), date(2022, 9, 30)]) == 2566
        assert infer_fiscal_year([]) is None


class TestRound:
    @pytest.mark.parametrize(
        "line", ["รอบ ๖ เดือน", "รอบ 6 เดือน", "รอบ 6 เดือนแรก", "รอบหกเดือน", "(ตุลาคม 2565 - มีนาคม 2566)"]
    )
    def test_half_year(self, line):
        head = read_head(["รายงานผล ปีงบประมาณ 2566", line])

        assert round_from_head(head, 2566, has_results=True) == round_of("half_year", 2566)

    @pytest.mark.parametrize("line", ["รอบ ๑๒ เดือน", "รอบ 12 เดือน", "(1 ต.ค. 2565 ถึง 30 ก.ย. 2566)"])
    def test_full_year(self, line):
        head = read_head(["รายงานผล ปีงบประมาณ 2566", line])

        assert round_from_head(head, 2566, has_results=True) == round_of("full_year", 2566)

    def test_the_second_half_has_its_own_days(self):
        head = read_head(["รายงานผล รอบ 6 เดือนหลัง ปีงบประมาณ 2566"])

        found = round_from_head(head, 2566, has_results=True)

        assert found is not None
        assert (found.from_on, found.to_on) == (date(2023, 4, 1), date(2023, 9, 30))

    def test_a_report_without_a_round_is_of_the_year(self):
        head = Head(Agency(""), 2566, None, None, is_report=True)

        assert round_from_head(head, 2566, has_results=True) == round_of("full_year", 2566)

    def test_a_plan_alone_has_no_round(self):
        head = read_head(["มาตรการส่งเสริมคุณธรรม ปีงบประมาณ 2566"])

        assert round_from_head(head, 2566, has_results=False) is None


class TestIsHeadLine:
    @pytest.mark.parametrize(
        "line", ["เทศบาลตำบลตัวอย่าง", "อำเภอเมือง จังหวัดสมมติ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "รอบ ๖ เดือน"]
    )
    def test_knows_titles(self, line):
        assert is_head_line(line)

    def test_leaves_other_text(self):
        assert not is_head_line("ที่ประชุมมีมติเห็นชอบ")
        assert not is_head_line("ยาว" * 200)


class TestReadHead:
    @given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=30))
    def test_any_lines_are_read(self, lines, name):
        head = read_head(lines, name=name)

        assert head.fiscal_year is None or 2550 <= head.fiscal_year <= 2621
