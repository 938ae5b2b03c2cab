"""What every fuzzer feeds: each reader of bytes from outside, with the limits under which it must answer."""

from collections.abc import Callable

from prongsai.adapters.page_archive import read_archive
from prongsai.adapters.page_documents import DocumentReading
from prongsai.adapters.page_reader import read_html_page
from prongsai.adapters.pdf_font_maps import glyph_texts, mend_font_maps, parse_map
from prongsai.adapters.reading_limits import ReadLimits
from prongsai.audit.page import PageText
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.meaning import meaningful_text
from prongsai.audit.reading.page_kind import find_form
from prongsai.audit.reading.plain_text import read_plain

LIMITS = ReadLimits(wall_s=5, max_unpacked_bytes=20_000_000, max_image_pixels=4_000_000, office_wall_s=0.2)
DOCUMENTS = DocumentReading(LIMITS, use_ocr=False)


def html(content: bytes) -> PageText:
    """An HTML page and its meaningful text."""
    page = read_html_page(content, "text/html")
    meaningful_text(page)
    return page


def text(content: bytes) -> PageText:
    """Plain text, and the same taken for markup."""
    decoded = decode_text(content).text
    read_plain(decoded, is_markup=True)
    return read_plain(decoded)


def fonts(content: bytes) -> PageText:
    """The parts that take PDF files and fonts to pieces by themselves."""
    mend_font_maps(content)
    glyph_texts(content, {1: "ก", 2: "ำ"})
    parse_map(content)
    return PageText(kind="pdf")


def any_form(content: bytes) -> PageText:
    """Whatever the bytes say they are."""
    return DOCUMENTS.read(content, form=find_form(content))


READERS: dict[str, Callable[[bytes], PageText]] = {
    "html": html,
    "text": text,
    "fonts": fonts,
    "pdf": lambda content: DOCUMENTS.read(content, form="pdf"),
    "zip": lambda content: DOCUMENTS.read(content, form="zip"),
    "xls": lambda content: DOCUMENTS.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content, form="ole"),
    "rar": lambda content: read_archive(b"Rar!\x1a\x07\x00" + content, "rar"),
    "rar5": lambda content: read_archive(b"Rar!\x1a\x07\x01\x00" + content, "rar"),
    "gzip": lambda content: read_archive(content, "gzip"),
    "image": lambda content: DOCUMENTS.read(content, form="png"),
    "any": any_form,
}
