"""The job that mails the heads of the chains each day."""

import logging
from datetime import time

from django.utils import timezone

from prongsai.apps.history.heads import can_send_mail, send_heads
from prongsai.apps.jobs.port import every, job
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


DAILY = every(mail_heads, daily_at=time(6))
