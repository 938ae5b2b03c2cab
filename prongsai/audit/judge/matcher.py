"""Every word the judge knows, found in one pass over a page's bare letters (Aho-Corasick), prepared once for a year's list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from prongsai.audit.judge import words
from prongsai.audit.judge.element_words import ELEMENT_WORDS
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.word_finder import Place, WordFinder, find_words
from prongsai.core.framework.model import Framework

_SHORTEST_PHRASE: Final = 5
_WHOLE_PHRASE: Final = 36
_NEAR_COUNTS: Final = 0.8
AGENCY_KINDS: Final = (
    "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "โรงพยาบาล", "โรงเรียน",
    "มหาวิทยาลัย", "สำนักงานสาธารณสุขอำเภอ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of a topic as written in our lists. `weight` grows with its length; `only_as_title` counts little in running text."""

    text: str
    topic: str
    weight: float
    only_as_title: bool


@dataclass(slots=True)
class Scan:
    """What one pass found: how often each word stands in the page, and where topics are named (start, end, word)."""

    counts: dict[int, int] = field(default_factory=dict)
    named: list[Place] = field(default_factory=list)
    found: set[int] = field(init=False)
    """The words of `counts`: a set is compared with others in a fifth of the time of a dict's keys."""

    def __post_init__(self) -> None:
        self.found = set(self.counts)


class Matcher:
    """Knows all words; `number_of` gives the number of one that was put in, `phrases` those that name a topic."""

    def __init__(self, phrases: Iterable[tuple[str, str]], plain_words: Iterable[str]) -> None:
        """`phrases`: pairs of topic and name; `plain_words`: all others that are asked for later."""
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = []
        self.bares: list[str] = []
        self.lengths: list[int] = []
        self.phrases: dict[int, Phrase] = {}
        named = list(phrases)
        # By their letters: most years have the same words in another order, and so share one automaton.
        for text in sorted((text for _, text in named), key=to_bare):
            self._number(text)
        self._phrases_to = len(self.texts)
        for topic, text in named:
            self._add_phrase(topic, text)
        for text in plain_words:
            self._number(text)
        self._is_name = bytes(number in self.phrases and number < self._phrases_to for number in range(len(self.bares)))
        self._finder = _finder(tuple(self.bares))

    def number_of(self, text: str) -> int:
        """The number of a word. Raises KeyError for one that was not put in."""
        return self._numbers[to_bare(text).decode("latin-1")]

    def numbers_of(self, texts: Iterable[str]) -> frozenset[int]:
        """The numbers of several words."""
        return frozenset(self.number_of(text) for text in texts)

    def scan(self, bare: str) -> Scan:
        """Finds every known word, also inside longer ones; of the names of topics only those not inside a longer name."""
        # A name inside a longer one says nothing of its own: "แผนพัฒนา" in "แผนพัฒนาท้องถิ่น".
        return Scan(*self._finder.scan(bare, self._is_name))

    def names_in(self, bare: str) -> list[Place]:
        """The names of topics alone, as a scan gives them."""
        return self._finder.scan(bare, self._is_name)[1]

    def _number(self, text: str) -> int | None:
        bare = to_bare(text).decode("latin-1")
        if not bare:
            return None
        number = self._numbers.setdefault(bare, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
            self.bares.append(bare)
            self.lengths.append(len(bare))
        return number

    def _add_phrase(self, topic: str, text: str) -> None:
        number = self._number(text)
        if number is None or self.lengths[number] < _SHORTEST_PHRASE:
            return
        if number in self.phrases:
            return  # the first topic that claims a name keeps it: the year's own titles come first
        weight = min(self.lengths[number], _WHOLE_PHRASE) / (_WHOLE_PHRASE / 2)
        self.phrases[number] = Phrase(text, topic, weight, text in words.ONLY_AS_TITLE)


@lru_cache(maxsize=8)
def _finder(bares: tuple[str, ...]) -> WordFinder:
    """Finds these words. Kept for all who ask for the same ones: it takes more memory than a core has close at hand."""
    return find_words([bare.encode("latin-1") for bare in bares])


@dataclass(frozen=True, slots=True)
class Marks:
    """Numbers of the words that are no names: cues by topic, rounds, placeholders, other assessments, kinds of agency."""

    cues: Mapping[str, frozenset[int]]
    half_year: frozenset[int]
    second_half: frozenset[int]
    whole_year: frozenset[int]
    placeholders: frozenset[int]
    others: Mapping[str, frozenset[int]]
    agency_kinds: frozenset[int]
    keywords: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A year's list made ready for judging. `codes`: the code that stands for each topic in this year, and how far."""

    framework: Framework
    matcher: Matcher
    marks: Marks
    codes: Mapping[str, tuple[str, float]]


_MOST_PREPARED: Final = 24
_prepared: dict[int, Prepared] = {}


def prepare(framework: Framework) -> Prepared:
    """The matcher and codes of a year's list; made once (about 5 ms) and kept."""
    # By identity: the hash of a framework goes over all its items, which is a tenth of the time a page may take.
    known = _prepared.get(id(framework))
    if known is None or known.framework is not framework:
        if len(_prepared) >= _MOST_PREPARED:
            _prepared.clear()
        known = _prepared[id(framework)] = _prepare(framework)
    return known


def _prepare(framework: Framework) -> Prepared:
    topics = framework.topics
    phrases = [(item.topic, title) for item in framework.items for title in (item.title_th, *item.other_titles_th)]
    phrases.extend((topic, text) for topic, texts in words.MORE_PHRASES.items() for text in texts)
    phrases.extend((topic.code, text) for topic in topics.topics for text in topic.phrases)
    plain = [text for texts in words.CUES.values() for text in texts]
    plain.extend((*words.HALF_YEAR, *words.SECOND_HALF, *words.WHOLE_YEAR, *words.PLACEHOLDERS, *AGENCY_KINDS))
    plain.extend(text for texts in words.OTHER_ASSESSMENTS.values() for text in texts)
    plain.extend((*words.KEYWORDS.values(), *ELEMENT_WORDS))
    matcher = Matcher(phrases, plain)
    marks = Marks(
        {topic: matcher.numbers_of(texts) for topic, texts in words.CUES.items()},
        matcher.numbers_of(words.HALF_YEAR),
        matcher.numbers_of(words.SECOND_HALF),
        matcher.numbers_of(words.WHOLE_YEAR),
        matcher.numbers_of(words.PLACEHOLDERS),
        {name: matcher.numbers_of(texts) for name, texts in words.OTHER_ASSESSMENTS.items()},
        matcher.numbers_of(AGENCY_KINDS),
        {topic: matcher.number_of(text) for topic, text in words.KEYWORDS.items()},
    )
    return Prepared(framework, matcher, marks, _codes_of(framework))


def _codes_of(framework: Framework) -> dict[str, tuple[str, float]]:
    """The nearest item stands for a topic that the year does not ask for."""
    codes: dict[str, tuple[str, float]] = {}
    for topic in words.MORE_PHRASES:
        item = framework.find_item_by_topic(topic)
        near = None if item is not None else framework.find_item_by_topic(words.NEAR.get(topic, ""))
        if item is not None:
            codes[topic] = (item.code, 1.0)
        elif near is not None:
            codes[topic] = (near.code, _NEAR_COUNTS)
    return codes
