"""Labels as agencies write them, made from the titles of all years by known kinds of damage, from a seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prongsai.core.framework import Framework, Item
from prongsai.core.thai.digits import to_thai_digits

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
TYPOS = (("ฎ", "ฏ"), ("ณ์", "ย์"), ("ำ", "า"), ("ประพฤติ", "ประพฤต"), ("ศ", "ส"), ("ทร", "ท"), ("ๆ", ""), ("ใ", "ไ"))
AGENCIES = ("เทศบาลตำบลตัวอย่าง", "ของเทศบาลเมืองสมมติ", "องค์การบริหารส่วนตำบลบ้านตัวอย่าง", "อบต.สมมติ", "ของหน่วยงาน")

Damage = Callable[[str, Item, random.Random], str]


@dataclass(frozen=True)
class Damaged:
    kind: str
    label: str
    expected: str
    fiscal_year: int


def plain(title: str, item: Item, rng: random.Random) -> str:
    return title


def cut_tail(title: str, item: Item, rng: random.Random) -> str:
    keep = max(6, int(len(title) * rng.uniform(0.65, 0.92)))
    return title[:keep].rstrip() + rng.choice(("", "...", "…"))


def lost_marks(title: str, item: Item, rng: random.Random) -> str:
    share = rng.choice((0.3, 0.6, 1.0))
    return "".join(letter for letter in title if letter not in MARKS or rng.random() > share)


def blanks_inside(title: str, item: Item, rng: random.Random) -> str:
    letters = list(title)
    for _ in range(rng.randint(1, 4)):
        letters.insert(rng.randrange(1, len(letters)), rng.choice((" ", "  ", "\n")))
    return "".join(letters)


def thai_number(title: str, item: Item, rng: random.Random) -> str:
    return to_thai_digits(item.code[1:]) + rng.choice((". ", " ", ") ", ".")) + title


def letter_code(title: str, item: Item, rng: random.Random) -> str:
    number = item.code[1:]
    return rng.choice((f"O{number} ", f"o {number} ", f"0{number:0>2} ", f"OIT {number} ", f"OIT{number}: ")) + title


def article_code(title: str, item: Item, rng: random.Random) -> str:
    return rng.choice(("ข้อ ", "ข้อที่ ", "ข้อ")) + rng.choice((item.code[1:], to_thai_digits(item.code[1:]))) + " " + title


def year_suffix(title: str, item: Item, rng: random.Random) -> str:
    year = str(rng.randint(2563, 2569))
    ending = rng.choice((f" ประจำปีงบประมาณ พ.ศ. {year}", f" ปี {year}", f" พ.ศ.{year}", f" {year}", f" ประจำปี {year}"))
    return title + rng.choice((ending, to_thai_digits(ending)))


def file_name(title: str, item: Item, rng: random.Random) -> str:
    return title.replace(" ", rng.choice((" ", "_", "-"))) + rng.choice((".pdf", ".PDF", ".docx", " .pdf"))


def report_prefix(title: str, item: Item, rng: random.Random) -> str:
    return "รายงาน" + title


def agency_suffix(title: str, item: Item, rng: random.Random) -> str:
    return title + rng.choice((" ", "")) + rng.choice(AGENCIES)


def typo(title: str, item: Item, rng: random.Random) -> str:
    wrong = title
    for right, mistake in rng.sample(TYPOS, 3):
        wrong = wrong.replace(right, mistake)
    at = rng.randrange(1, len(wrong))
    return wrong[:at] + rng.choice(("", wrong[at] * 2)) + wrong[at + 1 :]


def cut_head(title: str, item: Item, rng: random.Random) -> str:
    for head in ("การดำเนินการ", "การ", "รายงาน", "ข้อมูล", "แผน"):
        if title.startswith(head) and len(title) > len(head) + 8:
            return title[len(head) :]
    return title


def all_at_once(title: str, item: Item, rng: random.Random) -> str:
    worse = lost_marks(blanks_inside(title, item, rng), item, rng)
    return rng.choice(("- ", "", "• ", "ไฟล์ ")) + file_name(
        year_suffix(agency_suffix(worse, item, rng), item, rng), item, rng
    )


KINDS: tuple[Damage, ...] = (
    plain, cut_tail, lost_marks, blanks_inside, thai_number, letter_code, article_code, year_suffix, file_name,
    report_prefix, agency_suffix, typo, cut_head, all_at_once,
)  # fmt: skip


def damaged_labels(framework: Framework, seed: int) -> Iterator[Damaged]:
    """One label for every item and kind of damage of a year."""
    rng = random.Random(f"{seed}-{framework.fiscal_year}")
    for item in framework.items:
        for kind in KINDS:
            yield Damaged(kind.__name__, kind(item.title_th, item, rng), item.code, framework.fiscal_year)
