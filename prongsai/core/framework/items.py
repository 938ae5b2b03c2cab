"""Which disclosure item a label means, as agencies write labels: with a code, a number, a title, or part of one."""

from dataclasses import dataclass

from prongsai.core.framework.likeness import Likeness, bare_letters, heading_likeness, likeness_for, without_agency
from prongsai.core.framework.model import Framework, Item
from prongsai.core.framework.printed_code import PrintedCode, read_printed_code

# Chosen by measurement on damaged titles of all years (tests/core/framework/damage.py): lower lets wrong codes through
# unflagged, higher flags right ones.
_SURE_SCORE = 0.50
_SURE_MARGIN = 0.06
_AGREES = 0.30
_HEADING_SCORE = 0.86
_CLEARLY_ANOTHER = 0.80


@dataclass(frozen=True, slots=True)
class ItemReading:
    """The item a label means. `code` None: the label names no single item of the year; `why_*` says what was seen."""

    code: str | None
    topic: str | None
    needs_review: bool
    why_th: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class _ByTitle:
    """What the words of a label alone say."""

    item: Item | None
    topic: str | None
    score: float
    margin: float
    exact: bool

    @property
    def is_sure(self) -> bool:
        return self.item is not None and (
            (self.exact and self.margin > 0.001) or (self.score >= _SURE_SCORE and self.margin >= _SURE_MARGIN)
        )


def read_item_label(label: str, framework: Framework) -> ItemReading:
    """The item of the year that a label means.

    A code written as a code is kept even when the title speaks for another item (then `needs_review`), since it is what
    the page states. A bare number counts as a code only while the title does not clearly speak against it.
    """
    printed = read_printed_code(label)
    own = PrintedCode(tuple(code for code in printed.codes if code.startswith("O")), printed.certain, printed.rest)
    if len(own.codes) > 1:
        return _several(own, framework)
    title = without_agency(own.rest)
    by_title = _read_title(title, framework)
    if own.codes:
        return _with_code(own, by_title, framework)
    heading = _read_heading(title, framework, by_title)
    return heading or _without_code(by_title, framework)


def _several(printed: PrintedCode, framework: Framework) -> ItemReading:
    first = framework.find_item(printed.codes[0])
    return ItemReading(
        None,
        first.topic if first else None,
        True,
        f"ข้อความระบุหลายรายการ ({', '.join(printed.codes)})",
        f"the label names several items ({', '.join(printed.codes)})",
    )


def _with_code(printed: PrintedCode, by_title: _ByTitle, framework: Framework) -> ItemReading:
    code = printed.codes[0]
    item = framework.find_item(code)
    if not bare_letters(printed.rest):
        if item is None:
            return ItemReading(
                code,
                None,
                True,
                f"ปี {framework.fiscal_year} ไม่มีรายการ {code}",
                f"fiscal year {framework.fiscal_year} has no item {code}",
            )
        return ItemReading(code, item.topic, not printed.certain, f"พิมพ์รหัส {code}", f"the code {code} is printed")
    if item is not None and _agrees(item, by_title, printed.rest, framework):
        return ItemReading(
            code, item.topic, False, f"พิมพ์รหัส {code} ตรงกับชื่อ", f"the code {code} is printed and fits the title"
        )
    other = by_title.item
    clear = other is not None and by_title.is_sure and by_title.score >= _CLEARLY_ANOTHER
    if other is not None and ((not printed.certain and by_title.is_sure) or item is None):
        return ItemReading(
            other.code,
            other.topic,
            not (clear and not printed.certain),
            f"เลข {code} ไม่ตรงกับชื่อ ซึ่งเป็นของ {other.code}",
            f"the number {code} does not fit the title, which is that of {other.code}",
        )
    return ItemReading(
        code,
        item.topic if item else None,
        True,
        f"พิมพ์รหัส {code} แต่ชื่อไม่ตรงกับรายการนั้นของปี {framework.fiscal_year}",
        f"the code {code} is printed, but the title is not that item's in {framework.fiscal_year}",
    )


def _agrees(item: Item, by_title: _ByTitle, rest: str, framework: Framework) -> bool:
    if by_title.item is not None and by_title.item.code == item.code:
        return True
    mine = _score_of(item, rest, framework)
    return mine >= _AGREES and (mine >= by_title.score - 0.25 and not by_title.exact)


def _score_of(item: Item, text: str, framework: Framework) -> float:
    ranked = likeness_for(framework).rank(without_agency(text))
    return max((likeness.score for likeness in ranked if likeness.topic in item.topics), default=0.0)


def _read_title(title: str, framework: Framework) -> _ByTitle:
    ranked = likeness_for(framework).rank(title)
    if not ranked:
        return _ByTitle(None, None, 0.0, 0.0, False)
    best = _prefer_this_year(ranked, framework)
    item = framework.find_item_by_topic(best.topic)
    rival = 0.0
    for likeness in ranked:
        other = framework.find_item_by_topic(likeness.topic)
        if likeness.topic != best.topic and (item is None or other is None or other.code != item.code):
            rival = likeness.score
            break
    return _ByTitle(item, item.topic if item else best.topic, best.score, best.score - rival, best.exact)


def _prefer_this_year(ranked: list[Likeness], framework: Framework) -> Likeness:
    """Of topics about as alike as the best one, the first that the year asks for."""
    for likeness in ranked:
        if likeness.score < ranked[0].score - 0.01:
            break
        if framework.find_item_by_topic(likeness.topic) is not None:
            return likeness
    return ranked[0]


def _read_heading(title: str, framework: Framework, by_title: _ByTitle) -> ItemReading | None:
    """A heading over several items: no code, and the first topic under it that the year has."""
    if by_title.exact:
        return None
    ranked = heading_likeness(framework.topics).rank(title)
    if not ranked or ranked[0].score < max(_HEADING_SCORE, by_title.score + 0.01):
        return None
    if ranked[0].topic == "not_items":
        return None
    heading = framework.topics.headings[int(ranked[0].topic)]
    found = [item for topic in heading.topics if (item := framework.find_item_by_topic(topic)) is not None]
    codes = tuple(dict.fromkeys(item.code for item in found))
    if not codes:
        return None
    if len(codes) == 1:
        return ItemReading(codes[0], found[0].topic, False, f"หัวข้อของ {codes[0]}", f"the heading of {codes[0]}")
    return ItemReading(
        None,
        found[0].topic,
        False,
        f"เป็นหัวข้อที่รวมหลายรายการ ({', '.join(codes)})",
        f"a heading over several items ({', '.join(codes)})",
    )


def _without_code(by_title: _ByTitle, framework: Framework) -> ItemReading:
    if by_title.topic is None:
        return ItemReading(None, None, True, "ไม่ตรงกับชื่อรายการใด", "fits no item's title")
    if by_title.item is None:
        return ItemReading(
            None,
            by_title.topic,
            True,
            f"ปี {framework.fiscal_year} ไม่มีรายการเรื่องนี้",
            f"fiscal year {framework.fiscal_year} has no item about this",
        )
    item = by_title.item
    if by_title.score < 0.25:
        return ItemReading(None, None, True, "ไม่ตรงกับชื่อรายการใด", "fits no item's title")
    return ItemReading(
        item.code,
        item.topic,
        not by_title.is_sure,
        f"ชื่อใกล้เคียงกับ {item.code} {item.title_th}",
        f"the title is closest to {item.code} {item.title_en}",
    )
