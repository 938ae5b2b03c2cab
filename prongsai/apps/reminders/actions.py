"""What people do about reminders: rule, channels, LINE, calendar, opening one. Each is one transaction and one event."""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from prongsai.apps.accounts.actions import own_actor, record_of_user
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_REMINDERS
from prongsai.apps.history.actions import record
from prongsai.apps.reminders.models import OUTSIDE, CalendarFeed, Preference, Reminder, ReminderRule
from prongsai.core.errors import PersonError

LINE_CODE_LIVES = timedelta(minutes=30)
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10
_LINE_ID = re.compile(r"U[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class RuleValues:
    """What the page of the rule sets."""

    is_on: bool
    days_before: tuple[int, ...]
    chase_every: int
    unit_head_after: int | None
    clerk_office_after: int | None
    chief_administrator_after: int | None
    top_executive_after: int | None
    quiet_from: time
    quiet_until: time
    on_days_off: bool
    webhook_url: str


@transaction.atomic
def set_rule(*, agency: Agency, values: RuleValues, by: User, at: datetime) -> ReminderRule:
    """Set how the agency reminds. What was said stays said."""
    ReminderRule.objects.get_or_create(agency=agency)
    row = ReminderRule.objects.select_for_update().get(agency=agency)
    before = _rule_values(row)
    row.is_on, row.days_before, row.chase_every = values.is_on, list(values.days_before), values.chase_every
    row.unit_head_after, row.clerk_office_after = values.unit_head_after, values.clerk_office_after
    row.chief_administrator_after = values.chief_administrator_after
    row.top_executive_after = values.top_executive_after
    row.quiet_from, row.quiet_until, row.on_days_off = values.quiet_from, values.quiet_until, values.on_days_off
    row.webhook_url = values.webhook_url
    row.changed_by, row.changed_at = str(by), at
    row.save()
    _record("reminder_rule_changed", agency, by, at, before=before, after=_rule_values(row))
    return row


@transaction.atomic
def renew_webhook_key(*, agency: Agency, by: User, at: datetime) -> ReminderRule:
    """Another key signs the agency's webhook from now on."""
    ReminderRule.objects.get_or_create(agency=agency)
    row = ReminderRule.objects.select_for_update().get(agency=agency)
    row.webhook_number += 1
    row.save(update_fields=("webhook_number",))
    _record("webhook_key_renewed", agency, by, at, after={"number": row.webhook_number})
    return row


@transaction.atomic
def choose_channels(*, channels: Sequence[str], by: User, at: datetime) -> Preference:
    """Which outside channels the person allows, best first; none leaves the page of notices alone."""
    if len(set(channels)) != len(channels) or not set(channels) <= set(OUTSIDE):
        raise PersonError("ช่องทางที่เลือกไม่ถูกต้อง", "these channels cannot be chosen")
    row = _preference(by, at)
    before = {"channels": row.channels}
    row.channels, row.changed_at = list(channels), at
    row.save()
    record_of_user("reminder_channels_chosen", by, own_actor(by), at, before=before, after={"channels": list(channels)})
    return row


@transaction.atomic
def make_line_code(*, by: User, at: datetime) -> str:
    """A code that links the LINE account it is sent from, once, within half an hour. Gives it; only its hash is kept."""
    code = "".join(secrets.choice(_CODE_LETTERS) for _letter in range(_CODE_LENGTH))
    row = _preference(by, at)
    row.line_code_sha256, row.line_code_expires_at = hash_word(code), at + LINE_CODE_LIVES
    row.save()
    record_of_user("line_code_made", by, own_actor(by), at)
    return code


@transaction.atomic
def link_line(*, code: str, line_id: str, at: datetime) -> User | None:
    """LINE told us that an account sent a code. Gives whom it is linked to, None for a word that is no code now."""
    if not _LINE_ID.fullmatch(line_id) or len(code) != _CODE_LENGTH:
        return None
    rows = Preference.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(line_code_sha256=hash_word(code.upper()), user__is_active=True).first()
    if row is None or row.line_code_expires_at is None or row.line_code_expires_at < at:
        return None
    for other in Preference.objects.select_for_update().filter(line_id=line_id).exclude(pk=row.pk):
        other.line_id = ""
        other.save(update_fields=("line_id",))
    row.line_id, row.line_code_sha256, row.line_code_expires_at = line_id, "", None
    row.channels = list(dict.fromkeys((*row.channels, "line")))
    row.save()
    record_of_user("line_linked", row.user, own_actor(row.user), at)
    return row.user


@transaction.atomic
def unlink_line(*, line_id: str = "", by: User | None = None, at: datetime) -> bool:
    """The person, or LINE for them (they blocked the account), ends the link; False when there was none."""
    rows = Preference.objects.select_for_update(of=("self",)).select_related("user").exclude(line_id="")
    row = (rows.filter(user=by) if by is not None else rows.filter(line_id=line_id)).first()
    if row is None:
        return False
    row.line_id, row.changed_at = "", at
    row.channels = [code for code in row.channels if code != "line"]
    row.save()
    record_of_user("line_unlinked", row.user, own_actor(row.user), at)
    return True


@transaction.atomic
def make_calendar(*, by: User, at: datetime) -> str:
    """A new private address of the person's calendar; the one before stops working. Gives its word, kept only as a hash."""
    word = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"token_sha256": hash_word(word), "made_at": at})
    record_of_user("calendar_made", by, own_actor(by), at)
    return word


@transaction.atomic
def revoke_calendar(*, by: User, at: datetime) -> bool:
    """The address stops working; False when there was none."""
    count, _rows = CalendarFeed.objects.filter(user=by).delete()
    if count:
        record_of_user("calendar_revoked", by, own_actor(by), at)
    return bool(count)


@transaction.atomic
def open_reminder(*, reminder: Reminder, by: User, at: datetime) -> bool:
    """The person followed a reminder; False when they did before, and then nothing is written."""
    row = Reminder.objects.select_for_update(of=("self",)).select_related("agency").get(pk=reminder.pk)
    if row.opened_at is not None:
        return False
    row.opened_at = at
    row.save(update_fields=("opened_at",))
    record(
        "reminder_opened",
        agency=row.agency.slug,
        actor=actor_in(by, row.agency),
        at=at,
        object_type="reminders",
        object_id=row.thing,
        object_label=row.what,
    )
    return True


def hash_word(word: str) -> str:
    """How a secret word is kept: it is long and random, so a plain SHA-256 is enough."""
    return hashlib.sha256(word.encode()).hexdigest()


def _preference(user: User, at: datetime) -> Preference:
    from prongsai.apps.reminders.channels import USUAL

    Preference.objects.get_or_create(user=user, defaults={"channels": list(USUAL), "changed_at": at})
    return Preference.objects.select_for_update().get(user=user)


def _rule_values(row: ReminderRule) -> dict[str, object]:
    values = {
        "is_on": row.is_on,
        "days_before": list(row.days_before),
        "chase_every": row.chase_every,
        "unit_head_after": row.unit_head_after,
        "clerk_office_after": row.clerk_office_after,
        "chief_administrator_after": row.chief_administrator_after,
        "top_executive_after": row.top_executive_after,
        "quiet": f"{row.quiet_from:%H:%M}-{row.quiet_until:%H:%M}",
        "on_days_off": row.on_days_off,
        "webhook_url": row.webhook_url,
    }
    return values


def _record(
    action: str,
    agency: Agency,
    by: User,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, MANAGE_REMINDERS),
        at=at,
        object_type="reminders",
        object_id="",
        object_label=agency.name,
        before=before,
        after=after,
    )
