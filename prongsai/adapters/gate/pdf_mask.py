"""A masked copy of a PDF: pages with a number become pictures in which it is painted over; the other pages stay as they are.

A box over text hides nothing: it can be copied from underneath. So a page concerned is drawn, painted and put in as a picture,
and only what the kept pages need goes into the new file: no properties, attachments, comments, scripts, form fields, earlier
versions. Links of kept pages that lead to an address stay.
"""

import io
import re
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.gate.pdf import large_pictures, parts_to_read
from prongsai.adapters.gate.pdf_inside import open_inside
from prongsai.adapters.gate.pdf_places import (
    has_only_unseen_text,
    letters_of,
    place_numbers,
    signature_pictures,
)
from prongsai.adapters.gate.picture import is_blank
from prongsai.adapters.gate.picture_mask import PictureMask, boxes_to_paint, paint
from prongsai.adapters.page_image import fit_page
from prongsai.adapters.page_ocr import has_ocr
from prongsai.adapters.pdf_pdfium import LOCK, open_document
from prongsai.adapters.pdf_text import PlainPdf
from prongsai.adapters.reading_limits import CannotRead, Deadline, both
from prongsai.core.personal_data.find import find_in_text, mask_text
from prongsai.core.personal_data.loose import heading_carried_on
from prongsai.intake.pdf_port import Box, UnusablePdf

DOTS_PER_INCH = 200
_MOST_PIXELS = 24_000_000
_SHOWS_TEXT = re.compile(rb"T[jJ]|[)>\s]['\"]")
_FLATTENED = "/Fxo"  # how names of fields drawn into a page begin
_GROW = 1.5  # points around a number
_PAGE_GONE = (
    "/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/AA", "/B", "/StructParents", "/Tabs", "/LastModified", "/PZ", "/ID",
    "/SeparationInfo", "/Trans", "/Dur", "/TemplateInstantiated", "/PresSteps", "/VP", "/AF", "/DPart",
)  # fmt: skip
_FORM_GONE = (
    "/PieceInfo",
    "/Metadata",
    "/LastModified",
    "/OPI",
    "/StructParent",
    "/StructParents",
    "/AF",
    "/Measure",
    "/PtData",
)


@dataclass(frozen=True, slots=True)
class _Paint:
    """What to paint on a page, in points from its top left; `is_read` asks for OCR of the drawn page too.

    `pictures` are the parts that the gate reads on a page so many points wide, None when it reads the whole.
    """

    boxes: tuple[Box, ...]
    is_read: bool
    width: float
    pictures: list[Box] | None


def mask_pdf(content: bytes, pictures: PictureMask) -> tuple[bytes, int]:
    """(copy, how many places were hidden). Raises CannotRead when it cannot be opened or a number cannot be placed."""
    flat = _flattened(content)
    try:
        document = open_document(flat, max_pages=pictures.limits.max_pages)
        plain = PlainPdf(flat, deadline=Deadline(pictures.limits.wall_s), use_quick=False)
    except UnusablePdf as error:
        raise CannotRead("damaged", both("ไฟล์ PDF เปิดไม่ได้", "the PDF cannot be opened")) from error
    try:
        to_paint: dict[int, _Paint] = {}
        carried = ""
        for index in range(len(document)):
            found = _to_paint(document, plain, index, carried)
            if found is not None:
                to_paint[index] = found
            carried = heading_carried_on(plain.read_page(index).text, carried)
        drawn: dict[int, tuple[Any, int]] = {}
        deadline = (
            pictures.start() if any(one.is_read for one in to_paint.values()) else Deadline(pictures.limits.wall_s)
        )
        for index, one in to_paint.items():
            image, count = _drawn(document, plain, index, one, deadline, use_ocr=pictures.use_ocr)
            if count:
                drawn[index] = (_packed(image), count)
    finally:
        plain.close()
        with LOCK:
            document.close()
    return _rebuilt(flat, {index: image for index, (image, _) in drawn.items()}), sum(
        count for _, count in drawn.values()
    )


