"""Pictures: what OCR reads on them, what a camera wrote beside them, and boxes that cover the number."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.ocr_words import OcrLine, OcrWord, lines_of_tsv
from prongsai.adapters.gate.picture import gather_camera, is_blank, read_picture
from prongsai.adapters.gate.picture_mask import mask_image, paint
from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.reading_limits import CannotRead, Deadline
from prongsai.core.personal_data.find import find_in_text
from tests.adapters.gate.files import ID, ID_DIGITS, MOBILE, person_picture, picture_bytes
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract

LOMA = Path("/usr/share/fonts/truetype/tlwg/Loma.ttf")
"""Debian's; tesseract loses the tone mark of ลงชื่อ in it."""


def with_camera(image: Image.Image, *, gps: bool = True, artist: str = "") -> bytes:
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (18.0, 41.0, 15.0)
    if artist:
        exif[0x013B] = artist
    return picture_bytes(image, "JPEG", exif=exif)


class TestLooking:
    @needs_tesseract
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (f"เลขประจำตัวประชาชน {ID}", "national_id"),
            (f"เลขประจำตัวประชาชน {ID_DIGITS}", "national_id"),
            ("เลขประจำตัวประชาชน ๓-๑๐๑๔-๐๐๑๒๓-๔๕-๗", "national_id"),
            (f"โทรศัพท์มือถือ {MOBILE}", "mobile_number"),
            ("เลขที่บัญชีธนาคาร 123-4-56789-0", "bank_account"),
        ],
    )
    def test_numbers_are_read(self, text, kind):
        findings = look(picture_bytes(person_picture(text)), ocr=True)

        assert at(findings, kind) == ["page 1"]
        assert "read from a picture" in details(findings, kind)

    @needs_tesseract
    @pytest.mark.skipif(not LOMA.exists(), reason="needs the fonts of fonts-tlwg-loma")
    @pytest.mark.parametrize("size", [28, 34])
    def test_a_signature_is_found_though_its_words_lose_a_mark(self, size):
        image = Image.new("L", (1240, 400), "white")
        font = ImageFont.truetype(str(LOMA), size)
        ImageDraw.Draw(image).text((60, 60), "ลงชื่อ นายมานะ ใจดี ผู้อนุมัติ", font=font, fill=0)

        found = look(picture_bytes(image), ocr=True)

        assert at(found, "signature") == ["page 1"]
        assert "มานะ" not in str(found)

    @needs_tesseract
    def test_an_office_number_is_none(self):
        assert look(picture_bytes(person_picture("โทรศัพท์ 053-123456 ต่อ 12")), ocr=True) == []

    @needs_tesseract
    def test_every_frame_of_a_tiff(self):
        frames = [person_picture("ประกาศเทศบาล"), person_picture(f"เลขประจำตัวประชาชน {ID}")]
        content = picture_bytes(frames[0], "TIFF", save_all=True, append_images=frames[1:])

        assert at(look(content, ocr=True), "national_id") == ["page 2"]

    def test_without_ocr_a_person_looks(self):
        assert kinds(look(picture_bytes(person_picture()))) == {"cannot_tell"}

    def test_time_that_is_up_is_a_persons_to_look(self):
        assert read_picture(person_picture(), deadline=Deadline(0.0)) is None

    def test_where_it_was_taken_needs_a_decision(self):
        gathered = Gathered()
        gather_camera(with_camera(person_picture()), gathered)

        (finding,) = gathered.result()
        assert finding.kind == "metadata"
        assert finding.needs_decision

    def test_who_took_it_is_a_note(self):
        gathered = Gathered()
        gather_camera(with_camera(person_picture(), gps=False, artist="Somchai Jaidee"), gathered)

        (finding,) = gathered.result()
        assert finding.excerpt == "S● J●"
        assert not finding.needs_decision

    def test_a_comment_beside_it_is_looked_through(self):
        gathered = Gathered()
        gather_camera(picture_bytes(person_picture(), "JPEG", comment=f"tel {MOBILE}".encode()), gathered)

        assert kinds(gathered.result()) == {"mobile_number"}

    @pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\nxx", b"\xff\xd8\xff\xe0junk", b"II*\0" + b"\0" * 40])
    def test_a_broken_one_is_a_persons_to_look(self, content):
        assert kinds(look(content)) == {"cannot_tell"}

    def test_blank_pages_are_told(self):
        assert is_blank(Image.new("RGB", (300, 300), "white"))
        assert not is_blank(person_picture())


