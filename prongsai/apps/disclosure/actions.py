"""What people do to a publication before the public sees it: draft, edit, hand on, approve, return, take back, discard.

Each is one transaction and one history event. The publication's row is locked before its version's.
"""

from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import APPROVE_PUBLICATION, MANAGE_DISCLOSURE, WRITE_PUBLICATION, role_for
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.disclosure.contents import hash_now
from prongsai.apps.disclosure.drafting import (
    Draft,
    add_publication,
    fill,
    forget_file_unless_shared,
    lock_publication,
    lock_version,
    new_version,
    note_maker,
    require_none_in_the_making,
)
from prongsai.apps.disclosure.models import IN_THE_MAKING, Publication, Version, YearItem
from prongsai.apps.disclosure.permissions import chain_step_for
from prongsai.apps.disclosure.recording import record_version, told
from prongsai.apps.handover.actions import find_waiver
from prongsai.apps.handover.permissions import STEP_PERMISSION, STEP_ROLE
from prongsai.core.handover import Refusal, require_checker_is_not_maker, require_seen
from prongsai.wiring import bangkok_date


@transaction.atomic
def draft_publication(
    *,
    agency: Agency,
    item: YearItem | None,
    draft: Draft,
    origin: Publication | None = None,
    by: User | None,
    at: datetime,
) -> Version:
    """Begin a new publication of an item, or news without one. Raises PersonError for a draft that says nothing."""
    publication = add_publication(agency=agency, item=item, origin=origin, by=by, at=at)
    version = new_version(publication, by, at)
    with fill(version, draft):
        record_version("publication_drafted", version, by, at, permission=WRITE_PUBLICATION, after=told(version))
    return version


@transaction.atomic
def draft_version(*, publication: Publication, draft: Draft, by: User, at: datetime) -> Version:
    """Begin the next version of a publication; what is public stays until this one is published.

    Raises PersonError while another version is in the making.
    """
    row = lock_publication(publication)
    require_none_in_the_making(row)
    version = new_version(row, by, at)
    _keep_file(row, version, draft)
    with fill(version, draft):
        record_version("publication_drafted", version, by, at, permission=WRITE_PUBLICATION, after=told(version))
    return version


@transaction.atomic
def edit_version(*, version: Version, seen_sha256: str, draft: Draft, by: User, at: datetime) -> Version:
    """Change a draft, or what was returned. Raises Refusal when it is neither or somebody else saved first."""
    row = lock_version(version)
    if row.state not in ("draft", "returned"):
        raise Refusal(
            "ฉบับนี้เสนอหรืออนุมัติไปแล้ว หากต้องแก้ไขให้นำกลับมาเป็นร่างก่อน",
            "this version has been handed on or approved: take it back to a draft before changing it",
        )
    require_seen(seen_sha256, row.content_sha256)
    before = told(row)
    note_maker(row, by, at)
    row.state, row.returned_why, row.returned_by = "draft", "", ""
    with fill(row, draft):
        record_version("publication_edited", row, by, at, permission=WRITE_PUBLICATION, before=before, after=told(row))
    return row


@transaction.atomic
def discard_version(*, version: Version, by: User, at: datetime) -> None:
    """Throw a draft away; the publication goes with its only one. Raises Refusal for what is handed on or was public."""
    row = lock_version(version)
    if row.state not in ("draft", "returned"):
        raise Refusal("ทิ้งได้เฉพาะร่าง หากเผยแพร่แล้วให้ถอนออกแทน", "only a draft can be discarded; withdraw what is public")
    record_version("publication_discarded", row, by, at, permission=WRITE_PUBLICATION, before=told(row))
    names = [row.file.name or "", *(copy.file.name or "" for copy in row.copies.all())]
    row.delete()
    if not row.publication.versions.exists():
        row.publication.delete()
    for name in names:
        forget_file_unless_shared(name)


@transaction.atomic
def hand_to_approval(*, version: Version, seen_sha256: str, by: User, at: datetime) -> Version:
    """Ask for approval of exactly what was seen. Raises Refusal."""
    row = lock_version(version)
    if row.state not in ("draft", "returned"):
        raise Refusal("ฉบับนี้เสนอไปแล้ว กรุณาเปิดหน้านี้ใหม่", "this version has been handed on already: open the page again")
    require_seen(seen_sha256, row.content_sha256)
    before = {"state": row.state}
    row.state, row.returned_why, row.returned_by = "waiting", "", ""
    row.save(update_fields=("state", "returned_why", "returned_by"))
    after = {"state": row.state, "content": row.content_sha256}
    record_version(
        "publication_handed_to_approval", row, by, at, permission=WRITE_PUBLICATION, before=before, after=after
    )
    return row


