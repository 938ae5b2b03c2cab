"""Another agency's name in a text where ours should be: a template that was copied and not filled in."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from prongsai.audit.judge.letters import READ, to_bare
from prongsai.audit.judge.matcher import AGENCY_KINDS
from prongsai.audit.judge.provinces import PROVINCES

_KINDS: Final = {
    "อบต.": "องค์การบริหารส่วนตำบล", "อบต": "องค์การบริหารส่วนตำบล", "อบจ.": "องค์การบริหารส่วนจังหวัด", "ทต.": "เทศบาลตำบล", "ทม.": "เทศบาลเมือง", "ทน.": "เทศบาลนคร",
    "รพ.": "โรงพยาบาล",
}  # fmt: skip
_AM = "(?:ำ|\u0e4dา|า)"  # sara am, also as two letters or half lost
_NAMED = re.compile(
    rf"(?P<kind>เทศบาล(?:ต{_AM}บล|เมือง|นคร)|องค์การบริหารส่วน(?:ต{_AM}บล|จังหวัด)|อบต\.|อบจ\.|โรงพยาบาล|โรงเรียน|มหาวิทยาลัย"
    rf"|ส{_AM}นักงานสาธารณสุขอ{_AM}เภอ)[ \t]?(?P<name>[ก-ฮเ-ไ][ก-๎]{{1,24}})"
)
_LOST_AM: Final = {"ตํา": "ตำ", "ตาบล": "ตำบล", "สํา": "สำ", "สานัก": "สำนัก", "อํา": "อำ", "อาเภอ": "อำเภอ"}
_CUT = re.compile(
    r"(?:อำเภอ|จังหวัด|หมู่|เลขที่|ตำบล|โทร|เขต|สังกัด|รักษา|ผู้|นาย|นาง|พนักงาน|สมาชิก|สภา|หัวหน้า|ปลัด|ประจำ|เรื่อง|ได้|ตั้ง|จึง|จะ|เป็น|ขอ|กำหนด|ดำเนิน|และ|หรือ|ที่|มี|ต้อง|ให้|ใน|โดย|ตาม|พ\.ศ|ประกาศ|ไม่|ว่า|แห่ง|อาจ|เพื่อ|ซึ่ง|ทุก|ต่าง|ทั้ง|ดังกล่าว|แล้ว|นี้|ของ|กับ|ณ|สมัย|ครั้ง|ปี)"
)
_NEIGHBOUR = re.compile(r"(?:ติดต่อกับ|ติดกับ|ติดต่อ|จด|ร่วมกับ|ระหว่าง|จาก|ณ|ที่|และ|กับ|ถึง|โรงพยาบาลส่งเสริมสุขภาพ|เช่น|,)\s*$")
_OWN_PLACE = re.compile(r"(?:นายก|ปลัด|สำนักปลัด|ของ|ประกาศ|คำสั่ง|สภา|ผู้อำนวยการ)\s*$")
_HEAD: Final = 400
_GENERIC: Final = frozenset(
    ("ตำบล", "ทั่วไป", "ส่งเสริมสุขภาพ", "เอกชน", "สังกัด", "รัฐ", "ชุมชน", "ศูนย์", "แพทย์", "ราชภัฏ", "เทคโนโลยี", "ผู้สูงอายุ")
)


@dataclass(frozen=True, slots=True)
class OtherAgency:
    """The other name, how often it stands in the text, and how often ours does. `is_certain`: it speaks, or stands again
    and again, where ours never does."""

    name: str
    times: int
    own_times: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Own:
    kind: str
    name: str
    name_bare: str
    bare: str


@lru_cache(maxsize=512)
def _own(agency_name: str) -> _Own | None:
    name = agency_name.strip()
    for short, whole in _KINDS.items():
        if name.startswith(short):
            name = whole + name[len(short) :].strip()
            break
    kind = next((kind for kind in AGENCY_KINDS if name.startswith(kind)), "")
    if not kind:
        return None
    place = re.split(r"\s+(?:จ\.|อ\.|จังหวัด|อำเภอ)", name[len(kind) :].strip())[0].strip()
    return (
        _Own(kind, place, to_bare(place).decode("latin-1"), to_bare(kind + place).decode("latin-1")) if place else None
    )


def find_other_agency(agency_name: str, text: str, bare: str) -> OtherAgency | None:
    """Another agency of a like kind that the text speaks for; None when only ours is named, or none, or only neighbours.

    `bare` is the text in bare letters: when every name in it is ours, nothing else is looked at. A name is counted as the
    text's own voice where an agency names itself ("นายก...", "ประกาศ...", "ของ..."), or where ours never stands.
    """
    own = _own(agency_name)
    if own is None:
        return None
    own_times = bare.count(own.bare)
    if own_times == _count_kinds(bare):
        return None
    others: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    in_head: set[str] = set()
    for match in _NAMED.finditer(text[:READ]):
        name = _name(match["name"])
        if name is None or _is_own(name, own):
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        if _NEIGHBOUR.search(before):
            continue
        kind = _kind(match["kind"])
        if kind[:5] != own.kind[:5]:
            continue
        others[kind + name] += 1
        if _OWN_PLACE.search(before):
            placed[kind + name] += 1
        if match.start() < _HEAD:
            in_head.add(kind + name)
    if not others:
        return None
    name, times = others.most_common(1)[0]
    in_place = placed[name] > 0
    if own_times == 0 and (times >= 2 or in_place or name in in_head):
        return OtherAgency(name, times, own_times, times >= 2 or in_place)
    return OtherAgency(name, times, own_times, False) if own_times and in_place else None


def _kind(printed: str) -> str:
    """The kind in its usual spelling."""
    for lost, meant in _LOST_AM.items():
        printed = printed.replace(lost, meant)
    return _KINDS.get(printed, printed)


def find_other_province(agency_name: str, province: str, bare: str) -> str | None:
    """The province that stands beside our name where it is not ours: an agency of the same name elsewhere; else None."""
    own = _own(agency_name)
    if own is None or not province or own.bare not in bare:
        return None
    ours = to_bare(province.removeprefix("จังหวัด").removeprefix("จ.").strip()).decode("latin-1")
    found: set[str] = set()
    named: set[str] = set()
    at = bare.find(own.bare)
    while at >= 0:
        beside = bare[at + len(own.bare) : at + len(own.bare) + _BESIDE]
        cut = beside.find(_PROVINCE_WORD)
        if cut >= 0:
            here = [name for name in _PROVINCES if beside.startswith(name, cut + len(_PROVINCE_WORD))]
            found.update(here)
            named.update(sorted(here, key=len)[-1:])  # in bare letters เพชรบูรณ์ begins with เพชรบุรี
        at = bare.find(own.bare, at + len(own.bare))
    if ours in found or not found:
        return None
    return _PROVINCES[min(named)]


_BESIDE: Final = 40
_PROVINCE_WORD: Final = to_bare("จังหวัด").decode("latin-1")
_PROVINCES: Final = {to_bare(name).decode("latin-1"): name for name in PROVINCES}
_LIKE_KINDS: Final = tuple(to_bare(kind).decode("latin-1") for kind in AGENCY_KINDS)
_SHORT_KINDS: Final = tuple(to_bare(short).decode("latin-1") for short in ("อบต.", "อบจ."))


def _count_kinds(bare: str) -> int:
    return sum(bare.count(kind) for kind in _LIKE_KINDS) + sum(bare.count(kind) for kind in _SHORT_KINDS)


def _name(printed: str) -> str | None:
    """The name without the words that follow it unspaced; None where no name follows."""
    cut = _CUT.search(printed)
    name = printed[: cut.start()] if cut else printed
    return None if len(name) < 3 or name in _GENERIC else name


def _is_own(name: str, own: _Own) -> bool:
    bare = to_bare(name).decode("latin-1")
    return bare.startswith(own.name_bare) or (len(bare) >= 4 and own.name_bare.startswith(bare))
