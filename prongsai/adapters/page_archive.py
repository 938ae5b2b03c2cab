"""Archives other than zip: known by signature, their names listed where that needs no unpacking program."""

import io
import itertools
import tarfile

from prongsai.audit.page import PageText

MAX_NAMES = 5_000
_MAX_GZIP_BYTES = 30_000_000


def read_archive(content: bytes, form: str) -> PageText:
    """The names inside an archive; () where they cannot be listed (7z, encrypted headers)."""
    if form in {"tar", "gzip"}:
        return PageText(kind="archive", members=_tar_names(content))
    return PageText(kind="archive")


def _tar_names(content: bytes) -> tuple[str, ...]:
    try:
        with tarfile.open(fileobj=_Bounded(content), mode="r:*") as archive:
            return tuple(member.name for member in itertools.islice(archive, MAX_NAMES) if member.isfile())
    except (tarfile.TarError, OSError, EOFError, ValueError):
        return ()


class _Bounded(io.BytesIO):
    """The bytes of an archive."""
