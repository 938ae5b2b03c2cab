"""Reads PDF for the gate: each page by the most plausible reading and by PDFium's own, scans and pictures by OCR."""

from collections.abc import Callable, Iterator
from typing import Any

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.pdf_inside import earlier_versions, gather_inside
from prongsai.adapters.gate.pdf_places import (
    has_only_unseen_text,
    letters_of,
    mark_signature,
    picture_boxes,
    signature_pictures,
)
from prongsai.adapters.gate.picture import is_blank, look_at
from prongsai.adapters.pdf_pdfium import LOCK, open_document
from prongsai.adapters.pdf_text import PlainPdf
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.core.personal_data.find import Part
from prongsai.core.personal_data.loose import heading_carried_on
from prongsai.core.personal_data.place import Place
from prongsai.intake.pdf_port import Box, UnusablePdf

_PICTURE_SHARE = 0.03  # of the page: smaller pictures are emblems
_MOST_PICTURES = 20  # of a page
LOCKED = both("ไฟล์ PDF มีรหัสผ่าน กรุณาบันทึกใหม่โดยไม่ใส่รหัสผ่าน", "the PDF needs a password; save it without one")
BROKEN = both("ไฟล์ PDF เสียหาย", "the PDF is damaged")


def gather_pdf(
    content: bytes,
    gathered: Gathered,
    limits: ReadLimits,
    *,
    deadline: Deadline,
    ocr_deadline: Callable[[], Deadline],
    use_ocr: bool = True,
) -> None:
    """Everything of a PDF. Raises CannotRead when it cannot be opened."""
    try:
        pdf = PlainPdf(content, deadline=deadline, use_quick=False)
        document = open_document(content, max_pages=1_000_000)
    except UnusablePdf as error:
        raise CannotRead(*(("encrypted", LOCKED) if error.problem == "encrypted" else ("damaged", BROKEN))) from error
    try:
        to_look = _gather_pages(pdf, document, gathered, limits, deadline)
        if to_look:
            slow = ocr_deadline()
            for index, (width, boxes) in to_look.items():
                _look_at_page(pdf, index, width, boxes, gathered, slow, use_ocr=use_ocr)
    finally:
        pdf.close()
        with LOCK:
            document.close()
    gather_inside(content, gathered, deadline=Deadline(deadline.left_s() + 5))
    _gather_versions(content, gathered, deadline)


def _gather_pages(
    pdf: PlainPdf, document: Any, gathered: Gathered, limits: ReadLimits, deadline: Deadline
) -> dict[int, tuple[float, list[Box] | None]]:
    """Gathers the text; gives (width in points, pictures) of the pages to read by OCR, None for the whole page."""
    to_look: dict[int, tuple[float, list[Box] | None]] = {}
    carried = ""
    for index in range(pdf.page_count):
        if deadline.is_over() or index >= limits.max_pages:
            said = both(
                f"ตรวจได้ {index} จาก {pdf.page_count} หน้า", f"{index} of {pdf.page_count} pages were looked through"
            )
            gathered.cannot_tell(Place("page", index + 1), said)
            break
        text = pdf.read_page(index).text
        with LOCK:
            try:
                page = document[index]
            except Exception:  # a page that is no page
                gathered.cannot_tell(Place("page", index + 1), BROKEN)
                continue
        try:
            with LOCK:
                letters, _ = letters_of(page)
            if signature_pictures(page):
                text, letters = mark_signature(text), mark_signature(letters)
            gathered.add(Part(Place("page", index + 1), carried + text, also=(carried + letters,)))
            carried = heading_carried_on(text, carried)
            if pdf.is_scan(index) or has_only_unseen_text(page):
                to_look[index] = (page.get_width(), None)
            elif boxes := large_pictures(page):
                to_look[index] = (page.get_width(), boxes)
        finally:
            with LOCK:
                page.close()
    return to_look


def large_pictures(page: Any) -> list[Box]:
    """Pictures of a page, in points, that are no emblems."""
    with LOCK:
        width, height = page.get_size()
    area = max(1.0, width * height)
    return [box for box in picture_boxes(page) if (box.x1 - box.x0) * (box.y1 - box.y0) > _PICTURE_SHARE * area]


def _look_at_page(
    pdf: PlainPdf,
    index: int,
    width: float,
    boxes: list[Box] | None,
    gathered: Gathered,
    deadline: Deadline,
    *,
    use_ocr: bool,
) -> None:
    place = Place("page", index + 1)
    image = pdf.draw(index)
    for part, _left, _top in parts_to_read(image, width, boxes):
        look_at(part, place, gathered, deadline=deadline, use_ocr=use_ocr)


def parts_to_read(image: Any, width: float, boxes: list[Box] | None) -> Iterator[tuple[Any, int, int]]:
    """What is read by OCR of a drawn page so many points wide: the whole, or its pictures; with left and top, in pixels.

    A masked copy is made from the very same parts: OCR reads a page otherwise when it is drawn in another size.
    """
    if boxes is None:
        if not is_blank(image):
            yield image, 0, 0
        return
    scale = image.width / max(1.0, width)
    for box in boxes[:_MOST_PICTURES]:
        left, top = max(0, int(box.x0 * scale)), max(0, int(box.y0 * scale))
        right, bottom = min(image.width, int(box.x1 * scale) + 1), min(image.height, int(box.y1 * scale) + 1)
        if right - left > 40 and bottom - top > 20 and not is_blank(part := image.crop((left, top, right, bottom))):
            yield part, left, top


def _gather_versions(content: bytes, gathered: Gathered, deadline: Deadline) -> None:
    """Earlier versions that a program left in the file when it saved a change."""
    for number, version in enumerate(earlier_versions(content), 1):
        try:
            pdf = PlainPdf(version, deadline=deadline, use_quick=False)
        except UnusablePdf:
            continue
        place = Place("part", name=f"version -{number}")
        gathered.hidden(
            place, "ไฟล์เก็บรุ่นก่อนแก้ไขไว้ ผู้อ่านกู้คืนได้", "an earlier version is kept in the file and can be recovered"
        )
        try:
            for index in range(min(pdf.page_count, 200)):
                if deadline.is_over():
                    break
                gathered.text(place, pdf.read_page(index).text, origin="hidden")
        finally:
            pdf.close()
