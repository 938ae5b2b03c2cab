"""How plausible a page's text is as Thai, for choosing among extractors: faults a Thai hand could not have typed."""

import re
from itertools import pairwise

try:
    from prongsai.adapters.native import thai_faults as native
except ImportError:  # not built here
    native = None  # type: ignore[assignment]

from prongsai.intake.readers.thai_marks import share_of_faults, thai_implausibility

_TWICE = re.compile("([ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]++)[ก-ฮะาเ-ไ]{0,2}\\1")
_ENOUGH_AA = 60  # sara aa and sara am of a page from which their ratio says something; usual is 1 am for 5 aa
_ODD = 20.0  # faults per 1,000 letters that an impossible ratio counts for
_LATIN_FOR_THAI = re.compile("[\u00a1-\u00da\u00df-\u00fb]{4,}")  # no western word has four such letters in a row


def plain_faults(text: str) -> float:
    """Faults per 1,000 Thai letters. To those of spelling come pages that hold no sara am at all, or more than sara aa:
    their fonts map one to the other."""
    aa, am = text.count("\u0e32"), text.count("\u0e33")
    is_odd = aa + am >= _ENOUGH_AA and (am > aa or am * 100 < aa)
    return _implausibility(text) + (_ODD if is_odd else 0.0)


def _quick_implausibility(text: str) -> float:
    assert native is not None
    letters, faults, has_odd_letters, is_split = native.spelling(text)
    return share_of_faults(text, letters, faults, may_have=(has_odd_letters, True, is_split))


_implausibility = _quick_implausibility if native else thai_implausibility


def seems_repeated(text: str) -> bool:
    """Whether clusters stand twice with a letter between ("บริหริ") more often than Thai words do."""
    return _count_twice(text) > 2 + len(text) / 1_000


def count_twice(text: str) -> int:
    """How many clusters stand so, in plain Python."""
    return len(_TWICE.findall(text))


_count_twice = native.count_twice if native else count_twice


def is_same_order(first: str, second: str) -> bool:
    """Whether two readings of a page give its passages in the same order."""
    other = "".join(second.split())
    passages = [part for line in first.split("\n") for part in line.split(" ") if len(part) >= 6]
    step = max(1, len(passages) // 40)
    places = [place for part in passages[::step] if (place := other.find(part)) >= 0]
    if len(places) < 4:
        return False
    forward = sum(before <= after for before, after in pairwise(places))
    return forward >= 0.85 * (len(places) - 1)


def thai_from_latin(text: str) -> str:
    """Text whose fonts call Thai letters by the Latin ones of the same byte ("à·ÈºÒÅ"), as Thai; else unchanged."""
    latin = sum(map(len, _LATIN_FOR_THAI.findall(text)))
    if latin < 20 or latin < 0.5 * sum(char > "\x7f" for char in text):
        return text
    thai = text.translate({code: code - 0xA0 + 0x0E00 for code in range(0xA1, 0xFC) if not 0xDB <= code <= 0xDE})
    return thai if plain_faults(thai) < 30 else text
