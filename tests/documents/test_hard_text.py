"""Every document is made whatever its words hold: what a person pasted never turns a download into an error."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import lxml.html
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from prongsai.core.working_group import GroupLine
from prongsai.documents.chart import Bar, draw_bars
from prongsai.documents.docx import draw_docx
from prongsai.documents.html import draw_html
from prongsai.documents.memo import MemoSigner
from prongsai.documents.memo_docx import draw_memo_docx
from prongsai.documents.memo_html import draw_memo_html
from prongsai.documents.memo_pdf import draw_memo_pdf
from prongsai.documents.order import OrderFacts, build_order
from prongsai.documents.order_docx import draw_order_docx
from prongsai.documents.order_pdf import draw_order_pdf
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.report import (
    Chart,
    Column,
    Cover,
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
from prongsai.documents.round_memo import build_round_memo
from prongsai.documents.text import draw_text
from prongsai.documents.xlsx import draw_xlsx
from prongsai.documents.xml_text import as_attribute, as_xml, fit_for_xml
from tests.documents.small_memo import FACTS, SHEET

DAY = date(2023, 9, 30)
HARD = {
    "vertical tab": "ก\x0bข",
    "bell and null": "ก\x07\x00ข",
    "no character": "ก\ufffe\uffffข",
    "next line": "ก\x85\u2028ข",
    "line breaks": "ก\r\n\rข",
    "direction and joiners": "ก\u202e\u200d\ufeffข",
    "markup": "ก</w:t>&amp;<br>\"'ข",
    "sums of typst": "ก#let $x$ \\ `y` ข",
    "codes of excel": 'ก&P_x0041_&"ข',
    "emoji": "ก😀👩‍👩‍👧ข",
    "a lone mark": "\u0e49\u0e31ขก",
    "nothing": "",
}


def report_of(text: str) -> Report:
    """A report that says the text wherever it can."""
    line = Line(text)
    drawing = draw_bars([Bar(text, 50)], bound=85, strong=95, alt=f"แผนภูมิ {text}")
    grid = Grid("facts", text, (Column("a", text), Column("b", text)), ((TableCell((line, line)), TableCell()),))
    blocks = (
        Heading(f"๑ {text}", 1),
        Prose((line, Line(text, bold=True), Line(f"ดู: https://a.go.th/{text}", link=f"https://a.go.th/{text}"))),
        grid,
        Chart(f"แผนภูมิ {text}", drawing),
        Signatures((Signature(text, text, text), Signature(text, "")), lead=text),
    )
    return Report(
        text,
        text,
        text,
        Cover((f"รายงาน{text}",), (text,), (text,)),
        (Section(blocks),),
        DAY,
        footer=text,
        keywords=(text,),
    )


def order_of(text: str):
    member = GroupLine(text, text, "chair", (text or "O1",))
    return build_order(OrderFacts(text, 2566, text, None, (member,), text, text))


def memo_of(text: str):
    signer = MemoSigner(text, text)
    facts = replace(FACTS, sheet=replace(SHEET, agency=text), from_unit=text, number=text, comment=text, signed=text)
    return build_round_memo(replace(facts, reporter=signer, executive=signer))


def word_letters(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(etree.fromstring(package.read("word/document.xml")).itertext())


@pytest.fixture(params=HARD.values(), ids=HARD.keys())
def hard(request) -> str:
    return request.param


class TestEveryDrawerTakes:
    def test_it_as_a_word_report(self, hard):
        content = draw_docx(report_of(hard))

        assert word_letters(content).count("ก") >= hard.count("ก") * 5
        assert docx.Document(io.BytesIO(content)).core_properties.title is not None

    def test_it_as_a_workbook(self, hard):
        book = openpyxl.load_workbook(io.BytesIO(draw_xlsx(report_of(hard))))

        said = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
        assert said.count("ก") >= hard.count("ก") * 5

    def test_it_as_a_page(self, hard):
        page = lxml.html.document_fromstring(draw_html(report_of(hard)))

        assert page.text_content().count("ก") >= hard.count("ก") * 5
        assert not page.xpath("//main//br")
        assert all(one.isascii() and "<" not in one for one in page.xpath("//a/@href"))

    def test_it_as_text(self, hard):
        drawn = draw_text(report_of(hard))

        assert drawn.endswith("\n")
        assert "\t" not in drawn
        assert "</w:t>" not in drawn

    def test_it_as_a_pdf(self, hard):
        with pypdfium2.PdfDocument(draw_pdf(report_of(hard), attached_plan_json=None)) as pdf:
            said = "".join(page.get_textpage().get_text_range() for page in pdf)

        assert said.count("ข") >= hard.count("ข") * 5

    def test_it_in_an_order(self, hard):
        order = order_of(hard)

        assert word_letters(draw_order_docx(order, author=hard, made_on=DAY)).count("ข") >= hard.count("ข") * 5
        assert draw_order_pdf(order, author=hard, made_on=DAY).startswith(b"%PDF-")

    def test_it_in_a_memo(self, hard):
        memo = memo_of(hard)

        assert word_letters(draw_memo_docx(memo)).count("ข") >= hard.count("ข") * 3
        assert draw_memo_pdf(memo).startswith(b"%PDF-")
        assert "ก</w:t>" not in draw_memo_html(memo)


class TestPartsOfAWordFile:
    @given(st.text(max_size=40))
    @settings(deadline=None, max_examples=12)
    def test_are_all_well_formed(self, text):
        with zipfile.ZipFile(io.BytesIO(draw_order_docx(order_of(text), author=text, made_on=DAY))) as package:
            parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            assert parts
            for name in parts:
                etree.fromstring(package.read(name))


class TestXmlText:
    @given(st.text(alphabet=st.characters(codec=None)))
    def test_is_taken_by_a_parser_and_given_back(self, text):
        root = etree.fromstring(f"<a b={as_attribute(text)}>{as_xml(text)}</a>".encode())

        kept = fit_for_xml(text)
        assert (root.text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")
        assert len(kept) == len(text)

    @given(st.text(alphabet="กขค่ำ๐๑AZaz09<>&\"' \t\n\u200b\U0001f600"))
    def test_loses_nothing_that_xml_has_a_place_for(self, text):
        assert fit_for_xml(text) == text
