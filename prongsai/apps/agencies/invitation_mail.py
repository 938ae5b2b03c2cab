"""The invitation by e-mail: plain text, Thai then English."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from prongsai.apps.agencies.models import Invitation
from prongsai.core.errors import OutsideError
from prongsai.core.thai.format import format_date
from prongsai.web.dates import BANGKOK

_LOG = logging.getLogger(__name__)


def can_mail() -> bool:
    """Whether a mail server is named at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _as_what(invitation: Invitation) -> str:
    with override("th"):
        return f"{'ในตำแหน่ง' if invitation.post else 'ในบทบาท'} {invitation.invited_as}"


def mail_invitation(invitation: Invitation, link: str) -> None:
    """Send it now. Raises OutsideError when the server does not take it; the word is then still good for a slip."""
    day = invitation.expires_at.astimezone(BANGKOK).date()
    message = EmailMessage(
        subject=f"คำเชิญเข้าใช้งานระบบโปร่งใสของ{invitation.agency.name}",
        body=(
            f"เรียน {invitation.name}\n\n"
            f"{invitation.invited_by} เชิญท่านเข้าใช้งานระบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{invitation.agency.name} "
            f"{_as_what(invitation)}\n\n"
            f"เปิดลิงก์นี้แล้วตั้งชื่อผู้ใช้และรหัสผ่านของท่านเอง (ใช้ได้ครั้งเดียว ถึงวันที่ {format_date(day)}):\n{link}\n\n"
            "หากท่านไม่รู้จักหน่วยงานนี้ โปรดละเว้นอีเมลนี้\n\n"
            f"You are invited to work in the transparency system of {invitation.agency.name}. Open the link above once, "
            f"by {day:%d/%m/%Y}, and choose your own user name and password. Ignore this mail if you do not expect it.\n"
        ),
        to=[invitation.email],
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _LOG.warning("invitation %s could not be mailed: %s", invitation.pk, type(error).__name__)
        raise OutsideError(
            "ส่งอีเมลไม่สำเร็จ กรุณาพิมพ์ใบเชิญส่งให้แทน หรือออกรหัสใหม่เพื่อส่งอีกครั้งภายหลัง",
            "the mail could not be sent: hand over the printed slip, or renew the invitation to send it again later",
        ) from error
