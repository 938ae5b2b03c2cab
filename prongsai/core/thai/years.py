"""Reads a year where one is expected: Buddhist or Christian, four or two digits, whole or damaged."""

from dataclasses import dataclass

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.tokens import Token
from prongsai.core.thai.words import Words

FIRST_BE, LAST_BE = 2400, 2699
OPEN_END = ("ปัจจุบัน", "บัดนี้")
"""Words that end a period without a day."""
_UNITS = (
    "บาท", "คน", "ราย", "ครั้ง", "เรื่อง", "โครงการ", "กิจกรรม", "หน้า", "ชุด", "แห่ง", "ครัวเรือน", "หมู่บ้าน", "ร้อยละ",
    "%", "เล่ม", "ฉบับ", "ข้อ", "รายการ", "เมตร", "กม.", "กิโล", "ตร", "ไร่", "ล้าน", "แสน", "หมื่น", "พัน", "คู่มือ", "กลุ่ม",
    "งาน", "ภารกิจ", "สาย", "จุด", "หลัง", "ตัว", "เครื่อง", "คัน", "ท่าน", "รูป", "องค์", "kb", "mb",
)  # fmt: skip


@dataclass(slots=True)
class YearReading:
    """A year as found. `be` is None when it could not be made out; `end` is the index of the token after it."""

    be: int | None
    end: int
    doubt: Words | None = None
    note: Words | None = None


class YearReader:
    """Reads years from tokens, knowing the text and, where there is one, the fiscal year of the document."""

    def __init__(self, tokens: list[Token], text: str, fiscal_year: int | None) -> None:
        self.tokens, self.text, self.fiscal_year = tokens, text, fiscal_year

    def after_month(self, i: int) -> YearReading | None:
        """The year that follows a month name, from token i; None when none is printed there."""
        start, era = i, ""
        while i < len(self.tokens) and self.tokens[i].kind in ("buddhist", "christian", "yearword"):
            era = self.tokens[i].kind if self.tokens[i].kind != "yearword" else era
            i += 1
        reading = self._number(i, era, allow_short=True)
        if reading is None and era and (i >= len(self.tokens) or self.tokens[i].kind != "fiscal"):
            return YearReading(None, i, doubt=_cut_off(self._printed(start, i)))
        return reading

    def after_word(self, i: int) -> YearReading | None:
        """The year that follows ปีงบประมาณ, ปีการศึกษา, ปี or พ.ศ., from token i; None when none is printed there."""
        era = ""
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.kind in ("buddhist", "christian"):
                era = token.kind
            elif not (
                token.kind == "yearword"
                or (token.kind == "to" and self._is_slug(i))
                or (token.kind == "gap" and token.text.strip(" :.()").lower() in ("", "ita", "oit", "งบประมาณ"))
            ):
                break
            i += 1
        return self._number(i, era, allow_short=True)

    def plain(self, i: int) -> YearReading | None:
        """A Buddhist-era year of four digits standing by itself at token i."""
        token = self.tokens[i]
        if token.kind == "number" and len(token.text) == 4 and 2500 <= token.a <= 2600 and not self.has_unit(i):
            return YearReading(token.a, i + 1)
        return None

    def has_unit(self, i: int) -> bool:
        """Whether the number at token i counts something (๖๖ คน) or is named a number (จำนวน ๖๖)."""
        token = self.tokens[i]
        after = self.text[token.end : token.end + 12].lstrip()
        before = self.text[max(0, token.start - 12) : token.start].rstrip(" :")
        return after.lower().startswith(_UNITS) or before.endswith(("จำนวน", "จ านวน", "ร้อยละ", "ที่", "เลข", "รวม"))

    def _is_slug(self, i: int) -> bool:
        token = self.tokens[i]
        return token.text == "-" and i + 1 < len(self.tokens) and self.tokens[i + 1].start == token.end

    def _printed(self, first: int, end: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[min(end, len(self.tokens)) - 1].end]

    def _number(self, i: int, era: str, *, allow_short: bool) -> YearReading | None:
        if i >= len(self.tokens):
            return None
        token = self.tokens[i]
        if token.kind == "badnumber":
            return self._damaged(token.text, i + 1)
        if token.kind != "number":
            return None
        joined = self._joined(i)
        if joined:
            return joined
        size = len(token.text)
        if size == 4:
            return self._four_digits(token, i + 1, era)
        if size == 2 and allow_short:
            return self._two_digits(token, i, era)
        if token.text == "2" and i + 1 == len(self.tokens) and allow_short:
            return YearReading(None, i + 1, doubt=_cut_off(token.text))
        if size >= 3 and (era or not self.has_unit(i)):
            return self._damaged(token.text, i + 1)
        return None

    def _joined(self, i: int) -> YearReading | None:
        """๒๕๖ ๖, ๒๕ ๖๖ and ๒ ๕๖๖: one year that a blank has split."""
        digits, j = self.tokens[i].text, i + 1
        if len(digits) >= 4 or not digits.startswith("2"):
            return None
        while j < len(self.tokens) and len(digits) < 4:
            token = self.tokens[j]
            if token.kind != "number" or token.start - self.tokens[j - 1].end > 1:
                return None
            digits, j = digits + token.text, j + 1
        if len(digits) != 4 or not 2440 <= int(digits) <= 2620:
            return None
        return YearReading(int(digits), j, doubt=Words.of(
            f'ตัวเลขปีพิมพ์แยกกันเป็น "{self._printed(i, j)}" จึงนำมาต่อกันเป็น {digits}',
            f'the year is printed in pieces, "{self._printed(i, j)}", joined to {digits}',
        ))  # fmt: skip

    def _four_digits(self, token: Token, end: int, era: str) -> YearReading:
        if era == "christian" or (1850 <= token.a <= 2200 and era != "buddhist"):
            return YearReading(token.a + BE_OFFSET, end, note=Words.of(
                f"ค.ศ. {token.a} คือ พ.ศ. {token.a + BE_OFFSET}", f"{token.a} is a Christian year, {token.a + BE_OFFSET} B.E."
            ))  # fmt: skip
        if FIRST_BE <= token.a <= LAST_BE:
            return YearReading(token.a, end)
        return self._damaged(token.text, end)

    def _two_digits(self, token: Token, i: int, era: str) -> YearReading | None:
        if not era and (self.has_unit(i) or self.text[token.end : token.end + 1] == "."):
            return None
        if token.text == "25" and era != "christian":
            return YearReading(None, i + 1, doubt=_cut_off(token.text))
        if era == "christian":
            return YearReading(2000 + token.a + BE_OFFSET, i + 1)
        if 45 <= token.a <= 79:
            return YearReading(2500 + token.a, i + 1, note=Words.of(
                f"ปีพิมพ์สองหลัก {token.text} คือ พ.ศ. {2500 + token.a}", f"the two digits {token.text} stand for {2500 + token.a} B.E."
            ))  # fmt: skip
        if era == "buddhist":
            return YearReading(2500 + token.a, i + 1, doubt=_unclear(token.text))
        if 15 <= token.a <= 35:
            return YearReading(2000 + token.a + BE_OFFSET, i + 1, doubt=_unclear(token.text))
        if i + 1 < len(self.tokens) and self.tokens[i + 1].kind in ("month", "monthword"):
            return None
        return YearReading(None, i + 1, doubt=_unclear(token.text))

    def _damaged(self, printed: str, end: int) -> YearReading:
        doubt = Words.of(
            f'ปีที่พิมพ์ว่า "{printed}" ไม่ใช่ปีที่เป็นไปได้',
            f'"{printed}" is not a possible year',
        )
        guesses = {year for year in self._repairs(printed) if self._is_near(year)}
        return YearReading(guesses.pop() if len(guesses) == 1 else None, end, doubt=doubt)

    def _repairs(self, printed: str) -> set[int]:
        lettered = printed.lower().translate(str.maketrans("oilsgb", "011568"))
        digits = "".join(letter for letter in lettered if letter.isdigit())
        if len(digits) == 4:
            return {int(digits)}
        if len(digits) == 5:
            return {int(digits[:cut] + digits[cut + 1 :]) for cut in range(5)}
        return set()

    def _is_near(self, year: int) -> bool:
        if self.fiscal_year:
            return abs(year - self.fiscal_year) <= 6
        return 2540 <= year <= 2580


