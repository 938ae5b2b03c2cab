"""Plain text of PDFs: which reading is taken, and what is put right that the file says wrongly."""

import importlib.util
import io
import shutil
import zlib

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from prongsai.adapters.pdf_font_maps import glyph_texts, mend_font_maps, parse_map
from prongsai.adapters.pdf_letters import Letter, words_of_letters
from prongsai.adapters.pdf_parts import PdfParts
from prongsai.adapters.pdf_plausible import is_same_order, plain_faults, seems_repeated, thai_from_latin
from prongsai.adapters.pdf_text import PlainPdf
from prongsai.adapters.reading_limits import Deadline
from prongsai.intake.pdf_port import Box, UnusablePdf
from tests.adapters.page.documents import text_pdf
from tests.adapters.test_pdf_text import chromium_pdf, font_folder

TRICKY = "น้ำผุด ทั้งนี้ ขั้นตอน สิ้นสุด ฟื้นฟู ผู้ใหญ่ กำกับ ดำเนินการ สำนักปลัด เจ้าหน้าที่ผู้รับผิดชอบ ปั๊มน้ำ ซ่อมแซม ญาติ ฐานะ ทุ่งคู กตัญญู พ.ศ. ๒๕๖๖"
LONG = " ".join([TRICKY] * 4)


def read(content: bytes, **options: object) -> list:
    pdf = PlainPdf(content, deadline=Deadline(20), **options)
    try:
        return [pdf.read_page(index) for index in range(pdf.page_count)]
    finally:
        pdf.close()


def squashed(text: str) -> str:
    return "".join(text.split())


class TestReadings:
    def test_typst_clusters_come_once(self):
        (page,) = read(text_pdf(LONG))

        assert squashed(page.text) == squashed(LONG)
        assert page.extractor in {"quick, clusters once", "pdfium, clusters once"}

    @pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
    def test_chromium_clusters_come_once(self, tmp_path):
        rows = [[["น้ำผุด"], ["ผู้รับผิดชอบ"], [TRICKY], ["ดำเนินการแล้ว"]]]

        (page,) = read(chromium_pdf(rows, tmp_path))

        assert squashed(TRICKY) in squashed(page.text)

    @pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="weasyprint is for benchmarks only")
    def test_maps_that_name_glyphs_by_clusters_are_put_right(self):
        import weasyprint

        face = next(font_folder().rglob("Sarabun-Regular.ttf"))
        html = f"<style>@font-face{{font-family:F;src:url(file://{face})}}body{{font-family:F}}</style><p>{LONG}</p>"

        (page,) = read(weasyprint.HTML(string=html).write_pdf())

        assert squashed(page.text) == squashed(LONG)
        assert page.extractor == "pdfium letters, fonts mended"

    def test_plain_western_text_needs_no_second_reading(self):
        (page,) = read(text_pdf("An agency of 2023 with no Thai at all"))

        assert page.extractor == "pdfium"
        assert page.text == "An agency of 2023 with no Thai at all"

    def test_without_poppler_the_result_is_the_same(self):
        assert read(text_pdf(LONG), use_poppler=False)[0].text == read(text_pdf(LONG))[0].text

    def test_what_is_no_pdf_is_refused(self):
        with pytest.raises(UnusablePdf):
            PlainPdf(b"%PDF-1.4 nothing", deadline=Deadline(1))

    def test_pages_keep_their_links(self):
        (page,) = read(text_pdf('#link("https://a.go.th/")[ก]'))

        assert page.links == (("https://a.go.th/", ""),)


class TestSettledMarks:
    """Word processors draw a raised tone as a text of its own, and PDFium gives it away from its letter."""

    @staticmethod
    def letter(
        char: str, x: float, *, width: float = 6.0, baseline: float = 100.0, raised: float = 0.0, source: int = 0
    ) -> Letter:
        ink = Box(x, baseline - 7 - raised, x + width, baseline - raised)
        return Letter(char, ink, x, baseline, 13.0, source, False)

    def blank(self) -> Letter:
        return Letter(" ", None, 0.0, 0.0, 0.0, 0, True)

    def word(self) -> list[Letter]:
        return [
            self.letter("ท", 10),
            self.letter("ั", 12, width=4, raised=8),
            self.letter("ง", 17),
            self.letter("น", 24),
            self.letter("ี", 25, width=4, raised=8),
        ]

    def test_a_tone_after_its_line_goes_back_to_its_letter(self):
        tones = [self.blank(), self.letter("้", 12.5, width=3, raised=12), self.letter("้", 26, width=3, raised=12)]

        assert [word.text for word in words_of_letters([*self.word(), *tones])] == ["ทั้งนี้"]

    def test_a_tone_before_its_line_goes_back_too(self):
        tone = [self.letter("้", 12.5, width=3, raised=12), self.blank()]

        assert [word.text for word in words_of_letters([*tone, *self.word()])] == ["ทั้งนี"]

    def test_a_tone_of_another_line_stays_away(self):
        tone = [self.blank(), self.letter("้", 12.5, width=3, baseline=160, raised=12)]

        assert "ทั้ง" not in "".join(word.text for word in words_of_letters([*self.word(), *tone]))

    def test_marks_in_their_place_are_not_moved(self):
        assert [word.text for word in words_of_letters(self.word())] == ["ทังนี"]


