"""Codes of 8 digits that are mailed and typed: made, kept as a keyed hash, compared, used once."""

import secrets
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from prongsai.apps.accounts.actions import record_of_user
from prongsai.apps.accounts.models import MailCode, User
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait
from prongsai.apps.history.actions import Actor
from prongsai.core.errors import PersonError

Purpose = Literal["mailbox", "password"]
UNKNOWN = Actor("unknown", "none")
"""Whoever types a code may be anybody."""
VALID_FOR = timedelta(minutes=10)
TRIES = 5
"""Of 8 digits: a guesser hits one code in 20 million, and gets five codes an hour."""


class TooManyWrong(PersonError):
    """The next try must wait."""


def require_no_wait(name: str, at: datetime) -> None:
    """Raises TooManyWrong while wrong codes counted under this name make the next try wait."""
    if wait := seconds_to_wait(name, "anywhere", at):
        raise TooManyWrong(
            f"ลองผิดหลายครั้ง กรุณารออีก {wait} วินาทีแล้วลองใหม่", f"too many wrong codes: try again in {wait} s"
        )


def note_wrong(name: str, at: datetime) -> None:
    """Count one more under this name."""
    note_failure(name, "anywhere", at)


def issue_code(*, user: User, purpose: Purpose, email: str, at: datetime) -> str:
    """A fresh code for this address; an older one of the purpose opens nothing any more."""
    code = f"{secrets.randbelow(10**8):08d}"
    values = {
        "email": email,
        "code_hash": _hash(user, purpose, email, code),
        "sent_at": at,
        "expires_at": at + VALID_FOR,
        "tries_left": TRIES,
    }
    MailCode.objects.update_or_create(user=user, purpose=purpose, defaults=values)
    return code


def waiting_code(user: User, purpose: Purpose, at: datetime) -> MailCode | None:
    """The code that was mailed and can still be typed."""
    return MailCode.objects.filter(user=user, purpose=purpose, expires_at__gt=at).first()


def match_code(*, user: User, purpose: Purpose, typed: str, at: datetime) -> str:
    """The address of the code when it is the one typed; it stays until it is used.

    Raises PersonError: for a wrong one with what is left. The more wrong ones, the longer the next try waits.
    """
    name = _name(user, purpose)
    require_no_wait(name, at)
    found = _compare(user, purpose, typed, at)
    if isinstance(found, PersonError):
        note_wrong(name, at)
        raise found
    return found


def use_code(user: User, purpose: Purpose) -> None:
    """Take the matched code away. Raises PersonError when another request was quicker."""
    gone, _kinds = MailCode.objects.filter(user=user, purpose=purpose).delete()
    if not gone:
        raise _expired()
    forget_failures(_name(user, purpose), "anywhere")


@transaction.atomic
def _compare(user: User, purpose: Purpose, typed: str, at: datetime) -> str | PersonError:
    """What is wrong is given, not raised: the tries used up must outlive this transaction."""
    row = MailCode.objects.select_for_update().filter(user=user, purpose=purpose).first()
    if row is None or row.expires_at <= at:
        return _expired()
    if constant_time_compare(row.code_hash, _hash(user, purpose, row.email, typed)):
        return row.email
    row.tries_left -= 1
    if row.tries_left == 0:
        row.delete()
        record_of_user("mail_code_spent", user, UNKNOWN, at, after={"purpose": purpose})
        return PersonError(
            "ใส่รหัสผิดครบจำนวนครั้งแล้ว กรุณาขอรหัสใหม่", "that was the last try of this code: ask for a new one"
        )
    row.save(update_fields=("tries_left",))
    return PersonError(
        f"รหัสไม่ถูกต้อง ลองได้อีก {row.tries_left} ครั้ง กรุณาใช้รหัสในอีเมลฉบับล่าสุด",
        f"this is not the code, {row.tries_left} tries are left: use the one in the latest mail",
    )


def _expired() -> PersonError:
    return PersonError("รหัสหมดอายุแล้ว กรุณาขอรหัสใหม่", "the code has expired: ask for a new one")


def _hash(user: User, purpose: Purpose, email: str, code: str) -> str:
    """Keyed: whoever reads the table cannot try all codes."""
    value = f"{purpose}\n{user.pk}\n{email}\n{code}"
    return salted_hmac("prongsai.mail-code", value, algorithm="sha256").hexdigest()


def _name(user: User, purpose: Purpose) -> str:
    return f"mail code {purpose} of {user.pk}"
