"""Fonts: what codes say, how wide they are and how high; kinds of fonts that are left to PDFium."""

import io

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from tests.adapters.native.made_pdf import Made, bf_chars, face, glyph_of, lines_of, stream, wide_string, widths
from tests.adapters.native.reading import refused, same

TEXT = "ฎีกาที่ปู่ญัตติ Ag"


def with_map(text: bytes, letters: str = TEXT) -> bytes:
    """A page whose font has this ToUnicode map."""
    made = lines_of(letters)
    made.to_unicode = text
    return made.write()


def codes(letters: str) -> list[int]:
    return sorted({glyph_of(one) for one in letters})


def changed_face(change) -> bytes:  # type: ignore[no-untyped-def]
    """Sarabun after a change, as a stream."""
    font = TTFont(io.BytesIO(face()[0]))
    change(font)
    out = io.BytesIO()
    font.save(out)
    return stream(out.getvalue())


class TestMaps:
    def test_single_codes(self):
        assert same(with_map(bf_chars(TEXT))) == TEXT

    def test_ranges(self):
        lines = b"\n".join(
            b"<%04X> <%04X> <%04X>" % (code, code, 0x41 + place) for place, code in enumerate(codes(TEXT))
        )

        assert same(with_map(b"%d beginbfrange\n%s\nendbfrange" % (len(codes(TEXT)), lines))).isascii()

    def test_ranges_that_count_on(self):
        first = min(codes("กขค"))

        same(with_map(b"1 beginbfrange <%04X> <%04X> <0E01> endbfrange" % (first, min(first | 255, first + 90)), "กขค"))

    def test_ranges_of_arrays(self):
        first, last = min(codes("กข")), max(codes("กข"))
        said = b"".join(b"<%04X>" % (0x61 + place) for place in range(last - first + 1))

        same(with_map(b"1 beginbfrange <%04X> <%04X> [%s] endbfrange" % (first, last, said), "กข"))

    def test_codes_of_several_letters(self):
        same(with_map(bf_chars(TEXT).replace(b"<0e0e>", b"<0E0E0E35>")))

    def test_codes_said_twice_alike(self):
        assert same(with_map(bf_chars(TEXT) + b" " + bf_chars(TEXT))) == TEXT

    def test_a_long_map_with_all_its_words(self):
        before = b"%!PS\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "

        assert (
            same(with_map(before + bf_chars(TEXT) + b" endcmap CMapName currentdict /CMap defineresource pop end end"))
            == TEXT
        )

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b"1 beginbfchar <0001> <0E01>",
            b"1 beginbfchar 0001 <0E01> endbfchar",
            b"1 beginbfchar <00001> <0E01> endbfchar",
            b"1 beginbfchar <> <0E01> endbfchar",
            b"1 beginbfchar <0001> <0E> endbfchar",
            b"1 beginbfchar <0001> <0E01 endbfchar",
            b"1 beginbfchar <0001> /a endbfchar",
            b"1 beginbfchar <0001> <" + b"0E01" * 40 + b"> endbfchar",
            b"1 beginbfrange <0001> <0201> <0E01> endbfrange",
            b"1 beginbfrange <0009> <0001> <0E01> endbfrange",
            b"1 beginbfrange <0001> <0009> <> endbfrange",
            b"1 beginbfrange <0001> <0009> <FFFE> endbfrange",
            b"1 beginbfrange <0001> <0002> [<0E01>] endbfrange",
            b"1 beginbfrange <0001> <0001> [<0E01> <0E02>] endbfrange",
            b"/Adobe-Japan1-UCS2 usecmap",
        ],
    )
    def test_odd_maps(self, text):
        assert refused(with_map(text))

    @pytest.mark.parametrize(
        "said",
        [
            b"<D83D>",
            b"<0000>",
            b"<0002>",
            b"<0096>",
            b"<FFFE>",
            b"<FB01>",
            b"<05D0>",
            b"<0627>",
            b"<202E>",
            b"<FEFF>",
            b"<000D>",
        ],
    )
    def test_letters_that_pdfium_treats_in_its_own_way(self, said):
        assert refused(with_map(bf_chars(TEXT).replace(b"<0e0e>", said)))

    def test_a_code_said_twice_unlike(self):
        assert refused(
            with_map(
                bf_chars(TEXT)
                + b" 1 beginbfchar <%04X> <0041> endbfchar" % glyph_of("A")
                + b" "
                + bf_chars("A").replace(b"<0041>", b"<0042>")
            )
        )

    def test_a_code_that_says_nothing(self):
        assert refused(with_map(bf_chars("ฎก")))

    def test_a_code_that_says_nothing_under_an_actual_text(self):
        content = b"BT /F1 14 Tf 70 700 Td /Span<</ActualText<FEFF0E01>>>BDC %s Tj EMC %s Tj ET" % (
            wide_string("ฎ"),
            wide_string("ข"),
        )

        same(Made(content, "ฎข", to_unicode=bf_chars("ข")).write())


