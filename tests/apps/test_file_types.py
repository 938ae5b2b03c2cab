"""A file is what its bytes say."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.plans.file_types import require_known_type
from prongsai.core.errors import PersonError


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def office(part: str, *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in (part, *more):
            archive.writestr(name, b"<x/>")
    return out.getvalue()


class TestRequireKnownType:
    @pytest.mark.parametrize(
        ("content", "name", "extension"),
        [
            (b"%PDF-1.7\n", "a.exe", "pdf"),
            (b"\x89PNG\r\n\x1a\n0", "a", "png"),
            (b"\xff\xd8\xff\xe0", "ภาพ.html", "jpg"),
            (b"RIFF0000WEBPVP8 ", "x.webp", "webp"),
            (office("word/document.xml"), "x.zip", "docx"),
            (office("xl/workbook.xml"), "x", "xlsx"),
            (office("ppt/presentation.xml"), "x", "pptx"),
            (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "x.odt", "odt"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "แผน.DOC", "doc"),
            ("ข้อความ".encode("cp874"), "a.txt", "txt"),
            ("ก,ข".encode(), "a.CSV", "csv"),
        ],
    )
    def test_names_the_type(self, content, name, extension):
        assert require_known_type(content, name).extension == extension

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "a.pdf"),
            (b"<!DOCTYPE html><script>", "a.txt"),
            (b"\xef\xbb\xbf  <svg onload=x>", "a.txt"),
            (b"MZ\x90\x00", "a.pdf"),
            (b"#!/bin/sh", "a.sh"),
            (b"hello", "a.pdf"),
            (b"a\x00b", "a.txt"),
            (office("word/document.xml", "word/vbaProject.bin"), "a.docx"),
            (zipped(a=b"x"), "a.zip"),
            (b"PK\x03\x04broken", "a.docx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "a.exe"),
        ],
    )
    def test_refuses_everything_else(self, content, name):
        with pytest.raises(PersonError):
            require_known_type(content, name)

    @given(st.binary(max_size=200), st.text(max_size=20))
    def test_never_fails_otherwise(self, content, name):
        try:
            kind = require_known_type(content, name)
        except PersonError:
            return
        assert kind.extension not in {"html", "svg", "exe", "js"}
