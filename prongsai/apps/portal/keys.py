"""The agency's signing key: made once, its private half readable only with the site's secret key."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)
from django.db import transaction
from django.utils.crypto import salted_hmac

from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.actions import Actor, record
from prongsai.apps.portal.models import SigningKey
from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What anybody may have of a key. The fingerprint is the SHA-256 of its 32 bytes, in hex."""

    pem: str
    fingerprint: str


def find_public_key(agency: int) -> PublicKey | None:
    """The agency's key in use, None before its first signed copy."""
    row = SigningKey.objects.filter(agency=agency, retired_at=None).values_list("public_pem", flat=True).first()
    return PublicKey(row, fingerprint_of(row)) if row else None


@transaction.atomic
def ensure_key(*, agency: Agency, actor: Actor, at: datetime) -> PublicKey:
    """The agency's key, made now when it has none."""
    Agency.objects.select_for_update().get(pk=agency.pk)  # two first copies at once make one key
    found = find_public_key(agency.pk)
    if found is not None:
        return found
    key = Ed25519PrivateKey.generate()
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    row = SigningKey.objects.create(
        agency=agency, public_pem=pem, private_encrypted=_box().encrypt(private).decode(), made_at=at
    )
    public = PublicKey(pem, fingerprint_of(pem))
    record(
        "signing_key_made",
        agency=agency.slug,
        actor=actor,
        at=at,
        object_type="signing_key",
        object_id=str(row.pk),
        object_label=public.fingerprint[:16],
        after={"fingerprint": public.fingerprint},
    )
    return public


def sign(agency: int, content: bytes) -> bytes:
    """The 64 bytes of the agency's signature. Raises PersonError when the site's secret key was replaced."""
    row = SigningKey.objects.get(agency=agency, retired_at=None)
    try:
        private = _box().decrypt(row.private_encrypted.encode())
    except InvalidToken as error:
        raise PersonError(
            "กุญแจลงลายมือชื่อเปิดไม่ได้ เพราะกุญแจลับของระบบ (PRONGSAI_SECRET_KEY_FILE) ไม่ใช่อันเดิม กรุณานำไฟล์เดิมกลับมา",
            "the signing key cannot be opened: the site's secret key (PRONGSAI_SECRET_KEY_FILE) is not the one it was "
            "made with; bring the old file back",
        ) from error
    return Ed25519PrivateKey.from_private_bytes(private).sign(content)


def is_signed_by(pem: str, signature: bytes, content: bytes) -> bool:
    """Whether the signature is that of the key over the content."""
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def fingerprint_of(pem: str) -> str:
    """The SHA-256 of a public key's 32 bytes, in hex."""
    key = load_pem_public_key(pem.encode())
    assert isinstance(key, Ed25519PublicKey)
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def _box() -> Fernet:
    secret = salted_hmac("prongsai.portal.signing_key", "v1", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(secret))
