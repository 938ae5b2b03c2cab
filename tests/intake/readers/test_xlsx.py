import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from prongsai.core.errors import PersonError
from prongsai.intake.readers.xlsx import show_value
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, spans, tables, xlsx_of


class TestSheets:
    def test_titles_are_paragraphs_and_the_rest_is_the_table(self):
        document = read(xlsx_of([["รายงานผล", None], ["เทศบาลตำบลตัวอย่าง"], [], list(HEADINGS), list(ROW)]))

        assert paragraphs(document) == ["รายงานผล", "เทศบาลตำบลตัวอย่าง"]
        assert grid(tables(document)[0]) == [list(HEADINGS), list(ROW)]

    def test_fields_of_a_form_above_the_table_are_paragraphs(self):
        rows = [["อำเภอ", "เมือง"], ["จังหวัด", "จังหวัดชัยภูมิ"], list(HEADINGS), list(ROW)]

        document = read(xlsx_of([rows[0], rows[1], [], *rows[2:]]))

        assert paragraphs(document) == ["อำเภอ เมือง", "จังหวัดชัยภูมิ"]
        assert len(tables(document)) == 1

    def test_lines_after_an_empty_row_are_paragraphs(self):
        document = read(xlsx_of([list(HEADINGS), list(ROW), [], ["ลงชื่อ ผู้จัดทำ"], ["ปลัดเทศบาล"]]))

        assert paragraphs(document) == ["ลงชื่อ ผู้จัดทำ", "ปลัดเทศบาล"]
        assert len(tables(document)[0].rows) == 2

    def test_an_empty_row_inside_a_table_does_not_part_it(self):
        document = read(xlsx_of([list(HEADINGS), list(ROW), [], list(ROW), [], list(ROW)]))

        assert [len(table.rows) for table in tables(document)] == [4]

    def test_one_small_table_a_measure_is_kept_apart(self):
        small = [["ประเด็น", "ก"], ["ผู้รับผิดชอบ", "กองคลัง"], ["กำหนดเวลา", "ม.ค. 2566"]]

        document = read(xlsx_of([*small, [], *small]))

        assert [len(table.rows) for table in tables(document)] == [3, 3]

    def test_a_group_row_inside_the_table_stays_in_it(self):
        document = read(xlsx_of([list(HEADINGS), ["ตัวชี้วัดที่ 9"], list(ROW)]))

        assert len(tables(document)[0].rows) == 3

    def test_merged_cells_become_spans(self):
        document = read(xlsx_of([["ก", "ข", None], [None, "ค", "ง"], ["จ", "ฉ", "ช"]], merges=["A1:A2", "B1:C1"]))

        table = tables(document)[0]
        assert spans(table)[:2] == [[(0, 1, 2), (1, 2, 1)], [(1, 1, 1), (2, 1, 1)]]

    def test_a_table_that_begins_elsewhere_counts_its_columns_from_its_first(self):
        document = read(xlsx_of([[], [None, None, *HEADINGS], [None, None, *ROW]]))

        table = tables(document)[0]
        assert table.rows[0].cells[0].column == 0
        assert table.rows[1].cells[0].where == "แผ่นงาน “แผน” แถว 3 ช่อง C"

    def test_each_sheet_is_read_under_its_name_and_hidden_ones_are_said(self):
        workbook = openpyxl.Workbook()
        workbook.active.title = "กองคลัง"
        workbook.active.append(["ก", "ข"])
        second = workbook.create_sheet("สำนักปลัด")
        second.append(["ค", "ง"])
        hidden = workbook.create_sheet("เก่า")
        hidden.append(["ซ่อน", "ไว้"])
        hidden.sheet_state = "hidden"
        workbook.create_sheet("ว่าง")
        buffer = io.BytesIO()
        workbook.save(buffer)

        document = read(buffer.getvalue())

        assert [(b.text, b.style) for b in document.blocks if hasattr(b, "text")] == [
            ("กองคลัง", "sheet"),
            ("สำนักปลัด", "sheet"),
        ]
        assert [notice.code for notice in document.notices] == ["hidden_sheet"]
        assert "เก่า" in document.notices[0].message_th

    def test_line_breaks_in_a_cell_are_paragraphs(self):
        document = read(xlsx_of([["ขั้นตอน", "ข"], ["๑. ก\n๒. ข\n\n๓. ค", "ง"]]))

        assert tables(document)[0].rows[1].cells[0].paragraphs == ("๑. ก", "๒. ข", "๓. ค")

    def test_hyperlinks_are_read_with_their_text(self):
        buffer = io.BytesIO()
        workbook = xlsxwriter.Workbook(buffer)
        sheet = workbook.add_worksheet("แผน")
        sheet.write_row(0, 0, ["ประเด็น", "หลักฐาน"])
        sheet.write(1, 0, "ก")
        sheet.write_url(1, 1, "https://www.example.go.th/o1?a=1&b=2", string="ดูที่นี่")
        workbook.close()

        cell = tables(read(buffer.getvalue()))[0].rows[1].cells[1]

        assert cell.links == (("ดูที่นี่", "https://www.example.go.th/o1?a=1&b=2"),)

    def test_a_workbook_without_anything_is_empty(self):
        with pytest.raises(PersonError, match="ว่างเปล่า"):
            read(xlsx_of([]))

    def test_a_cell_far_away_does_not_make_a_huge_table(self):
        workbook = openpyxl.Workbook()
        workbook.active["A1"] = "ก"
        workbook.active["B1"] = "ข"
        workbook.active["XFD1048576"] = "ไกล"
        buffer = io.BytesIO()
        workbook.save(buffer)

        with pytest.raises(PersonError, match="9,999"):
            read(buffer.getvalue())


