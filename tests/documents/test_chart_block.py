"""A chart inside a report: a picture where the format has pictures, left out where it has none."""

import io
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest

from prongsai.documents.chart import Bar, draw_bars
from prongsai.documents.docx import draw_docx
from prongsai.documents.html import draw_html
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.report import Chart, Heading, Line, Prose, Section
from prongsai.documents.text import draw_text
from prongsai.documents.xlsx import draw_xlsx
from tests.documents.small_report import small_report

DRAWING = draw_bars(
    [Bar("๘ การปรับปรุงการทำงาน", Decimal("79.25"))], bound=Decimal(85), strong=Decimal(95), alt="แผนภูมิของคะแนน"
)
CAPTION = "คะแนนรายตัวชี้วัด"


def report(*blocks, landscape=False):
    chosen = blocks or (Heading("แผนภูมิ", 1), Chart(CAPTION, DRAWING), Prose((Line("หลังแผนภูมิ"),)))
    return replace(small_report(rows=1), sections=(Section(chosen, landscape=landscape),))


class TestPdf:
    def text(self, content):
        with pypdfium2.PdfDocument(content) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf)

    @pytest.mark.parametrize("landscape", [False, True])
    def test_labels_are_text_that_copies(self, landscape):
        said = "".join(self.text(draw_pdf(report(landscape=landscape), attached_plan_json=None)).split())

        assert "79.25" in said
        assert CAPTION in said
        assert "การปรับปรุงการท" in said

    def test_several_stand_on_their_pages_one_after_the_other(self):
        content = draw_pdf(report(*[Chart(f"{CAPTION} {n}", DRAWING) for n in range(12)]), attached_plan_json=None)

        with pypdfium2.PdfDocument(content) as pdf:
            assert len(pdf) > 2
        assert all(f"{CAPTION}{n}" in "".join(self.text(content).split()) for n in range(12))


class TestDocx:
    def test_is_a_picture_with_words_under_its_caption(self):
        document = docx.Document(io.BytesIO(draw_docx(report())))

        assert len(document.inline_shapes) == 1
        assert document.inline_shapes[0]._inline.docPr.get("descr") == "แผนภูมิของคะแนน"
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert texts.index(CAPTION) < texts.index("หลังแผนภูมิ")

    def test_fits_between_the_margins(self):
        document = docx.Document(io.BytesIO(draw_docx(report())))
        section = document.sections[-1]

        assert document.inline_shapes[0].width <= section.page_width - section.left_margin - section.right_margin


class TestOtherFormats:
    def test_html_holds_it_inside_the_page(self):
        page = draw_html(report())

        assert page.count("<svg") == 1
        assert f"<figcaption>{CAPTION}</figcaption>" in page
        assert page.index("<svg") < page.index("หลังแผนภูมิ")

    def test_text_leaves_it_out(self):
        said = draw_text(report())

        assert CAPTION not in said
        assert "หลังแผนภูมิ" in said

    def test_a_workbook_leaves_it_out(self):
        book = openpyxl.load_workbook(io.BytesIO(draw_xlsx(report())))
        said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]

        assert CAPTION not in said
        assert "หลังแผนภูมิ" in said
