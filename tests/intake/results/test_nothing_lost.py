"""Layouts whose totals, levels or years were once dropped, and the findings that name what is of no use."""

import pytest

from prongsai.core.errors import PersonError
from prongsai.intake.results.leftovers import Leftovers, letter_of
from prongsai.intake.results.readings import Findings
from tests.core.result.made import FILES, d
from tests.intake.results.test_layouts import NAME, only, read, sheet

YEAR = ("ปีงบประมาณ พ.ศ. 2565",)


def said(found, code: str) -> list[str]:
    return [finding.message_th for finding in found.findings if finding.code == code]


class TestTheTotal:
    @pytest.mark.parametrize(
        "head",
        ["คะแนนเฉลี่ย ITA", "คะแนนเฉลี่ย (ITA)", "ค่าคะแนน ITA", "ผลคะแนนเฉลี่ย ITA", "คะแนน ITA (ร้อยละ)", "คะแนนรวม (เต็ม 100)",
         "คะแนนรวม (คะแนนเต็ม 100)", "คะแนน", "คะแนนเฉลี่ย", "Average ITA score"],
    )  # fmt: skip
    def test_is_read_beside_the_tools_by_any_name(self, head):
        found = read(
            sheet(YEAR, ("หน่วยงาน", "IIT", "EIT", "OIT", head, "ระดับ"), (NAME, 84, 80, 83, 82.4, "B")), fiscal_year=None
        )

        (result,) = found.results
        assert (result.fiscal_year, result.total, result.level) == (2565, d("82.4"), "B")
        assert found.findings == ()

    def test_alone_beside_the_agency(self):
        result = only(sheet(YEAR, ("หน่วยงาน", "คะแนนเฉลี่ย ITA", "ระดับ"), (NAME, 85.23, "A")))

        assert (result.total, result.level) == (d("85.23"), "A")

    def test_in_the_column_of_points_where_the_sum_is_only_there(self):
        rows = (
            ("เครื่องมือ", "น้ำหนัก", "คะแนนที่ได้", "คะแนนถ่วงน้ำหนัก"),
            ("IIT", 30, 84, 25.2),
            ("EIT", 30, 80, 24),
            ("OIT", 40, 83, 33.2),
            ("รวม", 100, None, 82.4),
        )

        assert only(sheet(*rows)).total == d("82.4")

    def test_full_marks_are_still_no_score(self):
        assert only(sheet(("รายการ", "คะแนนเต็ม 100", "คะแนนที่ได้"), ("IIT", 100, 84))).tools == {"IIT": d(84)}


class TestMergedHeads:
    @pytest.mark.parametrize("below", [("คะแนน", "ระดับ"), ("ระดับ", "คะแนน")])
    def test_of_the_total_over_score_and_level(self, below):
        values = {"คะแนน": 82.4, "ระดับ": "B"}
        rows = (
            YEAR,
            ("หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม", None),
            (None, None, None, None, *below),
            (NAME, 84, 80, 83, *(values[one] for one in below)),
        )

        result = only(sheet(*rows, merged=["E2:F2"]))

        assert (result.total, result.level, len(result.tools)) == (d("82.4"), "B", 3)

    def test_over_indicators_the_total_and_the_level(self):
        names = {one.number: one.name_th for one in FILES.get(2565).indicators} | {8: "การปรับปรุงระบบการทำงาน"}
        upper = ("ลำดับ", "หน่วยงาน", "IIT (ร้อยละ ๓๐)", *[None] * 4, "EIT (ร้อยละ ๓๐)", None, None, "OIT (ร้อยละ ๔๐)", None)
        scores = [f"{80 + n}.5" for n in range(1, 11)]
        rows = (
            ("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ จังหวัดชัยภูมิ",),
            (*upper, "คะแนนเฉลี่ย ITA", None, "หมายเหตุ"),
            (None, None, *(names[n] for n in range(1, 11)), "คะแนน", "ระดับ", None),
            (1, "อบต.หนองบัว", *[70] * 10, 70, "C", None),
            ("๒", NAME, *scores, "๘๕.๒๓", "A", "รอบแรก"),
        )
        found = read(sheet(*rows, merged=["A2:A3", "B2:B3", "C2:G2", "H2:J2", "K2:L2", "M2:N2", "O2:O3"]))

        (result,) = found.results
        assert result.indicators == {n: d(scores[n - 1]) for n in range(1, 11)}
        assert (result.total, result.level) == (d("85.23"), "A")
        assert found.findings == ()


