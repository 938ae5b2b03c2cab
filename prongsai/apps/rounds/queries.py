"""Reads of rounds. Every look-up by id checks access: no right and no row are the same 404."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import Mending
from prongsai.apps.agencies.models import Agency, Holding
from prongsai.apps.agencies.permissions import RECORD_PROGRESS, VIEW_ROUNDS, records_for
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.rounds.models import Decision, MemoHead, Round
from prongsai.web.prepared import Prepared, numbered


def round_rows() -> QuerySet[Round]:
    """Rounds with all that a sheet needs of them; `previous_on` is the day of the round before."""
    earlier = Round.objects.filter(agency=OuterRef("agency"), month__lt=OuterRef("month")).order_by("-month")
    previous = Subquery(earlier.annotate(day=Coalesce("held_on", "opens_on")).values("day")[:1])
    return Round.objects.select_related("agency__chain_rule").annotate(previous_on=previous)


def get_round(round_id: int) -> Round:
    """A round known to be there, with what its sheet needs."""
    return round_rows().get(pk=round_id)


def round_for(user: User, round_id: int, permission: str = VIEW_ROUNDS) -> Round:
    """The round, or 404 without the right."""
    row = round_rows().filter(in_agencies_of("agency", user, permission), pk=round_id).first()
    if row is None:
        raise Http404
    return row


def list_rounds(agency: Agency) -> QuerySet[Round]:
    """An agency's rounds, latest first, with counts of their decisions."""
    counts = {
        "decision_count": Count("decisions", filter=~Q(decisions__state="withdrawn")),
        "open_count": Count("decisions", filter=Q(decisions__state="open")),
    }
    return Round.objects.filter(agency=agency).annotate(**counts).order_by("-month")


def list_unsigned(agency: Agency, today: date) -> list[Round]:
    """Rounds that nobody signed: the open ones, and what was missed in the twelve months before; latest first."""
    rows = Round.objects.filter(_is_unsigned(_looked_back(today)), agency=agency)
    return list(rows.only("month", "state", "due_on").order_by("-month"))


def list_unsigned_and_own(agency: Agency, today: date, mending: Mending) -> tuple[list[Round], list[Decision]]:
    """`list_unsigned` and `list_own_decisions` of somebody who signs and carries out, in one query."""
    if mending.is_empty:
        return list_unsigned(agency, today), []
    shape = _prepared_own(mending.for_all, len(mending.units))
    rows = shape.rows(agency=agency.pk, since=_looked_back(today), **numbered("unit", mending.units))
    unsigned: dict[int, Round] = {}
    decisions = []
    for row in rows:
        if row.is_unsigned:
            unsigned.setdefault(row.pk, row)
        values = {name: getattr(row, f"own_{name}") for name in _OWN}
        if values["id"] is not None:
            decisions.append(Decision(round=row, **values))
    return list(unsigned.values()), sorted(decisions, key=lambda one: (one.due_on, one.pk))


@lru_cache(maxsize=64)
def _prepared_own(for_all: bool, unit_count: int) -> Prepared[Any]:
    kinds = dict.fromkeys(numbered("unit", range(unit_count)), int)
    return Prepared(partial(_unsigned_and_own, for_all), agency=int, since=date, **kinds)


def _unsigned_and_own(for_all: bool, agency: int, since: date, **units: int) -> QuerySet[Any]:
    own = Q(decisions__state="open") & _of_units("decisions__", for_all, list(units.values()))
    unsigned = _is_unsigned(since)
    return (
        Round.objects.annotate(own=FilteredRelation("decisions", condition=own))
        .filter(unsigned | Q(own__isnull=False), agency=agency)
        .annotate(is_unsigned=Case(When(unsigned, then=Value(True)), default=Value(False)))
        .annotate(**{f"own_{name}": F(f"own__{name}") for name in _OWN})
        .only("month", "state", "due_on")
        .order_by("-month", "pk")
    )


