"""The board of a year: every item with where it stands, in four queries however much is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from prongsai.apps.disclosure.models import IN_THE_MAKING, DisclosureYear, ElementState, Version, YearItem
from prongsai.apps.evidence.groups import GROUPS, is_answered
from prongsai.apps.evidence.models import EvidenceState
from prongsai.core.framework import Framework, Item
from prongsai.core.framework.labels import PERIOD_LABELS, is_unverified
from prongsai.core.item_standing import ItemFacts, Standing, months_missing, standing_of, work_order
from prongsai.core.scoring import points_at_stake
from prongsai.wiring import framework_files


@dataclass(slots=True)
class Published:
    """What there is for one item: how much is public and since when, what is on its way, which days it is about."""

    public: set[int] = field(default_factory=set)
    newest_at: datetime | None = None
    making: dict[str, int] = field(default_factory=dict)
    covered: list[tuple[date, date]] = field(default_factory=list)

    def add(self, publication: int, state: str, first: date | None, last: date | None, at: datetime | None) -> None:
        """Count one version; what was replaced or withdrawn counts for nothing any more."""
        if state in IN_THE_MAKING:
            self.making[state] = self.making.get(state, 0) + 1
        if state != "published":
            return
        self.public.add(publication)
        if at is not None and (self.newest_at is None or at > self.newest_at):
            self.newest_at = at
        if first and last:
            self.covered.append((first, last))


@dataclass(slots=True)
class LastCheck:
    """The worst of the newest checks of an item's evidence and published links, and how many were checked."""

    group: str = GROUPS[-1]
    count: int = 0
    checked_at: datetime | None = None

    def add(self, group: str, checked_at: datetime, *, is_answered: bool = False) -> None:
        """Count one newest check; all found in it answered by people, it is as good as any."""
        self.count += 1
        group = "good" if is_answered else group
        if GROUPS.index(group) < GROUPS.index(self.group):
            self.group = group
        if self.checked_at is None or checked_at > self.checked_at:
            self.checked_at = checked_at


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One item of the year with all the board shows of it. `item` is None when the framework has the code no more."""

    row: YearItem
    item: Item | None
    facts: ItemFacts
    standing: Standing
    published: Published
    check: LastCheck | None

    @property
    def points(self) -> Decimal | None:
        """Points of the total that are at stake; 0 for what is complete."""
        return Decimal(0) if self.standing.is_complete else self.facts.points

    @property
    def indicator(self) -> str:
        """The sub-indicator, "" while the year's cut is unknown."""
        return (self.item.sub_indicator or "") if self.item else ""

    @property
    def is_unverified(self) -> bool:
        """Whether the page must say that what the item asks is not verified."""
        return self.item is None or is_unverified(self.item.confidence) or is_unverified(self.item.elements_confidence)

    @property
    def period(self) -> tuple[str, str]:
        """The period asked for, in both languages."""
        return PERIOD_LABELS[self.item.period] if self.item else ("", "")


def list_board(year: DisclosureYear, today: date) -> list[BoardItem]:
    """All items of a year, the one on which the next hour of work earns most first. Four queries."""
    rows = list(year.items.select_related("unit"))
    for row in rows:
        row.year = year
    elements = _elements(year)
    checks = _checks(year, {row.code for row in rows})
    published = _published(year, {row.pk: row.code for row in rows}, checks)
    found = [
        place_item(
            row, elements.get(row.pk, {}), published.get(row.pk) or Published(), checks.get(row.code), today=today
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: work_order(one.facts, one.standing))


def place_item(
    row: YearItem, states: Mapping[int, str], published: Published, check: LastCheck | None, *, today: date
) -> BoardItem:
    """One item with where it stands; `states` are those of its elements by position. No query."""
    year = row.year.fiscal_year
    framework = framework_files().get(year)
    item = framework.find_item(row.code)
    facts = ItemFacts(
        code=row.code,
        position=row.position,
        elements=tuple(states.get(place, "") for place in range(len(item.elements) if item else 0)),
        public=len(published.public),
        in_the_making=sum(published.making.values()),
        months_missing=months_missing(item.period, year, published.covered, today) if item else (),
        points=_points(framework).get(row.code),
        due_on=row.due_on,
    )
    return BoardItem(row, item, facts, standing_of(facts), published, check)


def at_stake(items: Iterable[BoardItem]) -> Decimal:
    """Points of the total that are still at stake; unknown worth left out."""
    return sum((one.points for one in items if one.points is not None), Decimal(0))


def count_states(items: Iterable[BoardItem]) -> dict[str, int]:
    """How many items stand in each state."""
    counts: dict[str, int] = {}
    for one in items:
        counts[one.standing.state] = counts.get(one.standing.state, 0) + 1
    return counts


def _elements(year: DisclosureYear) -> dict[int, dict[int, str]]:
    rows = ElementState.objects.filter(item__year=year)
    found: dict[int, dict[int, str]] = {}
    for item_id, position, machine, person in rows.values_list("item_id", "position", "by_machine", "by_person"):
        found.setdefault(item_id, {})[position] = person or machine
    return found


def _published(year: DisclosureYear, codes: Mapping[int, str], checks: dict[str, LastCheck]) -> dict[int, Published]:
    """What is published; the newest visits of its links are counted among the `checks`."""
    rows = Version.objects.filter(publication__item__year=year, state__in=("published", *IN_THE_MAKING)).order_by()
    found: dict[int, Published] = {}
    for item_id, publication_id, state, first, last, at, evidence, group, answered, visited_at in rows.values_list(
        "publication__item_id",
        "publication_id",
        "state",
        "period_from",
        "period_to",
        "published_at",
        "evidence_id",
        "link_check__group",
        "link_check__is_answered",
        "link_check__checked_at",
    ):
        found.setdefault(item_id, Published()).add(publication_id, state, first, last, at)
        if state == "published" and evidence is None and visited_at is not None:
            checks.setdefault(codes[item_id], LastCheck()).add(group, visited_at, is_answered=answered)
    return found


def _checks(year: DisclosureYear, codes: set[str]) -> dict[str, LastCheck]:
    """Evidence of a measure with several items counts for each: which of them it proves is not said."""
    rows = EvidenceState.objects.filter(
        evidence__measure__plan__agency_id=year.agency_id,
        evidence__measure__plan__fiscal_year=year.fiscal_year,
        newest__isnull=False,
    )
    found: dict[str, LastCheck] = {}
    for group, unanswered, checked_at, measured in rows.values_list(
        "group", "open_findings", "newest__checked_at", "evidence__measure__item_codes"
    ):
        for code in codes.intersection(measured):
            found.setdefault(code, LastCheck()).add(group, checked_at, is_answered=is_answered(group, unanswered))
    return found


@cache
def _points(framework: Framework) -> Mapping[str, Decimal | None]:
    return points_at_stake(framework)
