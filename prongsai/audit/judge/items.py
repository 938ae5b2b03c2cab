"""Which item of the year's list a page supports, ranked, with the words that say so."""

import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2
from operator import itemgetter
from typing import Any, Final

try:
    from prongsai.audit.native import names as native_names
    from prongsai.audit.native import numbers as native
except ImportError:  # not built here
    native = native_names = None  # type: ignore[assignment]

from prongsai.audit.judge.letters import Letters, bare_of, to_bare
from prongsai.audit.judge.matcher import Marks, Matcher, Prepared, Scan
from prongsai.audit.judge.words import PROGRESS, REPORT_OF
from prongsai.audit.judged import RankedItem
from prongsai.audit.page import PageText
from prongsai.audit.word_finder import Place
from prongsai.core.framework.likeness import likeness_for
from prongsai.core.framework.model import Framework
from prongsai.core.frozen import frozen

_number_of = itemgetter(2)
_TITLE, _HEADING, _FIRST, _HEAD, _BODY, _FOOT = 4.0, 2.6, 3.2, 2.0, 1.0, 0.4
_FIRST_LETTERS: Final = 110
"""Bare letters at the start of a text without a title: its first lines are its title."""
_AGAIN: Final = 0.35
_NEXT_NAME: Final = 0.55
_ONLY_AS_TITLE: Final = 0.18
_ONLY_AS_FIRST: Final = 0.4
_CUE, _MOST_CUES = 0.13, 0.6
_ROUND_FITS, _ROUND_DOES_NOT = 1.35, 0.75
_CODE: Final = 3.0
_HALF_SCORE: Final = 2.5
_MANY_CUES: Final = 3
_OFTEN, _KEYWORD = 5, 0.3
_GUESS: Final = 0.08
_HARDLY_NAMED: Final = 0.8
_MOSTLY_LINKS: Final = 0.5
_LABELS_READ, _MOST_LINKS = 6_000, 2_000
_MANY_TOPICS, _LISTED = 8, 0.12
_FIRST_NAME: Final = 40
_LONG_NAME: Final = 1.6
_STANDS_OUT: Final = 1.2
_SOME_TOPICS, _ONLY_LISTED = 4, 0.3
_MANY_CODES: Final = 5
_MOST_RANKED: Final = 8
_FALLBACK_SCORE: Final = 0.45
_WHOLE_TITLE, _MOST_OF = 5.0, 0.75
_BEGINS: Final = 1.1
_LEAD: Final = 40
_BY: Final = to_bare("ตาม").decode("latin-1")
_REPORTED: Final = tuple(to_bare(word).decode("latin-1") for word in ("รายงาน", "ผลการ", "การดำเนินการ", "ความก้าวหน้า"))
_LINE = re.compile(r"\S[^\n]{1,160}")
_CODES_READ: Final = 2000
_CODES = re.compile(
    rb"o(?<![a-z0-9]o)(?:it[ .:_-]{0,2}0?|[ .:-]{0,2})([1-9]\d?)(?!\d|[.,/-]\d)|0(?<![a-z0-9:.,/-]0)([0-4]\d)(?!\d|[:.,/-]\d)"
)
"""Looks back only after its first letter: so the search leaps from one such letter to the next."""


@frozen
class Ranking:
    """The ranked items; `is_index` when the page lists many items and so is evidence for none."""

    items: tuple[RankedItem, ...]
    is_index: bool
    is_titled: bool = False  # the page's title names one item


@frozen
class LinksSeen:
    """How often each name stands in the labels of links, and what share of the text those labels are."""

    counts: Mapping[int, int]
    share: float


def see_links(page: PageText, matcher: Matcher) -> LinksSeen | None:
    """The names in the labels of a page's links; None without any."""
    if not page.links:
        return None
    labels = "\n".join(link.label for link in page.links[:_MOST_LINKS])
    names = matcher.names_in(to_bare(labels[:_LABELS_READ]).decode("latin-1"))
    return LinksSeen(Counter(map(_number_of, names)), len(labels) / max(1, len(page.text)))


@dataclass(slots=True)
class _Named:
    """The topics that a page names: weight of each name, what the title and the text say of them, and the score of each topic."""

    names: dict[str, dict[int, float]]
    titled: set[str]
    has_long_title: bool = False
    letters_of_names: int = 0
    scores: dict[str, float] = field(default_factory=dict)


