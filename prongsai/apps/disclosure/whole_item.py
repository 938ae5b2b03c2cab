"""All that the page of one item shows, each thing read once: a constant number of queries however much is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.apps.disclosure import queries
from prongsai.apps.disclosure.board import BoardItem, LastCheck, Published, place_item
from prongsai.apps.disclosure.link_actions import is_visited
from prongsai.apps.disclosure.models import ElementState, LinkCheck, Publication, YearItem
from prongsai.apps.evidence.groups import is_answered
from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.evidence.queries import with_state
from prongsai.apps.plans.models import Evidence


@dataclass(frozen=True, slots=True)
class WholeItem:
    """One item: as the board has it, what was seen of its elements, what is published, and the plan's evidence, newest first."""

    board: BoardItem
    elements: Sequence[ElementState]
    publications: Sequence[Publication]
    evidence: Sequence[Evidence]


def load_item(row: YearItem, today: date) -> WholeItem:
    """The item with everything about it; three queries."""
    elements = list(row.elements.all())
    publications = queries.list_publications(row)
    evidence = _evidence_of(row)
    published, checks = Published(), LastCheck()
    for publication in publications:
        for one in publication.versions.all():
            published.add(publication.pk, one.state, one.period_from, one.period_to, one.published_at)
            visit: LinkCheck | None = getattr(one, "link_check", None)
            if visit is not None and visit.checked_at is not None and is_visited(one):
                checks.add(visit.group, visit.checked_at, is_answered=visit.is_answered)
    states = {one.position: one.state for one in elements}
    for piece in evidence:
        state: EvidenceState | None = getattr(piece, "check_state", None)
        if state is not None and state.newest is not None:
            answered = is_answered(state.group, state.open_findings)
            checks.add(state.group, state.newest.checked_at, is_answered=answered)
    board = place_item(row, states, published, checks if checks.count else None, today=today)
    return WholeItem(board, elements, publications, evidence)


def _evidence_of(row: YearItem) -> list[Evidence]:
    rows = Evidence.objects.filter(
        measure__plan__agency=row.year.agency,
        measure__plan__fiscal_year=row.year.fiscal_year,
        measure__item_codes__icontains=f'"{row.code}"',
    )
    return list(with_state(rows.select_related("measure")).order_by("-pk"))
