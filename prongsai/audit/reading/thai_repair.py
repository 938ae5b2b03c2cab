"""Thai as it is typed: sara am whole, marks in order, nothing invisible. Made for text that is nearly always right."""

import re

try:
    from prongsai.audit.native.thai import is_repaired
except ImportError:  # not built here: each repair is tried
    is_repaired = None  # type: ignore[assignment]

_INVISIBLE = ("\u200b", "\u00ad", "\ufeff", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060")
_TONE_BEFORE_VOWEL = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a\u0e47])")
_AM_IN_TWO = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_TONE_AFTER_AM = re.compile("\u0e33([\u0e48-\u0e4b])")


def repair_thai(text: str) -> str:
    """The same text with each cluster spelled one way: sara am, sara ae, vowel before tone; zero-width characters gone.

    Costs a few microseconds for 4,000 letters that need no repair.
    """
    if text.isascii() or (is_repaired is not None and is_repaired(text)):
        return text
    for char in _INVISIBLE:
        if char in text:
            text = text.replace(char, "")
    if "\u0e4d" in text:
        text = _AM_IN_TWO.sub(lambda match: (match.group(1) or match.group(2) or "") + "\u0e33", text)
    if "\u0e40\u0e40" in text:
        text = text.replace("\u0e40\u0e40", "\u0e41")
    if _TONE_BEFORE_VOWEL.search(text):
        text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    if "\u0e33" in text:
        text = _TONE_AFTER_AM.sub("\\1\u0e33", text)
    return text
