"""What makes a version public, replaces or withdraws it: each one transaction, one history event, one line of the public log.

Nothing becomes public but an approved version whose content is the approved one and passed the gate.
"""

import hashlib
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.permissions import COMPILE_WORK, MANAGE_DISCLOSURE, may
from prongsai.apps.disclosure import search_source
from prongsai.apps.disclosure.actions import make_draft, send_back
from prongsai.apps.disclosure.contents import hash_now, public_title
from prongsai.apps.disclosure.drafting import lock_publication, lock_version, read_bytes
from prongsai.apps.disclosure.link_actions import expect_visit, is_visited
from prongsai.apps.disclosure.models import LIVE, GateDecision, Publication, Version
from prongsai.apps.disclosure.public_log import paths_of, place_of, tell_public
from prongsai.apps.disclosure.recording import record_version, told
from prongsai.apps.disclosure.scanning import NotScanned, require_scanned
from prongsai.apps.handover import contents as work_contents
from prongsai.apps.handover.actions import lock_handover, take_step
from prongsai.apps.handover.models import Handover
from prongsai.core import public_address
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal, next_step
from prongsai.core.personal_data.public_text import require_no_numbers
from prongsai.core.thai.words import Words

_REASON = Words("เหตุผลที่ถอน", "the reason")


@transaction.atomic
def publish_version(*, version: Version, by: User, at: datetime) -> Version:
    """Make an approved version public now; the one before it stays reachable as replaced. Raises Refusal."""
    row = lock_version(version)
    if row.state not in ("approved", "scheduled"):
        raise Refusal(
            "ฉบับนี้ยังไม่ได้อนุมัติ หรือเผยแพร่ไปแล้ว กรุณาเปิดหน้านี้ใหม่",
            "this version is not approved, or public already: open the page again",
        )
    _publish(row, by, at)
    return row


@transaction.atomic
def schedule_version(*, version: Version, publish_at: datetime, by: User, at: datetime) -> Version:
    """Have an approved version published at a moment to come, or another one than before. Raises Refusal."""
    row = lock_version(version)
    if row.state not in ("approved", "scheduled"):
        raise Refusal("ตั้งเวลาได้เฉพาะฉบับที่อนุมัติแล้ว", "only an approved version can be scheduled")
    if publish_at <= at:
        raise Refusal("เวลาเผยแพร่ต้องอยู่ในอนาคต", "the moment of publication must lie ahead")
    require_publishable(row)
    before = {"state": row.state, "publish_at": row.publish_at.isoformat() if row.publish_at else None}
    row.state, row.publish_at, row.scheduled_by = "scheduled", publish_at, by
    row.save(update_fields=("state", "publish_at", "scheduled_by"))
    after = {"state": row.state, "publish_at": publish_at.isoformat()}
    record_version("publication_scheduled", row, by, at, permission=MANAGE_DISCLOSURE, before=before, after=after)
    return row


@transaction.atomic
def publish_scheduled(*, version: Version, at: datetime) -> bool:
    """Publish a version whose moment has come; False when somebody did or changed it meanwhile, or it may not be public.

    What may not be public any more (its approval ended, a file is missing) goes back to its maker with the reason.
    """
    row = lock_version(version)
    if row.state != "scheduled" or row.publish_at is None or row.publish_at > at:
        return False
    try:
        with transaction.atomic():
            _publish(row, None, at)
    except NotScanned:  # no fault of its maker: it is shown to the scanner in the next minute
        return False
    except PersonError as why:
        row = lock_version(version)
        send_back(row, f"เผยแพร่ตามเวลาไม่ได้: {why.message_th}", "–")
        after = {"state": row.state, "reason": {"th": why.message_th, "en": why.message_en}}
        record_version("publication_not_published", row, None, at, before={"state": "scheduled"}, after=after)
        return False
    return True


@transaction.atomic
def withdraw_publication(
    *,
    publication: Publication,
    only: Version | None = None,
    named: int | None = None,
    why: str,
    by: User,
    at: datetime,
) -> list[Version]:
    """Take every public version away, or `only` one; its address keeps a dated note with the reason.

    Where nothing stays public, what is scheduled becomes a draft again: it would bring the thing back by itself. `named`
    is the scheduled version that the person was told of: public meanwhile, it is not left standing by withdrawing another.
    Raises Refusal, and HoldsNumbers for a reason that names a person's number: nobody can take it away afterwards.
    The withdrawn version's note stands at the publication's own address until another version is published.
    """
    row = lock_publication(publication)
    rows = list(row.versions.select_for_update().filter(state__in=LIVE).order_by("number"))
    gone = [one for one in rows if only is None or one.pk == only.pk]
    if not gone:
        raise Refusal("ไม่มีข้อมูลที่เผยแพร่อยู่ให้ถอน", "nothing of this is public: there is nothing to withdraw")
    if only is not None and only.pk != named and any(one.pk == named for one in rows):
        raise Refusal(
            "ฉบับที่ตั้งเวลาไว้เผยแพร่ไปแล้วเมื่อครู่นี้ กรุณาเปิดหน้านี้ใหม่แล้วเลือกฉบับที่จะถอน",
            "the scheduled version became public meanwhile: open the page again and choose what to withdraw",
        )
    if not why.strip():
        raise Refusal("กรุณาเขียนเหตุผลที่ถอน ประชาชนจะเห็นเหตุผลนี้", "say why it is withdrawn: the public reads the reason")
    require_no_numbers(why, _REASON, field="reason")
    for one in gone:
        one.state, one.withdrawn_at, one.withdrawn_by, one.withdrawn_why = "withdrawn", at, str(by), why.strip()
        one.save(update_fields=("state", "withdrawn_at", "withdrawn_by", "withdrawn_why"))
        one.publication = row
    if all(one.state != "published" for one in rows):
        _call_off(row, by, at)
    newest = gone[-1]
    if row.current_id in {one.pk for one in gone}:
        row.current = newest
        row.save(update_fields=("current",))
    place = place_of(row.item)
    tell_public(
        agency=row.agency,
        kind="withdrawn",
        at=at,
        address=public_address.publication_path(row.agency.slug, place, row.number),
        fiscal_year=place[0] if place else None,
        item_code=place[1] if place else "",
        version=newest,
        title=public_title(newest),
        why=why.strip(),
    )
    search_source.refresh(row)
    after = {"reason": why.strip(), "versions": [one.number for one in gone]}
    record_version("publication_withdrawn", newest, by, at, permission=MANAGE_DISCLOSURE, after=after)
    return gone


