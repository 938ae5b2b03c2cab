"""Lines of the sort that office papers have, as words: letters, years, dates, sums, lists and traps."""

import random
import string

from pythainlp.corpus import thai_words

from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(ARABIC, THAI)
_LATIN = [
    "ITA",
    "OIT",
    "NACC",
    "Integrity",
    "and",
    "Transparency",
    "Assessment",
    "of",
    "the",
    "report",
    "to",
    "for",
    "good",
    "governance",
    "open",
    "data",
    "no",
    "gift",
    "policy",
    "office",
    "www.go.th",
    "https",
    "pdf",
    "Google",
    "Drive",
    "folder",
    "Total",
    "Also",
    "Solo",
    "ooze",
    "booll",
    "Bill",
    "SOS",
    "loose",
    "school",
    "logo",
    "foot",
    "boss",
    "Z",
]
_LOOK_ALIKE = "ธรวงอจณฑฒฐศสคดตกถภๆฯเแโใไาะขชซบปพมยลฉฬหฮ"
_SIGNS = [
    ".",
    ",",
    ":",
    "/",
    "-",
    "(",
    ")",
    "%",
    "%",
    "%%",
    '"',
    "–",
    "=",
    "+",
    "?",
    "!",
    "..........",
    "____",
    "_",
    "|",
    "*",
    "&",
    "@",
    "#",
    "$",
    "฿",
    "ฯ",
    "“",
    "”",
]


def list_words() -> list[str]:
    """The Thai word list the lines take their words from, sorted."""
    return sorted(word for word in thai_words() if 1 < len(word) < 14 and all("ก" <= c <= "๎" for c in word))


class Lines:
    """Makes lines; the same seed and word list make the same lines."""

    def __init__(self, chance: random.Random, vocabulary: list[str], *, numbers: float = 0.5) -> None:
        self.chance = chance
        self.vocabulary = vocabulary
        self.numbers = numbers  # share of words that are numbers

    def words(self, count: int) -> list[str]:
        """`count` words of one line, in one script of digits mostly."""
        thai = self.chance.random() < 0.65
        return [self._word(thai if self.chance.random() < 0.9 else not thai) for _ in range(count)]

    def _word(self, thai: bool) -> str:
        c = self.chance
        if c.random() < self.numbers:
            word = self._number()
            return word.translate(_TO_THAI) if thai else word
        kind = c.random()
        if kind < 0.62:
            return "".join(c.choices(self.vocabulary, k=c.choice((1, 1, 2, 3))))
        if kind < 0.74:
            return c.choice(_LATIN)
        if kind < 0.80:
            return "".join(c.choices(string.ascii_letters, k=c.randint(1, 8)))
        if kind < 0.92:
            return "".join(c.choices(_LOOK_ALIKE, k=c.randint(1, 7)))
        return c.choice(_SIGNS)

    def _digits(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(ARABIC, k=self.chance.randint(least, most)))

    def _year(self) -> str:
        return str(self.chance.randint(2540, 2575)) if self.chance.random() < 0.6 else "2" + self._digits(3, 3)

    def _number(self) -> str:
        c = self.chance
        kind = c.randrange(15)
        match kind:
            case 0 | 1:
                return self._year()
            case 2:
                return c.choice(("พ.ศ. ", "พ.ศ.", "ปี ", "ปีงบประมาณ พ.ศ. ", "ประจำปี", "ค.ศ. ")) + self._year()
            case 3:
                return f"{c.randint(1, 31)} {c.choice(THAI_MONTHS)} {self._year()}"
            case 4:
                return f"{c.randint(1, 31)} {c.choice(THAI_MONTHS_SHORT)} {self._year()[2:] if c.random() < 0.4 else self._year()}"
            case 5:
                return f"{c.randint(1, 31)}/{c.randint(1, 12)}/{self._year()}"
            case 6:
                return f"{c.randint(1, 999_999):,}" + (".00" if c.random() < 0.4 else "." + self._digits(2, 2))
            case 7:
                return (
                    f"({c.randint(1, 20)})"
                    if c.random() < 0.5
                    else ".".join(self._digits(1, 2) for _ in range(c.randint(2, 3)))
                )
            case 8:
                return f"ที่ {c.choice(('มท', 'ปช', 'ศธ', 'นม'))} {self._digits(4, 5)}.{self._digits(1, 1)}/{c.choice(('ว', ''))}{self._digits(2, 4)}"
            case 9:
                return c.choice(self.vocabulary) + self._digits(1, 4) + c.choice(("", c.choice(self.vocabulary)))
            case 10:
                return f"{self._digits(2, 3)}-{self._digits(3, 4)}-{self._digits(4, 4)}"
            case 11:
                return f"{self._digits(1, 3)}{c.choice(('', '.' + self._digits(1, 2)))}{c.choice(('%', ' %', '%'))}"
            case 12:
                return self._digits(1, 3) + c.choice(".,:/-") + self._digits(1, 3)
            case _:
                return self._digits(1, 7)
