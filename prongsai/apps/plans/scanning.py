"""Files that come in are shown to the virus scanner first, where one is set (PRONGSAI_CLAMD)."""

import logging

from django.conf import settings

from prongsai.adapters.clamd import ScannerDown, scan
from prongsai.core.errors import PersonError

log = logging.getLogger(__name__)


def require_harmless(content: bytes, name: str) -> bool:
    """Whether the scanner looked into the file, or there is none to ask; False when it is taken without its opinion.

    Raises PersonError for a file it finds something in, and, unless PRONGSAI_CLAMD_DOWN says "accept", for every file
    while it gives no opinion. Called before any transaction: a scan may take its time.
    """
    scanner = settings.PRONGSAI.scanner
    if scanner is None:
        return True
    try:
        opinion = scan(content, scanner)
    except ScannerDown as why:
        log.error("the virus scanner gave no opinion: %s", why)
        if settings.PRONGSAI.takes_unscanned:
            return False
        raise PersonError(
            f'ยังตรวจไวรัสไฟล์ "{name}" ไม่ได้ ระบบจึงยังไม่รับ กรุณาลองใหม่ภายหลัง หรือแจ้งผู้ดูแลระบบ',
            f'"{name}" could not be scanned for viruses, so it was not taken: try again later or tell the system administrator',
        ) from why
    if opinion.found:
        log.warning("the virus scanner found %s in a file", opinion.found)
        raise PersonError(
            f'พบไวรัสหรือโปรแกรมอันตราย ({opinion.found}) ในไฟล์ "{name}" ระบบไม่รับไฟล์นี้ กรุณาแจ้งผู้ดูแลระบบ',
            f'a virus or harmful program ({opinion.found}) was found in "{name}": it was not taken; tell the system administrator',
        )
    return True
