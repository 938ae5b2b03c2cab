"""Names inside archives: in either Thai charset, at every edge of a header, and never more than there are."""

import gzip
import io
import struct
import tarfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.page_archive import MAX_NAMES, read_archive
from prongsai.adapters.page_zip import MAX_ENTRIES, Zip
from prongsai.adapters.rar_names import list_rar_names
from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.page.documents import packed

THAI_NAME = "แผนจัดซื้อ ๒๕๖๖.pdf"


def tar(*names: str, form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8", kind: bytes = tarfile.REGTYPE) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, encoding=encoding) as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.type = kind
            archive.addfile(member)
    return buffer.getvalue()


def gzipped(name: bytes, *, flags: int = 8, end: bytes = b"\0", content: bytes = b"a,b") -> bytes:
    packer = zlib.compressobj(wbits=-15)
    body = packer.compress(content) + packer.flush()
    return (
        b"\x1f\x8b\x08"
        + bytes((flags,))
        + b"\0" * 6
        + name
        + end
        + body
        + struct.pack("<II", zlib.crc32(content), len(content))
    )


def rar4(name: bytes, *, flags: int = 0x8000, size: int = 3, extra: bytes = b"") -> bytes:
    fields = struct.pack("<IIBIIBBHI", size, 3, 2, 0, 0, 29, 0x30, len(name), 0) + extra
    return b"\0\0\x74" + struct.pack("<HH", flags, 7 + len(fields) + len(name)) + fields + name + b"abc"[:size]


def rar4_of(*blocks: bytes, main_flags: int = 0) -> bytes:
    main = b"\0\0\x73" + struct.pack("<HH", main_flags, 13) + b"\0" * 6
    return b"Rar!\x1a\x07\x00" + main + b"".join(blocks)


def rar5(name: str, *, file_flags: int = 0, extra: bytes = b"", data: bytes = b"abc") -> bytes:
    raw = name.encode()
    optional = (b"\0" * 4 if file_flags & 2 else b"") + (b"\0" * 4 if file_flags & 4 else b"")
    header = b"\x02" + bytes((2 | (1 if extra else 0),)) + (number(len(extra)) if extra else b"") + number(len(data))
    body = header + bytes((file_flags,)) + b"\0\0" + optional + b"\0\0" + number(len(raw)) + raw + extra
    return b"\0\0\0\0" + number(len(body)) + body + data


def rar5_of(*blocks: bytes) -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + b"\0\0\0\0\x03\x01\0\0" + b"".join(blocks)


def number(value: int) -> bytes:
    """In groups of seven bits, the lowest first."""
    groups = []
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*groups, value))


class TestTar:
    @pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    @pytest.mark.parametrize("name", [THAI_NAME, "ย่อย/ผล.docx", "a b.pdf"])
    def test_names_are_read_in_every_form(self, form, name):
        assert read_archive(tar(name, form=form), "tar").members == (name,)

    @pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
    def test_names_in_the_charset_of_old_programs_are_thai(self, encoding):
        content = tar(THAI_NAME, form=tarfile.GNU_FORMAT, encoding=encoding)

        assert read_archive(content, "tar").members == (THAI_NAME,)
        assert read_archive(gzip.compress(content), "gzip").members == (THAI_NAME,)

    def test_longer_than_a_header_are_whole(self):
        name = "แผน" * 60 + ".pdf"

        assert read_archive(tar(name), "tar").members == (name,)

    @pytest.mark.parametrize("kind", [tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE])
    def test_folders_and_links_are_no_files(self, kind):
        assert read_archive(tar("ก", kind=kind), "tar").members == ()

    def test_the_same_name_is_listed_once(self):
        assert read_archive(tar("ก.pdf", "ข.pdf", "ก.pdf"), "tar").members == ("ก.pdf", "ข.pdf")

    def test_of_thousands_the_first_are_listed(self):
        assert (
            len(read_archive(tar(*map(str, range(MAX_NAMES + 50)), form=tarfile.USTAR_FORMAT), "tar").members)
            == MAX_NAMES
        )

    @pytest.mark.parametrize("length", [0, 100, 257, 262, 511, 512, 700, 1024])
    def test_cut_anywhere_gives_the_names_before_the_cut(self, length):
        content = tar("a.pdf", "b.pdf", form=tarfile.USTAR_FORMAT)[:length]

        assert set(read_archive(content, "tar").members) <= {"a.pdf", "b.pdf"}

    @pytest.mark.parametrize("form", ["gzip", "other archive"])
    @pytest.mark.parametrize("length", [2, 10, 20, 60])
    def test_packed_and_cut_is_an_archive_without_names(self, form, length):
        page = read_archive(gzip.compress(tar("a.pdf"))[:length], form)

        assert (page.kind, page.members) == ("archive", ())


class TestGzip:
    @pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
    def test_the_name_of_one_file_is_told_by_its_bytes(self, encoding):
        assert read_archive(gzipped(THAI_NAME.encode(encoding)), "gzip").members == (THAI_NAME,)

    @pytest.mark.parametrize(
        "content",
        [
            gzipped(b"", flags=0, end=b""),
            gzipped(b""),
            gzipped(b"x" * 2_000, end=b""),
            gzipped(b"x" * 2_000),
            gzipped(b"a.csv")[:11],
            b"\x1f\x8b",
            b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"without an end",
            gzipped(b"\x04\0abcda.csv", flags=12),
        ],
        ids=["none", "empty", "endless", "too long", "cut", "signature", "no end", "extra field"],
    )
    def test_a_name_that_is_none_is_not_made_of_the_content(self, content):
        assert read_archive(content, "gzip").members == ()