class TestWidths:
    @staticmethod
    def wide(entries: bytes) -> bytes:
        made = lines_of(TEXT, "กอง คลัง")
        made.more = {
            6: b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Ordering(Identity)>>/FontDescriptor 8 0 R%s>>"
            % entries,
            20: b"[%s]" % widths(TEXT),
        }
        return made.write()

    @pytest.mark.parametrize(
        "entries",
        [
            b"/W 20 0 R",
            b"/DW 500",
            b"",
            b"/DW 500/W[1 900 250]",
            b"/DW 0/W[1 900 600.9]",
            b"/DW 100.5/W[1[250 300]1 900 700]",
            b"/W[]",
            b"/W[1 900 -200]",
        ],
    )
    def test_each_way_to_write_them(self, entries):
        same(self.wide(entries))

    @pytest.mark.parametrize(
        "entries",
        [
            b"/W 5",
            b"/W[1]",
            b"/W[1 2]",
            b"/W[1[/a]]",
            b"/W[-1 2 3]",
            b"/W[1 70000 3]",
            b"/W[9 2 3]",
            b"/W[70000[1]]",
            b"/DW/a",
            b"/DW 9999999",
        ],
    )
    def test_odd_widths(self, entries):
        assert refused(self.wide(entries))

    def test_glyphs_by_a_map(self):
        table = b"".join(number.to_bytes(2, "big") for number in range(1200))
        made = lines_of(TEXT)
        made.more = {
            6: made.objects()[6].replace(b"/CIDToGIDMap/Identity", b"/CIDToGIDMap 20 0 R"),
            20: stream(table),
        }

        assert same(made.write()) == TEXT

    def test_codes_outside_of_the_map(self):
        made = lines_of(TEXT)
        made.more = {
            6: made.objects()[6].replace(b"/CIDToGIDMap/Identity", b"/CIDToGIDMap 20 0 R"),
            20: stream(b"\0\1"),
        }

        assert refused(made.write())

    def test_ordering_of_fpdf(self):
        made = lines_of(TEXT, "ต่อ ไป")
        made.more = {6: made.objects()[6].replace(b"(Identity)", b"(UCS)")}

        same(made.write())


class TestKinds:
    @pytest.mark.parametrize(
        ("number", "old", "new"),
        [
            (5, b"/Identity-H", b"/Identity-V"),
            (5, b"/Identity-H", b"/UniJIS-UTF16-H"),
            (5, b"[6 0 R]", b"[]"),
            (5, b"[6 0 R]", b"[6 0 R 6 0 R]"),
            (5, b"/ToUnicode 7 0 R", b""),
            (5, b"/ToUnicode 7 0 R", b"/ToUnicode/Identity-H"),
            (5, b"/Type0", b"/Type3"),
            (5, b"/Type0", b"/Type1"),
            (6, b"CIDFontType2", b"CIDFontType0"),
            (6, b"(Identity)", b"(Japan1)"),
            (6, b"/CIDToGIDMap/Identity", b"/CIDToGIDMap/Other"),
            (6, b"/FontDescriptor 8 0 R", b""),
            (8, b"/FontFile2 9 0 R", b""),
            (8, b"/FontFile2 9 0 R", b"/FontFile3 9 0 R"),
            (8, b"/FontFile2 9 0 R", b"/FontFile 9 0 R/FontFile2 9 0 R"),
            (8, b"/FontFile2 9 0 R", b"/FontFile2 1 0 R"),
        ],
    )  # fmt: skip
    def test_what_is_left_to_pdfium(self, number, old, new):
        made = lines_of(TEXT)
        body = made.objects()[number]
        assert old in body
        made.more = {number: body.replace(old, new)}

        assert refused(made.write())

    def test_a_font_that_is_named_but_shows_nothing(self):
        made = lines_of(TEXT)
        made.resources = b"/X 1"
        objects = made.objects()
        objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R/F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        made.content = b"BT /F2 12 Tf 14 TL ET " + made.content
        made.more = {3: objects[3]}

        assert same(made.write()) == TEXT


class TestFontFiles:
    @staticmethod
    def with_face(body: bytes) -> bytes:
        made = lines_of(TEXT, "บรรทัดที่สอง กิ๊ก")
        made.more = {9: body}
        return made.write()

    def test_long_and_short_places(self):
        def make_short(font: TTFont) -> None:
            for name in font.getGlyphOrder():
                if name not in {font.getGlyphName(code) for code in codes(TEXT + "บรรทัดที่สอง กิ๊ก")}:
                    font["glyf"][name] = font["glyf"]["space"]

        same(self.with_face(changed_face(make_short)))

    @pytest.mark.parametrize("em", [512, 1000, 2048, 4096])
    def test_every_em(self, em):
        def set_em(font: TTFont) -> None:
            font["head"].unitsPerEm = em

        same(self.with_face(changed_face(set_em)))

    def test_sides_that_shift_a_glyph(self):
        def shift(font: TTFont) -> None:
            for name, (width, side) in font["hmtx"].metrics.items():
                font["hmtx"].metrics[name] = (width, side + 60)

        same(self.with_face(changed_face(shift)))

    @pytest.mark.parametrize("table", ["head", "maxp", "loca", "glyf", "hhea", "hmtx"])
    def test_a_file_without_a_table(self, table):
        content = face()[0].replace(table.encode(), b"xxxx", 1)

        assert refused(self.with_face(stream(content)))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"OTTO" + bytes(200),
            b"\0\1\0\0",
            b"\0\1\0\0\xff\xff",
            b"\0\1\0\0\0\0" + bytes(200),
            b"true\0\1" + bytes(9),
        ],
    )
    def test_what_is_no_font(self, content):
        assert refused(self.with_face(stream(content)))

    def test_a_file_that_is_cut_off(self):
        content = face()[0]

        for end in range(0, len(content), 4_001):
            assert refused(self.with_face(stream(content[:end])))