class TestOtherNamesOfAnIndicator:
    @pytest.mark.parametrize("label", ["การปรับปรุงระบบการทำงาน", "8. การปรับปรุงระบบการทำงาน", "การปรับปรุงการทำงาน"])
    def test_are_known_in_every_year(self, label):
        for year in FILES.years():
            assert only(sheet(("รายการ", "คะแนน"), (label, 81)), fiscal_year=year).indicators == {8: 81}

    def test_do_not_take_the_number_of_another(self):
        assert only(sheet(("รายการ", "คะแนน"), ("IIT", 80), ("7. การปรับปรุงระบบการทำงาน", 81))).indicators == {}


class TestAColumnForEachYear:
    ROWS = (("คะแนนรวม ITA", 71.2, 80.4), ("ระดับ", "C", "B"), ("IIT", 80.1, 83))

    @pytest.mark.parametrize("corner", ["ตัวชี้วัด", "ผลการประเมิน", "คะแนน", ""])
    @pytest.mark.parametrize("years", [(2564, 2565), ("ปี 2564", "ปี 2565")])
    def test_has_a_level_for_each_whatever_stands_in_the_corner(self, corner, years):
        found = read(sheet((corner, *years), *self.ROWS), fiscal_year=None)

        assert [(one.fiscal_year, one.total, one.level, one.tools["IIT"]) for one in found.results] == [
            (2564, d("71.2"), "C", d("80.1")),
            (2565, d("80.4"), "B", 83),
        ]
        assert found.findings == ()

    def test_may_have_a_column_of_levels_beside_each(self):
        rows = (
            ("รายการ", "ปี 2564", "ระดับ", "ปี 2565", "ระดับ"),
            ("คะแนนรวม", 71, "C", 80, "B"),
            ("IIT", 70, None, 81, None),
        )

        assert [(one.total, one.level) for one in read(sheet(*rows)).results] == [(71, "C"), (80, "B")]

    def test_goes_on_after_a_row_that_begins_with_a_word_for_scores(self):
        rows = (("ตัวชี้วัด", "ปี 2564", "ปี 2565"), ("ผลการประเมิน", "C", "B"), *self.ROWS)

        assert [one.tools for one in read(sheet(*rows)).results] == [{"IIT": d("80.1")}, {"IIT": 83}]

    def test_a_level_that_is_a_number_is_named(self):
        found = read(sheet(("รายการ", "ปี 2564", "ปี 2565"), ("IIT", 80, 81), ("ระดับ", 3, "B")))

        assert [one.level for one in found.results] == ["", "B"]
        assert len(said(found, "result_number_not_used")) == 1


class TestTheYear:
    @pytest.mark.parametrize(
        "title",
        [
            "ผลคะแนน ITA ปี 2564",
            "ผลคะแนน ITA ปี ๒๕๖๔ เทศบาล",
            "ITA 2564",
            "คะแนน พ.ศ. 2564",
            "ผลการประเมินปี 2564",
            "ปี 2564",
        ],
    )
    def test_is_found_in_fewer_words(self, title):
        assert only(sheet((title,), ("IIT", 84)), fiscal_year=None).fiscal_year == 2564

    def test_is_not_guessed_among_several(self):
        with pytest.raises(PersonError) as refused:
            read(sheet(("คะแนน ITA ปี 2564 เทียบปี 2563",), ("IIT", 84)), fiscal_year=None)

        assert "ปีงบประมาณ" in refused.value.message_th

    def test_of_a_remark_yields_to_the_one_that_was_given(self):
        assert only(sheet(("แผนพัฒนา ปี 2566",), ("IIT", 84)), fiscal_year=2565).fiscal_year == 2565


