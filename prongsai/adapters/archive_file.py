"""One file that holds many, with a manifest of the SHA-256 of each: what a backup is written to and read from.

A ZIP (64-bit, so of any size) whose last member is manifest.json. Anyone can open it, and check it with sha256sum.
"""

import hashlib
import json
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Self

from prongsai.core.errors import PersonError

MANIFEST = "manifest.json"
_PIECE = 1 << 20
_PACKED_ALREADY = frozenset(
    {".gz", ".zip", ".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".dump", ".webp"}
)
# What zipfile raises where a bit of a ZIP is wrong, found by turning over every bit of one: a flag that says
# "encrypted" is a RuntimeError, another way of packing raises whatever its unpacker does.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class ArchiveFault:
    """A member that is not as the manifest says, or that it does not know."""

    name: str
    message_th: str
    message_en: str


class _Hashing:
    """Writes on, hashing and counting what passes."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.digest, self.size = out, hashlib.sha256(), 0

    def write(self, content: bytes) -> None:
        self._out.write(content)
        self.digest.update(content)
        self.size += len(content)


class ArchiveWriter:
    """Writes to FILE.part, readable by its owner only, and gives it its name when whole; an error leaves nothing."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        if path.exists():
            raise PersonError(f'มีไฟล์ "{path}" อยู่แล้ว กรุณาใช้ชื่ออื่น', f'"{path}" is there already: choose another name')
        try:
            handle = os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise PersonError(
                f'เขียนไฟล์ "{path}" ไม่ได้ ({error.strerror})', f'"{path}" cannot be written ({error.strerror})'
            ) from error
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._members: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._file.closed:  # not finished
            self._zip.close()
            self._file.close()
            self._part.unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The members written so far."""
        return list(self._members)

    def has(self, name: str) -> bool:
        """Whether a member of that name was written."""
        return name in self._members

    @contextmanager
    def open(self, name: str) -> Iterator[_Hashing]:
        """Write a member piece by piece."""
        info = zipfile.ZipInfo(name)
        info.compress_type = (
            zipfile.ZIP_STORED if PurePosixPath(name).suffix.lower() in _PACKED_ALREADY else zipfile.ZIP_DEFLATED
        )
        with self._zip.open(info, "w", force_zip64=True) as out:
            hashing = _Hashing(out)
            yield hashing
        self._members[name] = {"sha256": hashing.digest.hexdigest(), "bytes": hashing.size}

    def add(self, name: str, path: Path, length: int | None = None) -> None:
        """Copy a file in, its first `length` bytes when given."""
        with path.open("rb") as file, self.open(name) as out:
            left = length if length is not None else os.fstat(file.fileno()).st_size
            while left > 0 and (piece := file.read(min(left, _PIECE))):
                out.write(piece)
                left -= len(piece)

    def finish(self, facts: dict[str, Any]) -> str:
        """Write the manifest, make all durable and give the file its name; the SHA-256 of the manifest."""
        manifest = json.dumps({**facts, "members": self._members}, ensure_ascii=False, indent=1).encode()
        self._zip.writestr(MANIFEST, manifest)
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)
        return hashlib.sha256(manifest).hexdigest()


class ArchiveReader:
    """Reads such a file. PersonError when it is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            raw = self._zip.read(MANIFEST)
            self.manifest: dict[str, Any] = json.loads(raw)
            self.members: dict[str, dict[str, Any]] = _read_members(self.manifest)
        except _DAMAGE as error:
            if isinstance(error, OSError) and error.strerror:
                raise PersonError(
                    f'เปิดไฟล์ "{path}" ไม่ได้ ({error.strerror})', f'"{path}" cannot be opened ({error.strerror})'
                ) from error
            raise PersonError(
                f'"{path}" ไม่ใช่ไฟล์สำรองของ prongsai หรือไฟล์เสียหาย',
                f'"{path}" is no backup of prongsai, or it is damaged',
            ) from error
        self.digest = hashlib.sha256(raw).hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def open(self, name: str) -> IO[bytes]:
        """A member's bytes."""
        return self._zip.open(name)

    def check(self) -> list[ArchiveFault]:
        """Every member read whole and compared with the manifest, in both directions."""
        faults = []
        there = [name for name in self._zip.namelist() if name != MANIFEST]
        for name in sorted(set(there) - set(self.members)):
            faults.append(ArchiveFault(name, "ไม่อยู่ในรายการ", "is not in the manifest"))
        for name in sorted({name for name in there if there.count(name) > 1}) if len(there) != len(set(there)) else ():
            faults.append(ArchiveFault(name, "มีซ้ำ", "is there twice"))
        for name, wanted in self.members.items():
            if not is_safe_name(name):
                faults.append(ArchiveFault(name, "ชื่อออกนอกโฟลเดอร์", "leads out of the folder"))
            elif name not in there:
                faults.append(ArchiveFault(name, "หายไป", "is missing"))
            elif self._hash(name) != wanted["sha256"]:
                faults.append(ArchiveFault(name, "เนื้อหาไม่ตรงกับรหัส", "does not fit its SHA-256"))
        return faults

    def _hash(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            with self._zip.open(name) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except _DAMAGE:
            return ""
        return digest.hexdigest()

    def extract(self, name: str, into: Path) -> None:
        """Write a member to a path, its folders made; the owner only may read it."""
        into.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out, self._zip.open(name) as file:
            while piece := file.read(_PIECE):
                out.write(piece)


def _read_members(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The members by name; KeyError, TypeError or ValueError where the manifest has another shape."""
    members: dict[str, dict[str, Any]] = manifest["members"]
    if not isinstance(members, dict) or not all(isinstance(one["sha256"], str) for one in members.values()):
        raise ValueError("members are no object of objects")
    return members


def is_safe_name(name: str) -> bool:
    """Whether a member's name stays inside the folder it is written to."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and "\x00" not in name
