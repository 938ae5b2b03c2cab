"""Pictures of several frames: what lies behind the first one is looked at, or a person is told that it was not."""

import io
from collections.abc import Callable

import docx
import pytest
from PIL import Image

from prongsai.adapters.page_image import Pictures
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import ReadLimits
from tests.adapters.gate.files import ID, person_picture, picture_bytes, saved
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract
from tests.adapters.page.documents import packed

NUMBER = f"เลขประจำตัวประชาชน {ID}"
MOVING = "only its first frame was read"


def frames(form: str, *images: Image.Image, **options: object) -> bytes:
    return picture_bytes(images[0], form, save_all=True, append_images=list(images[1:]), **options)


def in_word(content: bytes) -> bytes:
    document = docx.Document()
    document.add_picture(io.BytesIO(content))
    return saved(document)


def plain(content: bytes) -> bytes:
    return content


class TestAMovingPicture:
    @pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
    def test_is_known_for_one(self, form):
        two = frames(form, Image.new("L", (200, 60), 255), Image.new("L", (200, 60), 0))
        one = picture_bytes(Image.new("L", (200, 60), 255), form)

        assert Pictures(two, ReadLimits()).is_moving
        assert not Pictures(one, ReadLimits()).is_moving

    @needs_tesseract
    @pytest.mark.parametrize(("form", "where"), [("GIF", plain), ("WEBP", plain), ("GIF", in_word)])
    def test_is_a_persons_to_decide_wherever_it_stands(self, form: str, where: Callable[[bytes], bytes]):
        content = where(frames(form, person_picture("ประกาศเทศบาล"), person_picture(NUMBER)))

        found = look(content, ocr=True)

        assert "cannot_tell" in kinds(found)
        assert MOVING in details(found, "cannot_tell")

    @needs_tesseract
    def test_loses_its_further_frames_in_a_copy(self):
        copy = mask(frames("GIF", person_picture("ประกาศเทศบาล"), person_picture(NUMBER)), ocr=True)

        assert not Pictures(copy.content, ReadLimits()).is_moving

    def test_of_a_telephone_is_a_photo(self):
        content = frames("MPO", Image.new("RGB", (200, 60), "white"), Image.new("RGB", (20, 6)))
        pictures = Pictures(content, ReadLimits())

        assert (pictures.count, pictures.is_moving) == (1, False)


class TestATiffInsideADocument:
    @needs_tesseract
    @pytest.mark.parametrize("place", [0, 2])
    def test_is_read_frame_by_frame(self, place):
        said = ["ประกาศเทศบาล"] * 3
        said[place] = NUMBER
        content = in_word(frames("TIFF", *map(person_picture, said)))

        assert at(look(content, ocr=True), "national_id") == ["picture 1"]

    @needs_tesseract
    def test_with_a_blank_first_frame_is_read_all_the_same(self):
        content = in_word(frames("TIFF", Image.new("L", (900, 160), 255), person_picture(NUMBER)))

        assert "national_id" in kinds(look(content, ocr=True))

    @needs_tesseract
    def test_of_blank_frames_holds_nothing(self):
        content = in_word(frames("TIFF", *[Image.new("L", (900, 160), 255)] * 3))

        assert "national_id" not in kinds(look(content, ocr=True))
        assert "cannot_tell" not in kinds(look(content, ocr=True))


class TestNamesInsideAPackage:
    @pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
    def test_in_thai_without_a_mark_lead_to_their_content(self, encoding):
        raw = "Pictures/รูป ๑.png".encode(encoding)
        content = packed({"x" * len(raw): b"content"}).replace(b"x" * len(raw), raw)
        archive = Zip(content, max_bytes=100)

        assert archive.names() == ["Pictures/รูป ๑.png"]
        assert archive.has("Pictures/รูป ๑.png")
        assert archive.read("Pictures/รูป ๑.png") == b"content"

    @needs_tesseract
    def test_in_thai_do_not_hide_a_picture(self):
        raw = "Pictures/รูป.png".encode("cp874")
        parts = {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><o:body/></o:document-content>',
            "x" * len(raw): picture_bytes(person_picture(NUMBER)),
        }
        content = packed(parts).replace(b"x" * len(raw), raw)

        assert "national_id" in kinds(look(content, ocr=True))
