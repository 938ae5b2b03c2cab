"""Which format some bytes are, told by their content; the name decides only between kinds of text."""

import io
import lzma
import zipfile
import zlib
from typing import Literal

from prongsai.intake.readers import refusal

Kind = Literal["pdf", "docx", "workbook", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "โปรแกรม", "a program"),
    (b"\x7fELF", "โปรแกรม", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "ไฟล์บีบอัด", "an archive"),
    (b"Rar!\x1a\x07", "ไฟล์บีบอัด", "an archive"),
    (b"\x1f\x8b\x08", "ไฟล์บีบอัด", "an archive"),
    (b"BZh", "ไฟล์บีบอัด", "an archive"),
    (b"\xfd7zXZ\x00", "ไฟล์บีบอัด", "an archive"),
    (b"ID3", "ไฟล์เสียง", "a sound file"),
    (b"OggS", "ไฟล์เสียง", "a sound file"),
    (b"RIFF", "ไฟล์เสียงหรือวีดิทัศน์", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "ไฟล์วีดิทัศน์", "a video"),
    (b"SQLite format 3\x00", "ฐานข้อมูล", "a database"),
    (b"8BPS", "รูปภาพ", "a picture"),
)


def find_kind(content: bytes, *, name: str) -> Kind:
    """The kind of `content`; raises PersonError for what is not read. Parses nothing but a zip's list of entries."""
    if not content:
        raise refusal.empty_file(name)
    if len(content) > refusal.MAX_BYTES:
        raise refusal.too_large(name, len(content))
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(content, name)
    if content.startswith(_OLE):
        return _kind_of_ole(content, name)
    if content.lstrip()[:5].startswith(b"{\\rtf"):
        raise refusal.save_as(name, "ไฟล์ RTF", "an RTF file", ".docx")
    _refuse_other_types(content, name)
    return "text"


def _refuse_other_types(content: bytes, name: str) -> None:
    head = content[:64]
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        raise refusal.picture(name)
    if head.startswith(b"BM") and b"\x00" in head:
        raise refusal.picture(name)
    if head[4:8] == b"ftyp":
        if head[8:12] in _PICTURE_BRANDS:
            raise refusal.picture(name)
        raise refusal.wrong_type(name, "ไฟล์วีดิทัศน์", "a video")
    for magic, kind_th, kind_en in _OTHERS:
        # A text file may begin with the letters MZ or ID3; a program or a sound has NUL bytes near its start.
        if head.startswith(magic) and b"\x00" in content[:4096]:
            raise refusal.wrong_type(name, kind_th, kind_en)


def open_zip(content: bytes, *, name: str, kind_th: str = "ZIP", kind_en: str = "zip") -> zipfile.ZipFile:
    """The zip, its entries checked against the limits; raises PersonError when broken, locked or a bomb.

    The sizes an entry declares are what zipfile enforces on reading, so a lying entry is cut off, not unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise refusal.damaged(name, kind_th, kind_en) from error
    entries = archive.infolist()
    if not entries:
        raise refusal.empty_file(name)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > refusal.MAX_ENTRIES or unpacked > refusal.MAX_UNPACKED_BYTES:
        raise refusal.zip_bomb(name)
    if unpacked > 20_000_000 and unpacked > 150 * len(content):
        raise refusal.zip_bomb(name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusal.encrypted(name)
    return archive


def read_entry(archive: zipfile.ZipFile, entry: str, *, name: str, kind: str) -> bytes | None:
    """An entry's bytes, None when the archive has none of that name; raises PersonError when it is broken."""
    try:
        return archive.read(entry)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise refusal.damaged(name, kind, kind) from error
    except (NotImplementedError, RuntimeError) as error:  # an unknown packing method; a password
        raise refusal.damaged(name, kind, kind) from error


def _kind_of_zip(content: bytes, name: str) -> Kind:
    with open_zip(content, name=name) as archive:
        names = set(archive.namelist())
        types = read_entry(archive, "[Content_Types].xml", name=name, kind="ZIP") or b""
        mimetype = read_entry(archive, "mimetype", name=name, kind="ZIP") or b""
    if any(entry.lower().endswith("vbaproject.bin") for entry in names) or b"macroEnabled" in types:
        raise refusal.has_macros(name)
    if b"wordprocessingml" in types or "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or b"spreadsheetml" in types:
        return "workbook"
    if b"opendocument.spreadsheet" in mimetype:
        if any(entry.startswith("Basic/") for entry in names):
            raise refusal.has_macros(name)
        return "workbook"
    if b"opendocument.text" in mimetype:
        raise refusal.save_as(name, "เอกสาร OpenDocument (.odt)", "an OpenDocument text (.odt)", ".docx")
    if b"presentationml" in types or b"opendocument.presentation" in mimetype:
        raise refusal.wrong_type(name, "งานนำเสนอ (PowerPoint)", "a presentation (PowerPoint)")
    raise refusal.bad_file(
        name,
        "เป็นไฟล์บีบอัด (ZIP) กรุณาแตกไฟล์ก่อน แล้วเลือกเฉพาะไฟล์รายงาน",
        "is a ZIP archive: please unpack it and choose the report itself",
    )


def _kind_of_ole(content: bytes, name: str) -> Kind:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise refusal.encrypted(name)
    if has("WordDocument"):
        raise refusal.save_as(name, "เอกสาร Word รุ่นเก่า (.doc)", "an old Word document (.doc)", ".docx")
    if has("Workbook") or has("Book"):
        if has("_VBA_PROJECT"):
            raise refusal.has_macros(name)
        return "workbook"
    if has("PowerPoint Document"):
        raise refusal.wrong_type(name, "งานนำเสนอ (PowerPoint)", "a presentation (PowerPoint)")
    raise refusal.wrong_type(name, "ไฟล์ Office รุ่นเก่าที่ไม่รู้จัก", "an unknown old Office file")
