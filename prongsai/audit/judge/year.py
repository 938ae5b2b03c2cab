"""Which fiscal year and period a page covers, on what grounds; None when it cannot be told.

A year counts by where it stands and what it is the year of: "ปีงบประมาณ พ.ศ. 2566" in a title more than a bare number,
the year of a law or an upload not at all. Digits that OCR made are never evidence; only those of our own digit reader are.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from prongsai.audit.judge.letters import Letters, to_plain
from prongsai.audit.judge.year_evidence import YearKind, YearSeen, YearsSeen, Zone, quotable, see_years, see_years_of
from prongsai.audit.page import PageText
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_of, fiscal_year_start
from prongsai.core.frozen import frozen
from prongsai.core.thai.digits import to_arabic_digits

_WEIGHTS: Final[dict[YearKind, float]] = {
    "fiscal": 3.0,
    "yearly": 2.5,
    "assessment": 2.0,
    "range": 2.6,
    "year": 1.3,
    "signed": 1.6,
    "date": 0.4,
    "month": 0.7,
    "result": 0.25,
    "named": 0.25,
    "bare": 0.5,
}
_ZONES: Final[dict[Zone, float]] = {"title": 3.0, "heading": 1.8, "first": 2.2, "head": 1.4, "tail": 1.0, "body": 1.0}
_WEIGHTS_IN_ZONES: Final = {
    (kind, zone): weight * share for kind, weight in _WEIGHTS.items() for zone, share in _ZONES.items()
}
_NO_CAP: Final = 60.0
_CAPS: Final[dict[YearKind, float]] = {"date": 1.2, "named": 0.9, "bare": 1.3, "signed": 3.2, "month": 4.0}
_BARE_IN_TITLE: Final = 1.6
"""A number that looks like a year in the title itself, "รายงาน 2566", is enough when nothing speaks against it."""
_ENOUGH: Final = 1.5
_SHARE: Final = 0.6
_MARGIN: Final = 2.5
_BARE_ZONES: Final[frozenset[Zone]] = frozenset(("title", "first"))
_STRONG: frozenset[YearKind] = frozenset(("fiscal", "yearly", "assessment"))
_WEAK: frozenset[YearKind] = frozenset(("result", "date", "signed", "month", "named", "bare"))
_DAYS: frozenset[YearKind] = frozenset(("date", "signed", "month"))
_DAY_BESIDE_YEAR: Final = 0.4
_SPAN: Final = 1.6
_FIRST_YEAR, _YEARS_AHEAD = 2540, 2590


@frozen
class YearJudged:
    """The fiscal year, all it covers, the days said, and why. `by_date_only`: no fiscal year is named, only days are."""

    fiscal_year: int | None = None
    fiscal_years: tuple[int, ...] = ()
    grounds_th: str = ""
    grounds_en: str = ""
    period_from: date | None = None
    period_to: date | None = None
    by_date_only: bool = False
    other_years: tuple[int, ...] = ()
    ocr_only: bool = False


def judge_year(
    page: PageText,
    letters: Letters,
    *,
    asked: int | None,
    url_year: int | None = None,
    is_index: bool = False,
    seen: YearsSeen | None = None,
) -> YearJudged:
    """The year of a page. `asked` is the year it is handed in for and only chooses among the years of a plan; `seen` are
    the years of its letters where they have been looked for already."""
    if page.ocr_pages:
        return _from_scan(page, asked)
    found = see_years(letters) if seen is None else seen
    return _decide(found, asked, url_year, is_index, letters.share_read)


def _decide(found: YearsSeen, asked: int | None, url_year: int | None, is_index: bool, share_read: float) -> YearJudged:
    weights, best = _weigh(found.seen)
    ranges = _weigh_ranges(found.seen)
    period = _period(found.spans)
    for first, last in found.spans:
        year = fiscal_year_of(first)
        if year == fiscal_year_of(last) and year in best and best[year].kind in _WEAK:
            weights[year] += _SPAN
    top = max(weights, key=lambda year: weights[year], default=None)
    top_weight = weights[top] if top is not None else 0.0
    if ranges:
        span, seen, weight = ranges[0]
        is_alone = len(ranges) == 1 or ranges[1][0] == span or weight > 1.5 * ranges[1][2]
        inside = sum(value for year, value in weights.items() if span[0] <= year <= span[1])
        others = sum(weights.values()) - inside
        if (
            is_alone
            and not (is_index and seen.zone not in ("title", "first"))
            and weight > others
            and _is_spread(weights, span, weight)
        ):
            return _several(span, seen, asked, period)
    if _is_calendar_year(found.spans) and not any(one.kind in _STRONG for one in best.values()):
        return _calendar_year(found.spans[0])
    if top is None or top_weight < _ENOUGH:
        return _cannot(found, url_year, period, tuple(sorted(weights)))
    total = sum(weights.values())
    second = max((value for year, value in weights.items() if year != top), default=0.0)
    is_named = best[top].kind in _STRONG and best[top].zone in ("title", "heading", "first", "head")
    if top_weight < _SHARE * total and not (is_named and top_weight - second >= _MARGIN):
        return _unclear(weights, best, period)
    if _is_outdated(top, best[top], found):
        return _unclear(weights, best, period)
    if is_index and best[top].kind in _WEAK:
        return _cannot(found, url_year, period, tuple(sorted(weights)))
    return _one(top, best[top], period, found, share_read, tuple(sorted(year for year in weights if year != top)))


def _weigh_plainly(seen: list[YearSeen]) -> tuple[dict[int, float], dict[int, YearSeen]]:
    """Weight of each fiscal year, and the strongest place that says it, but for ranges; its twin is
    `audit/native/year_weights.pyx`, which changes with it."""
    seen = [one for one in seen if one.kind != "range"]
    by_kind: dict[tuple[int, YearKind], float] = {}
    best: dict[int, tuple[float, YearSeen]] = {}
    if not any(one.kind in _STRONG for one in seen):
        # "ผลการประเมินปี 2565" in a text of 2566 says nothing; where no other year is named, it is what the text is about.
        seen = [one._replace(kind="fiscal") if one.kind == "result" else one for one in seen]
    for one in seen:
        kind, year, zone, *_ = one
        if not _FIRST_YEAR <= year <= _YEARS_AHEAD:
            continue
        key = (year, kind)
        so_far = by_kind.get(key, 0.0)
        if kind == "bare" and zone in _BARE_ZONES:
            weight = _BARE_IN_TITLE
            by_kind[key] = max(so_far, weight)
        else:
            weight = _WEIGHTS_IN_ZONES[kind, zone]
            by_kind[key] = min(so_far + weight, max(_CAPS.get(kind, _NO_CAP), so_far))
        if year not in best or weight > best[year][0]:
            best[year] = (weight, one)
    has_strong = any(kind in _STRONG for _, kind in by_kind)
    weights: dict[int, float] = {}
    for (year, kind), weight in by_kind.items():
        # A report of one year is signed in the next: where a fiscal year is named, days say little.
        share = _DAY_BESIDE_YEAR if has_strong and kind in _DAYS else 1.0
        weights[year] = weights.get(year, 0.0) + share * weight
    return weights, {year: one for year, (_, one) in best.items()}


_weigh: Callable[[list[YearSeen]], tuple[dict[int, float], dict[int, YearSeen]]] = _weigh_plainly
try:
    from prongsai.audit.native.year_weights import Weigher
except ImportError:  # no compiler where this was installed
    pass
else:
    _weigh = Weigher(sys.modules[__name__]).weigh


def _is_outdated(top: int, best: YearSeen, found: YearsSeen) -> bool:
    """A year named only in passing ("โครงการ ... ประจำปี 2565") among more days of another year."""
    if best.zone in ("title", "heading", "first") or best.kind != "yearly":
        return False
    named = sum(1 for one in found.seen if one.year_be == top)
    return sum(1 for one in found.seen if one.kind in _DAYS and one.year_be != top) > named


def _weigh_ranges(seen: list[YearSeen]) -> list[tuple[tuple[int, int], YearSeen, float]]:
    sums: dict[tuple[int, int], float] = {}
    first: dict[tuple[int, int], YearSeen] = {}
    for one in seen:
        if one.kind == "range" and one.until_be is not None:
            span = (one.year_be, one.until_be)
            sums[span] = sums.get(span, 0.0) + _WEIGHTS["range"] * _ZONES[one.zone]
            first.setdefault(span, one)
    return sorted(((span, first[span], weight) for span, weight in sums.items()), key=lambda row: -row[2])


def _is_spread(weights: dict[int, float], span: tuple[int, int], weight: float) -> bool:
    """Whether no single year of the span stands out: "แผน 2566-2570 เฉพาะปี 2567" is about 2567."""
    inside = sorted((value for year, value in weights.items() if span[0] <= year <= span[1]), reverse=True)
    if not inside:
        return True
    second = inside[1] if len(inside) > 1 else 0.0
    return inside[0] <= weight or inside[0] < 2.0 * second


def _period(spans: list[tuple[date, date]]) -> tuple[date | None, date | None]:
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else (None, None)


def _is_calendar_year(spans: list[tuple[date, date]]) -> bool:
    return bool(spans) and all(
        first.month == 1 and last.month == 12 and first.year == last.year for first, last in spans
    )


def _several(
    span: tuple[int, int], seen: YearSeen, asked: int | None, period: tuple[date | None, date | None]
) -> YearJudged:
    years = tuple(range(span[0], span[1] + 1))
    year = asked if asked in years else years[-1] if asked is None or asked > years[-1] else years[0]
    return YearJudged(
        year,
        years,
        f'เป็นข้อมูลหลายปี: {_where_th(seen)} "{seen.printed}"',
        f'covers several years: {_where_en(seen)} "{seen.printed}"',
        period[0] or fiscal_year_start(years[0]),
        period[1] or fiscal_year_end(years[-1]),
    )


def _one(
    year: int,
    seen: YearSeen,
    period: tuple[date | None, date | None],
    found: YearsSeen,
    share_read: float,
    others: tuple[int, ...],
) -> YearJudged:
    printed = seen.printed
    th, en = f'{_where_th(seen)} "{printed}"', f'{_where_en(seen)} "{printed}"'
    by_date = seen.kind in ("signed", "date", "month")
    if by_date:
        th = f"ไม่ได้ระบุปีงบประมาณ แต่วันที่อยู่ในปีงบประมาณ {year}: {th}"
        en = f"no fiscal year is named, but the date lies in {year}: {en}"
    if others:
        th += f" (กล่าวถึงปี {_list(others)} ด้วย)"
        en += f" (years {_list(others)} are mentioned too)"
    if share_read < 1:
        th += f" อ่านข้อความ {share_read:.0%} ของทั้งหมด"
        en += f"; {share_read:.0%} of the text was read"
    inside = [day for day in period if day is not None and fiscal_year_of(day) == year]
    first, last = (period[0], period[1]) if len(inside) == 2 else (None, None)
    return YearJudged(year, (year,), th, en, first, last, by_date, others)


def _cannot(
    found: YearsSeen, url_year: int | None, period: tuple[date | None, date | None], years: tuple[int, ...]
) -> YearJudged:
    th, en = "ไม่พบข้อความที่ระบุปีของข้อมูล", "the text does not say which year it is of"
    if found.mistyped:
        th = f'ช่วงเวลาที่พิมพ์เป็นไปไม่ได้ ปีคงพิมพ์ผิด: "{found.mistyped[0]}"'
        en = f'the period as printed cannot be, a year must be mistyped: "{found.mistyped[0]}"'
    elif found.seen:
        one = found.seen[0]
        th += f' มีเพียง "{one.printed}" ซึ่งไม่พอจะบอกปี'
        en += f'; there is only "{one.printed}", which is not enough'
    elif found.other:
        th += " (มีแต่ปีของกฎหมาย วันที่อัปโหลด หรือลิขสิทธิ์)"
        en += " (only years of laws, uploads or copyright)"
    if url_year is not None:
        th += f" ที่อยู่เว็บมีปี {url_year} แต่ไม่นับเป็นหลักฐาน"
        en += f"; the address has {url_year}, which is no evidence"
    return YearJudged(None, (), th, en, period[0], period[1], other_years=years)


def _unclear(
    weights: dict[int, float], best: dict[int, YearSeen], period: tuple[date | None, date | None]
) -> YearJudged:
    top = sorted(sorted(weights, key=lambda year: -weights[year])[:3])
    shown = ", ".join(f'"{best[year].printed}"' for year in top)
    return YearJudged(
        None,
        (),
        f"ข้อความกล่าวถึงหลายปีพอ ๆ กัน ({shown}) ต้องให้คนดู",
        f"the text speaks of several years about equally ({shown}); a person must look",
        period[0],
        period[1],
        other_years=tuple(top),
    )


def _calendar_year(span: tuple[date, date]) -> YearJudged:
    first, last = fiscal_year_of(span[0]), fiscal_year_of(span[1])
    return YearJudged(
        None,
        (),
        f"เป็นข้อมูลตามปีปฏิทิน มกราคม - ธันวาคม คาบปีงบประมาณ {first} และ {last}",
        f"the data are of a calendar year, January to December, which lies in fiscal years {first} and {last}",
        span[0],
        span[1],
        other_years=(first, last),
    )


def _from_scan(page: PageText, asked: int | None) -> YearJudged:
    """The year of a scanned document: what text pages say, and of the scanned ones only digits that were vouched for."""
    read = [text for number, text in enumerate(page.pages, start=1) if number not in page.ocr_pages]
    found = YearsSeen([], [], [])
    for text in read:
        _join(found, see_years_of(to_plain(text[:20_000]), "body"))
    vouched = {(run.page, digits) for run in page.digit_runs if len(digits := to_arabic_digits(run.text).strip()) == 4}
    claimed = 0
    for number in page.ocr_pages:
        text = page.pages[number - 1] if 0 < number <= len(page.pages) else page.text
        if not text:
            continue
        zone: Zone = "first" if number == 1 else "body"
        seen = see_years_of(to_plain(text[:20_000]), zone)
        claimed += len(seen.seen)
        # A date needs its year alone to be placed in a fiscal year only together with its month, which OCR letters give.
        found.seen.extend(one for one in seen.seen if _is_vouched(one, number, vouched))
        named = {one.year_be for one in seen.seen}
        found.seen.extend(
            YearSeen("bare", int(digits), "body", quotable(digits.encode()))
            for place, digits in vouched
            if place == number and digits.startswith("25") and int(digits) not in named
        )
    found.spans.clear()
    judged = _decide(found, asked, None, False, 1.0)
    if judged.fiscal_year is not None:
        return replace(
            judged,
            grounds_th=f"{judged.grounds_th} (ภาพสแกน ใช้เฉพาะตัวเลขที่ตัวอ่านตัวเลขรับรอง)",
            grounds_en=f"{judged.grounds_en} (a scan: only digits vouched for by the digit reader count)",
        )
    return YearJudged(
        None,
        (),
        "เป็นภาพสแกน ตัวเลขที่ได้จาก OCR ไม่ใช้เป็นหลักฐานของปี ต้องให้คนดู",
        "a scan: digits from OCR are no evidence of a year; a person must look",
        ocr_only=claimed > 0 or not found.seen,
    )


def _is_vouched(one: YearSeen, page: int, vouched: set[tuple[int, str]]) -> bool:
    if one.day is not None or one.kind == "range":
        digits = {to_arabic_digits(one.printed)[-4:]}
        if one.until_be is not None:
            digits = {str(one.year_be), str(one.until_be)}
        return all((page, each) in vouched for each in digits)
    return (page, str(one.year_be)) in vouched


def _join(found: YearsSeen, more: YearsSeen) -> None:
    found.seen.extend(more.seen)
    found.spans.extend(more.spans)
    found.mistyped.extend(more.mistyped)
    found.other += more.other


_WHERE: Final[dict[Zone, tuple[str, str]]] = {
    "title": ("ชื่อเรื่องระบุ", "the title says"),
    "heading": ("หัวข้อระบุ", "a heading says"),
    "first": ("บรรทัดแรกระบุ", "the first lines say"),
    "head": ("ตอนต้นระบุ", "the beginning says"),
    "tail": ("ตอนท้ายระบุ", "the end says"),
    "body": ("ข้อความระบุ", "the text says"),
}


def _where_th(seen: YearSeen) -> str:
    return _WHERE[seen.zone][0]


def _where_en(seen: YearSeen) -> str:
    return _WHERE[seen.zone][1]


def _list(years: tuple[int, ...]) -> str:
    return ", ".join(str(year) for year in years[:4])
