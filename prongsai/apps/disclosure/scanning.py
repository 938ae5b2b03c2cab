"""The virus scanner before the public: where one is set, no file becomes public that it has not called clean.

What was uploaded while none was set, or while it gave no opinion, is shown to it here. Asking takes its time, so it is
never done inside a transaction.
"""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from prongsai.adapters.clamd import ScannerDown, scan
from prongsai.apps.disclosure.drafting import read_bytes
from prongsai.apps.disclosure.models import FileScan, Version
from prongsai.core.errors import OutsideError, PersonError
from prongsai.core.handover import Refusal

log = logging.getLogger(__name__)


class ScannerSilent(OutsideError):
    """The scanner is set and gave no opinion of a file."""


class NotScanned(Refusal):
    """The scanner has not called the file clean; nothing was written."""


def needs_scan(version: Version) -> bool:
    """Whether a scanner is set that has not called the version's file clean; one query at most."""
    if settings.PRONGSAI.scanner is None or version.kind != "file":
        return False
    return not FileScan.objects.filter(sha256=version.sha256, found="").exists()


def find_scan(version: Version) -> FileScan | None:
    """What the scanner said of the version's file, None while it said nothing."""
    return FileScan.objects.filter(sha256=version.sha256).first() if version.kind == "file" else None


def scan_file(version: Version, *, at: datetime) -> str:
    """Show the version's file to the scanner unless it was called clean before. Gives what was found, "" for nothing.

    The opinion is kept by the hash of the bytes: the same file elsewhere is not asked about again. Raises ScannerSilent,
    and PersonError where the file is missing from the store.
    """
    scanner = settings.PRONGSAI.scanner
    if scanner is None or not needs_scan(version):
        return ""
    content = read_bytes(version.file)
    try:
        opinion = scan(content, scanner)
    except ScannerDown as why:
        log.error("the virus scanner gave no opinion of version %s: %s", version.pk, why)
        raise ScannerSilent(
            f'เครื่องตรวจไวรัสยังไม่ตอบ จึงยังไม่เผยแพร่ไฟล์ "{version.file_name}" ระบบจะลองใหม่ทุกนาที',
            f'the virus scanner gives no answer, so "{version.file_name}" is not public yet: it is tried again each minute',
        ) from why
    FileScan.objects.update_or_create(
        sha256=hashlib.sha256(content).hexdigest(), defaults={"found": opinion.found, "at": at}
    )
    if opinion.found:
        log.warning("the virus scanner found %s in the file of version %s", opinion.found, version.pk)
    return opinion.found


def require_scanned(version: Version) -> None:
    """The scanner, where one is set, has called the file clean. Raises NotScanned."""
    if needs_scan(version):
        raise NotScanned(
            "ยังไม่ได้ตรวจไวรัสไฟล์นี้ จึงเผยแพร่ไม่ได้ กรุณากดเผยแพร่อีกครั้ง",
            "this file has not been scanned for viruses, so it cannot be public: press publish again",
        )


def require_harmless(version: Version) -> None:
    """Nobody is handed a file that the scanner finds something in. Raises PersonError, as it does for evidence."""
    try:
        found = scan_file(version, at=timezone.now())
    except ScannerSilent as silent:
        if settings.PRONGSAI.takes_unscanned:
            return
        raise PersonError(
            "เครื่องตรวจไวรัสยังไม่ตอบ จึงยังเปิดไฟล์นี้ไม่ได้ กรุณาลองใหม่ภายหลัง",
            "the virus scanner gives no answer, so this file cannot be opened yet: try again later",
        ) from silent
    if found:
        raise PersonError(*infected_words(version.file_name, found))


def infected_words(name: str, found: str) -> tuple[str, str]:
    """What is said of a file that the scanner found something in, in both languages."""
    return (
        f'พบไวรัสหรือโปรแกรมอันตราย ({found}) ในไฟล์ "{name}" เผยแพร่ไม่ได้ กรุณาแนบไฟล์ใหม่และแจ้งผู้ดูแลระบบ',
        f'a virus or harmful program ({found}) was found in "{name}": it cannot be public; attach another file and tell the '
        "system administrator",
    )
