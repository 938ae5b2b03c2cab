"""Splits a cell into its numbered parts.

A new number starts a part, and so does a new paragraph, except where it plainly goes on with the part before: a bare
time ("ภายในเดือนมกราคม"), a bullet under a numbered parent, a closing bracket or a conjunction. A nested number
("๑.๑") is a part of its own that keeps the number in its text, so that it still reads under its parent.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.time_words import is_time_only

_LEAD = re.compile(r"\s*(?:ข้อ(?:ที่)?\s*|ขั้นตอน(?:ที่)?\s*)?\(?(\d{1,2}(?:\.\d{1,2}){0,2})(?:\)|\.\)|\.(?!\d))\s*")
_WORD_LEAD = re.compile(r"\s*(?:ข้อ(?:ที่)?|ขั้นตอนที่|ขั้นที่)\s*(\d{1,2})(?![\d.])\s*[:\-]?\s*")
_NESTED_LEAD = re.compile(r"\s*\(?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.)]?\s*(?=[^\d\s.,%])")
_BARE_LEAD = re.compile(r"\s*(\d{1,2})\s+(?=[\u0e00-\u0e7fA-Za-z])")
_LETTER_LEAD = re.compile(r"\s*\(?([กขคงจฉชซ])[.)](?![\u0e00-\u0e7f]\.)\s*")
_BULLET = re.compile(r"\s*(?:[-–—•●○▪■□➤►▶✓✔*·◦❖➢\uf0b7\uf0fc\uf0d8]+|o(?=\s))\s*")
_INLINE = re.compile(r"(?<![\d.,/:])\(?(\d{1,2})(?:\)|\.(?!\d))\s*(?=[^\d\s.])")
_INLINE_NESTED = re.compile(r"(?<![\d.,/:])(\d{1,2}\.\d{1,2})[.)]?\s+(?=[\u0e00-\u0e7f])")
_INLINE_BULLET = re.compile(r"(?<=\s)[-–•●▪➤►✓✔]\s*(?=[\u0e00-\u0e7f]{3})")
_NOT_A_START = re.compile(r"(?:ข้อ|ที่|มาตรา|วันที่|ครั้งที่|ลำดับ|หมวด|ฉบับ|เวลา|แบบ|รอบ|ไตรมาส|ระยะ|O|ข้อที่)\s*$")
_GOES_ON = re.compile(r"\s*(?:[)\]”,]|และ|หรือ|รวมถึง|รวมทั้ง|ตลอดจน|พร้อมทั้ง|ๆ|ฯลฯ|เป็นต้น)")
_OPENING = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่|คือ|ประกอบด้วย|[:：])\s*$")
_LETTERS = "กขคงจฉชซ"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a cell. `number` as printed (None where there is none), `text` without it."""

    number: int | None
    text: str
    nested: bool = False
    bullet: bool = False


def split_parts(paragraphs: Sequence[str], *, hard_breaks: bool = True) -> list[Part]:
    """The parts of a cell in reading order; empty for a blank cell.

    `hard_breaks` False (text and PDF files) lets an unnumbered paragraph under a number go on with it, since such
    readers cannot always tell a wrapped line from a new paragraph.
    """
    filled = [text for text in paragraphs if text.strip()]
    bare = _has_bare_numbers(filled)
    lettered = bool(filled) and sum(bool(_LETTER_LEAD.match(text)) for text in filled) >= 2
    raw: list[Part] = []
    for paragraph in filled:
        raw.extend(_parts_of(paragraph, bare=bare, lettered=lettered, last=_last_number(raw)))
    return _joined(raw, hard_breaks)


def number_parts(parts: Sequence[Part]) -> list[tuple[int, str]]:
    """(number, text) for each part: the printed numbers where they only rise, else counted from 1.

    A nested number stays at the head of its text.
    """
    printed = [part.number for part in parts]
    if all(number is not None for number in printed) and not any(part.nested for part in parts):
        numbers = [number for number in printed if number is not None]
        if numbers and numbers[0] >= 1 and all(one < other for one, other in itertools.pairwise(numbers)):
            return [(number, part.text) for number, part in zip(numbers, parts, strict=True)]
    return [(index, part.text) for index, part in enumerate(parts, start=1)]


def without_bullet(text: str) -> str:
    """The text without a leading dash or bullet."""
    match = _BULLET.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def _last_number(parts: Sequence[Part]) -> int:
    return next((part.number for part in reversed(parts) if part.number is not None and not part.nested), 0)


def _has_bare_numbers(paragraphs: Sequence[str]) -> bool:
    """Whether paragraphs count 1, 2, … without dots, as a PDF leaves them."""
    numbers = [int(match[1]) for text in paragraphs if (match := _BARE_LEAD.match(to_arabic_digits(text)))]
    return len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))


