"""Typed tables as files for machines."""

import csv
import io

import pytest
import python_calamine

from prongsai.documents.plain_table import draw_table_csv, draw_table_xlsx

ROWS = (("ลำดับ", "งาน", "บาท"), ("1", 'ซื้อ "หมึก", กระดาษ', "4,500.00"), ("2", "บรรทัด\nสอง", "-100"))


class TestCsv:
    def test_is_read_again_as_typed(self):
        drawn = draw_table_csv(ROWS)

        assert drawn.startswith(b"\xef\xbb\xbf")
        assert tuple(tuple(row) for row in csv.reader(io.StringIO(drawn.decode("utf-8-sig"), newline=""))) == ROWS

    @pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", " =cmd|' /C calc'!A0", "+a", "-a", "＝1+1", "＠SUM(A1)"])
    def test_runs_no_formula(self, cell):
        (row,) = csv.reader(io.StringIO(draw_table_csv([[cell]]).decode("utf-8-sig")))

        assert row == ["'" + cell]

    @pytest.mark.parametrize("cell", ["-100", "+5", "-1,200.50", "-3%"])
    def test_leaves_numbers(self, cell):
        assert draw_table_csv([[cell]]).decode("utf-8-sig").strip().strip('"') == cell


class TestXlsx:
    def test_is_read_again_as_typed(self):
        drawn = draw_table_xlsx("จัดซื้อ [พ.ย.]: 2565", ROWS)

        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(drawn))
        assert book.sheet_names == ["จัดซื้อ  พ.ย.   2565"]
        assert tuple(tuple(row) for row in book.get_sheet_by_index(0).to_python()) == ROWS

    def test_a_title_of_signs_alone(self):
        drawn = draw_table_xlsx("[]", [["a"]])

        assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(drawn)).sheet_names == ["table"]

    def test_formulas_are_text(self):
        drawn = draw_table_xlsx("x", [["=1+1"]])

        assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(drawn)).get_sheet_by_index(0).to_python() == [
            ["=1+1"]
        ]