class TestRar4:
    @pytest.mark.parametrize("name", [THAI_NAME.encode("cp874"), THAI_NAME.encode()])
    def test_thai_names_are_told_by_their_bytes(self, name):
        assert list_rar_names(rar4_of(rar4(name))) == [THAI_NAME]

    def test_a_second_spelling_after_the_name_is_left_out(self):
        assert list_rar_names(rar4_of(rar4(b"a.pdf\0\x01\x02\x03"))) == ["a.pdf"]

    def test_a_name_behind_a_size_over_four_gigabytes_is_found(self):
        assert list_rar_names(rar4_of(rar4(b"a.pdf", flags=0x8100, extra=b"\0" * 8))) == ["a.pdf"]

    def test_folders_are_left_out(self):
        assert list_rar_names(rar4_of(rar4(b"folder", flags=0x80E0), rar4(b"a.pdf"))) == ["a.pdf"]

    def test_nothing_is_read_behind_locked_headers(self):
        assert list_rar_names(rar4_of(rar4(b"a.pdf"), main_flags=0x80)) == []

    def test_a_size_beyond_the_end_ends_the_list(self):
        assert list_rar_names(rar4_of(rar4(b"a.pdf", size=2**32 - 1), rar4(b"b.pdf"))) == ["a.pdf"]


class TestRar5:
    @pytest.mark.parametrize("file_flags", [0, 2, 4, 6])
    def test_names_are_found_whatever_is_kept_with_them(self, file_flags):
        assert list_rar_names(rar5_of(rar5(THAI_NAME, file_flags=file_flags), rar5("b"))) == [THAI_NAME, "b"]

    def test_an_extra_area_is_no_part_of_the_name(self):
        assert list_rar_names(rar5_of(rar5("a.pdf", extra=b"hash"), rar5("b.pdf"))) == ["a.pdf", "b.pdf"]

    def test_long_names_and_data_have_sizes_of_several_bytes(self):
        name = "ก" * 100

        assert list_rar_names(rar5_of(rar5(name, data=b"x" * 40_000), rar5("b"))) == [name, "b"]

    def test_folders_are_left_out(self):
        assert list_rar_names(rar5_of(rar5("folder", file_flags=1), rar5("a.pdf"))) == ["a.pdf"]

    @pytest.mark.parametrize("kind", [4, 5])
    def test_nothing_is_read_behind_locked_headers_or_the_end(self, kind):
        assert list_rar_names(rar5_of(b"\0\0\0\0\x03" + bytes((kind,)) + b"\0\0", rar5("a.pdf"))) == []

    def test_a_number_that_never_ends_ends_the_list(self):
        assert list_rar_names(rar5_of(rar5("a.pdf"), b"\0\0\0\0" + b"\xff" * 30)) == ["a.pdf"]


class TestAnyBytes:
    @given(
        start=st.sampled_from([b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b\x08\x08", b""]),
        rest=st.binary(max_size=300),
    )
    @settings(deadline=None)
    def test_are_an_archive_with_some_names_or_none(self, start, rest):
        for form in ("rar", "gzip", "tar", "other archive"):
            page = read_archive(start + rest, form)
            assert page.kind == "archive"
            assert all(page.members)


class TestZip:
    def test_lists_files_and_no_folders(self):
        assert Zip(packed({"ก/": "", "ก/ข.pdf": "x"}), max_bytes=10).names() == ["ก/ข.pdf"]

    def test_gives_nothing_for_an_entry_that_is_not_there(self):
        archive = Zip(packed({"a": "x"}), max_bytes=10)

        assert (archive.read("b"), archive.has("b"), archive.has("a")) == (b"", False, True)

    @pytest.mark.parametrize(("allowance", "fits"), [(5, False), (6, True), (7, True)])
    def test_shares_one_allowance_to_the_byte(self, allowance, fits):
        archive = Zip(packed({"a": "abc", "b": "def"}), max_bytes=allowance)
        assert archive.read("a") == b"abc"

        if fits:
            assert archive.read("b") == b"def"
        else:
            with pytest.raises(CannotRead) as caught:
                archive.read("b")
            assert caught.value.problem == "too_big"

    def test_does_not_spend_the_allowance_on_what_it_refuses(self):
        archive = Zip(packed({"large": "x" * 50, "small": "y" * 10}), max_bytes=20)
        with pytest.raises(CannotRead):
            archive.read("large")

        assert archive.read("small") == b"y" * 10

    @pytest.mark.parametrize("allowance", [5, 6])
    def test_is_sane_when_all_entries_fit_together(self, allowance):
        archive = Zip(packed({"a": "abc", "b": "def"}), max_bytes=allowance)

        if allowance == 6:
            archive.require_sane()
        else:
            with pytest.raises(CannotRead):
                archive.require_sane()

    def test_lists_numbered_parts_by_their_number(self):
        names = ["s/slide10.xml", "s/slide2.xml", "s/slide1.xml", "s/slideA.xml", "s/slide.xml", "s/slide3.xml.rels"]

        found = Zip(packed(dict.fromkeys(names, "x")), max_bytes=1).list_parts("s/slide", ".xml")

        assert found == ["s/slide1.xml", "s/slide2.xml", "s/slide10.xml"]

    @pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", packed({"a": "x"})[:-10], b"no zip at all"])
    def test_says_that_what_is_none_is_damaged(self, content):
        with pytest.raises(CannotRead) as caught:
            Zip(content, max_bytes=10)
        assert caught.value.problem == "damaged"

    def test_of_nothing_is_an_empty_one(self):
        archive = Zip(packed({}), max_bytes=0)

        assert (archive.names(), archive.is_locked(), MAX_ENTRIES > 1_000) == ([], False, True)