@transaction.atomic
def approve_version(*, version: Version, seen_sha256: str, by: User, at: datetime) -> Version:
    """Approve exactly what was seen, by someone who did not make it, or under a waiver. Raises Refusal.

    The caller has asked `permissions.may_approve`.
    """
    row = lock_version(version)
    if row.state != "waiting":
        raise Refusal(
            "ฉบับนี้ไม่ได้รออนุมัติแล้ว กรุณาเปิดหน้านี้ใหม่", "this version does not wait for approval: open the page again"
        )
    require_seen(seen_sha256, row.content_sha256)
    require_seen(hash_now(row), row.content_sha256)
    agency, item = row.publication.agency, row.publication.item
    makers = [str(pk) for pk in {*row.makers, row.maker_id} if pk]
    waiver = find_waiver(agency.pk, bangkok_date(at)) if str(by.pk) in makers else None
    require_checker_is_not_maker(str(by.pk), makers, waived=waiver is not None)
    step = chain_step_for(agency, item)
    permission = STEP_PERMISSION[step] if step else APPROVE_PUBLICATION
    role = STEP_ROLE[step] if step else role_for(by, agency, permission) or ""
    capacity = acting_as(by, agency, role, bangkok_date(at))
    row.state = "approved"
    row.approved_by, row.approved_by_name, row.approved_at = by, str(by), at
    row.approved_capacity = (capacity.words if capacity else "")[:300]
    row.approved_sha256, row.waiver = row.content_sha256, waiver
    row.save()
    after = {
        "state": row.state,
        "content": row.content_sha256,
        "capacity": row.approved_capacity or None,
        "waiver": waiver.reason if waiver else None,
    }
    record_version("publication_approved", row, by, at, permission=permission, before={"state": "waiting"}, after=after)
    return row


@transaction.atomic
def return_version(*, version: Version, reason: str, by: User, at: datetime) -> Version:
    """Send it back to its maker with the reason: while it waits, and after approval as long as it is not public. Raises Refusal."""
    row = lock_version(version)
    if row.state not in ("waiting", "approved", "scheduled"):
        raise Refusal("ฉบับนี้ไม่ได้รออนุมัติหรือรอเผยแพร่ จึงส่งกลับไม่ได้", "this version waits for nobody: it cannot be returned")
    if not reason.strip():
        raise Refusal("กรุณาเขียนเหตุผลที่ส่งกลับ เพื่อให้ผู้ทำแก้ไขได้ตรงจุด", "say why it is returned, so that it can be mended")
    before = {"state": row.state}
    send_back(row, reason.strip(), str(by))
    record_version(
        "publication_returned",
        row,
        by,
        at,
        permission=APPROVE_PUBLICATION,
        before=before,
        after={"state": row.state, "reason": reason.strip()},
    )
    return row


@transaction.atomic
def take_back(*, version: Version, by: User, at: datetime) -> Version:
    """Make a draft of it again, to change it; its approval ends. Raises Refusal for what is a draft or public."""
    row = lock_version(version)
    if row.state not in IN_THE_MAKING or row.state in ("draft", "returned"):
        raise Refusal("ฉบับนี้เป็นร่างอยู่แล้วหรือเผยแพร่ไปแล้ว", "this version is a draft already, or public")
    before = {"state": row.state}
    make_draft(row)
    permission = WRITE_PUBLICATION if before["state"] == "waiting" else MANAGE_DISCLOSURE
    record_version(
        "publication_taken_back", row, by, at, permission=permission, before=before, after={"state": "draft"}
    )
    return row


def make_draft(version: Version) -> None:
    """The version is a draft again; its approval and its moment end."""
    _end_approval(version)
    version.state = "draft"
    version.save()


def send_back(version: Version, why: str, by: str) -> None:
    """The version is its maker's again, with the reason."""
    _end_approval(version)
    version.state, version.returned_why, version.returned_by = "returned", why, by
    version.save()


def _end_approval(version: Version) -> None:
    version.approved_by, version.approved_by_name, version.approved_at = None, "", None
    version.approved_capacity = version.approved_sha256 = ""
    version.approval = version.waiver = None
    version.publish_at = version.scheduled_by = None


def _keep_file(publication: Publication, version: Version, draft: Draft) -> None:
    """A new version of a file without a new file says something else about the same one."""
    current = publication.current
    if draft.kind != "file" or draft.file is not None or current is None or not current.file:
        return
    version.file = current.file.name or ""
    version.file_name, version.content_type = current.file_name, current.content_type
    version.size_bytes, version.sha256 = current.size_bytes, current.sha256
