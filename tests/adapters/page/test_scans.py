"""Images and scans: which pages are read, what is said of digits, and what holds without tesseract."""

import io
import shutil
import sys
import types

import pytest
from PIL import Image

from prongsai.adapters import page_ocr, page_scan
from prongsai.adapters.page_documents import DocumentReading
from prongsai.adapters.page_image import Pictures, fit_page
from prongsai.adapters.page_ocr import load_digit_reader
from prongsai.adapters.page_scan import pages_to_read
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits
from prongsai.audit.page import DigitRun
from tests.adapters.page.documents import image_file, packed, page_image, scan_pdf, text_pdf

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
LIMITS = ReadLimits()
WORDS = "ประกาศเทศบาลตำบล เรื่อง รายงานผลการดำเนินงาน"


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """One page of Thai text."""
    return page_image(f"{WORDS} ๒๕๖๖")


@pytest.fixture
def digits(monkeypatch):
    """A digit reader that vouches for one run and doubts two."""
    module = types.ModuleType("digits_for_tests")
    module.seen = []

    def read_runs(image):
        module.seen.append(image.size)
        return [("๒๕๖๖", 0.99)], 2

    module.read_runs = read_runs
    monkeypatch.setitem(sys.modules, "digits_for_tests", module)
    return module


def squashed(text: str) -> str:
    return "".join(text.split())


class TestPagesToRead:
    @pytest.mark.parametrize(
        ("count", "texts", "wanted"),
        [
            (1, {}, [0]),
            (2, {}, [0, 1]),
            (9, {}, [0, 1, 8]),
            (9, {4: "ลงชื่อ ผู้รายงาน", 6: "เนื้อหา"}, [0, 1, 4]),
            (9, {2: "ลงชื่อ", 5: "ประกาศ ณ วันที่ ๑"}, [0, 1, 5]),
            (9, {3: "ไม่มีอะไร"}, [0, 1, 8]),
        ],
    )
    def test_the_first_two_and_the_one_with_the_signature(self, count, texts, wanted):
        assert pages_to_read(count, texts=texts) == wanted


@needs_tesseract
class TestOcr:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
    def test_a_picture_of_a_page_is_read(self, picture, form):
        found = DocumentReading(LIMITS).read(image_file(picture, form), form="jpeg")

        assert found.kind == "image"
        assert "ประกาศเทศบาลตำบล" in squashed(found.text)
        assert found.ocr_pages == (1,)
        assert found.page_count == 1

    def test_a_scanned_pdf_is_read_at_its_first_pages_and_last(self, picture):
        blank = Image.new("L", (1240, 1754), 255)
        found = DocumentReading(LIMITS).read(scan_pdf([picture, blank, blank, blank, picture]), form="pdf")

        assert found.ocr_pages == (1, 2, 5)
        assert "ประกาศเทศบาลตำบล" in squashed(found.pages[0])
        assert "ประกาศเทศบาลตำบล" in squashed(found.pages[4])
        assert found.pages[2] == ""
        assert "1, 2, 5" in found.detail

    def test_pages_with_text_are_not_read_again(self):
        found = DocumentReading(LIMITS).read(text_pdf(WORDS, WORDS), form="pdf")

        assert found.ocr_pages == ()
        assert found.problem == ""

    def test_only_the_digit_reader_vouches_for_digits(self, picture, digits):
        found = DocumentReading(LIMITS, digit_reader="digits_for_tests:read_runs").read(
            scan_pdf([picture, picture]), form="pdf"
        )

        assert found.digit_runs == (DigitRun(1, "๒๕๖๖", 0.99), DigitRun(2, "๒๕๖๖", 0.99))
        assert found.unsure_digits == 4
        assert max(digits.seen[0]) <= 1755 * 1.1

    def test_without_a_digit_reader_every_run_is_unsure(self, picture):
        found = DocumentReading(LIMITS).read(image_file(picture, "PNG"), form="png")

        assert found.digit_runs == ()
        assert found.unsure_digits >= 1

    def test_a_digit_reader_that_fails_is_none(self, picture, digits, monkeypatch):
        monkeypatch.setattr(digits, "read_runs", lambda image: 1 / 0)

        found = DocumentReading(LIMITS, digit_reader="digits_for_tests:read_runs").read(
            image_file(picture, "PNG"), form="png"
        )

        assert found.digit_runs == ()
        assert found.unsure_digits >= 1
        assert found.problem == ""

    def test_time_that_runs_out_is_said_and_leaves_what_was_read(self, picture):
        limits = ReadLimits(ocr_wall_s=0.01)

        found = DocumentReading(limits).read(scan_pdf([picture, picture]), form="pdf")

        assert found.problem == "out_of_time"
        assert found.page_count == 2

    def test_the_worker_is_given_more_time_before_ocr(self, picture):
        asked: list[float] = []

        DocumentReading(LIMITS, ask_for_time=asked.append).read(image_file(picture, "PNG"), form="png")

        assert asked == [LIMITS.ocr_wall_s]


