"""Knows a glyph of Sarabun again inside a PDF, where glyph numbers are new, by its outline.

A subset font keeps each simple glyph's bytes; only its number changes. A fingerprint is made of those bytes and the
advance width, and of the components' fingerprints where a glyph is composed. Reads the tables itself (glyf, loca,
hmtx: fixed layouts of the OpenType specification), because importing fontTools costs 0.1 s in every command.

`python -m prongsai.documents.pdf_glyphs` writes data/sarabun_glyphs.json anew from the installed font.
"""

import json
from hashlib import blake2b, sha256
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from typing import Any

_ARGS_ARE_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_MAX_DEPTH = 8
NIKHAHIT, TONES = "\u0e4d", "\u0e48\u0e49\u0e4a\u0e4b"


class Outlines:
    """The glyphs of one TrueType font file, by number."""

    def __init__(self, font: bytes) -> None:
        """Raises ValueError for a file that is not TrueType with glyf outlines."""
        try:
            count = unpack_from(">H", font, 4)[0]
            tables = {}
            for n in range(count):
                tag, _, offset, length = unpack_from(">4sIII", font, 12 + 16 * n)
                tables[tag.decode("latin-1")] = font[offset : offset + length]
            self._glyf = tables["glyf"]
            self.glyph_count: int = unpack_from(">H", tables["maxp"], 4)[0]
            long_offsets = unpack_from(">h", tables["head"], 50)[0]
            n = self.glyph_count + 1
            loca = tables["loca"]
            self._loca: tuple[int, ...] = (
                unpack_from(f">{n}I", loca) if long_offsets else tuple(2 * at for at in unpack_from(f">{n}H", loca))
            )
            metrics = unpack_from(">H", tables["hhea"], 34)[0]
            pairs = unpack_from(f">{2 * metrics}H", tables["hmtx"])
            self._widths: tuple[int, ...] = pairs[::2]
        except Exception as error:
            raise ValueError("not a TrueType font with outlines") from error

    def width(self, glyph: int) -> int:
        """Advance width in font units; glyphs past the table have the last one's."""
        return self._widths[min(glyph, len(self._widths) - 1)]

    def is_empty(self, glyph: int) -> bool:
        """Draws nothing, as a blank does."""
        return self._loca[glyph] == self._loca[glyph + 1]

    def fingerprint(self, glyph: int) -> str:
        """16 hexadecimal digits that stay the same when the font is subset."""
        return blake2b(self._shape(glyph) + b"@%d" % self.width(glyph), digest_size=8).hexdigest()

    def _shape(self, glyph: int, depth: int = 0) -> bytes:
        data = self._glyf[self._loca[glyph] : self._loca[glyph + 1]]
        if len(data) < 10 or depth > _MAX_DEPTH:
            return b""
        if unpack_from(">h", data)[0] >= 0:
            return data.rstrip(b"\0")  # padding differs between writers
        shape, at, flags = [b"composite"], 10, _MORE
        while flags & _MORE:
            flags, component = unpack_from(">HH", data, at)
            size = 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
            size += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
            shape += [data[at + 4 : at + size], self._shape(component, depth + 1)]
            at += size
        return b"|".join(shape)


def compute_table(font: bytes) -> dict[str, Any]:
    """The table of a face: {"sha256", "outlines": {fingerprint: [texts]}, "advances": {character: width}}."""
    from fontTools import agl
    from fontTools.ttLib import TTFont

    parsed = TTFont(BytesIO(font))
    by_name: dict[str, list[str]] = {}
    advances: dict[str, int] = {}
    units = parsed["head"].unitsPerEm
    outlines = Outlines(font)
    numbers = parsed.getReverseGlyphMap()
    for code, name in sorted(parsed.getBestCmap().items(), key=lambda pair: _likeliness(pair[0])):
        if not 0xE000 <= code <= 0xF8FF:
            by_name.setdefault(name, []).append(chr(code))
            advances[chr(code)] = round(1000 * outlines.width(numbers[name]) / units)
    stands_for = _list_substitutes(parsed)
    table: dict[str, list[str]] = {}
    for name, number in numbers.items():
        plain = by_name.get(name) or by_name.get(name.split(".")[0]) or by_name.get(stands_for.get(name, ""))
        texts = plain or [agl.toUnicode(name)]
        if outlines.is_empty(number) or name == ".notdef" or not texts[0]:
            continue
        known = table.setdefault(outlines.fingerprint(number), [])
        known += [text for text in map(_in_reading_order, texts) if text not in known]
    for texts in table.values():
        texts.sort(key=lambda text: _likeliness(ord(text[0])))
    return {"sha256": sha256(font).hexdigest(), "outlines": table, "advances": dict(sorted(advances.items()))}


def _list_substitutes(font: Any) -> dict[str, str]:
    """Variant glyph -> the glyph it replaces one for one ("yoYingthai.less" -> yo ying), from the GSUB table."""
    replaced: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            if table.LookupType == 1:
                for plain, variant in table.mapping.items():
                    replaced.setdefault(variant, plain)
    return replaced


def _likeliness(code: int) -> tuple[int, int]:
    """Sort key: Thai first, then plain characters by number; look-alikes of other blocks last."""
    return (0 if 0x0E00 <= code <= 0x0E7F else 1, code)


def _in_reading_order(text: str) -> str:
    """A ligature of nikhahit and a tone mark reads tone first: followed by sara aa it is then what NFKC makes of ำ."""
    if len(text) == 2 and text[0] == NIKHAHIT and text[1] in TONES:
        return text[1] + NIKHAHIT
    return text


def main() -> None:
    """Write data/sarabun_glyphs.json from the installed font."""
    from prongsai import data
    from prongsai.documents.fonts import FACES, get_face_path

    tables = {face: compute_table(get_face_path(face).read_bytes()) for face in FACES}
    path = Path(data.__path__[0]) / "sarabun_glyphs.json"
    path.write_text(json.dumps(tables, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
