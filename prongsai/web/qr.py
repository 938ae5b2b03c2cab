"""QR codes drawn by the server, for what people open with a phone from paper."""

import segno
from django.utils.safestring import SafeString

QUIET_MODULES = 4
"""White around the code, as ISO/IEC 18004 asks for: readers need it."""


def draw_qr(text: str, words: str) -> SafeString:
    """An SVG to stand inside a page, sized by CSS; `words` say to those who cannot see it where it leads.

    Level M at least: still read with 15 in 100 modules spoilt by folds or toner. Raises ValueError when the text is
    longer than a code holds (some 2,300 bytes).
    """
    try:
        code = segno.make_qr(text, error="m", encoding="utf-8" if not text.isascii() else None)
    except segno.DataOverflowError as error:
        raise ValueError("too long for a QR code") from error
    drawn = code.svg_inline(
        border=QUIET_MODULES, light="#fff", dark="#000", omitsize=True, svgclass="qr-code", lineclass=None, title=words
    )
    # Nothing in it is a text but the title, which segno escapes: the code is lines, the rest fixed.
    return SafeString(drawn.replace("<svg ", '<svg role="img" ', 1))
