"""The job that mails the code of a forgotten password: the page answers at once, whoever was named."""

from django.utils import timezone

from prongsai.apps.accounts.forgotten import send_reset_code
from prongsai.apps.jobs.port import job


@job("mail_reset_code", tries=2, retry_s=20, priority=90)
def mail_reset_code(user_id: int) -> bool:
    """Mail a code; False when there is nobody to mail it to. A person waits, so it goes first."""
    return send_reset_code(user_id=user_id, at=timezone.now())
