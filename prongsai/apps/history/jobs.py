"""The jobs that mail the heads of the chains and have them stamped: each day, or because someone asks."""

import logging
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from prongsai.apps.history.actions import Actor, record
from prongsai.apps.history.heads import can_send_mail, send_heads
from prongsai.apps.history.stamps import can_stamp, require_authority, stamp_head, stamp_heads
from prongsai.apps.jobs.port import every, job
from prongsai.apps.jobs.queue import enqueue
from prongsai.core.errors import OutsideError

log = logging.getLogger(__name__)


@job("mail_heads", tries=6, retry_s=120)
def mail_heads() -> int:
    """Mail today's heads; gives how many went. Raises OutsideError when some did not, to be tried again later."""
    if not can_send_mail():
        log.info("no mail server is set (PRONGSAI_SMTP_URL): no heads are mailed")
        return 0
    done = send_heads(at=timezone.now())
    if done.failed:
        raise OutsideError(
            f"ส่งรหัสท้ายลูกโซ่ไม่สำเร็จ {done.failed} แห่ง",
            f"{done.failed} of {done.failed + done.sent} heads could not be mailed",
        )
    return done.sent


@job("stamp_heads", tries=6, retry_s=120)
def stamp_all() -> int:
    """Have the heads with news stamped; gives how many were. Raises OutsideError when some were not, as above."""
    if not can_stamp():
        log.info("no time-stamping authority is set (PRONGSAI_TSA_URL): no heads are stamped")
        return 0
    done = stamp_heads(at=timezone.now())
    if done.failed:
        raise OutsideError(
            f"ประทับเวลารหัสท้ายลูกโซ่ไม่สำเร็จ {done.failed} แห่ง",
            f"{done.failed} of {done.failed + done.stamped} heads could not be stamped",
        )
    return done.stamped


@job("stamp_head", tries=3, retry_s=60)
def stamp_one(agency: str) -> bool:
    """Have one chain's head stamped because a person asked. Raises OutsideError, to be tried again."""
    if stamp_head(agency=agency, at=timezone.now()) is None:
        raise OutsideError(f"ประทับเวลาของ {agency} ไม่สำเร็จ", f"the head of {agency} could not be stamped")
    return True


@transaction.atomic
def ask_to_stamp(*, agency: str, actor: Actor, at: datetime) -> None:
    """Someone wants the head stamped now: a job does it soon. Raises PersonError when no authority is set."""
    require_authority()
    record(
        "head_stamp_asked",
        agency=agency,
        actor=actor,
        at=at,
        object_type="history",
        object_id="",
        object_label="",
    )
    enqueue(stamp_one, key=f"stamp:{agency}", agency=agency)


DAILY = every(mail_heads, daily_at=time(6))
DAILY_STAMPS = every(stamp_all, daily_at=time(5, 30))
