"""The mails about a mailbox: the code, and the notice to the one before. Plain text, Thai then English."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from prongsai.apps.accounts.models import User
from prongsai.core.errors import OutsideError

_LOG = logging.getLogger(__name__)


def can_mail() -> bool:
    """Whether a mail server is named at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def mail_code(user: User, email: str, code: str) -> None:
    """Send a code now. Raises OutsideError when the server does not take it."""
    shown = f"{code[:4]} {code[4:]}"
    message = _message(
        email,
        "รหัสยืนยันอีเมล",  # the code itself stays out of what a locked phone shows
        f"รหัสยืนยันอีเมลของบัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}):\n\n"
        f"    {shown}\n\n"
        "ใช้ได้ 10 นาที ห้ามบอกรหัสนี้แก่ผู้ใด แม้แต่ผู้ดูแลระบบ หากท่านไม่ได้ขอ โปรดละเว้นอีเมลนี้\n\n"
        "Type the code above within 10 minutes to show that this mailbox is yours. Give it to nobody, not even an "
        "administrator. Ignore this mail if you did not ask for it.\n",
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _LOG.warning("a code for user %s could not be mailed: %s", user.pk, type(error).__name__)
        raise OutsideError(
            "ส่งอีเมลไม่สำเร็จ กรุณาตรวจที่อยู่อีเมล หรือลองใหม่ภายหลัง",
            "the mail could not be sent: check the address, or try again later",
        ) from error


def mail_moved(user: User, before: str) -> None:
    """Tell the mailbox before that another one took its place; that this mail fails stops nothing."""
    message = _message(
        before,
        "บัญชีของท่านใช้อีเมลอื่นแล้ว",
        f"บัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}) ใช้อีเมลอื่นแทนที่อยู่นี้แล้ว "
        "หากท่านไม่ได้ทำ กรุณาแจ้งผู้ดูแลระบบของหน่วยงานทันที\n\n"
        "Another mail address has taken the place of this one in your account. If that was not you, tell your agency's "
        "administrator at once.\n",
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _LOG.warning("user %s could not be told at the old address: %s", user.pk, type(error).__name__)


def _message(to: str, subject: str, body: str) -> EmailMessage:
    return EmailMessage(subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"})
