"""Reads the issue cell and the heading rows above measures: indicator, tool, kind of issue, and the issue itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.plan import IssueKind
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import repair_line_wraps, squash
from prongsai.intake.numbering import without_bullet

_INDICATOR = re.compile(r"ตัว\s*ชี้\s*วัด(?!\s*ย่อย|ความ)\s*(?:ที่)?\s*[:：]?\s*(\d{1,2})(?!\d|\.\d)\s*[:：.)]?\s*")
_SUB_INDICATOR = re.compile(r"(?:ตัวชี้วัด(?:ย่อย)?\s*(?:ที่)?\s*[:：]?\s*)(\d{1,2})\.(\d{1,2})\s*[:：.)]?\s*")
_BARE_SUB = re.compile(r"\(?(9|10)\.(\d)\)?(?![\d.])\s*(?=[\u0e00-\u0e7f])")
_BARE_INDICATOR = re.compile(r"(\d{1,2})[.)]?\s*(?=[\u0e00-\u0e7f]|$)")
_TOOL = re.compile(
    r"\(?\s*(?:เครื่องมือ(?:ที่ใช้)?(?:ใน)?(?:การ)?(?:ประเมิน)?|แบบวัด|แบบตรวจ)\s*[:：]?\s*(?:การ[\u0e00-\u0e7f]{1,40}\s*)?\(?\s*"
    r"((?:[IEO]IT)(?:\s*(?:[,/และ]+)\s*[IEO]IT)*)\b\s*\)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:ประเด็น|เรื่อง|จุด|สิ่ง|ข้อ|หัวข้อ)(?:การประเมิน)?\s*(ที่(?:ต้อง|ควร)[\u0e00-\u0e7f/ ]*?(?:ปรับปรุงแก้ไข|ปรับปรุง|แก้ไข|พัฒนา))?"
    r"(?:\s*/\s*ประเด็นที่ต้องพัฒนา)?\s*(?:ที่\s*\d{1,3})?\s*[:：]\s*"
)
_NUMBERED_LABEL = re.compile(r"(?:ประเด็น|มาตรการ|เรื่อง)ที่\s*\d{1,3}\s*[:：.)]?\s*")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\)?(?!\d)\s*")
_PIECE = re.compile(r"(?<=\s)[-–•➤►](?=\s*[\u0e00-\u0e7f])")
_CODE = re.compile(r"(?<![A-Za-z])[Oo]\s?(\d{1,2})(?!\d)")
_CODE_RANGE = re.compile(r"(?<![A-Za-z])[Oo]\s?(\d{1,2})\s*(?:-|–|ถึง)\s*[Oo]?\s?(\d{1,2})(?!\d)")
_FIX = re.compile(r"ปรับปรุง|แก้ไข|บกพร่อง|จุดอ่อน")
_DEVELOP = re.compile(r"พัฒนา|ให้ดียิ่งขึ้น|ให้ดีขึ้น|ยกระดับ")


@dataclass(frozen=True, slots=True)
class IssueReading:
    """What an issue cell says; `issue` is "" where it names only an indicator. `sub_indicator` is like "9.1"."""

    issue: str
    indicator: int | None = None
    indicator_name: str = ""
    sub_indicator: str | None = None
    kind: IssueKind | None = None


def read_issue(paragraphs: Sequence[str], *, indicator_names: Sequence[str] = ()) -> IssueReading:
    """Takes indicator, tool and label out of an issue cell; what is left is the issue."""
    issue: list[str] = []
    indicator: int | None = None
    name, sub, kind = "", None, None
    for piece in _pieces(paragraphs):
        rest = _TOOL.sub(" ", piece).strip() if _TOOL.search(piece) else piece
        plain = to_arabic_digits(rest)
        label = _LABEL.search(plain)
        if label and label[1]:
            kind = kind or kind_of_words(label[1])
        match_sub = _SUB_INDICATOR.search(plain) or _BARE_SUB.match(plain)
        match = _INDICATOR.search(plain)
        if match_sub and int(match_sub[1]) <= 10:
            indicator = int(match_sub[1])
            sub = f"{match_sub[1]}.{match_sub[2]}"
            before = _stripped(rest[: match_sub.start()])
            if before and not _INDICATOR.search(to_arabic_digits(before)):
                issue.append(before)
            rest = rest[match_sub.end() :]
            rest, plain = _after_label(rest)
        elif match and 1 <= int(match[1]) <= 10:
            indicator = int(match[1])
            before = _stripped(rest[: match.start()])
            if before and not _is_label_only(before):
                issue.append(before)
            found, rest = _cut_name(rest[match.end() :], indicator_names)
            name = name or found
        else:
            rest, plain = _after_label(rest)
        cleaned = _stripped(rest)
        if cleaned:
            issue.append(cleaned)
    return IssueReading(repair_line_wraps(" ".join(issue)), indicator, repair_line_wraps(name), sub, kind)


def read_indicator(text: str) -> int | None:
    """The number of an indicator cell: "9", "ตัวชี้วัดที่ ๙ …", "9. การเปิดเผยข้อมูล", "9.1 …"; None when none is said."""
    plain = to_arabic_digits(text).strip()
    for pattern in (_SUB_INDICATOR, _INDICATOR):
        match = pattern.search(plain)
        if match and 1 <= int(match[1]) <= 10:
            return int(match[1])
    match = re.match(r"(\d{1,2})(?:\.\d{1,2})?[.)]?(?=\s|$|[\u0e00-\u0e7f])", plain)
    return int(match[1]) if match and 1 <= int(match[1]) <= 10 else None


def is_indicator_line(text: str) -> bool:
    """Whether a heading row names an indicator, a sub-indicator or a tool of the assessment."""
    plain = to_arabic_digits(text).strip()
    if len(plain) > 250:
        return False
    return any(
        match and match.start() < 60 for match in (_INDICATOR.search(plain), _SUB_INDICATOR.search(plain))
    ) or bool(_TOOL.match(plain) or _BARE_SUB.match(plain))


def codes_in(text: str) -> tuple[str, ...]:
    """Item codes written out in a text, ranges filled in: "O1-O3, O7" gives O1, O2, O3, O7."""
    plain = to_arabic_digits(text)
    found: list[int] = []
    for match in _CODE_RANGE.finditer(plain):
        first, last = int(match[1]), int(match[2])
        if 1 <= first <= last <= 60:
            found.extend(range(first, last + 1))
    found.extend(int(match[1]) for match in _CODE.finditer(plain) if 1 <= int(match[1]) <= 60)
    return tuple(f"O{number}" for number in sorted(set(found)))


def kind_of_words(words: str) -> IssueKind | None:
    """Kind of issue from a heading or label; None where it says both ("ปรับปรุงแก้ไข/ต้องพัฒนา") or neither."""
    fix, develop = bool(_FIX.search(words)), bool(_DEVELOP.search(words))
    if fix == develop:
        return None
    return "fix" if fix else "develop"


def _pieces(paragraphs: Sequence[str]) -> list[str]:
    return [piece for text in paragraphs for part in _PIECE.split(text) if (piece := part.strip())]


def _after_label(rest: str) -> tuple[str, str]:
    plain = to_arabic_digits(rest)
    match = _LABEL.match(plain.lstrip()) or _NUMBERED_LABEL.match(plain.lstrip())
    if match and match.end() < len(plain.strip()):
        rest = rest.lstrip()[match.end() :]
    return rest, to_arabic_digits(rest)


def _cut_name(text: str, names: Sequence[str]) -> tuple[str, str]:
    """The indicator's name at the head of a text and what follows: cut at its known end or at a label, else all name."""
    label = _LABEL.search(to_arabic_digits(text)) or _NUMBERED_LABEL.search(to_arabic_digits(text))
    if label:
        return _stripped(text[: label.start()]), text[label.end() :]
    wanted = squash(text)
    for name in names:
        head = squash(name)
        if head and wanted.startswith(head) and len(wanted) > len(head):
            seen = 0
            for position, letter in enumerate(text):
                seen += len(squash(letter))
                if seen >= len(head):
                    return text[: position + 1], text[position + 1 :]
    return _stripped(text), ""


def _is_label_only(text: str) -> bool:
    return not _stripped(_LABEL.sub("", to_arabic_digits(text) + ":"))


def _stripped(text: str) -> str:
    cleaned = without_bullet(text.strip()).strip()
    match = _NUMBER.match(to_arabic_digits(cleaned))
    if match and match.end() < len(cleaned):
        cleaned = cleaned[match.end() :]
    return cleaned.strip(" :-–\t\n")
