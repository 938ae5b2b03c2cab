"""One report, five formats: each says every word, in the same order, with cells under their own headings."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import lxml.html
import openpyxl
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from prongsai.documents.docx import draw_docx
from prongsai.documents.html import draw_html
from prongsai.documents.memo_picture import picture_as_png
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.report import (
    SIGNING_WORDS,
    Column,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signature,
    Signatures,
    TableCell,
)
from prongsai.documents.text import draw_text
from prongsai.documents.xlsx import draw_xlsx
from tests.documents.small_report import ADDRESS, HARD_CLUSTERS, small_report

COLUMNS = (Column("a", "หัวข้อหนึ่ง"), Column("b", "หัวข้อสอง", 2.0, "right"), Column("c", "หัวข้อสาม", 1.0, "center"))


def cell(*texts: str, span: int = 1) -> TableCell:
    return TableCell(tuple(map(Line, texts)), span)


def table(*rows: tuple[TableCell, ...], **fields: object) -> Grid:
    return Grid("t", "ชื่อตาราง", COLUMNS, rows, **fields)


def report(*blocks: object, **fields: object) -> Report:
    return replace(small_report(), sections=(Section(blocks),), **fields)


def of_word(made: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(draw_docx(made))) as package:
        return "".join(etree.fromstring(package.read("word/document.xml")).itertext())


def of_workbook(made: Report) -> str:
    book = openpyxl.load_workbook(io.BytesIO(draw_xlsx(made)))
    return "\n".join(
        str(one.value) for sheet in book for row in sheet.iter_rows() for one in row if one.value is not None
    )


def of_page(made: Report) -> str:
    return lxml.html.document_fromstring(draw_html(made)).body.text_content()


def of_pdf(made: Report) -> str:
    with pypdfium2.PdfDocument(draw_pdf(made, attached_plan_json=None)) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


EVERY = pytest.mark.parametrize(
    "draw", [of_word, of_workbook, of_page, of_pdf, draw_text], ids=["docx", "xlsx", "html", "pdf", "text"]
)
Draw = Callable[[Report], str]


def squeezed(text: str) -> str:
    return "".join(text.split())


@EVERY
class TestEveryFormat:
    def test_says_every_block_in_order(self, draw: Draw):
        words = ["หัวเรื่องหนึ่ง", "ข้อความหนึ่ง", "ชื่อตาราง", "ในช่อง", "ข้อความสอง", "ขอรับรองว่าจริง", "ผู้จัดทำ"]
        made = report(
            Heading(words[0], 1),
            Prose((Line(words[1]),)),
            table((cell(words[3]), cell(), cell())),
            Prose((Line(words[4]),), is_list=True),
            Signatures((Signature(words[6], "ปลัด"),), lead=words[5]),
        )

        said = squeezed(draw(made))

        places = [said.find(word) for word in words]
        assert -1 not in places
        assert places == sorted(places)

    def test_says_the_sentence_that_is_signed(self, draw: Draw):
        assert "ขอรับรองว่าจริง" in squeezed(draw(report(Signatures((Signature("ก", "ข"),), lead="ขอรับรองว่าจริง"))))

    def test_says_title_year_and_agency_of_the_cover(self, draw: Draw):
        said = squeezed(draw(report(Heading("ก", 1))))

        for line in (*small_report().cover.title, *small_report().cover.period, *small_report().cover.agency):
            assert squeezed(line) in said

    def test_says_a_row_that_lies_over_all_columns_once(self, draw: Draw):
        assert squeezed(draw(report(table((cell("ไม่มีมาตรการ", span=3),))))).count("ไม่มีมาตรการ") == 1

    def test_keeps_marks_and_sara_am(self, draw: Draw):
        assert squeezed(HARD_CLUSTERS) in squeezed(draw(report(Prose((Line(HARD_CLUSTERS),)))))

    def test_shows_an_address_whole(self, draw: Draw):
        assert ADDRESS in squeezed(draw(report(table((cell("ก"), TableCell((Line(ADDRESS, link=ADDRESS),)), cell())))))

    def test_takes_a_table_without_rows(self, draw: Draw):
        assert "หัวข้อหนึ่ง" in squeezed(draw(report(table()))) or draw is draw_text

    def test_takes_a_report_of_a_cover_alone(self, draw: Draw):
        made = replace(small_report(), sections=())

        assert squeezed(small_report().cover.agency[0]) in squeezed(draw(made))

    def test_says_every_row_of_hundreds(self, draw: Draw):
        said = squeezed(draw(report(table(*[(cell(f"แถวที่{n}จบ"), cell("ข"), cell("ค")) for n in range(300)]))))

        assert all(f"แถวที่{n}จบ" in said for n in range(300))


class TestCellsUnderTheirHeadings:
    ROW = (cell("กว้าง", span=2), cell("ท้าย"))

    def test_on_a_telephone(self):
        page = lxml.html.document_fromstring(draw_html(report(table(self.ROW))))
        wide, last = page.xpath("//tbody/tr/*")

        assert (wide.get("colspan"), wide.get("data-label")) == ("2", None)
        assert (last.get("data-label"), last.get("class")) == ("หัวข้อสาม", "center")

    def test_in_plain_text(self):
        lines = draw_text(report(table(self.ROW))).splitlines()

        assert "• หัวข้อหนึ่ง: กว้าง" in lines  # what a row begins with tells our own reader where it begins
        assert "• หัวข้อสาม: ท้าย" in lines

    def test_in_a_word_file(self):
        (_head, row) = docx.Document(io.BytesIO(draw_docx(report(table(self.ROW))))).tables[0].rows

        assert [one.text for one in row.cells] == ["กว้าง", "กว้าง", "ท้าย"]

    @pytest.mark.parametrize(("place", "align"), [(0, None), (1, "right"), (2, "center")])
    def test_aligned_as_the_column_is(self, place, align):
        row = (cell("ก"), cell("ข"), cell("ค"))
        page = lxml.html.document_fromstring(draw_html(report(table(row))))
        word = docx.Document(io.BytesIO(draw_docx(report(table(row))))).tables[0].rows[1].cells[place].paragraphs[0]

        assert page.xpath("//tbody/tr/*")[place].get("class") == align
        assert (word.alignment.name.lower() if word.alignment is not None else None) == align


class TestEnglish:
    @pytest.mark.parametrize("draw", [of_word, of_page, of_pdf], ids=["docx", "html", "pdf"])
    def test_signs_in_english(self, draw: Draw):
        said = draw(report(Signatures((Signature("Reporter", "Clerk"),), language="en"), language="en"))

        assert all(SIGNING_WORDS["en"][key] in said for key in ("sign", "post", "day"))
        assert "ลงชื่อ" not in said


class TestTheGaruda:
    @pytest.mark.parametrize(("turned", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
    def test_from_a_telephone_stands_upright(self, turned, size):
        photo = Image.new("RGB", (60, 40), "white")
        exif = Image.Exif()
        exif[0x0112] = turned
        written = io.BytesIO()
        photo.save(written, "JPEG", exif=exif)

        assert Image.open(io.BytesIO(picture_as_png(written.getvalue(), "ครุฑ.jpg"))).size == size
