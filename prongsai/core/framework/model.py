"""The assessment framework of one fiscal year, as frozen values (data/frameworks/<year>.yaml says it)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from prongsai.core.framework.topic import NO_TOPICS, Topics

Confidence = Literal["verified", "single_source", "inferred", "recalled_unverified", "not_established"]
Period = Literal[
    "evergreen",
    "current_fy",
    "first_half_current_fy",
    "monthly_current_fy",
    "previous_fy",
    "multi_year_covering_current_fy",
    "analysis_of_previous_fy_result",
]
Status = Literal["good", "fair", "weak", "draft_unverified"]
ToolCode = Literal["IIT", "EIT", "OIT"]

CONFIDENCES: tuple[Confidence, ...] = (
    "verified",
    "single_source",
    "inferred",
    "recalled_unverified",
    "not_established",
)
PERIODS: tuple[Period, ...] = (
    "evergreen",
    "current_fy",
    "first_half_current_fy",
    "monthly_current_fy",
    "previous_fy",
    "multi_year_covering_current_fy",
    "analysis_of_previous_fy_result",
)
STATUSES: tuple[Status, ...] = ("good", "fair", "weak", "draft_unverified")
TOOL_CODES: tuple[ToolCode, ...] = ("IIT", "EIT", "OIT")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `address` is a public page, or words where there is none."""

    code: str
    title: str
    address: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One remark about the year as a whole, in both languages."""

    text_th: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that holds for the whole assessment, such as "each item scores 100 or 0"."""

    text_th: str
    text_en: str
    confidence: Confidence
    sources: tuple[str, ...] = ()
    note_th: str | None = None
    note_en: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One thing an item must contain (องค์ประกอบด้านข้อมูล), in our own words."""

    text_th: str
    text_en: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosure item of the year.

    `topic` is the same through all years and is what the crosswalk goes by; `absorbs` names the topics of earlier
    years that were separate items and are now asked for here. `sub_indicator` is None where the year's cut is unknown.
    `confidence` speaks of code and title, `elements_confidence` of elements and period.
    """

    code: str
    title_th: str
    title_en: str
    topic: str
    period: Period
    elements: tuple[Element, ...]
    confidence: Confidence
    elements_confidence: Confidence
    sub_indicator: str | None = None
    group_th: str | None = None
    absorbs: tuple[str, ...] = ()
    other_titles_th: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note_th: str | None = None
    note_en: str | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """Its own topic first, then those it absorbed."""
        return (self.topic, *self.absorbs)


@dataclass(frozen=True, slots=True)
class Tool:
    """A measuring tool: IIT, EIT or OIT, with its weight in the total and the indicators it measures."""

    code: ToolCode
    name_th: str
    name_en: str
    weight_percent: float
    indicators: tuple[int, ...]
    respondents_th: str
    respondents_en: str
    confidence: Confidence
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators. `other_names_th` are other forms in which announcements print its name."""

    number: int
    name_th: str
    name_en: str
    tool: ToolCode
    confidence: Confidence
    sources: tuple[str, ...] = ()
    other_names_th: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubIndicator:
    """A sub-indicator such as "9.1"."""

    code: str
    name_th: str
    name_en: str
    confidence: Confidence
    sources: tuple[str, ...] = ()

    @property
    def indicator(self) -> int:
        """The number of the indicator it belongs to: 9 for "9.1"."""
        return int(self.code.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the result. `minimum_each_tool` None means that single tools do not matter."""

    code: str
    name_th: str
    name_en: str
    minimum_total: float
    passes: bool
    confidence: Confidence
    minimum_each_tool: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarStep:
    """One window of the assessment calendar; a day that was not seen is None."""

    step: str
    name_th: str
    name_en: str
    confidence: Confidence
    from_on: date | None = None
    to_on: date | None = None
    note_th: str | None = None
    note_en: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """What the assessment asks in one fiscal year (Buddhist era).

    `status` says how well the year is known; "draft_unverified" is a copy of an earlier year (`drafted_from`).
    `topics` are the names and spellings of topics, shared by all years; empty when only the year's file was read.
    """

    fiscal_year: int
    status: Status
    item_count: int
    item_count_confidence: Confidence
    tools: tuple[Tool, ...]
    indicators: tuple[Indicator, ...]
    sub_indicators: tuple[SubIndicator, ...]
    items: tuple[Item, ...]
    levels: tuple[Level, ...] = ()
    calendar: tuple[CalendarStep, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    drafted_from: int | None = None
    topics: Topics = field(default=NO_TOPICS, repr=False, compare=False)
    _by_code: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {item.code: item for item in self.items})

    def __hash__(self) -> int:
        return hash((self.fiscal_year, self.status, self.item_codes))

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    @property
    def is_draft(self) -> bool:
        """True for a year nobody has entered yet."""
        return self.status == "draft_unverified"

    @property
    def item_codes(self) -> tuple[str, ...]:
        """Codes in the order of the list."""
        return tuple(item.code for item in self.items)

    def has_item(self, code: str) -> bool:
        """Whether the year's list has this code, written as "O7"."""
        return code in self._by_code

    def item(self, code: str) -> Item:
        """The item of a code such as "O7". Raises KeyError when the year has none."""
        return self._by_code[code]

    def find_item(self, code: str) -> Item | None:
        """The item of a code, None when the year has none."""
        return self._by_code.get(code)

    def find_item_by_topic(self, topic: str) -> Item | None:
        """The item whose own topic this is, else the one that absorbed it, else None."""
        absorbing: Item | None = None
        for item in self.items:
            if item.topic == topic:
                return item
            if topic in item.absorbs:
                absorbing = absorbing or item
        return absorbing

    def sub_indicator(self, code: str) -> SubIndicator | None:
        """The sub-indicator "9.1" ..., None when the year does not have or does not know it."""
        return next((entry for entry in self.sub_indicators if entry.code == code), None)

    def items_of_sub_indicator(self, code: str) -> tuple[Item, ...]:
        """Items of "9.1" ... in the order of the list."""
        return tuple(item for item in self.items if item.sub_indicator == code)

    def indicator_of(self, item: Item) -> int | None:
        """9 or 10, None while the year's sub-indicators are unknown."""
        return int(item.sub_indicator.partition(".")[0]) if item.sub_indicator else None

    def with_topics(self, topics: Topics) -> "Framework":
        """The same year, with the shared names and spellings of topics."""
        return replace(self, topics=topics)
