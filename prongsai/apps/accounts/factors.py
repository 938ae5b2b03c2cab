"""What a person does with their second factors: each change is one action with one event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpRequest

from prongsai.apps.accounts.actions import own_actor, record_of_user
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.sessions import drop_sessions
from prongsai.apps.history.actions import Actor
from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor as the page shows it. `kind` is "totp" or "webauthn"; an app has no name."""

    id: int
    kind: str
    name: str
    added_at: datetime
    last_used_at: datetime | None


def list_factors(user: User) -> list[FactorLine]:
    """The app and the passkeys of a person, first added first."""
    rows = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")
    return [
        FactorLine(row.pk, row.type, str(row.data.get("name", "")), row.created_at, row.last_used_at) for row in rows
    ]


def count_recovery_codes(user: User) -> int:
    """How many recovery codes are left."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


@transaction.atomic
def add_totp(*, request: HttpRequest, user: User, secret: str, code: str, at: datetime) -> list[str]:
    """Set up the app that shows the code, which counts as used. Gives new recovery codes, none when the person has some.

    Raises PersonError when another page was quicker, and when the code has run out since it was checked.
    """
    _lock(user)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise PersonError("ตั้งแอปยืนยันตัวตนไว้แล้ว", "an authenticator app is set up already")
    app = TOTP.activate(user, secret)
    if not app.validate_code(code):  # keeps it from being used again at the next sign-in
        raise PersonError(
            "รหัสหมดอายุแล้ว กรุณาใส่รหัสล่าสุดที่แอปแสดง", "the code has run out: enter the newest one the app shows"
        )
    clear_totp_secret(request)
    return _added(request, user, app.instance, at)


@transaction.atomic
def add_passkey(*, request: HttpRequest, user: User, name: str, credential: dict[str, Any], at: datetime) -> list[str]:
    """Keep a passkey whose answer was just checked. Gives new recovery codes, none when the person has some."""
    _lock(user)
    row = WebAuthn.add(user, name, credential).instance
    return _added(request, user, row, at)


@transaction.atomic
def remove_factor(*, user: User, factor_id: int, may_be_last: bool, at: datetime) -> bool:
    """Take a factor away, the recovery codes too when it was the last. False when it is not the person's.

    Raises PersonError for the last factor of someone whose role needs one.
    """
    _lock(user)
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    row = factors.filter(pk=factor_id).first()
    if row is None:
        return False
    if not may_be_last and not factors.exclude(pk=row.pk).exists():
        raise PersonError(
            "บทบาทของคุณต้องมีการยืนยันขั้นที่สอง กรุณาเพิ่มวิธีใหม่ก่อนลบวิธีนี้",
            "your role needs a second factor: add another one before removing this",
        )
    kind = row.type
    row.delete()
    delete_dangling_recovery_codes(user)
    record_of_user("factor_removed", user, own_actor(user), at, before={"kind": kind})
    return True


@transaction.atomic
def renew_recovery_codes(*, user: User, at: datetime) -> list[str]:
    """Ten new codes; the old ones end."""
    _lock(user)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = _new_codes(user)
    record_of_user("recovery_codes_renewed", user, own_actor(user), at)
    return codes


@transaction.atomic
def reset_factors(*, user: User, by: Actor, at: datetime) -> int:
    """Take every factor of a person who lost them all away, and end their sessions. Gives how many there were."""
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    if count:
        drop_sessions(user)
        record_of_user("factors_reset", user, by, at, before={"count": count})
    return count


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _new_codes(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def _added(request: HttpRequest, user: User, row: Authenticator, at: datetime) -> list[str]:
    has_codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()
    codes = [] if has_codes else _new_codes(user)
    record_of_user("factor_added", user, own_actor(user), at, after={"kind": row.type, "recovery_codes": len(codes)})
    # The person has just shown the factor, so the session counts as begun with it.
    record_authentication(request, user, "mfa", id=row.pk, type=row.type)
    return codes
