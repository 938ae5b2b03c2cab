"""Finds in a document's title, paragraphs and file name whose plan it is, of which year, and of which round."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.core.fiscal_year import BE_OFFSET, fiscal_year_of
from prongsai.core.plan import Agency, AgencyKind
from prongsai.core.reporting_round import ReportingRound, round_of
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import fold_thai

_KINDS: tuple[tuple[str, AgencyKind, str], ...] = (
    (r"องค์การบริหารส่วน\s?จังหวัด", "pao", "องค์การบริหารส่วนจังหวัด"),
    (r"องค์การบริหารส่วน\s?ตำบล", "tao", "องค์การบริหารส่วนตำบล"),
    (r"เทศบาล\s?นคร", "city_municipality", "เทศบาลนคร"),
    (r"เทศบาล\s?เมือง", "town_municipality", "เทศบาลเมือง"),
    (r"เทศบาล\s?ตำบล", "tambon_municipality", "เทศบาลตำบล"),
    (r"อบ\s?จ\s?\.", "pao", "องค์การบริหารส่วนจังหวัด"),
    (r"อบ\s?ต\s?\.", "tao", "องค์การบริหารส่วนตำบล"),
    (r"(?<![\u0e00-\u0e7f])ทน\s?\.", "city_municipality", "เทศบาลนคร"),
    (r"(?<![\u0e00-\u0e7f])ทม\s?\.", "town_municipality", "เทศบาลเมือง"),
    (r"(?<![\u0e00-\u0e7f])ทต\s?\.", "tambon_municipality", "เทศบาลตำบล"),
)
_AGENCY = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, (pattern, _, _) in enumerate(_KINDS)))
_NAME = re.compile(r"\s{0,2}([\u0e01-\u0e3a\u0e40-\u0e4e]{2,40})")
_NAME_END = re.compile(
    r"อำเภอ|จังหวัด|ประจำ|เรื่อง|ปีงบ|รอบ|ได้|จึง|มีความ|มีนโยบาย|และ|หรือ|โดย|เพื่อ|ว่าด้วย|ตามแผน|พ\.ศ|ดังนี้|ดังต่อ|ซึ่ง|ขอ(?!น)|ดำเนิน|จัดทำ"
)
_NOT_NAMES = frozenset(
    [
        "มี",
        "จะ",
        "ต้อง",
        "ของ",
        "ที่",
        "ทุก",
        "ทุกแห่ง",
        "ใน",
        "ในเขต",
        "ในพื้นที่",
        "นี้",
        "เป็น",
        "หรือ",
        "และ",
        "ให้",
        "กับ",
        "ต่าง",
        "ต่างๆ",
        "ทั้ง",
        "ทั้งหมด",
        "แห่ง",
        "แห่งนี้",
        "อื่น",
        "อื่นๆ",
        "เอง",
        "ดังกล่าว",
    ]
)
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![\u0e00-\u0e7f.])อ\.)\s{0,2}([\u0e01-\u0e3a\u0e40-\u0e4e]{2,30})")
_PROVINCE = re.compile(r"(?<!ส่วน)(?:จังหวัด|(?<![\u0e00-\u0e7f.])จ\.)\s{0,2}([\u0e01-\u0e3a\u0e40-\u0e4e]{2,30})")
_PLACE_END = re.compile(r"อำเภอ|จังหวัด|รหัส|โทร|ประจำ|ประเทศ|เรื่อง|ได้|จึง|รอบ|ปีงบ|ดังนี้|ซึ่ง|มี(?=ความ)")
_YEAR = re.compile(
    r"(?:ปี\s*งบ\s*ประมาณ|ปี\s*พ|พ\s*\.?\s*ศ|ประจำ\s*ปี|\bFY|ปี)\s*\.?\s*(?:(?:งบประมาณ\s*)?พ\s*\.\s*ศ\s*\.?\s*|พศ\.?\s*)?(2\s?5\s?[5-9]\s?\d|20[12]\d|[56789]\d)(?!\d)",
)
_BARE_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")
_MONTH_BEFORE = re.compile(r"(?:คม|ยน|พันธ์|\.\s?[คพย]\.|[กมสตพธ]\.\s?[คพย]\.)\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?$")
_BASIS = re.compile(
    r"ผลการประเมิน|ผลคะแนน|ผลประเมิน|วิเคราะห์|ประเมิน\s*ITA|ITA\s*(?:ประจำ)?ปี|การประเมินคุณธรรม|คะแนน\s*ITA", re.IGNORECASE
)
_OWN = re.compile(r"มาตรการ|รายงานผล|รายงานการ|แผน|การขับเคลื่อน|แนวทาง|กำกับติดตาม")
_TITLE = re.compile(r"(?:รายงาน|มาตรการ|แผน(?:งาน|ปฏิบัติ|การ)?|การขับเคลื่อน|สรุปผล|ผลการ|ภาคผนวก|เอกสารแนบ)")
_HALF = re.compile(r"รอบ\s*(?:ระยะเวลา\s*)?(?:6|หก)\s*เดือน|(?:6|หก)\s*เดือน\s*(?:แรก|หลัง)|ครึ่งปี|รอบที่\s*[12]\b")
_SECOND_HALF = re.compile(
    r"(?:6|หก)\s*เดือน\s*หลัง|ครึ่งปีหลัง|รอบที่\s*2\b|(?:เมษายน|เม\.ย\.)[^ก]{0,20}[-–ถ].{0,25}(?:กันยายน|ก\.ย\.)"
)
_FULL = re.compile(
    r"รอบ\s*(?:ระยะเวลา\s*)?(?:12|สิบสอง)\s*เดือน|(?:12|สิบสอง)\s*เดือน|รอบ\s*(?:1\s*)?ปี(?!งบ)|รอบสิ้นปี|รอบปีงบประมาณ|สิ้นปีงบประมาณ"
)
_INTERVAL = re.compile(
    r"(?:ตุลาคม|ต\.ค\.)\s*(?:พ\.ศ\.)?\s*(?:\d{2,4})?\s*(?:[-–—]|ถึง)+\s*(?:วันที่\s*)?(?:\d{1,2}\s*)?(?:เดือน)?\s*(มีนาคม|มี\.ค\.|กันยายน|ก\.ย\.)\s*(?:พ\.ศ\.)?\s*(\d{2,4})?"
)
_REPORT = re.compile(r"รายงานผล|รายงานการ|รายงานความก้าวหน้า|ผลการดำเนินการตาม|สรุปผล|การติดตามผล")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document says. `fiscal_year` None where it does not say."""

    agency: Agency
    fiscal_year: int | None
    based_on: int | None
    round_kind: str | None
    is_second_half: bool = False
    is_report: bool = False


