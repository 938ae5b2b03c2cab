"""What a person is in each agency: the membership and the posts. Loaded once for all agencies, kept on the user."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership, Unit
from prongsai.web.prepared import Prepared

_KEPT = "_standing"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds, held or will hold. `role` is what it gives, "" for none."""

    kind: str
    title: str
    role: str
    unit_id: int | None
    capacity: str
    scope: str
    from_on: date
    until_on: date | None

    def covers(self, on: date) -> bool:
        """Whether it is held that day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(slots=True)
class Standing:
    """A person in one agency: the membership's role and unit, and every post, newest first."""

    agency_id: int
    role: str
    unit_id: int | None
    posts: tuple[HeldPost, ...]
    _parents: dict[int, int | None] | None = field(default=None)

    def parents(self) -> dict[int, int | None]:
        """The agency's units, each with the division it is a section of: one query, kept."""
        if self._parents is None:
            self._parents = dict(Unit.objects.filter(agency_id=self.agency_id).values_list("pk", "parent_id"))
        return self._parents


_POST = {
    "held_in": "post__agency_id",
    "held_kind": "post__kind",
    "held_title": "post__title",
    "held_role": "post__role",
    "held_unit": "post__unit_id",
    "held_as": "capacity",
    "held_scope": "scope",
    "held_from": "from_on",
    "held_until": "until_on",
}


def keep_units(user: User, agency: Agency, units: Iterable[Unit]) -> None:
    """Spare the query of `parents` where a page has loaded the agency's units anyway."""
    standing = standing_in(user, agency.pk)
    if standing is not None:
        standing._parents = {unit.pk: unit.parent_id for unit in units}


def _memberships_of(user: int) -> QuerySet[Membership]:
    joined = {name: F(f"user__holdings__{path}") for name, path in _POST.items()}
    rows = Membership.objects.filter(user=user).select_related("agency", "unit").annotate(**joined)
    return rows.order_by("pk", "-user__holdings__from_on", "-user__holdings__pk")


_MEMBERSHIPS = Prepared(_memberships_of, user=int)


def load_memberships(user: User) -> list[Membership]:
    """The agencies a person works in, first joined first; what they are in each is kept on the user.

    One query for memberships and posts together: a line for each pair, of which those of the same agency count.
    """
    found: dict[int, Membership] = {}
    posts: dict[int, list[HeldPost]] = {}
    for row in _MEMBERSHIPS.rows(user=user.pk):
        found.setdefault(row.agency_id, row)
        held_in, *values = (getattr(row, name) for name in _POST)
        if held_in == row.agency_id:
            posts.setdefault(row.agency_id, []).append(HeldPost(*values))
    kept = {
        agency_id: Standing(agency_id, row.role, row.unit_id, tuple(posts.get(agency_id, ())))
        for agency_id, row in found.items()
    }
    setattr(user, _KEPT, kept)
    return list(found.values())


def load_members(agency: Agency) -> list[User]:
    """The agency's active people with what they are in it (and in no other) kept on them: two queries for all."""
    joined = {name: F(f"user__holdings__{path}") for name, path in _POST.items()}
    rows = Membership.objects.filter(agency=agency, user__is_active=True).select_related("user").annotate(**joined)
    found: dict[int, Membership] = {}
    posts: dict[int, list[HeldPost]] = {}
    for row in rows.order_by("pk", "-user__holdings__from_on", "-user__holdings__pk"):
        found.setdefault(row.user_id, row)
        held_in, *values = (getattr(row, name) for name in _POST)
        if held_in == agency.pk:
            posts.setdefault(row.user_id, []).append(HeldPost(*values))
    parents: dict[int, int | None] = {unit.pk: unit.parent_id for unit in Unit.objects.filter(agency=agency)}
    for user_id, row in found.items():
        standing = Standing(agency.pk, row.role, row.unit_id, tuple(posts.get(user_id, ())), parents)
        setattr(row.user, _KEPT, {agency.pk: standing})
    return [row.user for row in found.values()]


def standing_in(user: User, agency_id: int) -> Standing | None:
    """What the user is in the agency, None without membership."""
    kept: dict[int, Standing] | None = getattr(user, _KEPT, None)
    if kept is None:
        load_memberships(user)
        kept = getattr(user, _KEPT)
    return kept.get(agency_id)


def agencies_of(user: User) -> list[int]:
    """The agencies the user is a member of."""
    if getattr(user, _KEPT, None) is None:
        load_memberships(user)
    return list(getattr(user, _KEPT))


def forget_standing(user: User) -> None:
    """Read it again at the next question: called by whatever changes a membership or a post of the user."""
    user.__dict__.pop(_KEPT, None)
