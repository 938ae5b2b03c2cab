"""Proposals for one agency's plan: units from its earlier plan, else those that such agencies usually name."""

from collections.abc import Mapping
from datetime import date

from prongsai.apps.agencies.models import Agency
from prongsai.apps.results.queries import units_of_items
from prongsai.core.result import Analysis, Proposals, UnitsByTopic
from prongsai.wiring import framework_files
from prongsai.wiring.results import propose_measures, usual_units_by_topic


def proposals_for(agency: Agency, analysis: Analysis, plan_year: int, *, today: date) -> Proposals:
    """What the agency's plan of a year should hold after this result; two queries."""
    names = {unit.code: unit.name for unit in agency.units.all() if unit.code}
    units = UnitsByTopic(_planned(agency, plan_year), usual_units_by_topic(names))
    return propose_measures(analysis, plan_year, today=today, units=units)


def _planned(agency: Agency, plan_year: int) -> Mapping[str, str]:
    """Units by topic, from the measures of the newest earlier plan."""
    year, by_code = units_of_items(agency, plan_year)
    if year is None:
        return {}
    framework = framework_files().get(year)
    found: dict[str, str] = {}
    for code, unit in by_code.items():
        item = framework.find_item(code)
        if item is not None:
            for topic in item.topics:
                found.setdefault(topic, unit)
    return found
