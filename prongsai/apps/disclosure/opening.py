"""What an opened year would hold: its items, who is responsible and by when, and what comes from the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Max, OuterRef, Q, Subquery, When

from prongsai.apps.agencies.models import Agency, GroupMember, Membership, Unit
from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.apps.plans.models import Measure, Responsible
from prongsai.apps.plans.occurrences import calendar_of_year
from prongsai.core.framework import Framework, Item
from prongsai.core.framework.crosswalk import ItemMove
from prongsai.core.item_due import ItemDue, PlannedDay, due_of_item
from prongsai.core.thai.words import Words
from prongsai.wiring import BANGKOK, bangkok_date, bangkok_today, framework_files


@dataclass(frozen=True, slots=True)
class Windows:
    """The agency's calendar of a year; None is not known."""

    entry_opens_at: datetime | None = None
    entry_closes_at: datetime | None = None
    contest_opens_at: datetime | None = None
    contest_closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """One item as the year would open with it. `before` are items of the year opened before that lead here."""

    item: Item
    unit: Unit | None
    unit_why: Words
    due: ItemDue
    before: tuple[YearItem, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A year about to be opened. `last_year` is the nearest earlier opened one, `dropped` its items that are not asked for any more."""

    framework: Framework
    windows: Windows
    items: tuple[ProposedItem, ...]
    last_year: DisclosureYear | None
    dropped: tuple[tuple[YearItem, ItemMove], ...]


def propose_year(agency: Agency, fiscal_year: int, windows: Windows | None = None) -> Proposal:
    """The year as it would be opened now; five queries, however many items."""
    files = framework_files()
    framework = files.get(fiscal_year)
    frame = windows or windows_of_framework(framework)
    earlier = DisclosureYear.objects.filter(agency=agency, fiscal_year__lt=fiscal_year).order_by("-fiscal_year")
    old_items = list(YearItem.objects.filter(year=Subquery(earlier.values("pk")[:1])).select_related("year"))
    last_year = old_items[0].year if old_items else None
    as_before = _as_before(fiscal_year, last_year)
    units = {unit.pk: unit for unit in agency.units.all()}
    came_from: dict[str, list[YearItem]] = {}
    dropped: list[tuple[YearItem, ItemMove]] = []
    if last_year is not None:
        source = files.get(last_year.fiscal_year)
        for old in old_items:
            if not source.has_item(old.code):
                continue
            move = files.crosswalk().move(old.code, source, framework)
            if move.to_code is None:
                dropped.append((old, move))
            else:
                came_from.setdefault(move.to_code, []).append(old)
    planned, by_plan = _from_plan(agency, fiscal_year)
    by_group = _units_of_group(agency, fiscal_year)
    calendar = calendar_of_year(agency.pk, fiscal_year, bangkok_today())
    opens, closes = _day(frame.entry_opens_at), _day(frame.entry_closes_at)
    items = []
    for item in framework.items:
        before = tuple(came_from.get(item.code, ()))
        unit, why = _unit_of(item.code, by_plan, by_group, before, as_before)
        due = due_of_item(planned.get(item.code), opens, closes, calendar)
        items.append(
            ProposedItem(
                item, units.get(unit) if unit else None, why, due, before, is_new=last_year is not None and not before
            )
        )
    return Proposal(framework, frame, tuple(items), last_year, tuple(dropped))


def windows_of_framework(framework: Framework) -> Windows:
    """The windows that the framework itself knows; a last day counts to its end."""
    entry = next((step for step in framework.calendar if step.step == "oit_entry"), None)
    contest = next((step for step in framework.calendar if step.step == "contest"), None)
    return Windows(
        _moment(entry.from_on) if entry else None,
        _moment(entry.to_on, end=True) if entry else None,
        _moment(contest.from_on) if contest else None,
        _moment(contest.to_on, end=True) if contest else None,
    )


def due_days(year: DisclosureYear) -> Mapping[str, ItemDue]:
    """The due day of each item by the year's windows as they are now."""
    planned, _units = _from_plan(year.agency, year.fiscal_year)
    calendar = calendar_of_year(year.agency_id, year.fiscal_year, bangkok_today())
    opens, closes = _day(year.entry_opens_at), _day(year.entry_closes_at)
    codes = [item.code for item in year.items.all()]
    return {code: due_of_item(planned.get(code), opens, closes, calendar) for code in codes}


def _unit_of(
    code: str,
    by_plan: Mapping[str, int],
    by_group: Mapping[str, int],
    before: tuple[YearItem, ...],
    as_before: Words,
) -> tuple[int | None, Words]:
    if code in by_plan:
        return by_plan[code], Words("ตามแผนของปีนี้", "by this year's plan")
    if code in by_group:
        return by_group[code], Words("ตามคำสั่งคณะทำงาน", "by the order of the working group")
    last = next((old.unit_id for old in before if old.unit_id), None)
    if last is not None:
        return last, as_before
    return None, Words("ยังไม่กำหนด", "not set")


def _as_before(fiscal_year: int, last_year: DisclosureYear | None) -> Words:
    if last_year is None or last_year.fiscal_year == fiscal_year - 1:
        return Words("ตามปีก่อน", "as in the year before")
    return Words(f"ตามปี {last_year.fiscal_year}", f"as in {last_year.fiscal_year}")


def _from_plan(agency: Agency, fiscal_year: int) -> tuple[dict[str, PlannedDay], dict[str, int]]:
    """The planned day and the unit of each item the year's plan names: the earliest measure's; one query."""
    doing_first = Case(When(role="does", then=0), default=1)
    named = Responsible.objects.filter(measure=OuterRef("pk"), unit__isnull=False).order_by(doing_first, "position")
    days = Q(work__deadline_kind="date") & ~Q(work__role="supervision")
    rows = Measure.objects.filter(plan__agency=agency, plan__fiscal_year=fiscal_year).annotate(
        last_on=Max("work__due_on", filter=days), first_unit=Subquery(named.values("unit_id")[:1])
    )
    planned: dict[str, PlannedDay] = {}
    units: dict[str, int] = {}
    for number, codes, last_on, unit in rows.order_by("position").values_list(
        "number", "item_codes", "last_on", "first_unit"
    ):
        for code in codes:
            if last_on is not None:
                planned.setdefault(code, PlannedDay(last_on, number))
            if unit is not None:
                units.setdefault(code, unit)
    return planned, units


def _units_of_group(agency: Agency, fiscal_year: int) -> dict[str, int]:
    """The unit of each item that the working group's members were given: the member's own; one query."""
    own = Membership.objects.filter(agency=agency, user=OuterRef("user"), unit__isnull=False).values("unit_id")
    members = GroupMember.objects.filter(
        group__agency=agency, group__fiscal_year=fiscal_year, user__isnull=False
    ).exclude(item_codes=[])
    by_code: dict[str, int] = {}
    for codes, unit in members.annotate(own=Subquery(own[:1])).values_list("item_codes", "own"):
        if unit is not None:
            for code in codes:
                by_code.setdefault(code, unit)
    return by_code


def _day(moment: datetime | None) -> date | None:
    return bangkok_date(moment) if moment else None


def _moment(day: date | None, *, end: bool = False) -> datetime | None:
    if day is None:
        return None
    hour = (23, 59, 59) if end else (0, 0, 0)
    return datetime(day.year, day.month, day.day, *hour, tzinfo=BANGKOK)
