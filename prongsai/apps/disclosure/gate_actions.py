"""The gate before the public: what the machine found, and what a person decides on exactly that content."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import CONFIRM_PERSONAL
from prongsai.apps.disclosure.drafting import forget_file_unless_shared, lock_version
from prongsai.apps.disclosure.models import IN_THE_MAKING, Copy, GateDecision, PersonalFinding, Version
from prongsai.apps.disclosure.recording import record_version
from prongsai.core.handover import Refusal, require_seen


@dataclass(frozen=True, slots=True)
class Found:
    """One thing the machine found. `excerpt` is masked already; a `severity` of "note" needs no decision."""

    kind: str
    place: str
    place_en: str = ""
    excerpt: str = ""
    count: int = 1
    severity: str = "error"
    detail: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class MaskedContent:
    """What is shown instead: of a typed version its texts, of a file the bytes of its masked copy and their name."""

    title: str = ""
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    file: bytes | None = None
    file_name: str = ""
    content_type: str = ""
    left: int = 0
    """What could not be masked and is still to be decided, such as a signature in a picture."""


@transaction.atomic
def note_found(*, version: Version, content_sha256: str, found: Sequence[Found], at: datetime) -> bool:
    """Keep what the machine found in a content; nothing found passes the gate. False when the content is another one by now."""
    row = lock_version(version)
    if row.content_sha256 != content_sha256 or row.state not in IN_THE_MAKING:
        return False
    row.personal_findings.all().delete()
    PersonalFinding.objects.bulk_create(
        PersonalFinding(
            version=row,
            kind=one.kind,
            severity=one.severity,
            detail=one.detail[:300],
            detail_en=one.detail_en[:300],
            place=one.place[:300],
            place_en=one.place_en[:300],
            excerpt=one.excerpt[:200],
            count=one.count,
        )
        for one in found
    )
    row.looked_sha256, row.looked_at = content_sha256, at
    row.save(update_fields=("looked_sha256", "looked_at"))
    if all(one.severity == "note" for one in found):
        _decide(row, "clean", "", None, at)
    after = {"content": content_sha256, "findings": len(found), "kinds": sorted({one.kind for one in found})}
    record_version("personal_data_looked_for", row, None, at, after=after)
    return True


@transaction.atomic
def confirm_personal(*, version: Version, seen_sha256: str, reason: str, by: User, at: datetime) -> GateDecision:
    """A person has looked at what was found and says why it may be public as it is. Raises Refusal."""
    row = _decidable(version, seen_sha256)
    if not reason.strip():
        raise Refusal(
            "กรุณาเขียนเหตุผลที่เผยแพร่ได้ เช่น เป็นเบอร์โทรศัพท์ของสำนักงาน",
            "say why it may be public, for example that the number is the office's own",
        )
    _forget_masked(row)
    decision = _decide(row, "confirmed", reason.strip(), by, at)
    after = {"content": row.content_sha256, "reason": reason.strip(), "findings": row.personal_findings.count()}
    record_version("personal_data_confirmed", row, by, at, permission=CONFIRM_PERSONAL, after=after)
    return decision


@transaction.atomic
def take_masked(
    *, version: Version, seen_sha256: str, masked: MaskedContent, reason: str = "", by: User, at: datetime
) -> GateDecision:
    """The masked copy is what the public gets; the content as approved stays inside.

    What could not be masked needs the person's reason as without a masked copy. Raises Refusal.
    """
    row = _decidable(version, seen_sha256)
    if masked.left and not reason.strip():
        raise Refusal(
            f"ฉบับปกปิดยังมี {masked.left} จุดที่ระบบปกปิดหรือตรวจไม่ได้ กรุณาเปิดดูแล้วเขียนเหตุผลที่เผยแพร่ได้",
            f"the masked copy still has {masked.left} places that could not be masked or checked: look, then say why it may be public",
        )
    _forget_masked(row)
    row.masked_title, row.masked_body = masked.title[:300], masked.body
    row.masked_table = [list(line) for line in masked.table]
    row.save(update_fields=("masked_title", "masked_body", "masked_table"))
    if row.kind == "file":
        if masked.file is None:
            raise Refusal("ทำฉบับปกปิดของไฟล์นี้ไม่ได้", "no masked copy can be made of this file")
        _store_masked(row, masked, at)
    decision = _decide(row, "masked", reason.strip(), by, at)
    after = {"content": row.content_sha256, "reason": reason.strip() or None, "findings": row.personal_findings.count()}
    record_version("personal_data_masked", row, by, at, permission=CONFIRM_PERSONAL, after=after)
    return decision


def is_looked_at(version: Version) -> bool:
    """Whether the machine has looked at the content as it stands."""
    return bool(version.looked_sha256) and version.looked_sha256 == version.content_sha256


def _decidable(version: Version, seen_sha256: str) -> Version:
    row = lock_version(version)
    if row.state not in IN_THE_MAKING:
        raise Refusal("ฉบับนี้เผยแพร่ไปแล้ว", "this version is public already")
    require_seen(seen_sha256, row.content_sha256)
    if not is_looked_at(row):
        raise Refusal(
            "ระบบยังตรวจข้อมูลส่วนบุคคลของเนื้อหานี้ไม่เสร็จ กรุณารอสักครู่แล้วเปิดหน้านี้ใหม่",
            "the machine has not looked through this content yet: wait a moment and open the page again",
        )
    return row


def _decide(row: Version, outcome: str, reason: str, by: User | None, at: datetime) -> GateDecision:
    decision, _made = GateDecision.objects.update_or_create(
        version=row,
        defaults={
            "outcome": outcome,
            "content_sha256": row.content_sha256,
            "reason": reason,
            "by_name": str(by) if by else "",
            "at": at,
        },
    )
    return decision


def _forget_masked(row: Version) -> None:
    for copy in row.copies.all():  # every copy was drawn from what the decision before let through
        forget_file_unless_shared(copy.file.name or "")
        copy.delete()
    if row.masked_title or row.masked_body or row.masked_table:
        row.masked_title, row.masked_body, row.masked_table = "", "", []
        row.save(update_fields=("masked_title", "masked_body", "masked_table"))


def _store_masked(row: Version, masked: MaskedContent, at: datetime) -> None:
    content = masked.file or b""
    copy = Copy(
        version=row,
        kind="masked",
        file_name=masked.file_name,
        content_type=masked.content_type,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at,
    )
    copy.file.save("copy", ContentFile(content), save=False)
    try:
        copy.save()
    except Exception:
        copy.file.storage.delete(copy.file.name or "")
        raise
