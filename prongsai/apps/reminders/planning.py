"""Working out once a day what is to be said in an agency, and writing it to the ledger and the outbox at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.reminders.channels import Reached, allowed_channels
from prongsai.apps.reminders.models import Delivery, Digest, Preference, Reminder, ReminderRule
from prongsai.apps.reminders.people import list_people
from prongsai.apps.reminders.sources import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.core.reminder import Saying, list_sayings
from prongsai.wiring import bangkok_date

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Planned:
    """How many people are told how many things."""

    people: int = 0
    reminders: int = 0


def ensure_rules() -> list[ReminderRule]:
    """The rule of every agency that has a plan or an opened year; those without one get the usual rule."""
    has_work = Q(plans__isnull=False) | Q(disclosure_years__isnull=False)
    missing = Agency.objects.filter(has_work, reminder_rule=None).distinct()
    ReminderRule.objects.bulk_create([ReminderRule(agency=agency) for agency in missing], ignore_conflicts=True)
    return list(ReminderRule.objects.select_related("agency").order_by("agency_id"))


@transaction.atomic
def plan_agency(rule: ReminderRule, *, at: datetime) -> Planned:
    """Say what is to be said today, unless it was worked out today already. May be called by two at once."""
    today = bangkok_date(at)
    locked = ReminderRule.objects.select_for_update().get(pk=rule.pk)
    if not locked.is_on or locked.planned_on == today:
        return Planned()
    locked.planned_on = today
    locked.save(update_fields=("planned_on",))
    agency = rule.agency
    matters = {matter.thing.key: matter for matter in list_open(frame_of(agency, today))}
    _close_what_ended(agency, matters, at)
    people, users = list_people(agency, today)
    said = [row.facts() for row in _said_of(agency, list(matters))]
    things = [matter.thing for matter in matters.values()]
    sayings: dict[int, list[Saying]] = {}
    for one in list_sayings(things, people, locked.facts(), said, today):
        sayings.setdefault(one.person, []).append(one)
    preferences = {row.user_id: row for row in Preference.objects.filter(user__in=sayings)}
    told = [
        _tell(Reached(users[person], preferences.get(person), locked), agency, lines, matters, at)
        for person, lines in sorted(sayings.items())
    ]
    planned = Planned(sum(count > 0 for count in told), sum(told))
    if planned.reminders:
        _note(agency, planned, at)
    return planned


def _tell(
    reached: Reached, agency: Agency, lines: Sequence[Saying], matters: dict[str, OpenMatter], at: datetime
) -> int:
    """Add lines to the person's digest of today; 0 when that one has left already: tomorrow they are worked out anew."""
    today = bangkok_date(at)
    digest, is_new = Digest.objects.get_or_create(
        user=reached.user, day=today, defaults={"agency": agency, "made_at": at}
    )
    if not is_new and Digest.objects.select_for_update().get(pk=digest.pk).sealed_at is not None:
        return 0
    pairs = {one.thing.key for one in lines}
    Reminder.objects.filter(user=reached.user, thing__in=pairs, closed_at=None).update(closed_at=at)
    Reminder.objects.bulk_create([_row(one, matters[one.thing.key], agency, digest, today) for one in lines])
    if is_new:
        Delivery.objects.create(digest=digest, channel="in_app", state="sent", made_at=at, sent_at=at)
        channels = allowed_channels(reached)
        if channels:
            Delivery.objects.create(digest=digest, channel=channels[0].code, made_at=at, next_try_at=at)
            _take_over_unsent(reached.user, digest)
    return len(lines)


def _row(one: Saying, matter: OpenMatter, agency: Agency, digest: Digest, today: date) -> Reminder:
    return Reminder(
        user_id=one.person,
        agency=agency,
        digest=digest,
        thing=one.thing.key,
        line=one.line,
        rank=one.rank,
        tone=one.tone,
        days=min(one.days, 32_767),
        due_on=one.thing.due_on,
        unit_name=matter.unit_name,
        what=matter.what,
        path=matter.view_path if one.tone == "escalated" else matter.path,
        said_on=today,
    )


def _take_over_unsent(user: User, digest: Digest) -> None:
    """What waits in an older digest goes out with the new one: after days without a mail server one mail comes, not three."""
    waiting = Delivery.objects.select_for_update(of=("self",)).filter(digest__user=user, state="waiting")
    for row in waiting.exclude(digest=digest):
        Reminder.objects.filter(digest=row.digest_id, closed_at=None).update(digest=digest)
        row.state, row.next_try_at = "superseded", None
        row.save(update_fields=("state", "next_try_at"))


def _close_what_ended(agency: Agency, open_keys: Iterable[str], at: datetime) -> None:
    known = set(open_keys)
    rows = Reminder.objects.filter(agency=agency, closed_at=None).order_by().values_list("pk", "thing")
    ended = [pk for pk, thing in rows if thing not in known]
    for start in range(0, len(ended), _AT_ONCE):
        Reminder.objects.filter(pk__in=ended[start : start + _AT_ONCE]).update(closed_at=at)


def _said_of(agency: Agency, keys: list[str]) -> list[Reminder]:
    found: list[Reminder] = []
    for start in range(0, len(keys), _AT_ONCE):
        rows = Reminder.objects.filter(agency=agency, thing__in=keys[start : start + _AT_ONCE]).order_by()
        found += rows.only("user_id", "thing", "line", "rank", "said_on")
    return found


def _note(agency: Agency, planned: Planned, at: datetime) -> None:
    record(
        "reminders_planned",
        agency=agency.slug,
        actor=SYSTEM_ACTOR,
        at=at,
        object_type="reminders",
        object_id="",
        object_label=f"{bangkok_date(at)}",
        after={"people": planned.people, "count": planned.reminders},
    )
