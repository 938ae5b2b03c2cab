import zlib
from io import BytesIO

import pikepdf
import pytest

from prongsai.documents import pdf as drawer
from prongsai.documents.pdf_copyable import format_to_unicode, make_copyable, parse_to_unicode
from prongsai.documents.pdf_objects import PdfObjects, find_reference
from tests.documents.small_report import small_report


def small_file(stream: bytes = b"BT ET", *, is_packed: bool = False) -> bytes:
    """A PDF of three objects written as typst writes one."""
    data = zlib.compress(stream) if is_packed else stream
    length = b"/Length %d%s" % (len(data), b"/Filter/FlateDecode" if is_packed else b"")
    objects = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\n",
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n\n",
        b"3 0 obj\n<<" + length + b"/Subtype/Test>>\nstream\n" + data + b"\nendstream\nendobj\n\n",
    ]
    content, offsets = b"%PDF-1.7\n\n", []
    for one in objects:
        offsets.append(len(content))
        content += one
    table = b"xref\n0 4\n0000000000 65535 f\r\n" + b"".join(b"%010d 00000 n\r\n" % at for at in offsets)
    return content + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)


class TestPdfObjects:
    def test_gives_an_untouched_file_back_byte_for_byte(self):
        drawn = drawer._draw(small_report(rows=2), "{}")

        assert PdfObjects(drawn).format_file() == drawn
        assert PdfObjects(small_file()).format_file() == small_file()

    @pytest.mark.parametrize("is_packed", [True, False])
    def test_reads_a_stream(self, is_packed: bool):
        assert PdfObjects(small_file(b"q Q", is_packed=is_packed)).get_stream(3) == b"q Q"

    @pytest.mark.parametrize("is_packed", [True, False])
    @pytest.mark.parametrize("data", [b"", b"x", b"q Q " * 10_000, bytes(range(256))])
    def test_replaces_a_stream_and_keeps_the_rest(self, data: bytes, is_packed: bool):
        objects = PdfObjects(small_file(is_packed=is_packed))

        objects.set_stream(3, data)

        with pikepdf.open(BytesIO(objects.format_file())) as pdf:
            assert not pdf.check_pdf_syntax()
            assert pdf.get_object(3, 0).read_bytes() == data
            assert pdf.get_object(3, 0)["/Subtype"] == "/Test"

    def test_finds_dictionaries_by_a_mark_but_not_streams(self):
        objects = PdfObjects(small_file(b"/Type/Pages"))

        assert len(objects.list_dictionaries(b"/Type/Pages")) == 1

    def test_names_our_program_in_both_places(self):
        objects = PdfObjects(drawer._draw(small_report(rows=1), "{}"))

        objects.name_creator(b"prongsai 9.9")

        with pikepdf.open(BytesIO(objects.format_file())) as pdf:
            said = str(pdf.docinfo["/Creator"])
            assert said.startswith("prongsai 9.9 (Typst ")
            assert pdf.open_metadata()["xmp:CreatorTool"] == said
            assert "/Filter" not in pdf.Root.Metadata
            assert not pdf.check_pdf_syntax()

    def test_names_nothing_where_no_maker_is_named(self):
        objects = PdfObjects(small_file(b"/Creator(Typst 0.15.1)"))

        objects.name_creator(b"prongsai 9.9")

        assert objects.format_file() == small_file(b"/Creator(Typst 0.15.1)")

    @pytest.mark.parametrize("number", [1, 2])
    def test_refuses_a_stream_where_there_is_none(self, number: int):
        objects = PdfObjects(small_file())

        with pytest.raises(ValueError, match="no stream"):
            objects.get_stream(number)
        with pytest.raises(ValueError, match="no stream"):
            objects.set_stream(number, b"")

    @pytest.mark.parametrize(
        "content", [b"", b"%PDF-1.7", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"startxref\nx", b"\0" * 99]
    )
    def test_refuses_what_is_not_written_in_typsts_way(self, content: bytes):
        with pytest.raises(ValueError, match="cross-reference"):
            PdfObjects(content)

    def test_refuses_a_table_that_points_elsewhere(self):
        with pytest.raises(ValueError, match="not where the table says"):
            PdfObjects(small_file().replace(b"0000000010 00000 n", b"0000000011 00000 n"))


class TestFindReference:
    @pytest.mark.parametrize(
        ("dictionary", "number"),
        [
            (b"<</A 12 0 R>>", 12),
            (b"<</A[7 0 R 8 0 R]>>", 7),
            (b"<</A/Name>>", None),
            (b"<</AB 3 0 R>>", None),
            (b"", None),
        ],
    )
    def test_gives_the_number_under_the_key(self, dictionary: bytes, number: int | None):
        assert find_reference(dictionary, b"/A") == number


class TestToUnicodeMaps:
    def test_are_read_as_they_were_written(self):
        mapped = {1: "ก", 2: "้\u0e4d", 300: "\U0001f600", 0xFFF0: "A"}

        assert parse_to_unicode(format_to_unicode(mapped)) == mapped

    def test_are_cut_into_blocks_of_at_most_100(self):
        cmap = format_to_unicode(dict.fromkeys(range(250), "ก"))

        assert [line for line in cmap.splitlines() if line.endswith("beginbfchar")] == [
            "100 beginbfchar",
            "100 beginbfchar",
            "50 beginbfchar",
        ]

    def test_leave_out_entries_that_are_no_text(self):
        assert parse_to_unicode("1 beginbfchar\n<0001> <0E>\nendbfchar") == {}


class TestMakeCopyable:
    def test_gives_a_file_without_syntax_errors(self):
        with pikepdf.open(BytesIO(make_copyable(drawer._draw(small_report(rows=30), "{}")))) as pdf:
            assert pdf.check_pdf_syntax() == []

    def test_changes_page_contents_and_text_maps_only(self):
        before = drawer._draw(small_report(rows=5), "{}")

        old, new = PdfObjects(before)._objects, PdfObjects(make_copyable(before))._objects

        changed = [number for number in old if old[number] != new[number]]
        assert old.keys() == new.keys()
        assert all(b"stream" in old[number] for number in changed)
        assert 3 <= len(changed) <= 8  # pages, and a map for each face

    def test_done_twice_is_done_once(self):
        once = make_copyable(drawer._draw(small_report(rows=2), None))

        assert make_copyable(once) == once

    def test_refuses_a_file_of_another_program(self):
        with pytest.raises(ValueError, match="cross-reference"):
            make_copyable(b"%PDF-1.4 not ours")
