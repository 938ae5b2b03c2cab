"""The first page: what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.apps.agencies.permissions import VIEW_PLANS, may, recording_units
from prongsai.apps.agencies.queries import list_units
from prongsai.apps.plans import labels, pages, queries
from prongsai.apps.plans.due import BUCKETS, bucket_of, count_buckets, in_bucket, periods_of
from prongsai.apps.plans.rounds_port import rounds
from prongsai.apps.plans.views import page_of, person
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today


def my_work(request: HttpRequest) -> HttpResponse:
    """Unfinished work of the active plans: overdue, this week, this month, later, without a date."""
    membership = request.membership  # type: ignore[attr-defined]
    if membership is None or not may(person(request), membership.agency, VIEW_PLANS):
        return render(request, "plans/no_agency.html", {"section": "work"})
    agency = membership.agency
    periods = periods_of(bangkok_today())
    units = list_units(agency)
    unit_id = _chosen_unit(request, membership.unit_id, {unit.pk for unit in units})
    from_year = queries.first_active_year(agency, periods.today)
    work = queries.due_work(agency, periods, from_year=from_year, unit_id=unit_id)
    this_year = fiscal_year_of(periods.today)
    counts = count_buckets(work, periods)
    chosen = request.GET.get("due", "")
    shown = work.filter(in_bucket(chosen, periods)) if chosen in BUCKETS else work
    page = page_of(request, shown)
    # An officer of a unit records for that unit only: what they see of others is no link.
    own = recording_units(person(request), agency)
    may_record = own is None or unit_id in own
    lines = [pages.due_line(item, bucket_of(item.falls_due_on, periods), may_record=may_record) for item in page]
    tabs = [(bucket, labels.BUCKETS[bucket], counts[bucket]) for bucket in BUCKETS]
    context = {
        "section": "work",
        "own_parts": rounds().list_own_work(person(request), agency),
        "page": page,
        "lines": lines,
        "tabs": tabs,
        "total": sum(counts.values()),
        "overdue": counts["overdue"],
        "this_week": counts["week"],
        "chosen": chosen,
        "units": units,
        "unit_id": unit_id,
        "today": periods.today,
        "has_plan": from_year is not None,
        "old_year": from_year if from_year is not None and from_year < this_year else None,
        "this_year": this_year,
    }
    return render(request, "plans/my_work.html", context)


def _chosen_unit(request: HttpRequest, own: int | None, known: set[int]) -> int | None:
    given = request.GET.get("unit", "")
    if given == "all":
        return None
    if given.isascii() and given.isdigit() and int(given) in known:
        return int(given)
    return own