class TestSimpleFonts:
    """Fonts of 256 codes, as Word and LibreOffice write them for Latin letters."""

    @staticmethod
    def simple(
        words: str, *, flags: int, encoding: bytes, body: bytes, to_unicode: bytes = b"", entries: bytes = b""
    ) -> bytes:
        font = (
            b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 32/LastChar 126/Widths[%s]/FontDescriptor 8 0 R%s%s%s>>"
            % (b"520 " * 95, encoding, b"/ToUnicode 7 0 R" if to_unicode else b"", entries)
        )
        shown = words.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)")
        made = Made(
            b"BT /F1 14 Tf 70 700 Td (%s) Tj 0 -20 Td [(A) -400 (b c)] TJ ET" % shown,
            "",
            font=font,
            to_unicode=to_unicode,
        )
        described = made.objects()[8].replace(b"/Flags 4", b"/Flags %d" % flags)
        made.more = {8: described, 9: body}
        return made.write()

    @staticmethod
    def face_with(platform: int, encoding: int, offset: int, kind: int = 4) -> bytes:
        """Sarabun with one cmap of ASCII letters, moved by `offset`."""

        def change(font: TTFont) -> None:
            best = font.getBestCmap()
            table = CmapSubtable.newSubtable(kind)
            table.platformID, table.platEncID, table.language, table.format = platform, encoding, 0, kind
            table.cmap = {offset + code: best[code] for code in range(32, 127)}
            if kind == 0:  # its numbers are bytes
                table.cmap = {code: font.getGlyphName(3 + code) for code in range(256 - 3)}
            font["cmap"].tables = [table]

        return changed_face(change)

    def test_windows_letters_by_unicode(self):
        body = self.face_with(3, 1, 0)

        assert (
            same(self.simple("Plan (2569), p. 4", flags=32, encoding=b"/Encoding/WinAnsiEncoding", body=body))
            == "Plan (2569), p. 4\nA b c"
        )

    def test_windows_letters_with_a_map(self):
        body = self.face_with(3, 1, 0)
        said = b"1 beginbfrange <20> <7E> <0020> endbfrange"

        same(self.simple("Plan 2569", flags=32, encoding=b"/Encoding/WinAnsiEncoding", body=body, to_unicode=said))

    @pytest.mark.parametrize(
        ("platform", "encoding", "offset", "kind"), [(3, 0, 0xF000, 4), (3, 0, 0, 4), (1, 0, 0, 0), (1, 0, 0, 6)]
    )
    def test_letters_of_a_symbol_font_with_a_map(self, platform, encoding, offset, kind):
        body = self.face_with(platform, encoding, offset, kind)
        said = b"1 beginbfrange <20> <7E> <0E01> endbfrange"

        same(self.simple("Plan 2569", flags=4, encoding=b"", body=body, to_unicode=said))

    @pytest.mark.parametrize(
        ("flags", "encoding", "words"),
        [
            (32, b"/Encoding/MacRomanEncoding", "a"),
            (32, b"/Encoding<</Differences[32/a]>>", "a"),
            (32, b"", "a"),
            (4, b"/Encoding/WinAnsiEncoding", "a"),
            (32 | 65536, b"/Encoding/WinAnsiEncoding", "a"),
            (32, b"/Encoding/WinAnsiEncoding", "\xe9"),
            (32, b"/Encoding/WinAnsiEncoding", "\x07"),
            (4, b"", "a"),
        ],
    )
    def test_what_is_left_to_pdfium(self, flags, encoding, words):
        assert refused(self.simple(words, flags=flags, encoding=encoding, body=self.face_with(3, 1, 0)))

    @pytest.mark.parametrize(
        ("old", "new"),
        [(b"/FirstChar 32", b"/FirstChar 99"), (b"/LastChar 126", b"/LastChar 12"), (b"/Widths[", b"/Wodths[")],
    )
    def test_odd_widths(self, old, new):
        body = self.face_with(3, 1, 0)
        content = self.simple("a", flags=32, encoding=b"/Encoding/WinAnsiEncoding", body=body)

        assert refused(content.replace(old, new))
