"""The mails about a mailbox and what it opens: codes, and notices of what was done. Plain text, Thai then English.

A code stands in no subject: that is what a locked phone shows.
"""

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
    """Send the code that verifies a mailbox. Raises OutsideError when the server does not take it."""
    _send_code(
        user,
        email,
        "รหัสยืนยันอีเมล",
        f"รหัสยืนยันอีเมลของบัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}):\n\n"
        f"    {code[:4]} {code[4:]}\n\n"
        "ใช้ได้ 10 นาที ห้ามบอกรหัสนี้แก่ผู้ใด แม้แต่ผู้ดูแลระบบ หากท่านไม่ได้ขอ โปรดละเว้นอีเมลนี้\n\n"
        "Type the code above within 10 minutes to show that this mailbox is yours. Give it to nobody, not even an "
        "administrator. Ignore this mail if you did not ask for it.\n",
    )


def mail_reset_code(user: User, email: str, code: str) -> None:
    """Send the code that sets a new password. Raises OutsideError when the server does not take it."""
    _send_code(
        user,
        email,
        "รหัสตั้งรหัสผ่านใหม่",
        f"มีผู้ขอตั้งรหัสผ่านใหม่ของบัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}):\n\n"
        f"    {code[:4]} {code[4:]}\n\n"
        "ใช้ได้ 10 นาที ห้ามบอกรหัสนี้แก่ผู้ใด แม้แต่ผู้ดูแลระบบ หากท่านไม่ได้ขอ รหัสผ่านเดิมยังใช้ได้ โปรดละเว้นอีเมลนี้\n\n"
        "Somebody asked to set a new password for this account. Type the code above within 10 minutes, and give it to "
        "nobody, not even an administrator. If it was not you, your password stays as it is: ignore this mail.\n",
    )


def mail_moved(user: User, before: str) -> None:
    """Tell the mailbox before that another one took its place; that this mail fails stops nothing."""
    _send_notice(
        user,
        before,
        "บัญชีของท่านใช้อีเมลอื่นแล้ว",
        f"บัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}) ใช้อีเมลอื่นแทนที่อยู่นี้แล้ว "
        "หากท่านไม่ได้ทำ กรุณาแจ้งผู้ดูแลระบบของหน่วยงานทันที\n\n"
        "Another mail address has taken the place of this one in your account. If that was not you, tell your agency's "
        "administrator at once.\n",
    )


def mail_password_changed(user: User, email: str) -> None:
    """Tell the mailbox that a new password was set by its code; that this mail fails stops nothing."""
    _send_notice(
        user,
        email,
        "ตั้งรหัสผ่านใหม่แล้ว",
        f"บัญชี {user.username} ในระบบโปร่งใส ({settings.PRONGSAI.url}) ตั้งรหัสผ่านใหม่ด้วยรหัสที่ส่งมายังอีเมลนี้แล้ว "
        "หากท่านไม่ได้ทำ กรุณาแจ้งผู้ดูแลระบบของหน่วยงานทันที\n\n"
        "A new password was set for this account with a code mailed here. If that was not you, tell your agency's "
        "administrator at once.\n",
    )


def _send_code(user: User, to: str, subject: str, body: str) -> None:
    try:
        _message(to, subject, body).send()
    except (SMTPException, OSError) as error:
        _LOG.warning("a code for user %s could not be mailed: %s", user.pk, type(error).__name__)
        raise OutsideError(
            "ส่งอีเมลไม่สำเร็จ กรุณาตรวจที่อยู่อีเมล หรือลองใหม่ภายหลัง",
            "the mail could not be sent: check the address, or try again later",
        ) from error


def _send_notice(user: User, to: str, subject: str, body: str) -> None:
    try:
        _message(to, subject, body).send()
    except (SMTPException, OSError) as error:
        _LOG.warning("user %s could not be told by mail: %s", user.pk, type(error).__name__)


def _message(to: str, subject: str, body: str) -> EmailMessage:
    return EmailMessage(subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"})
