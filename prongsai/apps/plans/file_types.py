"""What a handed-in file really is, by its content; the name a browser sends is not believed."""

import io
import zipfile
from dataclasses import dataclass

from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that may be handed in."""

    extension: str
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", FileType("pdf", "application/pdf")),
    (b"\x89PNG\r\n\x1a\n", FileType("png", "image/png")),
    (b"\xff\xd8\xff", FileType("jpg", "image/jpeg")),
    (b"GIF87a", FileType("gif", "image/gif")),
    (b"GIF89a", FileType("gif", "image/gif")),
    (b"II*\x00", FileType("tif", "image/tiff")),
    (b"MM\x00*", FileType("tif", "image/tiff")),
)
_OOXML = {
    "word/document.xml": FileType("docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": FileType("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": FileType("pptx", f"{_OFFICE}.presentationml.presentation"),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE = {
    "doc": FileType("doc", "application/msword"),
    "xls": FileType("xls", "application/vnd.ms-excel"),
    "ppt": FileType("ppt", "application/vnd.ms-powerpoint"),
}
ACCEPTED = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPG, GIF, TIFF, WebP, TXT, CSV"


def require_known_type(content: bytes, name: str) -> FileType:
    """The file's type; raises PersonError for an empty file and for every other type, web pages and programs included."""
    if not content:
        raise PersonError(f'ไฟล์ "{name}" ว่างเปล่า กรุณาเลือกไฟล์อื่น', f'"{name}" is empty: choose another file')
    found = _find_type(content, name)
    if found is None:
        raise PersonError(
            f'ไฟล์ "{name}" ไม่ใช่ชนิดที่รับได้ กรุณาใช้ {ACCEPTED}',
            f'"{name}" is not of an accepted type: use {ACCEPTED}',
        )
    return found


def _find_type(content: bytes, name: str) -> FileType | None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileType("webp", "image/webp")
    extension = name.rpartition(".")[2].lower()
    if content.startswith(_OLE):
        return _OLD_OFFICE.get(extension)
    if content.startswith(b"PK\x03\x04"):
        return _find_zip_type(content)
    if extension in {"txt", "csv"} and _is_text(content):
        return FileType(extension, "text/csv" if extension == "csv" else "text/plain")
    return None


def _find_zip_type(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(part.endswith("vbaProject.bin") for part in names):
                return None
            for part, kind in _OOXML.items():
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                mimetype = archive.read("mimetype").strip()
                if mimetype in _OPEN_DOCUMENT:
                    return FileType(_OPEN_DOCUMENT[mimetype], mimetype.decode())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    return None


def _is_text(content: bytes) -> bool:
    start = content[:4096].lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    return b"\x00" not in content and not start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script"))
