"""Text maps of PDF fonts put right from the fonts themselves.

Some programs (WeasyPrint, older Pango and cairo) write for each glyph the text of the cluster it was first seen in: after
"กำ" every "า" of the document reads "ำ", and marks that were drawn by a second glyph read as nothing. The embedded font
still says which character each glyph is, or has that glyph's outline under another number.
"""

import io
import re
from collections.abc import Iterable
from typing import Any

from prongsai.adapters.pdf_glyph_shapes import Shapes
from prongsai.adapters.pdf_parts import PdfParts
from prongsai.documents.pdf_copyable import format_to_unicode

_MAX_FONTS = 60
_MAX_GLYPHS = 3_000  # of one font whose text is looked at
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f\s]*)>")
_BFRANGE = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_NAME = re.compile(r"^uni([0-9A-F]{4})(?:\.|$)")


def mend_font_maps(content: bytes) -> bytes | None:
    """The PDF with the text of its Thai glyphs as its fonts say; None when nothing would change. Never raises for bad files."""
    try:
        parts = PdfParts(content)
        if parts.is_encrypted:
            return None
        maps = dict(_mended_maps(parts))
        return parts.with_streams(maps) if maps else None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _mended_maps(parts: PdfParts) -> Iterable[tuple[int, bytes]]:
    seen: set[int] = set()
    for font in parts.list_dictionaries(b"/DescendantFonts")[:_MAX_FONTS]:
        said = parts.reference(font, b"/ToUnicode")
        if said is None or said in seen or not re.search(rb"/Encoding\s*/Identity-H", font):
            continue
        seen.add(said)
        descendant = parts.dictionary(parts.reference(font, b"/DescendantFonts") or 0)
        if re.search(rb"/CIDToGIDMap\s+\d", descendant):
            continue  # a map of its own between codes and glyphs
        descriptor = parts.dictionary(parts.reference(descendant, b"/FontDescriptor") or 0)
        file = next((n for key in (b"/FontFile2", b"/FontFile3") if (n := parts.reference(descriptor, key))), None)
        if file is None:
            continue
        old = parse_map(parts.stream(said))
        new = {**old, **glyph_texts(parts.stream(file), old)}
        if new != old:
            yield said, format_to_unicode(new).encode("ascii")


def glyph_texts(font_file: bytes, said: dict[int, str]) -> dict[int, str]:
    """Glyph number -> Thai text, for glyphs whose map entry differs from what the font itself shows."""
    from fontTools.ttLib import TTFont, TTLibError

    if not font_file:
        return {}
    try:
        font = TTFont(io.BytesIO(font_file), lazy=True)
        order = font.getGlyphOrder()
        own = _own_texts(font, order)
    except (TTLibError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, EOFError):
        return {}
    thai = {glyph: text for glyph, text in own.items() if _is_thai(text)}
    if not thai:
        return {}
    shapes = Shapes(font, order)
    unknown = [glyph for glyph in range(1, min(len(order), _MAX_GLYPHS)) if glyph not in own and shapes.is_drawn(glyph)]
    found = {glyph: text for glyph, text in thai.items() if glyph in said or shapes.is_drawn(glyph)}
    for glyph in unknown:
        # A glyph without any text must get one; of one with text only a cluster's is doubted.
        text = shapes.same(glyph, thai) or shapes.parts(glyph, thai)
        if not text and not said.get(glyph):
            text = shapes.alike(glyph, thai)
        if text:
            found[glyph] = text
    return {glyph: text for glyph, text in found.items() if said.get(glyph) != text}


def parse_map(cmap: bytes) -> dict[int, str]:
    """Code -> text of a ToUnicode map, single entries and ranges."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _BFCHAR.findall(block):
            found[int(code, 16)] = _text(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text, many in _BFRANGE.findall(block):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            if text:
                start = _text(text)
                for step in range(high - low + 1 if start else 0):
                    found[low + step] = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF))
            else:
                texts = re.findall(rb"<([0-9A-Fa-f\s]*)>", many)
                found |= {low + step: _text(one) for step, one in enumerate(texts[: high - low + 1])}
    return found


def _own_texts(font: Any, order: list[str]) -> dict[int, str]:
    """What the font says of its glyphs: by its character map, else by glyph names such as uni0E49.narrow."""
    number = {name: index for index, name in enumerate(order)}
    texts: dict[int, str] = {}
    if "cmap" in font:
        for code, name in (font.getBestCmap() or {}).items():
            glyph = number.get(name)
            if glyph is not None and (glyph not in texts or 0x0E00 <= code <= 0x0E7F):
                texts[glyph] = chr(code)
    if not texts:
        for name, glyph in number.items():
            match = _NAME.match(name)
            if match:
                texts[glyph] = chr(int(match.group(1), 16))
    return texts


def _is_thai(text: str) -> bool:
    return "\u0e01" <= text <= "\u0e5b" or "\uf700" <= text <= "\uf71a"


def _text(digits: bytes) -> str:
    digits = b"".join(digits.split())
    try:
        return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", errors="replace") if len(digits) >= 4 else ""
    except ValueError:
        return ""
