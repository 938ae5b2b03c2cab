"""The outbox: claim what waits, send it, write down what became of it, fall back where a channel fails.

A worker that dies between sending and writing down leaves its claim behind, which runs out; the message is then sent
again with the same key. So it errs towards a repeat, which the other side recognises by the key, never towards silence.
"""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from prongsai.adapters.channel_port import Message, Receipt
from prongsai.apps.agencies.models import Agency
from prongsai.apps.reminders import queries
from prongsai.apps.reminders.channels import KINDS, Reached, allowed_channels
from prongsai.apps.reminders.digest_text import write_digest
from prongsai.apps.reminders.models import OUTSIDE, Delivery, Digest, Preference, Reminder, ReminderRule
from prongsai.apps.reminders.sources import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.core.reminder import FALL_BACK_AFTER_TRIES, GIVE_UP_AFTER, LONGEST_WAIT_S, wait_s
from prongsai.wiring import bangkok_date

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=15)
AT_ONCE = 10
"""Claimed at a time: ten slow servers of 20 seconds each are done long before the claim runs out."""

SILENT_ENOUGH = 3
"""A channel that cannot be reached so often in a row is left alone until the next run."""


class Outbox:
    """One run of one worker. `sent` and `failed` count what became of what it took up."""

    def __init__(self, quiet: frozenset[int] = frozenset()) -> None:
        self.sent = self.failed = 0
        self._quiet = quiet
        self._silence: dict[str, int] = {}
        self._open_keys: dict[int, frozenset[str]] = {}

    def send_due(self, at: datetime) -> None:
        """Send all that waits at a moment. Any number of workers may do so at once."""
        while claimed := self._claim(at):
            for row in claimed:
                self._send(row, at)

    def _claim(self, at: datetime) -> list[Delivery]:
        with transaction.atomic():
            rows = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(_is_due(at))
            rows = rows.exclude(digest__agency__in=self._quiet)
            tired = [code for code, count in self._silence.items() if count >= SILENT_ENOUGH]
            claimed = list(rows.exclude(channel__in=tired).select_related("digest__user").order_by("pk")[:AT_ONCE])
            for row in claimed:
                row.state, row.claimed_until, row.next_try_at = "sending", at + CLAIM, None
                row.tries += 1
                row.save(update_fields=("state", "claimed_until", "next_try_at", "tries"))
            Digest.objects.filter(deliveries__in=claimed, sealed_at=None).update(sealed_at=at)
        return claimed

    def _send(self, row: Delivery, at: datetime) -> None:
        digest = row.digest
        reached = _reached(digest)
        kind = KINDS[row.channel]
        rows = self._lines(digest, at)
        if kind.is_of_agency:  # what another agency tells the person is none of this one's business
            rows = [one for one in rows if one.agency_id == digest.agency_id]
        if not rows:
            _settle(row, at, state="moot")
            return
        if kind not in allowed_channels(reached):  # the person, the agency or the operator changed their mind
            receipt = Receipt("refused", "no longer allowed")
        else:
            text = write_digest(digest.user, rows, bangkok_date(at))
            message = Message(str(row.key), kind.address_of(reached), text.subject, text.text, at, text.data)
            receipt = kind.make(reached).send(message)
        self._note_silence(row.channel, receipt)
        self._write_down(row, reached, receipt, at)

    def _lines(self, digest: Digest, at: datetime) -> list[Reminder]:
        """What of a digest is still open now, for somebody who still works there."""
        rows = queries.own_reminders(digest.user).filter(digest=digest, closed_at=None).select_related("agency")
        today = bangkok_date(at)
        return [row for row in rows if row.thing in self._open_in(row.agency, today)]

    def _open_in(self, agency: Agency, today: date) -> frozenset[str]:
        if agency.pk not in self._open_keys:
            self._open_keys[agency.pk] = frozenset(matter.thing.key for matter in list_open(frame_of(agency, today)))
        return self._open_keys[agency.pk]

    def _note_silence(self, channel: str, receipt: Receipt) -> None:
        self._silence[channel] = self._silence.get(channel, 0) + 1 if receipt.outcome == "later" else 0

    def _write_down(self, row: Delivery, reached: Reached, receipt: Receipt, at: datetime) -> None:
        if receipt.is_accepted:
            self.sent += 1
            _settle(row, at, state="sent", was_repeat=receipt.outcome == "repeated")
            return
        self.failed += 1
        log.warning("reminder %s by %s: %s", row.pk, row.channel, receipt.problem)
        has_tried_enough = receipt.outcome != "later" or row.tries >= FALL_BACK_AFTER_TRIES
        if has_tried_enough and _fall_back(row, reached, receipt, at):
            return
        is_over = receipt.outcome == "refused" or at - row.made_at > GIVE_UP_AFTER
        if is_over:
            _settle(row, at, state="failed", problem=receipt.problem)
        else:
            wait = timedelta(seconds=wait_s(row.tries, receipt.retry_after_s))
            _settle(row, at, state="waiting", problem=receipt.problem, next_try_at=at + wait)


