"""Which characters a printed document can show, and what stands for the others.

Sarabun draws Thai and Latin; the fonts inside the typst wheel (DejaVu Sans Mono, Libertinus Serif, New Computer
Modern) fill in signs such as ➤ ☑ ①. PDF/A allows no character without a glyph, so anything else is shown as □.
"""

import unicodedata
from functools import cache

from prongsai.documents.fonts import FACES, get_glyph_table

MISSING = "□"

# Found by drawing every character up to U+2FFF with typst 0.15.2 as PDF/A-3a; the tests draw them all again. Left out
# are scripts that need shaping (Arabic, Devanagari, Lao): the fonts hold their letters but not their rules.
_OTHER_FONTS = (
    (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1),
    (0x3A3, 0x482), (0x48A, 0x4FF), (0x1E00, 0x1F15), (0x2010, 0x2027), (0x2030, 0x2040), (0x2044, 0x2052),
    (0x2054, 0x205E), (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20C0), (0x2100, 0x211E), (0x2120, 0x2120),
    (0x2122, 0x2122), (0x2124, 0x2124), (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x23FF), (0x2460, 0x2606),
    (0x2609, 0x262F), (0x2638, 0x268B), (0x2690, 0x269C), (0x2701, 0x2704), (0x2706, 0x2709), (0x270C, 0x2714),
    (0x2717, 0x2726), (0x272A, 0x274B), (0x274D, 0x274D), (0x274F, 0x2752), (0x2756, 0x2756), (0x2758, 0x275E),
    (0x2761, 0x277F), (0x2794, 0x2794), (0x2798, 0x27AF), (0x27B1, 0x2B73), (0x2B76, 0x2B95), (0x2B97, 0x2BFF),
)  # fmt: skip
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"}  # marks only where the font has none


@cache
def list_drawable() -> frozenset[str]:
    """Every character that can be shown."""
    others = {chr(code) for first, last in _OTHER_FONTS for code in range(first, last + 1)}
    known = others.union(*(get_glyph_table(face).advances for face in FACES))
    # Fonts also list controls and blanks of other widths: a control has no place in PDF/A, a blank becomes " ".
    return frozenset(char for char in known if char == " " or unicodedata.category(char)[0] not in "CZ")


def make_drawable(text: str) -> str:
    """The text with white space as blanks, invisible characters left out and characters nobody can draw as □."""
    drawable = list_drawable()
    if drawable.issuperset(text):
        return text
    return "".join(char if char in drawable else _replace(char) for char in text)


def _replace(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _INVISIBLE else MISSING