def rank_items(page: PageText, letters: Letters, scan: Scan, prepared: Prepared) -> Ranking:
    """Items by how strongly the page's words name them.

    Title, headings and first lines weigh more, and so do longer names. A word that stands only in the labels of links
    counts for nothing, unless the page is made of links throughout.
    """
    matcher, marks = prepared.matcher, prepared.marks
    links = see_links(page, matcher)
    linked = links.counts if links is not None and links.share < _MOSTLY_LINKS else {}
    if native_names:
        named = _Named(*_namer(matcher).read(letters, scan.named, linked))
    else:
        named = name_topics(letters, scan.named, linked, matcher)
    scores = named.scores
    if not scores:
        scores = _by_likeness(page.title or page.text[:200], prepared.framework)
    _weigh_rounds(scores, scan, marks)
    _add_cues(scores, scan, marks)
    codes = _printed_codes(letters)
    if len(codes) == 1:
        _add_code(next(iter(codes)), scores, prepared.framework)
    if len(codes) >= _MANY_CODES or _is_list(named, scores, letters):
        return Ranking((), True)
    return Ranking(_ranked(scores, named.names, prepared), False, letters.title_end > 0 and len(named.titled) == 1)


@lru_cache(maxsize=24)
def _namer(matcher: Matcher) -> Any:
    return native_names.Namer(matcher, sys.modules[__name__])


def name_topics(letters: Letters, found: list[Place], linked: Mapping[int, int], matcher: Matcher) -> _Named:
    """The topics that a page names, in plain Python. `found` are the places of names as a scan gives them, `linked` how
    often each stands in the label of a link."""
    named = _Named({}, set())
    counts, names_of, phrases = Counter(map(_number_of, found)), named.names, matcher.phrases
    text_at = letters.text_at
    first_end, head_end, foot_at = text_at + _FIRST_LETTERS, letters.head_end, letters.foot_at
    has_no_title = text_at <= 2
    titles = _title_parts(letters.title)
    weighed: set[tuple[int, float]] = set()
    for start, end, number in found:
        if start >= text_at:  # as most stand in the text
            zone = _FOOT if start >= foot_at else _FIRST if start < first_end else _HEAD if start < head_end else _BODY
        else:
            zone = _TITLE if start < letters.title_end else _HEADING
        if zone not in (_TITLE, _HEADING) and counts[number] <= linked.get(number, 0):
            continue
        if start >= text_at:
            named.letters_of_names += end - start
        phrase = phrases[number]
        topic = phrase.topic
        if topic in REPORT_OF:
            if _is_reported_on(letters.bare[max(0, start - _LEAD) : start]):
                topic = REPORT_OF[topic]
        elif zone != _TITLE:
            if (number, zone) in weighed:  # as the first one in this part of the page
                continue
            weighed.add((number, zone))
        weight = phrase.weight * zone
        if zone == _TITLE and any(
            end - start >= _MOST_OF * len(part) for part in titles if matcher.bares[number] in part
        ):
            weight = max(weight, _WHOLE_TITLE)
        if start == 0:  # what a title begins with is its subject
            weight *= _BEGINS
        if phrase.only_as_title and zone not in (_TITLE, _HEADING):
            weight *= _ONLY_AS_FIRST if zone == _FIRST else _ONLY_AS_TITLE
        if zone == _TITLE or (has_no_title and start < _FIRST_NAME and not phrase.only_as_title):
            named.titled.add(topic)
            named.has_long_title = named.has_long_title or phrase.weight >= _LONG_NAME
        names = names_of.get(topic)
        if names is None:
            names_of[topic] = {number: weight}
        elif weight > names.get(number, 0.0):
            names[number] = weight
    named.scores = {topic: _sum_names(names, counts, matcher) for topic, names in names_of.items()}
    return named


def _is_reported_on(before: str) -> bool:
    """Whether the words before a plan's name report on it: "รายงานผลการดำเนินการตาม", "รายงานติดตาม"."""
    return before.endswith(_BY) and any(word in before for word in _REPORTED)


def _title_parts(title: bytes) -> frozenset[str]:
    """The parts of "E-Service | เทศบาลตำบลบ้านสวน" in bare letters: one of them may be an item's whole name."""
    parts = title.replace(b" - ", b":").replace(b"|", b":").split(b":") if title else []
    return frozenset([bare_of(part).decode("latin-1") for part in parts])


def _is_list(named: _Named, scores: dict[str, float], letters: Letters) -> bool:
    """Whether the page lists many items: names close together, and no title of its own."""
    density = named.letters_of_names / max(1, len(letters.bare) - letters.text_at)
    if _has_one_subject(named.titled, scores, letters.text_at <= 2):
        return False
    if len(named.titled) == 1 and named.has_long_title and density < _ONLY_LISTED:
        return False
    topics = len(named.names)
    return (topics >= _MANY_TOPICS and density >= _LISTED) or (topics >= _SOME_TOPICS and density >= _ONLY_LISTED)


def _has_one_subject(titled: set[str], scores: dict[str, float], has_no_title: bool) -> bool:
    """Whether the title names one item; the first line of a text without a title may be the first line of a list."""
    if len(titled) != 1:
        return False
    if not has_no_title:
        return True
    others = (score for topic, score in scores.items() if topic not in titled)
    return scores[next(iter(titled))] >= _STANDS_OUT * max(others, default=0.0)


