"""Who holds an agency's leading posts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from prongsai.apps.agencies.models import WHOLE, Holding
from prongsai.apps.disclosure.public_queries import PublicAgency
from prongsai.web.prepared import Prepared

LEADING_POSTS = ("top_executive", "deputy_executive", "chief_administrator", "deputy_administrator")


@dataclass(frozen=True, slots=True)
class Executive:
    """A person in a leading post on a day."""

    name: str
    title: str
    capacity: str


def list_executives(agency: PublicAgency, on: date) -> tuple[Executive, ...]:
    """Who holds the leading posts on a day, where the agency shows them."""
    if not agency.shows_executives:
        return ()
    rows = sorted(_HELD.rows(agency=agency.pk, on=on), key=lambda row: LEADING_POSTS.index(row[2]))
    return tuple(Executive(name, title, capacity) for name, title, _kind, capacity in rows)


def _held(agency: int, on: date) -> "QuerySet[Holding, tuple[Any, ...]]":
    return (
        Holding.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on),
            post__agency=agency,
            post__kind__in=LEADING_POSTS,
            capacity__in=WHOLE,
            from_on__lte=on,
        )
        .order_by("post__position", "post__pk")
        .values_list("user__display_name", "post__title", "post__kind", "capacity")
    )


_HELD = Prepared(_held, agency=int, on=date)
