"""Small PDFs made by hand, to say exactly what a program might write."""

import functools
import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fontTools.ttLib import TTFont

from tests.adapters.test_pdf_text import font_folder

Objects = dict[int, bytes]


@functools.cache
def face() -> tuple[bytes, TTFont]:
    """Sarabun: its file, and the same opened."""
    content = next(font_folder().rglob("Sarabun-Regular.ttf")).read_bytes()
    return content, TTFont(io.BytesIO(content))


@functools.cache
def glyph_of(letter: str) -> int:
    """The number of a letter's glyph."""
    return int(face()[1].getGlyphID(face()[1].getBestCmap()[ord(letter)]))


def stream(content: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream with its length."""
    body = zlib.compress(content) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (entries, kind, len(body), body)


def wide_string(text: str) -> bytes:
    """Letters as codes of a Type0 font with Identity-H."""
    return b"<" + "".join(f"{glyph_of(letter):04X}" for letter in text).encode() + b">"


def bf_chars(letters: Iterable[str]) -> bytes:
    """A ToUnicode map of these letters."""
    lines = [f"<{glyph_of(one):04X}> <{one.encode('utf-16-be').hex()}>" for one in sorted(set(letters))]
    return f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(lines)} beginbfchar\n".encode() + (
        "\n".join(lines).encode() + b"\nendbfchar"
    )


def widths(letters: Iterable[str]) -> bytes:
    """The W array of these letters."""
    _content, font = face()
    names = {glyph_of(one): font.getGlyphName(glyph_of(one)) for one in letters}
    return b" ".join(
        b"%d[%d]" % (number, font["hmtx"][name][0] * 1000 // font["head"].unitsPerEm)
        for number, name in sorted(names.items())
    )


@dataclass
class Made:
    """A PDF of one page, whose parts a test may change before it is written."""

    content: bytes
    letters: str = ""
    page: bytes = b"/MediaBox[0 0 595 842]"
    trailer: bytes = b""
    resources: bytes = b""
    font: bytes = b""  # of /F1, instead of the Type0 one
    to_unicode: bytes | None = None
    more: Objects = field(default_factory=dict)
    packed: bool = True

    def objects(self) -> Objects:
        """Numbers 1 to 9; tests add theirs from 20 on."""
        map_of = bf_chars(self.letters) if self.to_unicode is None else self.to_unicode
        return {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>%s>>/Contents 4 0 R%s>>"
            % (self.resources, self.page),
            4: stream(self.content, packed=self.packed),
            5: self.font or b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            6: b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor 8 0 R/CIDToGIDMap/Identity/DW 0/W[%s]>>" % widths(self.letters),
            7: stream(map_of),
            8: b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -300"
            b"/StemV 80/FontFile2 9 0 R>>",
            9: packed_face(),
            **self.more,
        }

    def write(self) -> bytes:
        """The file."""
        return written(self.objects(), self.trailer)


@functools.cache
def packed_face() -> bytes:
    """The font's file as a stream."""
    return stream(face()[0])


def written(
    objects: Objects,
    trailer: bytes = b"",
    *,
    before: bytes = b"%PDF-1.7\n",
    change: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """A file of objects with a table; `change` is done to the table."""
    out = bytearray(before)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_at = len(out)
    size = max(objects) + 1
    lines = [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    ]
    table = b"xref\n0 %d\n%s" % (size, b"".join(lines))
    out += change(table) if change else table
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table_at)
    return bytes(out)


def lines_of(*lines: str, size: int = 16, at: tuple[int, int] = (70, 760)) -> Made:
    """Lines of text, one below the other."""
    shown = b" ".join(b"%s Tj 0 -24 Td" % wide_string(line) for line in lines)
    return Made(b"BT /F1 %d Tf %d %d Td %s ET" % (size, *at, shown), "".join(lines))
