"""Has an authority outside stamp the heads of the chains (RFC 3161): proof of when, by one who is no party."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from prongsai.adapters.time_stamp import Stamp, StampProblem, ask_for_stamp, read_roots
from prongsai.apps.history.actions import SYSTEM_ACTOR, Actor, record
from prongsai.apps.history.models import ChainHead, Event, HeadStamp
from prongsai.core.errors import OutsideError, PersonError
from prongsai.core.history_chain import format_event, hash_event
from prongsai.settings import TimeStampAuthority

log = logging.getLogger(__name__)

BOOKKEEPING = ("head_stamped", "head_stamp_failed", "head_stamp_asked", "heads_mailed")
"""Events about the heads themselves: a chain that got nothing else since its last stamp needs no other."""


@dataclass(frozen=True, slots=True)
class Stamping:
    """What one run did for all agencies."""

    stamped: int
    failed: int


def can_stamp() -> bool:
    """Whether a time-stamping authority is set."""
    return settings.PRONGSAI.time_stamps is not None


def require_authority() -> TimeStampAuthority:
    """The authority of this machine. Raises PersonError when none is set."""
    authority: TimeStampAuthority | None = settings.PRONGSAI.time_stamps
    if authority is None:
        raise PersonError(
            "ยังไม่ได้ตั้งผู้ให้บริการประทับเวลา ผู้ดูแลเครื่องต้องตั้ง PRONGSAI_TSA_URL ก่อน",
            "no time-stamping authority is set: the machine's operator must set PRONGSAI_TSA_URL",
        )
    return authority


def stamp_heads(*, at: datetime) -> Stamping:
    """Have the head of every chain stamped that got something new; one that fails stops no other."""
    stamped = failed = 0
    for agency in ChainHead.objects.filter(seq__gt=0).order_by("agency").values_list("agency", flat=True):
        if not has_news(agency):
            continue
        if stamp_head(agency=agency, at=at) is None:
            failed += 1
        else:
            stamped += 1
    return Stamping(stamped, failed)


def has_news(agency: str) -> bool:
    """Whether anything but bookkeeping happened since the last stamped head."""
    last = HeadStamp.objects.filter(agency=agency, stamped_at__isnull=False).order_by("-seq").first()
    news = Event.objects.filter(agency=agency, seq__gt=last.seq if last else 0)
    return news.exclude(action__in=BOOKKEEPING).exists()


def stamp_head(*, agency: str, at: datetime) -> HeadStamp | None:
    """Have the head of a chain stamped and keep the stamp; None when there is none, which the history says too.

    The authority is asked outside any transaction: a slow one holds up nobody. Raises PersonError when no authority is
    set or its CA file cannot be read, OutsideError when the chain has no head to stamp.
    """
    authority = require_authority()
    roots = read_roots(authority.ca_file)
    event = _head_event(agency)
    body = format_event({key: value for key, value in event.values().items() if key != "hash"}).encode()
    try:
        stamp = ask_for_stamp(body, address=authority.url, roots=roots, asked_at=at)
    except StampProblem as why:
        log.warning("the head of %s got no time stamp: %s", agency, why.message_en)
        _note_failure(event, authority.host, why.code, at)
        return None
    return _keep(event, stamp, authority.host, at)


def _head_event(agency: str) -> Event:
    head = ChainHead.objects.filter(agency=agency, seq__gt=0).first()
    event = Event.objects.filter(agency=agency, hash=head.hash).first() if head else None
    if event is None or hash_event(event.values()) != event.hash:
        raise OutsideError(
            f"ประวัติของ {agency} ไม่มีรายการท้ายที่ถูกต้องให้ประทับเวลา กรุณาสั่ง prongsai verify",
            f"the history of {agency} has no sound last event to stamp: run prongsai verify",
        )
    return event


@transaction.atomic
def _keep(event: Event, stamp: Stamp, host: str, at: datetime) -> HeadStamp:
    ChainHead.objects.select_for_update().get(agency=event.agency)
    kept = HeadStamp.objects.filter(agency=event.agency, hash=event.hash, stamped_at__isnull=False).first()
    if kept is not None:  # another worker was quicker: one proof is enough
        return kept
    row = HeadStamp.objects.create(
        agency=event.agency,
        seq=event.seq,
        hash=event.hash,
        authority=stamp.signer or host,
        asked_at=at,
        stamped_at=stamp.at,
        serial=stamp.serial[:80],
        answer=stamp.answer,
    )
    after = {"seq": event.seq, "hash": event.hash, "authority": row.authority, "stamped_at": stamp.at.isoformat()}
    _record("head_stamped", event.agency, SYSTEM_ACTOR, at, after)
    return row


@transaction.atomic
def _note_failure(event: Event, host: str, code: str, at: datetime) -> None:
    """One row and one event however often the same thing fails in a row; earlier stamps stay as they are."""
    last = HeadStamp.objects.filter(agency=event.agency).first()
    if last is not None and last.problem == code:
        HeadStamp.objects.filter(pk=last.pk).update(asked_at=at, seq=event.seq, hash=event.hash, authority=host)
        return
    HeadStamp.objects.create(
        agency=event.agency, seq=event.seq, hash=event.hash, authority=host, asked_at=at, problem=code
    )
    _record("head_stamp_failed", event.agency, SYSTEM_ACTOR, at, {"authority": host, "problem": code})


def _record(action: str, agency: str, actor: Actor, at: datetime, after: dict[str, object]) -> None:
    record(
        action,
        agency=agency,
        actor=actor,
        at=at,
        object_type="history",
        object_id="",
        object_label="",
        after=after,
    )
