"""Putting a folder in order after a process was killed: whole records are indexed, a torn tail is cut and named."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from prongsai.adapters.snapshots.cdxj import write_cdxj
from prongsai.adapters.snapshots.folder import UNFINISHED, WARC_ENDING, Folder, is_being_written
from prongsai.adapters.snapshots.lookup import Lookup

_ANSWERS = ("response", "revisit", "metadata", "warcinfo")
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Repair:
    """What was found in one file and put right: records indexed late, bytes of a torn record cut."""

    file: str
    records_recovered: int
    bytes_cut: int
    message_th: str
    message_en: str


def repair_folder(folder: Folder, lookup: Lookup) -> list[Repair]:
    """Bring files and chain together again; the lock must be held. Files a living process writes are left alone."""
    repairs = []
    if torn := folder.follow(lookup):
        folder.append(lookup, [{"kind": "cut", "file": folder.index.name, "bytes": torn}])
        repairs.append(_describe(folder.index.name, 0, torn))
    ends = lookup.file_ends()
    _finish_expiry(folder, lookup, ends)
    for file in folder.list_warcs():
        end = ends.get(file, (0, False))[0]
        path = folder.warc(file)
        if path.stat().st_size > end and not is_being_written(path):
            repairs.append(_recover(folder, lookup, file, end))
    return repairs


def _finish_expiry(folder: Folder, lookup: Lookup, ends: dict[str, tuple[int, bool]]) -> None:
    """An expiry that was cut short: files it moved records to are put in place, files it let go are deleted."""
    for path in folder.archive.glob(f"*{WARC_ENDING}{UNFINISHED}"):
        final = folder.warc(path.name.removesuffix(UNFINISHED))
        if final.name in ends and not final.exists():
            path.replace(final)
            write_cdxj(folder.cdxj(final.name), lookup.list_answers(final.name))
        elif not is_being_written(path):
            path.unlink()
    for file, (_end, is_expired) in ends.items():
        if is_expired:
            folder.warc(file).unlink(missing_ok=True)
            folder.cdxj(file).unlink(missing_ok=True)


def _recover(folder: Folder, lookup: Lookup, file: str, end: int) -> Repair:
    path = folder.warc(file)
    bodies: list[dict[str, Any]] = []
    at = end
    for body in _read_exchanges(path.open("rb"), file, end):
        bodies.append(body)
        at = body["offset"] + body["length"]
    cut = path.stat().st_size - at
    if cut:
        with path.open("r+b") as torn:
            torn.truncate(at)
            os.fsync(torn.fileno())
        bodies.append({"kind": "cut", "file": file, "offset": at, "bytes": cut})
    folder.append(lookup, bodies)
    if at:
        write_cdxj(folder.cdxj(file), lookup.list_answers(file))
    else:
        path.unlink()
    return _describe(file, sum(body["kind"] == "record" for body in bodies), cut)


def _read_exchanges(stream: Any, file: str, start: int) -> Iterator[dict[str, Any]]:
    """The chain's bodies for the whole exchanges from `start` on; an exchange with a torn request keeps its answer."""
    current: dict[str, Any] | None = None
    digest = sha256()
    with stream:
        for at, packed, record in _read_members(stream, start):
            if record["kind"] in _ANSWERS and record["concurrent_to"] is None:
                if current:
                    yield current | {"sha256": digest.hexdigest()}
                digest = sha256(packed)
                current = record["body"] | {"file": file, "offset": at, "length": len(packed), "answer": len(packed)}
            elif current:
                digest.update(packed)
                current["length"] += len(packed)
            else:  # a request without its answer: bytes all the same
                break
    if current:
        yield current | {"sha256": digest.hexdigest()}


def _read_members(stream: Any, start: int) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """Whole gzip members from `start` on, with what their WARC headers say; ends before a torn one."""
    stream.seek(start)
    at, rest = start, b""
    while True:
        unpacking, plain, packed = zlib.decompressobj(31), bytearray(), bytearray()
        while not unpacking.eof:
            piece = rest or stream.read(_PIECE)
            rest = b""
            if not piece:
                return
            try:
                plain += unpacking.decompress(piece)
            except zlib.error:
                return
            packed += piece[: len(piece) - len(unpacking.unused_data)]
            rest = unpacking.unused_data
        record = _describe_record(bytes(plain))
        if record is None:
            return
        yield at, bytes(packed), record
        at += len(packed)


def _describe_record(plain: bytes) -> dict[str, Any] | None:
    from warcio.archiveiterator import ArchiveIterator  # takes 30 ms to load, and most folders need no repair

    try:
        record = next(iter(ArchiveIterator(BytesIO(plain))))
    except Exception:  # warcio raises many kinds for what is no record
        return None
    header = record.rec_headers.get_header
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    mime = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    is_answer = record.rec_type in ("response", "revisit")
    body = {
        "kind": "record",
        "type": record.rec_type,
        "id": _bare_id(header("WARC-Record-ID")),
        "url": header("WARC-Target-URI") or "",
        "at": header("WARC-Date") or "",
        "status": int(status) if is_answer and status.isdigit() else None,
        "mime": mime.partition(";")[0].strip().lower(),
        "link": unquote(header("X-Prongsai-Link") or ""),
        "hop": int(header("X-Prongsai-Hop") or 0),
        "payload": (header("WARC-Payload-Digest") or "").removeprefix("sha256:") if is_answer else "",
        "refers_to": _bare_id(header("WARC-Refers-To")) or None,
    }
    concurrent_to = header("WARC-Concurrent-To") if record.rec_type != "response" else None
    return {"kind": record.rec_type, "concurrent_to": concurrent_to, "body": body}


def _bare_id(text: str | None) -> str:
    return (text or "").removeprefix("<urn:uuid:").removesuffix(">")


def _describe(file: str, recovered: int, cut: int) -> Repair:
    tail_th = f"ตัดท้ายที่เขียนไม่ครบออก {cut} ไบต์" if cut else "ไม่มีส่วนที่เขียนไม่ครบ"
    tail_en = f"cut a torn tail of {cut} bytes" if cut else "nothing was torn"
    return Repair(
        file,
        recovered,
        cut,
        f"ซ่อม {file} หลังโปรแกรมหยุดกลางคัน: เก็บหลักฐานที่ครบถ้วนคืน {recovered} รายการ {tail_th}",
        f"Repaired {file} after a program was stopped in the middle: {recovered} whole records indexed, {tail_en}.",
    )
