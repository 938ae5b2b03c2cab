"""Makes the text of a PDF that typst drew copy, search and read aloud exactly.

typst maps the glyphs of a Thai cluster to the whole cluster and repairs that by ActualText, which pdf.js, pypdf and
others do not read, and which poppler and PDFium give twice where marks stand at another height. So each glyph gets
its own character in the font's ToUnicode map, and the ActualText of each cluster is put right (pdf_clusters).
Measured in docs/decisions/0003-pdf-by-typst.md.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from prongsai.documents.fonts import FACES, get_glyph_table
from prongsai.documents.pdf_clusters import Known, mend_clusters
from prongsai.documents.pdf_glyphs import Outlines

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


def make_copyable(content: bytes) -> bytes:
    """The same PDF with exact text maps. Pages, tags, metadata and attachments stay; same input, same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        maps: dict[tuple[int, int], dict[int, str]] = {}
        known: Known = {}
        for page in pdf.pages:
            fonts: Any = page.obj["/Resources"].get("/Font", {})
            texts = {str(name)[1:].encode(): _rewrite_font(font, maps) for name, font in fonts.items()}
            contents = page.obj["/Contents"]
            for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
                stream.write(mend_clusters(stream.read_bytes(), texts, known))
        ids = [bytes(one) for one in pdf.trailer["/ID"]]
        written = BytesIO()
        pdf.save(written, static_id=True, fix_metadata_version=False)
    return _keep_ids(written.getvalue(), ids)


def _keep_ids(content: bytes, ids: list[bytes]) -> bytes:
    """The file with typst's identifiers, which its XMP names too; they follow the content, so same input, same bytes.

    The trailer stands after all that the cross-reference points at, so its length may change.
    """
    head, mark, tail = content.rpartition(b"/ID [<")
    _, end, rest = tail.partition(b">]")
    return head + mark + b"><".join(one.hex().encode() for one in ids) + end + rest


def _rewrite_font(font: Any, maps: dict[tuple[int, int], dict[int, str]]) -> dict[int, str]:
    """What each code of the font says, after writing that into the font where the font is ours."""
    if font.objgen not in maps:
        face = next((face for face in FACES if str(font.get("/BaseFont", "")).endswith("+" + face)), None)
        file = font["/DescendantFonts"][0]["/FontDescriptor"].get("/FontFile2")
        mapped = parse_to_unicode(font["/ToUnicode"].read_bytes().decode("ascii"))
        if face and file is not None:
            mapped = map_glyphs(Outlines(file.read_bytes()), face, mapped)
            font["/ToUnicode"].write(format_to_unicode(mapped).encode("ascii"))
        maps[font.objgen] = mapped
    return maps[font.objgen]


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
