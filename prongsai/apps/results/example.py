"""The example municipality's results of past years, and the scores of IIT and EIT it expects this year."""

from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.results.actions import add_result, enter_tool
from prongsai.apps.results.queries import list_tool_entries, list_years
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.result import YearResult, reckon
from prongsai.core.scoring import round_score
from prongsai.wiring import framework_files


def add_results(agency: Agency, today: date, at: datetime) -> list[str]:
    """Results that are not there yet, of years before the current one. Gives what was made, in words."""
    text = (resources.files("prongsai.data") / "example" / "results.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    this_year = fiscal_year_of(today)
    there = set(list_years(agency))
    made = []
    for one in data["results"]:
        if one["fiscal_year"] not in there and one["fiscal_year"] < this_year:
            add_result(agency=agency, result=example_result(one, data["source"]), by=None, at=at)
            made.append(f"result {one['fiscal_year']}")
    clerk = User.objects.filter(memberships__agency=agency, is_demo=True, username="clerk").first()
    if clerk is not None and not list_tool_entries(agency, this_year):
        for tool, score in data["entries"].items():
            source = data["entry_source"]
            enter_tool(
                agency=agency, fiscal_year=this_year, tool=tool, score=_score(score), source=source, by=clerk, at=at
            )
            made.append(f"{tool} {this_year}")
    return made


def example_result(one: dict[str, Any], source: str) -> YearResult:
    """One result of the file; OIT and total follow from the items where they are not given and can be computed."""
    framework = framework_files().get(one["fiscal_year"])
    facts = YearResult(
        fiscal_year=one["fiscal_year"],
        tools={tool: _score(score) for tool, score in one["tools"].items()},
        indicators={number: _score(score) for number, score in one["indicators"].items()},
        items={code: Decimal(0 if code in one["lost"] else 100) for code in framework.item_codes},
        total=_score(one["total"]) if "total" in one else None,
        level=one["level"],
        source=source,
    )
    known = reckon(facts, framework)
    oit = known.oit
    if oit is None or facts.total is not None:
        return facts
    tools = {**facts.tools, "OIT": round_score(oit.score)}
    indicators = {**facts.indicators, **{number: round_score(score) for number, score in oit.indicators.items()}}
    total = round_score(known.total) if known.total is not None else None
    return YearResult(
        fiscal_year=facts.fiscal_year,
        tools=tools,
        indicators=indicators,
        sub_indicators={code: round_score(score) for code, score in oit.sub_indicators.items()},
        items=facts.items,
        total=total,
        level=facts.level,
        source=source,
    )


def _score(value: float) -> Decimal:
    return Decimal(str(value))