def _parts_of(paragraph: str, *, bare: bool, lettered: bool, last: int) -> list[Part]:
    plain = to_arabic_digits(paragraph)
    nested = _NESTED_LEAD.match(plain)
    if nested and not _is_amount(plain, nested):
        return _inline_parts(paragraph, plain, 0, None, nested=True, last=last)
    for pattern in (_LEAD, _WORD_LEAD, *((_BARE_LEAD,) if bare else ())):
        match = pattern.match(plain)
        if match and match.end() < len(plain) and "." not in match[1]:
            return _inline_parts(paragraph, plain, match.end(), int(match[1]), last=int(match[1]))
    letter = _LETTER_LEAD.match(plain) if lettered else None
    if letter:
        return [Part(_LETTERS.index(letter[1]) + 1, paragraph[letter.end() :].strip())]
    bullet = _BULLET.match(plain)
    if bullet and bullet.end() < len(plain):
        return _bullet_parts(paragraph[bullet.end() :])
    return _inline_parts(paragraph, plain, 0, None, last=last)


def _is_amount(plain: str, match: re.Match[str]) -> bool:
    return plain[match.end() :].startswith(("ล้าน", "บาท", "น.", "ร้อยละ", "คะแนน", "กม", "กิโล", "เมตร"))


def _bullet_parts(text: str) -> list[Part]:
    pieces = [piece.strip() for piece in _INLINE_BULLET.split(text)]
    kept: list[Part] = []
    for piece in pieces:
        if kept and is_time_only(piece):
            kept[-1] = Part(None, f"{kept[-1].text} - {piece}", bullet=True)
        elif piece:
            kept.append(Part(None, piece, bullet=True))
    return kept


def _inline_parts(
    paragraph: str, plain: str, start: int, number: int | None, *, nested: bool = False, last: int = 0
) -> list[Part]:
    """Parts of a paragraph that may hold further numbers inside: each must be the next one in order."""
    cuts: list[tuple[int, int, int | None, bool]] = [(start, start, number, nested)]
    expected = last + 1
    if number is None and not nested:
        expected = 1 if last == 0 or "1" in plain[:4] else last + 1
    for match in sorted(
        [*_INLINE.finditer(plain, start), *_INLINE_NESTED.finditer(plain, start)], key=lambda m: m.start()
    ):
        if match.start() == start and (number is not None or nested):
            continue
        if _NOT_A_START.search(plain[: match.start()]):
            continue
        before = plain[match.start() - 1] if match.start() else " "
        if "." in match[1]:
            if int(match[1].split(".")[0]) == expected - 1 and before.isspace():
                cuts.append((match.start(), match.start(), None, True))
        elif int(match[1]) == expected and (before.isspace() or "\u0e00" <= before <= "\u0e7f" or before in ').”"'):
            cuts.append((match.start(), match.end(), expected, False))
            expected += 1
    if number is None and not nested and len(cuts) == 2 and cuts[1][2] == 1:
        return [Part(None, paragraph.strip())]
    found = []
    for index, (_, text_start, printed, is_nested) in enumerate(cuts):
        end = cuts[index + 1][0] if index + 1 < len(cuts) else len(paragraph)
        text = paragraph[text_start:end].strip()
        if text:
            found.append(Part(printed, text, is_nested))
    return _with_opening(found)


def _joined(parts: list[Part], hard_breaks: bool) -> list[Part]:
    kept: list[Part] = []
    numbered = any(part.number is not None for part in parts)
    for part in parts:
        before = kept[-1] if kept else None
        if before is not None and _goes_on(before, part, numbered, hard_breaks):
            sign = "- " if part.bullet else ""
            kept[-1] = Part(before.number, f"{before.text} {sign}{part.text}", before.nested, before.bullet)
        else:
            kept.append(part)
    return _with_opening(kept)


def _with_opening(parts: list[Part]) -> list[Part]:
    """Words that only open a list ("ดำเนินการดังนี้") are no part of their own; they stay before the first number."""
    if len(parts) < 2 or parts[0].number is not None or parts[0].nested or parts[1].number != 1:
        return parts
    if len(parts[0].text) > 60 or not _OPENING.search(parts[0].text):
        return parts
    return [Part(1, f"{parts[0].text} {parts[1].text}"), *parts[2:]]


def _goes_on(before: Part, part: Part, numbered: bool, hard_breaks: bool) -> bool:
    if part.number is not None or part.nested:
        return False
    if is_time_only(part.text) and not is_time_only(before.text):
        return True
    if is_time_only(part.text) and before.text.rstrip().endswith(("-", "–", "ถึง")):
        return True
    if _GOES_ON.match(part.text):
        return True
    under_number = numbered and (before.number is not None or before.nested)
    return under_number and (part.bullet or not hard_breaks)
