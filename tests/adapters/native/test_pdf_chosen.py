"""When the quick reader's text is taken, and that everything else of a page is as before."""

import importlib.util

import pytest

from prongsai.adapters import pdf_quick, pdf_text
from prongsai.adapters.page_pdf import read_pdf
from prongsai.adapters.pdf_text import PlainPage, PlainPdf
from prongsai.adapters.reading_limits import Deadline, ReadLimits
from prongsai.intake.pdf_port import UnusablePdf
from tests.adapters.native.made_pdf import Made, lines_of, stream
from tests.adapters.page.documents import text_pdf

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("prongsai.adapters.native.pdf_quick") is None, reason="there was no compiler"
)
LONG = "ประกาศเทศบาลตำบลน้ำผุด เรื่อง แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2566 กองคลัง"


def pages_of(content: bytes, **options: bool) -> list[PlainPage]:
    pdf = PlainPdf(content, deadline=Deadline(20), **options)  # type: ignore[arg-type]
    try:
        return [pdf.read_page(index) for index in range(pdf.page_count)]
    finally:
        pdf.close()


@pytest.fixture
def no_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium must not be opened."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("PDFium was opened")

    monkeypatch.setattr(pdf_text, "open_document", refuse)


class TestTaken:
    @pytest.mark.usefixtures("no_pdfium")
    def test_an_ordinary_page_needs_no_pdfium(self):
        (page,) = pages_of(lines_of(LONG, LONG).write())

        assert (page.text, page.extractor, page.implausibility) == (f"{LONG}\n{LONG}", "quick", 0.0)

    @pytest.mark.usefixtures("no_pdfium")
    def test_a_file_by_typst_needs_no_pdfium(self):
        (page,) = pages_of(text_pdf(f'{LONG} {LONG} #link("https://a.go.th/")[ก]'))

        assert page.extractor == "quick, clusters once"
        assert page.links == (("https://a.go.th/", ""),)

    @pytest.mark.usefixtures("no_pdfium")
    def test_a_whole_reading(self):
        page, pdf = read_pdf(lines_of(LONG, LONG).write(), limits=ReadLimits(), deadline=Deadline(20))

        assert (page.page_count, page.text, pdf.is_scan(0)) == (1, f"{LONG}\n{LONG}", False)
        pdf.close()

    @pytest.mark.parametrize(
        "source", [LONG, f"{LONG} = น้ำ\n\n- ขั้นตอน\n- ทั้งนี้ {LONG}", "A page of Latin letters only " * 9]
    )
    def test_text_facts_and_links_are_as_without_it(self, source):
        content = text_pdf(source)
        quick, plain = (PlainPdf(content, deadline=Deadline(20), use_quick=use) for use in (True, False))

        assert (quick.page_count, quick.facts, quick.title) == (plain.page_count, plain.facts, plain.title)
        for index in range(plain.page_count):
            one, two = quick.read_page(index), plain.read_page(index)
            assert (one.text, one.implausibility, one.links) == (two.text, two.implausibility, two.links)
            assert quick.is_scan(index) == plain.is_scan(index)

    def test_a_file_that_pdfium_does_not_open_has_no_scans(self, monkeypatch):
        def refuse(*_: object, **__: object) -> None:
            raise UnusablePdf("damaged")

        monkeypatch.setattr(pdf_text, "open_document", refuse)
        pdf = PlainPdf(lines_of("สั้น").write(), deadline=Deadline(20))

        assert pdf.read_page(0).text == ""
        assert not pdf.is_scan(0)
        pdf.close()

    def test_a_page_is_drawn_all_the_same(self):
        pdf = PlainPdf(lines_of(LONG).write(), deadline=Deadline(20))

        assert pdf.draw(0).size[0] > 100
        pdf.close()


class TestNotTaken:
    def test_a_page_of_hardly_any_text(self):
        content = lines_of("กองคลัง").write()

        (page,) = pages_of(content)

        assert (page.text, page.extractor) == ("กองคลัง", "pdfium")

    def test_a_page_whose_thai_is_doubtful(self):
        (page,) = pages_of(lines_of("่กองค้้ลัง ิก " * 9).write())

        assert page.extractor != "quick"

    def test_a_page_that_is_not_ordinary(self):
        made = lines_of(LONG)
        made.content += b" BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"

        (page,) = pages_of(made.write())

        assert (page.text, page.extractor) == (LONG, "pdfium")

    def test_where_it_is_not_wanted(self):
        assert pages_of(lines_of(LONG).write(), use_quick=False)[0].extractor == "pdfium"

    def test_where_it_was_not_built(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(pdf_quick, "_open", None)

        assert pages_of(lines_of(LONG).write())[0].extractor == "pdfium"

    def test_makers_whose_pages_are_always_doubtful(self):
        made = lines_of(LONG)
        made.more, made.trailer = {20: b"<</Producer(Skia/PDF m120)>>"}, b"/Info 20 0 R"

        assert pages_of(made.write())[0].extractor == "pdfium letters"

    def test_a_file_is_asked_no_more_after_some_refusals(self):
        pages = 6
        odd = stream(b"BI ID x EI")
        more = {
            2: b"<</Type/Pages/Count %d/Kids[%s]>>"
            % (pages, b"".join(b"%d 0 R " % (20 + place) for place in range(pages)))
        }
        for place in range(pages):
            more[20 + place] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 40 0 R>>"
        more[40] = odd
        pdf = PlainPdf(Made(b"", "ก", more=more).write(), deadline=Deadline(20))

        for index in range(pages):
            pdf.read_page(index)

        assert (pdf._refused, pdf._quick) == (pdf_text.REFUSALS, None)
        pdf.close()

    def test_a_file_that_pdfium_then_refuses_has_empty_pages(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*_: object, **__: object) -> None:
            raise pdf_text.UnusablePdf("damaged")

        monkeypatch.setattr(pdf_text, "open_document", refuse)

        (page,) = pages_of(lines_of("กองคลัง").write())

        assert page == PlainPage("", 0.0, "")
