"""What an outside assessor would give each item today, and why: from what was seen of its evidence, nothing else.

An item has 100 when a link counts and every element was seen; it has 0 when something that counts is missing; while
what was seen decides neither, it is open: unknown never counts against an agency. So today's score lies between two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.core.framework.model import Element, Framework, ToolCode
from prongsai.core.result.what_if import Outcome, outcome_of
from prongsai.core.thai.words import Words

Mark = Literal["full", "zero", "open"]
ElementState = Literal["found", "answered", "not_found", "cannot_tell"]
LinkState = Literal["counts", "fails", "unknown", "unchecked"]


@dataclass(frozen=True, slots=True)
class SeenLink:
    """One piece of evidence of an item as far as it is known; `words` say what was seen of it."""

    label: str
    state: LinkState
    words: Words
    year_fits: Literal["yes", "no", "cannot_tell"] = "cannot_tell"
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of one item: its evidence, and for each required element whether it was seen anywhere in it.

    `elements` are as many as the year's list has for the item; "answered" is a person's word for where it stands.
    """

    code: str
    links: tuple[SeenLink, ...] = ()
    elements: tuple[ElementState, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What one item has today. `mark` "open" means that nobody can tell yet."""

    code: str
    mark: Mark
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TodayScore:
    """Every item of the year with its mark; `sure` counts open items as 0, `possible` as 100."""

    standings: tuple[Standing, ...]
    sure: Outcome
    possible: Outcome

    @property
    def is_settled(self) -> bool:
        """Whether no item is open."""
        return all(one.mark != "open" for one in self.standings)

    @property
    def sure_scores(self) -> dict[str, int]:
        """Item scores with open items at 0."""
        return {one.code: 100 if one.mark == "full" else 0 for one in self.standings}


def stand(facts: ItemFacts, framework: Framework) -> Standing:
    """The mark of one item of the year's list, with every reason. Raises KeyError for a code the year does not have."""
    item = framework.item(facts.code)
    if not facts.links:
        return Standing(item.code, "zero", (Words("ยังไม่มีหลักฐานของข้อนี้", "no evidence was handed in for it"),))
    good = [link for link in facts.links if link.state == "counts" and link.is_public and link.year_fits != "no"]
    if not good:
        return _without_good_link(facts)
    found = [Words(f"{link.label}: {link.words.th}", f"{link.label}: {link.words.en}") for link in good]
    elements = facts.elements or ("cannot_tell",) * len(item.elements)
    missing = [at for at, state in enumerate(elements) if state == "not_found"]
    unsure = [at for at, state in enumerate(elements) if state == "cannot_tell"]
    if missing:
        return Standing(item.code, "zero", tuple(_element(item.elements, at, missing=True) for at in missing))
    if unsure:
        return Standing(item.code, "open", (*found, *(_element(item.elements, at, missing=False) for at in unsure)))
    if not elements:
        return Standing(
            item.code,
            "open",
            (*found, Words("ยังไม่ทราบองค์ประกอบของข้อนี้", "the elements of this item are not known")),
        )
    if all(link.year_fits == "cannot_tell" for link in good) and item.period != "evergreen":
        doubt = Words("ยังบอกไม่ได้ว่าเป็นข้อมูลของปีที่ต้องการ", "whether it is of the right year cannot be told yet")
        return Standing(item.code, "open", (*found, doubt))
    return Standing(item.code, "full", tuple(found))


def score_today(framework: Framework, facts: Sequence[ItemFacts], tools: Mapping[ToolCode, Decimal]) -> TodayScore:
    """All items of the year in its order; one that nothing is known of has no evidence."""
    known = {one.code: one for one in facts}
    standings = tuple(stand(known.get(code, ItemFacts(code)), framework) for code in framework.item_codes)
    sure = {one.code: 100 if one.mark == "full" else 0 for one in standings}
    possible = {one.code: 0 if one.mark == "zero" else 100 for one in standings}
    return TodayScore(standings, outcome_of(framework, sure, tools), outcome_of(framework, possible, tools))


def _without_good_link(facts: ItemFacts) -> Standing:
    """Open while a link may yet count; 0 once every one is known not to."""
    reasons = []
    is_open = False
    for link in facts.links:
        if not link.is_public:
            said = Words("ยังไม่เผยแพร่", "not public yet")
        elif link.state == "counts":
            said = Words("เนื้อหาไม่ใช่ของปีที่ต้องการ", "its content is not of the right year")
        else:
            said = link.words
            is_open = is_open or link.state in ("unknown", "unchecked")
        reasons.append(Words(f"{link.label}: {said.th}", f"{link.label}: {said.en}"))
    return Standing(facts.code, "open" if is_open else "zero", tuple(reasons))


def _element(elements: Sequence[Element], at: int, *, missing: bool) -> Words:
    th = elements[at].text_th if at < len(elements) else ""
    en = elements[at].text_en if at < len(elements) else ""
    if missing:
        return Words(f"ไม่พบองค์ประกอบที่ {at + 1}: {th}", f"element {at + 1} was not found: {en}")
    return Words(f"ยังบอกไม่ได้ว่ามีองค์ประกอบที่ {at + 1}: {th}", f"whether element {at + 1} is there cannot be told: {en}")
