"""The example municipality: one plan as an office would bring it, one healthy, one alive around a given day."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

import yaml
from django.db import transaction

from prongsai.apps.accounts.actions import create_user
from prongsai.apps.accounts.demo import DEMO_PASSWORD
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import add_member, create_agency
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.usual import list_unit_templates
from prongsai.apps.plans.actions import store_plan
from prongsai.apps.plans.models import Plan
from prongsai.core import plan as core
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_of, fiscal_year_start, month_start_in_fiscal_year
from prongsai.core.reporting_round import round_of
from prongsai.wiring import read_document

REPORT = "report-2566.txt"
HEALTHY_YEAR = 2567
LAST_LIST = 2569
"""The last fiscal year whose list of disclosure items the example names."""

EXTENSIONS: list[Callable[[Agency, date, datetime], list[str]]] = []
"""What apps above this one add to the example, each giving what it made in words; put here when they start."""


@dataclass(frozen=True, slots=True)
class _When:
    """A deadline with the state the work is in."""

    deadline: core.Deadline
    status: core.Status = "not_started"
    done_on: date | None = None


@transaction.atomic
def load_example(*, today: date, at: datetime) -> list[str]:
    """Load what is not there yet, so that it may be run twice. Gives what was made, in words."""
    data = _read()
    made: list[str] = []
    agency = Agency.objects.filter(slug=data["agency"]["slug"]).first()
    if agency is None:
        agency = _make_agency(data["agency"], at)
        made.append(f"agency {agency.slug}")
    made += _make_people(data["people"], agency, at)
    plans: dict[int, Callable[[], tuple[core.Plan, str]]] = {
        2566: lambda: (_reported_plan(agency), REPORT),
        HEALTHY_YEAR: lambda: (healthy_plan(data, agency.facts()), ""),
        fiscal_year_of(today): lambda: (living_plan(data, agency.facts(), today), ""),
    }
    for year, build in plans.items():
        if not Plan.objects.filter(agency=agency, fiscal_year=year).exists():
            facts, name = build()
            store_plan(agency=agency, facts=facts, source_name=name, by=None, at=at)
            made.append(f"plan {year}")
    for extend in EXTENSIONS:
        made += extend(agency, today, at)
    return made


def healthy_plan(data: dict[str, Any], agency: core.Agency) -> core.Plan:
    """The plan of 2567: everything done before its day, with a page as evidence of each."""
    year = HEALTHY_YEAR

    def when(line: list[Any]) -> _When:
        if line[1] == "monthly":
            return _When(_every_month(year), "done", fiscal_year_end(year))
        start = month_start_in_fiscal_year(int(line[1]), year)
        due = start.replace(day=monthrange(start.year, start.month)[1])
        return _When(_by(due), "done", due - timedelta(days=6))

    measures = _measures(data, year, HEALTHY_YEAR, when)
    done = tuple(_finish(measure, year, agency.hosts[0]) for measure in measures)
    return core.Plan(agency, year, year - 1, round_of("full_year", year), done)


def living_plan(data: dict[str, Any], agency: core.Agency, today: date) -> core.Plan:
    """The plan of the current fiscal year: some overdue, some due this week, this month and later, some done."""
    year = fiscal_year_of(today)

    def when(line: list[Any]) -> _When:
        return _around(str(line[2]), today, year)

    measures = tuple(
        replace(
            measure,
            follow_ups=tuple(_with_page(line, year, agency.hosts[0], measure.number) for line in measure.follow_ups),
        )
        for measure in _measures(data, year, LAST_LIST, when)
    )
    return core.Plan(agency, year, year - 1, None, measures)


def _around(word: str, today: date, year: int) -> _When:
    week_end = today + timedelta(days=6 - today.weekday())
    month_end = today.replace(day=monthrange(today.year, today.month)[1])
    if word == "monthly":
        return _When(_every_month(year), "in_progress")
    if word == "week":
        return _When(_by(week_end), "in_progress")
    if word == "month":
        return _When(_by(max(month_end, week_end + timedelta(days=1))))
    if word.startswith("done-"):
        due = today - timedelta(days=int(word.removeprefix("done-")))
        return _When(_by(due), "done", due - timedelta(days=2))
    return _When(_by(today + timedelta(days=int(word))))


def _measures(data: dict[str, Any], year: int, codes_year: int, when: Any) -> tuple[core.Measure, ...]:
    made = []
    for number, one in enumerate(data["measures"], start=1):
        lines = []
        for place, line in enumerate(one["follow_ups"], start=1):
            known = when(line)
            lines.append(core.FollowUp(place, line[0], "task", known.deadline, known.status, known.done_on))
        watch = core.Deadline("monthly", from_on=fiscal_year_start(year), until_on=fiscal_year_end(year), why=WHY)
        lines.append(core.FollowUp(len(lines) + 1, one["supervision"], "supervision", watch, "in_progress"))
        made.append(
            core.Measure(
                number=number,
                issue=one["issue"],
                issue_kind="develop",
                indicator=one["indicator"],
                item_codes=tuple(one["codes"][codes_year]),
                responsible=tuple(
                    core.Responsible(unit, role="compiles" if place else "does", all_units=unit == "ทุกส่วนงาน")
                    for place, unit in enumerate(one["units"])
                ),
                steps=tuple(core.Step(place, text) for place, text in enumerate(one["steps"], start=1)),
                follow_ups=tuple(lines),
                status="in_progress",
            )
        )
    return tuple(made)


WHY = "วันที่กำหนดไว้ในแผน"


def _by(day: date) -> core.Deadline:
    return core.Deadline("date", due_on=day, why=WHY)


def _every_month(year: int) -> core.Deadline:
    return core.Deadline("monthly", from_on=fiscal_year_start(year), until_on=fiscal_year_end(year), why=WHY)


def _finish(measure: core.Measure, year: int, host: str) -> core.Measure:
    lines = [
        replace(line, status="done", done_on=line.done_on or fiscal_year_end(year), note="ดำเนินการแล้วตามกำหนด")
        for line in measure.follow_ups
    ]
    steps = tuple(replace(step, status="done", done_on=lines[0].done_on) for step in measure.steps)
    pages = tuple(_with_page(line, year, host, measure.number) for line in lines)
    return replace(measure, steps=steps, follow_ups=pages, status="done")


def _with_page(line: core.FollowUp, year: int, host: str, number: int) -> core.FollowUp:
    if line.status != "done" or line.role == "supervision":
        return line
    url = f"https://{host}/ita/{year}/measure-{number}/report-{line.number}"
    return replace(line, evidence=(core.Evidence(as_printed=url, url=url, link_class="ok"),))


def _reported_plan(agency: Agency) -> core.Plan:
    content = (resources.files("prongsai.data") / "example" / REPORT).read_bytes()
    return replace(read_document(content, REPORT), agency=agency.facts())


def _make_agency(data: dict[str, Any], at: datetime) -> Agency:
    units = [
        (unit.code, unit.name_th, unit.aliases_th)
        for unit in list_unit_templates(data["kind"])
        if unit.requirement in {"core", "common"}
    ]
    return create_agency(
        slug=data["slug"],
        name=data["name"],
        kind=data["kind"],
        district=data["district"],
        province=data["province"],
        hosts=data["hosts"],
        units=units,
        by=None,
        at=at,
    )


def _make_people(people: list[dict[str, str]], agency: Agency, at: datetime) -> list[str]:
    made = []
    units = {unit.name: unit for unit in agency.units.all()}
    for one in people:
        if User.objects.filter(username=one["username"]).exists():
            continue
        user = create_user(
            username=one["username"], display_name=one["name"], password=DEMO_PASSWORD, is_demo=True, at=at
        )
        add_member(agency=agency, user=user, role=one["role"], unit=units.get(one.get("unit", "")), by=None, at=at)
        made.append(f"account {one['username']}")
    return made


def _read() -> dict[str, Any]:
    text = (resources.files("prongsai.data") / "example" / "plans.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data
