"""Tables as CSV and XLSX: values kept, formulas never started, nothing hidden carried over."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.offered_tables import (
    Table,
    read_html_tables,
    read_tables,
    safe_cell,
    table_to_csv,
    tables_to_xlsx,
    tidy_table,
)
from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.gate import files
from tests.adapters.gate.files import saved, with_parts


def tables(content: bytes) -> list[Table]:
    return read_tables(content, limits=GATE_LIMITS)


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def values(content: bytes) -> list[list]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]


class TestSafeCells:
    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            '=HYPERLINK("http://x")',
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r\n=1",
            " =1",
            "＝1",
            "－1+2",
            "-ไม่มี-",
            "- รายการ",
        ],
    )
    def test_what_starts_a_formula_gets_an_apostrophe(self, text):
        assert safe_cell(text) == f"'{text}"

    @pytest.mark.parametrize(
        "text", ["-5", "+12", "-1,234.50", "12%", "-0.5%", "-", "--", "+", "ก=1", "053-123456", "a@b.c", "'=1", ""]
    )
    def test_numbers_lone_dashes_and_texts_stay(self, text):
        assert safe_cell(text) == text

    @pytest.mark.parametrize(
        ("value", "shown"), [(-5, "-5"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (66089123456, "66089123456")]
    )
    def test_values_are_numbers(self, value, shown):
        assert safe_cell(value) == shown

    @given(st.text(max_size=30))
    def test_no_text_is_left_that_starts_a_formula(self, text):
        shown = safe_cell(text)

        harmless = shown.startswith("'") or shown.strip("\t\r\n \u00a0\0")[:1] not in set("=@")
        assert harmless or not any(letter.isalnum() for letter in shown)


class TestCsv:
    def test_is_utf_8_with_a_mark_and_windows_line_ends(self):
        content = table_to_csv(Table("", (("ก", "ข"), ("1,2", 'พูด "ว่า"'))))

        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert rows_of_csv(content) == [["ก", "ข"], ["1,2", 'พูด "ว่า"']]

    def test_breaks_in_cells_are_kept(self):
        assert rows_of_csv(table_to_csv(Table("", (("ก\nข", "ค"),)))) == [["ก\nข", "ค"]]


class TestXlsx:
    def test_texts_are_never_formulas_and_figures_are_numbers(self):
        content = tables_to_xlsx([Table("ก", (("=1+1", "1,234.50"), ("007", 5), ("-12", "๑๒")))])

        assert values(content) == [["=1+1", 1234.5], ["007", 5], [-12, "๑๒"]]
        assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].data_type == "s"

    def test_long_codes_keep_every_digit(self):
        assert values(tables_to_xlsx([Table("", (("x", 3101400123457), ("y", "66089123456789")))])) == [
            ["x", "3101400123457"], ["y", "66089123456789"],
        ]  # fmt: skip

    def test_sheets_have_names_excel_takes(self):
        made = tables_to_xlsx(
            [Table(title, (("a", "b"),)) for title in ("ก/ข:ค*[ง]", "x" * 50, "x" * 50, "", "'", "History")]
        )

        names = openpyxl.load_workbook(io.BytesIO(made)).sheetnames
        assert len(names) == len({name.lower() for name in names}) == 6
        assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)

    def test_the_same_tables_give_the_same_bytes(self):
        table = Table("ก", (("ก", 1),))

        assert tables_to_xlsx([table]) == tables_to_xlsx([table])


class TestReadTables:
    def test_of_a_workbook_leave_out_what_is_hidden(self):
        (table,) = tables(files.hiding_xlsx())

        assert table.title == "รายชื่อ"
        assert table.rows[0] == ("ที่", "ชื่อ", "เลขประจำตัวประชาชน", "โทรศัพท์มือถือ", "เลขที่บัญชี", "งบประมาณ")
        assert table.rows[2][5] == 250000
        assert not any("ซ่อน" in str(cell) for row in table.rows for cell in row)

    def test_of_a_workbook_that_does_not_begin_at_a1(self):
        book = openpyxl.Workbook()
        book.active["C5"], book.active["D5"], book.active["C6"] = "ก", "ข", 1
        book.active.row_dimensions[6].hidden = True

        assert [table.rows for table in tables(saved(book))] == [(("ก", "ข"),)]

    def test_dates_are_iso(self):
        import datetime

        book = openpyxl.Workbook()
        book.active.append(["วันที่", datetime.date(2023, 10, 1), True])

        assert tables(saved(book))[0].rows == (("วันที่", "2023-10-01", "TRUE"),)

    def test_of_a_document_with_merged_cells(self):
        import docx

        document = docx.Document()
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "กว้าง"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "สูง"
        table.cell(2, 2).text = "จบ"
        table.cell(1, 1).text = "หนึ่ง"
        table.cell(1, 1).add_paragraph("สอง")

        (found,) = tables(saved(document))
        assert found.rows == (("กว้าง", "", ""), ("สูง", "หนึ่ง\nสอง", ""), ("", "", "จบ"))

    def test_of_a_document_nested_tables_are_not_their_own(self):
        import docx

        document = docx.Document()
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text, outer.cell(0, 1).text = "นอก", "ที่สอง"
        outer.cell(0, 1).add_table(1, 2).cell(0, 0).text = "ใน"

        assert len(tables(saved(document))) == 1

    def test_of_a_csv(self):
        assert tables("ก;ข\n1;2\n".encode("cp874"))[0].rows == (("ก", "ข"), ("1", "2"))

    def test_of_html(self):
        (table,) = read_html_tables(
            "<p>x</p><table><caption>งบ</caption><tr><th colspan=2>หัว</th><th>ท้าย</th></tr><tr><td>a <b>b</b></td><td>1</td><td></td></tr></table>"
        )

        assert table == Table("งบ", (("หัว", "", "ท้าย"), ("a b", "1", "")))

    @pytest.mark.parametrize("content", [b"", "ข้อความ".encode(), b"%PDF-1.4", files.clean_docx()])
    def test_other_files_have_none(self, content):
        assert tables(content) == []

    def test_a_damaged_workbook_is_said(self):
        with pytest.raises(CannotRead):
            tables(with_parts(files.clean_xlsx(), {"xl/worksheets/sheet1.xml": b"<worksheet"}))

    def test_empty_rows_at_the_end_go_and_rows_are_equally_long(self):
        assert tidy_table("", [("a",), ("b", "c"), ("", ""), ()]) == Table("", (("a", ""), ("b", "c")))
        assert tidy_table("", [("",), ()]) is None
        assert tidy_table("", [("alone",)]) is None
