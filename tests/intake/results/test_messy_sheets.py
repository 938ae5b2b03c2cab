"""Workbooks as people keep them: merged cells, two rows of headings, notes between, percent, formulas, gaps."""

import io

import openpyxl
import pytest

from prongsai.core.errors import PersonError
from prongsai.wiring.results import check_year_result, read_result_file
from tests.core.result.made import d
from tests.intake.results.test_layouts import NAME, only, read, sheet


def codes(found) -> set[str]:
    return {finding.code for finding in found.findings}


def formatted(rows, form: str) -> bytes:
    """A workbook whose second column is shown in a number format."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for (cell,) in book.active.iter_rows(min_row=2, min_col=2, max_col=2):
        cell.number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestPercent:
    def test_signs_commas_and_thai_digits(self):
        result = only(
            sheet(
                ("รายการ", "ร้อยละ"),
                ("IIT", "90.50%"),
                ("EIT", "88,25 %"),
                ("OIT", "๙๕.๐๐%"),
                ("คะแนนรวม", "ร้อยละ 91.63"),
            )
        )

        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
        assert result.total == d("91.63")

    def test_cells_shown_in_percent_hold_fractions(self):
        found = read(
            formatted([("รายการ", "คะแนน"), ("IIT", 0.905), ("EIT", 0.8825), ("OIT", 1), ("คะแนนรวม", 0.9363)], "0.00%")
        )

        (result,) = found.results
        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("100.00")}
        assert result.total == d("93.63")
        assert "result_as_fractions" in codes(found)

    @pytest.mark.parametrize(
        "rows",
        [
            [("IIT", 0.5), ("EIT", 88), ("OIT", 95)],
            [("IIT", 1), ("EIT", 0), ("OIT", 1)],
            [("IIT", 0.5), ("EIT", 0), ("OIT", 0)],
        ],
    )
    def test_other_small_scores_stay(self, rows):
        found = read(sheet(("รายการ", "คะแนน"), *rows))

        assert [result.tools for result in found.results] == [{code: d(str(score)) for code, score in rows}]
        assert "result_as_fractions" not in codes(found)


class TestFormulas:
    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("91.63333333333334", "91.63"),
            ("88.1", "88.1"),
            ("90.125", "90.12"),
            (91.66666666666667, "91.67"),
        ],
    )
    def test_long_decimals_are_read(self, written, read_as):
        assert only(sheet(("รายการ", "คะแนน"), ("IIT", written))).tools["IIT"] == d(read_as)

    def test_are_rounded_with_a_note_and_shown_so_in_the_form(self):
        found = read(sheet(("รายการ", "คะแนน"), ("ตัวชี้วัดที่ 1", 91.66666666666667), ("9.1", "97.123")))

        assert found.results[0].indicators == {1: d("91.67")}
        assert found.results[0].sub_indicators == {"9.1": d("97.12")}
        assert "result_rounded" in codes(found)
        assert "result_rounded" not in codes(read(sheet(("รายการ", "คะแนน"), ("IIT", "91.60"))))

    def test_without_a_last_value_there_is_no_score(self):
        with pytest.raises(PersonError) as refused:
            read(sheet(("รายการ", "คะแนน"), ("IIT", "=AVERAGE(B3:B4)")))
        assert "ไม่พบคะแนน" in str(refused.value)


class TestTwoRowsOfHeadings:
    HEAD = (("ตัวชี้วัด", "", "คะแนน 2567", "คะแนน 2566"), ("", "", "ผล", "ผล"))
    ROWS = (("1", "การปฏิบัติหน้าที่", "90.1", "80.2"), ("2", "การใช้งบประมาณ", "91.1", "81.2"), ("รวม", "", "91.63", "81"))

    def test_years_above_words_for_scores_are_kept(self):
        found = read(sheet(*self.HEAD, *self.ROWS))

        assert {result.fiscal_year: result.total for result in found.results} == {2566: d("81"), 2567: d("91.63")}
        assert found.results[0].indicators == {1: d("80.2"), 2: d("81.2")}

    def test_years_merged_over_nothing(self):
        found = read(
            sheet(
                ("ตัวชี้วัด", None, "ปีงบประมาณ", None),
                (None, None, "2566", "2567"),
                ("1", "การปฏิบัติหน้าที่", "85,5", "90,1"),
                ("คะแนนรวม", None, 87, 92),
                merged=("A1:B2", "C1:D1"),
            )
        )

        assert [(result.fiscal_year, result.total) for result in found.results] == [(2566, d(87)), (2567, d(92))]

    def test_a_second_table_further_down_has_headings_of_its_own(self):
        found = read(sheet(*self.HEAD, *self.ROWS, (), ("เครื่องมือ", "คะแนน"), ("IIT", "77")))

        by_year = {result.fiscal_year: result for result in found.results}
        assert by_year[2567].tools == {"IIT": d(77)}
        assert by_year[2566].tools == {}


class TestPartsMergedOverTheirOwn:
    def test_items_beside_their_sub_indicator(self):
        result = only(
            sheet(
                ("ตัวชี้วัดย่อย", "ข้อ", "รายการ", "คะแนน"),
                ("9.1 ข้อมูลพื้นฐาน", "O1", "โครงสร้าง", 100),
                (None, "O2", "ข้อมูลผู้บริหาร", 0),
                ("9.2 การบริหารงาน", "O7", "แผนดำเนินงาน", 100),
                merged=("A2:A3",),
            )
        )

        assert result.items == {"O1": d(100), "O2": d(0), "O7": d(100)}
        assert result.sub_indicators == {}
        assert result.titles["O2"] == "ข้อมูลผู้บริหาร"

    def test_indicators_beside_their_tool(self):
        result = only(
            sheet(
                ("เครื่องมือ", "ตัวชี้วัด", "คะแนน"),
                ("IIT", "1. การปฏิบัติหน้าที่", 90.1),
                (None, "2. การใช้งบประมาณ", 91.1),
                ("EIT", "6. คุณภาพการดำเนินงาน", 88),
                merged=("A2:A3",),
            )
        )

        assert result.indicators == {1: d("90.1"), 2: d("91.1"), 6: d("88")}
        assert result.tools == {}

    def test_a_remark_about_an_item_does_not_make_the_row_an_item(self):
        result = only(sheet(("ตัวชี้วัด", "ชื่อ", "คะแนน", "หมายเหตุ"), ("ตัวชี้วัดที่ 9", "การเปิดเผยข้อมูล", 93, "ข้อ O12 ไม่ผ่าน")))

        assert result.indicators == {9: d(93)}
        assert result.items == {}


class TestGaps:
    def test_missing_sub_indicators_stay_unknown(self):
        result = only(
            sheet(
                ("ตัวชี้วัดย่อย", "คะแนน"),
                ("9.1 ข้อมูลพื้นฐาน", 97.8),
                ("9.2", "-"),
                ("9.3", None),
                ("9.4", "ไม่มีข้อมูล"),
                ("10.1", "100"),
            )
        )

        assert result.sub_indicators == {"9.1": d("97.8"), "10.1": d(100)}

    def test_sub_indicators_alone_are_a_result(self):
        assert only(sheet(("9.1 ข้อมูลพื้นฐาน", 97.8))).sub_indicators == {"9.1": d("97.8")}

    def test_notes_above_between_and_below_are_passed_over(self):
        result = only(
            sheet(
                ("ผลการประเมิน ITA ปีงบประมาณ 2567",),
                ("หมายเหตุ: คะแนนเต็ม 100 คะแนน",),
                ("ที่มา: สำนักงาน ป.ป.ช. ณ วันที่ 1 ส.ค. 2567",),
                ("รายการ", "คะแนน"),
                ("IIT", 90),
                ("* ผู้ตอบ 30 คน",),
                ("EIT", 88),
                ("หมายเหตุ ข้อมูลเบื้องต้น",),
            )
        )

        assert result.tools == {"IIT": d(90), "EIT": d(88)}
        assert result.fiscal_year == 2567

    def test_scores_out_of_bounds_are_told_by_the_checks(self):
        result = only(sheet(("รายการ", "คะแนน"), ("IIT", 905), ("EIT", -3), ("OIT", 95)))

        said = [finding for finding in check_year_result(result) if finding.severity == "error"]
        assert {finding.where for finding in said} >= {"IIT", "EIT"}


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"PK\x03\x04rubbish", "ก.xlsx", "เสียหาย"),
            (b"%PDF-1.4 broken", "ก.pdf", "เสียหาย"),
            (b"\x89PNG\r\n\x1a\n000", "ก.png", "รูปภาพ"),
            (b"", "ก.xlsx", "ว่างเปล่า"),
            (b"MZ\x90\x00" * 100, "ก.exe", "โปรแกรม"),
            ("สวัสดี".encode(), "ก.txt", "ไม่พบคะแนน"),
            (sheet(("ที่", "โครงการ", "งบประมาณ"), (1, "อบรม", 20000)), "แผน.xlsx", "ไม่พบคะแนน"),
            (b'{"a": 1}', "ก.json", ""),
        ],
    )
    def test_are_refused_in_one_sentence_that_says_what_to_do(self, content, name, words):
        with pytest.raises(PersonError) as refused:
            read_result_file(content, name, fiscal_year=2567, agency_name=NAME)

        message = str(refused.value)
        assert name in message
        assert words in message
        assert "\n" not in message
