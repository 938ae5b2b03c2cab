"""What some bytes are, told by themselves: the file's name and the header of the answer are hearsay."""

import re
from typing import Literal

from prongsai.audit.page import PageKind

Form = Literal[
    "html", "text", "xml", "json", "pdf", "zip", "ole", "rtf", "rar", "7z", "gzip", "tar", "other archive",
    "jpeg", "png", "gif", "tiff", "bmp", "webp", "heif", "sound or video", "program", "unknown", "empty",
]  # fmt: skip
"""The outer form. A zip may be an office file and an OLE file an old one: their lists of parts say which."""

IMAGE_FORMS: frozenset[Form] = frozenset(("jpeg", "png", "gif", "tiff", "bmp", "webp"))
ARCHIVE_FORMS: frozenset[Form] = frozenset(("rar", "7z", "gzip", "tar", "other archive"))

_SIGNATURES: tuple[tuple[bytes, Form], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\x00", "other archive"),
    (b"BZh9", "other archive"),
    (b"\x28\xb5\x2f\xfd", "other archive"),
    (b"MSCF\x00\x00", "other archive"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x7fELF", "program"),
    (b"OggS", "sound or video"),
    (b"\x1aE\xdf\xa3", "sound or video"),
    (b"FLV\x01", "sound or video"),
    (b"\x00\x00\x01\xba", "sound or video"),
    (b"SQLite format 3\x00", "unknown"),
)
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|table|div|p|a|h[1-6]|center|font|iframe|frameset|form|br|span|ul)(?=[\s>/])",
    re.IGNORECASE,
)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
_HEAD = 4096

# What a header may say of each kind without being wrong; servers send many names for office files.
_SAID: tuple[tuple[str, tuple[PageKind, ...]], ...] = (
    ("text/html", ("html",)),
    ("application/xhtml", ("html",)),
    ("text/plain", ("text",)),
    ("text/csv", ("text",)),
    ("application/json", ("text",)),
    ("application/pdf", ("pdf",)),
    ("application/x-pdf", ("pdf",)),
    ("image/", ("image",)),
    ("application/msword", ("doc", "docx")),
    ("application/vnd.ms-excel", ("xls", "xlsx")),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", ("docx",)),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", ("xlsx",)),
    ("application/vnd.openxmlformats-officedocument.presentationml", ("pptx",)),
    ("application/vnd.oasis", ("odf",)),
    ("application/zip", ("archive",)),
    ("application/x-zip", ("archive",)),
    ("application/x-rar", ("archive",)),
    ("application/vnd.rar", ("archive",)),
    ("application/x-7z", ("archive",)),
)


def find_form(content: bytes, *, content_type: str = "") -> Form:
    """The form of the content. The header decides only between HTML and plain text, where the bytes fit both."""
    head = content[:_HEAD]
    if not head.strip(b"\0 \t\r\n"):
        return "empty" if not content.strip(b"\0 \t\r\n") else _textual(content, content_type)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    is_markup = head[:1] == b"<" and head[257:262] != b"ustar" and head[4:8] != b"ftyp"
    if is_markup:  # as most are: no signature begins so
        return _textual(content, content_type)
    for signature, form in _SIGNATURES:
        if head.startswith(signature):
            return form
    if head[257:262] == b"ustar":
        return "tar"
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else "sound or video"
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"} else "sound or video"
    if head[:2] == b"BM" and b"\0" in head[:32]:
        return "bmp"
    if head[:2] == b"MZ" and b"\0" in head[:512]:
        return "program"
    if head[:3] == b"ID3" and b"\0" in head[:32]:
        return "sound or video"
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return _textual(content, content_type)


def _textual(content: bytes, content_type: str) -> Form:
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    elif "utf-16" in content_type.lower():
        head = head.replace(b"\0", b"").replace(b"\x0e", b"")
    elif b"\0" in head and not _looks_wide(head):
        return "unknown"
    if len(head) - len(head.translate(None, _CONTROL)) > max(2, len(head) // 20) and not _looks_wide(head):
        return "unknown"
    head = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    said = content_type.lower()
    if head[:5].lower() == b"<?xml" and not re.search(rb"<html|<!doctype\s+html", head, re.IGNORECASE):
        return "xml"
    if said.startswith(("text/html", "application/xhtml")):
        return "html"
    first = _HTML_START.search(head)
    if first is not None and (first.start() < 200 or re.search(rb"<html|<body|<!doctype\s+html", head, re.IGNORECASE)):
        return "html"
    if "json" in said or (head[:1] in {b"{", b"["} and re.match(rb"[{\[]\s*[\"{\[\]}\d]", head)):
        return "json"
    return "text"


def _looks_wide(head: bytes) -> bool:
    """UTF-16 without its mark: every other byte is zero or a Thai block number."""
    for high in (head[1::2], head[0::2]):
        if high and sum(byte in (0, 0x0E, 0x20) for byte in high) > 0.9 * len(high):
            return True
    return False


def header_lies(content_type: str, kind: PageKind) -> bool:
    """Whether a header names a known type and the content is another. General headers ("octet-stream") never lie."""
    said = content_type.partition(";")[0].strip().lower()
    if not said:
        return False
    return next((kind not in kinds for prefix, kinds in _SAID if said.startswith(prefix)), False)
