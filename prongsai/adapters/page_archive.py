"""Archives other than zip: known by signature, their names listed where that needs no unpacking program."""

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator

from prongsai.adapters.rar_names import list_rar_names
from prongsai.audit.page import PageText
from prongsai.audit.reading.charset import decode_text

MAX_NAMES = 5_000
_MAX_UNPACKED_BYTES = 30_000_000  # of a packed tar; names beyond are not listed


def read_archive(content: bytes, form: str) -> PageText:
    """The names inside an archive; () where they cannot be listed (7z, encrypted headers)."""
    if form == "rar":
        names = list_rar_names(content)
    else:
        names = _tar_names(content if form == "tar" else _unpacked(content))
        if not names and form == "gzip":
            names = _gzip_name(content)
    return PageText(kind="archive", members=tuple(dict.fromkeys(name for name in names if name))[:MAX_NAMES])


def _unpacked(content: bytes) -> bytes:
    """The first megabytes of what gzip, bzip2 or xz packed, b"" when it is none of them."""
    packed = io.BytesIO(content)
    try:
        if content.startswith(b"\x1f\x8b"):
            return _first(gzip.GzipFile(fileobj=packed))
        if content.startswith(b"BZh"):
            return _first(bz2.BZ2File(packed))
        if content.startswith(b"\xfd7zXZ"):
            return _first(lzma.LZMAFile(packed))
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        return b""
    return b""


def _first(file: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> bytes:
    return file.read(_MAX_UNPACKED_BYTES)


def _tar_names(content: bytes) -> list[str]:
    return list(_walk_tar(content)) if content[257:262] == b"ustar" else []


def _walk_tar(content: bytes) -> Iterator[str]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for count, member in enumerate(archive):
                if count >= MAX_NAMES:
                    return
                if member.isfile():
                    yield _tar_name(member.name)
    except (tarfile.TarError, OSError, EOFError, ValueError):
        return


def _tar_name(name: str) -> str:
    """Names in UTF-8 as they are; others, whose bytes tarfile keeps as surrogates, by the charset of their bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return decode_text(name.encode("utf-8", "surrogateescape")).text
    return name


def _gzip_name(content: bytes) -> list[str]:
    """The name of the one file inside, as gzip keeps it."""
    if len(content) < 12 or not content[3] & 8 or content[3] & 4:
        return []
    name, end, _ = content[10:1_000].partition(b"\0")
    return [decode_text(name).text] if name and end else []
