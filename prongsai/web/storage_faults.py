"""A disk that is full and a database that cannot be written: told to the person in one sentence, not as a fault of ours."""

import errno

from django.db import DatabaseError

from prongsai.core.errors import PersonError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FULL_WORDS = ("disk is full", "disk I/O error")
_READ_ONLY_WORDS = ("readonly database", "unable to open database file")
_POSTGRESQL = {"53100": "full", "25006": "read_only"}


def storage_fault(error: BaseException | None) -> PersonError | None:
    """What to say when nothing can be stored now; None when the error is another one."""
    kind = _kind(error)
    if kind == "full":
        return PersonError(
            "ยังไม่ได้บันทึก เพราะพื้นที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม กรุณาแจ้งผู้ดูแลระบบแล้วส่งใหม่",
            "nothing was saved: the server's storage is full. Tell your administrator, then send it again",
        )
    if kind == "read_only":
        return PersonError(
            "ยังไม่ได้บันทึก เพราะขณะนี้ฐานข้อมูลเปิดให้อ่านอย่างเดียว กรุณาแจ้งผู้ดูแลระบบแล้วส่งใหม่",
            "nothing was saved: the database can only be read now. Tell your administrator, then send it again",
        )
    return None


def _kind(error: BaseException | None) -> str | None:
    if isinstance(error, OSError):
        return "full" if error.errno in _FULL else "read_only" if error.errno == errno.EROFS else None
    if not isinstance(error, DatabaseError):
        return None
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return _POSTGRESQL.get(state)
    text = str(error)
    if any(words in text for words in _FULL_WORDS):
        return "full"
    return "read_only" if any(words in text for words in _READ_ONLY_WORDS) else None
