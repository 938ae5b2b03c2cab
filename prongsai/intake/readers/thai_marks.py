"""Thai vowels and tone marks as PDF fonts give them: put in order, and counted where they cannot be right."""

import re
from functools import cache

# Private-use places that Windows and Mac fonts draw shifted marks from (Microsoft's and Apple's Thai lists).
_SHIFTED = {
    0xF700: "ฐ", 0xF701: "ิ", 0xF702: "ี", 0xF703: "ึ", 0xF704: "ื", 0xF705: "่", 0xF706: "้", 0xF707: "๊",
    0xF708: "๋", 0xF709: "์", 0xF70A: "่", 0xF70B: "้", 0xF70C: "๊", 0xF70D: "๋", 0xF70E: "์", 0xF70F: "ญ",
    0xF710: "ั", 0xF711: "ํ", 0xF712: "็", 0xF713: "่", 0xF714: "้", 0xF715: "๊", 0xF716: "๋", 0xF717: "์",
    0xF718: "ุ", 0xF719: "ู", 0xF71A: "ฺ",
}  # fmt: skip
_UPPER = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"  # upper vowels, mai taikhu, nikhahit
_LOWER = "\u0e38-\u0e3a"
_TONE = "\u0e48-\u0e4c"  # tone marks and thanthakhat
_MARK = f"{_UPPER}{_LOWER}{_TONE}"
_THAI = re.compile("[\u0e01-\u0e4e]+")
_ANY_THAI = re.compile("[\u0e01-\u0e4e\uf700-\uf71a]")
_MISSING_AM = "ดาเนิน|สานัก|จานวน|กาหนด|ตาบล|อาเภอ|ประจาปี|สาคัญ|คาสั่ง|ลาดับ|จาเป็น|จัดทา|แนะนา|บารุง|สาหรับ|ชานาญ|กากับ|อานวย|นาไป|คารับ|ทารายงาน"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Faults that any page may show."""
    return (
        # Looks back only after the letter itself: the search leaps to it, a lookbehind in front is tried at every place.
        re.compile(f"[{_MARK}](?<![ก-ฮ{_MARK}ๅ][{_MARK}])"),  # a mark that stands on nothing
        re.compile(f"[{_TONE}][{_TONE}{_UPPER}{_LOWER}]"),  # a tone before a vowel, or two tones
        re.compile(f"[{_UPPER}{_LOWER}][{_UPPER}{_LOWER}]"),  # two vowels on one letter
        re.compile("[เแโใไ](?![ก-ฮเ])"),  # a leading vowel that leads nothing
        re.compile(f"([ก-ฮ][{_MARK}]++)\\1"),  # a cluster drawn twice
        re.compile(f"\u0e4d(?![{_TONE}]?\u0e32)"),
        re.compile("\u0e33(?<=[ก-๎].)[\u0e31\u0e34-\u0e3a\u0e48-\u0e4d]"),
    )


@cache
def _rare_patterns() -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Faults that whole documents are free of, each behind what can be looked for quickly: without it there is none."""
    return (
        (
            re.compile("[\u00c0-\u024f\ue000-\uf8ff\ufffd]"),
            (re.compile("[\ue000-\uf8ff\ufffd]"), re.compile("[\u00c0-\u024f](?:(?<=[ก-๎].)|(?=[ก-๎]))")),
        ),
        (_first_aa(_MISSING_AM.split("|")), (re.compile(_MISSING_AM),)),
        # A blank inside a syllable.
        (re.compile(f" [{_MARK}ะาำ]"), (re.compile(f"[ก-ฮ][{_UPPER}{_LOWER}{_TONE}]* +[{_MARK}ะาำ]"),)),
    )


def _first_aa(words: list[str]) -> re.Pattern[str]:
    """Any of the words, looked for from its first sara aa on: the search leaps from one aa to the next."""
    ends = [(word[word.index("\u0e32") + 1 :], word) for word in words]
    return re.compile("\u0e32(?:" + "|".join(f"{end}(?<={word})" for end, word in sorted(ends, reverse=True)) + ")")


def thai_letters(text: str) -> int:
    """How many Thai letters and marks a text has."""
    return len("".join(_THAI.findall(text)))


def has_thai(text: str) -> bool:
    """Whether a text has any Thai letter or mark once its marks are mended."""
    return _ANY_THAI.search(text) is not None


def thai_implausibility(text: str) -> float:
    """Faults per 1,000 Thai letters: 0 for text a Thai hand could have typed, above 5 for text hard to use."""
    return share_of_faults(text, thai_letters(text), common_faults(text))


def common_faults(text: str) -> int:
    """Faults that any page may show."""
    return sum([len(pattern.findall(text)) for pattern in _patterns()])


def share_of_faults(text: str, letters: int, faults: int, *, may_have: tuple[bool, bool, bool] = (True,) * 3) -> float:
    """`thai_implausibility` of a text whose Thai letters and common faults have been counted. `may_have` says of each group
    of rare faults whether the text may have any."""
    if letters == 0:
        return 1000.0 * len(re.findall("[\ue000-\uf8ff\ufffd]", text)) / max(1, len(text))
    for may_be, (sign, patterns) in zip(may_have, _rare_patterns(), strict=True):
        if may_be and sign.search(text):
            faults += sum([len(pattern.findall(text)) for pattern in patterns])
    return 1000.0 * faults / letters


def mend_marks(text: str) -> str:
    """Marks in the order they are typed: shifted glyphs named, sara am whole, tone after vowel, doubles dropped."""
    if text.isascii():
        return text
    if re.search("[\uf700-\uf71a]", text):
        text = text.translate(_SHIFTED)
    if "\u0e4d" in text:
        text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)  # nikhahit (tone) aa: sara am
        text = re.sub("([\u0e48-\u0e4b])\u0e4d\u0e32", "\\1\u0e33", text)
    text = re.sub(f"([\u0e48-\u0e4c])([{_UPPER}{_LOWER}])", "\\2\\1", text)
    text = re.sub("\u0e33([\u0e48-\u0e4b])", "\\1\u0e33", text)  # a tone is typed before sara am
    text = re.sub(f"([{_MARK}])\\1+", "\\1", text)
    return text.replace("\u0e40\u0e40", "\u0e41")  # two sara e typed for sara ae
