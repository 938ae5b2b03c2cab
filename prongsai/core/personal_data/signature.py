"""Signatures named as such: words of signing followed by a picture or by a person's name, or a column of them."""

import re
from collections.abc import Iterator
from typing import Final

from prongsai.core.checks.personal_name import names_a_person

PICTURE: Final = "\ufffc"
"""What readers put where a picture stands in a text."""

_SIGNING: Final = re.compile(
    r"ลง\s?[ชซ]ื่อ|ลาย\s?มือ\s?ชื่อ|ลงลายมือ(?:ชื่อ)?|ลาย\s?เซ็น|ลง\s?นาม|\(?\bsigned\b|\bsignature\b", re.IGNORECASE
)
_MISREAD_SIGNING: Final = re.compile(
    # As OCR gives them: blanks between letters, vowels and tones above them lost or taken for others. "ตกลงซื้อ" (agreed to
    # buy) and "ลงช่อง" (into the box) are other words.
    _SIGNING.pattern
    + r"|(?<![ก-๎])ล\s?ง\s?[ชซ]{1,2}(?:[ัิ-ื็]\s?[่-๋์]{0,2}\s?อ|\s?[่-๋์]?\s?อ(?!\s?[กงดบมยร]|น(?!\s?า\s?[ยง]|\.\s?ส)))"
    r"|ล\s?า\s?ย\s?ม[ัิ-ื็]?[่-๋์]?\s?อ\s?[ชซ]{1,2}[ัิ-ื็]?\s?[่-๋์]{0,2}\s?อ(?!\s?[กงดบมยร])"
    r"|ล\s?า\s?ย\s?เ\s?ซ[ั็่-๋์]?\s?น(?![ก-๎])"
    r"|(?<![ก-๎])ล\s?ง\s?น\s?า\s?ม",
    re.IGNORECASE,
)
_REACH: Final = 220
_NAME: Final = re.compile(r"\(\s*([^()\n]{4,70}?)\s*\)")
_BARE_NAME: Final = re.compile(
    r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]{1,24}\s{1,3}[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]{2,24}"
)
_NOT_NAMES: Final = re.compile(
    r"ผู้|ตำแหน่ง|ถ้ามี|วันที่|ตัวบรรจง|ระบุ|นายก|ยกเทศ|ยกองค์|ปลัด|ประธาน|กรรมการ|หัวหน้า|หน่วยงาน|เทศบาล|องค์การ|พยาน|ชื่อ|ข้อ|มาตรา|บาท|แล้วแต่|หรือ|เอกสาร|สำเนา|ตรา|ประทับ"
)
_AFTER_SIGNING: Final = re.compile(r"[\s.…_:;)\-]{0,90}")
_TITLED: Final = re.compile(
    r"(?:นางสาว|นาง|นาย(?!ก(?:เทศ|องค์|อบ|เมือง|สมาคม))|น\.\s?ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง)\s?[ก-ฮเ-ไ][ก-๎]+(?:[ \u00a0]{1,3}[ก-ฮเ-ไ][ก-๎]+)?"
)
_MISREAD_TITLE: Final = re.compile(
    r"(?:น\s?า\s?ง\s?ส\s?า\s?ว|น\s?า\s?ง|น\s?า\s?ย(?!\s?ก\s?[เอส]))\s?[ก-ฮเ-ไ]\s?[ก-๎]+(?:[ \u00a0]{1,3}[ก-ฮเ-ไ][ก-๎]+)?"
)
_LATIN_NAME: Final = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss)\.?\s)?[A-Z][a-z]+\s[A-Z][a-z]{2,}")
_WRITTEN_AS: Final = re.compile(r"\s*(?:[.…_]{2,}|\n|$|ผู้|ประธาน|กรรมการ|พยาน|เลขา|เจ้าหน้าที่|หัวหน้า|ตำแหน่ง|\()")
_NO_SURNAMES: Final = re.compile(
    r"บันทึก|สัญญา|ข้อตกลง|ประชุม|เข้า|ร่วม|รับรอง|แทน|ยินยอม|ความ|การ|ต่อหน้า|ระบบ|ใช้|ครบ|ออนไลน์|ถวาย|พิธี|กำกับ|ไว้|แล้ว|ทุก|ใน|จำนวน|คน|โดย"
)
_ROLE_BEFORE_NAME: Final = re.compile(
    r"(?:ร้อย|พัน|พล|จ่าสิบ|สิบ|พันจ่า)(?:ตำรวจ)?(?:ตรี|โท|เอก)\s*|ว่าที่\s?(?:ร้อย|พัน)\S{2,4}\s*"
)
_COLUMN_NAME: Final = re.compile(r"[ก-ฮเ-ไ][ก-๎]+[ \u00a0]{1,3}[ก-ฮเ-ไ][ก-๎]+")
_SHORT_HEADING: Final = 30
_FILLED: Final = re.compile(r"[.…_\u2026\s\-]+")


