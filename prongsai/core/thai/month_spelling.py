"""How Thai months are spelled in real documents: full, abbreviated, colloquial, mistyped and damaged."""

import re
from functools import cache

from prongsai.core.thai.format import THAI_MONTHS

COLLOQUIAL = ["มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา"]
_ABBREVIATED = ("ม ค", "ก พ", "มี ค", "เม ย", "พ ค", "มิ ย", "ก ค", "ส ค", "ก ย", "ต ค", "พ ย", "ธ ค")
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
# Slips that leave no doubt which month is meant.
_MISTYPED = {
    "กุมภาพันธุ์": 2,
    "กุมภาพันธ": 2,
    "กุมภาพัน": 2,
    "กุมพาพันธ์": 2,
    "เมษายาน": 4,
    "เมษยน": 4,
    "พฤษาภาคม": 5,
    "พฤศภาคม": 5,
    "พฤกษภาคม": 5,
    "มิถุนายาน": 6,
    "มิถุยายน": 6,
    "กรกฏาคม": 7,
    "กรกฎคม": 7,
    "สิงหคม": 8,
    "กันยายาน": 9,
    "ตุลาคน": 10,
    "พฤษจิกายน": 11,
    "พฤศจิกายาน": 11,
    "พฤศิจกายน": 11,
    "พฤจิกายน": 11,
    "ธันวาคน": 12,
}
THAI = "ก-ฺเ-๎"
_LOST_MARKS = re.compile("[\u0e31\u0e34-\u0e39\u0e4c]")


def full_pattern() -> str:
    """Names and harmless slips of any month, written without a blank inside."""
    names = sorted([*THAI_MONTHS, *_MISTYPED], key=len, reverse=True)
    # A slip that is the beginning of the true name must not take half of a name split by a blank.
    return "|".join(f"{name}(?! ?[ธ์])" if name in ("กุมภาพัน", "กุมภาพันธ") else name for name in names)


def colloquial_pattern() -> str:
    """ตุลา, ธันวา, ธันวาฯ where the word ends there."""
    return f"(?:{'|'.join(COLLOQUIAL)})(?:ฯ|(?![{THAI}]))"


def abbreviated_pattern() -> str:
    """ต.ค., ต.ค, ตค., ตค, ต. ค.: not inside a word or a longer abbreviation."""
    forms = "|".join(form.replace(" ", r"\.? ?") for form in _ABBREVIATED)
    before = f"(?:(?<![{THAI}.])|(?<=เดือน)|(?<=ถึง)|(?<=ใน)|(?<=ที่)|(?<=และ))"
    after = rf"(?:\.(?=ถึง|พ\.|ปี|ของ|และ|จน|หรือ|ทุก)|\.(?![{THAI}])|(?![{THAI}.])|\. (?=[{THAI}]))"
    return f"{before}(?:{forms}){after}"


def damaged_pattern() -> str:
    """Names split by blanks or with lost vowel signs."""
    return "|".join(f"(?P<damaged{number}>{_damaged(name)})" for number, name in enumerate(THAI_MONTHS, start=1))


def cut_pattern() -> str:
    """Names cut off at the end of the text."""
    return "|".join(f"(?P<cut{number}>{_cut(name)})" for number, name in enumerate(THAI_MONTHS, start=1))


_BEFORE = f"(?:(?<![{THAI}])|(?<=เดือน))"


def _damaged(name: str) -> str:
    # A mark may be missing or turned into its neighbour; a blank may stand anywhere.
    loose = " ?".join("[ัิีึืุู]?" if _LOST_MARKS.fullmatch(letter) and letter != "์" else letter for letter in name)
    return _BEFORE + loose.replace("์", "์?")


def _cut(name: str) -> str:
    starts = "|".join(name[:length] for length in range(len(name) - 1, 2, -1))
    return rf"{_BEFORE}(?:{starts})(?=\.{{0,3}}$)"


def english_pattern() -> str:
    """January, Jan, Jan. and so on, lower case."""
    short = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _ENGLISH)
    return rf"(?<![a-z])(?:{short}|sept)\.?(?![a-z])"


def mistyped_month(word: str) -> int | None:
    """1 to 12 for a word one letter away from exactly one month's full name; None for any other."""
    if not 5 <= len(word) <= 11:
        return None
    near = [number for number, name in enumerate(THAI_MONTHS, start=1) if _is_one_letter_away(word, name)]
    return near[0] if len(near) == 1 else None


def _is_one_letter_away(word: str, name: str) -> bool:
    if abs(len(word) - len(name)) > 1:
        return False
    first = next((k for k, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    swapped = word[first + 1 : first + 2] + word[first : first + 1] + word[first + 2 :]
    return name[first:] in (swapped, name[first : first + 1] + word[first + 1 :], word[first + 1 :]) or (
        name[first + 1 :] == word[first:]
    )


@cache
def _numbers() -> dict[str, int]:
    numbers = dict(_MISTYPED)
    for number in range(1, 13):
        numbers[THAI_MONTHS[number - 1]] = number
        numbers[COLLOQUIAL[number - 1]] = number
        numbers[_ABBREVIATED[number - 1].replace(" ", "")] = number
        numbers[_ENGLISH[number - 1]] = number
        numbers[_ENGLISH[number - 1][:3]] = number
    numbers["sept"] = 9
    return numbers


def month_number(spelling: str) -> int | None:
    """1 to 12 for a month spelled in any undamaged way, dots and blanks aside; None for anything else."""
    return _numbers().get(re.sub(r"[\s.ฯ]", "", spelling).lower())
