"""Letting go of snapshots: whole files are deleted, files with records that stay are written anew without the others.

Each file let go leaves a line in the chain, so that the folder still verifies and says what went, when and by which
rule. The order of steps is such that a crash at any of them is finished or undone by the next run (repair.py).
"""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from prongsai import __version__
from prongsai.adapters.snapshots.cdxj import write_cdxj
from prongsai.adapters.snapshots.folder import UNFINISHED, WARC_ENDING, Folder, is_being_written
from prongsai.adapters.snapshots.lookup import KeptRecord, Lookup
from prongsai.adapters.snapshots.warc import format_date, pack_file_head


@dataclass(frozen=True, slots=True)
class Expired:
    """What went: snapshots, files deleted, files written anew, bytes freed; and snapshots left since their file is in use."""

    snapshots: int = 0
    files_deleted: int = 0
    files_rewritten: int = 0
    bytes_freed: int = 0
    snapshots_in_use: int = 0


def expire_names(folder: Folder, lookup: Lookup, names: Collection[str], *, why: str, at: datetime) -> Expired:
    """Let these snapshots go; the lock must be held and the lookup followed. `why` is the rule in words."""
    by_file: dict[str, set[str]] = {}
    for name in names:
        if (found := lookup.find(name)) is not None:
            by_file.setdefault(found.file, set()).add(name)
    gone = deleted = rewritten = freed = in_use = 0
    for file, going in sorted(by_file.items()):
        path = folder.warc(file)
        if is_being_written(path):
            in_use += len(going)
            continue
        staying = [one for one in lookup.list_records(file) if one.id not in going and one.kind != "warcinfo"]
        before = path.stat().st_size
        line = {"kind": "expired", "file": file, "records": len(going), "rule": why, "at": format_date(at)}
        if staying:
            after = _rewrite(folder, lookup, file, staying, line, at)
            rewritten += 1
        else:
            folder.append(lookup, [line])
            after = 0
            deleted += 1
        path.unlink()
        folder.cdxj(file).unlink(missing_ok=True)
        gone += len(going)
        freed += before - after
    return Expired(gone, deleted, rewritten, freed, in_use)


def _rewrite(
    folder: Folder, lookup: Lookup, file: str, staying: list[KeptRecord], expired: dict[str, Any], at: datetime
) -> int:
    """Copy what stays, byte for byte, to a new file; the size of that."""
    new = _new_name(folder, file)
    unfinished = folder.warc(new + UNFINISHED)
    record_id, moment, head = pack_file_head(at, file_name=new, software=f"prongsai {__version__}")
    end = len(head)
    lines: list[dict[str, Any]] = [
        {
            "kind": "record", "type": "warcinfo", "id": record_id, "url": "", "at": moment, "status": None, "mime": "",
            "link": "", "hop": 0, "payload": "", "refers_to": None, "file": new, "offset": 0, "length": end,
            "answer": end, "sha256": sha256(head).hexdigest(),
        }
    ]  # fmt: skip
    with folder.warc(file).open("rb") as old, unfinished.open("wb") as out:
        out.write(head)
        for record in staying:
            old.seek(record.offset)
            out.write(old.read(record.length))
            lines.append(
                {
                    "kind": "moved", "id": record.id, "file": new, "offset": end, "length": record.length,
                    "sha256": record.sha256, "from": file,
                }
            )  # fmt: skip
            end += record.length
        out.flush()
        os.fsync(out.fileno())
    folder.append(lookup, [*lines, expired])
    write_cdxj(folder.cdxj(new), lookup.list_answers(new))
    unfinished.replace(folder.warc(new))
    return end


def _new_name(folder: Folder, file: str) -> str:
    stem, _dot, number = file.removesuffix(WARC_ENDING).partition(".r")
    count = int(number or 0) + 1
    while folder.warc(f"{stem}.r{count}{WARC_ENDING}").exists():
        count += 1
    return f"{stem}.r{count}{WARC_ENDING}"
