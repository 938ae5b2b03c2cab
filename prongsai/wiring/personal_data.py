"""The personal-data gate for a page, a job or a command: what a file or typed text holds, and its masked copy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.find import Part, find_in_parts
from prongsai.core.personal_data.inspection import Inspection, PersonalFinding, inspection_from_dict, sort_personal
from prongsai.core.personal_data.place import Place
from prongsai.core.personal_data.typed import Rows, TypedCopy, mask_typed, parts_of_typed

__all__ = [
    "TypedCopy",
    "inspect_file",
    "inspect_html",
    "inspect_text",
    "inspect_typed",
    "mask_file",
    "mask_html",
    "mask_typed",
]

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prongsai.core.personal_data.masked import MaskedCopy


def inspect_text(text: str) -> Inspection:
    """What a typed text (no tags) holds; `sha256` is that of its UTF-8 bytes. Takes about a millisecond a page."""
    parts = [Part(Place("file"), text)]
    return _inspection(text.encode("utf-8", errors="replace"), find_in_parts(parts))


def inspect_typed(*, title: str = "", body: str = "", table: Rows = ()) -> Inspection:
    """What a typed title, text and table (headings first) hold; `sha256` is that of all three as one text."""
    said = "\n".join([title, body, *("\t".join(row) for row in table)])
    return _inspection(
        said.encode("utf-8", errors="replace"), find_in_parts(parts_of_typed(title=title, body=body, table=table))
    )


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


def mask_file(
    content: bytes,
    *,
    name: str,
    content_type: str = "",
    ocr: bool = True,
    original: Iterable[PersonalFinding] | None = None,
) -> MaskedCopy:
    """A copy with personal numbers hidden and hidden content, comments and metadata left out; the original is not changed.

    The copy is looked through again before it is handed out; its `inspection` holds the signatures and unreadable parts
    found in it, and those of `original`, what these bytes were found to hold, that masking leaves. None: they are looked
    through for it, which a scan pays for with minutes. Raises PersonError, with what to do, when no copy can be made or
    something would still be found in it.
    """
    from pathlib import PurePath

    from prongsai.adapters.gate.worker import ask_worker
    from prongsai.adapters.reading_limits import CannotRead
    from prongsai.core.personal_data.masked import MaskedCopy, require_masked, with_what_stays

    label = PurePath(name).name
    try:
        answer = ask_worker("mask", content, content_type=content_type, use_ocr=ocr)
    except CannotRead as error:
        th, _, en = error.detail.partition(" / ")
        raise _no_copy(label, th, en or th) from error
    if "problem" in answer.values:
        th, _, en = str(answer.values["detail"]).partition(" / ")
        raise _no_copy(label, th, en or th)
    made_type = str(answer.values["content_type"])
    inspection = inspect_file(answer.content, name=name, content_type=made_type, ocr=ocr)
    require_masked(inspection, label)
    if original is None:
        original = inspect_file(content, name=name, content_type=content_type, ocr=ocr).findings
    inspection = with_what_stays(inspection, original, masked=int(answer.values["masked"]))
    made_name = f"{PurePath(label).stem}-ปิดบังแล้ว{answer.values['suffix']}"
    return MaskedCopy(answer.content, made_name, made_type, int(answer.values["masked"]), inspection)


def mask_html(source: str) -> tuple[str, int]:
    """A typed page or fragment with numbers masked, comments and scripts taken out, and how many were masked."""
    from prongsai.adapters.gate.html_flow import mask_html as mask

    return mask(source)


def _no_copy(name: str, th: str, en: str) -> PersonError:
    return PersonError(
        f'ทำสำเนาปิดบังของไฟล์ "{name}" ไม่ได้ เพราะ{th} กรุณาปิดบังในต้นฉบับแล้วแนบใหม่',
        f'no masked copy of "{name}" can be made: {en}; mask it in the original and hand it in again',
    )


def _inspection(content: bytes, findings: list[PersonalFinding]) -> Inspection:
    return Inspection(hashlib.sha256(content).hexdigest(), sort_personal(findings))
