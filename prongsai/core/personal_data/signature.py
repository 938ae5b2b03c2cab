"""Signatures named as such: words of signing followed by a picture or by a person's name in parentheses."""

import re
from collections.abc import Iterator
from typing import Final

from prongsai.core.checks.personal_name import names_a_person

PICTURE: Final = "\ufffc"
"""What readers put where a picture stands in a text."""

_SIGNING: Final = re.compile(r"ลง\s?ชื่อ|ลาย\s?มือ\s?ชื่อ|ลงลายมือ|ลง\s?นาม|\(?\bsigned\b|\bsignature\b", re.IGNORECASE)
_REACH: Final = 220
_NAME: Final = re.compile(r"\(\s*([^()\n]{4,70}?)\s*\)")
_BARE_NAME: Final = re.compile(
    r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]{1,24}\s{1,3}[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]{2,24}"
)
_NOT_NAMES: Final = re.compile(
    r"ผู้|ตำแหน่ง|ถ้ามี|วันที่|ตัวบรรจง|ระบุ|นายก|ปลัด|ประธาน|กรรมการ|หัวหน้า|หน่วยงาน|เทศบาล|องค์การ|พยาน|ชื่อ|ข้อ|มาตรา|บาท|แล้วแต่|หรือ|เอกสาร|สำเนา|ตรา|ประทับ"
)
_FILLED: Final = re.compile(r"[.…_\u2026\s\-]+")


def says_signing(text: str) -> bool:
    """Whether a text holds words of signing."""
    return _SIGNING.search(text) is not None


def list_signatures(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, masked excerpt, whether a picture stands there) of each; blank forms "(........)" are none."""
    done = 0
    for signing in _SIGNING.finditer(text):
        if signing.start() < done:
            continue
        after = text[signing.end() : signing.end() + _REACH]
        following = _SIGNING.search(after)
        if following:
            after = after[: following.start()]
        # A form with two columns prints both lines of dots first and both names beneath.
        picture = after.find(PICTURE)
        name = _find_name(after)
        if picture < 0 and name is None and following:
            whole = text[signing.end() : signing.end() + _REACH]
            name = _find_name(whole) if _FILLED.fullmatch(after[:60].strip() or ".") else None
        if picture < 0 and name is None:
            continue
        done = signing.end() + (name[1] if name else picture + 1)
        shown = f" ({_masked_name(name[2])})" if name else ""
        yield signing.start(), done, f"{signing[0]}{shown}", picture >= 0


def _find_name(text: str) -> tuple[int, int, str] | None:
    for match in _NAME.finditer(text):
        words = " ".join(match[1].split())
        words = words.strip(". …_")
        if names_a_person(words) or (_BARE_NAME.fullmatch(words) and not _NOT_NAMES.search(words)):
            return match.start(), match.end(), words
    return None


def _masked_name(name: str) -> str:
    """ "นายสมชาย ใจดี" gives "น● ใ●": the first letter of each word."""
    return " ".join(f"{word[0]}●" for word in name.split())
