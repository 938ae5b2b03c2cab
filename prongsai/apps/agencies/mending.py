"""Whose own desk holds what a unit has to mend: that of the unit's people; without any officer there, of who records for all."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.agencies.permissions import own_units, recording_units

NOBODY = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Mending:
    """The units whose returned work and decisions are one person's own; `for_all` with what is of no unit, for who
    records for every unit."""

    units: frozenset[int] = NOBODY
    for_all: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is theirs to mend."""
        return not self.units and not self.for_all


def mending_of(user: User, agency: Agency, units: Iterable[int], with_officer: frozenset[int]) -> Mending:
    """What a person mends today in an agency with these units, of which some have an officer. Asks the database nothing
    where the agency's units are kept (`standing.keep_units`)."""
    own = recording_units(user, agency)
    if own is not None:
        return Mending(own)
    return Mending(frozenset(units) - with_officer | own_units(user, agency), for_all=True)


def has_officer(path: str) -> Exists:
    """Whether somebody is officer of the unit found along `path` ("units__", or "" for units themselves), of its division
    or of a section of it: all of them record its work."""
    unit, division = OuterRef(f"{path}pk"), OuterRef(f"{path}parent_id")
    officers = Membership.objects.filter(role="officer", user__is_active=True)
    return Exists(officers.filter(Q(unit=unit) | Q(unit=division) | Q(unit__parent=unit)))
