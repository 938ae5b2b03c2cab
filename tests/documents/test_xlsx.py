import io
from dataclasses import replace

import openpyxl
import pytest

from prongsai.core.plan import Evidence, Measure, Responsible, Step
from prongsai.documents.content import build_report
from prongsai.documents.xlsx import draw_xlsx
from tests.documents.example_plan import OPTIONS, example_plan


def book(plan=None) -> openpyxl.Workbook:
    report = build_report(plan or example_plan(), framework=None, options=OPTIONS)
    return openpyxl.load_workbook(io.BytesIO(draw_xlsx(report)))


@pytest.fixture(scope="module")
def workbook():
    return book()


def heading_row(sheet) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[1].value == "ผู้รับผิดชอบ")


class TestTheWorkbook:
    def test_has_a_sheet_for_the_table_and_for_each_annex_table(self, workbook):
        assert workbook.sheetnames == [
            "ปก",
            "รายงาน",
            "ภาคผนวก ก",
            "ภาคผนวก ก (๒)",
            "ภาคผนวก ก (๓)",
            "ภาคผนวก ข",
            "ภาคผนวก ค",
            "ภาคผนวก ง",
        ]

    def test_opens_on_the_table_not_on_the_cover(self, workbook):
        assert workbook.active.title == "รายงาน"

    def test_keeps_few_rows_in_view(self, workbook):
        for sheet in workbook.worksheets[1:]:
            assert int(sheet.freeze_panes.removeprefix("A")) <= 6

    def test_gives_every_row_of_a_table_the_height_of_its_text(self, workbook):
        for sheet in workbook.worksheets[1:]:
            for row in sheet.iter_rows(min_row=int(sheet.freeze_panes.removeprefix("A"))):
                lines = max((str(cell.value).count("\n") + 1 for cell in row if cell.value), default=0)
                if lines:
                    assert sheet.row_dimensions[row[0].row].height >= min(409, lines * 20)

    def test_keeps_each_signature_in_one_cell(self, workbook):
        signed = [
            cell.value for row in workbook["รายงาน"].iter_rows() for cell in row if str(cell.value).startswith("ลงชื่อ")
        ]

        assert len(signed) == 3
        assert all("\nตำแหน่ง " in one and "\nวันที่ " in one for one in signed)

    def test_says_whose_it_is(self, workbook):
        assert workbook.properties.creator == "เทศบาลตำบลตัวอย่าง"
        assert workbook.properties.title.startswith("รายงานการดำเนินการ")

    def test_prints_on_landscape_pages_one_wide_with_repeated_headings(self, workbook):
        sheet = workbook["รายงาน"]
        row = heading_row(sheet)

        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide is the default
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == f"${row}:${row}"

    def test_wraps_text_at_the_top_of_the_cell(self, workbook):
        sheet = workbook["รายงาน"]
        cell = sheet.cell(heading_row(sheet) + 1, 3)

        assert cell.alignment.wrap_text
        assert cell.alignment.vertical == "top"
        assert "\n๒. รายงานผู้บริหาร" in cell.value

    def test_is_the_same_bytes_each_time(self):
        report = build_report(example_plan(), framework=None, options=OPTIONS)

        assert draw_xlsx(report) == draw_xlsx(report)


class TestCells:
    @pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2", "@x", '=HYPERLINK("http://x")', "\t=1", "{=1}", "007"])
    def test_are_never_formulas_or_numbers(self, text):
        measure = Measure(1, text, responsible=(Responsible(text),), extra={text: text}, item_codes=(text,))

        for sheet in book(replace(example_plan(), measures=(measure,))):
            for row in sheet.iter_rows():
                assert all(cell.data_type in ("s", "inlineStr", "n") for cell in row)
                assert all(cell.data_type != "n" or cell.value is None for cell in row)

    def test_longer_than_excel_allows_go_on_in_further_rows(self):
        steps = tuple(Step(number, f"{number} " + "ก" * 3_000) for number in range(1, 30))
        sheet = book(replace(example_plan(), measures=(Measure(1, "ข", steps=steps),)))["รายงาน"]

        texts = [row[2].value or "" for row in sheet.iter_rows(min_row=heading_row(sheet) + 1)]

        assert max(map(len, texts)) < 32_767
        assert sum(text.count("ก") for text in texts) == 29 * 3_000

    def test_keep_one_paragraph_that_is_longer_than_a_cell(self):
        sheet = book(replace(example_plan(), measures=(Measure(1, "ก" * 40_000),)))["รายงาน"]

        assert sum((row[0].value or "").count("ก") for row in sheet.iter_rows(min_row=heading_row(sheet) + 1)) >= 40_000

    def test_link_to_web_addresses(self, workbook):
        links = [cell.hyperlink.target for row in workbook["ภาคผนวก ข"].iter_rows() for cell in row if cell.hyperlink]

        assert "https://www.example.go.th/a?x=1" in links

    def test_of_the_escape_form_stay_text(self):
        proof = Evidence("_x0041_", "_x0041_")
        sheet = book(replace(example_plan(), measures=(Measure(1, "_x0041_", evidence=(proof,)),)))["รายงาน"]

        assert "_ x0041_" in sheet.cell(heading_row(sheet) + 1, 1).value
