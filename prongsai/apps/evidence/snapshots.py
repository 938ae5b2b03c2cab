"""The folder in which this machine keeps what its visits saw, and the certificate of one visit."""

from __future__ import annotations

import atexit
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override

from prongsai.apps.evidence.labels import VERDICTS
from prongsai.apps.evidence.models import Check
from prongsai.core.report_form.words import VERDICT_WORDS

if TYPE_CHECKING:
    from prongsai.adapters.snapshots import SnapshotStore

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
    """One page of PDF: what was public at this address at this moment, and how anyone can check it.

    Raises PersonError when the visit left no snapshot, or when this machine has it no more.
    """
    from prongsai.documents.certificate import CertificateFacts
    from prongsai.wiring.audit import page_reader
    from prongsai.wiring.proof import certify

    measure = check.evidence.measure
    with override("en"):
        verdict_en = str(VERDICTS[check.verdict])
    facts = CertificateFacts(
        url=check.url,
        visited_at=check.checked_at,
        issued_at=at,
        verdict_th=VERDICT_WORDS[check.verdict],
        verdict_en=verdict_en,
        why_th=check.why,
        why_en=check.why_en,
        agency=measure.plan.agency.name,
        item=", ".join(measure.item_codes),
        final_url=check.final_url,
        status=check.status,
        content_type=check.content_type,
        size_bytes=check.size_bytes,
        title=check.title,
        body_sha256=check.sha256,
    )
    with page_reader() as reader:
        return certify(open_snapshots(), check.snapshot, facts, reader=reader)
