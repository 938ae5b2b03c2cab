"""Personal data in a text: identity numbers, mobile numbers and bank accounts, counted and masked, never shown whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from prongsai.core.thai.digits import to_arabic_digits

PersonalKind = Literal["national_id", "mobile_number", "bank_account"]

KIND_LABELS: Final[dict[PersonalKind, tuple[str, str]]] = {
    "national_id": ("เลขประจำตัวประชาชน", "identity number"),
    "mobile_number": ("หมายเลขโทรศัพท์เคลื่อนที่", "mobile number"),
    "bank_account": ("เลขที่บัญชีธนาคาร", "bank account"),
}
_RUN = re.compile(rb"\d(?=[- .()\d]{8})(?:[- .()]{0,2}+\d){8,}+")  # looks ahead: most numbers are too short for it
_IDENTITY = re.compile(rb"(?<![\d.,])[1-8](?:[- ]?\d){12}(?![\d.,]*\d)")
_MOBILE = re.compile(rb"(?<![\d.,/-])(?:0|(?<=\+)66[- ]?(?:\(0\))?)[689]\d?[- .]?\d{3,4}[- .]?\d{3,4}(?!\d|-\d{2}-\d)")
_ACCOUNT = re.compile(rb"(?<![\d.,/-])(?:\d{3}[- ]\d[- ]\d{5}[- ]\d|\d{10}|\d{12}|\d{3}[- ]\d[- ]\d{6})(?![\d,/]|\.\d)")
_ACCOUNT_WORDS: Final = tuple(
    word.encode("cp874") for word in ("บัญชี", "ธนาคาร", "พร้อมเพย์", "account", "ธ.ก.ส", "ออมสิน", "กรุงไทย", "กสิกร")
)
_LETTERS: Final = bytes(
    48 + byte - 0xF0 if 0xF0 <= byte <= 0xF9 else 32 if byte == 0xA0 else byte for byte in range(256)
)
_OF_RUN, _NOT_OF_RUN = b"0", b"x"
_RUN_OR_NOT: Final = bytes(_OF_RUN[0] if byte in b"0123456789- .()" else _NOT_OF_RUN[0] for byte in range(256))
_SHORTEST_RUN: Final = _OF_RUN * 9
_PATTERNS: Final[tuple[tuple[PersonalKind, re.Pattern[bytes]], ...]] = (
    ("national_id", _IDENTITY),
    ("mobile_number", _MOBILE),
    ("bank_account", _ACCOUNT),
)
_NEAR: Final = 70
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number: where it stands in the text, and as it may be shown (all but the last two digits masked)."""

    kind: PersonalKind
    start: int
    end: int
    masked: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All of one kind: how many different ones, and a few masked."""

    kind: PersonalKind
    count: int
    samples: tuple[str, ...]


def is_national_id(digits: str) -> bool:
    """Whether thirteen digits are the number of a person: valid check digit, and not of a legal body (those begin with 0)."""
    return digits[:1] not in ("0", "9") and _check_digit_is_right(digits)


def _check_digit_is_right(digits: str) -> bool:
    if len(digits) != 13 or not digits.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[12])


def is_unregistered(digits: str) -> bool:
    """Whether thirteen digits are the number of a person without civil registration: 0, the district, then 89.

    A legal body's number, which begins with 0 as well, has the year of its registration in that place (58 for 2558).
    """
    return digits.startswith("0") and digits[5:7] == "89" and _check_digit_is_right(digits)


def list_personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Every personal number of a text in its order; Thai and Arabic digits. Places are those of `text`."""
    # One byte a letter keeps the places and is searched five times faster than text with Thai letters.
    plain = text.encode("cp874", "replace").translate(_LETTERS)
    for run in _runs(plain):
        taken: list[PersonalNumber] = []
        covered: set[int] = set()  # a table of ten thousand numbers is one run
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(plain, *run.span()):
                if _is_personal(kind, match, plain) and covered.isdisjoint(range(*match.span())):
                    taken.append(PersonalNumber(kind, *match.span(), _mask(match[0].decode("ascii"))))
                    covered.update(range(*match.span()))
        yield from sorted(taken, key=lambda number: number.start)


def _runs(plain: bytes) -> Iterator[re.Match[bytes]]:
    """Runs of digits long enough for a personal number, in order."""
    # Looked for with `_RUN` only where nine letters in a row may be of one: in a quarter of its time.
    marked = plain.translate(_RUN_OR_NOT)
    start = marked.find(_SHORTEST_RUN)
    while start >= 0:
        end = marked.find(_NOT_OF_RUN, start + 9)
        end = len(marked) if end < 0 else end
        yield from _RUN.finditer(plain, start, end)
        start = marked.find(_SHORTEST_RUN, end)


def _is_personal(kind: PersonalKind, match: re.Match[bytes], plain: bytes) -> bool:
    digits = _digits(match[0].decode("ascii"))
    if kind == "national_id":
        return is_national_id(digits)
    if kind == "mobile_number":
        return len(digits.removeprefix("66").removeprefix("0")) == 9
    near = plain[max(0, match.start() - _NEAR) : match.end() + _NEAR // 3]
    return any(word in near for word in _ACCOUNT_WORDS)


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """How many different personal numbers of each kind a text holds, most telling kind first; () when none.

    Office telephone numbers (02, 03x, 04x, 05x, 07x) and numbers of legal bodies are not personal.
    """
    found: dict[PersonalKind, dict[str, str]] = {}
    for number in list_personal_numbers(text):
        digits = _digits(to_arabic_digits(text[number.start : number.end]))
        found.setdefault(number.kind, {}).setdefault(digits, number.masked)
    return tuple(
        PersonalData(kind, len(found[kind]), tuple(found[kind].values())[:_SAMPLES])
        for kind in KIND_LABELS
        if kind in found
    )


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _mask(printed: str) -> str:
    """ "1-2345-67890-12-3" gives "x-xxxx-xxxxx-x2-3": only the last two digits stay."""
    keep = len(_digits(printed)) - 2
    masked, seen = [], 0
    for letter in printed:
        if letter.isdigit():
            seen += 1
            masked.append(letter if seen > keep else "x")
        else:
            masked.append(letter)
    return "".join(masked)