def read_head(lines: Sequence[str], *, later: Sequence[str] = (), name: str = "") -> Head:
    """`lines` stand before the measures, `later` are other texts asked only for what the first leave out.

    `name` is the file's name, asked last of all.
    """
    heads = [_plain(line) for line in lines if line.strip()]
    rest = [_plain(line) for line in later if line.strip()]
    agency = _agency(heads) or _agency(rest) or _agency([_plain(name)]) or Agency("")
    fiscal_year, based_on = _years(heads)
    if fiscal_year is None:
        fiscal_year = _years(rest[:40])[0] or _years([_plain(name)])[0]
    if fiscal_year is None and based_on is not None:
        fiscal_year = based_on + 1
    joined = "\n".join(heads) or "\n".join(rest[:20])
    round_kind = _round_kind(joined)
    return Head(
        agency,
        fiscal_year,
        based_on if based_on != fiscal_year else None,
        round_kind,
        round_kind == "half_year" and bool(_SECOND_HALF.search(joined)),
        bool(_REPORT.search(joined)),
    )


def round_from_head(head: Head, fiscal_year: int, *, has_results: bool) -> ReportingRound | None:
    """The reporting round: as printed; a report that prints none is one of the whole year; a plan alone has none."""
    if not has_results and not (head.is_report and head.round_kind):
        return None
    if head.round_kind == "half_year":
        if head.is_second_half:
            year = fiscal_year - BE_OFFSET
            return ReportingRound("half_year", date(year, 4, 1), date(year, 9, 30))
        return round_of("half_year", fiscal_year)
    if head.round_kind == "full_year" or (has_results and head.is_report):
        return round_of("full_year", fiscal_year)
    return None


def agency_from_name(name: str, found: Agency) -> Agency:
    """An agency whose name a person gave; district and province stay as the document says."""
    named = _agency([_plain(name)])
    kind = named.kind if named else found.kind
    return Agency(" ".join(name.split()), kind, found.district, found.province, found.hosts)


def infer_fiscal_year(days: Sequence[date]) -> int | None:
    """The fiscal year that most of some days belong to; None without days."""
    votes = Counter(fiscal_year_of(day) for day in days)
    return max(votes, key=lambda year: (votes[year], -year)) if votes else None


