"""The text layer of a PDF page, built once: as it stands, and without clusters that stand twice."""

import pytest

from prongsai.adapters.pdf_pdfium import open_document
from prongsai.adapters.pdf_plain import PdfiumText
from prongsai.intake.readers.thai_marks import thai_implausibility, thai_letters
from tests.adapters.page.documents import text_pdf

TEXT = "เจ้าหน้าที่ผู้รับผิดชอบ กำกับ ดำเนินการ สำนักปลัด น้ำผุด"


@pytest.fixture
def page():
    document = open_document(text_pdf(TEXT), max_pages=5)
    page = document[0]
    yield page
    page.close()
    document.close()


class TestPdfiumText:
    def test_once_drops_what_typst_writes_twice(self, page):
        with PdfiumText(page) as layer:
            assert "".join(layer.once().split()) == "".join(TEXT.split())

    def test_whole_keeps_all_of_it(self, page):
        with PdfiumText(page) as layer:
            whole, once = layer.whole(), layer.once()

        assert thai_letters(whole) >= thai_letters(once) > 0

    def test_the_layer_is_closed_after_use(self, page):
        with PdfiumText(page) as layer:
            pass

        with pytest.raises(Exception):  # noqa: B017  # pypdfium2 says it in its own ways
            layer._layer.count_chars()

    def test_the_layer_is_built_once(self, page, monkeypatch):
        built = []
        build = type(page).get_textpage
        monkeypatch.setattr(type(page), "get_textpage", lambda self: built.append(1) or build(self))

        with PdfiumText(page) as layer:
            layer.whole()
            layer.once()

        assert built == [1]


class TestPlausibility:
    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("\u0e48ก", 1),  # a mark at the very start
            ("ก \u0e34", 2),  # a mark after a blank, and a blank inside a syllable
            ("Ęก", 1),
            ("กĘ", 1),
            ("กĘก", 1),  # counted once, not from either side
            ("กำ\u0e34", 2),  # a vowel on sara am, which stands on nothing
            ("กำ", 0),
        ],
    )
    def test_faults_are_counted_once_each(self, text, faults):
        assert round(thai_implausibility(text) * thai_letters(text) / 1000) == faults

    @pytest.mark.parametrize(
        ("text", "letters"), [("", 0), ("abc 123", 0), ("ก1ข", 2), ("เด็ก", 4), ("๑๒", 0), ("฿", 1)]
    )
    def test_letters_and_marks_are_counted_and_digits_are_not(self, text, letters):
        assert thai_letters(text) == letters == sum("\u0e01" <= char <= "\u0e4e" for char in text)
