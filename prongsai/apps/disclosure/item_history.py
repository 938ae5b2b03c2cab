"""What happened to an item, its elements, and what is or was published for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.disclosure.labels import ACTIONS
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.disclosure.recording import label_of
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.queries import list_events_about

SHOWN = 15


@dataclass(frozen=True, slots=True)
class PastDeed:
    """One event as a line: what was done to what, by whom and when. `number` is its place in the agency's history."""

    number: int
    what: str | Promise
    target: str
    who: str
    at: datetime


def list_history(item: YearItem, most: int = SHOWN) -> list[PastDeed]:
    """The newest events, latest first, with those of drafts that were thrown away; one query.

    The caller has asked whether the person may see the history.
    """
    label = label_of(item)
    events = list_events_about(item.year.agency.slug, label, ("disclosure_item", "publication"))
    is_person = Case(When(actor__regex=r"^[0-9]+$", then=Cast("actor", IntegerField())))
    names = User.objects.filter(pk=OuterRef("person")).values("display_name")
    rows = events.annotate(person=is_person).annotate(who=Subquery(names))
    return [
        PastDeed(
            number=row.seq,
            what=ACTIONS.get(row.action, row.action),
            target=row.object_label.removeprefix(label).lstrip("/"),
            who=row.who or (_("ระบบ") if row.actor == SYSTEM_ACTOR.id else f"#{row.actor}"),
            at=row.at,
        )
        for row in rows[:most]
    ]
