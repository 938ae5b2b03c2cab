"""Leaving a post or an agency: what open work moves, and to whom. Work belongs to units and posts, not to a person.

Apps that keep things addressed to one person register a hook; the same hook says beforehand what would move.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Protocol

from django.db import transaction
from django.db.models import Q, QuerySet

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies import actions, post_actions
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency, Holding, Membership, Post, Unit
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.queries import find_heir
from prongsai.apps.history.actions import record
from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves what: the posts, and the units whose work they had. `is_whole` when they leave the agency."""

    agency: Agency
    user: User
    posts: tuple[Post, ...]
    units: tuple[Unit, ...]
    is_whole: bool
    on: date

    heirs: "Heirs"

    def heir_of(self, unit_id: int | None) -> User | None:
        """Who has a unit's work from now on: the next in the post that is left, the unit's head, an officer of the
        unit, the clerk's office, an administrator. None where the agency has nobody else."""
        left = [post.pk for post in self.posts if post.unit_id == unit_id]
        heads = [pk for pk, post in self.heirs.posts.items() if unit_id is not None and post.is_head_of(unit_id)]
        for post_id in (*left, *heads):
            post = self.heirs.posts.get(post_id)
            if post and (held := find_heir(post.holdings, self.on, besides=self.user)):
                return held.user
        wanted = [("unit_head", unit_id), ("officer", unit_id)] if unit_id is not None else []
        for role, unit in (*wanted, ("clerk_office", None), ("agency_admin", None)):
            for row in self.heirs.members:
                if row.user_id != self.user.pk and row.role == role and unit in (None, row.unit_id):
                    return row.user
        return None


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A post with everybody's time in it, the latest first."""

    kind: str
    role: str
    unit_id: int | None
    holdings: list[Holding]

    def is_head_of(self, unit_id: int) -> bool:
        """Whether whoever has the post heads that unit."""
        return self.unit_id == unit_id and self.kind in ("unit_head", "section_head")


class Heirs:
    """Who could have work from now on: an agency's posts and its people, each read once and only when it is asked for."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    @cached_property
    def posts(self) -> dict[int, HeldBy]:
        """Every post somebody is or was in, in the agency's order; one query."""
        found: dict[int, HeldBy] = {}
        rows = Holding.objects.filter(post__agency=self._agency).select_related("post", "user")
        for row in rows.order_by("post__position", "post_id", "-from_on", "-pk"):
            post = row.post
            found.setdefault(post.pk, HeldBy(post.kind, post.role, post.unit_id, [])).holdings.append(row)
        return found

    @cached_property
    def members(self) -> list[Membership]:
        """The active members; one query."""
        return list(Membership.objects.filter(agency=self._agency, user__is_active=True).select_related("user"))


@dataclass(frozen=True, slots=True)
class MovingWork:
    """One kind of open work and where it goes. `heir` is "" when nobody is there to take it."""

    words: str
    count: int
    heir: str


class LeavingHook(Protocol):
    """An app's part in someone's leaving."""

    def preview(self, leaver: Leaver) -> list[MovingWork]:
        """What would move; nothing is changed."""

    def move(self, leaver: Leaver, at: datetime) -> Mapping[str, int]:
        """Move it; how many of each kind, by a code for the history."""


on_leaving: list[LeavingHook] = []
"""Filled by apps above when they start."""


def leaver_of_post(holding: Holding, on: date) -> Leaver:
    """Someone who leaves one post and stays in the agency."""
    post = holding.post
    units = (post.unit,) if post.unit is not None else ()
    return Leaver(post.agency, holding.user, (post,), units, is_whole=False, on=on, heirs=Heirs(post.agency))


def leaver_of_agency(membership: Membership, on: date) -> Leaver:
    """Someone who leaves the agency, with every post they are in that day."""
    rows = Holding.objects.filter(user=membership.user, post__agency=membership.agency)
    posts = tuple(row.post for row in rows.select_related("post__unit", "post__agency") if row.covers(on))
    units = {post.unit_id: post.unit for post in posts if post.unit is not None}
    if membership.unit is not None:
        units[membership.unit_id] = membership.unit
    return Leaver(
        agency=membership.agency,
        user=membership.user,
        posts=posts,
        units=tuple(units.values()),
        is_whole=True,
        on=on,
        heirs=Heirs(membership.agency),
    )


