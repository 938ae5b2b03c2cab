"""A workbook of any report: names Excel takes, what is signed, the footer, and rows too high for a screen."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.documents.content import ReportOptions, build_report
from prongsai.documents.report import Column, Grid, Heading, Line, Prose, Section, Signature, Signatures, TableCell
from prongsai.documents.xlsx import draw_xlsx
from tests.documents.example_plan import example_plan
from tests.documents.small_report import row_of, small_report


def book(*sections: Section, **fields: object) -> openpyxl.Workbook:
    report = replace(small_report(), **fields)
    return openpyxl.load_workbook(io.BytesIO(draw_xlsx(replace(report, sections=sections or report.sections))))


def said(sheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def table(*rows: tuple[TableCell, ...], columns: int = 2, small: bool = False) -> Grid:
    return Grid("t", "ตาราง", tuple(Column(str(n), f"หัวข้อ {n}") for n in range(columns)), rows, small)


def row(*texts: str) -> tuple[TableCell, ...]:
    return tuple(TableCell((Line(text),)) for text in texts)


class TestSheetNames:
    @pytest.mark.parametrize(
        "headings",
        [
            ("Annex A", "ANNEX A", "annex a"),
            ("ปก", "รายงาน", "ปก"),
            ("ก" * 40, "ก" * 41),
            ("[ข้อ]:*?/\\", "'ข้อ'"),
            ("", " ", "\n"),
            ("ภาคผนวก ก x", "ภาคผนวก ก y"),
        ],
    )
    def test_are_different_and_short_whatever_the_headings(self, headings):
        names = book(*[Section((Heading(text),)) for text in ("หน้าแรก", *headings)]).sheetnames

        assert len({name.casefold() for name in names}) == len(headings) + 2
        assert all(0 < len(name) <= 31 for name in names)
        assert not any(set("[]:*?/\\") & set(name) for name in names)

    @given(st.lists(st.text(max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=4))
    @settings(deadline=None, max_examples=15)
    def test_are_taken_by_excel_for_any_heading(self, headings):
        sections = [Section((Heading(text),)) for text in ("หน้าแรก", *headings)]
        content = draw_xlsx(replace(small_report(), sections=tuple(sections)))

        names = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
        assert len(names) == len(headings) + 2

    def test_of_a_report_without_sections_is_the_cover_alone(self):
        content = draw_xlsx(replace(small_report(), sections=()))

        assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["ปก"]


class TestTheCover:
    def test_has_title_period_and_agency_in_order(self):
        assert said(book()["ปก"]) == ["รายงานการดำเนินการ", "ภายในหน่วยงาน", "ปีงบประมาณ พ.ศ. ๒๕๖๖", "เทศบาลตำบลตัวอย่าง"]


class TestSignatures:
    def test_stand_under_the_sentence_that_is_signed(self):
        report = build_report(example_plan(), framework=None, options=ReportOptions(made_on=date(2023, 4, 1)))
        texts = said(openpyxl.load_workbook(io.BytesIO(draw_xlsx(report)))["รายงาน"])
        first = next(place for place, text in enumerate(texts) if text.startswith("ลงชื่อ"))

        assert texts[first - 1] == "ขอรับรองว่ารายงานข้างต้นถูกต้องตรงกับผลการดำเนินการของหน่วยงาน"

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8])
    def test_are_a_cell_each_for_any_number_of_signers(self, count):
        signers = tuple(Signature(f"ผู้ลงนาม {n}", "ปลัดเทศบาล", f"นายคนที่ {n}") for n in range(count))
        grid = table(row("ก", "ข", "ค", "ง", "จ"), columns=5)
        texts = said(book(Section((grid, Signatures(signers))))["รายงาน"])

        kept = [text for text in texts if text.startswith("ลงชื่อ")]
        assert [text.split("\n")[1] for text in kept] == [f"(นายคนที่ {n})" for n in range(count)]

    def test_leave_dots_for_what_is_not_known(self):
        (text,) = [
            one for one in said(book(Section((Signatures((Signature("ผู้ชี้แจง", ""),)),)))["รายงาน"]) if "ลงชื่อ" in one
        ]

        assert "(....." in text
        assert "ตำแหน่ง ....." in text


class TestTheFooter:
    @pytest.mark.parametrize(
        ("footer", "left"),
        [
            ("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบลตัวอย่าง"),
            ("กอง A&B", "กอง A&B"),
            ("&P&Z", "&P&Z"),
            ("", None),
            ("ก" * 400, "ก" * 90),
            ("&" * 400, "&" * 90),
        ],
    )
    def test_says_what_it_says_and_is_never_a_code(self, footer, left):
        kept = book(footer=footer)["รายงาน"].oddFooter

        text = kept.left.text
        assert (text or "").replace("&&", "&") == (left or "")
        assert kept.right.text is not None
        assert kept.right.text.startswith("หน้า &")


class TestRows:
    def test_too_high_for_excel_go_on_below_and_lose_nothing(self):
        long_cell = TableCell(tuple(Line(f"บรรทัดที่ {n}") for n in range(60)))
        sheet = book(Section((table((TableCell((Line("ก"),)), long_cell)),)))["รายงาน"]

        texts = "\n".join(said(sheet)).split("\n")
        assert [f"บรรทัดที่ {n}" for n in range(60)] == [text for text in texts if text.startswith("บรรทัดที่ ")]
        assert max(one.height for one in sheet.row_dimensions.values() if one.height) <= 409

    def test_say_in_the_first_cell_that_they_go_on(self):
        long_cell = TableCell(tuple(Line(f"บรรทัดที่ {n}") for n in range(40)))
        sheet = book(Section((table((long_cell, TableCell((Line("ข"),)))),)))["รายงาน"]

        going_on = [text for text in said(sheet) if text.startswith("(ต่อ)")]
        assert len(going_on) >= 1
        assert sheet.cell(sheet.max_row, 2).value is None

    def test_that_say_there_is_nothing_lie_over_all_columns(self):
        nothing = (TableCell((Line("ไม่มี"),), span=3),)
        sheet = book(Section((table(nothing, columns=3),)))["รายงาน"]
        at = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == "ไม่มี")

        assert f"A{at}:C{at}" in {str(one) for one in sheet.merged_cells.ranges}

    def test_of_a_thousand_are_all_there(self):
        grid = Grid("measures", "ตาราง", small_report().sections[0].blocks[2].columns, tuple(map(row_of, range(1_000))))
        sheet = book(Section((grid,)))["รายงาน"]

        assert sum(text.startswith("ข้อมูลพื้นฐาน ") for text in said(sheet)) == 1_000

    @pytest.mark.parametrize(("small", "linked"), [(True, True), (False, False)])
    def test_of_small_tables_alone_have_a_link_under_several_lines(self, small, linked):
        lines = (Line("ชื่อ"), Line("https://a.go.th/", link="https://a.go.th/"))
        sheet = book(Section((table((TableCell(lines), TableCell(lines)), small=small),)))["รายงาน"]

        assert any(cell.hyperlink for cells in sheet.iter_rows() for cell in cells) is linked

    def test_show_the_address_of_a_link_that_excel_refuses(self):
        address = "https://a.go.th/" + "x" * 2_100
        sheet = book(Section((table((TableCell((Line(address, link=address),)), TableCell()), small=True),)))["รายงาน"]

        assert address in said(sheet)

    def test_with_a_bold_first_line_keep_the_rest_plain(self):
        cell = TableCell((Line("หนา", bold=True), Line("บาง")))
        content = draw_xlsx(replace(small_report(), sections=(Section((table((cell, cell)),)),)))

        sheet = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)["รายงาน"]
        rich = next(c.value for cells in sheet.iter_rows() for c in cells if str(c.value) == "หนา\nบาง")
        assert [(part.text, bool(part.font.b)) for part in rich] == [("หนา", True), ("\nบาง", False)]


class TestProse:
    def test_is_a_line_each_over_the_width_of_the_table(self):
        sheet = book(Section((Prose((Line("ก่อน"), Line("ถัดไป"))), table(row("ก", "ข")))))["รายงาน"]

        assert said(sheet)[:2] == ["ก่อน", "ถัดไป"]
        assert "A1:B1" in {str(one) for one in sheet.merged_cells.ranges}

    def test_longer_than_a_cell_is_cut_not_lost(self):
        (text,) = said(book(Section((Prose((Line("ก" * 40_000),)),)))["รายงาน"])

        assert len(text) == 32_000
