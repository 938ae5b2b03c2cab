"""Telling webhooks of every public change: in order, at least once, with waits that grow, never two workers at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from prongsai.adapters.channel_port import Message
from prongsai.adapters.channel_webhook import WebhookChannel
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.data_out.api import draw
from prongsai.apps.data_out.models import Webhook
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.plans.queries import lock_row
from prongsai.core.errors import PersonError
from prongsai.core.reminder import GIVE_UP_AFTER, wait_s

MOST_CHANGES = 50
MOST_WEBHOOKS = 5
HOLD = timedelta(minutes=5)
"""How long a webhook is left to the worker that took it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one run did."""

    calls: int = 0
    failed: int = 0


@transaction.atomic
def add_webhook(*, agency: Agency, url: str, by: User, at: datetime) -> Webhook:
    """An address that is told of what becomes public from now on. Raises PersonError."""
    lock_row(Agency, agency.pk)
    if agency.webhooks.count() >= MOST_WEBHOOKS:
        raise PersonError(f"เพิ่มได้ไม่เกิน {MOST_WEBHOOKS} ที่อยู่", f"at most {MOST_WEBHOOKS} addresses")
    if agency.webhooks.filter(url=url).exists():
        raise PersonError("มีที่อยู่นี้แล้ว", "this address is there already")
    stamp = public.find_stamp(agency)
    row = Webhook.objects.create(
        agency=agency, url=url, told_number=stamp.number if stamp else 0, made_by=str(by), made_at=at
    )
    _record("webhook_added", row, by, at, after={"url": url})
    return row


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: User, at: datetime) -> None:
    """It is told nothing any more."""
    row = lock_row(Webhook, webhook.pk)
    _record("webhook_removed", row, by, at, before={"url": row.url})
    row.delete()


@transaction.atomic
def switch_on(*, webhook: Webhook, new_key: bool, by: User, at: datetime) -> Webhook:
    """Begin again where it stopped, at once; with `new_key` the old signing key holds no more."""
    row = lock_row(Webhook, webhook.pk)
    row.is_on, row.tries, row.next_try_at, row.failed_since, row.last_problem = True, 0, None, None, ""
    row.key_number += new_key
    row.save()
    _record("webhook_switched_on", row, by, at, after={"url": row.url, "new_key": new_key})
    return row


def signing_key(webhook: Webhook) -> str:
    """The key that signs its calls, hex; stored nowhere: the site's secret and a number give it."""
    value = f"{webhook.pk}:{webhook.key_number}"
    return salted_hmac("prongsai.data_out.webhook", value, algorithm="sha256").hexdigest()


def tell_webhooks(at: datetime) -> Told:
    """Tell every webhook what it does not know yet. A call whose answer got lost is made again: `id` tells repeats."""
    due = Webhook.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=at), is_on=True)
    calls = failed = 0
    for number in list(due.order_by("pk").values_list("pk", flat=True)):
        row = _take(number, at)
        if row is None:
            continue
        changes = public.list_changes(row.agency, after=row.told_number, limit=MOST_CHANGES, newest_first=False)
        if not changes:
            Webhook.objects.filter(pk=row.pk).update(next_try_at=None)
            continue
        calls += 1
        failed += not _tell(row, changes, at)
    return Told(calls, failed)


def _take(number: int, at: datetime) -> Webhook | None:
    """The webhook for this worker alone: another one finds it taken until the hold is over."""
    free = Webhook.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=at), pk=number, is_on=True)
    if not free.update(next_try_at=at + HOLD):
        return None
    return Webhook.objects.select_related("agency").filter(pk=number).first()


def _tell(row: Webhook, changes: list[public.PublicChange], at: datetime) -> bool:
    last = changes[-1].number
    data: dict[str, Any] = {
        "agency": row.agency.slug,
        "changes": [{**draw.change(one), "at": one.at.isoformat()} for one in changes],
    }
    message = Message(
        key=str(uuid5(NAMESPACE_URL, f"prongsai:changes:{row.pk}:{changes[0].number}:{last}")),
        to=row.url,
        subject="prongsai.changes",
        text="",
        made_at=changes[-1].at,
        data=data,
    )
    channel = WebhookChannel(signing_key(row).encode(), settings.PRONGSAI.webhook_allow_hosts)
    receipt = channel.send(message)
    if receipt.outcome in ("accepted", "repeated"):
        more = public.list_changes(row.agency, after=last, limit=1, newest_first=False)
        values = {"told_number": last, "tries": 0, "failed_since": None, "last_told_at": at, "last_problem": ""}
        Webhook.objects.filter(pk=row.pk).update(next_try_at=at if more else None, **values)
        return True
    _note_failure(row, receipt.problem, receipt.retry_after_s, at)
    return False


@transaction.atomic
def _note_failure(row: Webhook, problem: str, asked_s: float | None, at: datetime) -> None:
    row = lock_row(Webhook, row.pk)
    row.tries += 1
    row.failed_since = row.failed_since or at
    row.last_problem = problem[:200] or "?"
    row.next_try_at = at + timedelta(seconds=wait_s(row.tries, asked_s))
    if at - row.failed_since >= GIVE_UP_AFTER:
        row.is_on, row.next_try_at = False, None
        _record("webhook_given_up", row, None, at, after={"url": row.url, "problem": row.last_problem})
    row.save()


def _record(
    action: str,
    row: Webhook,
    by: User | None,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        action,
        agency=row.agency.slug,
        actor=actor_in(by, row.agency, MANAGE_AGENCY) if by else SYSTEM_ACTOR,
        at=at,
        object_type="webhook",
        object_id=str(row.pk),
        object_label=row.url[:300],
        before=before,
        after=after,
    )