class TestRepeatedSaraAm:
    """Skia and typst may give the whole cluster for each of its glyphs, the last of which stands beside the letter."""

    @staticmethod
    def cluster(x: float, *, width: float, raised: float = 0.0, source: int) -> list[Letter]:
        ink = Box(x, 93 - raised, x + width, 100 - raised)
        return [Letter(char, ink, x, 100.0, 13.0, source, False) for char in "น้ำ"]

    def test_the_vowel_beside_its_letter_is_part_of_it(self):
        glyphs = [
            *self.cluster(10, width=6, source=1),
            *self.cluster(14, width=2, raised=9, source=2),
            *self.cluster(16.5, width=5, source=3),
        ]

        assert [word.text for word in words_of_letters(glyphs)] == ["น้ำ"]

    def test_a_word_said_twice_is_said_twice(self):
        once = [
            *self.cluster(10, width=6, source=1),
            *self.cluster(14, width=2, raised=9, source=2),
            *self.cluster(16.5, width=5, source=3),
        ]
        again = [
            *self.cluster(22, width=6, source=4),
            *self.cluster(26, width=2, raised=9, source=5),
            *self.cluster(28.5, width=5, source=6),
        ]

        assert "".join(word.text for word in words_of_letters([*once, *again])) == "น้ำน้ำ"


class TestPlausibility:
    def test_good_thai_has_no_faults(self):
        assert plain_faults(LONG) == 0

    def test_a_page_without_any_sara_am_or_with_nothing_else_is_odd(self):
        assert plain_faults("จังหวัดหนองบัวลำภู การประชุมสภา " * 30) < 20
        assert plain_faults("การประชุมสภาภารกิจ " * 30) >= 20
        assert plain_faults("กำรประชุมสภำภำรกิจ " * 30) >= 20

    def test_repeats_are_seen_where_spelling_has_no_fault(self):
        assert seems_repeated("บริหริารส่วส่นตำบล ที่ที่ดินทุทุกแปลง สิ่สิ่งแวดล้ล้อม " * 3)
        assert not seems_repeated(LONG * 5)

    def test_order_is_compared_by_passages(self):
        passages = [f"ข้อความลำดับที่{number:03}" for number in range(50)]

        assert is_same_order("\n".join(passages), " ".join(passages))
        assert not is_same_order(
            "\n".join(passages), " ".join(passages[::2] + passages[1::2] + passages[::-1]).replace(passages[3], "")
        )
        assert not is_same_order("\n".join(passages), " ".join(reversed(passages)))
        assert not is_same_order("", "")

    def test_thai_under_latin_names_is_thai(self):
        latin = TRICKY.replace("๒๕๖๖", "").encode("cp874").decode("latin-1")

        assert thai_from_latin(latin) == TRICKY.replace("๒๕๖๖", "")

    @pytest.mark.parametrize("text", ["caf\u00e9 d\u00e9j\u00e0 vu", "\u00c5ngstr\u00f6m " * 20, "plain", LONG])
    def test_latin_that_is_latin_stays(self, text):
        assert thai_from_latin(text) == text


