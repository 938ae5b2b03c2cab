"""What a result says: its strong and weak parts, the items lost and what they cost, and what stands before the next level."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.core.framework.labels import is_doubtful
from prongsai.core.framework.model import Framework, Item, Level, ToolCode
from prongsai.core.result.model import YearResult
from prongsai.core.result.reckoning import Reckoning, find_level, reckon, total_of
from prongsai.core.scoring import points_at_stake, points_sort_key, read_level, round_score

PartKind = Literal["indicator", "sub_indicator"]

STRONG_FROM = Decimal(95)
WEAK_BELOW = Decimal(85)
"""Our own bounds, after the lowest totals of the two upper levels: a part of 95 and more is strong, one under 85 weak."""

FEWEST_NAMED = 2
"""Where no part is under 85, so many of the lowest are named as those with most to gain."""


@dataclass(frozen=True, slots=True)
class Part:
    """An indicator or sub-indicator with its score; `is_computed` where it follows from items and was not announced.

    `is_doubtful` where the framework's entry is inferred or not verified.
    """

    kind: PartKind
    code: str
    name_th: str
    name_en: str
    score: Decimal
    is_computed: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class LostItem:
    """An item without full marks. `points` of the total that it cost, None where the year's cut is unknown.

    `item` is None for a code that the year's list does not have.
    """

    code: str
    title: str
    score: Decimal
    points: Decimal | None
    item: Item | None

    @property
    def is_doubtful(self) -> bool:
        """Whether the list's entry is inferred or not verified, or is none of the list's."""
        return self.item is None or is_doubtful(self.item.confidence)


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The level above: points of the total still missing, and tools below its minimum with what each lacks."""

    level: Level
    total_short: Decimal
    tools_short: tuple[tuple[ToolCode, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One year's result looked into. Parts are in falling order of score among the strengths, rising among the weak.

    `is_relative` says that no part is under the bound and the weaknesses are merely the lowest parts.
    `lost_points` sums what is known of the lost items; `regained_total` is the total if none of them had been lost.
    `level` is the level by the year's rule, None where it stays open; `announced_level` that of the announcement.
    """

    result: YearResult
    framework: Framework
    reckoning: Reckoning
    total: Decimal | None
    level: Level | None
    announced_level: Level | None
    parts: tuple[Part, ...]
    strengths: tuple[Part, ...]
    weaknesses: tuple[Part, ...]
    is_relative: bool
    lost: tuple[LostItem, ...]
    lost_points: Decimal | None
    regained_total: Decimal | None
    next_level: NextLevel | None


def analyse(result: YearResult, framework: Framework) -> Analysis:
    """The analysis of one year; nothing is filled in that neither was announced nor follows from what was."""
    reckoning = reckon(result, framework)
    total = total_of(result, reckoning)
    parts = _parts(result, framework, reckoning)
    judged = _finest(parts)
    weak = sorted((part for part in judged if part.score < WEAK_BELOW), key=lambda part: part.score)
    strong = sorted((part for part in judged if part.score >= STRONG_FROM), key=lambda part: -part.score)
    is_relative = not weak
    if is_relative:
        below = [part for part in judged if part.score < 100 and part not in strong] or [
            part for part in judged if part.score < 100
        ]
        weak = sorted(below, key=lambda part: part.score)[:FEWEST_NAMED]
        strong = [part for part in strong if part not in weak]
    lost = _lost(result, framework)
    known = [one.points for one in lost if one.points is not None]
    lost_points = sum(known, Decimal(0)) if len(known) == len(lost) else None
    level = reckoning.level.level if reckoning.level else None
    return Analysis(
        result=result,
        framework=framework,
        reckoning=reckoning,
        total=total,
        level=level,
        announced_level=find_level(framework, result.level) if result.level else None,
        parts=parts,
        strengths=tuple(strong),
        weaknesses=tuple(weak),
        is_relative=is_relative and bool(weak),
        lost=lost,
        lost_points=lost_points,
        regained_total=min(total + lost_points, Decimal(100)) if total is not None and lost_points else None,
        next_level=find_next_level(framework, total, dict(reckoning.tools)),
    )


def find_next_level(framework: Framework, total: Decimal | None, tools: dict[ToolCode, Decimal]) -> NextLevel | None:
    """The lowest level above the one reached, with what is missing; None at the top or while the level is open."""
    if total is None:
        return None
    reached = read_level(framework, total, tools).level
    if reached is None:
        return None
    place = framework.levels.index(reached)
    if place == 0:
        return None
    above = framework.levels[place - 1]
    least = Decimal(str(above.minimum_each_tool)) if above.minimum_each_tool is not None else None
    short = () if least is None else tuple((code, least - score) for code, score in tools.items() if score < least)
    return NextLevel(above, max(Decimal(str(above.minimum_total)) - round_score(total), Decimal(0)), short)


def _parts(result: YearResult, framework: Framework, reckoning: Reckoning) -> tuple[Part, ...]:
    """Indicators and sub-indicators in the order of the year, announced ones first choice, else those that follow."""
    computed = reckoning.oit
    found: list[Part] = []
    for entry in framework.indicators:
        score = result.indicators.get(entry.number)
        follows = computed.indicators.get(entry.number) if computed else None
        if score is not None or follows is not None:
            value = score if score is not None else follows
            assert value is not None
            doubtful = is_doubtful(entry.confidence)
            found.append(
                Part("indicator", str(entry.number), entry.name_th, entry.name_en, value, score is None, doubtful)
            )
    for sub in framework.sub_indicators:
        score = result.sub_indicators.get(sub.code)
        follows = computed.sub_indicators.get(sub.code) if computed else None
        if score is not None or follows is not None:
            value = score if score is not None else follows
            assert value is not None
            doubtful = is_doubtful(sub.confidence)
            found.append(Part("sub_indicator", sub.code, sub.name_th, sub.name_en, value, score is None, doubtful))
    return tuple(found)


def _finest(parts: tuple[Part, ...]) -> list[Part]:
    """Sub-indicators where they are known, and indicators that have none: each score counts once."""
    cut = {part.code.partition(".")[0] for part in parts if part.kind == "sub_indicator"}
    return [part for part in parts if part.kind == "sub_indicator" or part.code not in cut]


def _lost(result: YearResult, framework: Framework) -> tuple[LostItem, ...]:
    """Lost items, the dearest first, unknown worth last, equals in the order of the list. An item in part costs in part."""
    worth = points_at_stake(framework)
    order = {code: place for place, code in enumerate(framework.item_codes)}
    found = []
    for code in result.lost_codes:
        item, score = framework.find_item(code), result.items[code]
        points = worth.get(code)
        found.append(
            LostItem(
                code,
                item.title_th if item else result.titles.get(code, ""),
                score,
                points * (100 - score) / 100 if points is not None else None,
                item,
            )
        )
    return tuple(sorted(found, key=lambda one: (points_sort_key(one.points), order.get(one.code, 999))))
