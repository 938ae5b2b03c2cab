"""The item code printed in a label: "O19", "OIT 19", "019" (a zero for the letter), "ข้อ ๑๑", "11." ..."""

import re
from dataclasses import dataclass

from prongsai.core.thai.digits import to_arabic_digits

_LOOKS_LIKE_O = str.maketrans(
    {"О": "O", "о": "o", "Ο": "O", "ο": "o", "Ｏ": "O", "–": "-", "—": "-", "‑": "-", "−": "-"}
)

_LETTER_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<letters>OIT|MOIT|EB|O)[\s.:_#-]{0,3}(?:ข้อ\s*(?:ที่\s*)?)?0?(?P<number>[1-9]\d?)(?!\d)",
    re.IGNORECASE,
)
_RANGE_END = re.compile(
    r"\s*(?:-|ถึง|to)\s*(?:(?:OIT|MOIT|EB|O|0)[\s.:_-]{0,2})?0?(?P<number>[1-9]\d?)(?![\d.]|\s*(?:เดือน|ปี|วัน))",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    r"\s*(?:,|และ|กับ|/|&)\s*(?:(?:OIT|O|0)[\s.:_-]{0,2})?0?(?P<number>[1-9]\d?)(?!\d|[.]\d|\s*(?:เดือน|ปี|วัน))",
    re.IGNORECASE,
)
_ZERO_CODE = re.compile(r"(?:^|(?<=[\s(\[_-]))0(?P<number>[0-4]\d)(?![\d]|-\d)")
_ARTICLE_CODE = re.compile(r"(?:(?:ข้อ|^\s*ขอ)\s*(?:ที่)?|รายการ\s*ที่)[\s(\[]*(?P<number>[1-9]\d?)(?!\d|\.\d)")
_LIST_NUMBER = re.compile(
    r"^[\s(\[*•-]*(?:ลำดับ(?:ที่)?\s*)?0?(?P<number>[1-9]\d?)(?!\d)(?P<after>\s*[).\]:_-]+(?!\d)|\s|(?=[ก-๛A-Za-z])|$)"
)
_UNIT_AFTER = re.compile(r"\s*(?:เดือน|ปี|วัน|ครั้ง|ไตรมาส|งาน|ภารกิจ|โครงการ|คู่มือ|บริการ)")
_SECTION_NUMBER = re.compile(r"^[\s(]*\d{1,2}(?:\.\d{1,2})+\.?\)?\s*")


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """What a label says of its code.

    `codes`: normalised, "O19", "EB22", "MOIT2"; several when the label names a range or a list.
    `certain`: written as a code (letters, "ข้อ"); a bare number may be a mere place in a list.
    `rest`: the label without it.
    """

    codes: tuple[str, ...]
    certain: bool
    rest: str


def read_printed_code(label: str) -> PrintedCode:
    """The code or codes printed in a label; codes () when there is none."""
    text = to_arabic_digits(label).translate(_LOOKS_LIKE_O)
    found = _letter_codes(text) or _article_code(text) or _zero_code(text) or _list_number(text)
    if found is not None:
        return found
    return PrintedCode((), False, _SECTION_NUMBER.sub("", text).strip())


def _letter_codes(text: str) -> PrintedCode | None:
    codes: list[str] = []
    rest: list[str] = []
    at = 0
    for match in _LETTER_CODE.finditer(text):
        if match.start() < at:
            continue
        letters = match["letters"].upper()
        letters = "O" if letters == "OIT" else letters
        numbers = [int(match["number"])]
        end = match.end()
        until = _RANGE_END.match(text, end)
        if until and numbers[0] < int(until["number"]) <= 60:
            numbers = list(range(numbers[0], int(until["number"]) + 1))
            end = until.end()
        more = _AND_MORE.match(text, end)
        while more:
            numbers.append(int(more["number"]))
            end = more.end()
            more = _AND_MORE.match(text, end)
        codes.extend(f"{letters}{number}" for number in numbers)
        rest.append(text[at : match.start()])
        at = end
    if not codes:
        return None
    rest.append(text[at:])
    return PrintedCode(tuple(dict.fromkeys(codes)), True, _tidy(" ".join(rest)))


def _article_code(text: str) -> PrintedCode | None:
    match = _ARTICLE_CODE.search(text)
    if match is None:
        return None
    return PrintedCode((f"O{match['number']}",), True, _tidy(text[: match.start()] + " " + text[match.end() :]))


def _zero_code(text: str) -> PrintedCode | None:
    match = _ZERO_CODE.search(text)
    if match is None or int(match["number"]) == 0:
        return None
    return PrintedCode((f"O{int(match['number'])}",), True, _tidy(text[: match.start()] + " " + text[match.end() :]))


def _list_number(text: str) -> PrintedCode | None:
    match = _LIST_NUMBER.match(text)
    if match is None or _SECTION_NUMBER.match(text):
        return None
    if not match["after"].strip() and _UNIT_AFTER.match(text, match.end()):
        return None
    return PrintedCode((f"O{match['number']}",), False, _tidy(text[match.end() :]))


def _tidy(text: str) -> str:
    return text.strip(" \t.:-_()[]/,;|•*")
