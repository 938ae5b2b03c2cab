"""Which of the parts that came back one person mends: they stand above everything else on their page, and nowhere twice."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.mending import Mending
from prongsai.web.prepared import Value, numbered


class BackShape(NamedTuple):
    """What the condition is put together from, beside its values."""

    units: int
    for_all: bool

    def kinds(self) -> dict[str, type[Value]]:
        """The values that a prepared query takes for it."""
        kinds: dict[str, type[Value]] = {"user": int, **dict.fromkeys(numbered("back", range(self.units)), int)}
        return kinds if self.for_all else {**kinds, "name": str}


@dataclass(frozen=True, slots=True)
class CameBack:
    """One person and what they mend."""

    user_id: int
    name: str
    mending: Mending

    @classmethod
    def to(cls, user: User, mending: Mending) -> "CameBack | None":
        """None where nothing comes back to the person."""
        return None if mending.is_empty else cls(user.pk, str(user), mending)

    @property
    def shape(self) -> BackShape:
        """For a query put together once."""
        return BackShape(len(self.mending.units), self.mending.for_all)

    def values(self) -> dict[str, Value]:
        """As `BackShape.kinds` names them."""
        values: dict[str, Value] = {"user": self.user_id, **numbered("back", sorted(self.mending.units))}
        return values if self.mending.for_all else {**values, "name": self.name}


def came_back(for_all: bool, user: int, units: Collection[int], name: str = "") -> Q:
    """The condition on parts. A unit's people mend what came back to it, but not who sent it back; who records for
    every unit mends what they made themselves and what nobody else would: `units`, and work of no known unit."""
    back = Q(state="returned", excused_why="")
    if for_all:
        return back & (Q(maker=user) | Q(unit=None) | Q(unit_id__in=units))
    return back & Q(unit_id__in=units) & (Q(maker=user) | ~Q(returned_by=name))
