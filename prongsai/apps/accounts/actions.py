"""What can be done to an account."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.history.actions import SYSTEM_ACTOR, SYSTEM_CHAIN, Actor, Personal, record
from prongsai.web.reading import current_reading


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
    _record("user_created", user, by, at, after=after)
    return user


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> None:
    """A person has signed in."""
    _record("signed_in", user, own_actor(user), at)


@transaction.atomic
def change_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """A new password, already validated; every other session of the user ends with it."""
    user.set_password(password)
    user.must_change_password = by.id != str(user.pk)
    user.save(update_fields=("password", "must_change_password"))
    _record("password_changed", user, by, at)


@transaction.atomic
def change_preferences(*, user: User, display_name: str, language: str, digits: str, at: datetime) -> None:
    """How the person is named and reads."""
    before = {"language": user.language, "digits": user.digits, "display_name": Personal(user.display_name)}
    user.display_name, user.language, user.digits = display_name, language, digits
    user.save(update_fields=("display_name", "language", "digits"))
    after = {"language": language, "digits": digits, "display_name": Personal(display_name)}
    _record("preferences_changed", user, own_actor(user), at, before=before, after=after)


def _record(
    action: str,
    user: User,
    by: Actor,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
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
