"""Zip bombs, entity bombs and broken packages; archives, whose names are listed and nothing else."""

import gzip
import io
import struct
import tarfile
import time
import zipfile

import pytest

from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from tests.adapters.page.documents import THAI, docx, packed, xlsx

W = "<w:document><w:body><w:p><w:t>{}</w:t></w:p></w:body></w:document>"


class TestBombs:
    @pytest.mark.parametrize(
        "part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml"]
    )
    def test_a_part_that_unpacks_beyond_the_limit_is_not_unpacked(self, reader, part):
        content = packed({"word/document.xml": W.format("ก"), part: b" " * 100_000_000})

        start = time.process_time()
        page = reader.read(content)

        assert (page.kind, page.problem) == ("docx", "too_big")
        assert time.process_time() - start < 1

    def test_a_bomb_inside_a_workbook_is_not_unpacked(self, reader):
        content = packed({"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": b"a" * 100_000_000})

        assert (reader.read(content).kind, reader.read(content).problem) == ("xlsx", "too_big")

    def test_many_parts_share_one_allowance(self):
        part = "<a:t>" + "ก" * 300_000 + "</a:t></a:p>"
        parts = {f"ppt/slides/slide{number}.xml": part for number in range(1, 30)}
        with build_page_reader(ReadLimits(max_unpacked_bytes=2_000_000)) as small:
            assert small.read(packed({"ppt/presentation.xml": "", **parts})).problem == "too_big"

    def test_a_size_that_lies_is_cut_off_at_what_it_declares(self, reader):
        content = bytearray(packed({"word/document.xml": W.format("x" * 50_000)}))
        for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            place = content.index(signature)
            content[place + at : place + at + 4] = struct.pack("<I", 1_000)

        assert reader.read(bytes(content)).problem in {"damaged", ""}

    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
    def test_entities_are_refused(self, reader, part):
        bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
        page = reader.read(packed({"word/document.xml": W.format("ก"), part: bomb}))

        assert page.problem == "damaged"
        assert "entit" in page.detail

    def test_entities_inside_a_workbook_are_refused(self, reader):
        book = zipfile.ZipFile(io.BytesIO(xlsx()))
        parts = {name: book.read(name) for name in book.namelist()}
        parts["xl/sharedStrings.xml"] = b'<!DOCTYPE x [<!ENTITY a "a">]><sst>&a;</sst>'

        assert reader.read(packed(parts)).problem == "damaged"

    def test_a_zip_that_names_a_hundred_thousand_files_is_too_big(self, reader):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for number in range(21_000):
                archive.writestr(f"{number}", b"")

        assert reader.read(buffer.getvalue()).problem == "too_big"


class TestBroken:
    def test_half_a_word_file_is_damaged(self, reader):
        page = reader.read(docx()[:5_000])

        assert (page.kind, page.problem) == ("archive", "damaged")

    def test_a_part_whose_bytes_were_changed_is_damaged(self, reader):
        content = bytearray(packed({"word/document.xml": W.format(THAI * 20)}))
        content[60] ^= 0xFF

        assert reader.read(bytes(content)).problem == "damaged"

    def test_a_locked_archive_lists_its_names(self, reader):
        content = bytearray(packed({"a.txt": "x"}))
        for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            content[content.index(signature) + at] |= 1

        assert reader.read(bytes(content)).members == ("a.txt",)

    def test_a_locked_word_file_says_so(self, reader):
        content = bytearray(packed({"word/document.xml": W.format("ก")}))
        for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            content[content.index(signature) + at] |= 1

        assert (reader.read(bytes(content)).kind, reader.read(bytes(content)).problem) == ("docx", "encrypted")

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
    )
    def test_only_a_beginning_is_no_document(self, reader, content):
        assert reader.read(content).text == ""


class TestArchives:
    def test_names_are_listed_and_nothing_is_read(self, reader):
        page = reader.read(packed({"แผน.pdf": b"%PDF", "ย่อย/ผล.docx": docx()}))

        assert (page.kind, page.problem, page.text) == ("archive", "", "")
        assert page.members == ("แผน.pdf", "ย่อย/ผล.docx")

    @pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
    def test_thai_names_without_a_mark_are_told_by_their_bytes(self, reader, encoding):
        name = "แผนจัดซื้อ ๒๕๖๖.pdf".encode(encoding)
        content = packed({"x" * len(name): b"%PDF"}).replace(b"x" * len(name), name)

        assert reader.read(content).members == ("แผนจัดซื้อ ๒๕๖๖.pdf",)

    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
    def test_a_tar_is_listed_packed_or_not(self, reader, mode):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode=mode) as archive:
            archive.addfile(tarfile.TarInfo("ผล.pdf"))

        page = reader.read(buffer.getvalue())

        assert (page.kind, page.members) == ("archive", ("ผล.pdf",))

    @pytest.mark.parametrize("content", [b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, b"\x1f\x8b\x08\0rubbish"])
    def test_what_cannot_be_listed_is_still_an_archive(self, reader, content):
        page = reader.read(content)

        assert (page.kind, page.members, page.problem) == ("archive", (), "")

    def test_a_packed_tar_bomb_is_bounded(self, reader):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            for name in ("ก.pdf", "ข.pdf"):
                member = tarfile.TarInfo(name)
                member.size = 60_000_000
                archive.addfile(member, io.BytesIO(bytes(60_000_000)))

        assert reader.read(buffer.getvalue()).members == ("ก.pdf",)

    def test_a_packed_single_file_tells_its_name(self, reader):
        buffer = io.BytesIO()
        with gzip.GzipFile("plan.csv", "wb", fileobj=buffer) as file:
            file.write(b"a,b")

        assert reader.read(buffer.getvalue()).members == ("plan.csv",)

    @staticmethod
    def rar4(*names: bytes) -> bytes:
        out = b"Rar!\x1a\x07\x00" + b"\0\0\x73\0\0\x0d\0" + b"\0" * 6
        for name in names:
            fields = struct.pack("<IIBIIBBHI", 3, 3, 2, 0, 0, 29, 0x30, len(name), 0)
            out += b"\0\0\x74" + struct.pack("<HH", 0x8000, 7 + len(fields) + len(name)) + fields + name + b"abc"
        return out + b"\0\0\x7b\0\x40\x07\0"

    @staticmethod
    def rar5(*names: str) -> bytes:
        out = b"Rar!\x1a\x07\x01\x00" + b"\0\0\0\0" + b"\x03\x01\0\0"
        for name in names:
            raw = name.encode()
            body = b"\x02\x02\x03" + b"\0\x03\0\0\0" + bytes((len(raw),)) + raw
            out += b"\0\0\0\0" + bytes((len(body),)) + body + b"abc"
        return out + b"\0\0\0\0\x03\x05\0\0"

    def test_rar_names_of_both_versions_are_read_from_the_headers(self, reader):
        old = self.rar4("แผน.pdf".encode("cp874"), b"o1.docx")
        new = self.rar5("แผน.pdf", "o1.docx")

        for content in (old, new):
            page = reader.read(content)
            assert (page.kind, page.members) == ("archive", ("แผน.pdf", "o1.docx"))

    @pytest.mark.parametrize("length", range(7, 80, 3))
    def test_a_cut_rar_gives_the_names_before_the_cut(self, reader, length):
        page = reader.read(self.rar4(b"a.pdf", b"b.pdf")[:length])

        assert page.kind == "archive"
        assert set(page.members) <= {"a.pdf", "b.pdf", "a", "a.", "a.p", "a.pd", "b", "b.", "b.p", "b.pd"}