class TestNoise:
    @pytest.mark.parametrize(
        "line",
        [
            "เหลาย        :                                   =",
            "tae           2             »             Pann          2",
            "๐ ๑ y ซู บ ก ๒ เ",
        ],
    )
    def test_signs_far_apart_are_no_line(self, line):
        assert page_ocr.without_noise(f"ก่อน\n{line}\fหลัง") == "ก่อน\nหลัง"

    @pytest.mark.parametrize(
        "line", ["ลงชื่อ          (นายปัญญา ญาณวุฒิ)", "พ.ศ. ๒๕๖๖", "1  2  3", "รายการ    จำนวน    ราคา", ""]
    )
    def test_words_apart_are_a_line(self, line):
        assert page_ocr.without_noise(line) == line


class TestWithoutTesseract:
    def test_a_scan_needs_ocr_and_is_no_fault_of_the_office(self, picture, monkeypatch):
        monkeypatch.setattr(page_scan, "has_ocr", lambda: False)

        for content, form, kind in (
            (scan_pdf([picture] * 3), "pdf", "pdf"),
            (image_file(picture, "PNG"), "png", "image"),
        ):
            found = DocumentReading(LIMITS).read(content, form=form)

            assert (found.kind, found.problem, found.text) == (kind, "needs_ocr", "")
            assert "tesseract" in found.detail

    def test_thai_must_be_among_its_languages(self, monkeypatch, tmp_path):
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\necho 'List of languages'\necho eng\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        page_ocr._ask_languages.cache_clear()
        try:
            assert not page_ocr.has_ocr()
        finally:
            monkeypatch.undo()
            page_ocr._ask_languages.cache_clear()

    def test_a_tesseract_that_fails_gives_nothing(self, picture, monkeypatch, tmp_path):
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\nexit 3\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

        assert page_ocr.read_image(picture, deadline=Deadline(5)) is None


class TestPictures:
    def test_a_picture_of_too_many_pixels_is_not_unpacked(self):
        content = image_file(Image.new("1", (20_000, 20_000)), "PNG")

        with pytest.raises(CannotRead) as error:
            Pictures(content, LIMITS).page(0)

        assert error.value.problem == "too_big"

    def test_large_pictures_come_at_the_size_of_a_page(self):
        content = image_file(Image.new("L", (4_960, 7_016), 200), "JPEG")

        assert max(Pictures(content, LIMITS).page(0).size) <= 1.1 * 1755

    def test_small_pictures_stay_as_they_are(self):
        image = Image.new("L", (300, 200))

        assert fit_page(image) is image

    def test_what_is_transparent_is_white(self):
        content = image_file(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")

        assert Pictures(content, LIMITS).page(0).getextrema() == (255, 255)

    def test_a_photograph_is_turned_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        content = image_file(Image.new("L", (400, 200)), "JPEG", exif=exif)

        assert Pictures(content, LIMITS).page(0).size == (200, 400)

    def test_frames_of_a_tiff_are_pages_and_those_of_an_animation_are_not(self):
        frames = [Image.new("L", (50, 50), shade) for shade in (0, 100, 200)]
        tiff, gif = io.BytesIO(), io.BytesIO()
        frames[0].save(tiff, "TIFF", save_all=True, append_images=frames[1:])
        frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])

        assert Pictures(tiff.getvalue(), LIMITS).count == 3
        assert Pictures(tiff.getvalue(), LIMITS).page(2).getextrema() == (200, 200)
        assert Pictures(gif.getvalue(), LIMITS).count == 1

    @pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"GIF89a", b"%PDF-1.4", b""])
    def test_a_beginning_is_no_picture(self, content):
        with pytest.raises(CannotRead):
            Pictures(content, LIMITS).page(0)

    def test_other_formats_that_pillow_knows_are_not_opened(self):
        eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"

        with pytest.raises(CannotRead):
            Pictures(eps, LIMITS)


class TestDigitReaderName:
    @pytest.mark.parametrize("name", ["", "no.such.module:f", "json:no_such", "json:__name__"])
    def test_what_cannot_be_loaded_is_none(self, name):
        assert load_digit_reader(name) is None

    def test_a_function_is_loaded_by_name(self):
        assert load_digit_reader("json:dumps") is not None


class TestScansInsideOtherThings:
    def test_an_office_file_of_pictures_is_no_scan(self):
        content = packed(
            {"word/document.xml": "<w:document/>", "word/media/image1.png": image_file(page_image(), "PNG")}
        )

        assert DocumentReading(LIMITS).read(content, form="zip").problem == ""
