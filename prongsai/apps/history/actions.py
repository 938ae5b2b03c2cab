"""Writing history: `record` is called by every action, inside its transaction."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from prongsai.apps.history.models import ChainHead, Event, PersonalValue
from prongsai.core.history_chain import hash_event

SYSTEM_CHAIN = "system"
"""The chain of events that belong to no agency, such as a sign-in."""

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a user's id (or "system"), the role they acted in, and the kind of device."""

    id: str
    role: str
    device: str = ""


SYSTEM_ACTOR = Actor("system", "system")


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal value: the event keeps its salted hash, the value itself stays erasable."""

    value: str


def record(
    action: str,
    *,
    agency: str,
    actor: Actor,
    at: datetime,
    object_type: str,
    object_id: str,
    object_label: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> Event:
    """Append one event to the agency's chain. Must run inside the transaction of the action it records."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction: the event could stay without its deed")
    ChainHead.objects.get_or_create(agency=agency)
    head = ChainHead.objects.select_for_update().get(agency=agency)
    event = Event(
        agency=agency,
        seq=head.seq + 1,
        at=at.astimezone(UTC),
        action=action,
        actor=actor.id,
        role=actor.role,
        device=actor.device[:60],
        object_type=object_type,
        object_id=object_id,
        object_label=object_label[:300],
        before=_stored(before, agency),
        after=_stored(after, agency),
        prev=head.hash,
    )
    event.hash = hash_event(event.values())
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save(update_fields=("seq", "hash"))
    return event


@transaction.atomic
def erase_personal_values(*, agency: str, value: str) -> int:
    """Forget a personal value everywhere in an agency's history; its events and their hashes stay. Gives the count."""
    count, _ = PersonalValue.objects.filter(agency=agency, value=value).delete()
    return count


def _stored(value: object, agency: str) -> Value:
    if isinstance(value, Personal):
        salt = secrets.token_hex(16)
        digest = hashlib.sha256((salt + value.value).encode()).hexdigest()
        PersonalValue.objects.create(agency=agency, salted_sha256=digest, salt=salt, value=value.value)
        return {"salted_sha256": digest}
    if isinstance(value, Mapping):
        return {str(key): _stored(part, agency) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_stored(part, agency) for part in value]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value).replace("\x00", "")
