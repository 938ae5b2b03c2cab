"""Makes the masked copy of one file of any form that can have one; runs inside the gate's worker process."""

from collections.abc import Callable
from dataclasses import dataclass

from prongsai.adapters.gate.open_document_mask import SUFFIXES, mask_open_document
from prongsai.adapters.gate.pdf_mask import mask_pdf
from prongsai.adapters.gate.picture_mask import PictureMask, mask_image
from prongsai.adapters.gate.sheet_mask import mask_sheets
from prongsai.adapters.gate.slides_mask import mask_slides
from prongsai.adapters.gate.typed import find_separator, mask_typed
from prongsai.adapters.gate.word_mask import mask_word
from prongsai.adapters.page_documents import kind_of_zip
from prongsai.adapters.page_ole import convert_old
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.page_kind import IMAGE_FORMS, find_form

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    **{suffix: kind for kind, suffix in SUFFIXES.items()},
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A masked copy before it is checked; `suffix` is that of its form, with the dot."""

    content: bytes
    masked: int
    suffix: str

    @property
    def content_type(self) -> str:
        """The media type of the copy."""
        return _TYPES[self.suffix]


@dataclass(frozen=True, slots=True)
class GateMasking:
    """How copies are made; see GateReading."""

    limits: ReadLimits
    use_ocr: bool = True
    ask_for_time: Callable[[float], None] = lambda seconds: None

    def mask(self, content: bytes, *, content_type: str = "") -> Copy:
        """The copy. Raises CannotRead when the file is of a form, or in a state, that none can be made of."""
        form = find_form(content, content_type=content_type)
        if form in {"html", "text", "json", "xml"}:
            made, count = mask_typed(content, form, content_type)
            is_table = form != "html" and bool(find_separator(decode_text(content, content_type=content_type).text))
            return Copy(made, count, ".html" if form == "html" else ".csv" if is_table else ".txt")
        if form == "pdf":
            self.ask_for_time(self.limits.wall_s)
            return Copy(*mask_pdf(content, self._pictures()), ".pdf")
        if form in IMAGE_FORMS:
            made, count, kind = mask_image(content, limits=self.limits, deadline=self._ocr_deadline())
            return Copy(made, count, ".jpg" if kind == "JPEG" else ".png")
        if form in {"ole", "rtf"}:
            self.ask_for_time(self.limits.office_wall_s)
            content = convert_old(content, form, limits=self.limits, deadline=Deadline(self.limits.office_wall_s))
            form = "zip"
        if form == "zip":
            archive = Zip(content, max_bytes=self.limits.max_unpacked_bytes)
            kind = kind_of_zip(archive)
            twice = Zip(content, max_bytes=3 * self.limits.max_unpacked_bytes)
            if kind == "docx":
                return Copy(*mask_word(twice, self._pictures()), ".docx")
            if kind == "xlsx":
                archive.require_sane()
                return Copy(*mask_sheets(twice, self._pictures()), ".xlsx")
            if kind == "pptx":
                return Copy(*mask_slides(twice, self._pictures()), ".pptx")
            if kind == "odf":
                return Copy(*mask_open_document(twice, self._pictures()))
        raise CannotRead(
            "unsupported",
            both(
                "ไฟล์ชนิดนี้ทำสำเนาปิดบังไม่ได้ กรุณาบันทึกเป็น PDF, DOCX, XLSX, PPTX หรือ OpenDocument",
                "no masked copy is made of this kind of file; save it as PDF, DOCX, XLSX, PPTX or OpenDocument",
            ),
        )

    def _pictures(self) -> PictureMask:
        return PictureMask(self.limits, self._ocr_deadline, use_ocr=self.use_ocr)

    def _ocr_deadline(self) -> Deadline:
        self.ask_for_time(self.limits.ocr_wall_s)
        return Deadline(self.limits.ocr_wall_s)
