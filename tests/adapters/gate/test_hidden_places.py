"""One number planted in every place of every form: the gate finds it, and no byte of the masked copy holds it."""

import io
import zipfile

import pytest

from prongsai.core.personal_data.masked import MASKED_KINDS
from tests.adapters.gate import planting
from tests.adapters.gate.files import ID, ID_DIGITS, person_picture, picture_bytes
from tests.adapters.gate.looking import everything_in_pdf, kinds, look, mask, needs_tesseract

FORMS = {
    "docx": planting.DOCX,
    "xlsx": planting.XLSX,
    "pptx": planting.PPTX,
    "odt": planting.ODT,
    "ods": planting.ODS,
    "odp": planting.ODP,
    "html": planting.HTML,
    "csv": planting.CSV,
    "txt": planting.TEXT,
    "picture": planting.PICTURES,
    "pdf": planting.PDF,
}
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
EVERY = [(form, place) for form, plants in FORMS.items() for place in plants]
CONTENT_TYPES = {"html": "text/html", "csv": "text/csv", "txt": "text/plain"}
NO_COPY_OF_ITS_OWN = {("docx", "author"), ("xlsx", "author")}


def content_of(form: str, place: str) -> bytes:
    return FORMS[form][place]()


def said_in(content: bytes) -> str:
    """Everything a copy says: its bytes, its parts unpacked, its strings and streams."""
    if content.startswith(b"%PDF"):
        return everything_in_pdf(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return "\n".join([*archive.namelist(), *(part.decode("utf-8", errors="replace") for part in parts)])
    return content.decode("utf-8", errors="replace") + content.decode("utf-16", errors="replace")


@pytest.mark.parametrize(("form", "place"), EVERY, ids=[f"{form} {place}" for form, place in EVERY])
class TestEveryPlace:
    def test_is_looked_into(self, form, place):
        found = look(content_of(form, place), content_type=CONTENT_TYPES.get(form, ""))

        assert "national_id" in kinds(found)
        assert not any(ID in finding.message().th or ID_DIGITS in finding.message().th for finding in found)

    def test_is_masked_or_gone_in_the_copy(self, form, place):
        copy = mask(content_of(form, place), content_type=CONTENT_TYPES.get(form, ""))

        said = "".join(said_in(copy.content).replace("\u200b", "").split())
        assert [
            number for number in (ID, ID_DIGITS, ID.translate(THAI), ID_DIGITS.translate(THAI)) if number in said
        ] == []
        left = kinds(look(copy.content, content_type=copy.content_type))
        assert not left & MASKED_KINDS


@needs_tesseract
class TestPictures:
    @pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
    def test_what_is_written_on_them_is_read_and_painted_over(self, form):
        content = picture_bytes(person_picture(), form)

        assert "national_id" in kinds(look(content, ocr=True))
        assert "national_id" not in kinds(look(mask(content, ocr=True).content, ocr=True))


def test_there_are_enough_places():
    assert len(EVERY) >= 150
    assert min(len(plants) for plants in FORMS.values()) >= 5
