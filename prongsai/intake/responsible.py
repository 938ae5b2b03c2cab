"""Reads who is responsible: units, named persons, and what each does ("จัดทำ … ส่งมอบให้สำนักปลัดรวบรวม")."""

import re
from collections.abc import Iterator, Sequence

from prongsai.core.plan import Responsible, ResponsibleRole
from prongsai.core.thai.text import repair_line_wraps
from prongsai.intake.numbering import split_parts, without_bullet

_TITLE = re.compile(
    r"(?:➤|►|▶|\(|\b|^|(?<=[\s/,:]))\s*(?:ชื่อ\s*[:：]?\s*)?"
    r"((?:นางสาว|น\.ส\.|นาง(?!าน)|นาย(?!ก|อำเภอ|ช่าง|ทะเบียน|แพทย์)|ว่าที่\s*(?:ร้อย|ร\.)\S*|ด\.ต\.|ดาบตำรวจ|จ\.ส\.[อทต]\.|จ่าสิบ\S{1,3}|จ่าเอก|จ\.อ\.|พ\.จ\.[อทต]\.|"
    r"พันจ่า\S{1,3}|ส\.[อทต]\.|สิบ(?:เอก|โท|ตรี)|ร\.[อทต]\.|ร้อย(?:เอก|โท|ตรี)|ดร\.)\s*"
    r"[\u0e00-\u0e7f]{2,}(?:\s+[\u0e00-\u0e7f]{2,})?)"
)
_ARROW = re.compile(r"\s*[➤►▶]\s*")
_HANDS_TO = re.compile(
    r"(?:และ|แล้ว|โดย|พร้อม)?\s*(?:นำ)?(?:ส่ง\s*มอบ|จัดส่ง|ส่ง|มอบ)(?:ข้อมูล|เอกสาร|รายงาน|รายละเอียด|ต่อ)*\s*(?:ให้|แก่|ถึง|ต่อ)\s*"
)
_COMPILES = re.compile(r"รวบรวม|เป็นผู้รวบรวม|จัดทำภาพรวม|สรุปภาพรวม")
_PUBLISHES = re.compile(r"เผย\s*แพร่|ประชาสัมพันธ์ข้อมูล|ลงเว็บไซต์|นำขึ้นเว็บ|นำข้อมูลขึ้น|อัปโหลด|อัพโหลด")
_DOES = re.compile(
    r"\s*(?:ที่)?(?:จัด\s*ทำ|ดำเนิน\s*การ|รับผิดชอบ(?:จัดทำ|ดำเนินการ|ข้อมูล)|รายงาน|เป็นผู้|ร่วมกัน|สรุป|รวบรวม|เผย\s*แพร่|เป็นหน่วยงาน|ลงเว็บไซต์|นำ(?:ข้อมูล)?ขึ้น|อัปโหลด|อัพโหลด)"
)
_ALL_UNITS = re.compile(
    r"(?:เจ้าหน้าที่)?(?:ของ)?ทุก\s*(?:ๆ\s*)?(?:ภารกิจ|ส่วน|กอง|สำนัก|หน่วย|ฝ่าย|งาน|ส่วนราชการ|คน|โครงการ)|ทั้งหน่วยงาน|ทั้งองค์กร|บุคลากรทุก|พนักงานทุก|ทุกคน"
)
_OFFICE = re.compile(r"(?:สำนัก|กอง|ส่วน(?!งาน)|หน่วย|กลุ่ม|ฝ่าย|คณะ|ศูนย์|โรงเรียน|สถานธนานุบาล|กิจการ)")
_SECTION = re.compile(r"(?:งาน|ฝ่าย|กลุ่มงาน|แผนก)")
_SPLIT = re.compile(
    r"\s*(?:,|،|;|\n|\bและ\b|(?<=[\u0e00-\u0e7f])\s+และ\s*(?=สำนัก|กอง|งาน|ฝ่าย|หน่วย|ส่วน|ทุก|กลุ่ม)|(?<=[\u0e00-\u0e7f])และ(?=สำนัก|กอง|หน่วย))\s*"
)
_SLASH = re.compile(r"\s*/\s*")
_NEW_OFFICE = re.compile(
    r"\s+(?=(?:สำนัก(?:งาน)?ปลัด|สำนักคลัง|สำนักช่าง|กอง[\u0e00-\u0e7f]|หน่วย(?:งาน)?ตรวจสอบ|กลุ่มงานตรวจสอบ|งานตรวจสอบภายใน|ทุกส่วน|ทุกกอง|ทุกสำนัก))"
)
_MAIN_LABEL = re.compile(r"\s*(?:หน่วยงาน|ผู้รับผิดชอบ)?(?:หลัก|ร่วม|รอง|สนับสนุน)?\s*[:：]\s*")


