"""Masked copies of pictures: boxes painted over what OCR reads as a number; nothing written beside the picture is kept."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.gate.ocr_words import has_ocr
from prongsai.adapters.gate.office_parts import PICTURE_SUFFIXES
from prongsai.adapters.gate.picture import (
    NO_OCR,
    OUT_OF_TIME,
    SMALLEST_HEIGHT,
    SMALLEST_WIDTH,
    Box,
    is_blank,
    read_picture,
)
from prongsai.adapters.page_image import Pictures, fit_page, in_eight_bits
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.core.personal_data.find import spans_to_mask
from prongsai.intake.readers.thai_marks import mend_marks

_FORMATS: dict[str, dict[str, Any]] = {"JPEG": {"quality": 90}, "PNG": {"optimize": True}, "MPO": {"quality": 90}}
_IDENTITY_DIGITS = 13
_ROUNDS = 2  # of reading and painting: a number found only once its neighbour is gone


@dataclass(frozen=True, slots=True)
class PictureMask:
    """How pictures are masked; `start` gives the time for OCR when the first picture is met."""

    limits: ReadLimits
    start: Callable[[], Deadline]
    use_ocr: bool = True


def boxes_to_paint(image: Any, *, deadline: Deadline) -> list[Box]:
    """Boxes, in pixels of a picture no larger than a page, of all numbers on it. Raises CannotRead when it cannot be read."""
    if not has_ocr():
        raise CannotRead("no_reader", NO_OCR)
    page = read_picture(image, deadline=deadline)
    if page is None:
        raise CannotRead("out_of_time", OUT_OF_TIME)
    boxes: dict[Box, None] = {}
    # The mended text is looked through as well when mending leaves every letter in its place.
    texts = [page.text]
    mended = mend_marks(page.text)
    if len(mended) == len(page.text):
        texts.append(mended)
    for text in texts:
        for start, end, kind in spans_to_mask(text, is_misread=True):
            read = sum(letter.isdecimal() for letter in text[start:end])
            missing = max(0, _IDENTITY_DIGITS - read) if kind == "national_id" else 0
            boxes.update(dict.fromkeys(page.bands_of(start, end, missing=missing)))
    return list(boxes)


def paint(image: Any, boxes: list[Box], *, scale: float = 1.0) -> None:
    """Black boxes, a little larger than the words."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        grow = max(2.0, 0.15 * (bottom - top) * scale)
        draw.rectangle((left * scale - grow, top * scale - grow, right * scale + grow, bottom * scale + grow), fill=0)


def mask_image(content: bytes, *, limits: ReadLimits, deadline: Deadline) -> tuple[bytes, int, str]:
    """(copy, boxes painted, its format) of a picture file of one frame. Raises CannotRead."""
    from PIL import Image, ImageOps

    pictures = Pictures(content, limits)
    if pictures.count > 1:
        raise CannotRead(
            "unsupported",
            both("ภาพมีหลายหน้า กรุณาบันทึกเป็น PDF ก่อน", "the picture has several pages; save it as PDF first"),
        )
    opened = Image.open(io.BytesIO(content))
    kind = opened.format if opened.format in _FORMATS else "PNG"
    image: Any = in_eight_bits(ImageOps.exif_transpose(opened))
    image = image.convert(
        "L" if image.mode in {"1", "L"} else "RGBA" if "A" in image.getbands() and kind == "PNG" else "RGB"
    )
    count = 0
    for round_ in range(_ROUNDS):
        # First what the gate saw: OCR reads a picture otherwise when it was made small in another way.
        small = fit_page(image.convert("L")) if round_ else pictures.page(0)
        boxes = [] if _is_small(small) or is_blank(small) else boxes_to_paint(small, deadline=deadline)
        if not boxes:
            break
        paint(image, boxes, scale=image.width / small.width)
        count += len(boxes)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    target = io.BytesIO()
    bare.save(target, "JPEG" if kind == "MPO" else kind, **_FORMATS[kind or "PNG"])
    return target.getvalue(), count, "JPEG" if kind == "MPO" else str(kind)


def _is_small(image: Any) -> bool:
    return bool(image.width < SMALLEST_WIDTH or image.height < SMALLEST_HEIGHT)


def mask_media(parts: dict[str, bytes], pictures: PictureMask) -> int:
    """Mask the pictures among the parts of an office file where they stand; one that holds nothing stays as it is, but for camera data."""
    from prongsai.adapters.gate.gathered import Gathered
    from prongsai.adapters.gate.picture import gather_camera

    names = [
        name for name in parts if ("/media/" in name or "Pictures/" in name) and name.lower().endswith(PICTURE_SUFFIXES)
    ]
    if not names:
        return 0
    if not pictures.use_ocr or not has_ocr():
        return 0  # the check of the copy says that they could not be read
    count = 0
    deadline = pictures.start()
    for name in names:
        beside = Gathered()
        gather_camera(parts[name], beside)
        try:
            copy, boxes, kind = mask_image(parts[name], limits=pictures.limits, deadline=deadline)
        except CannotRead:
            continue  # the check says so
        is_same_kind = name.lower().endswith((".jpg", ".jpeg") if kind == "JPEG" else ".png")
        if (boxes or beside.findings or beside.parts) and is_same_kind:
            parts[name] = copy
            count += boxes
    return count
