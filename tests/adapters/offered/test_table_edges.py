"""Tables from the files people really have: odd quotes and line ends, merged cells, names that repeat."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.offered_tables import (
    Table,
    read_html_tables,
    read_tables,
    table_to_csv,
    tables_to_xlsx,
    tidy_table,
)

LONG = "ตารางแสดงวงเงินงบประมาณที่ได้รับจัดสรรประจำปี"
ROW = (("ก", "ข"),)


def rows_of_text(text: str, encoding: str = "utf-8") -> list[tuple[object, ...]]:
    return [row for table in read_tables(text.encode(encoding), limits=GATE_LIMITS) for row in table.rows]


def rows_of_html(source: str) -> list[tuple[tuple[object, ...], ...]]:
    return [table.rows for table in read_html_tables(source)]


def names(tables: list[Table]) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(tables_to_xlsx(tables))).sheetnames


class TestCsv:
    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("ก,ข\nค,ง\n", [("ก", "ข"), ("ค", "ง")]),
            ("ก,ข\r\nค,ง\r\n", [("ก", "ข"), ("ค", "ง")]),
            ("ก,ข\r\r\nค,ง\r\r\n", [("ก", "ข"), ("", ""), ("ค", "ง")]),
            ("ก,ข\nค\rง,จ\n", [("ก", "ข"), ("ค", ""), ("ง", "จ")]),
            ('ก,ข\n1,2\n3,4\n"ค\nฆ",ง\n', [("ก", "ข"), ("1", "2"), ("3", "4"), ("ค\nฆ", "ง")]),
            ('ก,ข\n"ค ""ฆ""",ง\n', [("ก", "ข"), ('ค "ฆ"', "ง")]),
            ("ก,ข\nค,ง,จ\n", [("ก", "ข", ""), ("ค", "ง", "จ")]),
            ("\n\nก,ข\nค,ง\n\n\n", [("ก", "ข"), ("ค", "ง")]),
            (" ก , ข \nค\u00a0,ง\n", [("ก", "ข"), ("ค", "ง")]),
        ],
    )
    def test_is_rows_whatever_its_line_ends_and_quotes(self, text, rows):
        assert rows_of_text(text) == rows

    def test_with_a_quotation_mark_too_few_keeps_every_line(self):
        """The rest of the file would be one cell, longer than csv takes."""
        rows = rows_of_text('ก,ข\nค,"ง\n' + "จ,ฉ\n" * 60_000)

        assert rows[:3] == [("ก", "ข"), ("ค", '"ง'), ("จ", "ฉ")]
        assert len(rows) == 60_002

    @pytest.mark.parametrize("encoding", ["cp874", "utf-8-sig", "utf-16"])
    def test_is_read_in_the_character_sets_of_excel(self, encoding):
        assert rows_of_text("ลำดับ;รายการจัดซื้อ\n๑;หมึกพิมพ์\n", encoding) == [("ลำดับ", "รายการจัดซื้อ"), ("๑", "หมึกพิมพ์")]

    @pytest.mark.parametrize("text", ["", "\n", "ข้อความบรรทัดเดียว", "หนึ่ง\nสอง\nสาม"])
    def test_of_prose_is_no_table(self, text):
        assert rows_of_text(text) == []


