"""Uploaded files as they are handed in: a plain name, bytes within the limit, and the scanner's opinion."""

from collections.abc import Iterable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.plans.scanning import require_harmless
from prongsai.core.errors import PersonError


def read_files(files: Iterable[UploadedFile[bytes]]) -> list[HandedFile]:
    """Each file with the name the browser gave, without its folders.

    Raises PersonError for one over the limit, and for one that the scanner finds something in.
    """
    return [_read(file) for file in files]


def _read(file: UploadedFile[bytes]) -> HandedFile:
    name = (file.name or "file").replace("\\", "/").rpartition("/")[2]
    content = _content(file)
    return HandedFile(name, content, is_unscanned=not require_harmless(content, name))


def _content(file: UploadedFile[bytes]) -> bytes:
    limit = settings.EVIDENCE_MAX_BYTES
    if (file.size or 0) > limit:
        size = -(-(file.size or 0) // 1_000_000)
        raise PersonError(
            f'ไฟล์ "{file.name}" มีขนาด {size} MB เกินขีดจำกัด {limit // 1_000_000} MB กรุณาย่อไฟล์หรือแนบเป็นลิงก์',
            f'"{file.name}" is {size} MB, over the limit of {limit // 1_000_000} MB: make it smaller or give a link',
        )
    return bytes(file.read())