def two_digit_year(text: str) -> tuple[int, Words | None]:
    """Buddhist-era year of the last part of 03/04/58, with a doubt where the century is unclear."""
    number = int(text)
    if 40 <= number <= 79:
        return 2500 + number, None
    year = 2000 + number + BE_OFFSET if number < 40 else 2500 + number
    return year, _unclear(text)


def is_misread_six(year_be: int, fiscal_year: int | None, *, is_strict: bool = False) -> bool:
    """Whether a year looks like one of the document's time with a ๖ read as ๒ or ๐, such as ๒๕๒๖ for ๒๕๖๖.

    The last digit is doubted only when `is_strict`: ๒๕๖๐ is a year of its own, though not as a deadline of 2566.
    """
    near = range(fiscal_year - 4, fiscal_year + 5) if fiscal_year else range(2560, 2571)
    if year_be in near or not 2500 <= year_be <= 2599:
        return False
    tens, ones = divmod(year_be - 2500, 10)
    tens_read = [tens, 6] if tens in (0, 2, 9) else [tens]
    ones_read = [ones, 6] if ones in (0, 2, 9) and (is_strict or len(tens_read) == 2) else [ones]
    return any(2500 + ten * 10 + one in near for ten in tens_read for one in ones_read)


def _cut_off(printed: str) -> Words:
    return Words.of(f'ปีที่พิมพ์ว่า "{printed.strip()}" ไม่ครบ', f'the year is cut off: "{printed.strip()}"')


def _unclear(printed: str) -> Words:
    return Words.of(
        f'ปีสองหลัก "{printed}" ไม่ชัดว่าเป็น พ.ศ. หรือ ค.ศ.', f'the two-digit year "{printed}" may be of either era'
    )


def thai_year(year_be: int) -> str:
    """พ.ศ. ๒๕๖๖."""
    return f"พ.ศ. {to_thai_digits(str(year_be))}"
