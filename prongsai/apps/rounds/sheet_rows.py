"""What a round's sheet is made of: four queries, each put together once."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, partial
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.plans.queries import active_year_by
from prongsai.apps.rounds.models import Decision
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.web.prepared import Prepared
from prongsai.wiring import BANGKOK

LONGEST_LIST = 40
"""Lines of each list; the numbers above the lists count everything."""
KINDS = ("late", "due", "done")
_PLAN = "work_item__measure__plan"
_MEASURE = ("work_item__measure_id", "work_item__measure__number", "work_item__measure__issue")
_TEXT = ("occurrence__work_item__text", *(f"occurrence__{path}" for path in _MEASURE[1:]))


@dataclass(frozen=True, slots=True)
class Frame:
    """Of which round the sheet is, up to which day work counts as due, on which day it stands, and since when changes count."""

    agency_id: int
    round_id: int
    month: date
    due_on: date
    today: date
    since: date

    @property
    def year(self) -> int:
        """The fiscal year from which the agency's active plans are found."""
        return fiscal_year_of(self.today)

    @property
    def since_at(self) -> datetime:
        """The moment at which `since` begins."""
        return datetime.combine(self.since, time(), BANGKOK)


def count_by_day(frame: Frame) -> list[tuple[Any, ...]]:
    """How much of the work falls due on each day: in all, done, done late, open, newly done. All numbers of a sheet."""
    return _DAYS.rows(
        agency=frame.agency_id, year=frame.year, today=frame.today, since=frame.since, since_at=frame.since_at
    )


def list_work(frame: Frame) -> list[tuple[Any, ...]]:
    """Work that is late, due or newly done, at most `LONGEST_LIST` of each kind, the soonest due first.

    Its kind, days due and done, id and text of the work, state of its hand-over; id, number and issue of its measure.
    """
    return _WORK.rows(
        agency=frame.agency_id,
        year=frame.year,
        today=frame.today,
        due_on=frame.due_on,
        since=frame.since,
        since_at=frame.since_at,
        longest=LONGEST_LIST,
    )


def list_handovers(frame: Frame, waiting: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """What was returned and what waits in one of some states, the soonest due first.

    Its id, whether returned, how many there are of its kind, reason, day; text of the work, number and issue of the measure.
    """
    return _handovers(waiting).rows(agency=frame.agency_id, year=frame.year, longest=LONGEST_LIST)


def list_decisions(frame: Frame) -> list[Decision]:
    """This round's, those of earlier rounds that are open, and those done since the last one."""
    return _DECISIONS.rows(agency=frame.agency_id, round_id=frame.round_id, month=frame.month, since=frame.since)


def _work(agency: int, year: int) -> QuerySet[Occurrence]:
    """Occurrences of the active plans' work. The executive's own following-up is no work of a unit."""
    from_year = active_year_by(agency, year)
    rows = Occurrence.objects.filter(**{f"{_PLAN}__agency": agency, f"{_PLAN}__fiscal_year__gte": from_year})
    return rows.exclude(work_item__role="supervision")


def _is_open() -> Q:
    """Not done; what a document left unknown under a measure printed as done counts as done."""
    return ~Q(status="done") & ~Q(status="unknown", work_item__measure__status="done")


def _is_newly_done(today: date, since: date, since_at: datetime) -> Q:
    by_day = Q(done_on__gte=since, done_on__lte=today)
    return Q(status="done") & (by_day | Q(done_on=None, version__gt=1, changed_at__gte=since_at))


def _day_counts(agency: int, year: int, today: date, since: date, since_at: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    is_done = Q(status="done")
    return (
        _work(agency, year)
        .order_by()
        .values("due_on")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=is_done),
            done_late=Count("pk", filter=is_done & Q(done_on__gt=F("due_on"))),
            open=Count("pk", filter=_is_open()),
            finished=Count("pk", filter=_is_newly_done(today, since, since_at)),
        )
        .values_list("due_on", "total", "done", "done_late", "open", "finished")
    )


def _work_lines(
    agency: int, year: int, today: date, due_on: date, since: date, since_at: datetime, longest: int
) -> QuerySet[Any, tuple[Any, ...]]:
    conditions = {
        "late": _is_open() & Q(due_on__lt=today),
        "due": _is_open() & Q(due_on__gte=today, due_on__lte=due_on),
        "done": _is_newly_done(today, since, since_at),
    }
    kind = Case(
        *(When(condition, then=Value(name)) for name, condition in conditions.items()),
        default=Value(""),
        output_field=CharField(),
    )
    return (
        _work(agency, year)
        .filter(conditions["late"] | conditions["due"] | conditions["done"])
        .annotate(kind=kind)
        .annotate(place=Window(RowNumber(), partition_by=[F("kind")], order_by=[F("due_on").asc(), F("pk").asc()]))
        .filter(place__lte=longest)
        .order_by("due_on", "pk")
        # Plain values: a line needs a tenth of what its four tables hold, and drawing 120 lines took less than loading them.
        .values_list("kind", "due_on", "done_on", "work_item_id", "work_item__text", "handover__state", *_MEASURE)
    )


def _handover_lines(waiting: tuple[str, ...], agency: int, year: int, longest: int) -> QuerySet[Any, tuple[Any, ...]]:
    reason = Part.objects.filter(handover=OuterRef("pk"), state="returned", excused_why="").order_by("position", "pk")
    rows = Handover.objects.filter(agency=agency, state__in=["returned", *waiting])
    rows = rows.filter(**{f"occurrence__{_PLAN}__fiscal_year__gte": active_year_by(agency, year)})
    is_returned = Case(When(state="returned", then=Value(1)), default=Value(0))
    soonest = [F("occurrence__due_on").asc(nulls_last=True), F("pk").asc()]
    return (
        rows.annotate(is_returned=is_returned, reason=Subquery(reason.values("returned_why")[:1]))
        .annotate(
            place=Window(RowNumber(), partition_by=[F("is_returned")], order_by=soonest),
            total=Window(Count("pk"), partition_by=[F("is_returned")]),
        )
        .filter(place__lte=longest)
        .order_by(F("occurrence__due_on").asc(nulls_last=True), "pk")
        .values_list("pk", "is_returned", "total", "reason", "occurrence__due_on", *_TEXT)
    )


def _decision_rows(agency: int, round_id: int, month: date, since: date) -> QuerySet[Decision]:
    wanted = Q(round=round_id) | Q(state="open") | Q(state="done", done_on__gte=since)
    rows = Decision.objects.filter(wanted, round__agency=agency, round__month__lte=month)
    return rows.select_related("round").defer("round__shown").order_by("round__month", "number")


@cache
def _handovers(waiting: tuple[str, ...]) -> Prepared[tuple[Any, ...]]:
    return Prepared(partial(_handover_lines, waiting), agency=int, year=int, longest=int)


_DAYS = Prepared(_day_counts, agency=int, year=int, today=date, since=date, since_at=datetime)
_WORK = Prepared(_work_lines, agency=int, year=int, today=date, due_on=date, since=date, since_at=datetime, longest=int)
_DECISIONS = Prepared(_decision_rows, agency=int, round_id=int, month=date, since=date)
