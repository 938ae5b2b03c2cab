"""Which required elements of an item stand in a page: found, not found, or not for a machine to tell."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from prongsai.audit.judge.element_words import PATTERNS, ElementRule, is_short, rule_for
from prongsai.audit.judge.letters import Letters, to_plain
from prongsai.audit.judge.matcher import Matcher, Scan
from prongsai.audit.judge.year import YearJudged
from prongsai.audit.judge.year_fits import Rounds, has_entry_of_year, wanted_year, year_fits
from prongsai.audit.judged import ElementSeen, ElementState, YearFits
from prongsai.core.framework.model import Element, Item, Period
from prongsai.core.frozen import frozen

_PERIODS: Final[dict[str, Period]] = {
    "current": "current_fy",
    "previous": "previous_fy",
    "first_half": "first_half_current_fy",
    "several": "multi_year_covering_current_fy",
}


@frozen
class PageState:
    """What the elements need to know of a page. `why_not_*`: why something that is not there may yet be there, "" else."""

    letters: Letters
    scan: Scan
    year: YearJudged
    rounds: Rounds
    why_not_th: str = ""
    why_not_en: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a rule: by its number in the matcher, or by its plain letters where it is short."""

    text: str
    number: int | None
    plain: bytes


@lru_cache(maxsize=2048)
def _groups(rule: ElementRule, matcher: Matcher) -> tuple[tuple[_Word, ...], ...]:
    return tuple(
        tuple(
            _Word(word, None, to_plain(word)) if is_short(word) else _Word(word, matcher.number_of(word), b"")
            for word in group
        )
        for group in rule.groups
    )


def see_elements(item: Item, fiscal_year: int, page: PageState, matcher: Matcher) -> tuple[ElementSeen, ...]:
    """Every required element of the item, in the framework's order."""
    return tuple(
        _see(position, element, item.topic, fiscal_year, page, matcher)
        for position, element in enumerate(item.elements)
    )


def _see(
    position: int, element: Element, topic: str, fiscal_year: int, page: PageState, matcher: Matcher
) -> ElementSeen:
    def seen(state: ElementState, th: str, en: str) -> ElementSeen:
        return ElementSeen(position, element.text_th, state, th, en)

    rule = rule_for(element, topic)
    if rule is None:
        return seen(
            "cannot_tell", "ยังไม่มีเกณฑ์ให้เครื่องตรวจ ต้องให้คนดู", "there is no rule a machine could go by; a person must look"
        )
    found, missing = _words_of(rule, page, matcher)
    if missing is not None:
        if page.why_not_th:
            return seen(
                "cannot_tell",
                f'ไม่พบ "{missing}" แต่{page.why_not_th}',
                f'"{missing}" is not there, but {page.why_not_en}',
            )
        return seen(
            "not_found", f'ไม่พบคำว่า "{missing}" หรือคำใกล้เคียง', f'neither "{missing}" nor a word like it is there'
        )
    shown = ", ".join(f'"{word}"' for word in dict.fromkeys(found))
    if rule.look_th:
        th = f"{rule.look_th} ต้องให้คนดู"
        en = f"{rule.look_en}; a person must look"
        return seen(
            "cannot_tell", f"พบคำ {shown} แต่{th}" if shown else th, f"{shown} is there, but {en}" if shown else en
        )
    if rule.year:
        return _with_year(rule, shown, topic, fiscal_year, page, seen_as=seen)
    return seen("found", f"พบคำ {shown}", f"found {shown}")


def _words_of(rule: ElementRule, page: PageState, matcher: Matcher) -> tuple[list[str], str | None]:
    """The words found, one for each group, and the first word of the first group without any."""
    counts = page.scan.counts
    found: list[str] = []
    for group in _groups(rule, matcher):
        for word in group:
            seen = (
                word.text if word.number in counts else _seen_plainly(word, page.letters) if word.number is None else ""
            )
            if seen:
                found.append(seen)
                break
        else:
            return found, group[0].text.strip("<>")
    return found, None


def _seen_plainly(word: _Word, letters: Letters) -> str:
    """A short word or a pattern in the text with all its marks; as it stands there, "" when it does not."""
    pattern = PATTERNS.get(word.text)
    if pattern is None:
        return word.text if word.plain in letters.text or word.plain in letters.headings else ""
    match = pattern.search(letters.text)
    return match[0].decode("cp874").strip()[:40] if match else ""


_FITS: Final[dict[YearFits, tuple[ElementState, str, str]]] = {
    "yes": ("found", "ปีตรงตามที่ขอ", "the year is the one asked for"),
    "no": ("not_found", "ปีไม่ตรงตามที่ขอ", "the year is not the one asked for"),
    "cannot_tell": ("cannot_tell", "บอกไม่ได้ว่าเป็นปีที่ขอ", "whether it is the year asked for cannot be told"),
}


def _with_year(
    rule: ElementRule,
    shown: str,
    topic: str,
    fiscal_year: int,
    page: PageState,
    *,
    seen_as: Callable[[ElementState, str, str], ElementSeen],
) -> ElementSeen:
    period = _PERIODS[rule.year]
    words_th, words_en = (f"พบคำ {shown} ", f"found {shown}; ") if shown else ("", "")
    if has_entry_of_year(topic, period, fiscal_year, page.year):
        year = wanted_year(period, fiscal_year)
        return seen_as("found", f"{words_th}มีรายการของปีงบประมาณ {year}", f"{words_en}there are entries of {year}")
    state, th, en = _FITS[year_fits(period, fiscal_year, page.year, page.rounds)]
    return seen_as(state, f"{words_th}{th}: {page.year.grounds_th}", f"{words_en}{en}: {page.year.grounds_en}")
