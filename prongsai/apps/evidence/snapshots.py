"""The folder in which this machine keeps what its visits saw, and the certificate of one visit."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override

from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence.labels import verdict_word
from prongsai.apps.evidence.models import CertifiedSnapshot, Check, Visit
from prongsai.apps.history.queries import list_anchors
from prongsai.core.report_form.words import verdict_words
from prongsai.core.thai.format import format_date
from prongsai.wiring import BANGKOK
from prongsai.wiring.proof import chain_of_snapshots

if TYPE_CHECKING:
    from prongsai.adapters.snapshots import SnapshotStore
    from prongsai.documents.certificate import CertificateAnchor

FOLDER = "snapshots"

_stores: dict[Path, SnapshotStore] = {}
_lock = threading.Lock()


def open_snapshots() -> SnapshotStore:
    """The store of this process: one WARC file grows in it, however many checks there are. Flush it after a visit."""
    from prongsai.wiring.audit import snapshot_store

    folder = settings.PRONGSAI.home / FOLDER
    with _lock:
        if folder not in _stores:
            _stores[folder] = snapshot_store(folder)
            atexit.register(_stores[folder].close)
        return _stores[folder]


def draw_certificate_of(check: Check, *, at: datetime) -> bytes:
    """The certificate of a look at evidence; see `draw_certificate`."""
    measure = check.evidence.measure
    return draw_certificate(check, agency=measure.plan.agency, items=measure.item_codes, at=at)


def draw_certificate(check: Visit, *, agency: Agency, items: Sequence[str], at: datetime) -> bytes:
    """One page of PDF: what was public at this address at this moment, and how anyone can check it.

    Raises PersonError when the visit left no snapshot, or when this machine has it no more.
    """
    from prongsai.documents.certificate import CertificateFacts
    from prongsai.wiring.audit import page_reader
    from prongsai.wiring.proof import certify

    with override("en"):
        verdict_en = verdict_word(check.verdict, check.why)
    facts = CertificateFacts(
        url=check.url,
        visited_at=check.checked_at,
        issued_at=at,
        verdict_th=verdict_words(check.verdict, check.why),
        verdict_en=verdict_en,
        why_th=check.why,
        why_en=check.why_en,
        agency=agency.name,
        item=", ".join(items),
        final_url=check.final_url,
        status=check.status,
        content_type=check.content_type,
        size_bytes=check.size_bytes,
        title=check.title,
        body_sha256=check.sha256,
    )
    store = open_snapshots()
    facts = replace(facts, anchors=_list_anchors(agency.slug, store, check.snapshot))
    with page_reader() as reader:
        return certify(store, check.snapshot, facts, reader=reader)


def keep_certified(snapshot: str, *, at: datetime) -> bool:
    """A certificate was drawn for a snapshot, so it never expires. Gives whether it is the first of it."""
    _row, is_new = CertifiedSnapshot.objects.get_or_create(snapshot=snapshot, defaults={"drawn_at": at})
    return is_new


def _list_anchors(agency: str, store: SnapshotStore, snapshot: str) -> tuple[CertificateAnchor, ...]:
    """The heads mailed outside since the snapshot was kept; they hold its line too."""
    from prongsai.documents.certificate import CertificateAnchor

    found = store.find(snapshot) if snapshot else None
    chain = chain_of_snapshots(settings.PRONGSAI.home / FOLDER)
    if found is None or not chain:
        return ()
    anchors = []
    for one in list_anchors(agency=agency, snapshot_chain=chain, line=found.seq):
        day = one.sent_at.astimezone(BANGKOK).date()
        thai = f"อีเมลที่ {one.domain} ส่งเมื่อ {format_date(day)}: ปลายลูกโซ่บรรทัดที่ {one.line} รหัส {one.hash[:16]}…"
        english = f"mail to {one.domain} of {day:%Y-%m-%d}: head at line {one.line}, hash {one.hash[:16]}…"
        anchors.append(CertificateAnchor(thai, english))
    return tuple(anchors)
