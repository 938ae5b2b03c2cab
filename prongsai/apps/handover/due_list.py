"""What is due on the first page: its counts and one page of its lines, by queries put together once for each shape of list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple, overload

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.came_back import BackShape, CameBack, came_back
from prongsai.apps.handover.models import Part
from prongsai.apps.plans.due import (
    DAYS_READ,
    Bucket,
    DuePeriods,
    count_by_bucket,
    in_bucket,
    last_year_shown,
)
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.plans.queries import due_work
from prongsai.web.prepared import Prepared, numbered
from prongsai.web.prepared import Value as PreparedValue


@dataclass(frozen=True, slots=True)
class DueList:
    """Work that is due in an agency as one person sees it; `unit_id` keeps what names the unit, `own` are the units that
    the person records for (None: all). With a chain, what was handed in is left out, and what came `back` to the
    person, which the page shows by itself."""

    agency: Agency
    periods: DuePeriods
    from_year: int | None
    unit_id: int | None
    own: frozenset[int] | None
    is_chained: bool
    back: CameBack | None = None
    shows_supervision: bool = True

    def counts(self) -> dict[Bucket, int]:
        """How many rows fall in each bucket; one query, none without a plan."""
        return self.count().all

    def count(self) -> "DueCounts":
        """The same, and how many of them are the executive's supervision."""
        days: list[tuple[Any, ...]] = []
        if self.from_year is not None:
            shape = self._shape()
            days = _prepared_days(shape).rows(**self._values(shape))
        return DueCounts(
            count_by_bucket(((due_on, number) for due_on, _role, number in days), self.periods),
            count_by_bucket(((on, number) for on, role, number in days if role == "supervision"), self.periods),
        )

    def rows(self, bucket: Bucket | None = None) -> "DueRows":
        """The rows of `with_parts`, of one bucket or all, to be cut into pages: one query for each slice."""
        return DueRows(self, bucket)

    def slice(self, bucket: Bucket | None, start: int, stop: int) -> list[Occurrence]:
        """Some of the rows, soonest first."""
        if self.from_year is None or start >= stop:
            return []
        own = None if self.own is None else len(self.own)
        # The last page is shorter or longer: its rows are cut here, so that it is no shape of its own.
        whole = -(-(stop - start) // _STEP) * _STEP
        shape = self._shape()._replace(own=own, bucket=bucket, start=start, stop=start + whole)
        found = _prepared_rows(shape).rows(**self._values(shape), **numbered("own", sorted(self.own or ())))
        return found[: stop - start]

    def _shape(self) -> "_Shape":
        back = self.back.shape if self.back is not None and self.is_chained else None
        return _Shape(self.unit_id is not None, self.is_chained, back, self.shows_supervision)

    def _values(self, shape: "_Shape") -> dict[str, PreparedValue]:
        values: dict[str, PreparedValue] = {"agency": self.agency.pk, "from_year": self.from_year or 0}
        values["to_year"] = last_year_shown(self.periods.today)
        if self.unit_id is not None:
            values["unit"] = self.unit_id
        if shape.back is not None and self.back is not None:
            values |= self.back.values()
        return values | {name: getattr(self.periods, name) for name in DAYS_READ[shape.bucket]}


@dataclass(frozen=True, slots=True)
class DueCounts:
    """Rows by bucket: all of them, and those among them that are the executive's supervision."""

    all: dict[Bucket, int]
    supervision: dict[Bucket, int]


class DueRows(Sequence[Occurrence]):
    """The rows of a list, read when a slice of them is asked for: what a paginator cuts."""

    def __init__(self, due: DueList, bucket: Bucket | None) -> None:
        self._due, self._bucket = due, bucket

    @overload
    def __getitem__(self, part: int) -> Occurrence: ...
    @overload
    def __getitem__(self, part: slice) -> list[Occurrence]: ...
    def __getitem__(self, part: int | slice) -> Occurrence | list[Occurrence]:
        """A slice with both ends, or one row."""
        if isinstance(part, int):
            return self._due.slice(self._bucket, part, part + 1)[0]
        return self._due.slice(self._bucket, part.start, part.stop)

    def __len__(self) -> int:
        counts = self._due.counts()
        return sum(counts.values()) if self._bucket is None else counts[self._bucket]


class _Shape(NamedTuple):
    """What a query is put together from, beside its values."""

    has_unit: bool
    is_chained: bool
    back: BackShape | None
    shows_supervision: bool
    own: int | None = None
    """How many units the person records for; None: all."""
    bucket: Bucket | None = None
    start: int = 0
    stop: int = 0


_STEP = 20


@lru_cache(maxsize=256)
def _prepared_days(shape: _Shape) -> Prepared[tuple[Any, ...]]:
    def build(**values: Any) -> QuerySet[Occurrence, tuple[Any, ...]]:
        return _due(shape, **values).order_by().values_list("due_on", "work_item__role").annotate(number=Count("pk"))

    return Prepared(build, **_kinds(shape))


@lru_cache(maxsize=256)
def _prepared_rows(shape: _Shape) -> Prepared[Occurrence]:
    return Prepared(partial(_rows, shape), **_kinds(shape))


def _kinds(shape: _Shape) -> dict[str, type[PreparedValue]]:
    kinds: dict[str, type[PreparedValue]] = {"agency": int, "from_year": int, "to_year": int}
    if shape.has_unit:
        kinds["unit"] = int
    if shape.back is not None:
        kinds |= shape.back.kinds()
    return (
        kinds
        | dict.fromkeys(DAYS_READ[shape.bucket], date)
        | dict.fromkeys(numbered("own", range(shape.own or 0)), int)
    )


def _rows(shape: _Shape, **values: Any) -> QuerySet[Occurrence]:
    own = None if shape.own is None else frozenset(pk for name, pk in values.items() if name.startswith("own_"))
    return with_parts(_due(shape, **values), own)[shape.start : shape.stop]


def _due(
    shape: _Shape,
    *,
    agency: int,
    from_year: int,
    to_year: int,
    unit: int | None = None,
    today: date = date.min,
    week_end: date = date.min,
    month_end: date = date.min,
    user: int = 0,
    name: str = "",
    **more: int,
) -> QuerySet[Occurrence]:
    periods = DuePeriods(today, week_end, month_end)
    due = due_work(Agency(pk=agency), periods, from_year=from_year, to_year=to_year, unit_id=unit)
    if shape.is_chained:
        units = [pk for key, pk in more.items() if key.startswith("back_")]
        back = None if shape.back is None else came_back(shape.back.for_all, user, units, name)
        due = still_to_hand_in(due, unit, back)
    if not shape.shows_supervision:
        due = due.exclude(work_item__role="supervision")
    return due.filter(in_bucket(shape.bucket, periods)) if shape.bucket else due


def still_to_hand_in(due: QuerySet[Occurrence], unit_id: int | None, back: Q | None = None) -> QuerySet[Occurrence]:
    """What is due without what the unit (all units without one) has handed in, nor the parts that came `back` and are
    shown by themselves."""
    parts = Part.objects.filter(handover__occurrence=OuterRef("pk"))
    if unit_id is None:
        due = due.exclude(handover__state__in=_BEYOND)
        return due if back is None else due.exclude(Exists(parts.filter(back)))
    gone = Q(state__in=("handed_in", "checked")) | ~Q(excused_why="")
    return due.exclude(Exists(parts.filter(gone if back is None else gone | back, unit_id=unit_id)))


_BEYOND = ("handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed")


def lacks_handover(row: Occurrence) -> bool:
    """Whether a row of `with_parts` should have a hand-over and has none yet."""
    return row.handover_pk is None and row.work_item.role != "supervision"  # type: ignore[attr-defined]


def with_parts(due: QuerySet[Occurrence], units: frozenset[int] | None) -> QuerySet[Occurrence]:
    """Adds `handover_pk`, `chain_state` and `part_pk`, the open part of the person's own unit, None where they have none or several."""
    open_parts = Part.objects.filter(
        handover__occurrence=OuterRef("pk"), state__in=("todo", "returned"), excused_why=""
    )
    if units is not None:
        open_parts = open_parts.filter(unit_id__in=units)
    counted = open_parts.order_by().values("handover").annotate(number=Count("pk"), one=Max("pk"))
    only = counted.annotate(only=Case(When(number=1, then=F("one")), default=Value(None))).values("only")
    return due.annotate(handover_pk=F("handover__pk"), chain_state=F("handover__state"), part_pk=Subquery(only))