def _call_off(publication: Publication, by: User, at: datetime) -> None:
    for row in publication.versions.select_for_update().filter(state="scheduled"):
        row.publication = publication
        before = {"state": row.state, "publish_at": row.publish_at.isoformat() if row.publish_at else None}
        make_draft(row)
        after = {"state": row.state}
        record_version("publication_taken_back", row, by, at, permission=MANAGE_DISCLOSURE, before=before, after=after)


def _publish(row: Version, by: User | None, at: datetime) -> None:
    require_publishable(row)
    require_scanned(row)
    publication = row.publication
    before = {"state": row.state}
    old = list(publication.versions.select_for_update().filter(state="published"))
    for one in old:
        one.state, one.replaced_at = "replaced", at
        one.save(update_fields=("state", "replaced_at"))
    row.state, row.published_at = "published", at
    row.save(update_fields=("state", "published_at"))
    publication.current = row
    publication.save(update_fields=("current",))
    address, paths = paths_of(row)
    place = place_of(publication.item)
    tell_public(
        agency=publication.agency,
        kind="replaced" if old else "published",
        at=at,
        address=address,
        paths=paths,
        fiscal_year=place[0] if place else None,
        item_code=place[1] if place else "",
        version=row,
        title=public_title(row),
    )
    search_source.refresh(publication)
    if is_visited(row):
        expect_visit(version=row, at=at)
    after = {"state": row.state, "address": address, "replaced": [one.number for one in old], **told(row)}
    if by is None and row.scheduled_by is not None:
        after["scheduled_by"] = row.scheduled_by.pk
    record_version("publication_published", row, by, at, permission=MANAGE_DISCLOSURE, before=before, after=after)
    _carry_on(row, by or row.scheduled_by, at, address)
    _have_finished(row)


def _have_finished(row: Version) -> None:
    from prongsai.apps.disclosure.jobs import enqueue_after_publishing  # the jobs call these actions

    enqueue_after_publishing(row.pk)


def require_publishable(row: Version) -> None:
    """Approved as it stands, through the gate as it stands, its file there. Raises Refusal.

    That the scanner has seen the file is asked when it becomes public: a version may be scheduled before.
    """
    now = hash_now(row)
    if row.approved_sha256 != row.content_sha256 or now != row.content_sha256:
        raise Refusal(
            "เนื้อหาเปลี่ยนไปหลังอนุมัติ ต้องเสนออนุมัติใหม่ก่อนเผยแพร่",
            "the content changed after approval: it must be approved again before it is published",
        )
    gate = GateDecision.objects.filter(version=row).first()
    if gate is None or gate.content_sha256 != row.content_sha256:
        raise Refusal(
            "ยังไม่ได้ตรวจข้อมูลส่วนบุคคลของเนื้อหานี้ กรุณาตรวจที่หน้าข้อมูลส่วนบุคคลก่อน",
            "this content has not passed the check for personal data: decide on its page first",
        )
    if gate.outcome == "masked" and row.kind == "file" and not row.copies.filter(kind="masked").exists():
        raise Refusal("ยังไม่มีไฟล์ฉบับปกปิด กรุณาลองใหม่อีกครั้ง", "the masked copy of the file is missing: try again")
    approval = row.approval
    if approval is not None and (approval.outcome != "approved" or approval.superseded_at is not None):
        raise Refusal(
            "งานต้นเรื่องถูกส่งกลับหรือแก้ไขหลังอนุมัติ ต้องผ่านสายการส่งงานใหม่ก่อนเผยแพร่",
            "the work behind it was returned or changed after approval: it must go through the chain again first",
        )
    if row.kind == "file":
        _require_file(row)


def _require_file(row: Version) -> None:
    if hashlib.sha256(read_bytes(row.file)).hexdigest() != row.sha256:
        raise Refusal("ไฟล์ในที่เก็บไม่ตรงกับที่อนุมัติ กรุณาอัปโหลดใหม่", "the stored file is not the approved one: upload it again")


def _carry_on(row: Version, person: User | None, at: datetime, address: str) -> None:
    """The work behind a version takes its own step to `published`, once nothing taken from it is still on its way."""
    if row.approval is None or person is None or not may(person, row.publication.agency, COMPILE_WORK):
        return
    waiting = Version.objects.filter(approval__handover=row.approval.handover_id, state__in=("approved", "scheduled"))
    if waiting.exists():
        return
    handover = Handover.objects.select_related("agency", "occurrence__work_item__measure__plan").get(
        pk=row.approval.handover_id
    )
    locked = lock_handover(handover)
    if next_step(work_contents.handover_facts(locked.row, locked.parts, locked.chain)) == "publish":
        seen = work_contents.whole_hash(locked.parts)
        take_step(handover=handover, step="publish", seen_sha256=seen, comment=address, by=person, at=at)
