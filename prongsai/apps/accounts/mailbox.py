"""Showing that a mailbox is one's own: a code is mailed there and typed here.

allauth has such a flow too; it keeps the code readable in the session and is bound to its sign-up, which nobody has here.
"""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from prongsai.apps.accounts.actions import own_actor, record_of_user, verify_email
from prongsai.apps.accounts.mailbox_mail import mail_code, mail_moved
from prongsai.apps.accounts.models import MailCode, User
from prongsai.apps.accounts.rate_limit import Limit
from prongsai.apps.accounts.rate_limit import seconds_to_wait as seconds_until_next
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait
from prongsai.core.errors import PersonError

VALID_FOR = timedelta(minutes=10)
TRIES = 5
"""Of 8 digits: a guesser hits one code in 20 million, and gets five codes an hour."""
BY_PERSON = Limit("mail code by", 5, timedelta(hours=1))
TO_ADDRESS = Limit("mail code to", 5, timedelta(hours=1))
"""However many accounts ask: nobody's mailbox is filled from here."""


def verified_email(user: User) -> str:
    """The address the person has shown to be theirs, "" without one."""
    row = EmailAddress.objects.filter(user=user, verified=True).first()
    return str(row.email) if row else ""


def waiting_code(user: User, at: datetime) -> MailCode | None:
    """The code that was mailed and can still be typed."""
    return MailCode.objects.filter(user=user, expires_at__gt=at).first()


def send_code(*, user: User, email: str, at: datetime) -> None:
    """Mail a fresh code; an older one opens nothing any more.

    Raises PersonError when the address is verified already or codes were asked for too often, OutsideError when the
    mail server does not take it.
    """
    email = email.strip().lower()
    if verified_email(user) == email:
        raise PersonError("ยืนยันอีเมลนี้ไว้แล้ว", "this address is verified already")
    wait = seconds_until_next(BY_PERSON, str(user.pk), at) or seconds_until_next(TO_ADDRESS, email, at)
    if wait:
        minutes = -(-wait // 60)
        raise PersonError(
            f"ขอรหัสบ่อยเกินไป กรุณารออีก {minutes} นาทีแล้วลองใหม่",
            f"codes were asked for too often: try again in {minutes} min",
        )
    code = f"{secrets.randbelow(10**8):08d}"
    _keep(user, email, code, at)
    mail_code(user, email, code)


def take_code(*, user: User, typed: str, at: datetime) -> str:
    """The address is verified when the code is the one mailed there; gives the address.

    Raises PersonError, after a wrong code with what is left; the more wrong ones, the longer the next try waits.
    """
    if wait := seconds_to_wait(_name(user), "anywhere", at):
        raise PersonError(f"ลองผิดหลายครั้ง กรุณารออีก {wait} วินาทีแล้วลองใหม่", f"too many wrong codes: try again in {wait} s")
    before = verified_email(user)
    taken = _compare(user, typed, at)
    if isinstance(taken, PersonError):
        note_failure(_name(user), "anywhere", at)
        raise taken
    try:
        with transaction.atomic():
            verify_email(user=user, email=taken, by=own_actor(user), at=at)
    except IntegrityError as error:
        raise PersonError(
            "อีเมลนี้ยืนยันไว้ในบัญชีอื่นแล้ว กรุณาใช้อีเมลอื่น หรือติดต่อผู้ดูแลระบบ",
            "another account has verified this address: use another one, or ask the administrator",
        ) from error
    forget_failures(_name(user), "anywhere")
    if before and before != taken:
        mail_moved(user, before)
    return taken


@transaction.atomic
def _keep(user: User, email: str, code: str, at: datetime) -> None:
    values = {
        "email": email,
        "code_hash": _hash(user, email, code),
        "sent_at": at,
        "expires_at": at + VALID_FOR,
        "tries_left": TRIES,
    }
    MailCode.objects.update_or_create(user=user, defaults=values)
    record_of_user("email_code_sent", user, own_actor(user), at)


@transaction.atomic
def _compare(user: User, typed: str, at: datetime) -> str | PersonError:
    """The address of the code, which is used up; or what is wrong, which must outlive this transaction."""
    row = MailCode.objects.select_for_update().filter(user=user).first()
    if row is None or row.expires_at <= at:
        return PersonError("รหัสหมดอายุแล้ว กรุณาขอรหัสใหม่", "the code has expired: ask for a new one")
    if constant_time_compare(row.code_hash, _hash(user, row.email, typed)):
        row.delete()
        return row.email
    row.tries_left -= 1
    if row.tries_left == 0:
        row.delete()
        record_of_user("email_code_spent", user, own_actor(user), at)
        return PersonError(
            "ใส่รหัสผิดครบจำนวนครั้งแล้ว กรุณาขอรหัสใหม่", "that was the last try of this code: ask for a new one"
        )
    row.save(update_fields=("tries_left",))
    return PersonError(
        f"รหัสไม่ถูกต้อง ลองได้อีก {row.tries_left} ครั้ง กรุณาใช้รหัสในอีเมลฉบับล่าสุด",
        f"this is not the code, {row.tries_left} tries are left: use the one in the latest mail",
    )


def _hash(user: User, email: str, code: str) -> str:
    """Keyed: whoever reads the table cannot try all codes."""
    return salted_hmac("prongsai.mail-code", f"{user.pk}\n{email}\n{code}", algorithm="sha256").hexdigest()


def _name(user: User) -> str:
    return f"mail code of {user.pk}"
