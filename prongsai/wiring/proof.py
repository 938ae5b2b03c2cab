"""Certificates: what a visit saw, joined with where its snapshot stands, drawn as one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prongsai.core.errors import PersonError

if TYPE_CHECKING:
    from prongsai.adapters.page_reader import DocumentPageReader
    from prongsai.adapters.snapshots import SnapshotStore
    from prongsai.documents.certificate import CertificateFacts

EXCERPT_LETTERS = 1200


def certify(store: SnapshotStore, snapshot: str, facts: CertificateFacts, *, reader: DocumentPageReader) -> bytes:
    """The certificate of a visit as a PDF. `facts` holds what the visit said; record, head and excerpt are filled in here.

    Raises PersonError when the store has no such snapshot (any more).
    """
    from prongsai.adapters.snapshots.certify import describe_record
    from prongsai.documents.certificate import draw_certificate

    record = describe_record(store, snapshot) if snapshot else None
    if record is None:
        raise PersonError(
            "ไม่มีสำเนาของการตรวจครั้งนี้ในเครื่องนี้ อาจถูกลบตามระเบียบการเก็บ กรุณาเลือกการตรวจครั้งอื่น",
            "this machine keeps no copy of this check, it may have expired: choose another check",
        )
    headers, body = store.read(snapshot)
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    text = reader.read(body, content_type=kind, name=facts.final_url).text if headers else ""
    head = store.heads()
    return draw_certificate(
        replace(
            facts,
            record=record,
            excerpt=" ".join(text.split())[:EXCERPT_LETTERS],
            head_hash=head.hash,
            head_line=head.seq,
        )
    )