def says_signing(text: str) -> bool:
    """Whether a text holds words of signing."""
    return _SIGNING.search(text) is not None


def list_signatures(text: str, *, is_misread: bool = False) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, masked excerpt, whether a picture stands there) of each; blank forms "(........)" are none.

    `is_misread` is for text that OCR read: its spellings of the words of signing count too.
    """
    beside = _beside_words(text, is_misread=is_misread)
    yield from sorted((*beside, *_in_columns(text)), key=lambda each: each[0])


def _beside_words(text: str, *, is_misread: bool) -> Iterator[tuple[int, int, str, bool]]:
    done = 0
    words = _MISREAD_SIGNING if is_misread else _SIGNING
    for signing in words.finditer(text):
        if signing.start() < done:
            continue
        after = text[signing.end() : signing.end() + _REACH]
        following = words.search(after)
        if following:
            after = after[: following.start()]
        # A form with two columns prints both lines of dots first and both names beneath.
        picture = after.find(PICTURE)
        name = _find_written(text[signing.end() - 1 : signing.end()], after, is_misread=is_misread) or _find_name(
            after, is_misread=is_misread
        )
        if picture < 0 and name is None and following:
            whole = text[signing.end() : signing.end() + _REACH]
            name = _find_name(whole, is_misread=is_misread) if _FILLED.fullmatch(after[:60].strip() or ".") else None
        if picture < 0 and name is None:
            continue
        done = signing.end() + (name[1] if name else picture + 1)
        shown = f" ({_masked_name(name[2])})" if name else ""
        yield signing.start(), done, f"{signing[0]}{shown}", picture >= 0


def _find_written(last: str, text: str, *, is_misread: bool = False) -> tuple[int, int, str] | None:
    """A name written right behind words of signing: with a title, or two bare words with a role or nothing behind them."""
    gap = _AFTER_SIGNING.match(text)
    at = gap.end() if gap else 0
    rank = _ROLE_BEFORE_NAME.match(text, at)
    begin = rank.end() if rank else at
    titled = _TITLED.match(text, begin) or (_MISREAD_TITLE.match(text, begin) if is_misread else None)
    if titled:
        return titled.start(), titled.end(), titled[0]
    latin = _LATIN_NAME.match(text, begin)
    if latin and last.isascii():
        return latin.start(), latin.end(), latin[0]
    bare = _BARE_NAME.match(text, begin)
    if bare is None or (at == 0 and not rank) or _NOT_NAMES.search(bare[0]) or _NO_SURNAMES.search(bare[0]):
        return None
    return (bare.start(), bare.end(), bare[0]) if rank or _WRITTEN_AS.match(text, bare.end()) else None


def _in_columns(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Names written in a table's column for signatures; cells are parted by tabs, the first row holds the headings."""
    rows = text.split("\n")
    if len(rows) < 2 or "\t" not in rows[0]:
        return
    columns = [
        number
        for number, cell in enumerate(rows[0].split("\t"))
        if says_signing(cell) and len(cell.strip()) <= _SHORT_HEADING
    ]
    if not columns:
        return
    start = len(rows[0]) + 1
    for row in rows[1:]:
        cells = row.split("\t")
        for number in columns:
            cell = cells[number].strip() if number < len(cells) else ""
            if _TITLED.fullmatch(cell) or (_COLUMN_NAME.fullmatch(cell) and not _NOT_NAMES.search(cell)):
                at = start + sum(len(each) + 1 for each in cells[:number])
                yield (
                    at,
                    at + len(cells[number]),
                    f"{rows[0].split(chr(9))[number].strip()} ({_masked_name(cell)})",
                    False,
                )
        start += len(row) + 1


def _find_name(text: str, *, is_misread: bool = False) -> tuple[int, int, str] | None:
    for match in _NAME.finditer(text):
        words = " ".join(match[1].split())
        words = words.strip(". …_")
        if names_a_person(words) or (_BARE_NAME.fullmatch(words) and not _NOT_NAMES.search(words)):
            return match.start(), match.end(), words
        if is_misread and _MISREAD_TITLE.match(words):
            return match.start(), match.end(), words
    return None


def _masked_name(name: str) -> str:
    """ "นายสมชาย ใจดี" gives "น● ใ●": the first letter of each word."""
    return " ".join(f"{word[0]}●" for word in name.split())
