"""The first page: what came back, what waits for the person, what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import mending_of
from prongsai.apps.agencies.models import Agency, Unit
from prongsai.apps.agencies.permissions import (
    EXTEND_DEADLINE,
    RECORD_SUPERVISION,
    VIEW_PLANS,
    VIEW_ROUNDS,
    may,
    recording_units,
    records_for_all,
)
from prongsai.apps.agencies.standing import keep_units
from prongsai.apps.handover import desk, my_work_pages
from prongsai.apps.handover.came_back import CameBack
from prongsai.apps.handover.due_list import DueList, lacks_handover
from prongsai.apps.handover.opening import open_missing
from prongsai.apps.plans import labels
from prongsai.apps.plans.deadlines import keep_agency_current
from prongsai.apps.plans.due import BUCKETS, bucket_of, periods_of
from prongsai.apps.plans.rounds_port import rounds
from prongsai.apps.plans.views import page_of, person
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today

PAGE_SIZE = 20


def my_work(request: HttpRequest) -> HttpResponse:
    """Everything one person must do next, the dearest and the latest first, one button each."""
    membership = request.membership  # type: ignore[attr-defined]
    user = person(request)
    if membership is None or not may(user, membership.agency, VIEW_PLANS):
        return render(request, "handover/no_agency.html", {"section": "work"})
    agency, today = membership.agency, bangkok_today()
    frame = desk.load_frame(
        agency,
        today,
        counts_asked=may(user, agency, EXTEND_DEADLINE),
        finds_officers=records_for_all(user, agency),
    )
    units = list(frame.units)
    keep_units(user, agency, units)
    if frame.is_behind:
        keep_agency_current(agency, today)
    own = recording_units(user, agency)
    mending = mending_of(user, agency, (unit.pk for unit in units), frame.with_officer)
    back = CameBack.to(user, mending)
    supervises = may(user, agency, RECORD_SUPERVISION)
    unit_id = _chosen_unit(request, membership.unit_id, units)
    periods = periods_of(today)
    due = DueList(
        agency,
        periods,
        frame.active_year,
        unit_id,
        own,
        is_chained=frame.chain is not None,
        back=back,
        shows_supervision=supervises or own == frozenset(),
    )
    counted = due.count()
    counts = counted.all
    chosen = next((bucket for bucket in BUCKETS if bucket == request.GET.get("due")), None)
    count = counts[chosen] if chosen else sum(counts.values())
    page = page_of(request, due.rows(chosen), count=count, size=PAGE_SIZE)
    if due.is_chained and frame.active_year and any(map(lacks_handover, page)):
        open_missing(agency, frame.active_year, at=timezone.now())
        page = page_of(request, due.rows(chosen), count=count, size=PAGE_SIZE)
    on_desk = desk.load_desk(user, agency, frame.chain, today, back)
    for due_on in desk.due_again(on_desk, unit_id):  # shown above the list, and no less due than what is in it
        counts[bucket_of(due_on, periods)] += 1
    evidence = desk.load_evidence(my_work_pages.shown_parts(on_desk))
    own_parts = rounds().list_own_work(user, agency, mending)
    is_own = own is None or unit_id in own
    overdue = counts["overdue"] - counted.supervision["overdue"]
    context = {
        "section": "work",
        "own_parts": own_parts,
        "page": page,
        "lines": [
            my_work_pages.due_line(
                row, periods, may_record=is_own, supervises=supervises, own=own, is_chained=due.is_chained
            )
            for row in page
        ],
        "returned": [my_work_pages.returned_line(part, today) for part in on_desk.returned[: my_work_pages.SHOWN]],
        "returned_count": len(on_desk.returned),
        "waiting": my_work_pages.waiting_groups(on_desk, today, evidence),
        "waiting_count": on_desk.waiting_count + sum(part.waiting_count for part in own_parts),
        "tabs": [(bucket, labels.BUCKETS[bucket], counts[bucket]) for bucket in BUCKETS],
        "total": sum(counts.values()),
        "overdue": overdue,
        "overdue_supervision": counted.supervision["overdue"],
        "is_own": is_own,
        "follow_up": "" if is_own or not overdue else _where_to_follow_up(user, agency, unit_id, due),
        "this_week": counts["week"],
        "chosen": chosen or "",
        "units": units,
        "unit_id": unit_id,
        "today": today,
        "has_plan": frame.active_year is not None,
        "old_year": frame.active_year if frame.active_year and frame.active_year < fiscal_year_of(today) else None,
        "this_year": fiscal_year_of(today),
        "asked_count": frame.asked_count,
        "here": request.get_full_path(),
    }
    return render(request, "handover/my_work.html", context)


def _where_to_follow_up(user: User, agency: Agency, unit_id: int | None, due: DueList) -> str:
    """Where who does not do the work sees who holds it up; "" without such a page for them."""
    if due.is_chained:
        return reverse("handover:handover_list") + (f"?unit={unit_id}" if unit_id else "")
    return reverse("rounds:round_list") if may(user, agency, VIEW_ROUNDS) else ""


def _chosen_unit(request: HttpRequest, own: int | None, units: list[Unit]) -> int | None:
    given = request.GET.get("unit", "")
    if given == "all":
        return None
    return next((unit.pk for unit in units if str(unit.pk) == given), own)
