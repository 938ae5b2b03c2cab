import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.reading.page_kind import find_form, header_lies

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TestFindForm:
    @pytest.mark.parametrize(
        ("content", "form"),
        [
            (b"%PDF-1.4\n", "pdf"),
            (b"\n\n junk before %PDF-1.7", "pdf"),
            (b"PK\x03\x04....", "zip"),
            (OLE, "ole"),
            (b"{\\rtf1\\ansi", "rtf"),
            (b"\xff\xd8\xff\xe0", "jpeg"),
            (b"\x89PNG\r\n\x1a\n", "png"),
            (b"GIF89a", "gif"),
            (b"II*\x00", "tiff"),
            (b"MM\x00*", "tiff"),
            (b"RIFF\x10\x00\x00\x00WEBP", "webp"),
            (b"RIFF\x10\x00\x00\x00WAVE", "sound or video"),
            (b"\x00\x00\x00\x18ftypheic", "heif"),
            (b"\x00\x00\x00\x18ftypmp42", "sound or video"),
            (b"BM\x36\x00\x00\x00", "bmp"),
            (b"Rar!\x1a\x07\x01\x00", "rar"),
            (b"7z\xbc\xaf\x27\x1c", "7z"),
            (b"\x1f\x8b\x08\x00", "gzip"),
            (b"x" * 257 + b"ustar\x0000", "tar"),
            (b"MZ\x90\x00\x03", "program"),
            (b"\x7fELF", "program"),
            (b"", "empty"),
            (b" \r\n\t\0", "empty"),
            (b"\x00\x01\x02\x03\x04\x05\x06", "unknown"),
        ],
    )
    def test_signatures_name_the_form(self, content, form):
        assert find_form(content) == form

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("<!DOCTYPE html><html>", "html"),
            ("<HTML><BODY>", "html"),
            ("<!-- saved --><p>ก</p>", "html"),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html>", "html"),
            ("<?xml version='1.0'?><rss><channel>", "xml"),
            ('{"items": [1, 2]}', "json"),
            ("[[1,2],[3,4]]", "json"),
            ("ลำดับ,เรื่อง\n1,แผน", "text"),
            ("MZ เป็นชื่อย่อ", "text"),
            ("BM ก็เช่นกัน", "text"),
            ("ID3 คือชื่อ", "text"),
            ("a < b และ <ชื่อ>", "text"),
        ],
    )
    def test_texts_are_told_apart(self, text, form):
        assert find_form(text.encode()) == form

    def test_thai_in_one_byte_is_text(self):
        assert find_form("รายงานผลการดำเนินงาน".encode("cp874")) == "text"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
    def test_utf16_is_text_and_html(self, encoding):
        assert find_form("รายงานผล ปี 2566".encode(encoding)) == "text"
        assert find_form("<html><body>รายงานผล".encode(encoding)) == "html"

    def test_the_header_makes_a_bare_fragment_html(self):
        assert find_form("ไม่พบหน้า <b>404</b>".encode(), content_type="text/html") == "html"
        assert find_form("ไม่พบหน้า <b>404</b>".encode(), content_type="text/plain") == "text"

    def test_the_header_does_not_make_a_pdf_html(self):
        assert find_form(b"%PDF-1.4", content_type="text/html") == "pdf"

    @given(
        st.binary(max_size=400), st.sampled_from(["", "text/html", "application/json", "text/plain; charset=utf-16"])
    )
    def test_any_bytes_have_a_form(self, content, content_type):
        assert isinstance(find_form(content, content_type=content_type), str)


class TestHeaderLies:
    @pytest.mark.parametrize(
        ("said", "kind", "lies"),
        [
            ("application/pdf", "html", True),
            ("text/html; charset=utf-8", "pdf", True),
            ("application/pdf", "pdf", False),
            ("application/octet-stream", "pdf", False),
            ("", "docx", False),
            ("application/msword", "docx", False),
            ("application/msword", "archive", True),
            ("IMAGE/JPEG", "image", False),
            ("image/jpeg", "html", True),
            ("application/vnd.ms-excel", "text", True),
        ],
    )
    def test_only_a_known_type_can_lie(self, said, kind, lies):
        assert header_lies(said, kind) is lies
