"""Actions of following a plan up: recording what was done and handing in evidence."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Unit
from prongsai.apps.agencies.permissions import RECORD_SUPERVISION
from prongsai.apps.history.actions import record
from prongsai.apps.plans import occurrences, queries, search_source, store
from prongsai.apps.plans.actions import ChangedMeanwhile, forget_evidence_files
from prongsai.apps.plans.chain_port import chain
from prongsai.apps.plans.evidence_port import auditor
from prongsai.apps.plans.file_types import require_known_type
from prongsai.apps.plans.models import Evidence, Measure, Occurrence, WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.link.evidence import fix_evidence
from prongsai.wiring import bangkok_today

LINKS_AT_ONCE = 20
FILES_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Place:
    """What evidence is handed in for: a measure, one of its work items, one occurrence of it, one unit's part."""

    measure: Measure
    item: WorkItem | None = None
    once: Occurrence | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it arrived: the name the browser gave and the bytes."""

    name: str
    content: bytes
    is_unscanned: bool = False


@transaction.atomic
def record_progress(
    *,
    item: WorkItem,
    occurrence: Occurrence | None = None,
    version: int,
    status: core.Status,
    done_on: date | None,
    note: str | None,
    links: Sequence[str] = (),
    files: Sequence[HandedFile] = (),
    by: User,
    at: datetime,
) -> WorkItem:
    """Say how far one occurrence of a step or follow-up is, with evidence, which is then checked.

    Without `occurrence` the first one that is not done. `version` is that of the occurrence where one is given, else
    that of the work. The work's own status follows. Raises ChangedMeanwhile when someone else saved first, PersonError
    for a link or file that cannot be taken.
    """
    queries.lock_row(Measure, item.measure_id)  # first, as an edit of the measure does
    row = queries.lock_row(WorkItem, item.pk)
    once = queries.lock_row(Occurrence, (occurrence or queries.open_occurrence(row)).pk)
    if chain().address_of(once, at=at):
        raise PersonError(
            "หน่วยงานใช้สายการส่งงาน กรุณาส่งงานนี้ที่หน้าการส่งงาน สถานะจะเปลี่ยนเองเมื่อผ่านแต่ละขั้น",
            "the agency uses the chain of hand-over: hand this in there, and its status follows the steps",
        )
    held = once if occurrence is not None else row
    if held.version != version:
        raise ChangedMeanwhile(held.version, held.changed_by, held.changed_at)
    before = _progress_values(once)
    once.status, once.done_on, once.note = status, done_on, note or None
    for one in (once, row):
        one.version += 1
        one.changed_by, one.changed_at = str(by), at
    once.save()
    occurrences.refresh_progress(row, bangkok_today(), item.measure.plan.fiscal_year)
    row.save()
    added = _add_all(Place(item.measure, row, once), links, files, by, at)
    search_source.add_evidence(item.measure, added)
    after = {**_progress_values(once), "evidence": [str(one) for one in added]}
    is_one_of_many = item.occurrences.count() > 1
    number = once.number if is_one_of_many else None
    right = RECORD_SUPERVISION if item.role == "supervision" else None
    _record("progress_recorded", item, by, at, before, after, number, right)
    return row


@transaction.atomic
def add_evidence(
    *, measure: Measure, links: Sequence[str] = (), files: Sequence[HandedFile] = (), by: User, at: datetime
) -> list[str]:
    """Hand in evidence for a measure as a whole, to be checked. Gives the names added; raises PersonError as record_progress does."""
    queries.lock_row(Measure, measure.pk)
    rows = _add_all(Place(measure), links, files, by, at)
    if not rows:
        raise PersonError("กรอกลิงก์หรือเลือกไฟล์อย่างน้อย 1 รายการ", "give at least one link or file")
    search_source.add_evidence(measure, rows)
    added = [str(one) for one in rows]
    _record("evidence_added", measure, by, at, None, {"evidence": added})
    return added


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Take a link or file away; the history keeps what it was. Raises Http404 when someone did already, PersonError
    for evidence of work that was checked or approved: it must be returned first."""
    queries.lock_row(Measure, evidence.measure_id)  # first, as whoever approves it does
    row = queries.lock_row(Evidence, evidence.pk)
    chain().require_changeable(row)
    before = {"evidence": str(evidence), "sha256": evidence.sha256 or None}
    target = evidence.work_item or evidence.measure
    kept = forget_evidence_files([row])
    if kept and kept[0]:
        before["file_kept"] = kept[0]
    search_source.forget_evidence(evidence)
    evidence.delete()
    _record("evidence_removed", target, by, at, before, None)
    _tell_chain(evidence, by, at)