def _sum_names(names: dict[int, float], counts: Mapping[int, int], matcher: Matcher) -> float:
    """The strongest name counts whole, each further one less; a name that is said again counts somewhat more."""
    total, share = 0.0, 1.0
    for number in sorted(names, key=lambda name: -names[name]) if len(names) > 1 else names:
        times, again = counts[number], 0.0
        if times > 1:
            phrase = matcher.phrases[number]
            again = _AGAIN * phrase.weight * log2(times) * (_ONLY_AS_TITLE if phrase.only_as_title else 1.0)
        total += (names[number] + again) * share
        share *= _NEXT_NAME
    return total


def _add_cues(scores: dict[str, float], scan: Scan, marks: Marks) -> None:
    """Words that support a topic; where no topic is named, several such words are a weak sign by themselves."""
    found = scan.found
    is_unnamed = max(scores.values(), default=0.0) < _HARDLY_NAMED
    for topic in marks.cues if is_unnamed else [topic for topic in scores if topic in marks.cues]:
        count = len(marks.cues[topic] & found)
        if topic in scores:
            scores[topic] += min(_MOST_CUES, _CUE * count)
        elif count >= _MANY_CUES:
            scores[topic] = _CUE * count
    for topic, keyword in marks.keywords.items():
        times = scan.counts.get(keyword, 0)
        if times >= _OFTEN:
            scores[topic] = scores.get(topic, 0.0) + _KEYWORD * log2(times)
    if not scores:  # a mere guess, and scored as one
        counts = {topic: len(cues & found) for topic, cues in marks.cues.items()}
        scores.update((topic, _GUESS * count) for topic, count in counts.items() if count)


def _weigh_rounds(scores: dict[str, float], scan: Scan, marks: Marks) -> None:
    """A text of a six-month round speaks for the progress report, one of twelve months for the yearly one."""
    half, whole = not scan.found.isdisjoint(marks.half_year), not scan.found.isdisjoint(marks.whole_year)
    if half == whole:
        return
    for progress, yearly in PROGRESS.items():
        if progress not in scores and yearly not in scores:
            continue
        if half:
            own = max(scores.get(progress, 0.0), 0.9 * scores.get(yearly, 0.0))
            scores[progress] = own * _ROUND_FITS
            if yearly in scores:
                scores[yearly] *= _ROUND_DOES_NOT
        else:
            if progress in scores:
                scores[progress] *= _ROUND_DOES_NOT
            if yearly in scores:
                scores[yearly] *= _ROUND_FITS


def _printed_codes(letters: Letters) -> set[int]:
    """Numbers of codes "O12" printed in title, headings and first lines; more than that only to know a list of items."""
    front = b"\n".join((letters.title, letters.headings, letters.text[:300]))
    codes = _codes_in(front, len(front))
    if not codes and b"o1" not in letters.text:
        return codes
    everywhere = _codes_in(letters.text, _CODES_READ)
    return everywhere if len(everywhere) >= _MANY_CODES else codes


def codes_in(text: bytes, most: int) -> set[int]:
    """The numbers of codes in the first `most` plain letters."""
    return {int(match[1] or match[2]) for match in _CODES.finditer(text, 0, most)} - {0}


_codes_in = native.printed_codes if native else codes_in


def _add_code(number: int, scores: dict[str, float], framework: Framework) -> None:
    item = framework.find_item(f"O{number}")
    if item is not None:
        scores[item.topic] = scores.get(item.topic, 0.0) + _CODE


def _by_likeness(line: str, framework: Framework) -> dict[str, float]:
    """What the first line is most like when no name stands in it letter for letter."""
    match = _LINE.search(line)
    ranked = likeness_for(framework).rank(match[0]) if match else []
    return {likeness.topic: likeness.score for likeness in ranked[:3] if likeness.score >= _FALLBACK_SCORE}


def _ranked(scores: dict[str, float], named: dict[str, dict[int, float]], prepared: Prepared) -> tuple[RankedItem, ...]:
    codes, matcher = prepared.codes, prepared.matcher
    best: dict[str, tuple[float, str]] = {}
    for topic, score in scores.items():
        code, counts = codes.get(topic, ("", 0.0))
        if code and score * counts > best.get(code, (0.0, ""))[0]:
            best[code] = (score * counts, topic)
    order = sorted(best.items(), key=_minus_score)[:_MOST_RANKED]
    return tuple(
        [
            RankedItem(code, round(score / (score + _HALF_SCORE), 3), _words(named.get(topic, {}), matcher))
            for code, (score, topic) in order
        ]
    )


def _minus_score(one: tuple[str, tuple[float, str]]) -> float:
    return -one[1][0]


def _words(names: dict[int, float], matcher: Matcher) -> tuple[str, ...]:
    if len(names) < 2:
        return tuple([matcher.phrases[number].text for number in names])
    return tuple(matcher.phrases[number].text for number in sorted(names, key=lambda name: -names[name])[:3])