class TestHtml:
    def test_of_a_page_with_a_declaration_is_read(self):
        source = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><table><tr><td>ก<td>ข</table></body></html>'

        assert rows_of_html(source) == [ROW]

    @pytest.mark.parametrize(
        ("row", "cells"),
        [
            ('<td colspan="2">ก</td><td>ข</td>', ("ก", "", "ข")),
            ('<td colspan="0">ก</td><td>ข</td>', ("ก", "ข")),
            ('<td colspan="x">ก</td><td>ข</td>', ("ก", "ข")),
            ('<td colspan="-3">ก</td><td>ข</td>', ("ก", "ข")),
            ("<th>ก</th><!-- ไม่ --><td>ข</td>", ("ก", "ข")),
            ("<td> ก\n&nbsp;ก </td><td>ข<br>ค</td>", ("ก ก", "ขค")),
            ("<td>&lt;b&gt;</td><td>&amp;</td>", ("<b>", "&")),
        ],
    )
    def test_cells_are_what_is_seen(self, row, cells):
        assert rows_of_html(f"<table><tr>{row}</tr></table>") == [(cells,)]

    def test_a_span_without_end_is_bounded(self):
        ((row,),) = rows_of_html('<table><tr><td colspan="99999999">ก</td><td>ข</td></tr></table>')

        assert len(row) == 201

    def test_a_table_inside_a_cell_is_no_table_of_its_own(self):
        source = "<table><tr><td>ก<table><tr><td>ใน</td><td>นอก</td></tr></table></td><td>ข</td></tr></table>"

        assert len(read_html_tables(source)) == 1

    def test_head_body_and_foot_are_one_table_with_its_caption(self):
        source = "<table><caption> งบ\n 2566 </caption><thead><tr><th>ก</th><th>ข</th></tr></thead><tfoot><tr><td>ค</td><td>ง</td></tr></tfoot></table>"

        assert read_html_tables(source) == [Table("งบ 2566", (("ก", "ข"), ("ค", "ง")))]

    @pytest.mark.parametrize(
        "source",
        ["", "<p>ไม่มี</p>", "<table></table>", "<table><tr></tr></table>", "<table><tr><td>ก</td></tr></table>"],
    )
    def test_of_nothing_or_one_cell_is_none(self, source):
        assert read_html_tables(source) == []


class TestSheetNames:
    @pytest.mark.parametrize("count", [2, 9, 10, 11, 120])
    def test_of_one_long_title_are_all_different(self, count):
        found = names([Table(LONG, ROW)] * count)

        assert len({name.lower() for name in found}) == count
        assert all(len(name) <= 31 and name.startswith(LONG[:20]) for name in found)

    @pytest.mark.parametrize("title", ["a" * 30 + "'b", "'ก'", "''", " ' ", "a/b", "[1]", "\x00", "ก:ข", "A", "a"])
    def test_of_odd_titles_are_taken(self, title):
        found = names([Table(title, ROW), Table(title.upper(), ROW)])

        assert len({name.lower() for name in found}) == 2
        assert not any(name.startswith("'") or name.endswith("'") for name in found)

    @given(st.lists(st.text(alphabet="กa'[] :/*\t1", max_size=34), min_size=1, max_size=4))
    @settings(deadline=None, max_examples=30)
    def test_of_any_titles_are_taken(self, titles):
        assert len(names([Table(title, ROW) for title in titles])) == len(titles)


class TestTidyTables:
    @given(st.lists(st.lists(st.sampled_from(["", "ก", 0, 1.5]), max_size=4).map(tuple), max_size=6))
    def test_are_even_and_keep_every_value(self, rows):
        table = tidy_table("ก", rows)
        values = [cell for row in rows for cell in row if str(cell)]

        if table is None:
            assert len(values) <= 1 or not values
            return
        assert len({len(row) for row in table.rows}) == 1
        assert [cell for row in table.rows for cell in row if str(cell)] == values
        assert any(str(cell) for cell in table.rows[0])
        assert any(str(cell) for cell in table.rows[-1])
        assert any(str(row[-1]) for row in table.rows)

    @given(
        st.lists(
            st.lists(st.text(alphabet="กข1=+-,\"'\n ", max_size=6), min_size=2, max_size=3).map(tuple),
            min_size=1,
            max_size=4,
        )
    )
    @settings(deadline=None)
    def test_are_read_again_from_their_csv(self, rows):
        content = table_to_csv(Table("ก", tuple(rows))).decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(content, newline="")))

        assert [[cell.removeprefix("'") for cell in row] for row in found] == [
            [cell.removeprefix("'") for cell in row] for row in rows
        ]

    def test_of_whole_numbers_and_codes_keep_every_digit(self):
        table = Table("ก", (("1234567890123", "0812345678", 1_234_567_890_123, 12, "1,234.50"),))
        row = next(openpyxl.load_workbook(io.BytesIO(tables_to_xlsx([table]))).active.iter_rows(values_only=True))

        assert row == ("1234567890123", "0812345678", "1234567890123", 12, 1234.5)
