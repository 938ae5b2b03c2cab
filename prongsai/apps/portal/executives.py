"""An agency with who holds its leading posts: what its front page shows and that moves no stamp."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from prongsai.apps.agencies.models import WHOLE, Agency, Holding
from prongsai.apps.disclosure.public_queries import PublicAgency
from prongsai.apps.disclosure.public_queries.agencies import agency_rows, read_agency
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.web.gathered import gather, read_gathered
from prongsai.web.prepared import Prepared

LEADING_POSTS = ("top_executive", "deputy_executive", "chief_administrator", "deputy_administrator")


@dataclass(frozen=True, slots=True)
class Executive:
    """A person in a leading post on a day."""

    name: str
    title: str
    capacity: str


@dataclass(frozen=True, slots=True)
class FrontHead:
    """The agency, and where it shows them its executives, the highest first."""

    agency: PublicAgency
    executives: tuple[Executive, ...]


def look_at_front(slug: str, on: date) -> FrontHead | None:
    """What an agency's front page goes by on a day; None without a public site. One query."""
    row = _FRONT.first(slug=slug, on=on, running=fiscal_year_of(on))
    if row is None:
        return None
    agency, (held,) = read_agency(row)
    if not agency.shows_executives:
        return FrontHead(agency, ())
    ordered = sorted(read_gathered(held), key=lambda one: (LEADING_POSTS.index(one[0]), *one[1:3]))
    return FrontHead(agency, tuple(Executive(*one[3:]) for one in ordered))


def _front(slug: str, on: date, running: int) -> "QuerySet[Agency, tuple[Any, ...]]":
    held = Holding.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        post__agency=OuterRef("pk"),
        post__kind__in=LEADING_POSTS,
        capacity__in=WHOLE,
        from_on__lte=on,
    ).order_by()
    gathered = held.values("post__agency").annotate(
        all=gather("post__kind", "post__position", "post__pk", "user__display_name", "post__title", "capacity")
    )
    return agency_rows("executives", running=running, slug=slug, executives=Subquery(gathered.values("all")))


_FRONT = Prepared(_front, slug=str, on=date, running=int)
