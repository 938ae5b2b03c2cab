"""Copies offered beside what was published: office files as PDF, tables as CSV and XLSX.

They are drawn from what the public may see: from the masked copy where the gate chose it.
"""

import hashlib
from datetime import datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.disclosure.drafting import lock_version, read_bytes
from prongsai.apps.disclosure.models import LIVE, Copy, Version
from prongsai.apps.disclosure.public_log import issue_addresses, paths_of, touch_public
from prongsai.apps.disclosure.recording import record_version
from prongsai.core.public_address import safe_file_name

_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OFFICE = ("docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "ppt", "odp")


def make_copies(version: Version, *, at: datetime) -> int:
    """Make what can be offered of a public version and is not there yet, which is one event. Gives how many."""
    drawn = _draw_table(version) if version.kind == "table" else _draw_pdf(version) if version.kind == "file" else {}
    known = set(version.copies.values_list("kind", flat=True))
    drawn = {kind: content for kind, content in drawn.items() if kind not in known}
    return _keep(version, drawn, at) if drawn else 0


@transaction.atomic
def _keep(version: Version, drawn: dict[str, bytes], at: datetime) -> int:
    row = lock_version(version)
    if row.state not in LIVE:  # withdrawn while they were drawn
        return 0
    stem = PurePosixPath(_source_name(row)).stem or "table"
    made: list[Copy] = []
    for kind, content in drawn.items():
        if row.copies.filter(kind=kind).exists():
            continue
        copy = Copy(
            version=row,
            kind=kind,
            file_name=safe_file_name(f"{stem}.{kind}", "table"),
            content_type=_TYPES[kind],
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            made_at=at,
        )
        copy.file.save("copy", ContentFile(content), save=False)
        copy.save()
        made.append(copy)
    if made:
        _first, paths = paths_of(row)
        issue_addresses(row.publication.agency, paths, at)
        touch_public(row.publication.agency, at)
        after = {"version": row.number, "copies": [f"{copy.kind} {copy.sha256[:16]}" for copy in made]}
        record_version("publication_copied", row, None, at, after=after)
    return len(made)


def _source_name(version: Version) -> str:
    masked = version.copies.filter(kind="masked").first()
    if masked is not None:
        return masked.file_name
    return version.file_name or safe_file_name(f"{public_title(version)[:60]}.csv", "table")


def _draw_table(version: Version) -> dict[str, bytes]:
    from prongsai.documents.plain_table import draw_table_csv, draw_table_xlsx

    rows = version.masked_table or version.table
    return {"csv": draw_table_csv(rows), "xlsx": draw_table_xlsx(public_title(version), rows)}


def _draw_pdf(version: Version) -> dict[str, bytes]:
    masked = version.copies.filter(kind="masked").first()
    name = masked.file_name if masked else version.file_name
    if name.rpartition(".")[2] not in _OFFICE:
        return {}
    from prongsai.wiring.offered_copies import offer_pdf

    offered = offer_pdf(read_bytes(masked.file if masked else version.file), name=name)
    return {"pdf": offered.content} if offered.content is not None else {}
