"""Thai text in one form: marks in order, invisible characters gone, words broken by line wraps mended."""

import re
from functools import lru_cache

from prongsai.core.thai.digits import to_arabic_digits

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]*) *\u0e32")
_DOUBLE_E = re.compile("\u0e40\u0e40")
_TONE_BEFORE_VOWEL = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e3a\u0e47])")
_TONE_AFTER_AM = re.compile("\u0e33([\u0e48-\u0e4b])")
_REPEATED_MARK = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
_SPACE = re.compile(r"\s+")

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_CANNOT_START = f"[\u0e30\u0e32\u0e33\u0e45{_MARKS}]"
_THAI_LETTER = "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]"
# Words of which a phrase cannot end, so that a blank after them is a wrapped line. Nouns that merely end alike are kept out.
_NO_PHRASE_END = (
    r"(?:(?<!บริ)(?<!โครง)(?<!ราช)(?<!ราย)(?<!กรรม)(?<!ประกอบ)(?<!ปฏิบัติ)(?<!กระบวน)(?<!สวัสดิ)(?<!วิชา)(?<!ประ)(?<!มาตร)"
    r"(?<!หลัก)(?<!วิธี)(?<!ต้อง)(?<!จัด)(?<!ดำเนิน)(?<!อำนวย)(?<!พิ)(?<!เลขานุ)(?<!ผู้อำนวย)การ"
    r"|ความ|อย่าง|ภายใน|ประจำ)"
)
_PAIRS = (
    ("ปี", "งบประมาณ"),
    ("งบ", "ประมาณ"),
    ("ส่ง", "มอบ"),
    ("จัด", "ซื้อ"),
    ("จัด", "จ้าง"),
    ("ป้องกัน", "การทุจริต"),
    ("หน่วย", "งาน"),
    ("กอง", "คลัง"),
    ("เปิดเผย", "ข้อมูล"),
    ("พัฒนา", "ทรัพยากรบุคคล"),
    ("ดำเนิน", "การ"),
    ("ดำเนิน", "งาน"),
)


@lru_cache(maxsize=1)
def _wrap_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = "|".join(f"(?<={first}) +(?={second})" for first, second in _PAIRS)
    return (
        (re.compile(f"(?<={_THAI_LETTER})[ \t]*\r?\n[ \t]*(?={_THAI_LETTER})"), ""),
        (re.compile(r"\s*\n\s*"), " "),
        (re.compile(f"(?<=[\u0e01-\u0e2e\u0e30-\u0e3a\u0e47-\u0e4e]) +(?={_CANNOT_START})"), ""),
        (re.compile("(?<=[\u0e40-\u0e44]) +(?=[\u0e01-\u0e2e])"), ""),
        (re.compile(f"({_NO_PHRASE_END}) +(?=[\u0e01-\u0e2e\u0e40-\u0e44])"), r"\1"),
        (re.compile(pairs), ""),
        (re.compile(" {2,}"), " "),
    )


@lru_cache(maxsize=4096)
def fold_thai(text: str) -> str:
    """The text in the form used for comparing: one spelling of each cluster, single blanks, nothing invisible.

    Nikhahit with sara aa becomes sara am, a doubled sara e becomes sara ae, marks are put in typing order and
    repeated ones dropped. White space of any kind becomes one blank, none at the ends. Thai digits are kept.
    """
    text = text.translate(_INVISIBLE)
    text = _NIKHAHIT_AA.sub("\\1\u0e33", text)
    text = _DOUBLE_E.sub("\u0e41", text)
    text = _TONE_AFTER_AM.sub("\\1\u0e33", text)
    text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The folded text without any white space and with Arabic digits, for matching words that wraps have split."""
    return to_arabic_digits(fold_thai(text)).replace(" ", "")


def repair_line_wraps(text: str) -> str:
    """Thai text with line wraps undone where that is safe, as one line.

    A line break between two Thai letters goes; any other becomes a blank. A blank goes where no Thai phrase can be
    cut: before a vowel or tone that cannot start a word, after a vowel written before its consonant, after words
    such as การ and ความ, and inside a few official words. Other blanks stay, for Thai separates phrases by them.
    """
    text = _without_invisible(text)
    for pattern, replacement in _wrap_patterns():
        text = pattern.sub(replacement, text)
    return text.strip()


def _without_invisible(text: str) -> str:
    return text.translate(_INVISIBLE).replace("\u00a0", " ").replace("\t", " ")