@transaction.atomic
def accept_proposed_address(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Use the proposed address of a link. Raises PersonError when it has none (any more)."""
    queries.lock_row(Measure, evidence.measure_id)
    row = queries.lock_row(Evidence, evidence.pk)
    if not row.proposed_url:
        raise PersonError("ลิงก์นี้ไม่มีที่อยู่ที่เสนอแล้ว", "this link has no proposed address any more")
    before = {"url": row.url}
    row.url, row.proposed_url, row.needs_review, row.audit = row.proposed_url, None, False, None
    row.save(update_fields=("url", "proposed_url", "needs_review", "audit"))
    auditor().expect_checks([row.pk], at=at)
    search_source.refresh_evidence(evidence.measure.plan.agency, Evidence.objects.filter(pk=row.pk))
    _record("evidence_address_accepted", evidence.measure, by, at, before, {"url": row.url})
    _tell_chain(row, by, at)


def _tell_chain(evidence: Evidence, by: User, at: datetime) -> None:
    if evidence.work_item_id is not None:
        chain().content_changed([evidence.work_item_id], by=by, at=at)


def add_occurrence_evidence(
    *,
    occurrence: Occurrence,
    unit: Unit | None,
    known: Sequence[Evidence],
    first_place: int,
    links: Sequence[str] = (),
    files: Sequence[HandedFile] = (),
    by: User,
    at: datetime,
) -> list[Evidence]:
    """Evidence of one unit's part of an occurrence, to be checked; within the action that hands it in, whose event
    names it and which puts it into the search. `known` is what the occurrence has and `first_place` the place after the last evidence of its
    measure, both read since the measure was locked. Raises PersonError as record_progress does."""
    item = occurrence.work_item
    return _add_all(Place(item.measure, item, occurrence, unit), links, files, by, at, known, first_place)


def _add_all(
    place: Place,
    links: Sequence[str],
    files: Sequence[HandedFile],
    by: User,
    at: datetime,
    known: Sequence[Evidence] | None = None,
    first_place: int = 0,
) -> list[Evidence]:
    if len(links) > LINKS_AT_ONCE or len(files) > FILES_AT_ONCE:
        raise PersonError(
            f"ส่งได้ครั้งละไม่เกิน {LINKS_AT_ONCE} ลิงก์ และ {FILES_AT_ONCE} ไฟล์",
            f"at most {LINKS_AT_ONCE} links and {FILES_AT_ONCE} files at once",
        )
    if not links and not files:
        return []
    first = first_place or store.next_evidence_position(place.measure)
    taken = _urls_at(place, known) if links else set()
    added: list[Evidence] = []
    stored: list[FieldFile] = []
    for link in links:
        added.append(_add_link(_new(place, first + len(added), by, at), link, taken))
    try:
        for file in files:
            row = _add_file(_new(place, first + len(added), by, at), file)
            stored.append(row.file)
            added.append(row)
        auditor().expect_first_checks([row.pk for row in added], at=at)
    except Exception:
        for one in stored:  # the rows go with the transaction, the files would stay
            one.storage.delete(one.name or "")
        raise
    return added


def _urls_at(place: Place, known: Sequence[Evidence] | None) -> set[str | None]:
    """The links that are there already."""
    if known is None:
        same = place.measure.evidence.filter(work_item=place.item, occurrence=place.once, unit=place.unit)
        return set(same.values_list("url", flat=True))
    here = (place.item and place.item.pk, place.unit and place.unit.pk)
    return {one.url for one in known if (one.work_item_id, one.unit_id) == here}


def _add_link(row: Evidence, raw: str, taken: set[str | None]) -> Evidence:
    facts = fix_evidence(raw, tuple(row.measure.plan.agency.hosts))
    if not facts.url or not facts.url.startswith(("http://", "https://")):
        raise PersonError(
            f'ลิงก์ "{raw}" ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เต็มจากช่องที่อยู่ของเบราว์เซอร์',
            f'"{raw}" cannot be used as a link: copy the full address from the browser',
        )
    if facts.url in taken:
        raise PersonError(f'มีลิงก์ "{facts.url}" อยู่แล้ว', f'the link "{facts.url}" is here already')
    taken.add(facts.url)
    store.set_evidence_fields(row, facts)
    row.save()
    return row


def _add_file(row: Evidence, file: HandedFile) -> Evidence:
    limit = settings.EVIDENCE_MAX_BYTES
    if len(file.content) > limit:
        size = -(-len(file.content) // 1_000_000)
        raise PersonError(
            f'ไฟล์ "{file.name}" มีขนาด {size} MB เกินขีดจำกัด {limit // 1_000_000} MB กรุณาย่อไฟล์หรือแนบเป็นลิงก์',
            f'"{file.name}" is {size} MB, over the limit of {limit // 1_000_000} MB: make it smaller or give a link',
        )
    kind = require_known_type(file.content, file.name)
    stem = file.name.rpartition(".")[0] or file.name
    row.file_name = f"{stem[:150]}.{kind.extension}"
    row.content_type, row.size_bytes = kind.content_type, len(file.content)
    row.sha256 = hashlib.sha256(file.content).hexdigest()
    row.is_unscanned = file.is_unscanned
    row.file.save("evidence", ContentFile(file.content), save=False)
    stored = row.file
    try:
        row.save()
    except Exception:
        stored.storage.delete(stored.name or "")
        raise
    return row


def _new(place: Place, position: int, by: User, at: datetime) -> Evidence:
    return Evidence(
        measure=place.measure,
        work_item=place.item,
        occurrence=place.once,
        unit=place.unit,
        position=position,
        origin="added",
        added_by=str(by),
        added_at=at,
    )


def _progress_values(row: Occurrence) -> dict[str, object]:
    return {"status": row.status, "done_on": row.done_on.isoformat() if row.done_on else None, "note": row.note}


def _record(
    action: str,
    target: WorkItem | Measure,
    by: User,
    at: datetime,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    number: int | None = None,
    right: str | None = None,
) -> None:
    measure = target.measure if isinstance(target, WorkItem) else target
    agency = measure.plan.agency
    is_work = isinstance(target, WorkItem)
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, right),
        at=at,
        object_type="work" if is_work else "measure",
        object_id=str(target.pk),
        object_label=f"{measure.number}. {measure.issue}"
        + (f" / {target.number}" if is_work else "")
        + (f" ({number})" if number is not None else ""),
        before=before,
        after=after,
    )
