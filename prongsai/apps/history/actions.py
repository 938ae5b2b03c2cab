"""Writing history: `record` is called by every action, inside its transaction."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from prongsai.apps.history.models import ChainHead, Event, HeadAddress, PersonalValue
from prongsai.apps.history.queries import list_hashes, reveal_personal_values
from prongsai.core.errors import PersonError
from prongsai.core.history_chain import hash_event
from prongsai.web.prepared import Prepared
from prongsai.web.written import write

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


_LOCK_HEAD = Prepared(lambda agency: ChainHead.objects.select_for_update().filter(agency=agency), agency=str)


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
    head = _LOCK_HEAD.first(agency=agency)
    if head is None:  # the first event of a chain; two writers of a first event meet at the unique agency
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
    write(head, "seq", "hash")
    return event


@transaction.atomic
def erase_personal_values(*, agency: str, value: str) -> int:
    """Forget a personal value everywhere in an agency's history; its events and their hashes stay. Gives the count."""
    count, _ = PersonalValue.objects.filter(agency=agency, value=value).delete()
    return count


@transaction.atomic
def erase_on_request(*, agency: str, value: str, reason: str, actor: Actor, at: datetime) -> int:
    """Forget a personal value because the person asked (PDPA), and say in the history that it was done, not what it was.

    Raises PersonError when no event holds that value.
    """
    count = erase_personal_values(agency=agency, value=value)
    if not count:
        raise PersonError(
            "ไม่พบข้อมูลนี้ในประวัติของหน่วยงาน กรุณาพิมพ์ให้ตรงทุกตัวอักษร",
            "the agency's history holds no such value: type it exactly as it was recorded",
        )
    after = {"count": count, "reason": reason}
    _record_own("personal_values_erased", agency, actor, at, after=after)
    return count


@transaction.atomic
def reveal_personal_values_of(*, event: Event, actor: Actor, at: datetime) -> dict[str, str]:
    """The personal values of one event by their hash, those erased left out; that they were looked at is an event too."""
    values = reveal_personal_values(list_hashes(event.before) + list_hashes(event.after))
    record(
        "personal_values_revealed",
        agency=event.agency,
        actor=actor,
        at=at,
        object_type="event",
        object_id=str(event.seq),
        object_label=f"#{event.seq} {event.action}",
        after={"count": len(values)},
    )
    return values


@transaction.atomic
def note_export(*, agency: str, file_format: str, filters: Mapping[str, object], actor: Actor, at: datetime) -> None:
    """Someone took a copy of the history."""
    _record_own("history_exported", agency, actor, at, after={"format": file_format, **filters})


@transaction.atomic
def add_head_address(*, agency: str, address: str, actor: Actor, at: datetime) -> HeadAddress:
    """Have the head of the chain mailed there each day. Raises PersonError when it is sent there already."""
    if HeadAddress.objects.filter(agency=agency, address__iexact=address).exists():
        raise PersonError("มีอีเมลนี้อยู่แล้ว", "this address is there already")
    row = HeadAddress.objects.create(agency=agency, address=address, added_at=at)
    _record_own("head_address_added", agency, actor, at, after={"address": Personal(address)})
    return row


@transaction.atomic
def remove_head_address(*, address: HeadAddress, actor: Actor, at: datetime) -> None:
    """Send no more heads there; what was sent stays on record by its domain."""
    before = {"address": Personal(address.address)}
    _record_own("head_address_removed", address.agency, actor, at, before=before)
    address.delete()


def _record_own(
    action: str,
    agency: str,
    actor: Actor,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """An event about the history itself."""
    record(
        action,
        agency=agency,
        actor=actor,
        at=at,
        object_type="history",
        object_id="",
        object_label="",
        before=before,
        after=after,
    )


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
