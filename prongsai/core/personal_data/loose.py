"""Personal numbers however they are written: over cells and lines, digit by digit, in any grouping that people use.

The evidence judge asks only `numbers.py`, which must be quick and is sure of a line of text. Before publication more is
looked for: a number in thirteen boxes, one broken at the end of a line, one whose word stands in the heading of its column.
What only looks like one (codes of budget, project, document, asset) is told by the words before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from prongsai.core.personal_data.folded import fold
from prongsai.core.personal_data.numbers import PersonalKind, is_national_id, is_unregistered, list_personal_numbers
from prongsai.core.personal_data.owner import is_office_account, is_office_phone

_DIGITS: Final = re.compile(r"\d+")
_BETWEEN: Final = re.compile(r"[ \t\r\n\-./()|_\[\]\ufffc]{1,4}")
_ID_WORDS: Final = re.compile(
    r"ประชาชน|ประจำตัว|บัตร\s*ประจำ|เลขบัตร|ปชช|บัตร\s*ปชช|ผู้เสียภาษี|id\s*card|citizen|national\s*id|identi|\bcid\b|\bpid\b",
    re.IGNORECASE,
)
_PHONE_WORDS: Final = re.compile(
    r"โทร|มือถือ|เบอร์|ติดต่อ|หมายเลข\s*(?:โทร|ติดต่อ)|เคลื่อนที่|\btel|mobile|phone|\bm\.\s|พร้อมเพย์|prompt\s*pay|ไลน์|\bline\b",
    re.IGNORECASE,
)
_BANK_WORDS: Final = re.compile(
    r"ธนาคาร(?!ขยะ|เลือด|น้ำ|ต้นไม้|ปู|ข้าว)|(?:เลข|หมายเลข|เลขที่)\s*(?:ที่\s*)?บัญชี|บัญชี\s*(?:ธนาคาร|เงินฝาก|ออมทรัพย์|กระแส|ธ\.|เลขที่|ชื่อ)|ชื่อบัญชี|พร้อมเพย์|prompt\s*pay|"
    r"ธ\.\s*ก\.\s*ส|ออมสิน|กรุงไทย|กสิกร|กรุงเทพ\s*จำกัด|ไทยพาณิชย์|กรุงศรี|ทหารไทย|ttb|โอนเงิน|โอนเข้า|bank|account\s*(?:no|number)|a/c",
    re.IGNORECASE,
)
_OTHER_WORDS: Final = re.compile(
    r"(?:เลขที่|รหัส|หมายเลข|เลขคุม|เลข)\s*(?:โครงการ|สัญญา|เอกสาร|หนังสือ|คดี|เครื่อง|ทะเบียน(?!พาณิชย์)|พัสดุ|ฎีกา|ที่ดิน|อ้างอิง|รับ)|"
    r"รหัส(?!\s*(?:ประจำตัวประชาชน|ประชาชน|บัตร))|หนังสือ\s*(?:ที่|เลขที่|ค้ำประกัน)|ทะเบียน(?:รถ|นิติบุคคล)|บาร์โค้ด|barcode|\bean\b|gtin|\bgln\b|isbn|issn|"
    r"gfmis|ครุภัณฑ์|สินทรัพย์|อ้างอิง|\bref\b|ใบเสร็จ|ใบสั่งซื้อ|ใบสั่งจ้าง|ใบแจ้งหนี้|ใบอนุญาต|โฉนด|ฎีกา|แยกประเภท|ผังบัญชี|เช็ค|serial|\bs/n|imei|มิเตอร์|มาตรวัด|เครื่องวัด|"
    r"ผู้ใช้น้ำ|ผู้ใช้ไฟ|นิติบุคคล|tracking|\bems\b|ศูนย์ต้นทุน|แหล่งเงิน|แหล่งของเงิน|e-gp|https?:|จำนวนเงิน|วงเงิน|งบประมาณ|เป็นเงิน|พิกัด",
    re.IGNORECASE,
)
_LEDGER: Final = re.compile(r"รหัส\s*บัญชี|แยกประเภท|ผังบัญชี|บัญชี\s*(?:ราย|แนบ|หมายเลข|กลาง|นวัตกรรม|แสดง)|กรมบัญชีกลาง")
_LEDGER_REACH: Final = 32
_CHEQUE: Final = re.compile(r"เช็ค[^\d\n]{0,40}เลขที่\s*$")
_GUARANTEE: Final = re.compile(r"ค้ำประกัน[^\d\n]{0,34}เลขที่\s*$")
_AMOUNT_AFTER: Final = re.compile(r"[.,]\d")
_UNITS_AFTER: Final = re.compile(r"\s{0,2}(?:บาท|ไร่|กรัม|กิโล|ลิตร|หน่วย|ตร\.|ตาราง|ลบ\.|เมตร|คน\b|ราย|ครัวเรือน|ชิ้น|ตัว|baht)")
_MOBILE_SHAPES: Final = frozenset(
    {(10,), (3, 7), (3, 3, 4), (3, 4, 3), (2, 4, 4), (2, 8), (1, 9), (1, 4, 5), (1, 5, 4), (1, 2, 3, 4), (1, 2, 7)}
    | {(1, 4, 4, 1), (2, 5, 3), (3, 3, 2, 2), (3, 2, 2, 3), (3, 1, 3, 3), (1, 3, 3, 3), (2, 2, 2, 2, 2)}
)
_ABROAD_SHAPES: Final = frozenset(
    {(2, 9), (2, 2, 3, 4), (2, 2, 7), (2, 1, 4, 4), (2, 3, 3, 3), (2, 1, 8), (2, 5, 4), (2, 2, 4, 3)}
)
_ACCOUNT_SHAPES: Final = frozenset(
    {(3, 1, 5, 1), (3, 1, 6), (3, 6, 1), (3, 2, 5), (4, 1, 5), (3, 7), (3, 3, 4), (2, 8, 2), (4, 4, 4), (2, 3, 1, 5, 1)}
    | {(3, 1, 7, 1), (3, 2, 6, 1)}  # twelve digits
)
_IDENTITY_SHAPE: Final = (1, 4, 5, 2, 1)
_SURE_ACCOUNT: Final = (3, 1, 5, 1)
_BANK_HEADING: Final = re.compile(r"(?:เลข|หมายเลข|เลขที่)\s*บัญชี|บัญชี\s*(?:ธนาคาร|เงินฝาก)")
_CARRIED: Final = "เลขที่บัญชี\n"
_CARRIED_REACH: Final = 400
_EDGES: Final = frozenset(("", " ", "\n", "\t", "\r"))
_BEFORE: Final = 70
_AFTER: Final = 25
_CLOSE: Final = 45
_ACCOUNT_CLOSE: Final = 14
_MOST_DIGITS: Final = 15
_MISREAD_IDENTITY: Final = re.compile(  # OCR puts blanks inside Thai words
    f"(?:{'|'.join(' ?'.join(word) for word in ('ประชาชน', 'ประจำตัว', 'เลขบัตร'))})"
    r"[^\n\d]{0,20}(?P<number>\d[^\n\u0e01-\u0e2e]{7,24}\d\S{0,3})"
)
_MISREAD_SHAPE: Final = re.compile(
    r"(?<![\d\-])(?P<number>[1-8] ?- ?\d(?: ?\d){3} ?- ?\d(?: ?\d){4} ?- ?\d ?\d ?- ?[^\d\s]?)(?!\d)"
)
_LETTERS_FOR_DIGITS: Final = re.compile(r"(?<=[\d\-])[OolI|](?=[\d\-OolI|])")
_RUN_WITH_LETTERS: Final = re.compile(r"(?<![A-Za-z\u0e00-\u0e7f])[\dOolIS](?:[\-. ]{0,3}[\dOolIS]){8,}(?![A-Za-z])")
_DIGIT_OF_LETTER: Final = str.maketrans("OolIS", "00115")
_GOES_ON: Final = re.compile(r"[.,/]\d|-\d{2}-\d(?!\d)")
_LEAST_DIGITS: Final = 0.6
_MOST_MISREAD_GROUPS: Final = 7


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """One number: its span in the text as printed, and its digits alone (never kept, only compared)."""

    kind: PersonalKind
    start: int
    end: int
    digits: str


def list_numbers(text: str, *, contexts: tuple[str, ...] = (), is_misread: bool = False) -> list[LooseNumber]:
    """Every personal number of a text in its order, none overlapping.

    `contexts` are the headings of the columns when the text is a table row with cells parted by tabs, or one string that
    stands for the whole text. `is_misread`: the text comes from OCR, so digits may be wrong and no check digit is asked for.
    """
    folded = fold(text)
    plain = _with_digits(folded.text) if is_misread else folded.text
    view = _View(plain, contexts, bank_words=_BANK_WORDS.search("\n".join((plain, *contexts))) is not None)
    found = [
        (number.kind, number.start, number.end)
        for number in list_personal_numbers(plain)
        if view.is_sure(number.kind, number.start, number.end)
        and not view.is_other(number.kind, number.start, number.end)
    ]
    found += _list_grouped(view, is_misread=is_misread)
    found += _list_misread(plain) if is_misread else []
    order: dict[PersonalKind, int] = {"national_id": 0, "mobile_number": 1, "bank_account": 2}
    taken: list[tuple[PersonalKind, int, int]] = []
    covered = bytearray(len(plain))
    for kind, start, end in sorted(found, key=lambda each: (order[each[0]], each[1], each[2])):
        if not any(covered[start:end]):
            taken.append((kind, start, end))
            covered[start:end] = b"\1" * (end - start)
    return [
        LooseNumber(kind, *folded.span(start, end), "".join(_DIGITS.findall(plain[start:end])))
        for kind, start, end in sorted(taken, key=lambda each: each[1])
    ]


def heading_carried_on(text: str, carried: str = "") -> str:
    """What to put before the next page of a document: a heading for accounts where this page's table of them may go on there.

    `carried` is what was put before this page.
    """
    whole = carried + text
    has_accounts = (
        any(number.kind == "bank_account" for number in list_numbers(whole)) if _BANK_WORDS.search(whole) else False
    )
    return _CARRIED if has_accounts or _BANK_HEADING.search(text[-_CARRIED_REACH:]) else ""


def _with_digits(text: str) -> str:
    """Letters that OCR gives for digits, where they stand among digits."""
    text = _RUN_WITH_LETTERS.sub(_run_of_digits, text)
    return _LETTERS_FOR_DIGITS.sub(lambda match: "0" if match[0] in "Oo" else "1", text)


def _run_of_digits(match: re.Match[str]) -> str:
    signs = [sign for sign in match[0] if sign.isalnum()]
    is_number = sum(sign.isdigit() for sign in signs) >= _LEAST_DIGITS * len(signs)
    return match[0].translate(_DIGIT_OF_LETTER) if is_number else match[0]


class _View:
    """A text and what stands around each place of it."""

    def __init__(self, text: str, contexts: tuple[str, ...], *, bank_words: bool) -> None:
        self.text = text
        self.has_bank_words = bank_words
        heading = _BANK_HEADING.search(text) if bank_words else None
        self.bank_heading_at = heading.start() if heading else -1
        self._contexts = contexts

    def context(self, start: int) -> str:
        """The heading of the column at a place."""
        if len(self._contexts) < 2:
            return self._contexts[0] if self._contexts else ""
        column = self.text.count("\t", 0, start)
        return self._contexts[column] if column < len(self._contexts) else ""

    def near(self, start: int, end: int) -> str:
        """The words a number is understood by: its column's heading, what stands before, and a little after."""
        return f"{self.context(start)}\n{self.text[max(0, start - _BEFORE) : start]}\n{self.text[end : end + _AFTER]}"

    def is_under_bank_heading(self, start: int, end: int) -> bool:
        """Whether a number stands alone in its place on a page whose table has a heading for accounts further up."""
        if self._contexts or self.bank_heading_at < 0 or start < self.bank_heading_at:
            return False
        return self.text[max(0, start - 1) : start] in _EDGES and self.text[end : end + 1] in _EDGES

    def is_sure(self, kind: PersonalKind, start: int, end: int) -> bool:
        """Whether a number of one line is enough of what it looks like; the judge only warns, this blocks."""
        if kind == "bank_account":
            before = self.text[max(0, start - _ACCOUNT_CLOSE) : start]
            return _BANK_WORDS.search(self.near(start, end)) is not None or "บัญชี" in before
        if kind == "national_id" and len(_DIGITS.findall(self.text[start:end])) > 5:  # 1 2 3 4 5 6 7 8 9 10 11
            return _ID_WORDS.search(self.near(start, end)) is not None
        return True

    def is_other(self, kind: PersonalKind, start: int, end: int) -> bool:
        """Whether the words right before a number say that it is a code of another kind."""
        if _UNITS_AFTER.match(self.text, end) or _AMOUNT_AFTER.match(self.text, end):
            return True
        if kind == "bank_account" and (self._is_ledger(start) or self._is_guarantee(start)):
            return True
        if kind == "bank_account" and is_office_account(self.text, start, end, self._contexts):
            return True
        if kind == "mobile_number" and is_office_phone(self.text, start, end):
            return True
        before = f"{self.context(start)} {self.text[max(0, start - _CLOSE) : start]}"
        other = _last(_OTHER_WORDS, before)
        if other < 0:
            return False
        own = {"national_id": _ID_WORDS, "mobile_number": _PHONE_WORDS, "bank_account": _BANK_WORDS}[kind]
        if kind == "national_id" and len(_DIGITS.findall(self.text[start:end])) == 5:
            return False  # 1-2345-67890-12-3 is written for nothing else
        return _last(own, before) < other

    def _is_ledger(self, start: int) -> bool:
        before = f"{self.context(start)} {self.text[max(0, start - _CLOSE) : start]}"
        return _LEDGER.search(before[-_LEDGER_REACH:]) is not None or _CHEQUE.search(before) is not None

    def _is_guarantee(self, start: int) -> bool:
        return _GUARANTEE.search(self.text[max(0, start - _CLOSE) : start]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last


def _list_grouped(view: _View, *, is_misread: bool) -> Iterator[tuple[PersonalKind, int, int]]:
    """Numbers put together from neighbouring groups of digits."""
    text = view.text
    groups = [match.span() for match in _DIGITS.finditer(text)]
    for first, (start, end) in enumerate(groups):
        if start and text[start - 1] in ".," and start > 1 and text[start - 2].isdigit():
            continue  # the decimals of an amount
        sizes: list[int] = []
        gaps: list[str] = []
        digits = ""
        for place in range(first, min(first + _MOST_DIGITS, len(groups))):
            begin, end = groups[place]
            if place > first:
                gap = text[groups[place - 1][1] : begin]
                if _BETWEEN.fullmatch(gap) is None:
                    break
                gaps.append(gap)
            digits += text[begin:end]
            sizes.append(end - begin)
            if len(digits) > _MOST_DIGITS:
                break
            if len(digits) >= 9 and not _goes_on(text, end):
                kind = _kind_of(view, digits, tuple(sizes), gaps, start, end, is_misread=is_misread)
                if kind is not None and not _is_tail(view, start, kind) and not view.is_other(kind, start, end):
                    yield kind, start, end


def _list_misread(text: str) -> list[tuple[PersonalKind, int, int]]:
    """Identity numbers of which OCR lost some digits: what looks like one on the line of the words for it, or in its dashes."""
    found: list[tuple[PersonalKind, int, int]] = []
    for pattern in (_MISREAD_IDENTITY, _MISREAD_SHAPE):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if sum(letter.isdigit() for letter in text[start:end]) >= 9:
                found.append(("national_id", start, end))
    return found


def _goes_on(text: str, end: int) -> bool:
    """Whether what follows makes the digits part of a longer number or an amount."""
    return _GOES_ON.match(text, end) is not None


def _is_tail(view: _View, start: int, kind: PersonalKind) -> bool:
    """Whether the digits continue a number before them."""
    before = view.text[max(0, start - 2) : start]
    return len(before) == 2 and before[0].isdigit() and before[1] in ("-./" if kind != "national_id" else ".")


def _kind_of(
    view: _View, digits: str, sizes: tuple[int, ...], gaps: list[str], start: int, end: int, *, is_misread: bool
) -> PersonalKind | None:
    """What neighbouring groups of digits are; the words around are looked at only where digits and grouping allow it."""
    near = ""
    if len(digits) == 13 and (
        is_national_id(digits) or is_unregistered(digits) or (is_misread and digits[0] in "12345678")
    ):
        near = view.near(start, end)
        if _is_identity(digits, sizes, gaps, near, is_misread=is_misread):
            return "national_id"
    if digits[0] in "0+6" or len(digits) == 9:
        near = near or view.near(start, end)
        if _is_mobile(view.text, digits, sizes, gaps, near, start):
            return "mobile_number"
    is_shaped = len(sizes) == 1 or sizes in _ACCOUNT_SHAPES or _is_boxes(sizes)
    if len(digits) in {10, 11, 12, 15} and is_shaped and view.has_bank_words:
        near = near or view.near(start, end)
        if _is_account(view, sizes, gaps, near, start, end):
            return "bank_account"
    return None


def _is_boxes(sizes: tuple[int, ...]) -> bool:
    return len(sizes) > 8 and set(sizes) == {1}


def _is_identity(digits: str, sizes: tuple[int, ...], gaps: list[str], near: str, *, is_misread: bool) -> bool:
    named = _ID_WORDS.search(near) is not None
    if is_unregistered(digits):
        return named and (len(sizes) == 1 or sizes == _IDENTITY_SHAPE)
    if not is_national_id(digits) and not (
        is_misread and digits[0] in "12345678" and (named or sizes == _IDENTITY_SHAPE)
    ):
        return False
    if named:
        return _is_boxes(sizes) or sizes == _IDENTITY_SHAPE or sum("\n" in gap or "\t" in gap for gap in gaps) <= 2
    # Without a word for it, rows of marks (1 0 1 1 ...) and of figures pass one check digit in ten: the dashes must be there.
    if is_misread and _is_dashed(gaps) and len(sizes) <= _MOST_MISREAD_GROUPS and not _crosses(gaps):
        return True  # a blank too many inside a dashed number
    return len(sizes) == 1 or (sizes == _IDENTITY_SHAPE and (_is_dashed(gaps) or not _crosses(gaps)))


def _crosses(gaps: list[str]) -> bool:
    """Whether a number lies over cells or lines."""
    return any("\n" in gap or "\t" in gap for gap in gaps)


def _is_dashed(gaps: list[str]) -> bool:
    return sum("-" in gap for gap in gaps) >= 3


def _is_mobile(text: str, digits: str, sizes: tuple[int, ...], gaps: list[str], near: str, start: int) -> bool:
    named = _PHONE_WORDS.search(near) is not None
    crosses = _crosses(gaps)
    if any("/" in gap or "_" in gap for gap in gaps) and not (named and sizes == (3, 7)):
        return False
    if sizes[0] == 1 and gaps and gaps[0] == ".":
        return False  # the decimals of nought
    if not named and len(sizes) > 5:
        return False
    if len(digits) == 10 and digits[0] == "0" and digits[1] in "689":
        if _is_boxes(sizes):
            return named
        is_usual = sizes in _MOBILE_SHAPES
        if crosses:
            return is_usual and (named or all(gap.startswith("-") for gap in gaps if _crosses([gap])))
        return is_usual or named
    if len(digits) == 9 and digits[0] in "689" and len(sizes) == 1:  # a spreadsheet dropped the leading zero
        close = near.split("\n")[0] + near.split("\n")[-2][-20:]
        return _PHONE_WORDS.search(close) is not None and text[max(0, start - 1) : start] not in {"-", "+", "0"}
    if crosses:
        return False
    if len(digits) == 11 and digits.startswith("66") and digits[2] in "689":
        return text[max(0, start - 1) : start] == "+" or (named and sizes in _ABROAD_SHAPES and len(sizes) > 1)
    if len(digits) == 12 and digits.startswith("660") and digits[3] in "689":
        return text[max(0, start - 1) : start] == "+" or text[max(0, start - 2) : start] == "(+"
    return len(digits) == 13 and digits.startswith("0066") and digits[4] in "689" and named


def _is_account(view: _View, sizes: tuple[int, ...], gaps: list[str], near: str, start: int, end: int) -> bool:
    if any(gap.strip(" -\t") for gap in gaps) or any("\n" in gap for gap in gaps):
        return False
    named = _BANK_WORDS.search(near) is not None
    if sizes == _SURE_ACCOUNT:
        return named or view.has_bank_words
    if len(sizes) == 1:
        return named or view.is_under_bank_heading(start, end)
    if _is_boxes(sizes):
        return named
    return named and sizes in _ACCOUNT_SHAPES and not any("\t" in gap for gap in gaps)