def _flattened(content: bytes) -> bytes:
    """The file with what forms and notes show drawn into the pages, so that taking them out changes no page."""
    import pikepdf

    target = io.BytesIO()
    try:
        with open_inside(content) as pdf:
            form = pdf.Root.get("/AcroForm")
            if isinstance(form, pikepdf.Dictionary):
                form["/NeedAppearances"] = True  # a field without a picture of its value is drawn
                pdf.generate_appearance_streams()
            if any("/Annots" in page.obj for page in pdf.pages):
                _drop_notes(pdf)
                pdf.flatten_annotations("screen")
                _drop_fontless(pdf)
            pdf.save(target, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise CannotRead("encrypted", both("ไฟล์ PDF มีรหัสผ่าน", "the PDF needs a password")) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise CannotRead("damaged", both("ไฟล์ PDF เสียหาย", "the PDF is damaged")) from error
    return target.getvalue()


def _drop_fontless(pdf: Any) -> None:
    """Empty the drawn fields that name no font: no program shows their letters, but they would be in the file."""
    import pikepdf

    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(forms, pikepdf.Dictionary):
            continue
        for key in [key for key in forms.keys() if key.startswith(_FLATTENED)]:  # noqa: SIM118
            form = forms[key]
            own = form.get("/Resources")
            has_font = isinstance(own, pikepdf.Dictionary) and bool(own.get("/Font"))
            if not has_font and _SHOWS_TEXT.search(form.read_bytes()):
                form.write(b"")


def _drop_notes(pdf: Any) -> None:
    """Comments are left out, links are kept for later; stamps and fields of forms are what flattening draws."""
    import pikepdf

    for page in pdf.pages:
        found = page.obj.get("/Annots")
        if isinstance(found, pikepdf.Array):
            kept = [
                annotation for annotation in found
                if isinstance(annotation, pikepdf.Dictionary)
                and annotation.get("/Subtype") not in {pikepdf.Name.Text, pikepdf.Name.Popup, pikepdf.Name.FileAttachment}
            ]  # fmt: skip
            page.obj["/Annots"] = pikepdf.Array(kept)


def _to_paint(document: Any, plain: PlainPdf, index: int, carried: str) -> _Paint | None:
    """What to hide on a page, None when there is nothing and no picture that might show something."""
    with LOCK:
        page = document[index]
    try:
        placed = place_numbers(page, carried)
        with LOCK:
            letters, _ = letters_of(page)
            width = page.get_width()
        texts = (letters, plain.read_page(index).text)
        seen = {found.value for text in texts for found in find_in_text(carried + text) if found.kind != "signature"}
        missing = seen - {one.value for one in placed if one.boxes}
        if missing:
            said = both(
                f"หน้า {index + 1} มีเลขที่หาตำแหน่งบนหน้าไม่ได้ กรุณาปิดบังในต้นฉบับ",
                f"page {index + 1} holds a number whose place on the page cannot be told; mask it in the original",
            )
            raise CannotRead("damaged", said)
        boxes = [box for one in placed for box in one.boxes] + signature_pictures(page)
        large = large_pictures(page)
        is_whole = plain.is_scan(index) or has_only_unseen_text(page)
        is_read = is_whole or bool(large)
        return _Paint(tuple(boxes), is_read, width, None if is_whole else large) if boxes or is_read else None
    finally:
        with LOCK:
            page.close()


def _drawn(
    document: Any, plain: PlainPdf, index: int, one: _Paint, deadline: Deadline, *, use_ocr: bool
) -> tuple[Any, int]:
    """The page as a painted picture, and how many boxes are on it."""
    with LOCK:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = min(DOTS_PER_INCH / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        finally:
            page.close()
    grown = [
        (int(box.x0 - _GROW), int(box.y0 - _GROW), int(box.x1 + _GROW) + 1, int(box.y1 + _GROW) + 1)
        for box in one.boxes
    ]
    paint(image, grown, scale=scale)
    count = len(grown)
    if one.is_read and use_ocr and has_ocr():
        looked_at = plain.draw(index)
        for part, left, top in parts_to_read(looked_at, one.width, one.pictures):
            boxes = [
                (box[0] + left, box[1] + top, box[2] + left, box[3] + top)
                for box in boxes_to_paint(part, deadline=deadline)
            ]
            paint(image, boxes, scale=image.width / looked_at.width)
            count += len(boxes)
        small = fit_page(image.convert("L"))
        if not is_blank(small):
            boxes = boxes_to_paint(small, deadline=deadline)
            paint(image, boxes, scale=image.width / small.width)
            count += len(boxes)
    return image, count


def _packed(image: Any) -> tuple[bytes, int, int, bool]:
    """(JPEG, width, height, whether it is grey): three megabytes of points become a few hundred kilobytes."""
    is_grey = _is_grey(image)
    target = io.BytesIO()
    (image.convert("L") if is_grey else image).save(target, "JPEG", quality=85, optimize=True)
    return target.getvalue(), image.width, image.height, is_grey


def _is_grey(image: Any) -> bool:
    from PIL import ImageChops

    red, green, blue = image.resize((max(1, image.width // 8), max(1, image.height // 8))).split()
    differences: list[Any] = [ImageChops.difference(red, green), ImageChops.difference(green, blue)]
    return all(one.getextrema()[1] < 24 for one in differences)


def _rebuilt(flat: bytes, drawn: dict[int, Any]) -> bytes:
    """A new file of kept and drawn pages. Every object in it is reachable from a page."""
    import pikepdf

    target = io.BytesIO()
    with open_inside(flat) as source, pikepdf.Pdf.new() as made:
        links = [_links(page) for page in source.pages]
        for page in source.pages:
            for key in _PAGE_GONE:
                if key in page.obj:
                    del page.obj[key]
        source.remove_unreferenced_resources()
        for index, page in enumerate(source.pages):
            if index in drawn:
                _add_picture(made, page, drawn[index])
                continue
            made.pages.append(page)
            kept = made.pages[-1]
            _clean(kept.obj, 0, set())
            if links[index]:
                kept.obj["/Annots"] = made.make_indirect(pikepdf.Array([_link(made, *link) for link in links[index]]))
        made.remove_unreferenced_resources()
        made.save(
            target, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return target.getvalue()


def _add_picture(made: Any, page: Any, packed: tuple[bytes, int, int, bool]) -> None:
    import pikepdf

    data, width, height, is_grey = packed
    left, bottom, right, top = (float(value) for value in page.cropbox)
    wide, high = right - left, top - bottom
    if int(page.obj.get("/Rotate", 0)) % 180:
        wide, high = high, wide  # the picture is of the page as it is shown
    unit = float(page.obj.get("/UserUnit", 1))
    picture = made.make_stream(
        data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray if is_grey else pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    new = made.add_blank_page(page_size=(wide * unit, high * unit))
    new.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=picture))
    new.obj["/Contents"] = made.make_stream(f"q {wide * unit:.4f} 0 0 {high * unit:.4f} 0 0 cm /Page Do Q".encode())


def _links(page: Any) -> list[tuple[list[float], str]]:
    """(rectangle, address) of links to addresses that hold nothing personal."""
    import pikepdf

    found = []
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        action = annotation.get("/A") if isinstance(annotation, pikepdf.Dictionary) else None
        if annotation.get("/Subtype") != pikepdf.Name.Link or not isinstance(action, pikepdf.Dictionary):
            continue
        address = action.get("/URI")
        if isinstance(address, pikepdf.String) and mask_text(str(address))[1] == 0:
            found.append(([float(value) for value in annotation.get("/Rect", [])], str(address)))
    return [link for link in found if len(link[0]) == 4][:2_000]


def _link(made: Any, rectangle: list[float], address: str) -> Any:
    import pikepdf

    return made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array(rectangle), Border=pikepdf.Array([0, 0, 0]),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address)),
        )
    )  # fmt: skip


def _clean(element: Any, depth: int, done: set[tuple[int, int]]) -> None:
    """Take what does not show out of the pictures and forms that a kept page uses."""
    import pikepdf

    if depth > 8 or not isinstance(element, pikepdf.Dictionary | pikepdf.Stream):
        return
    if element.is_indirect:
        if element.objgen in done:
            return
        done.add(element.objgen)
    if depth:
        for key in _FORM_GONE:
            if key in element:
                del element[key]
    resources = element.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        if "/Properties" in resources:
            _clean_properties(resources["/Properties"])
        forms = resources.get("/XObject")
        if isinstance(forms, pikepdf.Dictionary):
            for key in list(forms.keys()):
                _clean(forms[key], depth + 1, done)


def _clean_properties(properties: Any) -> None:
    """Marks of content may carry texts for screen readers; layers keep only that they are layers."""
    import pikepdf

    if isinstance(properties, pikepdf.Dictionary):
        for key in list(properties.keys()):
            mark = properties[key]
            if isinstance(mark, pikepdf.Dictionary):
                for name in ("/ActualText", "/Alt", "/E", "/Metadata", "/Contents"):
                    if name in mark:
                        del mark[name]
