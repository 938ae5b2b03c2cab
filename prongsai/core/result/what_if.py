"""What if these items were mended: OIT, total and level with chosen items at full marks, and what each choice brings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.core.framework.model import Framework, ToolCode
from prongsai.core.result.analysis import NextLevel, find_next_level
from prongsai.core.scoring import LevelReading, OitScore, read_level, score_oit, total_score


@dataclass(frozen=True, slots=True)
class Outcome:
    """The score of one state of the items. None where the year's cut or a tool's score is unknown.

    `kept` of `count` items have full marks.
    """

    kept: int
    count: int
    oit: OitScore | None
    total: Decimal | None
    level: LevelReading | None
    next_level: NextLevel | None


def outcome_of(
    framework: Framework, item_scores: Mapping[str, int | Decimal], tools: Mapping[ToolCode, Decimal]
) -> Outcome:
    """The outcome of item scores (one for each item of the year) with the scores of the other tools as far as known."""
    scores = {code: item_scores[code] for code in framework.item_codes}
    oit = score_oit(framework, scores)
    known: dict[ToolCode, Decimal] = {code: score for code, score in tools.items() if code != "OIT"}
    if oit is not None:
        known["OIT"] = oit.score
    complete = bool(framework.tools) and all(tool.code in known for tool in framework.tools)
    total = total_score(framework, known) if complete else None
    return Outcome(
        kept=sum(score == 100 for score in scores.values()),
        count=len(scores),
        oit=oit,
        total=total,
        level=read_level(framework, total, known) if total is not None and framework.levels else None,
        next_level=find_next_level(framework, total, known),
    )


def what_if(
    framework: Framework,
    item_scores: Mapping[str, int | Decimal],
    tools: Mapping[ToolCode, Decimal],
    mended: Iterable[str],
) -> Outcome:
    """The outcome when the items named have full marks. Codes that the year does not have change nothing."""
    chosen = set(mended)
    return outcome_of(
        framework, {code: 100 if code in chosen else item_scores[code] for code in framework.item_codes}, tools
    )
