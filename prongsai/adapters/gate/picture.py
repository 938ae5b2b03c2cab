"""Pictures for the gate: what OCR reads on them with the place of each letter, and what a camera wrote beside them."""

import io
from dataclasses import dataclass, replace
from typing import Any

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.ocr_words import OcrLine, OcrWord, has_ocr, read_lines
from prongsai.adapters.page_image import Pictures
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.core.personal_data.find import Part
from prongsai.core.personal_data.place import Place
from prongsai.intake.readers.thai_marks import mend_marks

Box = tuple[int, int, int, int]
NO_OCR = both("เป็นภาพ ต้องติดตั้ง tesseract จึงจะอ่านได้", "a picture; tesseract is needed to read it")
MOVING = both("เป็นภาพเคลื่อนไหว อ่านเพียงภาพแรก", "a moving picture: only its first frame was read")
OUT_OF_TIME = both("อ่านภาพไม่ทันในเวลาที่กำหนด", "the time did not suffice to read the picture")
_GPS, _CAMERA = 0x8825, 0x8769
_TELLING_TAGS = (0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0x02BC)  # description, comments, title, subject, XMP
_NO_TEXT = frozenset(("version", "icc_profile", "exif", "jfif_unit", "photoshop", "transparency"))
_MOST_BESIDE = 200_000
_OWNER_TAGS = {0x013B: "Artist", 0x8298: "Copyright", 0xA430: "CameraOwnerName", 0x9C9D: "XPAuthor"}
_WORD_GAP = 0.28  # of a line's height: narrower gaps part letters, not words
_THAI_GAP = 0.45  # tesseract gives Thai letters one by one, and the boxes of narrow ones are too narrow


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The text of a picture and, for each of its letters, the box of the word it belongs to (None for blanks)."""

    text: str
    boxes: tuple[Box | None, ...]

    def boxes_of(self, start: int, end: int) -> list[Box]:
        """The boxes of the words that a span touches."""
        return list(dict.fromkeys(box for box in self.boxes[start:end] if box is not None))

    def bands_of(self, start: int, end: int, *, missing: int = 0) -> list[Box]:
        """One box for each line of a span, from before its first letter to after its last and so many that were not read.

        OCR gives Thai digits one by one with boxes that are too narrow, and leaves some out: box by box, digits show between.
        """
        bands: list[Box] = []
        pieces = self.text[start:end].split("\n")
        for number, piece in enumerate(pieces):
            boxes = self.boxes_of(start, start + len(piece))
            start += len(piece) + 1
            if not boxes:
                continue
            left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
            letter = (right - left) / max(1, len("".join(piece.split())))
            after = letter * (0.5 + (missing if number == len(pieces) - 1 else 0))
            bands.append((max(0, round(left - letter / 2)), top, round(right + after), bottom))
        return bands


def read_picture(image: Any, *, deadline: Deadline) -> OcrPage | None:
    """The text of a Pillow image no larger than a page; None when OCR failed or time ran out."""
    lines = read_lines(image, deadline=deadline)
    if lines is None:
        return None
    lines = _with_sure_digits(lines, image)
    text: list[str] = []
    boxes: list[Box | None] = []
    for line in lines:
        before: OcrWord | None = None
        for word in line.words:
            if before is not None and _is_apart(before, word):
                text.append(" ")
                boxes.append(None)
            text += word.text
            boxes += [word.box] * len(word.text)
            before = word
        text.append("\n")
        boxes.append(None)
    kept = [place for place, letter in enumerate(text) if letter != "\u0e4d" or text[place + 1] != "\u0e32"]
    return OcrPage(
        "".join(
            "\u0e33" if place and text[place - 1 : place + 1] == ["\u0e4d", "\u0e32"] else text[place] for place in kept
        ),
        tuple(boxes[place] for place in kept),
    )


def _is_apart(first: OcrWord, second: OcrWord) -> bool:
    height = max(first.box[3] - first.box[1], second.box[3] - second.box[1], 8)
    is_thai = _is_thai(first.text[-1]) and _is_thai(second.text[0])
    return second.box[0] - first.box[2] > (_THAI_GAP if is_thai else _WORD_GAP) * height


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"


def _with_sure_digits(lines: list[OcrLine], image: Any) -> list[OcrLine]:
    """The lines with the digits that our own reader vouches for in place of tesseract's, which knows not all Thai digits."""
    from prongsai.adapters.digit_reader import find_runs

    try:
        readings = [reading for reading in find_runs(image) if reading.is_accepted]
    except (ValueError, ArithmeticError, IndexError):
        return lines
    for number, line in enumerate(lines):
        words = list(line.words)
        for reading in readings:
            inside = [
                place for place, word in enumerate(words)
                if reading.left - 2 <= (word.box[0] + word.box[2]) / 2 <= reading.right + 2
                and reading.top - 6 <= (word.box[1] + word.box[3]) / 2 <= reading.bottom + 6
                and word.box[2] - word.box[0] <= (reading.right - reading.left) + 6
            ]  # fmt: skip
            if inside and inside[-1] - inside[0] + 1 == len(inside):
                box = (round(reading.left), round(reading.top), round(reading.right), round(reading.bottom))
                words[inside[0] : inside[-1] + 1] = [OcrWord(reading.text, box)]
        lines[number] = replace(line, words=tuple(words))
    return lines


