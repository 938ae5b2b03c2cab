"""Which units somebody heads on a day. What is said here of all is what `permissions.units_headed` says of one person."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from prongsai.apps.agencies.models import Agency, Holding, Membership, Unit


def units_with_head(agency: Agency | OuterRef | int, on: date) -> QuerySet[Unit]:
    """The agency's units with an acting head on a day, by a post or by membership; a section has its division's."""
    posts = Holding.objects.filter(
        Q(post__unit=OuterRef("pk")) | Q(post__unit=OuterRef("parent")),
        post__role="unit_head",
        from_on__lte=on,
        user__is_active=True,
        user__memberships__agency=F("post__agency"),
    ).exclude(until_on__lt=on)
    members = Membership.objects.filter(
        Q(unit=OuterRef("pk")) | Q(unit=OuterRef("parent")), role="unit_head", user__is_active=True
    )
    return Unit.objects.filter(Exists(posts) | Exists(members), agency=agency).order_by()
