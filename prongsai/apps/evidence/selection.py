"""Which evidence a page lists and in which order: what costs the most points first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.apps.evidence.groups import GROUPS
from prongsai.apps.evidence.queries import EvidenceFacts
from prongsai.apps.evidence.worth import points_of
from prongsai.core.scoring import points_sort_key


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters of the page. None and "" mean all; `answered` is "yes", "no" or ""."""

    year: int | None = None
    group: str = ""
    measures: frozenset[int] | None = None
    item: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """`ids` in the order to mend; `counts` by group before the filter of the group, `open_counts` without what is
    answered. `points` is what each of `ids` is worth."""

    ids: list[int]
    counts: Mapping[str, int]
    open_counts: Mapping[str, int]
    total: int
    answered: int
    first_points: Decimal | None
    points: Mapping[int, Decimal | None]


def is_answered(one: EvidenceFacts) -> bool:
    """Something was found, and people have answered all of it."""
    return one.group not in ("good", "unchecked") and one.open_findings == 0


def select(evidence: Iterable[EvidenceFacts], choice: Choice) -> Selection:
    """What the filters leave, the worst heap first and in it the dearest first; what is answered comes after."""
    among = [one for one in evidence if _fits(one, choice)]
    counts = Counter(one.group for one in among)
    unanswered = Counter(one.group for one in among if not is_answered(one))
    shown = [one for one in among if not choice.group or one.group == choice.group]
    points = {one.id: points_of(one.fiscal_year, one.item_codes) for one in shown}
    order = sorted(shown, key=lambda one: (*_heap(one), *points_sort_key(points[one.id])))
    return Selection(
        ids=[one.id for one in order],
        counts={group: counts[group] for group in GROUPS},
        open_counts={group: unanswered[group] for group in GROUPS},
        total=len(among),
        answered=sum(is_answered(one) for one in among),
        first_points=points[order[0].id] if order else None,
        points=points,
    )


def _fits(one: EvidenceFacts, choice: Choice) -> bool:
    return (
        (choice.year is None or one.fiscal_year == choice.year)
        and (choice.measures is None or one.measure_id in choice.measures)
        and (not choice.item or choice.item in one.item_codes)
        and (not choice.answered or (choice.answered == "yes") == is_answered(one))
        and (choice.answered != "no" or one.group not in ("good", "unchecked"))
    )


def _heap(one: EvidenceFacts) -> tuple[int, int]:
    place = GROUPS.index(one.group)
    return (1, place) if is_answered(one) or one.group == "good" else (0, place)
