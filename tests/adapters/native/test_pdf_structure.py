"""The structure of files: tables, streams of tables and of objects, pages; what is broken is left to PDFium."""

import io
import time
import zlib

import pikepdf
import pytest

from prongsai.intake.pdf_port import UnusablePdf
from tests.adapters.native.made_pdf import Made, lines_of, stream, wide_string, written
from tests.adapters.native.reading import by_pdfium, facts_by_pdfium, quick, quickly, refused, same

structure = pytest.importorskip("prongsai.adapters.native.pdf_structure")
TEXT = "ประกาศเทศบาลตำบลน้ำผุด"


def plain() -> bytes:
    return lines_of(TEXT).write()


def saved(content: bytes, **options: object) -> bytes:
    """The file as pikepdf writes it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def number_stream(rows: list[tuple[int, int, int]], entries: bytes, *, predictor: int = 0, tag: int = 2) -> bytes:
    """A stream of a table, its rows of 1, 4 and 2 bytes; `predictor` as PNG has it."""
    lines = [bytes([kind]) + place.to_bytes(4, "big") + third.to_bytes(2, "big") for kind, place, third in rows]
    if predictor:
        before = bytes(7)
        coded = []
        for line in lines:
            left = bytes(1) + line
            by = {0: bytes(7), 1: left[:7], 2: before}[tag]
            coded.append(bytes([tag]) + bytes((one - two) & 255 for one, two in zip(line, by, strict=True)))
            before = line
        lines = coded
        entries += b"/DecodeParms<</Predictor %d/Columns 7>>" % predictor
    return stream(b"".join(lines), b"/Type/XRef/W[1 4 2]" + entries)


def with_stream_table(*, predictor: int = 0, tag: int = 2) -> bytes:
    """A file with a stream of its table, and its font in a stream of objects."""
    objects = lines_of(TEXT).objects()
    packed = {number: objects.pop(number) for number in (5, 6)}
    heads = b"5 0 6 %d " % (len(packed[5]) + 1)
    objects[10] = stream(heads + packed[5] + b" " + packed[6], b"/Type/ObjStm/N 2/First %d" % len(heads))
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [(0, 0, 65535), *((1, places[n], 0) if n in places else (2, 10, (5, 6).index(n)) for n in range(1, 11))]
    table_at = len(out)
    rows.append((1, table_at, 0))
    table = number_stream(rows, b"/Size 12/Root 1 0 R", predictor=predictor, tag=tag)
    out += b"11 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, table_at)
    return bytes(out)


class TestTables:
    def test_a_table(self):
        assert same(plain()) == TEXT

    @pytest.mark.parametrize(("predictor", "tag"), [(0, 0), (12, 2), (11, 1), (15, 0), (10, 0)])
    def test_a_stream_of_a_table(self, predictor, tag):
        assert same(with_stream_table(predictor=predictor, tag=tag)) == TEXT

    @pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
    def test_as_another_program_writes_it(self, mode):
        assert same(saved(plain(), object_stream_mode=mode)) == TEXT

    def test_made_for_the_web(self):
        assert same(saved(plain(), linearize=True)) == TEXT

    def test_a_later_version_counts(self):
        first = lines_of("ใหม่", TEXT).write()
        body = b"4 0 obj\n%s\nendobj\n" % lines_of(TEXT).objects()[4]
        tail = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 10/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(first), first.rindex(b"xref\n0"), len(first) + len(body),
        )  # fmt: skip

        assert same(first + body + tail) == TEXT

    def test_both_kinds_of_tables_as_word_writes_them(self):
        whole = with_stream_table()
        stream_at = int(whole.rpartition(b"startxref\n")[2].split()[0])
        objects_end = whole.rindex(b"startxref")
        first = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 12/Root 1 0 R>>\n"
        first_at = objects_end
        second_at = first_at + len(first)
        second = b"xref\n0 0\ntrailer\n<</Size 12/Root 1 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF" % (
            first_at, stream_at, second_at,
        )  # fmt: skip
        content = whole[:objects_end] + first + second

        assert same(content) == TEXT

    @pytest.mark.parametrize("junk", [b"\n%% 1234\n", b"\n\n", b"x" * 100, b"\0" * 40])
    def test_what_stands_after_the_end(self, junk):
        assert same(plain() + junk) == TEXT

    def test_what_stands_before_the_head(self):
        assert same(b"\xef\xbb\xbf\n" + plain()) == TEXT

    def test_no_reader_where_the_end_is_far_away(self):
        assert refused(plain() + b"x" * 5000)


class TestBrokenFiles:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"%PDF-", b"%PFD-"),
            (b"startxref", b"startxerf"),
            (b"/Root 1 0 R", b"/Root 8 0 R"),
            (b"/Root 1 0 R", b"/Encrypt 8 0 R/Root 1 0 R"),
            (b"/Root 1 0 R", b"/Prev 999999/Root 1 0 R"),
            (b"/Root 1 0 R", b"/Prev 5/Root 1 0 R"),
            (b"/Root 1 0 R", b"/XRefStm 5/Root 1 0 R"),
            (b"/Root 1 0 R", b"/Root 1 0 R/Root 1 0 R"),
            (b"/Root 1 0 R", b"/Root 1 0"),
            (b"trailer\n<<", b"trailer\n(("),
            (b"3 0 obj", b"7 0 obj"),
            (b"3 0 obj", b"3 0 odj"),
            (b"/Count 1", b"/Count 2"),
            (b"/Count 1", b"/Count 0"),
            (b"/Count 1", b"/Count (1)"),
            (b"/Type/Page/", b"/Type/Pagf/"),
            (b"/Type/Pages", b"/Type/Pagez"),
            (b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
            (b"/Kids[3 0 R]", b"/Kids[]"),
            (b"/Kids[3 0 R]", b"/Kids 3 0 R"),
            (b"/Kids[3 0 R]", b"/Kids[3 0 R 3 0 R]"),
            (b"/Kids[3 0 R]", b"/Kids[<</Type/Page>>]"),
            (b"/Pages 2 0 R", b"/Paged 2 0 R"),
            (b"/Pages 2 0 R", b"/Pages 3 0 R"),
            (b"endstream", b"endstreax"),
            (b"/FlateDecode", b"/FlateDec0de"),
            (b"/FlateDecode", b"/LZWDecode"),
            (b"/Filter/FlateDecode", b"/F(x)/Filter/FlateDecode"),
            (b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"),
            (b"/Filter/FlateDecode", b"/Filter/FlateDecode/DecodeParms<</Predictor 2>>"),
            (b"stream\n", b"stream\r"),
            (b"/Contents 4 0 R", b"/Contents 2 0 R"),
            (b"/Contents 4 0 R", b"/Contents[2 0 R]"),
        ],
    )
    def test_a_change_that_breaks_something(self, old, new):
        objects = lines_of(TEXT).objects()
        content = written(objects)
        assert old in content
        if len(old) == len(new):
            content = content.replace(old, new)
        else:  # the places must still be right
            changed = {number: body.replace(old, new) for number, body in objects.items()}
            content = written(changed)
            if changed == objects:
                head, sign, tail = content.rpartition(b"xref\n0")
                content = head + sign + tail.replace(old, new)

        assert refused(content)

    @pytest.mark.parametrize("change", [
        lambda table: table.replace(b" n \n", b" x \n"),
        lambda table: table.replace(b"0 10\n", b"0 9999999\n"),
        lambda table: table.replace(b"0 10\n", b"0 99999999999\n"),
        lambda table: table.replace(b"0 10\n", b"-1 10\n"),
        lambda table: table.replace(b"00000 n", b"00000n "),
        lambda table: table.replace(b" n \n", b" n\n"),
        lambda table: table[:40],
    ])  # fmt: skip
    def test_an_odd_table(self, change):
        assert refused(written(lines_of(TEXT).objects(), change=change))

    def test_a_file_that_is_cut_off(self):
        content = plain()

        for end in range(0, len(content), 997):
            assert refused(content[:end])

    def test_a_damaged_stream(self):
        objects = lines_of(TEXT).objects()
        objects[4] = objects[4].replace(b"stream\nx", b"stream\ny")

        assert refused(written(objects))

    def test_a_stream_without_its_last_bytes(self):
        packed = zlib.compress(b"BT ET")[:-3]
        objects = lines_of(TEXT).objects()
        objects[4] = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)

        assert refused(written(objects))

    def test_what_pdfium_refuses_is_not_taken(self):
        for content in (b"", b"%PDF-1.7", b"%PDF-1.7\nstartxref\n0\n%%EOF", plain()[:300]):
            with pytest.raises(UnusablePdf):
                by_pdfium(content)
            assert quick.open_quickly(content) is None

    def test_a_locked_file(self):
        locked = saved(plain(), encryption=pikepdf.Encryption(owner="a", user=""))

        assert refused(locked)


class TestHostileFiles:
    @staticmethod
    def quick_time(content: bytes) -> float:
        start = time.process_time()
        quickly(content)
        return time.process_time() - start

    def test_pages_in_a_ring(self):
        objects = lines_of(TEXT).objects()
        objects[20] = b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
        objects[2] = b"<</Type/Pages/Kids[20 0 R]/Count 1>>"

        assert refused(written(objects))

    def test_pages_a_thousand_deep(self):
        objects = lines_of(TEXT).objects()
        for number in range(20, 1020):
            objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)
        objects[1020] = objects[3]
        objects[2] = b"<</Type/Pages/Kids[20 0 R]/Count 1>>"

        assert refused(written(objects))

    def test_tables_in_a_ring(self):
        content = plain()
        at = content.rindex(b"xref\n0")

        assert refused(content.replace(b"/Root 1 0 R", b"/Prev %d/Root 1 0 R" % at))

    def test_references_in_a_ring(self):
        objects = lines_of(TEXT).objects()
        objects[4] = b"20 0 R"
        objects[20], objects[21] = b"21 0 R", b"20 0 R"

        assert refused(written(objects))

    def test_a_length_that_is_its_own_stream(self):
        objects = lines_of(TEXT).objects()
        objects[4] = b"<</Length 4 0 R>>\nstream\nBT ET\nendstream"

        assert refused(written(objects))

    def test_a_stream_of_objects_within_itself(self):
        content = with_stream_table()

        assert refused(content.replace(b"/Type/ObjStm/N 2", b"/Type/ObjStm/N 9"))

    @pytest.mark.parametrize("opening", [b"[", b"<</A", b"<</A[", b"("])
    def test_brackets_without_end(self, opening):
        objects = lines_of(TEXT).objects()
        objects[3] = opening * 100_000
        content = written(objects)

        assert refused(content)
        assert self.quick_time(content) < 1

    def test_a_stream_that_inflates_without_measure(self):
        bomb = zlib.compress(bytes(80_000_000), 9)
        objects = lines_of(TEXT).objects()
        objects[4] = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(bomb), bomb)
        content = written(objects)

        assert refused(content)
        assert self.quick_time(content) < 2

    def test_many_streams_that_inflate_together(self):
        part = stream(b" " * 8_000_000)
        made = Made(b"", "ก", more={20: part, 4: b"[%s]" % (b"20 0 R " * 50)})

        assert refused(made.write())

    def test_forms_that_draw_forms(self):
        forms = b"".join(b"/X%d %d 0 R" % (place, 20 + place) for place in range(6))
        inner = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
        more = {20 + place: stream(b"/X%d Do " % (place + 1) * 60, inner) for place in range(5)}
        more[25] = stream(b"BT /F1 9 Tf %s Tj ET " % wide_string("ก"), inner)
        made = Made(b"/X0 Do", "ก", resources=b"/XObject<<%s>>" % forms, more=more)
        content = made.write()

        assert refused(content)
        assert self.quick_time(content) < 2

    @pytest.mark.parametrize(
        "operators",
        [
            b"q " * 5_000,
            b"[ " * 200_000,
            b"1 " * 400_000,
            b"/P BMC " * 5_000,
            b"BT /F1 9 Tf " + b"%s Tj -9 0 Td " * 8_000,
            b"BT /F1 9 Tf " + b"%s Tj " * 300_000,
            b"/Span<</ActualText<FEFF%s>>>BDC " % (b"0E01" * 30_000),
            b"/Span<</ActualText<FEFF%s>>>BDC EMC " % (b"0E01" * 9_000) * 200,
        ],
    )
    def test_content_of_great_length(self, operators):
        content = Made(operators.replace(b"%s", wide_string("ก")), "ก").write()

        assert self.quick_time(content) < 2
        assert refused(content)

    def test_a_page_tree_that_promises_much(self):
        objects = lines_of(TEXT).objects()
        objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"

        assert refused(written(objects))


class TestObjects:
    @pytest.mark.parametrize(
        ("written_as", "meant"),
        [
            (b"12", 12), (b"-3", -3), (b"+4", 4), (b"1.5", 1.5), (b"-.25", -0.25), (b"7.", 7.0), (b"true", True), (b"false", False),
            (b"null", None), (b"/Name", "Name"), (b"/", ""), (b"[1 2(a)]", [1, 2, b"a"]), (b"<</A 1/B[/C]>>", {"A": 1, "B": ["C"]}),
            (b"(a(b)c)", b"a(b)c"), (b"(a\\)\\(\\\\)", b"a)(\\"), (b"(\\101\\7\\1234)", b"A\x07S4"), (b"(a\\\nb\\\r\nc)", b"abc"),
            (b"(\\n\\r\\t\\b\\f\\x)", b"\n\r\t\x08\x0cx"), (b"(a\r\nb\rc)", b"a\nb\nc"), (b"<48 65 6c6>", b"Hel`"), (b"<>", b""),
            (b"%remark\n 5", 5), (b"(\\400)", b"\x00"), (b"()", b""),
        ],
    )  # fmt: skip
    def test_each_kind(self, written_as, meant):
        assert structure.Lexer(written_as).parse_object() == meant

    def test_a_reference(self):
        (first, second) = structure.Lexer(b"[12 0 R 3 4]").parse_object()[:2]

        assert (first.number, second) == (12, 3)

    @pytest.mark.parametrize(
        "odd",
        [
            b"", b"(", b"(a\\", b"<4", b"<4x>", b"[", b"[1", b"<<", b"<</A", b"<</A>>", b"<<1 2>>", b"<</A 1", b"truex", b"nulls", b"--1",
            b"1.2.3", b"1e5", b".", b"-", b"99999999999999999999", b"/A#20", b"/\xe0", b"]", b">>", b"}", b"abc", b"[" * 100, b"<</A 1/A 2>>",
        ],
    )  # fmt: skip
    def test_what_is_odd(self, odd):
        with pytest.raises(structure.GiveUp):
            structure.Lexer(odd).parse_object()

    @pytest.mark.parametrize("place", [-1, 4, 1 << 40])
    def test_a_place_outside(self, place):
        with pytest.raises(structure.GiveUp):
            structure.Lexer(b"abc", place)


class TestAscii85:
    @pytest.mark.parametrize("length", range(9))
    def test_every_length(self, length):
        import base64

        content = b"BT /F1 9 Tf ET\0\0\0\0" + b"%" * length
        objects = lines_of(TEXT).objects()
        body = base64.a85encode(content, wrapcol=7) + b"~>"
        objects[4] = b"<</Filter/ASCII85Decode/Length %d>>\nstream\n%s\nendstream" % (len(body), body)
        pdf = structure.PdfStructure(written(objects))

        assert pdf.bytes_of(pdf.value(pdf.pages[0]["Contents"])) == content

    @pytest.mark.parametrize("body", [b"abc", b"a~>", b's8W-"~>', b"uuuuu~>", b"ab\x80c~>", b"abzcd~>"])
    def test_what_is_odd(self, body):
        objects = lines_of(TEXT).objects()
        objects[4] = b"<</Filter/ASCII85Decode/Length %d>>\nstream\n%s\nendstream" % (len(body), body)

        if body != b's8W-"~>':
            assert refused(written(objects))


class TestFacts:
    @pytest.mark.parametrize(
        "said",
        [
            b"(typst 0.13)", b"<FEFF0E010E02>", b"<FEFF>", b"()", b"(a\\(b\\))", b"(D:20260331120000+07'00')", b"<48656c6c6f>",
            b"<FEFF00410042>",
        ],
    )  # fmt: skip
    def test_each_way_to_write_it(self, said):
        made = lines_of(TEXT)
        made.more = {20: b"<</Title %s/Author(a)/Producer %s/ModDate(D:2026)/Trapped/True/Other(b)>>" % (said, said)}
        made.trailer = b"/Info 20 0 R"
        content = made.write()

        assert quick.open_quickly(content).facts == facts_by_pdfium(content)

    def test_no_facts(self):
        assert quick.open_quickly(plain()).facts == facts_by_pdfium(plain()) == {}

    @pytest.mark.parametrize(
        "said",
        [
            b"(\\340\\270)",
            b"<FEFFD83DDE00>",
            b"<FFFE4100>",
            b"<EFBBBF41>",
            b"/Name",
            b"12",
            b"(a\\nb)",
            b"<FEFF0>",
            b"(\\033)",
        ],
    )
    def test_what_is_left_to_pdfium(self, said):
        made = lines_of(TEXT)
        made.more = {20: b"<</Title %s>>" % said}
        made.trailer = b"/Info 20 0 R"

        assert refused(made.write())

    def test_facts_that_are_no_reference(self):
        made = lines_of(TEXT)
        made.trailer = b"/Info<</Title(a)>>"

        assert refused(made.write())


class TestLinks:
    @staticmethod
    def linked(*annotations: bytes, root: bytes = b"") -> bytes:
        made = lines_of(TEXT)
        made.page += b"/Annots[%s]" % b" ".join(annotations)
        made.more = {20: b"<</S/URI/URI(https://b.go.th/)>>", 21: b"<</Subtype/Link/Rect[0 0 9 9]/A 20 0 R>>"}
        if root:
            made.more[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % root
        return made.write()

    def test_addresses_in_order(self):
        one = b"<</Type/Annot/Subtype/Link/Rect[10 10 50 20]/A<</Type/Action/S/URI/URI(https://a.go.th/x?a=1)>>>>"
        content = self.linked(one, b"21 0 R", one)

        assert quickly(content) == by_pdfium(content)
        assert quickly(content)[0][2] == ["https://a.go.th/x?a=1", "https://b.go.th/", "https://a.go.th/x?a=1"]

    @pytest.mark.parametrize(
        "annotation",
        [
            b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/Fit]>>",
            b"<</Subtype/Text/Rect[0 0 9 9]/Contents(a)>>",
            b"<</Subtype/Widget/Rect[0 0 9 9]/A<</S/URI/URI(https://c.go.th/)>>>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI()>>>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI<68>>>>>",
        ],
    )
    def test_other_annotations(self, annotation):
        content = self.linked(annotation)

        assert quickly(content) == by_pdfium(content)

    @pytest.mark.parametrize(
        "annotation",
        [
            b"<</Subtype/Link/A 20 0 R>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://\\340\\270)>>>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI/x>>>>",
            b"<</Subtype/Link/Rect[0 0 9 9]/A 5>>",
            b"7",
        ],
    )
    def test_what_is_left_to_pdfium(self, annotation):
        assert refused(self.linked(annotation))

    def test_addresses_under_a_base(self):
        assert refused(self.linked(b"21 0 R", root=b"/URI<</Base(https://d.go.th/)>>"))
