"""Makes the text of a PDF that typst drew copy, search and read aloud exactly.

typst maps the glyphs of a Thai cluster to the whole cluster and repairs that by ActualText, which pdf.js, pypdf and
others do not read, and which poppler and PDFium give twice where marks stand at another height. So each glyph gets
its own character in the font's ToUnicode map, and the ActualText of each cluster is put right (pdf_clusters).
Measured in docs/decisions/0003-pdf-by-typst.md.
"""

import re
from collections.abc import Mapping

from prongsai.documents.fonts import FACES, get_glyph_table
from prongsai.documents.pdf_clusters import Known, mend_clusters
from prongsai.documents.pdf_glyphs import Outlines
from prongsai.documents.pdf_objects import PdfObjects, find_reference

_FONTS = re.compile(rb"/Font<<([^<>]*)>>")
_FONT = re.compile(rb"/([^\s/<>]+) (\d+) 0 R")
_BFCHAR = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")

_MAP_HEAD = """%!PS-Adobe-3.0 Resource-CMap
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (UCS) def
/Supplement 0 def
end def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def make_copyable(content: bytes, *, creator: str = "") -> bytes:
    """The same PDF with exact text maps; `content` is a file as typst writes it, else ValueError.

    Pages, tags, metadata and attachments stay, but for `creator` (ASCII, no brackets), the program named as its maker.
    Same input, same bytes.
    """
    pdf = PdfObjects(content)
    maps: dict[int, dict[int, str]] = {}
    known: Known = {}
    for page in pdf.list_dictionaries(b"/Type/Page/"):
        contents, resources = find_reference(page, b"/Contents"), find_reference(page, b"/Resources")
        if contents is None:
            continue
        fonts = _FONTS.search(pdf.get_dictionary(resources) if resources is not None else page)
        texts = {
            name: _rewrite_font(pdf, int(number), maps) for name, number in _FONT.findall(fonts[1] if fonts else b"")
        }
        pdf.set_stream(contents, mend_clusters(pdf.get_stream(contents), texts, known))
    if creator:
        pdf.name_creator(creator.encode("ascii"))
    return pdf.format_file()


def _rewrite_font(pdf: PdfObjects, number: int, maps: dict[int, dict[int, str]]) -> dict[int, str]:
    """What each code of the font says, after writing that into the font where the font is ours."""
    if number not in maps:
        font = pdf.get_dictionary(number)
        said = find_reference(font, b"/ToUnicode")
        maps[number] = parse_to_unicode(pdf.get_stream(said).decode("ascii")) if said is not None else {}
        face = next((face for face in FACES if re.search(rb"/BaseFont/\w+\+" + face.encode() + rb"\b", font)), None)
        file = _find_font_file(pdf, font) if face else None
        if face and file is not None and said is not None:
            maps[number] = map_glyphs(Outlines(pdf.get_stream(file)), face, maps[number])
            pdf.set_stream(said, format_to_unicode(maps[number]).encode("ascii"))
    return maps[number]


def _find_font_file(pdf: PdfObjects, font: bytes) -> int | None:
    for key in (b"/DescendantFonts", b"/FontDescriptor"):
        number = find_reference(font, key)
        if number is None:
            return None
        font = pdf.get_dictionary(number)
    return find_reference(font, b"/FontFile2")


def map_glyphs(embedded: Outlines, face: str, typst_map: Mapping[int, str]) -> dict[int, str]:
    """Glyph number in the embedded font -> its own text; what the face does not know keeps typst's text."""
    known = get_glyph_table(face).outlines
    mapped: dict[int, str] = {}
    for glyph in range(1, embedded.glyph_count):
        given = typst_map.get(glyph, "")
        texts = () if embedded.is_empty(glyph) else known.get(embedded.fingerprint(glyph), ())
        text = given if given in texts or not texts else texts[0]
        if text:
            mapped[glyph] = text
    return mapped


def parse_to_unicode(cmap: str) -> dict[int, str]:
    """The bfchar entries of a ToUnicode map: code -> text."""
    body = "".join(re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL))
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be", errors="replace")
        for code, text in _BFCHAR.findall(body)
        if len(text) % 4 == 0
    }


def format_to_unicode(mapped: Mapping[int, str]) -> str:
    """A ToUnicode map with one bfchar entry a glyph, in blocks of at most 100 as the format asks."""
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in sorted(mapped.items())]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    return _MAP_HEAD + "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks) + _MAP_FOOT
