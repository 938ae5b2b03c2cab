"""Thai dictionary order, as the Royal Society's dictionary has it.

Code points would put every word that begins with เ แ โ ใ or ไ at the end. Here a vowel written before its consonant
counts after it, and the tones and the signs above count only between words that are the same without them.
"""

import re
from functools import lru_cache

from prongsai.core.thai.digits import to_arabic_digits

_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_NOT_COUNTED = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[_\u0e2f\u0e46]")
_SIGNS = {sign: str(place) for place, sign in enumerate("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d", start=1)}
_NO_SIGN = "0"
_LONG_AA = "\u0e45"
_AFTER_THAI = {code: code + 0xE000 for code in range(ord("a"), ord("z") + 1)}


@lru_cache(maxsize=8_192)
def thai_sort_key(text: str) -> tuple[str, str, str]:
    """What `sorted(..., key=thai_sort_key)` orders by: the letters, then the tones and signs, then the text itself.

    Digits come first, then Thai letters, then Latin ones; capitals and Thai digits count as small and Arabic ones.
    Blanks, punctuation, ฯ and ๆ count only when all else is the same.
    """
    plain = _NIKHAHIT_AA.sub("\\1\u0e33", _INVISIBLE.sub("", to_arabic_digits(text))).casefold()
    plain = _NOT_COUNTED.sub("", plain).replace(_LONG_AA, "\u0e32\x01")
    letters: list[str] = []
    signs: list[str] = []
    for character in _LEADING.sub(r"\2\1", plain):
        if character not in _SIGNS:
            letters.append(character)
            signs.append(_NO_SIGN)
        elif signs:
            signs[-1] = _SIGNS[character] if signs[-1] == _NO_SIGN else signs[-1] + _SIGNS[character]
    return "".join(letters).translate(_AFTER_THAI), "".join(signs), text


def thai_sort_bytes(text: str, length: int = 240) -> bytes:
    """The same order as bytes, for a column of a database that compares bytes; of long texts the beginning decides."""
    letters, signs, _text = thai_sort_key(text)
    return f"{letters}\x00{signs}".encode()[:length]
