"""The gate's machine: looks through a version for personal data, and makes its masked copy.

The library is imported where it is called: a page that only shows a version must not load readers of files.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import Http404

from prongsai.apps.disclosure.drafting import read_bytes
from prongsai.apps.disclosure.gate_actions import Found, MaskedContent, note_found
from prongsai.apps.disclosure.models import Version
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from prongsai.core.personal_data.find import Part, find_in_parts, find_in_text, mask_text
from prongsai.core.personal_data.inspection import PersonalFinding
from prongsai.core.personal_data.place import Place
from prongsai.core.public_address import safe_file_name

TITLE_PLACE = "ชื่อเรื่อง"
FILE_NAME_PLACE = "ชื่อไฟล์"


def look(version: Version, *, at: datetime) -> bool:
    """Look through the content as it stands and keep what was found; False when it changed or went meanwhile.

    Typed content takes a millisecond a page; a file may take minutes, so that is for a job.
    """
    seen = version.content_sha256
    found = find_in_version(version)
    try:
        return note_found(version=version, content_sha256=seen, found=found, at=at)
    except Http404:
        return False


def find_in_version(version: Version) -> list[Found]:
    """What its typed parts and its file hold."""
    findings = list(find_in_parts(_typed_parts(version)))
    if version.kind == "file":
        findings += _find_in_file(version)
    return [_found(one) for one in findings]


def masked_content(version: Version) -> MaskedContent:
    """The version with personal numbers hidden, for the public. Raises PersonError where no copy can be made."""
    title = mask_text(version.title)[0]
    if version.kind != "file":
        headings = tuple(version.table[0]) if version.table else ()
        table = tuple(_mask_row(row, headings) for row in version.table)
        body = mask_text(version.body)[0]
        if version.url and find_in_text(version.url):
            raise Refusal(
                "ลิงก์มีข้อมูลส่วนบุคคล ปกปิดไม่ได้ กรุณาแก้ลิงก์", "the link holds personal data and cannot be masked: change it"
            )
        _require_masked(_parts(title=title, body=body, table=table))
        left = sum(one.kind == "signature" for one in find_in_parts(_typed_parts(version)))
        return MaskedContent(title, body, table, left=left)
    from prongsai.wiring.personal_data import mask_file

    name = _mask_file_name(version.file_name)
    _require_masked(_parts(title=title, file_name=name))
    copy = mask_file(
        read_bytes(version.file), name=name, content_type=version.content_type, original=_kept_findings(version)
    )
    return MaskedContent(
        title=title,
        file=copy.content,
        file_name=safe_file_name(copy.name),
        content_type=copy.content_type.partition(";")[0],
        left=len(copy.inspection.to_decide),
    )


def _typed_parts(version: Version) -> Iterable[Part]:
    return _parts(
        title=version.title, file_name=version.file_name, url=version.url, body=version.body, table=version.table
    )


def _parts(
    *, title: str, file_name: str = "", url: str = "", body: str = "", table: Sequence[Sequence[str]] = ()
) -> Iterable[Part]:
    yield Part(Place("part", name=TITLE_PLACE), title)
    if file_name:
        yield Part(Place("part", name=FILE_NAME_PLACE), file_name.replace("-", " "))
    if url:
        yield Part(Place("part", name="URL"), url)
    if body:
        starts = [place + 1 for place, letter in enumerate(body) if letter == "\n"]
        yield Part(Place("line", 1), body, starts=tuple(starts))
    if table:
        headings = tuple(table[0])
        for number, row in enumerate(table, start=1):
            text = "\t".join(cell.replace("\t", " ") for cell in row)
            yield Part(Place("table", 1, row=number), text, contexts=headings if number > 1 else (), is_row=True)


def _require_masked(parts: Iterable[Part]) -> None:
    """The masked texts hold nothing that masking hides: they are looked through as the original was. Raises Refusal."""
    if any(one.kind != "signature" for one in find_in_parts(parts)):
        raise Refusal(
            "ระบบปกปิดข้อความนี้ได้ไม่ครบ กรุณาแก้ข้อความโดยไม่ใส่ข้อมูลส่วนบุคคล",
            "not everything in this text can be masked: change it so that it holds no personal data",
        )


def _mask_file_name(name: str) -> str:
    """Masked as the finder reads it, its hyphens as blanks, and as it is written; letter for letter."""
    spaced = name.replace("-", " ")
    read = mask_text(spaced)[0]
    seen = "".join(new if new != old else kept for new, old, kept in zip(read, spaced, name, strict=True))
    return mask_text(seen)[0]


def _mask_row(row: list[str], headings: tuple[str, ...]) -> tuple[str, ...]:
    """Cells one by one under their headings, then the row as a whole: a name and a number may explain each other."""
    cells = [mask_text(cell, contexts=headings[place : place + 1])[0] for place, cell in enumerate(row)]
    whole = mask_text("\t".join(cell.replace("\t", " ") for cell in cells), contexts=headings)[0]
    return tuple(whole.split("\t"))


def _find_in_file(version: Version) -> list[PersonalFinding]:
    from prongsai.wiring.personal_data import inspect_file

    try:
        content = read_bytes(version.file)
    except PersonError as error:
        return [PersonalFinding("cannot_tell", "warning", Place("file"), "", 1, error.message_th, error.message_en)]
    return list(inspect_file(content, name=version.file_name, content_type=version.content_type).findings)


def _kept_findings(version: Version) -> list[PersonalFinding]:
    """What was found when the version was looked through: a scan is not read a third time for its copy."""
    return [
        PersonalFinding(
            row.kind,  # type: ignore[arg-type]  # kept from a finding
            row.severity,  # type: ignore[arg-type]
            Place("said", name=row.place),
            row.excerpt,
            row.count,
            row.detail,
            row.detail_en,
        )
        for row in version.personal_findings.all()
    ]


def _found(one: PersonalFinding) -> Found:
    place = one.place.words()
    return Found(
        kind=one.kind,
        place=place.th,
        place_en=place.en,
        excerpt=one.excerpt,
        count=one.count,
        severity=one.severity,
        detail=one.detail_th,
        detail_en=one.detail_en,
    )
