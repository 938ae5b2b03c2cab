"""Writing what a person typed or uploaded into a version's row. Called by actions, inside their transaction."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.contents import content_of, hash_now
from prongsai.apps.disclosure.models import IN_THE_MAKING, Copy, GateDecision, Publication, Version, YearItem
from prongsai.apps.plans.file_types import require_known_type
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.plans.queries import lock_row
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from prongsai.core.public_address import safe_file_name
from prongsai.core.publication import Kind, require_content, tidy_table


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed and uploaded for a version. `file` None keeps the file that is there."""

    kind: Kind
    title: str
    period_from: date | None = None
    period_to: date | None = None
    as_of_on: date | None = None
    body: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    file: HandedFile | None = None


def lock_version(version: Version) -> Version:
    """The version as it stands now, its publication locked first. Raises Http404 for what is gone."""
    known = version.publication
    publication = lock_row(Publication, version.publication_id)
    publication.agency = known.agency
    publication.item = known.item
    row = lock_row(Version, version.pk)
    row.publication = publication
    return row


def add_publication(
    *, agency: Agency, item: YearItem | None, origin: Publication | None = None, by: User | None, at: datetime
) -> Publication:
    """A publication without a version yet, under the next number of its item; within the action that fills it."""
    if item is not None:
        lock_row(YearItem, item.pk)  # two new publications of an item: one waits for its number
        rows = Publication.objects.filter(item=item)
    else:
        lock_row(Agency, agency.pk)
        rows = Publication.objects.filter(agency=agency, item=None)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    return Publication.objects.create(
        agency=agency,
        item=item,
        number=number,
        position=number,
        origin=origin,
        created_by=str(by or "–"),
        created_at=at,
    )


def lock_publication(publication: Publication) -> Publication:
    """The publication as it stands now, locked. Raises Http404 for what is gone."""
    row = lock_row(Publication, publication.pk)
    row.agency, row.item = publication.agency, publication.item
    return row


def require_none_in_the_making(publication: Publication) -> None:
    """No other version is on its way. Raises Refusal."""
    if publication.versions.filter(state__in=IN_THE_MAKING).exists():
        raise Refusal("มีฉบับใหม่ที่กำลังทำอยู่แล้ว กรุณาแก้ไขฉบับนั้น", "a new version is in the making already: change that one")


def new_version(publication: Publication, by: User | None, at: datetime) -> Version:
    """The next version of a publication, not saved yet; the publication is locked."""
    last: int | None = publication.versions.aggregate(last=Max("number"))["last"]
    version = Version(publication=publication, number=(last or 0) + 1, made_at=at)
    note_maker(version, by, at)
    return version


def note_maker(version: Version, by: User | None, at: datetime) -> None:
    """The person typed in this version."""
    version.maker, version.maker_name, version.made_at = by, str(by) if by else "–", at
    if by is not None and by.pk not in version.makers:
        version.makers = [*version.makers, by.pk]


@contextmanager
def fill(version: Version, draft: Draft, *, approved: bool = False) -> Iterator[None]:
    """Put a draft into a version and save it; whatever fails inside takes the new file away again.

    `approved`: the content comes approved from the chain, as it is.
    Only the fields of its kind are kept. Raises PersonError for what cannot be published as it is.
    """
    before = version.content_sha256
    old = version.file if version.file else None
    old_name = old.name if old else ""
    version.kind, version.title = draft.kind, " ".join(draft.title.split())[:300]
    version.period_from, version.period_to, version.as_of_on = draft.period_from, draft.period_to, draft.as_of_on
    version.body = (
        draft.body.replace("\r\n", "\n").replace("\x00", "").strip() if draft.kind in ("page", "nothing") else ""
    )
    version.table = [list(row) for row in tidy_table(draft.table)] if draft.kind == "table" else []
    version.url = draft.url.strip() if draft.kind == "link" else ""
    stored: FieldFile | None = None
    if draft.kind != "file":
        _clear_file(version)
    elif draft.file is not None:
        stored = _store_file(version, draft.file)
    try:
        require_content(content_of(version))
        version.content_sha256 = hash_now(version)
        version.approved_sha256 = version.content_sha256 if approved else ""
        version.save()
        if version.content_sha256 != before:
            forget_gate(version)
            have_looked_at(version)
        if old_name and old_name != (version.file.name or ""):
            forget_file_unless_shared(old_name)
        yield
    except Exception:
        if stored is not None:  # the row goes with the transaction, the file would stay
            stored.storage.delete(stored.name or "")
        raise


def forget_gate(version: Version) -> None:
    """The content is another one: what was found, decided and copied for the old one says nothing of it."""
    GateDecision.objects.filter(version=version).delete()
    version.personal_findings.all().delete()
    for copy in version.copies.all():
        forget_file_unless_shared(copy.file.name or "")
        copy.delete()
    if version.looked_sha256 or version.masked_title or version.masked_body or version.masked_table:
        version.looked_sha256, version.looked_at = "", None
        version.masked_title, version.masked_body, version.masked_table = "", "", []
        version.save(
            update_fields=("looked_sha256", "looked_at", "masked_title", "masked_body", "masked_table"),
        )
    version._state.fields_cache.pop("gate", None)


def forget_file_unless_shared(name: str) -> None:
    """Delete a stored file after the transaction, unless some version or copy still names it."""

    def delete() -> None:
        if not Version.objects.filter(file=name).exists() and not Copy.objects.filter(file=name).exists():
            default_storage.delete(name)

    if name:
        transaction.on_commit(delete)


def read_bytes(file: FieldFile) -> bytes:
    """The bytes of a stored file. Raises PersonError where it is missing."""
    try:
        with file.storage.open(file.name or "", "rb") as stream:
            return bytes(stream.read())
    except FileNotFoundError as fault:
        raise PersonError(
            "ไม่พบไฟล์นี้ในที่เก็บของระบบ กรุณาอัปโหลดใหม่", "the file is missing from the store: upload it again"
        ) from fault


def have_looked_at(version: Version) -> None:
    """Put the look for personal data into the queue, within the transaction."""
    from prongsai.apps.disclosure.jobs import enqueue_look  # the jobs call the actions that call this

    enqueue_look(version.pk)


def _clear_file(version: Version) -> None:
    version.file = ""
    version.file_name = version.content_type = version.sha256 = ""
    version.size_bytes = 0


def _store_file(version: Version, file: HandedFile) -> FieldFile:
    limit = settings.EVIDENCE_MAX_BYTES
    if len(file.content) > limit:
        size = -(-len(file.content) // 1_000_000)
        raise PersonError(
            f'ไฟล์ "{file.name}" มีขนาด {size} MB เกินขีดจำกัด {limit // 1_000_000} MB กรุณาย่อไฟล์หรือใช้ลิงก์',
            f'"{file.name}" is {size} MB, over the limit of {limit // 1_000_000} MB: make it smaller or give a link',
        )
    kind = require_known_type(file.content, file.name)
    stem = file.name.rpartition(".")[0] or file.name
    version.file_name = safe_file_name(f"{stem}.{kind.extension}")
    version.content_type, version.size_bytes = kind.content_type, len(file.content)
    version.sha256 = hashlib.sha256(file.content).hexdigest()
    version.file.save("publication", ContentFile(file.content), save=False)
    return version.file