class TestShowValue:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (None, ""),
            ("ก\r\nข", "ก\nข"),
            (5.0, "5"),
            (2566.0, "2566"),
            (12.5, "12.5"),
            (1e20, "1e+20"),
            (True, "ใช่"),
            (date(2023, 1, 31), "31 มกราคม 2566"),
            (date(2566, 1, 31), "31 มกราคม 2566"),
            (datetime(2023, 1, 31, 13, 30), "31 มกราคม 2566 13:30 น."),
            (datetime(2023, 1, 31), "31 มกราคม 2566"),
            (time(8, 30), "08:30 น."),
            (timedelta(days=7), "7 วัน"),
        ],
    )
    def test_values_are_shown_as_a_thai_reader_prints_them(self, value, shown):
        assert show_value(value) == shown


class TestCsv:
    def test_commas_semicolons_and_bars_are_told_apart(self):
        for delimiter in ",;|":
            text = "\n".join(delimiter.join(row) for row in (HEADINGS, ROW))
            assert grid(tables(read(text, "แผน.csv"))[0]) == [list(HEADINGS), list(ROW)]

    def test_quoted_cells_hold_delimiters_and_line_breaks(self):
        document = read('ประเด็น,ขั้นตอน,เวลา\nก,"๑. หนึ่ง, ครึ่ง\n๒. ""สอง""",ม.ค.\n', "แผน.csv")

        assert tables(document)[0].rows[1].cells[1].paragraphs == ("๑. หนึ่ง, ครึ่ง", '๒. "สอง"')

    def test_title_rows_padded_with_delimiters_are_paragraphs(self):
        document = read("รายงานผล,,,,\n,,,,\n" + ",".join(HEADINGS) + "\n" + ",".join(ROW) + "\n", "a.csv")

        assert paragraphs(document) == ["รายงานผล"]

    def test_a_table_without_a_name_is_recognised(self):
        assert read(",".join(HEADINGS) + "\n" + ",".join(ROW)).format == "csv"

    def test_prose_with_commas_is_no_table(self):
        assert read("ก, ข และ ค\nข้อความยาว ๆ ไม่มีเครื่องหมาย\nสุดท้าย, จบ").format == "text"

    def test_csv_of_excel_in_windows_874_is_read(self):
        content = (",".join(HEADINGS) + "\r\n" + ",".join(ROW)).encode("cp874")

        assert grid(tables(read(content, "แผน.csv"))[0])[1] == list(ROW)

    def test_a_hint_line_of_excel_is_no_row(self):
        assert len(tables(read("sep=;\nก;ข;ค\n1;2;3\n", "a.csv"))[0].rows) == 2
