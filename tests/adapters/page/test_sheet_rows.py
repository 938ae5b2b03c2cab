"""Cells of a workbook as words: what a person sees in Excel is what the auditor reads."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter

from prongsai.adapters.page_json import page_from_json, page_to_json
from prongsai.adapters.page_sheet import read_sheets
from prongsai.adapters.reading_limits import CannotRead, ReadLimits
from prongsai.audit.page import PageText
from tests.adapters.page.documents import docx, packed

LIMITS = ReadLimits()


def workbook(*sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = (), **options: object) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, options) as book:
        formats = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value is not None:
                        sheet.write(row, column, value, formats.get(type(value)))
            if name in hidden:
                sheet.hide()
    return target.getvalue()


def text_of(*rows: list[object]) -> str:
    """The rows of one sheet without its name."""
    return read_sheets(workbook(("งบ", list(rows))), kind="xlsx", limits=LIMITS).text.removeprefix("งบ\n")


class TestCells:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (3, "3"),
            (3.0, "3"),
            (-3, "-3"),
            (2.5, "2.5"),
            (0.1 + 0.2, "0.3"),
            (1e14, "100000000000000"),
            (1_234_567.89, "1234567.89"),
            (1e-7, "1e-07"),
            (True, "True"),
            ("๑๒๓", "๑๒๓"),
            ("007", "007"),
            (" ก  ข\n ค ", "ก ข ค"),
            ("ก\u00a0ข\tค", "ก ข ค"),
            (datetime(2023, 9, 30), "2023-09-30"),
            (datetime(2023, 10, 1, 8, 30), "2023-10-01 08:30"),
            (datetime(2024, 2, 29), "2024-02-29"),
            (date(2023, 3, 31), "2023-03-31"),
            (time(8, 30), "08:30:00"),
        ],
    )
    def test_are_said_as_a_person_reads_them(self, value, said):
        assert text_of(["ก", value]) == f"ก\t{said}"

    def test_of_a_formula_say_their_last_value(self):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            book.add_worksheet("งบ").write_formula(0, 0, "=1+1", None, 2)

        assert read_sheets(target.getvalue(), kind="xlsx", limits=LIMITS).text == "งบ\n2"

    def test_merged_say_their_text_once(self):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet("งบ")
            sheet.merge_range(0, 0, 1, 2, "หัวตาราง")
            sheet.write(2, 2, "ค")

        assert read_sheets(target.getvalue(), kind="xlsx", limits=LIMITS).text == "งบ\nหัวตาราง\n\t\tค"

    def test_mend_sara_am_that_is_parted(self):
        assert text_of(["สำนัก", "ส\u0e4d\u0e32นัก"]) == "สำนัก\tสำนัก"


class TestRows:
    def test_keep_the_place_of_their_cells(self):
        assert text_of(["ก", None, "ค", None, None], [None, "ข"]) == "ก\t\tค\n\tข"

    def test_without_words_are_left_out(self):
        assert text_of(["ก"], [], ["  ", "\n"], ["ข"]) == "ก\nข"

    @pytest.mark.parametrize(("most", "cut"), [(3, True), (4, False), (5, False)])
    def test_beyond_the_limit_are_left_out_and_said(self, most, cut):
        content = workbook(("งบ", [[n] for n in range(4)]))
        page = read_sheets(content, kind="xlsx", limits=ReadLimits(max_rows=most))

        assert (page.problem == "too_big") is cut
        assert (f"{most}" in page.detail) is cut
        assert page.text.count("\n") == min(most, 4)

    def test_share_one_limit_over_all_sheets(self):
        content = workbook(("ก", [[n] for n in range(5)]), ("ข", [[n] for n in range(5)]))
        page = read_sheets(content, kind="xlsx", limits=ReadLimits(max_rows=7))

        assert page.pages == ("ก\n0\n1\n2\n3\n4", "ข\n0\n1")

    def test_of_few_cells_may_be_many(self):
        page = read_sheets(workbook(("งบ", [list(range(10))] * 10)), kind="xlsx", limits=ReadLimits(max_cells=45))

        assert page.problem == "too_big"
        assert page.text.count("\n") == 5


class TestSheets:
    def test_are_pages_with_their_names_in_order(self):
        page = read_sheets(workbook(("ข", [["สอง"]]), ("ก", [["หนึ่ง"]])), kind="xlsx", limits=LIMITS)

        assert page.pages == ("ข\nสอง", "ก\nหนึ่ง")
        assert page.page_count == 2

    def test_that_are_empty_are_no_pages(self):
        page = read_sheets(workbook(("ก", []), ("ข", [["x"]])), kind="xlsx", limits=LIMITS)

        assert page.pages == ("ข\nx",)

    def test_that_are_hidden_are_not_read(self):
        page = read_sheets(workbook(("ก", [["เห็น"]]), ("ข", [["ลับ"]]), hidden=("ข",)), kind="xlsx", limits=LIMITS)

        assert "ลับ" not in page.text

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packed({"a": "x"}), docx(), workbook(("ก", [[1]]))[:300]])
    def test_of_what_is_no_workbook_are_damaged(self, content):
        with pytest.raises(CannotRead) as caught:
            read_sheets(content, kind="xlsx", limits=LIMITS)

        assert caught.value.problem == "damaged"
        assert " / " in caught.value.detail

    def test_one_that_is_broken_leaves_the_others(self):
        import zipfile

        with zipfile.ZipFile(io.BytesIO(workbook(("ก", [["หนึ่ง"]]), ("ข", [["สอง"]])))) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200]

        assert "สอง" in read_sheets(packed(parts), kind="xlsx", limits=LIMITS).text


class TestTheAnswerOfTheWorker:
    def test_of_a_workbook_comes_back_as_it_was(self):
        page = read_sheets(workbook(("งบ", [["ก", 1], ["น้ำ 😀", 2.5]])), kind="xlsx", limits=ReadLimits(max_rows=1))

        assert page_from_json(page_to_json(page)) == page

    def test_loses_no_more_than_half_a_letter(self):
        page = page_from_json(page_to_json(PageText(kind="xlsx", text="ก\ud800ข", pages=("ก\udfffข",))))

        assert (page.text, page.pages) == ("ก?ข", ("ก?ข",))
