"""Pictures of every depth and mode: what is seen on them is what a person sees, never a blank page."""

import contextlib
import io

import pytest
from PIL import Image, ImageDraw

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.ocr_words import has_ocr
from prongsai.adapters.gate.picture import gather_image
from prongsai.adapters.gate.picture_mask import mask_image
from prongsai.adapters.page_image import Pictures, fit_page, in_eight_bits
from prongsai.adapters.page_scan import pages_to_read
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits
from tests.adapters.page.documents import image_file, page_image

LIMITS = ReadLimits()
DARK, LIGHT = 40, 220
"""Of eight bits: the square drawn, and the paper round it."""


def square(mode: str, factor: float = 1.0) -> Image.Image:
    """A dark square on light paper, its values times `factor`."""
    wide = "I" if mode.startswith("I") else mode
    image = Image.new(wide, (60, 60), type(1.0 if mode == "F" else 1)(LIGHT * factor))
    ImageDraw.Draw(image).rectangle((20, 20, 39, 39), fill=type(1.0 if mode == "F" else 1)(DARK * factor))
    return image.convert(mode) if wide != mode else image


def seen(content: bytes) -> tuple[int, int]:
    """Grey of the square and of the paper as the reader has it."""
    page = Pictures(content, LIMITS).page(0)
    return page.getpixel((30, 30)), page.getpixel((5, 5))


class TestDepth:
    @pytest.mark.parametrize(
        ("mode", "form", "factor"),
        [("I;16", "PNG", 257), ("I;16", "TIFF", 257), ("I", "TIFF", 257), ("F", "TIFF", 1 / 255), ("F", "TIFF", 1)],
    )
    def test_of_more_than_eight_bits_is_scaled_not_cut_off(self, mode, form, factor):
        dark, light = seen(image_file(square(mode, factor), form))

        assert (dark, light) == (pytest.approx(DARK, abs=2), pytest.approx(LIGHT, abs=2))

    def test_of_sixteen_bits_with_values_of_eight_stays_as_it_is(self):
        assert seen(image_file(square("I;16"), "PNG")) == (DARK, LIGHT)

    @pytest.mark.parametrize("value", [0, 1, 255, 256, 32_767, 65_535])
    def test_keeps_the_order_of_greys(self, value):
        image = Image.new("I;16", (2, 1), value)
        image.putpixel((1, 0), 65_535)
        grey = in_eight_bits(image)

        assert grey.mode == "L"
        assert grey.getpixel((0, 0)) == pytest.approx(value / 257, abs=1)
        assert grey.getpixel((1, 0)) == 255

    def test_of_a_black_page_divides_by_nothing(self):
        assert in_eight_bits(Image.new("I;16", (3, 3), 0)).getextrema() == (0, 0)
        assert in_eight_bits(Image.new("F", (3, 3), 0.0)).getextrema() == (0, 0)

    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA"])
    def test_of_eight_bits_is_left_alone(self, mode):
        image = Image.new(mode, (3, 3))

        assert in_eight_bits(image) is image


class TestModes:
    @pytest.mark.parametrize(
        ("mode", "form"),
        [
            ("1", "PNG"),
            ("1", "TIFF"),
            ("L", "BMP"),
            ("P", "GIF"),
            ("RGB", "WEBP"),
            ("CMYK", "JPEG"),
            ("CMYK", "TIFF"),
            ("LA", "PNG"),
        ],
    )
    def test_all_show_dark_on_light(self, mode, form):
        dark, light = seen(image_file(square("L").convert("RGB").convert(mode, dither=Image.Dither.NONE), form))

        assert dark < 100 < light

    def test_what_is_see_through_is_paper(self):
        image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((20, 20, 39, 39), fill=(0, 0, 0, 255))

        assert seen(image_file(image, "PNG")) == (0, 255)

    @pytest.mark.parametrize("turned", [1, 3, 6, 8])
    def test_a_photo_is_turned_upright(self, turned):
        image = Image.new("RGB", (80, 40), "white")
        exif = Image.Exif()
        exif[0x0112] = turned
        page = Pictures(image_file(image, "JPEG", exif=exif), LIMITS).page(0)

        assert page.size == ((80, 40) if turned in (1, 3) else (40, 80))


class TestSize:
    @pytest.mark.parametrize("size", [(1, 1), (1, 1930), (1930, 1)])
    def test_that_fits_a_page_is_kept(self, size):
        image = Image.new("L", size)

        assert fit_page(image) is image

    @pytest.mark.parametrize("size", [(1, 9_000), (9_000, 3), (4_000, 4_000)])
    def test_that_does_not_is_made_smaller_and_never_nothing(self, size):
        small = fit_page(Image.new("L", size))

        assert max(small.size) == 1755
        assert min(small.size) >= 1

    def test_beyond_the_cap_of_dots_is_refused(self):
        content = image_file(Image.new("1", (300, 300)), "PNG")

        with pytest.raises(CannotRead) as caught:
            Pictures(content, ReadLimits(max_image_pixels=80_000)).page(0)
        assert caught.value.problem == "too_big"

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
    @pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
    def test_cut_off_is_damaged_or_read_and_nothing_else(self, form, share):
        content = image_file(page_image(), form)

        with contextlib.suppress(CannotRead):
            assert Pictures(content[: int(len(content) * share)], LIMITS).page(0).mode == "L"


class TestFrames:
    def test_of_a_tiff_are_pages_in_order(self):
        content = image_file(
            Image.new("L", (50, 50), 10), "TIFF", save_all=True, append_images=[Image.new("L", (50, 60), 200)]
        )
        pictures = Pictures(content, LIMITS)

        assert pictures.count == 2
        assert [pictures.page(index).getpixel((1, 1)) for index in (0, 1)] == [10, 200]

    def test_of_a_moving_picture_are_one_page(self):
        content = image_file(
            Image.new("L", (50, 50)), "GIF", save_all=True, append_images=[Image.new("L", (50, 50), 200)]
        )

        assert Pictures(content, LIMITS).count == 1

    def test_beyond_the_last_cannot_be_read(self):
        pictures = Pictures(image_file(Image.new("L", (50, 50)), "TIFF"), LIMITS)

        with pytest.raises(CannotRead):
            pictures.page(5)

    @pytest.mark.parametrize(("count", "wanted"), [(0, []), (1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (9, [0, 1, 8])])
    def test_worth_reading_are_the_first_two_and_the_last(self, count, wanted):
        assert pages_to_read(count) == wanted


@pytest.mark.skipif(not has_ocr(), reason="no tesseract")
class TestTheGate:
    """A scan of sixteen bits once passed as a blank page."""

    NUMBER = "1101700203450"

    def deep(self) -> bytes:
        grey = page_image(f"ID {self.NUMBER}", dots_per_inch=200)
        deep = grey.crop((0, 0, grey.width, grey.height // 4)).convert("I").point(lambda value: value * 257)
        return image_file(deep.convert("I;16"), "PNG")

    def test_finds_a_number_on_a_picture_of_sixteen_bits(self):
        gathered = Gathered()
        gather_image(self.deep(), gathered, LIMITS, deadline=Deadline(30), use_ocr=True)

        assert "national_id" in {one.kind for one in gathered.result()}

    def test_masks_it_in_a_copy_that_still_shows_the_rest(self):
        copy, boxes, kind = mask_image(self.deep(), limits=LIMITS, deadline=Deadline(30))

        shown = Image.open(io.BytesIO(copy))
        assert (boxes > 0, kind, shown.mode) == (True, "PNG", "L")
        assert shown.getextrema()[0] == 0
        assert shown.getextrema()[1] > 200
