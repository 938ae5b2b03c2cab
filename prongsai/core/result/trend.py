"""How scores moved over years, where the lists of items differ from year to year.

Indicators are compared by number, but only while they go by the same name and tool. Items are compared by topic, the
crosswalk's name that stays through the years; an item that took over another one's topic stands for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.core.framework.crosswalk import Crosswalk
from prongsai.core.framework.model import Framework, ToolCode
from prongsai.core.result.model import YearResult
from prongsai.core.result.reckoning import reckon, total_of

TopicState = Literal["kept", "lost", "not_asked", "unknown"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a trend: a score a year, None where it is not known. `key` is "total", "IIT", "9" ...

    `computed` says for each year whether the score was worked out of other parts instead of announced.
    """

    key: str
    name_th: str
    name_en: str
    scores: tuple[Decimal | None, ...]
    computed: tuple[bool, ...] = ()

    @property
    def marked(self) -> tuple[tuple[Decimal | None, bool], ...]:
        """Each year's score with whether it was computed."""
        return tuple(zip(self.scores, self.computed or (False,) * len(self.scores), strict=True))

    @property
    def change(self) -> Decimal | None:
        """From the year before the last to the last, None where one of them is unknown."""
        if len(self.scores) < 2 or self.scores[-1] is None or self.scores[-2] is None:
            return None
        return self.scores[-1] - self.scores[-2]


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic through the years: the code it had in each ("" where it was not asked for), and how it went."""

    topic: str
    name_th: str
    name_en: str
    codes: tuple[str, ...]
    states: tuple[TopicState, ...]

    @property
    def times_lost(self) -> int:
        """In how many years it was lost."""
        return self.states.count("lost")


@dataclass(frozen=True, slots=True)
class Step:
    """From one year to the next: how many topics both lists ask for, and how many of them were kept in each.

    Only these can be compared: the rest of the change comes from another list. Counts are of topics with a score in
    both years.
    """

    from_fiscal_year: int
    to_fiscal_year: int
    shared: int
    kept_before: int
    kept_after: int
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Several years side by side, the earliest first. `renamed` are indicators left out for not being the same ones."""

    years: tuple[int, ...]
    total: Line
    tools: tuple[Line, ...]
    indicators: tuple[Line, ...]
    renamed: tuple[int, ...]
    topics: tuple[TopicLine, ...]
    steps: tuple[Step, ...]
    doubtful_years: tuple[int, ...]

    @property
    def has_computed(self) -> bool:
        """Whether any score in it was computed instead of announced."""
        return any(any(line.computed) for line in (self.total, *self.tools, *self.indicators))


def trend_of(results: Sequence[YearResult], frameworks: Mapping[int, Framework], crosswalk: Crosswalk) -> Trend:
    """The trend of results, one for each year. Raises KeyError when a year's framework is not among `frameworks`."""
    ordered = sorted(results, key=lambda one: one.fiscal_year)
    years = tuple(one.fiscal_year for one in ordered)
    lists = [frameworks[year] for year in years]
    reckonings = [reckon(one, framework) for one, framework in zip(ordered, lists, strict=True)]
    totals = tuple(total_of(one, known) for one, known in zip(ordered, reckonings, strict=True))
    names: dict[ToolCode, tuple[str, str]] = {tool.code: (tool.name_th, tool.name_en) for tool in lists[-1].tools}
    tools = tuple(
        Line(
            code,
            *name,
            tuple(known.tools.get(code) for known in reckonings),
            tuple(
                code in known.tools and code not in one.tools for one, known in zip(ordered, reckonings, strict=True)
            ),
        )
        for code, name in names.items()
    )
    are_computed = tuple(one.total is None and score is not None for one, score in zip(ordered, totals, strict=True))
    indicators, renamed = _indicators(ordered, lists)
    return Trend(
        years=years,
        total=Line("total", "คะแนนรวม", "Total", totals, are_computed),
        tools=tools,
        indicators=indicators,
        renamed=renamed,
        topics=_topics(ordered, lists, crosswalk),
        steps=tuple(
            _step(ordered[at], ordered[at + 1], lists[at], lists[at + 1], crosswalk) for at in range(len(years) - 1)
        ),
        doubtful_years=tuple(one.fiscal_year for one in lists if one.status in ("weak", "draft_unverified")),
    )


def _indicators(results: Sequence[YearResult], lists: Sequence[Framework]) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    lines, renamed = [], []
    for entry in lists[-1].indicators:
        same = [
            any(
                one.number == entry.number and one.tool == entry.tool and _alike(one.name_th, entry.name_th)
                for one in framework.indicators
            )
            for framework in lists
        ]
        if not all(same):
            renamed.append(entry.number)
        scores = tuple(
            _indicator_score(result, framework, entry.number) if fits else None
            for result, framework, fits in zip(results, lists, same, strict=True)
        )
        if any(score is not None for score in scores):
            computed = tuple(
                score is not None and entry.number not in result.indicators
                for result, score in zip(results, scores, strict=True)
            )
            lines.append(Line(str(entry.number), entry.name_th, entry.name_en, scores, computed))
    return tuple(lines), tuple(renamed)


def _indicator_score(result: YearResult, framework: Framework, number: int) -> Decimal | None:
    if number in result.indicators:
        return result.indicators[number]
    oit = reckon(result, framework).oit
    return oit.indicators.get(number) if oit else None


def _topics(results: Sequence[YearResult], lists: Sequence[Framework], crosswalk: Crosswalk) -> tuple[TopicLine, ...]:
    """Topics of the last year's list in its order, then those that only earlier years asked for."""
    order = list(
        dict.fromkeys(topic for framework in reversed(lists) for item in framework.items for topic in item.topics)
    )
    lines = []
    for topic in order:
        found = [framework.find_item_by_topic(topic) for framework in lists]
        states = tuple(
            _state(result, item.code) if item is not None else "not_asked"
            for result, item in zip(results, found, strict=True)
        )
        known = crosswalk.find_topic(topic)
        name_th, name_en = (known.name_th, known.name_en) if known else (topic, topic)
        lines.append(TopicLine(topic, name_th, name_en, tuple(item.code if item else "" for item in found), states))
    return tuple(lines)


def _state(result: YearResult, code: str) -> TopicState:
    score = result.items.get(code)
    if score is None:
        return "unknown"
    return "kept" if score == 100 else "lost"


def _step(before: YearResult, after: YearResult, source: Framework, target: Framework, crosswalk: Crosswalk) -> Step:
    compared = crosswalk.compare(source, target)
    pairs = [(_state(before, move.from_code), _state(after, move.to_code)) for move in compared.moves if move.to_code]
    known = [pair for pair in pairs if "unknown" not in pair]
    return Step(
        before.fiscal_year,
        after.fiscal_year,
        shared=len(known),
        kept_before=sum(one == "kept" for one, _other in known),
        kept_after=sum(other == "kept" for _one, other in known),
        dropped=tuple(move.from_code for move in compared.moves if move.kind == "dropped"),
        added=tuple(item.code for item in compared.new_items),
    )


def _alike(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
