"""What can be done to an account."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.sessions import drop_sessions
from prongsai.apps.history.actions import SYSTEM_ACTOR, SYSTEM_CHAIN, Actor, Personal, record
from prongsai.core.personal_data.public_text import require_nameable
from prongsai.web.reading import current_reading

FAILED_STRANGERS_AN_HOUR = 20


def own_actor(user: User) -> Actor:
    """The user acting on their own account."""
    return Actor(str(user.pk), "self", current_reading().device)


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None,
    email: str = "",
    is_demo: bool = False,
    must_change_password: bool = False,
    by: Actor = SYSTEM_ACTOR,
    at: datetime,
) -> User:
    """A new account; the password must have passed the validators. Raises IntegrityError when the name is taken."""
    require_nameable(display_name=display_name)
    user = User.objects.create_user(
        username,
        password,
        display_name=display_name,
        email=email,
        is_demo=is_demo,
        must_change_password=must_change_password,
        created_at=at,
    )
    after = {"username": Personal(username), "display_name": Personal(display_name), "is_demo": is_demo}
    record_of_user("user_created", user, by, at, after=after)
    return user


@transaction.atomic
def note_sign_in(*, user: User, methods: Sequence[str] = (), at: datetime) -> None:
    """A person has signed in; `methods` such as password, totp, webauthn, recovery_codes, openid."""
    record_of_user("signed_in", user, own_actor(user), at, after={"methods": list(methods)} if methods else None)


@transaction.atomic
def note_sign_out(*, user: User, at: datetime) -> None:
    """A person has signed out."""
    record_of_user("signed_out", user, own_actor(user), at)


def note_failed_sign_in(*, name: str, user: User | None, step: str, at: datetime) -> bool:
    """A try that failed, at most one event an hour for each name, so that nobody floods the history. `step` is
    "password" or "second_factor". The name as typed is not kept: it may be a password. Gives whether it was recorded.
    """
    key = hashlib.sha256(name.strip().lower().encode()).hexdigest() if user is None else str(user.pk)
    if not cache.add(f"failed-sign-in:{step}:{key}", 1, timeout=3600):
        return False
    if user is None and not _is_one_of_few_strangers(at):
        return False
    by = Actor("unknown", "none", current_reading().device)
    with transaction.atomic():
        if user is not None:
            record_of_user("sign_in_failed", user, by, at, after={"step": step})
        else:
            record(
                "sign_in_failed",
                agency=SYSTEM_CHAIN,
                actor=by,
                at=at,
                object_type="user",
                object_id="",
                object_label="unknown name",
                after={"step": step},
            )
    return True


def _is_one_of_few_strangers(at: datetime) -> bool:
    """At most so many events an hour for names that nobody has."""
    bucket = f"failed-strangers:{int(at.timestamp()) // 3600}"
    cache.add(bucket, 0, timeout=7200)
    return cache.incr(bucket) <= FAILED_STRANGERS_AN_HOUR


@transaction.atomic
def verify_email(*, user: User, email: str, by: Actor, at: datetime) -> None:
    """The person has shown that the address is theirs, by a code mailed there (mailbox.py).

    Only a verified address links an identity of an OpenID Connect provider. Who merely names it loses it to who shows
    that it is theirs. Raises IntegrityError when another person has verified it.
    """
    email = email.strip().lower()
    if not EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=user).exists():
        for other in User.objects.select_for_update().filter(email__iexact=email).exclude(pk=user.pk):
            other.email = ""
            other.save(update_fields=("email",))
            record_of_user("email_dropped", other, by, at)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.email = email
    user.save(update_fields=("email",))
    record_of_user("email_verified", user, by, at, after={"email": Personal(email)})


@transaction.atomic
def note_identity(*, user: User, action: str, provider: str, at: datetime) -> None:
    """An identity of an OpenID Connect provider was linked to the account or taken off: identity_linked, identity_unlinked."""
    record_of_user(action, user, own_actor(user), at, after={"provider": provider})


@transaction.atomic
def change_password(*, user: User, password: str, by: Actor, at: datetime, keep_session: str = "") -> None:
    """A new password, already validated; every session of the user but `keep_session` ends with it."""
    user.set_password(password)
    user.must_change_password = by.id != str(user.pk)
    user.save(update_fields=("password", "must_change_password"))
    drop_sessions(user, keep=keep_session)
    record_of_user("password_changed", user, by, at)


@transaction.atomic
def end_session(*, user: User, session_id: int, keep: str, at: datetime) -> bool:
    """End one session of the user; False when it is not theirs, has ended already, or is the one with the key `keep`."""
    row = UserSession.objects.filter(user=user, pk=session_id).exclude(session_key=keep).first()
    if row is None:
        return False
    row.end()
    record_of_user("session_ended", user, own_actor(user), at, after={"device": row.user_agent})
    return True


@transaction.atomic
def end_other_sessions(*, user: User, keep: str, at: datetime) -> int:
    """End every session but the one with this key; gives how many ended."""
    count = drop_sessions(user, keep=keep)
    if count:
        record_of_user("sessions_ended", user, own_actor(user), at, after={"count": count})
    return count


@transaction.atomic
def change_preferences(*, user: User, display_name: str, language: str, digits: str, at: datetime) -> None:
    """How the person is named and reads."""
    require_nameable(display_name=display_name)
    before = {"language": user.language, "digits": user.digits, "display_name": Personal(user.display_name)}
    user.display_name, user.language, user.digits = display_name, language, digits
    user.save(update_fields=("display_name", "language", "digits"))
    after = {"language": language, "digits": digits, "display_name": Personal(display_name)}
    record_of_user("preferences_changed", user, own_actor(user), at, before=before, after=after)


def record_of_user(
    action: str,
    user: User,
    by: Actor,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Append an event about a user to the chain of the system. Must run inside the action's transaction."""
    record(
        action,
        agency=SYSTEM_CHAIN,
        actor=by,
        at=at,
        object_type="user",
        object_id=str(user.pk),
        object_label=f"user {user.pk}",
        before=before,
        after=after,
    )
