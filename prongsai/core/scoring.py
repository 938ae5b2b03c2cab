"""From items to the total score, and what one item is worth.

An item scores 100 or 0; a sub-indicator is the plain mean of its items, an indicator the plain mean of its
sub-indicators, OIT the mean of indicators 9 and 10; the total weighs the three tools. Proven for FY2564 by a printed
table of 13 agencies; for other years the same averaging is assumed. Scores are Decimal, 0 to 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from prongsai.core.framework.model import Framework, Item, Level, ToolCode

Language = Literal["th", "en"]

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OitScore:
    """The disclosure score of an agency: parts from 0 to 100, and the points it brings to the total."""

    sub_indicators: dict[str, Decimal]
    indicators: dict[int, Decimal]
    score: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class LevelReading:
    """The level of a result. `level` None when it depends on tool scores that were not given: then `possible`."""

    level: Level | None
    possible: tuple[Level, ...]


def score_item(found_elements: int, required_elements: int) -> int:
    """100 when every required element was found, else 0. An item without known elements cannot be scored.

    Raises ValueError for counts that make no sense.
    """
    if required_elements < 1 or not 0 <= found_elements <= required_elements:
        raise ValueError(f"{found_elements} of {required_elements} elements")
    return 100 if found_elements == required_elements else 0


def score_oit(framework: Framework, item_scores: Mapping[str, int | float | Decimal]) -> OitScore | None:
    """The disclosure score from item scores by code; None while the year's sub-indicators are unknown.

    Raises KeyError when an item of the year has no score: not scored is not 0.
    """
    if not _is_computable(framework):
        return None
    exact_subs: dict[str, Fraction] = {}
    for entry in framework.sub_indicators:
        scores = [Fraction(item_scores[item.code]) for item in framework.items_of_sub_indicator(entry.code)]
        if scores:
            exact_subs[entry.code] = _mean(scores)
    numbers = dict.fromkeys(entry.indicator for entry in framework.sub_indicators if entry.code in exact_subs)
    exact_indicators = {
        number: _mean([value for code, value in exact_subs.items() if int(code.partition(".")[0]) == number])
        for number in numbers
    }
    exact = _mean(list(exact_indicators.values()))
    return OitScore(
        sub_indicators={code: _decimal(value) for code, value in exact_subs.items()},
        indicators={number: _decimal(value) for number, value in exact_indicators.items()},
        score=_decimal(exact),
        points=_decimal(exact * _weight(framework, "OIT") / 100),
    )


def points_at_stake(framework: Framework) -> dict[str, Decimal | None]:
    """Points of the total (0-100) that are lost when one item scores 0, by item code in the order of the list.

    None for every item while the year's sub-indicators are not known.
    """
    if not _is_computable(framework):
        return dict.fromkeys(framework.item_codes)
    counts: dict[str, int] = {}
    for item in framework.items:
        counts[item.sub_indicator or ""] = counts.get(item.sub_indicator or "", 0) + 1
    subs_of: dict[int, int] = {}
    for code in counts:
        number = int(code.partition(".")[0])
        subs_of[number] = subs_of.get(number, 0) + 1
    weight = _weight(framework, "OIT")
    points: dict[str, Decimal | None] = {}
    for item in framework.items:
        code = item.sub_indicator or ""
        parts = len(subs_of) * subs_of[int(code.partition(".")[0])] * counts[code]
        points[item.code] = _decimal(weight / parts)
    return points


def rank_items_by_points(framework: Framework) -> list[tuple[Item, Decimal | None]]:
    """Items with their points, the most valuable first; unknown worth last; equals in the order of the list."""
    points = points_at_stake(framework)
    pairs = [(item, points[item.code]) for item in framework.items]
    return sorted(pairs, key=lambda pair: points_sort_key(pair[1]))


def points_sort_key(points: Decimal | None) -> tuple[bool, Decimal]:
    """Sorts points from most to least, unknown last."""
    return (points is None, -points if points is not None else Decimal(0))


def total_score(framework: Framework, tools: Mapping[ToolCode, int | float | Decimal]) -> Decimal:
    """The total from the score of each tool (0 to 100). Raises KeyError when a tool is missing."""
    return _decimal(sum(Fraction(tools[tool.code]) * Fraction(tool.weight_percent) / 100 for tool in framework.tools))


def read_level(
    framework: Framework,
    total: int | float | Decimal,
    tools: Mapping[ToolCode, int | float | Decimal] | None = None,
) -> LevelReading:
    """The level of a total, by the year's own rule.

    From FY2566 the upper levels also ask a minimum of each tool. Without tool scores the level may stay open: 97.90
    was only ผ่านดี where one tool lay under 95. Scores are rounded to two decimals first, as they are announced.
    """
    announced = round_score(Decimal(str(total)))
    lowest = min((round_score(Decimal(str(value))) for value in tools.values()), default=None) if tools else None
    complete = tools is not None and all(tool.code in tools for tool in framework.tools)
    possible: list[Level] = []
    for level in framework.levels:
        if announced < Decimal(str(level.minimum_total)):
            continue
        if level.minimum_each_tool is None:
            possible.append(level)
            break
        needed = Decimal(str(level.minimum_each_tool))
        if lowest is not None and lowest < needed:
            continue
        possible.append(level)
        if complete:
            break
    return LevelReading(possible[0] if len(possible) == 1 else None, tuple(possible))


def round_score(score: Decimal) -> Decimal:
    """Two decimals, halves up, as results are announced."""
    return score.quantize(_CENT, rounding=ROUND_HALF_UP)


def format_points(points: Decimal | float | None, language: Language = "th") -> str:
    """Two decimals, or "ไม่ทราบ" / "unknown"."""
    if points is None:
        return "ไม่ทราบ" if language == "th" else "unknown"
    return str(round_score(Decimal(str(points))))


def _is_computable(framework: Framework) -> bool:
    known = {entry.code for entry in framework.sub_indicators}
    has_weight = any(tool.code == "OIT" for tool in framework.tools)
    return has_weight and bool(framework.items) and all(item.sub_indicator in known for item in framework.items)


def _weight(framework: Framework, code: ToolCode) -> Fraction:
    return next(Fraction(tool.weight_percent) for tool in framework.tools if tool.code == code)


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _decimal(value: Fraction | int) -> Decimal:
    value = Fraction(value)
    return Decimal(value.numerator) / Decimal(value.denominator)
