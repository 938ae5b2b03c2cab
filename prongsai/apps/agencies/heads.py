"""Which units somebody heads on a day. What is said here of all is what `permissions.units_headed` says of one person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from prongsai.apps.agencies.models import Agency, Holding, Membership, Unit


@dataclass(frozen=True, slots=True)
class Without:
    """What is left out of the count: somebody's time in some posts, and their membership when they leave it."""

    user_id: int
    post_ids: tuple[int, ...]
    is_member_no_more: bool


def units_with_head(agency: Agency, on: date, *, without: Without | None = None) -> QuerySet[Unit]:
    """The agency's units with an acting head on a day, by a post or by membership; a section has its division's."""
    posts = Holding.objects.filter(
        post__unit=OuterRef("pk"),
        post__role="unit_head",
        from_on__lte=on,
        user__is_active=True,
        user__memberships__agency=F("post__agency"),
    ).exclude(until_on__lt=on)
    members = Membership.objects.filter(unit=OuterRef("pk"), role="unit_head", user__is_active=True)
    if without is not None:
        posts = posts.exclude(user=without.user_id, post__in=without.post_ids)
        if without.is_member_no_more:
            members = members.exclude(user=without.user_id)
    units = Unit.objects.filter(agency=agency).order_by()
    headed = units.filter(Exists(posts) | Exists(members)).values("pk")
    return units.filter(Q(pk__in=headed) | Q(parent__in=headed))
