"""Making keys, and finding the key that a call shows."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY, WRITE_PUBLICATION, may
from prongsai.apps.data_out.models import SCOPES, ApiKey
from prongsai.apps.history.actions import record
from prongsai.apps.plans.queries import lock_row
from prongsai.core.errors import PersonError
from prongsai.wiring import bangkok_date

LONGEST_DAYS = 400
MOST_KEYS = 20
_SIGN = "psk"
"""What every key begins with: scanners of leaked secrets find it by that."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made; `shown` is the whole secret, which nobody can read again."""

    row: ApiKey
    shown: str


@transaction.atomic
def make_key(*, agency: Agency, name: str, scopes: Collection[str], days: int, by: User, at: datetime) -> NewKey:
    """A key for the person, good for so many days. Raises PersonError."""
    lock_row(Agency, agency.pk)
    known = [code for code, _name in SCOPES]
    if not name.strip():
        raise PersonError("กรอกว่าใช้กับโปรแกรมใด", "say which program uses it")
    if not set(scopes) <= set(known) or not scopes:
        raise PersonError("เลือกสิ่งที่โปรแกรมทำได้อย่างน้อยหนึ่งอย่าง", "choose at least one thing that the program may do")
    if not 1 <= days <= LONGEST_DAYS:
        raise PersonError(f"ใช้ได้ 1 ถึง {LONGEST_DAYS} วัน", f"a key is good for 1 to {LONGEST_DAYS} days")
    if agency.api_keys.filter(revoked_at=None, expires_at__gt=at).count() >= MOST_KEYS:
        raise PersonError(
            f"มีรหัสที่ใช้อยู่ครบ {MOST_KEYS} รหัสแล้ว ให้ยกเลิกรหัสที่ไม่ใช้ก่อน",
            f"{MOST_KEYS} keys are in use already: revoke one that is not needed first",
        )
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        agency=agency,
        user=by,
        name=name.strip(),
        prefix=prefix,
        secret_sha256=_hash(secret),
        scopes=[code for code in known if code in scopes],
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    _record(
        "api_key_made",
        row,
        by,
        at,
        after={"name": row.name, "scopes": row.scopes, "expires_on": f"{bangkok_date(row.expires_at)}"},
    )
    return NewKey(row, f"{_SIGN}_{prefix}_{secret}")


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User, at: datetime) -> None:
    """The key opens nothing from now on; one revoked before stays as it is."""
    row = lock_row(ApiKey, key.pk)
    if row.revoked_at is not None:
        return
    row.revoked_at = at
    row.save(update_fields=("revoked_at",))
    _record("api_key_revoked", row, by, at, before={"name": row.name, "scopes": row.scopes})


def find_key(shown: str, at: datetime) -> ApiKey | None:
    """The key that a call shows, when it still holds and its person may still write in the agency. One query and its rights."""
    sign, _, rest = shown.partition("_")
    prefix, _, secret = rest.partition("_")
    if sign != _SIGN or not secret or len(shown) > 200 or "\x00" in shown:
        return None
    row = ApiKey.objects.select_related("agency", "user").filter(prefix=prefix).first()
    if row is None or not hmac.compare_digest(row.secret_sha256, _hash(secret)):
        return None
    if row.revoked_at is not None or row.expires_at <= at or not may(row.user, row.agency, WRITE_PUBLICATION):
        return None
    today = bangkok_date(at)
    if row.last_used_on != today:
        ApiKey.objects.filter(pk=row.pk).update(last_used_on=today)
    return row


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(
    action: str,
    row: ApiKey,
    by: User,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        action,
        agency=row.agency.slug,
        actor=actor_in(by, row.agency, MANAGE_AGENCY),
        at=at,
        object_type="api_key",
        object_id=row.prefix,
        object_label=str(row),
        before=before,
        after=after,
    )
