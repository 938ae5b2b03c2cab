"""The personal-data gate for a page, a job or a command: what a file or typed text holds, and its masked copy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from prongsai.core.personal_data.find import Part, find_in_parts
from prongsai.core.personal_data.inspection import Inspection, PersonalFinding, inspection_from_dict, sort_personal
from prongsai.core.personal_data.place import Place

if TYPE_CHECKING:
    from prongsai.core.personal_data.masked import MaskedCopy


def inspect_text(text: str) -> Inspection:
    """What a typed text (no tags) holds; `sha256` is that of its UTF-8 bytes. Takes about a millisecond a page."""
    parts = [Part(Place("file"), text)]
    return _inspection(text.encode("utf-8", errors="replace"), find_in_parts(parts))


def inspect_html(source: str) -> Inspection:
    """What a typed page or fragment of HTML holds, comments and attributes too; `sha256` is that of its UTF-8 bytes."""
    from prongsai.adapters.gate.gathered import Gathered
    from prongsai.adapters.gate.typed import gather_html

    gathered = Gathered()
    gather_html(source, gathered)
    return _inspection(source.encode("utf-8", errors="replace"), gathered.result())


def inspect_file(content: bytes, *, name: str, content_type: str = "", ocr: bool = True) -> Inspection:
    """What an uploaded file holds. Never raises for bad content: what cannot be read is a `cannot_tell` finding.

    Reads in a process of its own within limits; a scan of many pages may take minutes, so call it from a job.
    `ocr` False leaves pictures unread (then they are `cannot_tell`). `name` is only for messages: the bytes tell the form.
    """
    from prongsai.adapters.gate.worker import ask_worker
    from prongsai.adapters.reading_limits import CannotRead

    try:
        answer = ask_worker("inspect", content, content_type=content_type, use_ocr=ocr)
        findings = list(inspection_from_dict(answer.values).findings)
    except CannotRead as error:
        th, _, en = error.detail.partition(" / ")
        findings = [PersonalFinding("cannot_tell", "warning", Place("file"), "", 1, th, en)]
    return _inspection(content, findings)


def mask_file(content: bytes, *, name: str, content_type: str = "", ocr: bool = True) -> MaskedCopy:
    """A copy with personal numbers hidden and hidden content, comments and metadata left out; the original is not changed.

    Raises PersonError, with what to do, when no copy can be made or something would still be found in it.
    """
    from prongsai.core.errors import PersonError
    from prongsai.core.personal_data.find import mask_text
    from prongsai.core.personal_data.masked import MaskedCopy

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PersonError(
            f'ยังทำสำเนาปิดบังของไฟล์ "{name}" ไม่ได้ กรุณาปิดบังในต้นฉบับแล้วแนบใหม่',
            f'no masked copy of "{name}" can be made; mask it in the original and hand it in again',
        ) from None
    masked, count = mask_text(text)
    made = masked.encode("utf-8-sig")
    return MaskedCopy(made, name, "text/plain; charset=utf-8", count, inspect_text(masked))


def _inspection(content: bytes, findings: list[PersonalFinding]) -> Inspection:
    return Inspection(hashlib.sha256(content).hexdigest(), sort_personal(findings))
