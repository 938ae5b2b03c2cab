"""Look-ups of agencies, their units, posts and people. Every look-up by id checks access."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import WHOLE, Agency, Holding, Invitation, Membership, Post, Unit
from prongsai.apps.agencies.permissions import ROLES_OF, VIEW_PLANS, agencies_with
from prongsai.apps.agencies.posts import FIRST_TO_SIGN, acting_as
from prongsai.apps.history.models import Event
from prongsai.documents.posts import executive_post
from prongsai.wiring import bangkok_today

_Row = TypeVar("_Row", bound=Model)


def in_agencies_of(path: str, user: User, permission: str) -> Q:
    """What every look-up filters with: rows whose agency, found along `path`, is one where the user has the right today.

    `path` leads to the agency ("plan__agency"), or is "pk" for agencies themselves. What the user is where stands on
    the user for the time of a request (standing.py); saying it as a subquery each time cost more than the look-up.
    """
    if user.is_superuser and "system_admin" in ROLES_OF[permission]:
        return Q()
    return Q(**{f"{path}__in": agencies_with(user, permission)})


def agencies_for(user: User, permission: str = VIEW_PLANS) -> QuerySet[Agency]:
    """The agencies in which the user has this right."""
    return Agency.objects.filter(in_agencies_of("pk", user, permission))


def agency_for(user: User, agency_id: int, permission: str = VIEW_PLANS) -> Agency:
    """The agency, or 404 without the right."""
    return _one(agencies_for(user, permission).filter(pk=agency_id))


def list_former_names(agency: Agency) -> list[str]:
    """Names that the agency had before, the last first, from its history; one query."""
    events = Event.objects.filter(agency=agency.slug, action="agency_changed").order_by("-seq")
    names = (str(before["name"]) for before in events.values_list("before", flat=True) if before and "name" in before)
    return [name for name in dict.fromkeys(names) if name != agency.name]


def membership_for(user: User, membership_id: int, permission: str) -> Membership:
    """A colleague's membership in an agency where the user has this right, or 404."""
    rows = Membership.objects.select_related("agency", "user", "unit")
    return _one(rows.filter(in_agencies_of("agency", user, permission), pk=membership_id))


def list_units(agency: Agency) -> list[Unit]:
    """The agency's divisions in their own order, each followed by its sections."""
    return in_their_order(agency.units.all())


def in_their_order(rows: Iterable[Unit]) -> list[Unit]:
    """Units by position, each division followed by its sections."""
    rows = list(rows)
    sections: dict[int, list[Unit]] = {}
    for row in rows:
        if row.parent_id is not None:
            sections.setdefault(row.parent_id, []).append(row)
    return [one for row in rows if row.parent_id is None for one in (row, *sections.get(row.pk, ()))]


def unit_for(user: User, unit_id: int, permission: str) -> Unit:
    """A unit of an agency where the user has this right, or 404."""
    return _one(Unit.objects.select_related("agency").filter(in_agencies_of("agency", user, permission), pk=unit_id))


def post_for(user: User, post_id: int, permission: str) -> Post:
    """A post of an agency where the user has this right, or 404."""
    rows = Post.objects.select_related("agency", "unit")
    return _one(rows.filter(in_agencies_of("agency", user, permission), pk=post_id))


def holding_for(user: User, holding_id: int, permission: str) -> Holding:
    """Someone's time in a post of an agency where the user has this right, or 404."""
    rows = Holding.objects.select_related("post__agency", "post__unit", "user")
    return _one(rows.filter(in_agencies_of("post__agency", user, permission), pk=holding_id))


def list_posts(agency: Agency) -> list[Post]:
    """The agency's posts in order, with their holdings and who holds them: two queries."""
    held = Prefetch("holdings", Holding.objects.select_related("user"))
    return list(agency.posts.select_related("unit").prefetch_related(held))


def invitation_for(user: User, invitation_id: int, permission: str) -> Invitation:
    """An open invitation to an agency where the user has this right, or 404."""
    rows = Invitation.objects.select_related("agency", "unit", "post").filter(accepted_at=None, revoked_at=None)
    return _one(rows.filter(in_agencies_of("agency", user, permission), pk=invitation_id))


def list_vacant_posts(agency: Agency) -> list[Post]:
    """The executive's, the clerk's and the heads' posts that nobody fills or is invited to."""
    filled = Holding.objects.filter(Q(until_on=None) | Q(until_on__gte=bangkok_today()), capacity__in=WHOLE)
    invited = Invitation.objects.filter(accepted_at=None, revoked_at=None, post__isnull=False)
    posts = agency.posts.filter(kind__in=("top_executive", "chief_administrator", "unit_head")).select_related("unit")
    return list(posts.exclude(pk__in=filled.values("post")).exclude(pk__in=invited.values("post")))


def list_colleagues(agency: Agency) -> QuerySet[User]:
    """People who may be put into a post: active members of the agency, by name."""
    return User.objects.filter(memberships__agency=agency, is_active=True).order_by("display_name", "pk")


def find_heir(holdings: Iterable[Holding], on: date, *, besides: User | None = None) -> Holding | None:
    """Who of those in a post (each with its user, the latest first) has its work on a day: whoever fills it, else a
    substitute; `besides` is passed over."""
    rows = [row for row in holdings if row.covers(on) and row.user.is_active]
    rows = [row for row in rows if besides is None or row.user_id != besides.pk]
    return min(rows, key=lambda row: (row.capacity not in WHOLE, -row.from_on.toordinal()), default=None)


def list_members(agency: Agency) -> QuerySet[Membership]:
    """Everyone with a role in the agency, by name; `user.held_now` are the posts they are in today."""
    today = bangkok_today()
    held = Holding.objects.filter(post__agency=agency, from_on__lte=today).exclude(until_on__lt=today)
    held = held.select_related("post").order_by("post__position", "post_id", "pk")
    rows = agency.memberships.select_related("user", "unit").order_by("user__display_name", "pk")
    return rows.prefetch_related(Prefetch("user__holdings", held, to_attr="held_now"))


def find_signer(agency: Agency, on: date) -> tuple[str, str]:
    """Name and post of whoever signs for the executive on a day; the name is "" where nobody is in the post."""
    rows = Holding.objects.filter(post__agency=agency, post__kind="top_executive").select_related("post", "user")
    held = min((row for row in rows if row.covers(on)), key=lambda row: FIRST_TO_SIGN.index(row.capacity), default=None)
    if held is None:
        return "", executive_post(agency.facts())
    acting = acting_as(held.user, agency, "top_executive", on)
    return str(held.user), acting.words if acting else held.post.title


def _one(rows: QuerySet[_Row]) -> _Row:
    try:
        return rows.get()
    except ObjectDoesNotExist:
        raise Http404 from None