class TestWhatIsOfNoUse:
    def test_a_column_is_named_by_its_heading(self):
        found = read(sheet(("หน่วยงาน", "IIT", "EIT", "คะแนนดิบครั้งแรก"), (NAME, 84, 80, 77)))

        (words,) = said(found, "result_column_not_used")
        assert '"คะแนนดิบครั้งแรก"' in words

    def test_a_column_without_a_heading_is_named_by_its_letter(self):
        found = read(sheet(("IIT", 84, 61), ("EIT", 80, 62)))

        (words,) = said(found, "result_column_not_used")
        assert '"C"' in words

    def test_both_rows_of_a_heading_name_it(self):
        rows = (("หน่วยงาน", "IIT", "รอบพิเศษ", None), (None, "คะแนน", "ก", "ข"), (NAME, 84, 61, 62))

        words = said(read(sheet(*rows, merged=["C1:D1"])), "result_column_not_used")

        assert len(words) == 2
        assert "รอบพิเศษ ก" in words[0]
        assert "รอบพิเศษ ข" in words[1]

    def test_weights_and_full_marks_are_named_once_in_a_note(self):
        found = read(sheet(("รายการ", "น้ำหนัก", "คะแนนเต็ม", "คะแนน"), ("IIT", 30, 100, 84), ("EIT", 30, 100, 80)))

        (finding,) = found.findings
        assert (finding.code, finding.severity) == ("result_column_passed_over", "note")
        assert "น้ำหนัก, คะแนนเต็ม" in finding.message_th

    def test_running_numbers_are_not(self):
        with_head = (("ลำดับ", "หน่วยงาน", "IIT", "EIT"), (1, "อบต.หนองบัว", 70, 71), (2, NAME, 84, 80))
        without = ((None, "หน่วยงาน", "IIT", "EIT"), (1, "อบต.หนองบัว", 70, 71), (2, NAME, 84, 80))
        by_rows = (("ที่", "รายการ", "คะแนน"), (1, "IIT", 84), (2, "EIT", 80))

        assert [read(sheet(*rows)).findings for rows in (with_head, without, by_rows)] == [(), (), ()]

    def test_a_row_whose_number_is_outside_the_column_of_scores(self):
        found = read(sheet(("รายการ", "คะแนน", "หมายเหตุ"), ("IIT", 84, None), ("EIT", None, 80)))

        assert found.results[0].tools == {"IIT": 84}
        assert said(found, "result_column_not_used") == [
            'ไม่เข้าใจว่าช่อง "หมายเหตุ" เป็นคะแนนของอะไร จึงไม่ได้อ่านตัวเลขในช่องนี้ กรุณาตรวจและกรอกเอง'
        ]

    def test_a_row_above_the_headings(self):
        found = read(sheet(("คะแนนเฉลี่ยของจังหวัด", 85.2), ("หน่วยงาน", "IIT", "EIT"), (NAME, 84, 80)))

        (words,) = said(found, "result_number_not_used")
        assert "คะแนนเฉลี่ยของจังหวัด" in words
        assert "85.2" in words

    def test_a_row_that_was_not_understood_is_named_once(self):
        found = read(sheet(("รายการ", "คะแนน"), ("IIT", 84), ("คะแนนพิเศษ", 12)))

        assert [finding.code for finding in found.findings] == ["result_row_not_understood"]

    def test_a_line_of_text_that_says_it_is_a_score(self):
        found = read("ITA ปีงบประมาณ 2567\nIIT: 84\nคะแนนพิเศษ: 12\nหน้า: 3".encode(), "ผล.txt")

        assert len(said(found, "result_row_not_understood")) == 1

    def test_a_second_table_of_the_year_with_another_score(self):
        rows = (("หน่วยงาน", "IIT", "EIT"), (NAME, 84, 80), (NAME, 85, 80))

        (words,) = said(read(sheet(*rows)), "result_given_twice")
        assert "IIT มีคะแนนสองค่า (84 และ 85)" in words


class TestLeftovers:
    def test_cells_used_are_not_named_and_others_are(self):
        left, findings = Leftovers((("IIT", "84", "5"), ("EIT", "80", "x"))), Findings()
        left.use(0, 1)
        left.use(1, 1)

        left.say(findings)

        assert [finding.where for finding in findings.list_all()] == ["ช่อง C"]

    @pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (119, "DP")])
    def test_columns_go_by_the_letters_of_a_sheet(self, column, letters):
        assert letter_of(column) == letters
