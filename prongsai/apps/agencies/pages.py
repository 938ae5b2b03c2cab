"""Plain data of the structure pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from prongsai.apps.agencies.models import Holding, Post, Unit


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """Someone in a post. `when` is now, later or past."""

    id: int
    name: str
    capacity: str
    from_on: date
    until_on: date | None
    order_number: str
    order_on: date | None
    scope: str
    when: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with who is in it today."""

    id: int
    title: str
    is_confirmed: bool
    now: tuple[HoldingLine, ...]


@dataclass(frozen=True, slots=True)
class DivisionView:
    """A division with its posts, and its sections with theirs."""

    id: int
    name: str
    posts: tuple[PostLine, ...]
    sections: tuple[tuple[str, tuple[PostLine, ...]], ...]


def list_structure(
    units: Sequence[Unit], posts: Sequence[Post], today: date
) -> tuple[list[PostLine], list[DivisionView]]:
    """Posts of no unit, and the divisions; posts come with their holdings."""
    by_unit: dict[int | None, list[PostLine]] = {}
    for post in posts:
        by_unit.setdefault(post.unit_id, []).append(_post_line(post, today))
    divisions = [
        DivisionView(
            unit.pk,
            unit.name,
            tuple(by_unit.get(unit.pk, ())),
            tuple((one.name, tuple(by_unit.get(one.pk, ()))) for one in units if one.parent_id == unit.pk),
        )
        for unit in units
        if unit.parent_id is None
    ]
    return by_unit.get(None, []), divisions


def post_view(post: Post, today: date) -> list[HoldingLine]:
    """Everyone who is, will be and was in a post: now first, then what comes, then the past."""
    order = {"now": 0, "later": 1, "past": 2}
    lines = [_holding_line(row, today) for row in post.holdings.select_related("user")]
    return sorted(lines, key=lambda line: order[line.when])


def _post_line(post: Post, today: date) -> PostLine:
    return PostLine(post.pk, post.title, post.confidence != "recalled", _now(post.holdings.all(), today))


def _now(rows: Iterable[Holding], today: date) -> tuple[HoldingLine, ...]:
    return tuple(_holding_line(row, today) for row in rows if row.covers(today))


def _holding_line(row: Holding, today: date) -> HoldingLine:
    when = "now" if row.covers(today) else "later" if row.from_on > today else "past"
    return HoldingLine(
        row.pk,
        str(row.user),
        "" if row.capacity == "holder" else row.get_capacity_display(),
        row.from_on,
        row.until_on,
        row.order_number,
        row.order_on,
        row.scope,
        when,
    )
