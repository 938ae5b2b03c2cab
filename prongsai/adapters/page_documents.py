"""Reads one document of any form but HTML and text; runs inside the reading worker."""

from collections.abc import Callable
from dataclasses import replace

from prongsai.adapters.page_archive import read_archive
from prongsai.adapters.page_pdf import read_pdf
from prongsai.adapters.page_sheet import read_sheets
from prongsai.adapters.page_word import read_core_properties, read_docx, read_odt, read_pptx
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.page import PageKind, PageText

KIND_OF_FORM: dict[str, PageKind] = {
    "pdf": "pdf", "zip": "archive", "ole": "doc", "rtf": "doc", "rar": "archive", "7z": "archive", "gzip": "archive",
    "tar": "archive", "other archive": "archive", "jpeg": "image", "png": "image", "gif": "image", "tiff": "image",
    "bmp": "image", "webp": "image", "heif": "image",
}  # fmt: skip


class DocumentReading:
    """Reads documents within limits; every failure of a document is part of the answer."""

    def __init__(
        self,
        limits: ReadLimits,
        *,
        digit_reader: str = "",
        use_ocr: bool = True,
        ask_for_time: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._limits = limits
        self._digit_reader = digit_reader
        self._use_ocr = use_ocr
        self._ask_for_time = ask_for_time

    def read(self, content: bytes, *, form: str, name: str = "") -> PageText:
        """The document of this outer form. Never raises for bad content, MemoryError included."""
        kind = KIND_OF_FORM.get(form, "unsupported")
        try:
            if form == "zip":
                return self._read_zip(content)
            if form == "pdf":
                return self._read_pdf(content)
            return read_archive(content, form)
        except CannotRead as error:
            return PageText(kind=kind, problem=error.problem, detail=error.detail)
        except MemoryError:
            return PageText(kind=kind, problem="out_of_memory", detail=both("หน่วยความจำไม่พอ", "out of memory"))
        except RecursionError:
            return PageText(kind=kind, problem="damaged", detail=both("ไฟล์ซ้อนลึกเกินไป", "the file nests too deeply"))
        except Exception as error:  # any other fault of a reader is told with its name, and loses one document only
            return PageText(
                kind=kind, problem="damaged", detail=both("อ่านไฟล์ไม่สำเร็จ", f"not readable ({type(error).__name__})")
            )

    def _read_pdf(self, content: bytes) -> PageText:
        deadline = Deadline(self._limits.wall_s)
        page, pdf = read_pdf(content, limits=self._limits, deadline=deadline)
        pdf.close()
        return page

    def _read_zip(self, content: bytes) -> PageText:
        limits = self._limits
        archive = Zip(content, max_bytes=limits.max_unpacked_bytes)
        kind = kind_of_zip(archive)
        try:
            if kind == "docx":
                return read_docx(archive)
            if kind == "pptx":
                return read_pptx(archive)
            if kind == "odf" and not archive.read("mimetype").startswith(
                b"application/vnd.oasis.opendocument.spreadsheet"
            ):
                return read_odt(archive)
            if kind in {"xlsx", "odf"}:
                archive.require_sane()
                page = read_sheets(content, kind=kind, limits=limits)
                if kind == "xlsx":
                    title, changed = read_core_properties(archive)
                    page = replace(page, title=title, last_changed_on=changed)
                return page
        except CannotRead as error:
            return PageText(kind=kind, problem=error.problem, detail=error.detail)
        return PageText(kind="archive", members=tuple(archive.names()))


def kind_of_zip(archive: Zip) -> PageKind:
    """What a zip is by its parts: an office file, or an archive."""
    if archive.has("word/document.xml") or archive.has("word/document2.xml"):
        return "docx"
    if archive.has("xl/workbook.xml") or archive.has("xl/workbook.bin"):
        return "xlsx"
    if archive.has("ppt/presentation.xml"):
        return "pptx"
    if archive.has("content.xml") and archive.has("mimetype"):
        return "odf"
    return "archive"
