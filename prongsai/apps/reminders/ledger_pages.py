"""Plain data of the ledger and of the list to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from prongsai.apps.reminders import labels
from prongsai.apps.reminders.models import Delivery, Digest
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.core.reminder import Rule


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One channel of a digest."""

    channel: str
    state: str
    word: str
    tries: int
    at: datetime | None
    next_try_at: datetime | None
    problem: str
    after: str
    was_repeat: bool


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One person's digest of one day. `what` are (tone, words, when it was opened) of this agency's lines."""

    person: str
    day: date
    made_at: datetime
    what: tuple[tuple[str, str, datetime | None], ...]
    opened: int
    deliveries: tuple[DeliveryLine, ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One open matter on paper."""

    unit: str
    what: str
    due_on: date | None
    days: int | None


def digest_line(row: Digest) -> DigestLine:
    """A row from `queries.list_digests`."""
    own = row.own_lines  # type: ignore[attr-defined]
    return DigestLine(
        person=str(row.user),
        day=row.day,
        made_at=row.made_at,
        what=tuple((labels.tone_words(one.tone), one.what, one.opened_at) for one in own),
        opened=sum(one.opened_at is not None for one in own),
        deliveries=tuple(_delivery_line(one) for one in row.deliveries.all()),
    )


def total_lines(counts: dict[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    """(channel, state, how many) in words, in the order of the codes."""
    return [
        (str(labels.CHANNEL_WORDS[channel]), str(labels.STATE_WORDS[state]), counts[channel, state])
        for channel in labels.CHANNEL_WORDS
        for state in labels.STATE_WORDS
        if counts.get((channel, state))
    ]


def printed_lines(matters: Sequence[OpenMatter], rule: Rule, today: date) -> list[PrintedLine]:
    """What is late, near by the rule, or waits, by unit and day."""
    nearest = max(rule.days_before, default=0)
    found = []
    for matter in matters:
        due_on, since = matter.thing.due_on, matter.thing.since
        days = (due_on - today).days if due_on else None
        if since is not None or (days is not None and days <= nearest):
            unit = matter.unit_name or _("ทั้งหน่วยงาน")
            found.append(PrintedLine(unit, matter.what, due_on, days))
    return sorted(found, key=lambda line: (line.unit, line.due_on or date.max))


def _delivery_line(row: Delivery) -> DeliveryLine:
    return DeliveryLine(
        channel=str(labels.CHANNEL_WORDS[row.channel]),
        state=row.state,
        word=str(labels.STATE_WORDS[row.state]),
        tries=row.tries,
        at=row.delivered_at or row.sent_at,
        next_try_at=row.next_try_at,
        problem=row.problem,
        after=str(labels.CHANNEL_WORDS[row.after_channel]) if row.after_channel else "",
        was_repeat=row.was_repeat,
    )
