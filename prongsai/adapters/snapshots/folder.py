"""The layout of a folder of snapshots, its lock, and bringing its lookup up to date with the chain.

archive/*.warc.gz and indexes/*.cdxj stand where pywb expects them in a collection; index.jsonl is the chain,
index.sqlite a lookup made from it, index.lock what writers take turns by.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prongsai.adapters.snapshots.chain import Head, RecordBody, chain_lines, chain_records, parse_line
from prongsai.adapters.snapshots.lookup import Lookup
from prongsai.core.errors import PersonError

WARC_ENDING = ".warc.gz"
UNFINISHED = ".tmp"
_PIECE = 1 << 20
_LINES_AT_ONCE = 5_000


class Folder:
    """Paths and the lock of one folder of snapshots."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = path / "archive"
        self.indexes = path / "indexes"
        self.index = path / "index.jsonl"
        self.lookup = path / "index.sqlite"
        self._index_descriptor = -1

    def make(self) -> None:
        """Create what is missing. PersonError when the place cannot be written."""
        try:
            self.archive.mkdir(parents=True, exist_ok=True)
            self.indexes.mkdir(exist_ok=True)
            self.index.touch()
        except OSError as error:
            raise PersonError(
                f"ใช้โฟลเดอร์เก็บหลักฐาน {self.path} ไม่ได้ ({error.strerror}) กรุณาเลือกโฟลเดอร์ที่เขียนได้",
                f"The snapshot folder {self.path} cannot be used ({error.strerror}); choose one that can be written.",
            ) from error

    def warc(self, file: str) -> Path:
        """The WARC file of that name."""
        return self.archive / file

    def cdxj(self, file: str) -> Path:
        """The CDXJ file that belongs to a WARC file."""
        return self.indexes / (file.removesuffix(WARC_ENDING) + ".cdxj")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock: one process at a time appends to the chain."""
        descriptor = os.open(self.path / "index.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def append(self, lookup: Lookup, bodies: list[dict[str, Any]], *, durable: bool = True) -> list[dict[str, Any]]:
        """Continue the chain by these bodies; the lock must be held and the lookup followed."""
        written, lines, head = chain_lines(bodies, lookup.head())
        self._append(written, durable=durable)
        lookup.add(lines, head)
        return lines

    def append_records(self, lookup: Lookup, bodies: list[RecordBody]) -> None:
        """As `append`, of records alone."""
        written, records, head = chain_records(bodies, lookup.head())
        self._append(written, durable=True)
        lookup.add_records(records, head)

    def index_bytes(self) -> int:
        """How long the chain's file is now; `close` frees what this holds open."""
        if self._index_descriptor < 0:
            self._index_descriptor = os.open(self.index, os.O_RDONLY)
        return os.lseek(self._index_descriptor, 0, os.SEEK_END)

    def close(self) -> None:
        """Free what `index_bytes` opened."""
        if self._index_descriptor >= 0:
            os.close(self._index_descriptor)
            self._index_descriptor = -1

    def _append(self, written: bytes, *, durable: bool) -> None:
        with self.index.open("ab", buffering=0) as file:
            _write_all(file.fileno(), written)
            if durable:
                os.fsync(file.fileno())

    def follow(self, lookup: Lookup) -> int:
        """Take into the lookup what other processes appended; returns the bytes of a torn last line that were cut.

        The lock must be held. PersonError when the chain is shorter than it was, or holds what is no line.
        """
        head = lookup.head()
        size = self.index.stat().st_size
        if size == head.index_bytes:
            return 0
        if size < head.index_bytes:
            raise PersonError(
                f"ไฟล์ {self.index} สั้นกว่าที่เคยบันทึกไว้ ({size} จาก {head.index_bytes} ไบต์) กรุณานำไฟล์จากสำเนาสำรองกลับมา หรือเก็บลงโฟลเดอร์ใหม่",
                f"{self.index} is shorter than it was ({size} of {head.index_bytes} bytes); bring it back from a backup or keep snapshots in a new folder.",
            )
        with self.index.open("r+b") as file:
            file.seek(head.index_bytes)
            lines: list[dict[str, Any]] = []
            at = head.index_bytes
            for raw in file:
                if not raw.endswith(b"\n"):
                    file.truncate(at)
                    os.fsync(file.fileno())
                    lookup.add(lines, head)
                    return len(raw)
                line = parse_line(raw)
                if line is None:
                    raise PersonError(
                        f"บรรทัดหลังตำแหน่ง {at} ของ {self.index} อ่านไม่ได้ กรุณาตรวจด้วย prongsai verify และนำไฟล์จากสำเนาสำรองกลับมา",
                        f"The line at byte {at} of {self.index} cannot be read; run prongsai verify and bring the file back from a backup.",
                    )
                at += len(raw)
                lines.append(line)
                head = Head(line["seq"], line["hash"], at)
                if len(lines) == _LINES_AT_ONCE:
                    lookup.add(lines, head)
                    lines = []
            lookup.add(lines, head)
        return 0

    def list_warcs(self) -> list[str]:
        """Names of the WARC files that are there, sorted."""
        return sorted(path.name for path in self.archive.glob(f"*{WARC_ENDING}"))


def is_being_written(path: Path) -> bool:
    """Whether a living process writes this WARC file: it holds a lock on it as long as it does."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def append_bytes(descriptor: int, content: bytes, end: int) -> None:
    """Write at the end of an open file; what cannot be written whole is taken back, and the OSError goes on."""
    try:
        done = os.write(descriptor, content) if len(content) <= _PIECE else 0  # most are written at once
        if done < len(content):
            _write_all(descriptor, memoryview(content)[done:])
    except OSError:
        os.ftruncate(descriptor, end)
        raise


def _write_all(descriptor: int, content: bytes | memoryview) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view[:_PIECE]) :]
