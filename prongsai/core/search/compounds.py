"""Parts of compound words, so that a part is found as well as the whole: จัดซื้อจัดจ้าง is จัดซื้อ and จัดจ้าง."""

import re
from collections.abc import Callable

_SIGNS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_PART_LETTERS = 4
"""Letters, signs above and below aside, of a part. Shorter ones are found in too many words they have nothing to do
with: งาน in รายงาน, การ in มาตรการ."""
_FIRST = {"ผลการ": ["ผล", "การ"], "การ": ["การ"], "ความ": ["ความ"]}
_BETWEEN = ("ส่วน", "ของ", "และ")
_WHOLE = frozenset(
    [
        "การเมือง",
        "การเงิน",
        "การคลัง",
        "การค้า",
        "การบ้าน",
        "การช่าง",
        "การไฟฟ้า",
        "การประปา",
        "การแพทย์",
        "การกีฬา",
        "การศึกษา",
        "การทูต",
        "การไร่",
    ]
)
"""Words that mean something else than what follows การ in them."""


def split_compound(word: str, is_word: Callable[[str], bool]) -> list[str]:
    """The fewest known words that make up a word, only the word itself where none do; joined again they are the word."""
    return _split(word, is_word) or [word]


def _split(word: str, is_word: Callable[[str], bool]) -> list[str] | None:
    if word in _WHOLE:
        return None
    for prefix, parts in _FIRST.items():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and is_word(rest):
            return [*parts, *split_compound(rest, is_word)]
    best: list[str] | None = None
    for at in range(2, len(word) - 1):
        first, rest = word[:at], word[at:]
        if not _is_part(first, is_word):
            continue
        found = _after(rest, is_word)
        if found is not None and (best is None or len(found) + 1 < len(best)):
            best = [first, *found]
    return best


def _after(rest: str, is_word: Callable[[str], bool]) -> list[str] | None:
    """What follows a part: one part, several, or a short word with parts after it."""
    if _is_part(rest, is_word):
        return split_compound(rest, is_word)
    for short in _BETWEEN:
        if rest.startswith(short) and (found := _after(rest[len(short) :], is_word)) is not None:
            return [short, *found]
    return _split(rest, is_word)


def _is_part(text: str, is_word: Callable[[str], bool]) -> bool:
    return is_word(text) and len(_SIGNS.sub("", text)) >= _PART_LETTERS
