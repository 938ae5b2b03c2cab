"""The list of a copy's files with their checksums, signed with the agency's key (docs/portal.md says how to check)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from prongsai.apps.portal.keys import is_signed_by
from prongsai.core.errors import PersonError

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.sig", "signing-key.pem"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not as the signed list says: "changed", "missing" or "added"."""

    code: str
    path: str


def write_sums(checksums: dict[str, str]) -> bytes:
    """As `sha256sum` writes and checks it: paths from the agency's folder, in order."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(checksums.items())).encode()


def sha256_of(file: Path) -> str:
    """The checksum of a file, read in parts."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def verify_copy(folder: Path, pem: str | None = None) -> list[Fault]:
    """Every file of an agency's folder that differs from the signed list.

    Raises PersonError where there is no list, or its signature is not that of the key. `pem` is the key to trust;
    without it the copy's own is used, which proves the files whole but not whose they are.
    """
    try:
        sums = (folder / SUMS).read_bytes()
        signature = (folder / SIGNATURE).read_bytes()
        pem = pem or (folder / KEY).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise PersonError(
            f'ไม่พบรายชื่อไฟล์ที่ลงลายมือชื่อใน "{folder}" กรุณาระบุโฟลเดอร์ของหน่วยงานในสำเนา',
            f'"{folder}" holds no signed list of files: name the agency\'s folder of a copy',
        ) from error
    if not _holds(pem, signature, sums):
        raise PersonError(
            f'ลายมือชื่อของ "{folder / SUMS}" ไม่ใช่ของกุญแจนี้', f'the signature of "{folder / SUMS}" is not that of the key'
        )
    listed: dict[str, str] = {}
    for line in sums.decode().split("\n")[:-1]:
        sha256, _blanks, path = line.partition("  ")
        listed[path] = sha256
    found = {
        file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
    }
    faults = [Fault("missing", path) for path in listed if path not in found]
    faults += [Fault("changed", path) for path in listed if path in found and sha256_of(found[path]) != listed[path]]
    faults += [Fault("added", path) for path in found if path not in listed and path not in (SUMS, SIGNATURE)]
    return sorted(faults, key=lambda fault: (fault.path, fault.code))


def _holds(pem: str, signature: bytes, sums: bytes) -> bool:
    try:
        return is_signed_by(pem, signature, sums)
    except ValueError:
        return False
