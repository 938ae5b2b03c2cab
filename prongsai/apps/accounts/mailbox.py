"""Showing that a mailbox is one's own: a code is mailed there and typed here.

allauth has such a flow too; it keeps the code readable in the session and is bound to its sign-up, which nobody has here.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from prongsai.apps.accounts.actions import own_actor, record_of_user, verify_email
from prongsai.apps.accounts.mail_codes import issue_code, match_code, use_code
from prongsai.apps.accounts.mailbox_mail import mail_code, mail_moved
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from prongsai.core.errors import PersonError

BY_PERSON = Limit("mail code by", 5, timedelta(hours=1))
TO_ADDRESS = Limit("mail code to", 5, timedelta(hours=1))
"""However many accounts ask: nobody's mailbox is filled from here."""


def verified_email(user: User) -> str:
    """The address the person has shown to be theirs, "" without one."""
    row = EmailAddress.objects.filter(user=user, verified=True).first()
    return str(row.email) if row else ""


def send_code(*, user: User, email: str, at: datetime) -> None:
    """Mail a fresh code; an older one opens nothing any more.

    Raises PersonError when the address is verified already or codes were asked for too often, OutsideError when the
    mail server does not take it.
    """
    email = email.strip().lower()
    if verified_email(user) == email:
        raise PersonError("ยืนยันอีเมลนี้ไว้แล้ว", "this address is verified already")
    wait = seconds_to_wait(BY_PERSON, str(user.pk), at) or seconds_to_wait(TO_ADDRESS, email, at)
    if wait:
        minutes = -(-wait // 60)
        raise PersonError(
            f"ขอรหัสบ่อยเกินไป กรุณารออีก {minutes} นาทีแล้วลองใหม่",
            f"codes were asked for too often: try again in {minutes} min",
        )
    with transaction.atomic():
        code = issue_code(user=user, purpose="mailbox", email=email, at=at)
        record_of_user("email_code_sent", user, own_actor(user), at)
    mail_code(user, email, code)


def take_code(*, user: User, typed: str, at: datetime) -> str:
    """The address is verified when the code is the one mailed there; gives the address. Raises PersonError."""
    before = verified_email(user)
    email = match_code(user=user, purpose="mailbox", typed=typed, at=at)
    try:
        with transaction.atomic():
            use_code(user, "mailbox")
            verify_email(user=user, email=email, by=own_actor(user), at=at)
    except IntegrityError as error:
        raise PersonError(
            "อีเมลนี้ยืนยันไว้ในบัญชีอื่นแล้ว กรุณาใช้อีเมลอื่น หรือติดต่อผู้ดูแลระบบ",
            "another account has verified this address: use another one, or ask the administrator",
        ) from error
    if before and before != email:
        mail_moved(user, before)
    return email
