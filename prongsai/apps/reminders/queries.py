"""Reads of the ledger. Every look-up by id checks access: no right and no row are the same 404."""

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.reminders.models import Delivery, Digest, Preference, Reminder, ReminderRule


def own_reminders(user: User) -> QuerySet[Reminder]:
    """What a person was reminded of, newest first, in agencies where they still work."""
    agencies = Membership.objects.filter(user=user, user__is_active=True).values("agency")
    return Reminder.objects.filter(user=user, agency__in=agencies).select_related("agency").order_by("-said_on", "-pk")


def reminder_for(user: User, reminder_id: int) -> Reminder:
    """One of the person's own reminders, or 404."""
    row = own_reminders(user).filter(pk=reminder_id).first()
    if row is None:
        raise Http404
    return row


def find_rule(agency: Agency) -> ReminderRule | None:
    """The agency's rule, None before the first run."""
    return ReminderRule.objects.select_related("agency").filter(agency=agency).first()


def find_preference(user: User) -> Preference | None:
    """What the person chose, None when nothing."""
    return Preference.objects.filter(user=user).first()


def list_own_deliveries(user: User) -> QuerySet[Delivery]:
    """What went to a person by outside channels, newest first."""
    rows = Delivery.objects.filter(digest__user=user).exclude(channel="in_app")
    return rows.select_related("digest").order_by("-pk")


def list_digests(agency: Agency, *, channel: str = "", state: str = "", person: int | None = None) -> QuerySet[Digest]:
    """The agency's ledger, newest first: digests that tell of it, with their deliveries and lines of this agency."""
    own = Reminder.objects.filter(agency=agency).order_by("pk")
    rows = Digest.objects.filter(pk__in=own.order_by().values("digest"))
    if channel or state:
        values = {name: value for name, value in (("channel", channel), ("state", state)) if value}
        rows = rows.filter(pk__in=Delivery.objects.filter(**values).values("digest"))
    if person is not None:
        rows = rows.filter(user=person)
    rows = rows.select_related("user").prefetch_related("deliveries", Prefetch("reminders", own, to_attr="own_lines"))
    return rows.order_by("-day", "-pk")


def count_states(agency: Agency) -> dict[tuple[str, str], int]:
    """How many deliveries of the agency's digests stand in each state, by channel; one query."""
    rows = Delivery.objects.filter(digest__agency=agency).order_by().values("channel", "state")
    return {(row["channel"], row["state"]): row["count"] for row in rows.annotate(count=Count("pk"))}
