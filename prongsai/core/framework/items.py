"""Which disclosure item a label means, as agencies write labels: with a code, a number, a title, or part of one."""

from dataclasses import dataclass

from prongsai.core.framework.likeness import Likeness, heading_likeness, likeness_for, skeleton_of, without_agency
from prongsai.core.framework.model import Framework, Item
from prongsai.core.framework.printed_code import PrintedCode, read_printed_code
from prongsai.core.framework.section import find_section

# Chosen by measurement on damaged titles of all years (tests/core/framework/damage.py): lower lets wrong codes through
# unflagged, higher flags right ones.
_SURE_SCORE = 0.58
_SURE_MARGIN = 0.06
_AGREES = 0.30
_HEADING_SCORE = 0.95
_HEADING_MARGIN = 0.04


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
    """What the words of a label alone say. `item` None while `topic` is set: the year does not ask for that topic."""

    item: Item | None
    topic: str | None
    score: float
    margin: float
    exact: bool
    scores: dict[str, float]
    phrase: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether the words speak for one topic and no other."""
        alone = self.margin > 0.001 if self.exact else self.margin >= _SURE_MARGIN
        return self.topic is not None and alone and self.score >= _SURE_SCORE

    def speaks_against(self, item: Item) -> bool:
        """Whether the words clearly name something else than this item."""
        if not self.is_clear or self.topic in item.topics:
            return False
        own = max((self.scores.get(topic, 0.0) for topic in item.topics), default=0.0)
        return self.exact or own < max(_AGREES, self.score - 0.25)


def read_item_label(label: str, framework: Framework) -> ItemReading:
    """The item of the year that a label means.

    A code written as a code is kept even when the title speaks for another item (then `needs_review`), since it is what
    the page states. A bare number counts as a code only while the title does not clearly speak against it.
    """
    section = find_section(label, framework)
    if section is not None and section.is_whole:
        return _section(section.sub_indicator.code, framework)
    printed = read_printed_code(section.rest if section else label)
    own = PrintedCode(tuple(code for code in printed.codes if code.startswith("O")), printed.certain, printed.rest)
    if len(own.codes) > 1:
        return _several(own, framework)
    title = without_agency(own.rest)
    by_title = _read_title(title, framework)
    if own.codes:
        return _with_code(own, by_title, framework)
    heading = _read_heading(title, framework, by_title)
    return heading or _without_code(by_title, framework)


def _section(code: str, framework: Framework) -> ItemReading:
    items = framework.items_of_sub_indicator(code)
    return ItemReading(
        None,
        items[0].topic if items else None,
        False,
        f"เป็นตัวชี้วัดย่อย {code} ที่รวมหลายรายการ",
        f"sub-indicator {code}, which has several items",
    )


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
    other = by_title.item if by_title.is_clear else None
    against = item is None or by_title.speaks_against(item)
    if against and other is not None and (item is None or not printed.certain):
        return ItemReading(
            other.code,
            other.topic,
            True,
            f"เลข {code} ไม่ตรงกับชื่อ ซึ่งเป็นของ {other.code}",
            f"the number {code} does not fit the title, which is that of {other.code}",
        )
    if item is None:
        return _not_in_year(code, framework)
    if against:
        name = other.code if other else "เรื่องที่ปีนี้ไม่มี / something this year does not ask for"
        return ItemReading(
            code,
            item.topic,
            True,
            f"พิมพ์รหัส {code} แต่ชื่อเป็นของ {name}",
            f"the code {code} is printed, but the title is that of {name}",
        )
    fits = printed.certain or by_title.score >= _AGREES
    return ItemReading(code, item.topic, not fits, f"พิมพ์รหัส {code}", f"the code {code} is printed")


def _not_in_year(code: str, framework: Framework) -> ItemReading:
    return ItemReading(
        code,
        None,
        True,
        f"ปี {framework.fiscal_year} ไม่มีรายการ {code}",
        f"fiscal year {framework.fiscal_year} has no item {code}",
    )


def _read_title(title: str, framework: Framework) -> _ByTitle:
    ranked = likeness_for(framework).rank(title)
    if not ranked:
        return _ByTitle(None, None, 0.0, 0.0, False, {})
    best = _prefer_this_year(ranked, framework)
    item = framework.find_item_by_topic(best.topic)
    own = set(item.topics) if item is not None else {best.topic}
    rival = next((likeness.score for likeness in ranked if likeness.topic not in own), 0.0)
    scores = {likeness.topic: likeness.score for likeness in ranked}
    return _ByTitle(
        item, item.topic if item else best.topic, best.score, best.score - rival, best.exact, scores, best.phrase
    )


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
    if by_title.exact and by_title.item is not None:
        return None
    ranked = heading_likeness(framework.topics).rank(title)
    if not ranked or ranked[0].score < max(_HEADING_SCORE, by_title.score + _HEADING_MARGIN):
        return None
    if ranked[0].topic == "not_items":
        return None
    if by_title.item is not None and skeleton_of(by_title.phrase) == skeleton_of(ranked[0].phrase):
        return None  # the heading has the name of the item itself, and is as good as the item's with a few words more
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
        not ranked[0].exact,
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
        not by_title.is_clear,
        f"ชื่อใกล้เคียงกับ {item.code} {item.title_th}",
        f"the title is closest to {item.code} {item.title_en}",
    )
