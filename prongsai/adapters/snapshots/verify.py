"""Checking a folder of snapshots: the chain of its index, and the bytes of every WARC file against it.

Reads only index.jsonl and archive/; tools/verify_snapshots.py does the same without prongsai.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.adapters.snapshots.chain import FIRST_PREV, is_as_hashed, parse_line
from prongsai.adapters.snapshots.folder import Folder, is_being_written

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class SnapshotFault:
    """One place where a folder does not hold.

    `line` is the line of index.jsonl (from 1; 0 when the fault is a file's), `file` the WARC file, `name` the
    snapshot, each "" where it does not apply.
    """

    code: str
    line: int
    file: str
    name: str
    message_th: str
    message_en: str


def verify_folder(path: Path, known_hashes: Collection[str] = ()) -> list[SnapshotFault]:
    """Every fault, in the order of the index, then of the files; empty when all holds.

    `known_hashes` are heads that were anchored outside; one that is not there shows a cut or rewritten index. Bytes
    that a living process has written but not yet indexed are no fault.
    """
    folder = Folder(Path(path))
    if not folder.index.is_file():
        return [_fault("index_missing", 0, "", "", "ไม่พบ index.jsonl", "index.jsonl is missing")]
    # What is being written is looked at first: a line added while we read would otherwise look like a missing file.
    written = {file for file in folder.list_warcs() if is_being_written(folder.warc(file))}
    faults: list[SnapshotFault] = []
    expired: set[str] = set()
    hashes = set(known_hashes)
    for _number, _raw, line in _read_index(folder.index):
        if line is not None:
            hashes.discard(line["hash"])
            if line["kind"] == "expired":
                expired.add(line["file"])
    ends: dict[str, int] = {}
    last_seq, last_hash = 0, FIRST_PREV
    for number, raw, line in _read_index(folder.index):
        if line is None:
            faults.append(_fault("unreadable", number, "", "", "อ่านบรรทัดไม่ได้", "is no line of a chain"))
            continue
        faults += _check_line(number, raw, line, last_seq, last_hash)
        last_seq, last_hash = line["seq"], line["hash"]
        if line["kind"] in ("record", "moved") and line["file"] not in expired:
            faults += _check_bytes(folder, number, line, ends)
    for known in sorted(hashes):
        faults.append(
            _fault(
                "head_missing", 0, "", "",
                f"ไม่พบรหัสลูกโซ่ {known} ที่เคยบันทึกไว้ภายนอก ดัชนีอาจถูกตัดท้ายหรือเขียนใหม่",
                f"the hash {known}, anchored outside, is not there: cut off or rewritten",
            )
        )  # fmt: skip
    return faults + _check_files(folder, ends, expired, written)


def _read_index(path: Path) -> Iterator[tuple[int, bytes, dict[str, Any] | None]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            yield number, raw, parse_line(raw)


def _check_line(number: int, raw: bytes, line: dict[str, Any], last_seq: int, last_hash: str) -> list[SnapshotFault]:
    faults = []
    name, file = str(line.get("id", "")), line["file"]
    if not is_as_hashed(line, raw):
        faults.append(
            _fault("edited", number, file, name, "บรรทัดไม่ตรงกับรหัสลูกโซ่: ถูกแก้ไข", "does not fit its hash: edited")
        )
    if line["seq"] != last_seq + 1:
        faults.append(
            _fault(
                "sequence", number, file, name,
                f"ลำดับที่ {line['seq']} แต่ควรเป็น {last_seq + 1}: มีรายการถูกลบ แทรก หรือสลับที่",
                f"number {line['seq']} where {last_seq + 1} must be: removed, inserted or moved",
            )
        )  # fmt: skip
    if line["prev"] != last_hash:
        faults.append(
            _fault("broken_link", number, file, name, "ไม่ต่อจากบรรทัดก่อนหน้า", "does not continue the line before it")
        )
    return faults


def _check_bytes(folder: Folder, number: int, line: dict[str, Any], ends: dict[str, int]) -> list[SnapshotFault]:
    """Whether the bytes the line speaks of are there, unchanged, and directly after those before them."""
    file, name, offset, length = line["file"], str(line.get("id", "")), line.get("offset"), line.get("length")
    if type(offset) is not int or type(length) is not int or offset < 0 or length < 0 or "/" in file:
        return [_fault("unreadable", number, file, name, "ตำแหน่งของหลักฐานไม่ถูกต้อง", "has no sound place of its bytes")]
    faults = []
    expected, ends[file] = ends.get(file, 0), offset + length
    if offset != expected:
        faults.append(
            _fault(
                "gap", number, file, name,
                f"เริ่มที่ไบต์ {offset} แต่ควรเริ่มที่ {expected}: มีหลักฐานถูกลบหรือแทรก",
                f"starts at byte {offset} where {expected} must be: removed or inserted",
            )
        )  # fmt: skip
    path = folder.warc(file)
    if not path.is_file():
        return faults  # told once for the file
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        stream.seek(offset)
        left = length
        while left and (piece := stream.read(min(left, _PIECE))):
            digest.update(piece)
            left -= len(piece)
    if left:
        faults.append(
            _fault(
                "cut_off", number, file, name,
                f"ไฟล์สิ้นสุดก่อนหลักฐานครบ ขาด {left} ไบต์",
                f"the file ends {left} bytes before the record does",
            )
        )  # fmt: skip
    elif digest.hexdigest() != line.get("sha256"):
        faults.append(
            _fault("changed", number, file, name, "เนื้อหาในไฟล์ WARC ถูกเปลี่ยน", "its bytes in the WARC file were changed")
        )
    return faults


def _check_files(folder: Folder, ends: dict[str, int], expired: set[str], written: set[str]) -> list[SnapshotFault]:
    faults = []
    there = {file: folder.warc(file).stat().st_size for file in folder.list_warcs()}
    for file in sorted(ends.keys() - there.keys()):
        faults.append(_fault("file_missing", 0, file, "", "ไฟล์ WARC หายไป", "the WARC file is missing"))
    for file, size in there.items():
        extra = size - ends.get(file, 0)
        if file in expired:
            faults.append(
                _fault(
                    "expired_file",
                    0,
                    file,
                    "",
                    "ไฟล์ที่ลบตามระเบียบแล้วกลับมาอยู่ในโฟลเดอร์",
                    "was let go by a rule, yet is there",
                )
            )
        elif extra > 0 and file not in written and not is_being_written(folder.warc(file)):
            faults.append(
                _fault(
                    "not_indexed", 0, file, "",
                    f"มี {extra} ไบต์ท้ายไฟล์ที่ไม่มีในดัชนี: ถูกเติม หรือโปรแกรมหยุดกลางคัน (เปิดเก็บหลักฐานอีกครั้งเพื่อซ่อม)",
                    f"{extra} bytes at its end are not in the index: added, or a program was stopped (the next run repairs that)",
                )
            )  # fmt: skip
    return faults


def _fault(code: str, line: int, file: str, name: str, message_th: str, message_en: str) -> SnapshotFault:
    where = f"index.jsonl:{line} " if line else ""
    about = f"{file} {name}".strip()
    head = f"{where}{about}: " if where or about else ""
    return SnapshotFault(code, line, file, name, head + message_th, head + message_en)