def _is_due(at: datetime) -> Q:
    """Waiting long enough, or claimed by a worker that died. A moment too far ahead was written by a clock that ran ahead."""
    too_far = at + timedelta(seconds=2 * LONGEST_WAIT_S)
    waits = Q(state="waiting") & (Q(next_try_at__lte=at) | Q(next_try_at__gt=too_far))
    died = Q(state="sending") & (Q(claimed_until__lte=at) | Q(claimed_until__gt=at + 2 * CLAIM))
    return Q(channel__in=OUTSIDE) & (waits | died)


def _reached(digest: Digest) -> Reached:
    preference = Preference.objects.filter(user=digest.user_id).first()
    return Reached(digest.user, preference, ReminderRule.objects.filter(agency=digest.agency_id).first())


@transaction.atomic
def _settle(row: Delivery, at: datetime, *, state: str, **values: object) -> bool:
    """Write down what became of a claim; False when the claim ran out and another worker has it. What was sent is sent."""
    now = Delivery.objects.select_for_update().get(pk=row.pk)
    is_ours = now.state == "sending" and now.claimed_until == row.claimed_until
    if not is_ours and (state != "sent" or now.state == "sent"):
        return False
    now.state, now.claimed_until, now.next_try_at = state, None, None
    now.problem = ""
    if state == "sent":
        now.sent_at = at
    for name, value in values.items():
        setattr(now, name, value)
    now.save()
    return True


@transaction.atomic
def _fall_back(row: Delivery, reached: Reached, receipt: Receipt, at: datetime) -> bool:
    """Take the next channel the person allows; False when there is none left."""
    taken = set(Delivery.objects.filter(digest=row.digest_id).values_list("channel", flat=True))
    following = next((kind.code for kind in allowed_channels(reached) if kind.code not in taken), None)
    if following is None:
        return False
    if _settle(row, at, state="failed", problem=receipt.problem):
        Delivery.objects.create(
            digest=row.digest, channel=following, made_at=at, next_try_at=at, after_channel=row.channel
        )
    return True


def run_once(at: datetime | None = None) -> dict[str, int]:
    """Plan what is due to be said in every agency that is awake, then send. Gives counts."""
    from prongsai.apps.reminders.planning import ensure_rules, plan_agency
    from prongsai.apps.reminders.quiet import quiet_agencies

    now = at or timezone.now()
    rules = ensure_rules()
    quiet = quiet_agencies(rules, now)
    planned = 0
    for rule in rules:
        if rule.is_on and rule.agency_id not in quiet and rule.planned_on != bangkok_date(now):
            planned += plan_agency(rule, at=now).reminders
    outbox = Outbox(quiet)
    outbox.send_due(now)
    return {"planned": planned, "sent": outbox.sent, "failed": outbox.failed}
