"""What a certificate needs to know of a snapshot."""

from prongsai.adapters.snapshots.store import SnapshotStore
from prongsai.documents.certificate import CertificateRecord


def describe_record(store: SnapshotStore, name: str) -> CertificateRecord | None:
    """Where the snapshot of that name stands, and where its body does; None when there is none (any more)."""
    found = store.find(name)
    if found is None:
        return None
    body = store.find(found.refers_to) if found.refers_to else None
    return CertificateRecord(
        name=found.id,
        file=found.file,
        offset=found.offset,
        length=found.length,
        sha256=found.sha256,
        line=found.seq,
        line_hash=found.line_hash,
        body_file=body.file if body else "",
        body_offset=body.offset if body else 0,
    )