_OWN = ("id", "text", "unit_name", "due_on", "back_why")


def _looked_back(today: date) -> date:
    return today.replace(year=today.year - 1, day=1)


def _is_unsigned(since: date) -> Q:
    return Q(state="open") | Q(state="missed", month__gte=since)


def has_round(agency: Agency, month: date) -> bool:
    """Whether a month has its round."""
    return Round.objects.filter(agency=agency, month=month).exists()


def decision_for(user: User, decision_id: int, permission: str = VIEW_ROUNDS) -> Decision:
    """The decision, or 404 without the right; to report on it the person must record for its unit."""
    rows = Decision.objects.select_related("round__agency", "unit")
    row = rows.filter(in_agencies_of("round__agency", user, permission), pk=decision_id).first()
    if row is None or (permission == RECORD_PROGRESS and not may_report(user, row)):
        raise Http404
    return row


def may_report(user: User, decision: Decision) -> bool:
    """Whether the person says how far a decision is: its unit's people; of the whole agency who records for every unit."""
    return records_for(user, decision.round.agency, [decision.unit_id])


def list_own_decisions(agency: Agency, mending: Mending) -> QuerySet[Decision]:
    """Open decisions that the units one mends for carry out, soonest due first; withdrawn and done ones are no work."""
    rows = Decision.objects.filter(_of_units("", mending.for_all, mending.units), round__agency=agency, state="open")
    return rows.select_related("round").defer("round__shown").order_by("due_on", "pk")


def _of_units(path: str, for_all: bool, units: Collection[int]) -> Q:
    """Decisions of some units and, `for_all`, those of the whole agency."""
    named = Q(**{f"{path}unit_id__in": units})
    return named | Q(**{f"{path}unit_id__isnull": True}) if for_all else named


def list_paper_decisions(row: Round) -> list[Decision]:
    """What was written down from the paper of a round, after its sheet was kept."""
    return list(
        row.decisions.filter(is_from_paper=True).select_related("round").defer("round__shown").order_by("number")
    )


def list_open_decisions(agency: Agency) -> QuerySet[Decision]:
    """Every open decision of an agency, soonest due first: what reminders chase."""
    return (
        Decision.objects.filter(round__agency=agency, state="open")
        .select_related("round", "unit")
        .defer("round__shown")
        .order_by("due_on", "pk")
    )


def list_between(agency: Agency, from_on: date, to_on: date) -> list[Round]:
    """Rounds of the months between two days, first to last, with their decisions."""
    rows = Round.objects.filter(agency=agency, month__gte=from_on.replace(day=1), month__lte=to_on)
    return list(rows.defer("shown").prefetch_related("decisions").order_by("month"))


def list_recorded_on_paper(agency: Agency, from_on: date, to_on: date) -> list[Round]:
    """Rounds of the months between two days that were signed on paper, first to last."""
    rows = Round.objects.filter(agency=agency, state="recorded_on_paper", month__gte=from_on.replace(day=1))
    return list(rows.filter(month__lte=to_on).defer("shown").order_by("month"))


def find_memo_head(agency: Agency) -> MemoHead | None:
    """What the agency's memos begin with, None before anybody said so."""
    return MemoHead.objects.filter(agency=agency).first()


def find_post_holders(agency: Agency, kinds: Iterable[str], on: date) -> dict[str, tuple[str, str]]:
    """Title of each post and name of who fills it on a day, by kind of post; posts nobody fills are left out."""
    rows = (
        Holding.objects.filter(Q(until_on=None) | Q(until_on__gte=on), post__agency=agency, post__kind__in=list(kinds))
        .filter(from_on__lte=on, capacity__in=("holder", "acting_in_post", "clerk_as_executive"))
        .select_related("post", "user")
        .order_by(F("from_on").asc(), "pk")
    )
    return {row.post.kind: (row.post.title, str(row.user)) for row in rows}
