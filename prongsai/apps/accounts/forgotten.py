"""A forgotten password: a code goes to the verified mailbox, and with it a new password is set.

Nobody is told whether a name exists or has a mailbox. The second factor is not touched: signing in asks for it.
"""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from prongsai.apps.accounts.actions import change_password, own_actor, record_of_user
from prongsai.apps.accounts.mail_codes import (
    UNKNOWN,
    TooManyWrong,
    issue_code,
    match_code,
    note_wrong,
    require_no_wait,
    use_code,
)
from prongsai.apps.accounts.mailbox import TO_ADDRESS, verified_email
from prongsai.apps.accounts.mailbox_mail import mail_password_changed, mail_reset_code
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.queries import find_user_to_sign_in
from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from prongsai.core.errors import PersonError

FOR_PERSON = Limit("reset for", 5, timedelta(hours=1))


def mailbox_to_reset(name: str) -> tuple[User, str] | None:
    """The person of a sign-in name or address, and the mailbox that may set a new password; None for all others."""
    user = find_user_to_sign_in(name)
    if user is None or user.is_demo or not user.has_usable_password():
        return None
    email = verified_email(user)
    return (user, email) if email else None


def send_reset_code(*, user_id: int, at: datetime) -> bool:
    """Mail a code; False when there is nobody to mail it to, or codes were asked for too often. Raises OutsideError."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    found = mailbox_to_reset(user.username) if user is not None else None
    if found is None:
        return False
    user, email = found
    if seconds_to_wait(FOR_PERSON, str(user.pk), at) or seconds_to_wait(TO_ADDRESS, email, at):
        return False
    with transaction.atomic():
        code = issue_code(user=user, purpose="password", email=email, at=at)
        record_of_user("password_reset_asked", user, UNKNOWN, at)
    mail_reset_code(user, email, code)
    return True


def reset_password(*, name: str, typed: str, password: str, at: datetime) -> User:
    """Set a new password by the code that was mailed; every session of the person ends.

    Raises PersonError in the same words for a wrong code, an old one, and a name that nobody has, with the same waits;
    ValidationError when the code is right and the password is none to take: the code then stays good.
    """
    found = mailbox_to_reset(name)
    if found is None:
        stranger = f"mail code password of {name.strip().lower()}"
        require_no_wait(stranger, at)
        note_wrong(stranger, at)
        raise _no_such_code()
    user, email = found
    try:
        matched = match_code(user=user, purpose="password", typed=typed, at=at)
    except TooManyWrong:
        raise
    except PersonError as error:
        raise _no_such_code() from error
    if matched != email:
        raise _no_such_code()
    validate_password(password, user)
    with transaction.atomic():
        use_code(user, "password")
        change_password(user=user, password=password, by=own_actor(user), at=at)
    mail_password_changed(user, email)
    return user


def _no_such_code() -> PersonError:
    return PersonError(
        "รหัสไม่ถูกต้องหรือหมดอายุแล้ว กรุณาใช้รหัสในอีเมลฉบับล่าสุด หรือขอรหัสใหม่",
        "the code is wrong or has expired: use the one in the latest mail, or ask for a new one",
    )
