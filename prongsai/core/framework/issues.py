"""Which disclosure items a measure's issue covers.

The issues of a measure table name group headings rather than items ("การให้บริการ"). A heading stands for its topics
(data/frameworks/topic_words.yaml), and the year's list says which codes those are. Where the steps of the measure are
given, they narrow a broad heading down to what they speak of.
"""

import re

from prongsai.core.framework.likeness import bare_letters, heading_likeness, likeness_for
from prongsai.core.framework.model import Framework, Item
from prongsai.core.framework.printed_code import read_printed_code
from prongsai.core.framework.section import find_section, without_indicator
from prongsai.core.framework.topic import Heading, Topics

_HEADING_SCORE = 0.80
_HEADING_MARGIN = 0.10
_TITLE_SCORE = 0.62
_TITLE_MARGIN = 0.05
_BROAD = 4
"""A heading over more items than this is narrowed by what the steps speak of."""

_SHORTEST_NAME = 4
_LINES = re.compile(r"[/,;\n]|(?:^|\s)[-•]|\d[.)]")
_AND = re.compile(r"[/,;\n]|(?:^|\s)[-•]|\d[.)]|และ|\s{2,}")
_BLANKS = re.compile(r"[/,;\s•]+(?:และ)?|(?:^|\s)-")

_HALF_YEAR = re.compile(r"6เดอน|รอบหกเดอน")
_WHOLE_YEAR = re.compile(r"12เดอน|รายงานผล[ก-ฮะาเแโไ]{0,60}?ประจาป|รอบป(?!ง)|สนป")


def items_of_issue(
    issue: str, framework: Framework, *, steps_text: str = "", indicator: int | None = None
) -> tuple[str, ...]:
    """Codes of the items that an issue covers, in the order of the year's list; () when unsure.

    Codes printed in the issue win. `steps_text` is the measure's own text (steps, follow-ups). `indicator` is the
    indicator the row stands under: 1 to 8 are surveys and have no disclosure items; 9 and 10 keep to their own items
    where the year's sub-indicators are known.
    """
    printed = read_printed_code(issue)
    if printed.codes and printed.certain:
        codes = tuple(item.code for item in framework.items if item.code in printed.codes)
        if codes:
            return codes
    if indicator is not None and indicator < 9:
        return ()
    issue = without_indicator(issue, framework)
    section = find_section(issue, framework)
    if section is not None and section.is_whole:
        whole = list(framework.items_of_sub_indicator(section.sub_indicator.code))
        items = _narrow(whole, bare_letters(steps_text), framework.topics) if steps_text else whole
    else:
        items = _items_named(section.rest if section else read_printed_code(issue).rest, framework, steps_text)
    if indicator is not None:
        items = [item for item in items if framework.indicator_of(item) in (indicator, None)] or items
    wanted = {item.code for item in items}
    return tuple(code for code in framework.item_codes if code in wanted)


def _items_named(text: str, framework: Framework, steps_text: str) -> list[Item]:
    """Items by a name written just so; else by several names in a row; else by the name that is most alike."""
    exact = _items_named_exactly(text, framework, steps_text)
    if exact is not None:
        return exact
    together = _items_named_together(text, framework, steps_text)
    if together:
        return together
    heading, score = _find_heading(text, framework.topics)
    item, title_score = _find_by_title(text, framework)
    if heading is not None and (item is None or score > title_score + _HEADING_MARGIN):
        return _items_of_heading(heading, framework, steps_text)
    if item is not None:
        return [item]
    parts = [part for part in _LINES.split(text) if len(bare_letters(part)) > _SHORTEST_NAME]
    if len(parts) < 2:
        return []
    return [item for part in parts for item in _items_named(part, framework, steps_text)]


def _items_named_exactly(text: str, framework: Framework, steps_text: str) -> list[Item] | None:
    """Items of a heading, or the item of a title, that the text is letter for letter; None when it is neither."""
    headings = heading_likeness(framework.topics).rank(text)
    if headings and headings[0].exact:
        if headings[0].topic == "not_items":
            return []
        return _items_of_heading(framework.topics.headings[int(headings[0].topic)], framework, steps_text)
    titles = likeness_for(framework).rank(text)
    if titles and titles[0].exact:
        item = framework.find_item_by_topic(titles[0].topic)
        return [item] if item is not None else []
    return None


def _items_named_together(text: str, framework: Framework, steps_text: str) -> list[Item]:
    """Items of several names in one text ("การให้บริการและการปฏิบัติงาน"), [] unless every part is a known name."""
    for between in (_LINES, _AND, _BLANKS):
        parts = [part for part in between.split(text) if bare_letters(part)]
        named = [_items_named_exactly(part, framework, steps_text) for part in parts]
        if len(parts) > 1 and all(found is not None for found in named):
            return [item for found in named for item in found or ()]
    return []


def _find_heading(text: str, topics: Topics) -> tuple[Heading | None, float]:
    """The heading that a text is most like, and how much."""
    ranked = heading_likeness(topics).rank(text)
    if not ranked or ranked[0].score < _HEADING_SCORE or ranked[0].topic == "not_items":
        return None, 0.0
    return topics.headings[int(ranked[0].topic)], ranked[0].score


def _find_by_title(text: str, framework: Framework) -> tuple[Item | None, float]:
    """The item whose title a text is most like, None when another item is about as like, and how much."""
    ranked = likeness_for(framework).rank(text)
    if not ranked or ranked[0].score < _TITLE_SCORE:
        return None, 0.0
    not_items = heading_likeness(framework.topics).rank(text)
    if not_items and not_items[0].topic == "not_items" and not_items[0].score > ranked[0].score:
        return None, 0.0
    item = framework.find_item_by_topic(ranked[0].topic)
    rival = next(
        (
            likeness.score
            for likeness in ranked[1:]
            if (other := framework.find_item_by_topic(likeness.topic)) is not None and other is not item
        ),
        0.0,
    )
    if item is None or ranked[0].score - rival < _TITLE_MARGIN:
        return None, ranked[0].score
    return item, ranked[0].score


def _items_of_heading(heading: Heading, framework: Framework, steps_text: str) -> list[Item]:
    steps = bare_letters(steps_text)
    items = [item for topic in heading.topics if (item := framework.find_item_by_topic(topic)) is not None]
    for topic in heading.only_when_named:
        item = framework.find_item_by_topic(topic)
        if item is not None and item not in items and _is_named(topic, steps, framework.topics):
            items.append(item)
    items = list(dict.fromkeys(items))
    if steps and len(items) > _BROAD:
        items = _narrow(items, steps, framework.topics)
    return items


def _narrow(items: list[Item], steps: str, topics: Topics) -> list[Item]:
    """Of a broad heading, what the steps speak of, when they speak of some of it and not of the rest.

    A topic without known evidence words stays. A report of the whole year stays out when the steps ask for a half-year
    report on the same plan and for no yearly one.
    """
    named = [item for item in items if item.topic not in topics.evidence or _is_named(item.topic, steps, topics)]
    items = named or items
    if _HALF_YEAR.search(steps) and not _WHOLE_YEAR.search(steps):
        has_half_year = any(item.period == "first_half_current_fy" for item in items)
        items = [item for item in items if not (has_half_year and item.period == "previous_fy")] or items
    return items


def _is_named(topic: str, steps: str, topics: Topics) -> bool:
    return any(bare_letters(word) in steps for word in topics.evidence.get(topic, ()))
