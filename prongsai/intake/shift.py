"""Repairs a row whose cells slid into neighbouring columns, as one procurement row of a real report did.

Every cell is weighed against its column ("a unit", "numbered steps", "lines with dates", "a status with an address").
Where at least two cells contradict their columns, small moves are tried: a cell that holds two columns is split after
its first paragraph, a blank is put in, a blank or repeated cell is taken out. The move is made only when nearly
every contradiction goes away, and it is always said.
"""

import re
from dataclasses import replace
from functools import lru_cache

from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import squash
from prongsai.intake.columns import Header
from prongsai.intake.headings import ColumnKind
from prongsai.intake.raw_measure import Piece, RawMeasure, Repair
from prongsai.intake.time_words import is_time_only

_UNIT = re.compile(
    r"สำนัก|กอง|ฝ่าย|งาน[ก-ฮ]|หน่วย|กลุ่มงาน|ทุกภารกิจ|ทุกส่วน|เจ้าหน้าที่|ส่วน[ก-ฮ]|ปลัด|นาย|นาง|ผู้อำนวยการ|หัวหน้า|นัก[ก-ฮ]|คณะ"
)
_ADDRESS = re.compile(r"https?\s*:|www\.|\.go\.th|\.com", re.IGNORECASE)
_STATUS = re.compile(r"ดำเนินการ(?:แล้ว|เรียบร้อย|เสร็จ)|เรียบร้อย|แล้วเสร็จ|อยู่ระหว่าง|ยังไม่|ไม่ได้ดำเนินการ|หลักฐาน|เผยแพร่แล้ว")
_DUE = re.compile(r"ภายใน|ทุกเดือน|กำกับ|ติดตาม|รายงานผล|ไตรมาส|เป็นปัจจุบัน|ตามกำหนด|รายเดือน")
_NUMBERED = re.compile(r"(?:^|\s|\n)\(?\d{1,2}[.)]\s*\S")

LONG_UNIT = 160
"""Letters beyond which a cell is no name of a unit."""


def repair_shift(header: Header, texts: dict[int, Piece], measure: RawMeasure) -> dict[int, Piece]:
    """The row's pieces by column, moved back where they had slid; `measure.repairs` says what was done."""
    kinds: list[tuple[int, ColumnKind]] = [
        (column.index, column.kind) for column in header.columns if column.kind not in {"month", "other"}
    ]
    if len(kinds) < 3:
        return texts
    row = [texts.get(index) for index, _ in kinds]
    names = [kind for _, kind in kinds]
    wrong = [position for position, piece in enumerate(row) if _fit(names[position], piece) < 0]
    if len(wrong) < 2:
        return texts
    before = _fits(names, row)
    best, best_fit = row, before
    for candidate in _moves(row):
        fit = _fits(names, candidate)
        if fit > best_fit:
            best, best_fit = candidate, fit
    left = sum(_fit(names[position], piece) < 0 for position, piece in enumerate(best))
    if best is row or best_fit < before + 2 or left * 3 > len(wrong):
        return texts
    measure.as_it_stood = [
        (kind, piece) for kind, piece in zip(names, row, strict=True) if piece is not None and not piece.is_blank
    ]
    moved = dict(texts)
    for (index, _), piece in zip(kinds, best, strict=True):
        heading = next(column.heading for column in header.columns if column.index == index)
        moved[index] = replace(piece, heading=heading, moved=True) if piece else Piece((), heading=heading)
    measure.repairs.append(_said(header, kinds, row, best, measure.where))
    return moved


def _moves(row: list[Piece | None]) -> list[list[Piece | None]]:
    size = len(row)
    found: list[list[Piece | None]] = []
    spare = [position for position in range(size) if _is_spare(row, position)]
    for start in range(size):
        piece = row[start]
        for end in spare:
            if end > start and piece is not None and _holds_two_columns(piece):
                first = replace(piece, paragraphs=piece.paragraphs[:1], links=())
                rest = replace(piece, paragraphs=piece.paragraphs[1:])
                found.append([*row[:start], first, rest, *row[start + 1 : end], *row[end + 1 :]])
            if end > start:
                found.append([*row[:start], None, *row[start:end], *row[end + 1 :]])
            elif end < start:
                found.append([*row[:end], *row[end + 1 : start + 1], None, *row[start + 1 :]])
    return [candidate for candidate in found if len(candidate) == size]


def _holds_two_columns(piece: Piece) -> bool:
    """Whether a cell opens with a paragraph of its own before numbered ones."""
    plain = [to_arabic_digits(text) for text in piece.paragraphs]
    return len(plain) > 1 and not _NUMBERED.match(plain[0]) and bool(_NUMBERED.match(plain[1]))