_UNNAMED = re.compile(r"\s*[➤►▶]?\s*\(\s*(?:ผู้ดำรงตำแหน่ง|ชื่อ(?:-|\s)?(?:สกุล)?|ระบุชื่อ)\s*\)\s*$")
"""Stands where a person's name was left out."""


def read_responsible(paragraphs: Sequence[str]) -> tuple[Responsible, ...]:
    """Everyone a cell names, in order, each once; empty for a blank cell.

    A section printed with its office ("กองคลัง/งานพัสดุ", "สำนักปลัด งานการเจ้าหน้าที่") is one entry, as printed.
    A person stands beside the unit printed before; one named alone has the unit "".
    """
    found: list[Responsible] = []
    for part in split_parts(paragraphs, hard_breaks=True):
        for text in _SPLIT.split(part.text):
            found.extend(_read_phrase(without_bullet(text).strip()))
    return _each_once(_with_persons(found))


def _read_phrase(text: str) -> Iterator[Responsible]:
    label = _MAIN_LABEL.match(text)
    if label and label.group().strip(" :："):
        text = text[label.end() :]
    person = _TITLE.search(text)
    if person:
        before, after = text[: person.start(1)], text[person.end(1) :]
        unit = _ARROW.sub(" ", before).strip(" (:-/")
        yield Responsible(unit=_unit(unit), person=" ".join(person[1].split()), all_units=bool(_ALL_UNITS.search(unit)))
        rest = _ARROW.sub(" ", after).strip(" )/-")
        if rest:
            yield from _read_phrase(rest)
        return
    text = _ARROW.sub(" ", _UNNAMED.sub("", text)).strip()
    handed = _HANDS_TO.search(text)
    if handed and handed.start() > 0 and handed.end() < len(text):
        yield from _read_phrase(text[: handed.start()].strip())
        yield _actor(text[handed.end() :].strip(), default="compiles")
        return
    if text:
        yield from _offices(text)


def _offices(text: str) -> Iterator[Responsible]:
    for chunk in _with_their_office(_NEW_OFFICE.split(text)):
        pieces = _SLASH.split(chunk)
        current = ""
        for piece in pieces:
            if not piece:
                continue
            if current and _is_section_of(current, piece):
                current = f"{current}/{piece}"
                continue
            if current:
                yield _actor(current)
            current = piece
        if current:
            yield _actor(current)


def _with_their_office(chunks: list[str]) -> list[str]:
    """A section printed before its office ("งานพัสดุ กองคลัง") stays with it; internal audit is an office of its own."""
    kept: list[str] = []
    for chunk in chunks:
        before = kept[-1] if kept else ""
        if _SECTION.match(before) and "ตรวจสอบ" not in before and "/" not in before and _OFFICE.match(chunk):
            kept[-1] = f"{before} {chunk}"
        else:
            kept.append(chunk)
    return kept


def _is_section_of(office: str, piece: str) -> bool:
    """Whether the words after a slash name a section of the office before, or are no unit of their own."""
    if _ALL_UNITS.search(piece) or (_OFFICE.match(piece) and not _SECTION.match(piece)):
        return not (_OFFICE.match(piece) or _ALL_UNITS.search(piece))
    if _SECTION.match(piece):
        return not _SECTION.match(office.rsplit("/", 1)[-1]) or "/" in office
    return not piece.startswith(("ปลัด", "นายก", "ผู้", "หัวหน้า", "เจ้าหน้าที่", "นัก", "รองปลัด", "นิติกร"))


def _actor(text: str, default: ResponsibleRole = "does") -> Responsible:
    verb = _DOES.search(text)
    unit, action = (text[: verb.start()], text[verb.start() :]) if verb and verb.start() > 0 else (text, "")
    role: ResponsibleRole = default
    if _PUBLISHES.search(action) and not re.search(r"จัด\s*ทำ", action):
        role = "publishes"
    elif _COMPILES.search(action):
        role = "compiles"
    return Responsible(unit=_unit(unit), role=role, all_units=bool(_ALL_UNITS.search(unit)))


def _unit(text: str) -> str:
    cleaned = repair_line_wraps(text).strip(" :-–()")
    if text.count("(") > text.count(")") or ("(" in text and text.rstrip().endswith(")")):
        cleaned = repair_line_wraps(text).strip(" :-–")
    return re.sub(r"\s*/\s*", "/", cleaned)


def _with_persons(found: list[Responsible]) -> list[Responsible]:
    """A person printed on a line of its own belongs to the unit before, when that has nobody yet."""
    kept: list[Responsible] = []
    for one in found:
        if one.person and not one.unit and kept:
            before = kept[-1]
            if before.person is None:
                kept[-1] = Responsible(before.unit, one.person, before.role, before.all_units)
                continue
            one = Responsible(before.unit, one.person, before.role, before.all_units)
        if one.unit or one.person:
            kept.append(one)
    return kept


def _each_once(found: list[Responsible]) -> tuple[Responsible, ...]:
    return tuple(dict.fromkeys(found))
