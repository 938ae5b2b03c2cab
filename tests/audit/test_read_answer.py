"""What is read at once and what aside: a document sent as text must not hold up the other visits."""

import io
import zipfile

import pytest

from prongsai.audit.fetch_port import Answer, Request
from prongsai.audit.read_answer import is_web_page


def packed() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def is_at_once(body: bytes, content_type: str) -> bool:
    return is_web_page(Answer(Request("http://www.muang.go.th/a"), 200, body=body), content_type)


class TestWebPage:
    @pytest.mark.parametrize(
        "body", [b"%PDF-1.4\n1 0 obj", b"\n\n%PDF-1.7\n", packed(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
    )
    @pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=utf-8", "application/json"])
    def test_is_no_document_whatever_the_header_says(self, body, content_type):
        assert not is_at_once(body, content_type)

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            (b"<html><p>a</p></html>", "application/octet-stream"),
            (b"  \r\n<!doctype html>", ""),
            ("รายงาน".encode(), "text/plain"),
            (b'{"a": 1}', "application/json"),
            ("เทศบาล".encode("utf-16"), "text/html; charset=utf-16"),
            (b"   ", "text/html"),
        ],
    )
    def test_is_markup_and_text(self, body, content_type):
        assert is_at_once(body, content_type)

    def test_is_no_text_without_an_end(self):
        assert not is_at_once(b"a" * 2_000_001, "text/plain")
