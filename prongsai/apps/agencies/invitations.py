"""Inviting people: the word on the slip or in the mail, and what it opens."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from prongsai.apps.accounts.actions import create_user
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies import post_actions
from prongsai.apps.agencies.actions import actor_in, add_member
from prongsai.apps.agencies.models import Agency, Invitation, Post, Unit
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.queries import list_vacant_posts
from prongsai.apps.history.actions import Actor, Personal, record
from prongsai.core.errors import PersonError
from prongsai.web.reading import current_reading
from prongsai.wiring import bangkok_today

VALID_FOR = timedelta(days=14)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike in print: i l o 0 1."""


def make_code() -> str:
    """A fresh word: five groups of four letters, 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(5))


def hash_code(code: str) -> str:
    """What is kept of a word, however it was typed: case, blanks and dashes do not count."""
    return hashlib.sha256(bare_code(code).encode()).hexdigest()


def bare_code(code: str) -> str:
    """The letters of a word alone."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def find_open_invitation(code: str, at: datetime) -> Invitation | None:
    """The invitation that a word opens now: not used, not revoked, not expired."""
    return _open(at).filter(code_sha256=hash_code(code)).select_related("agency", "unit", "post").first()


def list_open_invitations(agency: Agency) -> QuerySet[Invitation]:
    """Invitations that nobody has used or taken back, expired ones too, newest first."""
    rows = agency.invitations.filter(accepted_at=None, revoked_at=None)
    return rows.select_related("unit", "post")


@transaction.atomic
def invite(
    *, agency: Agency, name: str, email: str, role: str, unit: Unit | None, post: Post | None, by: User, at: datetime
) -> tuple[Invitation, str]:
    """An invitation and its word, which is shown or sent now and never again."""
    code = make_code()
    row = Invitation.objects.create(
        agency=agency,
        name=name,
        email=email,
        role=role,
        unit=unit,
        post=post,
        code_sha256=hash_code(code),
        invited_by=str(by),
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    after = {
        "name": Personal(name),
        "email": Personal(email) if email else "",
        "role": role,
        "unit": unit.name if unit else None,
        "post": post.title if post else None,
    }
    _record("person_invited", row, actor_in(by, agency, MANAGE_AGENCY), at, after=after)
    return row, code


@transaction.atomic
def invite_first(
    *, agency: Agency, people: Sequence[tuple[Post, str, str]], by: User, at: datetime
) -> list[tuple[Invitation, str]]:
    """An invitation and its word for each (post, name, e-mail) whose post still lacks both a holder and an invitation.

    Two of these at once: one waits, and leaves out what the other invited to.
    """
    post_actions.lock_agency(agency)
    vacant = {post.pk for post in list_vacant_posts(agency)}
    return [
        invite(agency=agency, name=name, email=email, role="officer", unit=post.unit, post=post, by=by, at=at)
        for post, name, email in people
        if post.pk in vacant
    ]


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User, at: datetime) -> str:
    """A new word and the full time again; the old word opens nothing any more. Raises PersonError once it is closed."""
    row = _lock_open(invitation)
    code = make_code()
    row.code_sha256, row.expires_at, row.mailed_at = hash_code(code), at + VALID_FOR, None
    row.save(update_fields=("code_sha256", "expires_at", "mailed_at"))
    _record("invitation_renewed", row, actor_in(by, row.agency, MANAGE_AGENCY), at)
    return code


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take it back. Raises PersonError when it was used or taken back before."""
    row = _lock_open(invitation)
    row.revoked_at = at
    row.save(update_fields=("revoked_at",))
    _record("invitation_revoked", row, actor_in(by, row.agency, MANAGE_AGENCY), at)


@transaction.atomic
def note_mailed(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The mail server took the invitation."""
    invitation.mailed_at = at
    invitation.save(update_fields=("mailed_at",))
    _record("invitation_mailed", invitation, actor_in(by, invitation.agency, MANAGE_AGENCY), at)


@transaction.atomic
def join_as_new(*, code: str, username: str, display_name: str, password: str, at: datetime) -> User:
    """A new account for whoever holds the word; the password has passed the validators.

    Raises PersonError when the word opens nothing any more, IntegrityError when the user name is taken.
    """
    row = _lock_code(code, at)
    taken = row.email and User.objects.filter(email__iexact=row.email).exists()
    user = create_user(
        username=username, display_name=display_name, password=password, email="" if taken else row.email, at=at
    )
    _accept(row, user, at)
    return user


@transaction.atomic
def join_as(*, code: str, user: User, at: datetime) -> Agency:
    """One more agency for someone who has an account. Raises PersonError for a used word and for a member already."""
    row = _lock_code(code, at)
    if user.memberships.filter(agency=row.agency).exists():
        raise PersonError(
            f"คุณทำงานใน {row.agency} อยู่แล้ว คำเชิญนี้เป็นของผู้อื่น", f"you work in {row.agency} already: this is someone else's"
        )
    _accept(row, user, at)
    return row.agency


def _accept(row: Invitation, user: User, at: datetime) -> None:
    row.accepted_at, row.accepted_by = at, user
    row.save(update_fields=("accepted_at", "accepted_by"))
    add_member(agency=row.agency, user=user, role=row.role, unit=row.unit, by=None, at=at)
    actor = Actor(str(user.pk), "self", current_reading().device)
    after = {"user": user.pk, "role": row.role, "takes_post": _take_post(row, user, at)}
    _record("invitation_accepted", row, actor, at, after=after)


def _take_post(row: Invitation, user: User, at: datetime) -> bool:
    """Whether the person now has the post they were invited to: someone else may have it by now, and then they join
    without it."""
    if row.post is None:
        return False
    try:
        with transaction.atomic():
            post_actions.appoint(post=row.post, user=user, capacity="holder", from_on=bangkok_today(), by=None, at=at)
    except PersonError:
        return False
    return True


def _open(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


def _lock_code(code: str, at: datetime) -> Invitation:
    found = _open(at).filter(code_sha256=hash_code(code)).select_for_update().first()
    if found is None:
        raise PersonError(
            "คำเชิญนี้ใช้ไม่ได้แล้ว กรุณาขอคำเชิญใหม่จากผู้ดูแลระบบของหน่วยงาน",
            "this invitation opens nothing any more: ask the agency's administrator for a new one",
        )
    return found


def _lock_open(invitation: Invitation) -> Invitation:
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.accepted_at is not None or row.revoked_at is not None:
        raise PersonError("คำเชิญนี้ถูกใช้หรือยกเลิกไปแล้ว", "this invitation has been used or taken back already")
    return row


def _record(
    action: str,
    row: Invitation,
    actor: Actor,
    at: datetime,
    *,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=row.agency.slug,
        actor=actor,
        at=at,
        object_type="invitation",
        object_id=str(row.pk),
        object_label=f"invitation {row.pk}",
        after=after,
    )