def look_at(
    image: Any, place: Place, gathered: Gathered, *, deadline: Deadline, use_ocr: bool = True
) -> OcrPage | None:
    """OCR of a picture as a part of what is gathered; `cannot_tell` when it could not be read."""
    if not use_ocr or not has_ocr():
        gathered.cannot_tell(place, NO_OCR)
        return None
    if deadline.is_over():
        gathered.cannot_tell(place, OUT_OF_TIME)
        return None
    page = read_picture(image, deadline=deadline)
    if page is None:
        gathered.cannot_tell(place, OUT_OF_TIME)
        return None
    # Marks are mended for the words that numbers are understood by; the mended text may be shorter, so boxes do not apply to it.
    gathered.add(Part(place, page.text, "ocr", also=(mend_marks(page.text),)))
    return page


def gather_image(
    content: bytes, gathered: Gathered, limits: ReadLimits, *, deadline: Deadline, use_ocr: bool = True
) -> None:
    """An image file: its frames as pages, and what is written beside the picture."""
    pictures = Pictures(content, limits)
    gather_camera(content, gathered)
    if pictures.is_moving:
        gathered.cannot_tell(Place("file"), MOVING)
    for index in range(pictures.count):
        look_at(pictures.page(index), Place("page", index + 1), gathered, deadline=deadline, use_ocr=use_ocr)


def gather_camera(content: bytes, gathered: Gathered) -> None:
    """Where a picture was taken, and who its file names."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(content))
        exif = image.getexif()
        gps = exif.get_ifd(_GPS)
        names = {name: exif.get(tag, "") for tag, name in _OWNER_TAGS.items()}
        texts = [
            _text_of(value)
            for key, value in image.info.items()
            if key not in _NO_TEXT and isinstance(value, str | bytes)
        ]
        texts += [_text_of(exif.get(tag, "")) for tag in _TELLING_TAGS]
        texts += [_text_of(value) for value in exif.get_ifd(_CAMERA).values() if isinstance(value, str | bytes)]
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, Image.DecompressionBombError):
        return
    if gps:
        gathered.located("GPS", "ภาพระบุพิกัดสถานที่ถ่าย", "the picture tells where it was taken")
    for name, value in names.items():
        text = value.decode("utf-16-le", errors="replace") if isinstance(value, bytes) else _text_of(value)
        gathered.metadata(name, text.strip("\0 "), th="ชื่อในข้อมูลภาพ", en="a name beside the picture")
    gathered.text(Place("property", name="image"), " ; ".join(filter(None, texts)), origin="hidden")


def _text_of(value: object) -> str:
    """A value beside a picture as text; programs write UTF-8 where the standard allows letters of 1987 only."""
    if isinstance(value, bytes):
        return value[:_MOST_BESIDE].decode("utf-8", errors="replace").strip("\0 ")
    text = str(value)
    try:
        return text.encode("latin-1").decode("utf-8").strip("\0 ")
    except UnicodeError:
        return text.strip("\0 ")


def gather_pictures_of(
    files: list[tuple[str, bytes]], gathered: Gathered, limits: ReadLimits, *, deadline: Deadline, use_ocr: bool
) -> None:
    """Pictures inside a document: read when they are large enough to show a number."""
    for number, (_name, content) in enumerate(files, 1):
        place = Place("picture", number)
        try:
            pictures = Pictures(content, limits)
            for index in range(pictures.count):  # a program shows the first; the file holds them all
                image = pictures.page(index)
                if image.width >= SMALLEST_WIDTH and image.height >= SMALLEST_HEIGHT and not is_blank(image):
                    found = look_at(image, place, gathered, deadline=deadline, use_ocr=use_ocr)
                    if found is None:
                        break
        except CannotRead as error:
            gathered.cannot_tell(place, error.detail)
            continue
        gather_camera(content, gathered)
        if pictures.is_moving:
            gathered.cannot_tell(place, MOVING)


SMALLEST_WIDTH, SMALLEST_HEIGHT = 150, 25
"""Pixels below which a picture shows no readable number of ten digits."""


def is_blank(image: Any) -> bool:
    """Whether a picture is of one colour."""
    low, high = image.convert("L").getextrema()
    return bool(high - low < 24)
