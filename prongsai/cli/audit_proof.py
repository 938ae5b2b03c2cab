"""`prongsai audit --certificate DIR`: a certificate for each visit that left a snapshot."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.audit.verdict import NO_SUCH_HOST_EN, VERDICT_NAMES_EN
from prongsai.cli.files import write_output
from prongsai.core.plan import Agency
from prongsai.core.report_form.words import is_unknown_host, verdict_words
from prongsai.documents.certificate import CertificateFacts, CertificateHop


def write_certificates(
    lines: Sequence[Mapping[str, Any]], *, agency: Agency | None, store: SnapshotStore, folder: str
) -> int:
    """Write one PDF for each line with a snapshot, named by its id. Gives how many."""
    from prongsai.wiring.audit import page_reader
    from prongsai.wiring.proof import certify

    issued_at = datetime.now(UTC)
    written = 0
    with page_reader() as reader:
        for line in lines:
            if line["snapshot"]:
                facts = _facts(line, agency, issued_at)
                name = f"{_file_name(line['id'])}.pdf"
                write_output(str(Path(folder) / name), certify(store, line["snapshot"], facts, reader=reader))
                written += 1
    return written


def _file_name(identity: str) -> str:
    """The id as a file name: letters of any script, digits, dots and hyphens are kept."""
    return re.sub(r"[^\w.\-]+", "_", identity).strip("._")[:120] or "link"


def _facts(line: Mapping[str, Any], agency: Agency | None, issued_at: datetime) -> CertificateFacts:
    return CertificateFacts(
        url=line["url"],
        visited_at=datetime.fromisoformat(line["checked_at"].replace("Z", "+00:00")),
        issued_at=issued_at,
        verdict_th=verdict_words(line["verdict"], line["why"]),
        verdict_en=NO_SUCH_HOST_EN
        if is_unknown_host(line["verdict"], line["why"])
        else VERDICT_NAMES_EN[line["verdict"]],
        why_th=line["why"],
        why_en=line["why_en"],
        agency=agency.name if agency else "",
        item=line["item"] or "",
        final_url=line["final_url"],
        status=line["status"],
        hops=tuple(CertificateHop(hop["url"], hop["status"]) for hop in line["hops"]),
        content_type=line["content_type"],
        size_bytes=line["size_bytes"],
        title=line["title"],
        body_sha256=line["sha256"],
    )
