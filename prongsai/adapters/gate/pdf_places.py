"""Where on a PDF page something stands: boxes of numbers by PDFium's letters and by words, boxes of pictures."""

import ctypes
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.pdf_pdfium import LOCK, Frame, read_frame, read_words
from prongsai.core.personal_data.find import find_in_text
from prongsai.core.personal_data.signature import PICTURE
from prongsai.intake.pdf_port import Box, Word

_MOST_LETTERS = 300_000
_SIGNING = ("ลงชื่อ", "ลายมือชื่อ", "ลงนาม")
_ASIDE, _ABOVE, _BELOW = 260.0, 45.0, 40.0  # points around the words of signing where the signature stands


@dataclass(frozen=True, slots=True)
class Placed:
    """A number on a page: its digits (to compare, never kept) and the boxes that hide it."""

    value: str
    boxes: tuple[Box, ...]


def letters_of(page: Any) -> tuple[str, list[Box | None]]:
    """PDFium's text of a page letter by letter, and the box of each from the top left of the shown page."""
    import pypdfium2.raw as raw

    frame = read_frame(page)
    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        count = min(max(raw.FPDFText_CountChars(handle), 0), _MOST_LETTERS)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        letters: list[str] = []
        boxes: list[Box | None] = []
        for index in range(count):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in {0, 0xFFFE, 0xFFFF} or 0xD800 <= code <= 0xDFFF or code == 13:
                continue
            letters.append("-" if code == 2 else chr(code))
            found = raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
            boxes.append(frame.box(left.value, bottom.value, right.value, top.value) if found else None)
        return "".join(letters), boxes
    finally:
        text_page.close()


def place_numbers(page: Any, carried: str = "") -> list[Placed]:
    """The numbers and personal addresses of a page by two readings of it: PDFium's letters in their order, and words by place.

    `carried` is the heading of a table that goes on from the page before.
    """
    with LOCK:
        text, boxes = letters_of(page)
        frame = read_frame(page)
        words = read_words(page, frame, ())
    before: list[Box | None] = [None] * len(carried)
    found = _placed(carried + text, before + boxes)
    line, word_boxes = _lines_of(words)
    return found + _placed(carried + line, before + word_boxes)


def _placed(text: str, boxes: list[Box | None]) -> list[Placed]:
    found = []
    for each in find_in_text(text):
        if each.kind != "signature":
            covered = [box for box in boxes[each.start : each.end] if box is not None]
            found.append(Placed(each.value, tuple(_merged(covered))))
    return found


def _lines_of(words: tuple[Word, ...]) -> tuple[str, list[Box | None]]:
    """Words put into lines by where they stand, as a text with the box of each letter's word."""
    ordered: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.box.middle_y, each.box.x0)):
        height = word.box.y1 - word.box.y0
        if ordered and abs(ordered[-1][0].box.middle_y - word.box.middle_y) < 0.4 * height:
            ordered[-1].append(word)
        else:
            ordered.append([word])
    text: list[str] = []
    boxes: list[Box | None] = []
    for line in ordered:
        for word in sorted(line, key=lambda each: each.box.x0):
            text += [*word.text, " "]
            boxes += [*[word.box] * len(word.text), None]
        text.append("\n")
        boxes.append(None)
    return "".join(text), boxes


def _merged(boxes: list[Box]) -> list[Box]:
    """Boxes on one line as one, so that no digit shows between them."""
    merged: list[Box] = []
    for box in boxes:
        last = merged[-1] if merged else None
        if last is not None and abs(last.middle_y - box.middle_y) < max(last.y1 - last.y0, box.y1 - box.y0, 4.0):
            merged[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            merged.append(box)
    return merged


def picture_boxes(page: Any) -> list[Box]:
    """Where pictures are drawn on a page."""
    import pypdfium2.raw as raw

    with LOCK:
        frame = read_frame(page)
        found = []
        for number, element in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=6)):
            if number > 2_000:
                break
            found.append(_bounds(element, frame))
        return [box for box in found if box is not None]


def _bounds(element: Any, frame: Frame) -> Box | None:
    try:
        left, bottom, right, top = element.get_bounds()
    except Exception:  # an object without bounds shows nothing
        return None
    return frame.box(left, bottom, right, top)


def signature_pictures(page: Any) -> list[Box]:
    """Pictures beside or over words of signing, too small to be the page itself."""
    pictures = picture_boxes(page)
    if not pictures:
        return []
    with LOCK:
        frame = read_frame(page)
        words = [word for word in read_words(page, frame, ()) if any(sign in word.text for sign in _SIGNING)]
    width, height = frame.shown
    small = [box for box in pictures if (box.x1 - box.x0) * (box.y1 - box.y0) < 0.25 * width * height]
    return [box for box in small if any(_is_beside(word.box, box) for word in words)]


def _is_beside(word: Box, picture: Box) -> bool:
    is_level = word.y0 - _ABOVE <= picture.y1 and picture.y0 <= word.y1 + _BELOW
    return is_level and word.x0 - 60 <= picture.middle_x <= word.x1 + _ASIDE


def mark_signature(text: str) -> str:
    """A page's text with a picture behind its first word of signing, for the finder."""
    for sign in _SIGNING:
        at = text.find(sign)
        if at >= 0:
            return text[: at + len(sign)] + PICTURE + text[at + len(sign) :]
    return text + f"\n{_SIGNING[0]}{PICTURE}"


def has_only_unseen_text(page: Any) -> bool:
    """Whether all text of a page is invisible: a scan with a layer of recognised words."""
    import pypdfium2.raw as raw

    with LOCK:
        seen = unseen = 0
        for number, element in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=6)):
            if number > 5_000:
                break
            mode = raw.FPDFTextObj_GetTextRenderMode(element.raw)
            unseen += mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            seen += mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        return unseen > 0 and seen == 0
