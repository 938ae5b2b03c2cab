"""Rows of results as the values of core/result, and the measures of proposals as JSON and back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from prongsai.apps.results import models as rows
from prongsai.core import plan as core
from prongsai.core.framework.model import ToolCode
from prongsai.core.plan_json import plan_from_dict, plan_to_dict
from prongsai.core.result import YearResult

_COLUMNS: tuple[tuple[ToolCode, str], ...] = (("IIT", "iit"), ("EIT", "eit"), ("OIT", "oit"))


def result_facts(row: rows.YearResult, items: Iterable[rows.ItemScore] | None = None) -> YearResult:
    """A result as the core knows it; `items` where they were loaded apart."""
    scores = list(row.items.all() if items is None else items)
    return YearResult(
        fiscal_year=row.fiscal_year,
        agency_name=row.agency.name,
        tools={code: getattr(row, name) for code, name in _COLUMNS if getattr(row, name) is not None},
        indicators={int(number): Decimal(score) for number, score in row.indicators.items()},
        sub_indicators={code: Decimal(score) for code, score in row.sub_indicators.items()},
        items={one.code: one.score for one in scores},
        titles={one.code: one.title for one in scores if one.title},
        total=row.total,
        level=row.level,
        source=row.source,
    )


def set_result_fields(row: rows.YearResult, facts: YearResult) -> None:
    """What was announced, without items."""
    for code, name in _COLUMNS:
        setattr(row, name, facts.tools.get(code))
    row.total, row.level = facts.total, facts.level[:200]
    row.indicators = {str(number): str(score) for number, score in facts.indicators.items()}
    row.sub_indicators = {code: str(score) for code, score in facts.sub_indicators.items()}
    row.source = facts.source[:300]


def item_rows(row: rows.YearResult, facts: YearResult) -> list[rows.ItemScore]:
    """Unsaved rows of the items, in the order of the result."""
    return [
        rows.ItemScore(result=row, position=place, code=code[:8], title=facts.titles.get(code, "")[:500], score=score)
        for place, (code, score) in enumerate(facts.items.items(), start=1)
    ]


def result_values(facts: YearResult) -> dict[str, object]:
    """A result as history keeps it."""
    return {
        "fiscal_year": facts.fiscal_year,
        "tools": {code: str(score) for code, score in facts.tools.items()},
        "total": None if facts.total is None else str(facts.total),
        "level": facts.level or None,
        "indicators": {str(number): str(score) for number, score in facts.indicators.items()},
        "items_lost": list(facts.lost_codes),
        "items": len(facts.items),
        "source": facts.source or None,
    }


def measure_to_json(measure: core.Measure) -> dict[str, Any]:
    """A measure as plan.json has it."""
    document: dict[str, Any] = plan_to_dict(core.Plan(core.Agency(""), 2566, measures=(measure,)))["measures"][0]
    return document


def measure_from_json(document: dict[str, Any]) -> core.Measure:
    """The measure that `measure_to_json` wrote."""
    empty = plan_to_dict(core.Plan(core.Agency(""), 2566))
    return plan_from_dict({**empty, "measures": [document]}).measures[0]