def list_moving(leaver: Leaver) -> list[MovingWork]:
    """Everything that would move, to be shown before the person confirms."""
    return [one for hook in on_leaving for one in hook.preview(leaver)]


def list_to_cancel(leaver: Leaver) -> list[Holding]:
    """Appointments from a later day, which leaving the agency cancels; the next one first."""
    rows = (row for held in leaver.heirs.posts.values() for row in held.holdings)
    own = (row for row in rows if row.user_id == leaver.user.pk and row.from_on > leaver.on)
    return sorted(own, key=lambda row: (row.from_on, row.pk))


def list_left_headless(leaver: Leaver) -> list[Unit]:
    """Units that the leaver heads and nobody, not even as head of the division, will head from the next day on.

    As `heads.units_with_head` says it, from what the leaver's page has read anyway.
    """
    tomorrow, members = leaver.on + timedelta(days=1), leaver.heirs.members
    headed = [post.unit for post in leaver.posts if post.role == "unit_head" and post.unit is not None]
    own = next((row for row in members if row.user_id == leaver.user.pk), None)
    if leaver.is_whole and own is not None and own.role == "unit_head":
        headed += [unit for unit in leaver.units if unit.pk == own.unit_id]
    here, left = {row.user_id for row in members}, {post.pk for post in leaver.posts}
    later = {
        held.unit_id
        for post_id, held in leaver.heirs.posts.items()
        if held.role == "unit_head"
        for row in held.holdings
        if row.covers(tomorrow)
        and row.user_id in here
        and (row.user_id != leaver.user.pk or not (leaver.is_whole or post_id in left))
    }
    later |= {
        row.unit_id
        for row in members
        if row.role == "unit_head" and (row.user_id != leaver.user.pk or not leaver.is_whole)
    }
    later.discard(None)
    units = {unit.pk: unit for unit in headed}
    return [unit for unit in units.values() if later.isdisjoint({unit.pk, unit.parent_id})]


@transaction.atomic
def leave_post(*, holding: Holding, until_on: date, today: date, by: User, at: datetime) -> None:
    """End someone's time in a post and hand what they have open to the next. Raises PersonError for a day to come:
    a substitute's last day is set when they are appointed."""
    if until_on > today:
        raise PersonError("วันสุดท้ายต้องไม่เป็นวันในอนาคต", "the last day cannot be in the future")
    row = post_actions.end_holding(holding=holding, until_on=until_on, by=by, at=at)
    _move(leaver_of_post(row, today), by, at)


@transaction.atomic
def leave_agency(*, membership: Membership, today: date, by: User, at: datetime) -> None:
    """Take someone out of the agency: posts end, open work goes to the next, the membership is removed.

    Raises PersonError for the last administrator.
    """
    leaver = leaver_of_agency(membership, today)
    for row in _open_holdings(membership, today):
        if row.from_on > today:
            post_actions.cancel_holding(holding=row, by=by, at=at)
        else:
            post_actions.end_holding(holding=row, until_on=today, by=by, at=at)
    _move(leaver, by, at)
    actions.remove_member(membership=membership, by=by, at=at)


def _open_holdings(membership: Membership, on: date) -> QuerySet[Holding]:
    rows = Holding.objects.filter(user=membership.user, post__agency=membership.agency)
    return rows.filter(Q(until_on=None) | Q(until_on__gt=on))


def _move(leaver: Leaver, by: User, at: datetime) -> None:
    moved: dict[str, int] = {}
    for hook in on_leaving:
        moved |= hook.move(leaver, at)
    if any(moved.values()):
        record(
            "work_handed_on",
            agency=leaver.agency.slug,
            actor=actor_in(by, leaver.agency, MANAGE_AGENCY),
            at=at,
            object_type="user",
            object_id=str(leaver.user.pk),
            object_label=f"user {leaver.user.pk}",
            after=moved,
        )
