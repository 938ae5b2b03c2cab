"""Where a wrapped line ends and a paragraph begins, for sources that know lines but not paragraphs."""

import re
from collections.abc import Iterable
from functools import cache

_MONTHS = (
    "มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา"
    "|ม\\.ค|ก\\.พ|มี\\.ค|เม\\.ย|พ\\.ค|มิ\\.ย|ก\\.ค|ส\\.ค|ก\\.ย|ต\\.ค|พ\\.ย|ธ\\.ค"
)
_MEASURED = r"\s*(?:ล้าน|แสน|หมื่น|พันบาท|บาท|เท่า|คะแนน|เมตร|กิโล|ตาราง|ไร่|ชั่วโมง)"  # 1.5 ล้านบาท is an amount
_BULLETS = "•▪●○◦■□➤➢►▶❖✓✔√◆\uf0b7\uf0a7\uf0d8\uf0fc"


@cache
def _start() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:"
        rf"\(?[0-9๐-๙]{{1,2}}(?:\.[0-9๐-๙]{{1,2}}){{0,3}}(?:[.)](?![0-9๐-๙])|(?<=[.][0-9๐-๙])\s(?!{_MEASURED}))"  # 1. ๑) (2) 1.1
        rf"|[{_BULLETS}]"
        rf"|[-–—*]\s*(?!\s*(?:{_MONTHS}|[0-9๐-๙]))\S"  # a dash, but not that of a range of months or numbers
        rf"|[กขคงจฉช][.)]\s"
        rf"|(?:ขั้นตอนที่|ข้อที่|ข้อ|ครั้งที่|กิจกรรมที่)\s*[0-9๐-๙]"
        rf")"
    )


def starts_paragraph(line: str) -> bool:
    """Whether a line opens with a number, a letter of a list or a bullet, and so cannot continue the line before."""
    return _start().match(line) is not None


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one. Thai gets no blank at the join; words of Latin letters and numbers do.

    An address cut by the end of the line is closed without a blank.
    """
    left, right = first.rstrip(), second.lstrip()
    if not left or not right:
        return left or right
    gap = " " if first != left or second != right else ""
    if _ends_in_address(left) and _continues_address(right):
        return left + right
    if right.startswith(("http://", "https://", "www.")) or _is_text_after_address(left, right):
        return f"{left} {right}"
    if gap or _has_blank_between(left[-1], right[0]):
        return f"{left} {right}"
    if _is_thai(left[-1]) or _is_thai(right[0]) or left[-1] in "-/(" or right[0] in ")/ๆฯ,.":
        return left + right
    return f"{left} {right}"


def _has_blank_between(left: str, right: str) -> bool:
    """Where Thai typing puts a blank: between a number and letters, before an opening bracket, after a closing one."""
    if right in "(“" or left in ")”":
        return right not in ").,/ๆฯ"
    return left.isdigit() != right.isdigit() and _is_of_word(left) and _is_of_word(right)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or (_is_thai(char) and char not in "ฯๆ")


def join_wrapped(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of one cell or passage as paragraphs: only a number, list letter or bullet starts a new one."""
    paragraphs: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        if paragraphs and not starts_paragraph(line):
            paragraphs[-1] = join_lines(paragraphs[-1], line)
        else:
            paragraphs.append(line.strip())
    return tuple(paragraphs)


def _is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"


def _ends_in_address(text: str) -> bool:
    last = text.split()[-1]
    return bool(re.search(r"https?:/{0,2}|www\.", last)) and last.isascii()


def _is_text_after_address(left: str, right: str) -> bool:
    """Thai behind a whole address; behind its slash it may be the name of a file."""
    return _is_thai(right[0]) and not left.endswith("/") and _ends_in_address(left)


def _continues_address(text: str) -> bool:
    first = text.split()[0]
    return first.isascii() and re.match(r"[A-Za-z0-9%/.?=&_#~-]", first) is not None
