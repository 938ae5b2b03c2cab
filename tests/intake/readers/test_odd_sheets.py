"""Workbooks as offices really keep them: merged to the end of the sheet, hidden, empty around, with values of every kind."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.readers.xlsx import MAX_COLUMNS, show_value
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, spans, tables, xlsx_of, zip_of

PLAIN = [list(HEADINGS), list(ROW)]


def workbook(fill: Callable) -> bytes:
    """A workbook whose first sheet and book are filled by a function."""
    book = openpyxl.Workbook()
    fill(book.active, book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def merged_to_the_end(rows: list[list[str | None]], area: str) -> bytes:
    """A workbook with cells merged down to its last row, as the file says it; writing each of them takes a minute."""
    first, _, _last = area.partition(":")
    short = f"{first}:{first[0]}{int(first[1:]) + 1}"
    content = xlsx_of(rows, merges=[short])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"]
    assert short.encode() in sheet
    return zip_of({**entries, "xl/worksheets/sheet1.xml": sheet.replace(short.encode(), area.encode())})


def only_table(content: bytes):
    (table,) = tables(read(content, "แผน.xlsx"))
    return table


class TestMergedCells:
    @pytest.mark.parametrize("area", ["K1:Z2", "XFA1:XFD1", "IV2:XFD2"])
    def test_beyond_the_filled_columns_make_the_table_no_wider(self, area):
        table = only_table(xlsx_of(PLAIN, merges=[area]))

        assert table.column_count == len(HEADINGS)
        assert grid(table) == PLAIN

    @pytest.mark.parametrize("area", ["E1:F1", "E1:XFD1"])
    def test_that_reach_over_the_last_filled_column_end_there(self, area):
        table = only_table(xlsx_of(PLAIN, merges=[area]))

        assert table.column_count == len(HEADINGS)
        assert spans(table)[0][-1] == (4, 1, 1)

    def test_a_title_merged_over_the_whole_sheet_is_a_paragraph(self):
        document = read(xlsx_of([["รายงานผลการดำเนินการ"], *PLAIN], merges=["A1:XFD1"]), "a.xlsx")

        assert paragraphs(document) == ["รายงานผลการดำเนินการ"]
        assert grid(tables(document)[0]) == PLAIN

    def test_down_to_the_end_of_the_sheet_end_with_the_table(self):
        table = only_table(merged_to_the_end([["ก", "ข"], ["1", "2"], [None, "3"]], "A2:A1048576"))

        assert spans(table)[1:] == [[(0, 1, 2), (1, 1, 1)], [(1, 1, 1)]]

    def test_an_empty_column_merged_down_to_the_end_of_the_sheet_is_none(self):
        assert grid(only_table(merged_to_the_end(PLAIN, "H1:H1048576"))) == PLAIN

    def test_over_rows_and_columns_at_once_cover_the_block(self):
        rows = [["ก", None, "ข"], [None, None, "ค"], ["1", "2", "3"]]

        assert spans(only_table(xlsx_of(rows, merges=["A1:B2"]))) == [
            [(0, 2, 2), (2, 1, 1)],
            [(2, 1, 1)],
            [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
        ]


class TestSheets:
    def test_a_workbook_whose_first_sheet_is_hidden_is_read_and_said(self):
        def fill(sheet, book):
            sheet.append(["ลับ", "มาก"])
            sheet.sheet_state = "hidden"
            shown = book.create_sheet("แผน")
            for row in PLAIN:
                shown.append(row)

        document = read(workbook(fill), "a.xlsx")

        assert grid(tables(document)[0]) == PLAIN
        assert [notice.code for notice in document.notices] == ["hidden_sheet"]

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_an_empty_hidden_sheet_is_nothing_to_say(self, state):
        def fill(sheet, book):
            for row in PLAIN:
                sheet.append(row)
            book.create_sheet("ว่าง").sheet_state = state

        assert read(workbook(fill), "a.xlsx").notices == ()

    def test_charts_are_no_sheets_to_read(self):
        def fill(sheet, book):
            for row in PLAIN:
                sheet.append(row)
            book.create_chartsheet("กราฟ")

        document = read(workbook(fill), "a.xlsx")

        assert len(document.blocks) == 1
        assert document.notices == ()

    def test_rows_and_columns_that_are_hidden_are_read(self):
        def fill(sheet, _book):
            for row in PLAIN:
                sheet.append(row)
            sheet.row_dimensions[2].hidden = True
            sheet.column_dimensions["B"].hidden = True

        assert grid(only_table(workbook(fill))) == PLAIN

    def test_a_table_in_a_corner_of_the_sheet_is_found(self):
        def fill(sheet, _book):
            for row, values in enumerate(PLAIN):
                for column, value in enumerate(values):
                    sheet.cell(41 + row, 27 + column, value)

        table = only_table(workbook(fill))

        assert grid(table) == PLAIN
        assert table.rows[0].cells[0].where == "แผ่นงาน “Sheet” แถว 41 ช่อง AA"

    def test_a_table_lower_than_any_is_refused(self):
        def fill(sheet, _book):
            sheet.cell(2_500, 1, "ก")
            sheet.cell(2_500, 2, "ข")

        with pytest.raises(PersonError, match="9,999"):
            read(workbook(fill), "a.xlsx")

    def test_columns_far_to_the_right_are_left_out(self):
        table = only_table(xlsx_of([[f"หัว {n}" for n in range(MAX_COLUMNS + 50)], ["1"] * (MAX_COLUMNS + 50)]))

        assert table.column_count == MAX_COLUMNS

    def test_several_sheets_stand_under_their_names_in_order(self):
        def fill(sheet, book):
            sheet.title = "ก.ย."
            for name in ("ก.ย.", "ต.ค.", "พ.ย."):
                shown = sheet if name == "ก.ย." else book.create_sheet(name)
                for row in PLAIN:
                    shown.append(row)

        document = read(workbook(fill), "a.xlsx")

        assert [block.text for block in document.blocks if getattr(block, "style", "") == "sheet"] == [
            "ก.ย.",
            "ต.ค.",
            "พ.ย.",
        ]
        assert document.meta["sheets"] == "ก.ย.\nต.ค.\nพ.ย."


class TestValues:
    def test_of_every_kind_are_shown_as_a_reader_sees_them(self):
        values = [True, 7, 7.25, date(2023, 9, 30), datetime(2023, 10, 1, 8, 30), time(16, 0), "๒๕๖๖", " ก\u00a0 ข "]

        row = grid(only_table(xlsx_of([[f"หัว {n}" for n in range(8)], values])))[1]

        assert row == ["ใช่", "7", "7.25", "30 กันยายน 2566", "1 ตุลาคม 2566 08:30 น.", "16:00 น.", "๒๕๖๖", "ก ข"]

    @pytest.mark.parametrize("year", [2023, 2566])
    @pytest.mark.parametrize(("month", "day", "shown"), [(2, 28, "28 กุมภาพันธ์ 2566"), (10, 1, "1 ตุลาคม 2566")])
    def test_a_date_typed_in_either_era_is_the_same_day(self, year, month, day, shown):
        assert show_value(date(year, month, day)) == shown

    def test_a_leap_day_is_shown(self):
        assert show_value(date(2024, 2, 29)) == "29 กุมภาพันธ์ 2567"

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (0.0, "0"),
            (-0.0, "0"),
            (-3.0, "-3"),
            (0.1 + 0.2, "0.3"),
            (1 / 3, "0.33333333"),
            (2 / 3 * 100, "66.66666667"),
            (123_456_789.25, "123456789.25"),
            (1_234_567_890.5, "1234567890.5"),
            (99_999_999_999.99, "99999999999.99"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e-9, "0"),
            (float("nan"), ""),
            (float("inf"), ""),
            (float("-inf"), ""),
        ],
    )
    def test_numbers_keep_what_a_budget_needs(self, value, shown):
        assert show_value(value) == shown

    @given(st.integers(0, 10**12), st.integers(0, 99))
    def test_baht_and_satang_are_never_rounded(self, baht, satang):
        shown = show_value(float(f"{baht}.{satang:02d}"))

        assert float(shown) == float(f"{baht}.{satang:02d}")
        assert "e" not in shown

    @given(
        st.floats(allow_nan=True, allow_infinity=True) | st.booleans() | st.none() | st.text(max_size=9) | st.dates()
    )
    def test_any_value_is_shown(self, value):
        assert isinstance(show_value(value), str)