class TestFontMaps:
    def font(self, *, with_cmap: bool = True, with_names: bool = False) -> bytes:
        """Glyphs: 1 aa, 2 nikhahit, 3 tone, 4 the tone moved (unnamed), 5 nikhahit and tone in one, 6 the tone at 3/4."""

        def box(x: int, y: int, wide: int, high: int):
            pen = TTGlyphPen(None)
            pen.moveTo((x, y))
            for point in ((x + wide, y), (x + wide, y + high), (x + wide // 3, y + high), (x, y + high // 2)):
                pen.lineTo(point)
            pen.closePath()
            return pen.glyph()

        names = [".notdef", "uni0E32" if with_names else "a", "b", "c", "d", "e", "f"]
        glyphs = dict(
            zip(
                names,
                [
                    box(0, 0, 9, 9),
                    box(0, 0, 300, 600),
                    box(-200, 700, 100, 100),
                    box(-250, 700, 60, 240),
                    box(-400, 900, 60, 240),
                    box(0, 0, 1, 1),
                    box(-250, 950, 45, 180),
                ],
                strict=True,
            )
        )
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({0x0E32: names[1], 0x0E4D: "b", 0x0E49: "c"} if with_cmap else {0x41: ".notdef"})
        pen = TTGlyphPen(dict.fromkeys(names))
        pen.addComponent("b", (1, 0, 0, 1, 0, 0))
        pen.addComponent("d", (1, 0, 0, 1, 0, 50))
        glyphs["e"] = pen.glyph()
        builder.setupGlyf(glyphs)
        builder.setupHorizontalMetrics({name: (500 if name == names[1] else 0, 0) for name in names})
        builder.setupHorizontalHeader(ascent=1200, descent=-300)
        builder.setupPost(keepGlyphNames=with_names)
        if not with_cmap:
            del builder.font["cmap"]
        buffer = io.BytesIO()
        builder.save(buffer)
        return buffer.getvalue()

    def test_the_fonts_own_names_win_over_the_clusters_of_the_map(self):
        found = glyph_texts(self.font(), {1: "ำ", 2: "", 3: "้"})

        assert found[1] == "า"
        assert found[2] == "\u0e4d"
        assert 3 not in found

    def test_glyphs_that_the_map_leaves_out_are_added(self):
        assert glyph_texts(self.font(), {1: "า"})[3] == "้"

    def test_a_glyph_moved_composed_or_resized_is_known_by_its_drawing(self):
        found = glyph_texts(self.font(), {1: "า", 2: "\u0e4d", 3: "้"})

        assert found == {4: "้", 5: "\u0e4d้", 6: "้"}

    def test_glyph_names_serve_where_there_is_no_character_map(self):
        assert glyph_texts(self.font(with_cmap=False, with_names=True), {1: "ำ"})[1] == "า"

    @pytest.mark.parametrize("content", [b"", b"\0\1\0\0", b"OTTO" + b"\xff" * 200, b"rubbish"])
    def test_a_broken_font_says_nothing(self, content):
        assert glyph_texts(content, {1: "ก"}) == {}

    def test_single_entries_and_ranges_of_a_map(self):
        cmap = b"1 beginbfchar <0003> <0E01> endbfchar 2 beginbfrange <0005> <0007> <0E02> <0009><000A>[<0E010E33><0041>] endbfrange"

        assert parse_map(cmap) == {3: "ก", 5: "ข", 6: "ฃ", 7: "ค", 9: "กำ", 10: "A"}

    @pytest.mark.parametrize(
        "content",
        [b"", b"%PDF-1.4", b"1 0 obj <</DescendantFonts [1 0 R]/ToUnicode 1 0 R/Encoding/Identity-H>> endobj"],
    )
    def test_a_file_without_fonts_has_nothing_to_mend(self, content):
        assert mend_font_maps(content) is None

    def test_a_locked_file_is_left_alone(self):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(text_pdf(TRICKY))) as pdf:
            pdf.save(buffer, encryption=pikepdf.Encryption(user="", owner="y"))

        assert mend_font_maps(buffer.getvalue()) is None


class TestParts:
    @pytest.fixture(params=["table", "stream"])
    def content(self, request) -> bytes:
        """The same file with a classical table and with packed objects."""
        buffer = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if request.param == "stream" else pikepdf.ObjectStreamMode.disable
        with pikepdf.open(io.BytesIO(text_pdf(TRICKY))) as pdf:
            pdf.save(buffer, object_stream_mode=mode)
        return buffer.getvalue()

    def test_a_replaced_stream_is_what_readers_see(self, content):
        parts = PdfParts(content)
        (font, *_) = parts.list_dictionaries(b"/DescendantFonts")
        number = parts.reference(font, b"/ToUnicode")

        changed = parts.with_streams({number: b"%new map"})

        with pikepdf.open(io.BytesIO(changed)) as pdf:
            assert pdf.get_object(number, 0).read_bytes() == b"%new map"
            assert len(pdf.pages) == 1
        assert squashed(read(content)[0].text) == squashed(TRICKY)

    def test_streams_are_unpacked(self, content):
        parts = PdfParts(content)
        (font, *_) = parts.list_dictionaries(b"/DescendantFonts")

        assert b"beginbfchar" in parts.stream(parts.reference(font, b"/ToUnicode"))
        assert parts.stream(999_999) == b""
        assert parts.dictionary(999_999) == b""

    def test_a_stream_that_unpacks_to_much_is_cut(self):
        packed = zlib.compress(bytes(100_000_000), 9)
        content = b"1 0 obj <</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj"

        assert len(PdfParts(content).stream(1)) == 30_000_000