def is_head_line(line: str) -> bool:
    """Whether a paragraph says nothing but title, agency, place, year or round."""
    plain = _plain(line)
    if len(plain) > 300:
        return False
    return bool(
        _AGENCY.search(plain)
        or _DISTRICT.match(plain)
        or _PROVINCE.match(plain)
        or _YEAR.search(plain)
        or _HALF.search(plain)
        or _FULL.search(plain)
        or (_TITLE.match(plain) and len(plain) <= 160)
        or re.search(r"คุณธรรมและความโปร่งใส|ภายในหน่วยงาน|\bITA\b", plain)
    )


def _plain(text: str) -> str:
    return to_arabic_digits(fold_thai(text))


def _agency(lines: Sequence[str]) -> Agency | None:
    found: list[tuple[str, AgencyKind, int]] = []
    for number, line in enumerate(lines):
        for match in _AGENCY.finditer(line):
            _, kind, full = _KINDS[next(index for index in range(len(_KINDS)) if match[f"k{index}"])]
            name = _name_after(line, match.end())
            if name:
                found.append((full + name, kind, number))
    if not found:
        return None
    votes = Counter(name for name, _, _ in found)
    first = {name: -order for order, (name, _, _) in reversed(list(enumerate(found)))}
    name = max(votes, key=lambda one: (votes[one], first[one]))
    _, kind, line_number = next(one for one in found if one[0] == name)
    district = _place(_DISTRICT, lines, line_number)
    province = _place(_PROVINCE, lines, line_number)
    if kind == "pao":
        province = province or name.removeprefix("องค์การบริหารส่วนจังหวัด")
    return Agency(name, kind, district, province)


def _name_after(line: str, position: int) -> str:
    match = _NAME.match(line, position)
    if not match:
        return ""
    name = match[1]
    end = _NAME_END.search(name)
    if end and end.start() >= 2:
        name = name[: end.start()]
    elif end:
        return ""
    return "" if name in _NOT_NAMES else name


def _place(pattern: re.Pattern[str], lines: Sequence[str], near: int) -> str | None:
    """The place named nearest after the agency's line, else anywhere."""
    for line in [*lines[near : near + 4], *lines[:near], *lines[near + 4 :]]:
        match = pattern.search(line)
        if match:
            name = match[1]
            end = _PLACE_END.search(name)
            name = name[: end.start()] if end else name
            if len(name) >= 2:
                return name
    return None


def _years(lines: Sequence[str]) -> tuple[int | None, int | None]:
    """(fiscal year, year the measures rest on): a year that follows words of the assessment's result is the basis."""
    own: list[int] = []
    basis: list[int] = []
    for line in lines:
        previous = 0
        for match in _YEAR.finditer(line):
            year = _be_year(match[1])
            if year is None:
                continue
            before = line[previous : match.start()]
            previous = match.end()
            if _MONTH_BEFORE.search(line[: match.start()]):
                continue
            on_basis = max((found.end() for found in _BASIS.finditer(before)), default=-1)
            on_own = max((found.end() for found in _OWN.finditer(before)), default=-1)
            (basis if on_basis >= 0 and on_basis > on_own else own).append(year)
        interval = _INTERVAL.search(line)
        if interval and interval[2] and not own:
            year = _be_year(interval[2])
            if year:
                own.append(year)
    if not own:
        for line in lines:
            for bare in _BARE_YEAR.finditer(line):
                if not _BASIS.search(line[: bare.start()]) and _OWN.search(line):
                    own.append(int(bare[1]))
    if own and basis and own[0] == basis[0] and any(year != basis[0] for year in own):
        own = [year for year in own if year != basis[0]]
    based_on = next((year for year in basis if not own or year < own[0]), None)
    return (own[0] if own else None), based_on if based_on is not None else (basis[0] if basis and not own else None)


def _be_year(digits: str) -> int | None:
    number = int(re.sub(r"\s", "", digits))
    if number < 100:
        number += 2500
    elif number < 2100:
        number += BE_OFFSET
    return number if 2550 <= number <= 2620 else None


def _round_kind(text: str) -> str | None:
    full, half = _FULL.search(text), _HALF.search(text)
    if half and (not full or half.start() <= full.start()):
        return "half_year"
    if full:
        return "full_year"
    interval = _INTERVAL.search(text)
    if interval:
        return "half_year" if interval[1].startswith("มี") else "full_year"
    return None
