"""Pages that were scanned: what the gate reads on them, the masked copy hides whole, in Thai digits too."""

import io

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from prongsai.adapters.gate import pdf_mask
from prongsai.adapters.gate.picture import OcrPage
from prongsai.adapters.gate.picture_mask import boxes_to_paint
from prongsai.adapters.pdf_draw import DOTS_PER_INCH
from prongsai.adapters.reading_limits import Deadline
from tests.adapters.gate.files import ID, person_picture, picture_bytes
from tests.adapters.gate.looking import at, kinds, look, mask, needs_tesseract

LINES = (
    "บันทึกข้อความ", "ส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านสวน", "เรื่อง ขออนุมัติจ้างเหมาบริการ",
    "ด้วยเทศบาลมีความประสงค์จะจ้าง นายมานะ ใจดี", "เลขประจำตัวประชาชน ๓-๑๐๑๔-๐๐๑๒๓-๔๕-๗ อยู่บ้านเลขที่ ๑๒ หมู่ ๓",
    "จำนวนเงิน ๑๕,๐๐๐ บาท", "จึงเรียนมาเพื่อโปรดพิจารณา",
)  # fmt: skip
NUMBER_LINE, TOP, LEFT, STEP = 4, 60, 80, 76
SIZE = (1240, 900)


def sarabun(size: int = 36) -> ImageFont.FreeTypeFont:
    from pathlib import Path

    import fontpkg_sarabun

    return ImageFont.truetype(str(next(Path(fontpkg_sarabun.__file__).parent.rglob("*Regular*.ttf"))), size)


def scan(size: int = 36) -> Image.Image:
    """A memo with an identity number in Thai digits."""
    image = Image.new("L", SIZE, "white")
    for number, line in enumerate(LINES):
        ImageDraw.Draw(image).text((LEFT, TOP + number * STEP), line, font=sarabun(size), fill=0)
    return image


def number_box(size: int = 36) -> tuple[int, int, int, int]:
    """Where the number was drawn."""
    font = sarabun(size)
    before, number = "เลขประจำตัวประชาชน ", "๓-๑๐๑๔-๐๐๑๒๓-๔๕-๗"
    left = LEFT + font.getlength(before)
    top = TOP + NUMBER_LINE * STEP
    _left, upper, _right, lower = font.getbbox(number)
    return round(left), round(top + upper), round(left + font.getlength(number)), round(top + lower)


def shown_of(copy: bytes, form: str) -> Image.Image:
    if form == "PNG":
        return Image.open(io.BytesIO(copy)).convert("L")
    document = pypdfium2.PdfDocument(copy)
    image = document[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    return image.resize(SIZE)


@needs_tesseract
@pytest.mark.parametrize(
    ("form", "size"),
    [
        ("PNG", 36),
        ("PDF", 28),
        pytest.param("PNG", 28, marks=pytest.mark.slow),
        pytest.param("PDF", 36, marks=pytest.mark.slow),
    ],
)
def test_an_identity_number_in_thai_digits_is_black_from_end_to_end(form, size):
    content = picture_bytes(scan(size), form, resolution=DOTS_PER_INCH)
    assert at(look(content, ocr=True), "national_id") == ["page 1"]

    copy = mask(content, ocr=True)

    assert copy.masked >= 1
    assert "national_id" not in kinds(look(copy.content, ocr=True))
    left, top, right, bottom = number_box(size)
    middle = shown_of(copy.content, form).crop((left + 2, (top + bottom) // 2 - 2, right - 2, (top + bottom) // 2 + 2))
    assert middle.getextrema()[1] < 90  # no white between or beside the digits


@needs_tesseract
def test_the_rest_of_the_page_stays():
    before, after = scan(), shown_of(mask(picture_bytes(scan()), ocr=True).content, "PNG")
    _left, top, _right, bottom = number_box()

    assert after.crop((0, 0, SIZE[0], top - 30)).tobytes() == before.crop((0, 0, SIZE[0], top - 30)).tobytes()
    below = (0, bottom + 30, *SIZE)
    assert after.crop(below).tobytes() == before.crop(below).tobytes()


@needs_tesseract
def test_letters_on_a_transparent_ground_are_masked_as_the_gate_sees_them():
    clear = Image.new("RGBA", (900, 160), (0, 0, 0, 0))
    ink = person_picture(f"เลขประจำตัวประชาชน {ID}").convert("L").point(lambda value: 255 - value)
    clear.putalpha(ink)
    content = picture_bytes(clear)
    assert at(look(content, ocr=True), "national_id") == ["page 1"]

    copy = mask(content, ocr=True)

    assert copy.masked >= 1
    assert "national_id" not in kinds(look(copy.content, ocr=True))


def test_what_the_gate_read_is_painted_though_another_drawing_reads_otherwise(monkeypatch):
    """OCR is told here: it reads the number in the size that the gate looks at and in no other."""
    text = f"เลขประจำตัวประชาชน {ID}"
    box = (400, 360, 800, 400)
    sizes = []

    def read(image, *, deadline):
        sizes.append(image.size)
        is_the_gates = max(image.size) < 1300
        return OcrPage(text, (box,) * len(text)) if is_the_gates else OcrPage("", ())

    monkeypatch.setattr("prongsai.adapters.gate.picture_mask.read_picture", read)
    monkeypatch.setattr("prongsai.adapters.gate.picture_mask.has_ocr", lambda: True)
    monkeypatch.setattr(pdf_mask, "has_ocr", lambda: True)

    copy = mask(picture_bytes(scan(), "PDF", resolution=DOTS_PER_INCH), ocr=True)

    assert copy.masked == 1
    assert len(sizes) == 2
    assert shown_of(copy.content, "PDF").crop((410, 365, 790, 395)).getextrema()[1] < 90


class TestBands:
    def page(self, text: str, width: int = 10) -> OcrPage:
        """Letters side by side, a box each, lines 30 points apart; blanks have none."""
        boxes, line, column = [], 0, 0
        for letter in text:
            here = (column * width, line * 30, column * width + width - 4, line * 30 + 20)
            boxes.append(None if letter.isspace() else here)
            line, column = (line + 1, 0) if letter == "\n" else (line, column + 1)
        return OcrPage(text, tuple(boxes))

    def test_one_lies_over_the_gaps_of_a_line(self):
        (band,) = self.page("ก ๓-๑ ๐").bands_of(2, 7)

        assert band[0] < 20
        assert band[2] > 66
        assert (band[1], band[3]) == (0, 20)

    def test_a_number_over_two_lines_has_two(self):
        first, second = self.page("xx12\n34").bands_of(2, 7)

        assert (first[1], second[1]) == (0, 30)
        assert first[0] < 20 < 36 < first[2]

    def test_digits_that_were_not_read_are_covered_after_the_last(self):
        page = self.page("123x")
        ((_l, _t, without, _b),) = page.bands_of(0, 3)
        ((_l, _t, covering, _b),) = page.bands_of(0, 3, missing=2)

        assert covering - without == pytest.approx(2 * 26 / 3, abs=1)

    def test_blanks_have_none(self):
        assert self.page("1 \n 2").bands_of(1, 3) == []


@needs_tesseract
def test_a_blank_picture_is_not_painted():
    assert boxes_to_paint(person_picture("ประกาศเทศบาล"), deadline=Deadline(60)) == []