def _is_spare(row: list[Piece | None], position: int) -> bool:
    """Whether a cell may be taken out: blank, or made up of what other cells of the row already say."""
    piece = row[position]
    if piece is None or piece.is_blank:
        return True
    if piece.links or len(piece.text) > 250:
        return False
    rest = _folded(piece.text)
    heads = sorted(
        (
            head
            for other, one in enumerate(row)
            if one is not None and other != position
            for text in one.paragraphs[:1]
            if len(head := _folded(text)) >= 4
        ),
        key=len,
        reverse=True,
    )
    for head in heads:
        rest = rest.replace(head, "", 1)
    return len(rest) <= 2


def _folded(text: str) -> str:
    return re.sub(r"[-–/•➤]", "", squash(text))


def _fits(names: list[ColumnKind], row: list[Piece | None]) -> float:
    return sum(_fit(name, piece) for name, piece in zip(names, row, strict=True))


def _fit(kind: ColumnKind, piece: Piece | None) -> float:
    """How well a cell suits its column: 1 well, 0 says nothing, -1 contradicts."""
    if piece is None or piece.is_blank:
        return 0
    return _fit_of_text(kind, piece.text, bool(piece.links))


def _fit_of_text(kind: ColumnKind, text: str, has_links: bool) -> float:
    seen = _features(text)
    address = has_links or seen["address"]
    if kind == "responsible":
        if address or seen["numbers"] >= 2 or len(text) > LONG_UNIT or seen["time_only"] or seen["bare"]:
            return -1
        return 1 if seen["unit"] else 0
    if kind == "steps" or kind == "measure":
        if address or seen["time_only"] or seen["bare"]:
            return -1
        if seen["due"] >= 2 and seen["numbers"] >= 2:
            return -0.5
        return 1 if seen["numbers"] or len(text) > 30 else 0
    if kind == "follow_up":
        if address or seen["bare"]:
            return -1
        return 1 if seen["due"] or seen["time_only"] else -1 if not seen["numbers"] else 0
    if kind == "time":
        if address:
            return -1
        return (
            1
            if seen["time_only"] or (seen["due"] and len(text) < 200)
            else -1
            if seen["numbers"] >= 2 or seen["unit"]
            else 0
        )
    if kind in {"result", "evidence", "status"}:
        if address or seen["status"]:
            return 1
        return -1 if seen["time_only"] or seen["numbers"] >= 3 else 0
    if kind == "issue":
        return -1 if address or seen["time_only"] or seen["numbers"] >= 2 or seen["bare"] else 0.5
    if kind == "number":
        return 1 if seen["bare"] else -1
    return 0


@lru_cache(maxsize=64)
def _features(text: str) -> dict[str, int]:
    plain = to_arabic_digits(text)
    return {
        "address": bool(_ADDRESS.search(plain)),
        "unit": bool(_UNIT.search(plain)),
        "numbers": len(_NUMBERED.findall(plain)),
        "due": len(_DUE.findall(plain)),
        "time_only": is_time_only(text) and not plain.strip().isdigit(),
        "bare": bool(re.fullmatch(r"\s*\(?\d{1,3}[.)]?\s*", plain)),
        "status": bool(_STATUS.search(plain)),
    }


def _said(
    header: Header,
    kinds: list[tuple[int, ColumnKind]],
    row: list[Piece | None],
    best: list[Piece | None],
    where: str,
) -> Repair:
    headings = {column.index: column.heading for column in header.columns}
    kept = {id(piece) for piece in best if piece is not None}
    texts = {text for piece in best if piece is not None for text in piece.paragraphs}
    dropped = [
        piece.text
        for piece in row
        if piece is not None and id(piece) not in kept and not piece.is_blank and not set(piece.paragraphs) <= texts
    ]
    first = next((position for position, piece in enumerate(best) if piece is not row[position]), 0)
    name = headings[kinds[first][0]]
    gone_th = f" และตัดข้อความซ้ำออก: “{' '.join(dropped)}”" if dropped else ""
    gone_en = f"; a repeated text was left out: “{' '.join(dropped)}”" if dropped else ""
    return Repair(
        "columns_shifted",
        where,
        f"ข้อความในแถวนี้เลื่อนช่องตั้งแต่ช่อง “{name}” ระบบจัดกลับเข้าช่องที่ถูกต้องแล้ว{gone_th} กรุณาตรวจกับต้นฉบับ",
        f"the cells of this row had slid from the column “{name}” on and were moved back{gone_en}: please compare",
    )
