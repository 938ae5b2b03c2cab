"""What follows from the parts of a result that are known: OIT from items, the total from tools, the level from both.

What is missing stays missing: a part is computed only when everything below it is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.core.framework.model import Framework, Level, ToolCode
from prongsai.core.result.model import YearResult
from prongsai.core.scoring import LevelReading, OitScore, read_level, round_score, score_oit, total_score


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What was computed, beside what was announced; None where a part is missing or the year's cut is unknown.

    `oit` is from items. `tools` are announced scores, filled up from what lies below; `assumed` names those that rest
    on the plain mean of indicators, which is proven for OIT alone. `total` is from `tools`, `level` by the year's rule.
    """

    oit: OitScore | None
    tools: Mapping[ToolCode, Decimal]
    assumed: tuple[ToolCode, ...]
    total: Decimal | None
    level: LevelReading | None


def reckon(result: YearResult, framework: Framework) -> Reckoning:
    """Everything that can be computed from a result."""
    oit = oit_of_items(result, framework)
    tools: dict[ToolCode, Decimal] = {}
    assumed: list[ToolCode] = []
    for tool in framework.tools:
        if tool.code in result.tools:
            tools[tool.code] = result.tools[tool.code]
        elif tool.code == "OIT" and oit is not None:
            tools["OIT"] = oit.score
        elif tool.indicators and all(number in result.indicators for number in tool.indicators):
            tools[tool.code] = _mean([result.indicators[number] for number in tool.indicators])
            if tool.code != "OIT":
                assumed.append(tool.code)
    total = total_score(framework, tools) if framework.tools and len(tools) == len(framework.tools) else None
    known = total if total is not None else result.total
    level = read_level(framework, known, tools) if known is not None and framework.levels else None
    return Reckoning(oit, tools, tuple(assumed), total, level)


def oit_of_items(result: YearResult, framework: Framework) -> OitScore | None:
    """OIT from the items; None while one of the year's items has no score or the year's cut is unknown."""
    if not all(code in result.items for code in framework.item_codes):
        return None
    return score_oit(framework, {code: result.items[code] for code in framework.item_codes})


def total_of(result: YearResult, reckoning: Reckoning) -> Decimal | None:
    """The total to go by: the announced one, else the computed one."""
    return result.total if result.total is not None else reckoning.total


def find_level(framework: Framework, words: str) -> Level | None:
    """The level that a word names ("ผ่านดี", "A", "Excellent pass"); None when the year has no such level."""
    wanted = _squash(words).removeprefix("ระดับ").removeprefix("ผลการประเมิน").removeprefix("ระดับ")
    if not wanted:
        return None
    for level in framework.levels:
        if wanted in (_squash(level.name_th), _squash(level.name_en), _squash(level.code)):
            return level
    return None


def is_close(one: Decimal, other: Decimal, tolerance: Decimal = Decimal("0.02")) -> bool:
    """Whether two scores agree as far as two printed decimals of their parts can tell."""
    return abs(round_score(one) - round_score(other)) <= tolerance


def _mean(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _squash(text: str) -> str:
    return "".join(text.split()).strip("()[]\"'“”").casefold()