class TestWords:
    TSV = (
        "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t1\t0\t0\t0\t90\t20\t-1\t\n"
        "5\t1\t1\t1\t1\t1\t10\t5\t40\t20\t90\tโทร\n"
        "5\t1\t1\t1\t1\t2\t60\t5\t80\t20\t80\t081\n"
        "5\t1\t1\t1\t2\t1\t10\t40\t30\t20\t80\tก\n"
        "broken\n"
    )

    def test_of_one_line_stand_together(self):
        assert lines_of_tsv(self.TSV) == [
            OcrLine((OcrWord("โทร", (10, 5, 50, 25)), OcrWord("081", (60, 5, 140, 25)))),
            OcrLine((OcrWord("ก", (10, 40, 40, 60)),)),
        ]
        assert lines_of_tsv(self.TSV)[0].text == "โทร 081"

    @needs_tesseract
    def test_boxes_lie_on_the_words(self):
        page = read_picture(person_picture(f"เลขประจำตัวประชาชน {ID_DIGITS}"), deadline=Deadline(60))
        (found,) = [one for one in find_in_text(page.text, is_misread=True) if one.kind == "national_id"]
        boxes = page.boxes_of(found.start, found.end)

        assert boxes
        assert all(box[0] > 300 and 30 < box[1] < box[3] < 110 for box in boxes)
        assert len(page.text) == len(page.boxes)


class TestCopies:
    @needs_tesseract
    @pytest.mark.parametrize("form", ["PNG", "JPEG"])
    def test_the_number_is_gone_and_the_form_stays(self, form):
        copy = mask(picture_bytes(person_picture(f"เลขประจำตัวประชาชน {ID}"), form), ocr=True)

        assert copy.masked >= 1
        assert Image.open(io.BytesIO(copy.content)).format == form
        assert copy.suffix == (".png" if form == "PNG" else ".jpg")
        assert look(copy.content, ocr=True) == []

    @needs_tesseract
    def test_a_large_picture_keeps_its_size(self):
        large = person_picture(f"เลขประจำตัวประชาชน {ID}").resize((3600, 640))
        copy = mask(picture_bytes(large), ocr=True)

        assert Image.open(io.BytesIO(copy.content)).size == (3600, 640)
        assert look(copy.content, ocr=True) == []

    @needs_tesseract
    def test_nothing_beside_the_picture_is_kept(self):
        copy = mask(with_camera(person_picture("ประกาศเทศบาล"), artist="Somchai"), ocr=True)

        assert b"Somchai" not in copy.content
        assert not Image.open(io.BytesIO(copy.content)).getexif()

    @needs_tesseract
    def test_a_turned_picture_is_painted_where_it_shows(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # shown turned by 90 degrees
        content = picture_bytes(person_picture(f"เลขประจำตัวประชาชน {ID}").rotate(90, expand=True), "JPEG", exif=exif)
        copy = mask(content, ocr=True)

        assert copy.masked >= 1
        assert Image.open(io.BytesIO(copy.content)).size == (900, 160)

    def test_of_several_frames_there_is_none(self):
        content = picture_bytes(person_picture(), "TIFF", save_all=True, append_images=[person_picture("ก")])

        with pytest.raises(CannotRead) as refused:
            mask_image(content, limits=GATE_LIMITS, deadline=Deadline(10))
        assert "PDF" in refused.value.detail

    def test_boxes_grow_a_little_and_scale(self):
        image = Image.new("L", (200, 100), 255)

        paint(image, [(10, 10, 50, 30)], scale=2.0)

        assert image.getpixel((16, 16)) == 0
        assert image.getpixel((104, 64)) == 0
        assert image.getpixel((150, 80)) == 255
