"""Zip files as they come from the web: entries bounded before they are unpacked, Thai names told by their bytes."""

import io
import zipfile
import zlib

from prongsai.adapters.reading_limits import CannotRead, both
from prongsai.audit.reading.charset import decode_text

MAX_ENTRIES = 20_000
_MAX_RATIO = 300  # office XML packs 10 to 50 times; a bomb 1,000 times
_RATIO_COUNTS_FROM = 5_000_000  # bytes unpacked
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, IndexError)


class Zip:
    """An opened zip whose entries are read within one allowance of unpacked bytes."""

    def __init__(self, content: bytes, *, max_bytes: int) -> None:
        """Raises CannotRead ("damaged", "too_big")."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._entries = self._zip.infolist()
        except _BROKEN as error:
            raise CannotRead("damaged", both("ไฟล์ ZIP เสียหาย", "the zip is damaged")) from error
        if len(self._entries) > MAX_ENTRIES:
            raise CannotRead("too_big", both("ไฟล์ ZIP มีรายการมากเกินไป", "the zip has too many entries"))
        self._by_name = {entry.filename: entry for entry in self._entries}
        self._by_shown = {_name(entry): entry for entry in self._entries}
        self._left = max_bytes

    def names(self) -> list[str]:
        """The names of the files inside, as UTF-8 or windows-874 whichever they are; folders left out."""
        return [_name(entry) for entry in self._entries if not entry.is_dir()]

    def has(self, name: str) -> bool:
        """Whether there is an entry of this exact name."""
        return name in self._by_name or name in self._by_shown

    def is_locked(self) -> bool:
        """Whether any entry needs a password."""
        return any(entry.flag_bits & 1 for entry in self._entries)

    def read(self, name: str) -> bytes:
        """One entry, b"" when there is none. Raises CannotRead when it is broken, locked or beyond the allowance.

        The size an entry declares is what zipfile enforces, so a lying entry is cut off, not unpacked.
        """
        entry = self._by_name.get(name) or self._by_shown.get(name)
        if entry is None:
            return b""
        if entry.file_size > self._left or _is_bomb(entry):
            raise _too_big()
        if entry.flag_bits & 1:
            raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password"))
        self._left -= entry.file_size
        try:
            return self._zip.read(entry)
        except _BROKEN as error:
            raise CannotRead("damaged", both("เนื้อหาในไฟล์เสียหาย", "the content of the file is damaged")) from error

    def require_sane(self) -> None:
        """For readers that unpack by themselves: raises CannotRead when all entries together pass the allowance."""
        if self.is_locked():
            raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password"))
        if sum(entry.file_size for entry in self._entries) > self._left or any(map(_is_bomb, self._entries)):
            raise _too_big()
        for entry in self._entries:
            if entry.filename.endswith((".xml", ".rels")) and b"<!ENTITY" in self.read(entry.filename):
                raise CannotRead("damaged", both("ไฟล์มีการประกาศ entity ซึ่งไม่อ่าน", "the file declares entities"))

    def list_parts(self, prefix: str, suffix: str) -> list[str]:
        """Names of entries between a prefix and a suffix with a number between, in order of the number."""
        numbered = [
            (int(middle), name)
            for name in self._by_name
            if name.startswith(prefix)
            and name.endswith(suffix)
            and (middle := name[len(prefix) : len(name) - len(suffix)]).isdecimal()
            and len(middle) < 7
        ]
        return [name for _, name in sorted(numbered)]


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > _MAX_RATIO * max(1, entry.compress_size)


def _too_big() -> CannotRead:
    return CannotRead("too_big", both("เนื้อหาในไฟล์ขยายออกใหญ่เกินขีดจำกัด", "the content unpacks beyond the limit"))


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")  # what zipfile took the bytes for
    except UnicodeEncodeError:
        return entry.filename
    return decode_text(raw).text
